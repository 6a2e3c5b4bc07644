import type { Question, Quiz } from '@recert/domain/quizzes'

/** A quiz while it is written: numbers are what was typed. */
export type QuizDraft = { passMark: string; attempts: string; questions: Question[] }

export const draftOf = (quiz: Quiz | null): QuizDraft =>
  quiz ? { ...quiz, passMark: String(quiz.passMark), attempts: String(quiz.attempts) } : { passMark: '80', attempts: '0', questions: [newQuestion([])] }

/** What was typed, for checkQuiz to judge; what is no whole number stays none. */
export const quizOf = ({ passMark, attempts, questions }: QuizDraft): Quiz => ({ passMark: whole(passMark), attempts: whole(attempts), questions })

const whole = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN)

/** Ids need to be told apart within their quiz only. */
const nextId = (prefix: string, taken: readonly { id: string }[]): string => {
  for (let number = taken.length + 1; ; number++) {
    const id = `${prefix}${number}`
    if (!taken.some((each) => each.id === id)) return id
  }
}

export const newQuestion = (questions: readonly Question[]): Question =>
  ({ id: nextId('q', questions), text: '', kind: 'single', answers: [{ id: 'a1', text: '', correct: true }, { id: 'a2', text: '', correct: false }] })

export const withAnswer = (question: Question): Question =>
  ({ ...question, answers: [...question.answers, { id: nextId('a', question.answers), text: '', correct: false }] })

/** Marks an answer as right or wrong; a single choice has one right answer. */
export function withCorrect(question: Question, answerId: string, correct: boolean): Question {
  const only = question.kind === 'single' && correct
  return { ...question, answers: question.answers.map((answer) => (answer.id === answerId ? { ...answer, correct } : only ? { ...answer, correct: false } : answer)) }
}

/** Of several right answers, a single choice keeps the first. */
export function withKind(question: Question, kind: Question['kind']): Question {
  const first = question.answers.find(({ correct }) => correct)?.id
  return { ...question, kind, answers: kind === 'single' ? question.answers.map((answer) => ({ ...answer, correct: answer.id === first })) : question.answers }
}
