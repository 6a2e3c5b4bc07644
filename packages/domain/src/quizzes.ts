import { DomainError } from './errors.ts'
import { checkText } from './text.ts'

/** A question: `single` has exactly one right answer, `multiple` any number of them but none at all. */
export type Question = { id: string; text: string; kind: 'single' | 'multiple'; answers: { id: string; text: string; correct: boolean }[] }

/** `passMark` in percent, 0–100; `attempts` 0 = as many as one likes. */
export type Quiz = { passMark: number; attempts: number; questions: Question[] }

/** A quiz as learners see it before they answer. */
export type QuizShown = Omit<Quiz, 'questions'> & { questions: (Omit<Question, 'answers'> & { answers: { id: string; text: string }[] })[] }

/** Chosen answers by question. */
export type QuizAnswers = Record<string, string[]>

const QUESTIONS_MOST = 200
const ANSWERS_MOST = 20
const TEXT_MOST = 2000

/** A quiz that can be answered and passed. Throws QUIZ_INVALID, TEXT_TOO_LONG. */
export function checkQuiz({ passMark, attempts, questions }: Quiz): Quiz {
  if (!Number.isInteger(passMark) || passMark < 0 || passMark > 100) throw invalid('the pass mark is a whole number from 0 to 100')
  if (!Number.isInteger(attempts) || attempts < 0 || attempts > 100) throw invalid('attempts are a whole number from 0 (no limit) to 100')
  if (questions.length === 0 || questions.length > QUESTIONS_MOST) throw invalid(`a quiz has 1 to ${QUESTIONS_MOST} questions`)
  if (new Set(questions.map(({ id }) => id)).size < questions.length) throw invalid('two questions have the same id')
  return { passMark, attempts, questions: questions.map(checkQuestion) }
}

function checkQuestion({ id, text, kind, answers }: Question, index: number): Question {
  const at = `question ${index + 1}`
  const asked = checkText(text, at, TEXT_MOST)
  if (asked === '') throw invalid(`${at} has no text`)
  if (answers.length < 2 || answers.length > ANSWERS_MOST) throw invalid(`${at} needs 2 to ${ANSWERS_MOST} answers`)
  if (new Set(answers.map((answer) => answer.id)).size < answers.length) throw invalid(`two answers of ${at} have the same id`)
  const right = answers.filter(({ correct }) => correct).length
  if (right === 0) throw invalid(`${at} has no right answer`)
  if (kind === 'single' && right > 1) throw invalid(`${at} takes a single answer, but several are marked as right`)
  const checked = answers.map((answer) => ({ ...answer, text: checkText(answer.text, `an answer of ${at}`, TEXT_MOST) }))
  if (checked.some((answer) => answer.text === '')) throw invalid(`an answer of ${at} has no text`)
  return { id, text: asked, kind, answers: checked }
}

const invalid = (detail: string): DomainError => new DomainError('QUIZ_INVALID', { detail })

/** Which questions were answered rightly: all right answers chosen and no wrong one. `score` in percent, not rounded. */
export function gradeQuiz({ passMark, questions }: Quiz, answers: QuizAnswers): { score: number; passed: boolean; right: string[] } {
  const right = questions.filter((question) => isRight(question, answers[question.id] ?? [])).map(({ id }) => id)
  // Compared in whole questions: 2 of 3 is no less than 66.67 % of 3.
  const score = (right.length / questions.length) * 100
  return { score, passed: right.length * 100 >= passMark * questions.length, right }
}

function isRight({ answers }: Question, chosen: readonly string[]): boolean {
  return answers.every(({ id, correct }) => chosen.includes(id) === correct)
}

/** The quiz without its solution. */
export function shownQuiz({ questions, ...rest }: Quiz): QuizShown {
  return { ...rest, questions: questions.map(({ answers, ...question }) => ({ ...question, answers: answers.map(({ id, text }) => ({ id, text })) })) }
}

/** How many tries are left; null = no limit. A quiz that was passed may be looked at, not tried again. */
export function attemptsLeft({ attempts }: Pick<Quiz, 'attempts'>, used: number): number | null {
  return attempts === 0 ? null : Math.max(0, attempts - used)
}
