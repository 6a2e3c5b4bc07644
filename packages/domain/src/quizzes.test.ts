import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptsLeft, checkQuiz, gradeQuiz, type Quiz, shownQuiz } from './quizzes.ts'

const answers = (...correct: boolean[]) => correct.map((each, index) => ({ id: `a${index}`, text: `Answer ${index}`, correct: each }))
const quiz: Quiz = {
  passMark: 66, attempts: 2,
  questions: [
    { id: 'q1', text: 'Which?', kind: 'single', answers: answers(false, true) },
    { id: 'q2', text: 'Which ones?', kind: 'multiple', answers: answers(true, true, false) },
    { id: 'q3', text: 'And here?', kind: 'single', answers: answers(true, false) },
  ],
}

test('R12.1 a question counts when all right answers are chosen and no wrong one', () => {
  expect(gradeQuiz(quiz, { q1: ['a1'], q2: ['a0', 'a1'], q3: ['a0'] })).toEqual({ score: 100, passed: true, right: ['q1', 'q2', 'q3'] })
  expect(gradeQuiz(quiz, { q1: ['a1'], q2: ['a0'], q3: ['a0'] })).toMatchObject({ passed: true, right: ['q1', 'q3'] })
  expect(gradeQuiz(quiz, { q1: ['a0', 'a1'], q2: ['a0', 'a1', 'a2'] })).toEqual({ score: 0, passed: false, right: [] })
})

test('R12.1 the pass mark is compared without rounding', () => {
  expect(gradeQuiz({ ...quiz, passMark: 67 }, { q1: ['a1'], q2: ['a0', 'a1'] }).passed).toBe(false)
  expect(gradeQuiz({ ...quiz, passMark: 0 }, {}).passed).toBe(true)
})

test('R12.1 what learners see holds no solution, whatever the quiz', () => {
  fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 6 }), (correct) => {
    expect(JSON.stringify(shownQuiz({ ...quiz, questions: [{ id: 'q', text: 'Q', kind: 'multiple', answers: answers(...correct) }] }))).not.toContain('correct')
  }))
})

test.each([
  ['no question', { questions: [] }], ['a pass mark above 100', { passMark: 101 }], ['a broken number of attempts', { attempts: 1.5 }],
  ['no right answer', { questions: [{ id: 'q', text: 'Q', kind: 'multiple' as const, answers: answers(false, false) }] }],
  ['two right answers to a single choice', { questions: [{ id: 'q', text: 'Q', kind: 'single' as const, answers: answers(true, true) }] }],
  ['one answer alone', { questions: [{ id: 'q', text: 'Q', kind: 'single' as const, answers: answers(true) }] }],
  ['an empty text', { questions: [{ id: 'q', text: ' ', kind: 'single' as const, answers: answers(true, false) }] }],
])('a quiz with %s is refused', (_, wrong) => {
  expect(() => checkQuiz({ ...quiz, ...wrong })).toThrow('QUIZ_INVALID')
})

test('attempts run out; 0 is no limit', () => {
  expect(attemptsLeft({ attempts: 2 }, 1)).toBe(1)
  expect(attemptsLeft({ attempts: 2 }, 5)).toBe(0)
  expect(attemptsLeft({ attempts: 0 }, 99)).toBeNull()
})
