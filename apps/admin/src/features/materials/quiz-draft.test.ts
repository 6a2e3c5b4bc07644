import { checkQuiz } from '@recert/domain/quizzes'
import { expect, test } from 'vitest'
import { draftOf, newQuestion, quizOf, withAnswer, withCorrect, withKind } from './quiz-draft.ts'

test('R12.1 what is typed becomes a quiz, and what is no whole number is refused', () => {
  const draft = { ...draftOf(null), questions: [{ ...newQuestion([]), text: 'Why?', answers: [{ id: 'a1', text: 'So', correct: true }, { id: 'a2', text: 'No', correct: false }] }] }
  expect(checkQuiz(quizOf(draft))).toMatchObject({ passMark: 80, attempts: 0 })
  expect(draftOf(quizOf(draft))).toEqual(draft)
  for (const passMark of ['', '80 %', '8e1', '-1', '101', '79.5']) expect(() => checkQuiz(quizOf({ ...draft, passMark }))).toThrow('QUIZ_INVALID')
})

test('R12.1 ids stay apart when questions and answers come and go', () => {
  const [first, second] = [newQuestion([]), newQuestion([newQuestion([])])]
  expect([first.id, second.id, newQuestion([second]).id]).toEqual(['q1', 'q2', 'q3'])
  const three = withAnswer(first)
  expect(withAnswer({ ...three, answers: three.answers.slice(1) }).answers.map(({ id }) => id)).toEqual(['a2', 'a3', 'a4'])
})

test('R12.1 a single choice has one right answer, whatever is ticked', () => {
  const right = ({ answers }: ReturnType<typeof newQuestion>) => answers.filter(({ correct }) => correct).map(({ id }) => id)
  const single = withAnswer(newQuestion([]))
  expect(right(withCorrect(single, 'a3', true))).toEqual(['a3'])
  const multiple = withCorrect(withKind(single, 'multiple'), 'a3', true)
  expect(right(multiple)).toEqual(['a1', 'a3'])
  expect(right(withKind(multiple, 'single'))).toEqual(['a1'])
})
