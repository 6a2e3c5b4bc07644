import type { materialProgress, quizAttempt } from '@recert/db/schema/training'
import { gradeQuiz, type Quiz, type QuizAnswers } from '@recert/domain/quizzes'
import { type Random, uuidAt } from './random.ts'
import type { Unit } from './training.ts'

type ProgressRow = typeof materialProgress.$inferInsert
type AttemptRow = typeof quizAttempt.$inferInsert

/** Work on a course up to an instant: all of it, or so many of its materials and a glance at the next. */
export type Work = { personId: string; courseId: string; at: Date; share: 'all' | number }

const MINUTE = 60_000

/** Tracking and tries at quizzes by these works, which come in the order of their times. A shared material that was done once stays done. */
export function progressRows(works: readonly Work[], units: ReadonlyMap<string, readonly Unit[]>, random: Random): { progress: ProgressRow[]; attempts: AttemptRow[] } {
  const progress = new Map<string, ProgressRow>()
  const attempts: AttemptRow[] = []
  for (const { personId, courseId, at, share } of works) {
    const all = units.get(courseId) ?? []
    const isDone = ({ id }: Unit): boolean => Boolean(progress.get(`${personId} ${id}`)?.completedAt)
    const undone = all.filter((unit) => !isDone(unit))
    // What is in the middle stays so, whatever is done elsewhere: something that is the course's own is left.
    const left = all.findLast(({ shared }) => !shared)
    const doable = share === 'all' ? undone : undone.filter((unit) => unit !== left).slice(0, share)
    let end = at.getTime()
    for (const unit of doable.toReversed()) {
      const [completedAt, startedAt] = [new Date(end), new Date(end - random.int(4, 25) * MINUTE)]
      end = startedAt.getTime() - random.int(0, 3) * MINUTE
      const tries = unit.quiz ? triesAt(unit.quiz, { personId, materialId: unit.id, startedAt, completedAt }, random) : []
      attempts.push(...tries)
      progress.set(`${personId} ${unit.id}`, { personId, materialId: unit.id, startedAt, completedAt, score: tries.at(-1)?.score ?? null, data: null, updatedAt: completedAt })
    }
    const next = share === 'all' ? undefined : undone.find((unit) => !doable.includes(unit))
    if (next && share !== 0) progress.set(`${personId} ${next.id}`, { personId, materialId: next.id, startedAt: at, completedAt: null, score: null, data: null, updatedAt: at })
  }
  return { progress: [...progress.values()], attempts }
}

type Trying = { personId: string; materialId: string; startedAt: Date; completedAt: Date }

/** The tries at a quiz that somebody passes in the end. Some need a second one, some have one answer wrong. */
function triesAt(quiz: Quiz, { personId, materialId, startedAt, completedAt }: Trying, random: Random): AttemptRow[] {
  const tryWith = (at: Date, answers: QuizAnswers): AttemptRow => {
    const { score, passed } = gradeQuiz(quiz, answers)
    return { id: uuidAt(at, random), personId, materialId, at, answers, score, passed }
  }
  const right = answersOf(quiz, () => true)
  const slipped = { ...right, ...answersOf({ ...quiz, questions: quiz.questions.slice(0, 1) }, () => false) }
  const passing = gradeQuiz(quiz, slipped).passed && random.chance(0.4) ? slipped : right
  const failed = quiz.attempts !== 1 && random.chance(0.15) ? [tryWith(new Date((startedAt.getTime() + completedAt.getTime()) / 2), answersOf(quiz, (at) => at === 0))] : []
  return [...failed, tryWith(completedAt, passing)]
}

/** All right answers of the questions that are to be right, and one wrong answer of the others. */
function answersOf({ questions }: Quiz, isToBeRight: (at: number) => boolean): QuizAnswers {
  return Object.fromEntries(questions.map(({ id, answers }, at) => {
    const wrong = answers.filter(({ correct }) => !correct).slice(0, 1)
    return [id, (isToBeRight(at) ? answers.filter(({ correct }) => correct) : wrong).map((answer) => answer.id)]
  }))
}
