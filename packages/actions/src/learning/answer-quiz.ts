import { lockPeople } from '@recert/db/queries/completions'
import { listAttempts } from '@recert/db/queries/learning'
import { insertAttempt, insertStart, saveScore } from '@recert/db/queries/material-progress'
import { DomainError } from '@recert/domain/errors'
import { attemptsLeft, gradeQuiz, type Quiz, type QuizAnswers } from '@recert/domain/quizzes'
import type { Ctx } from '../context.ts'
import { type Completed, completeMaterial } from './complete-material.ts'
import { attemptsSince } from './get-material.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/** `right`: the ids of the questions that were answered rightly. `left`: further tries, null = no limit. `score` in percent. */
export type QuizResult = Completed & { score: number; passed: boolean; right: string[]; left: number | null }

/**
 * Grades a try at a quiz and keeps it; one that passes completes the material. The person's row is locked, so that tries sent at the
 * same instant count one after the other. Throws MATERIAL_NOT_FOUND where it is no quiz, MATERIAL_EMPTY, QUIZ_PASSED, QUIZ_ATTEMPTS_USED.
 */
export async function answerQuiz(ctx: Ctx, personId: string, { answers: given, ...ref }: MaterialRef & { answers: QuizAnswers }): Promise<QuizResult> {
  const { tx, now } = ctx
  await lockPeople(tx, [personId])
  const { course, material } = await myMaterialOrThrow(tx, personId, ref)
  if (material.kind !== 'quiz') throw new DomainError('MATERIAL_NOT_FOUND', { material: ref.material })
  const { quiz } = material
  if (!quiz) throw new DomainError('MATERIAL_EMPTY', { title: material.title })
  if (material.state === 'completed') throw new DomainError('QUIZ_PASSED')
  const tracked = { personId, materialId: material.id }
  const since = attemptsSince(course, material, now)
  const used = (await listAttempts(tx, personId, material.id, since)).length
  if (attemptsLeft(quiz, used) === 0) throw new DomainError('QUIZ_ATTEMPTS_USED', { attempts: quiz.attempts })

  const answers = answersOf(quiz, given)
  const { score, passed, right } = gradeQuiz(quiz, answers)
  await insertStart(tx, tracked, now)
  // A try that waited for the lock behind one of a later instant, which began the quiz, still counts from that beginning.
  await insertAttempt(tx, tracked, { at: now < since ? since : now, answers, score, passed })
  await saveScore(tx, tracked, score, now)
  const { completed } = passed ? await completeMaterial(ctx, personId, material.id) : { completed: [] }
  return { score, passed, right, left: attemptsLeft(quiz, used + 1), completed }
}

/** What was given, as far as it answers this quiz: it may have been changed since it was shown. */
function answersOf({ questions }: Quiz, given: QuizAnswers): QuizAnswers {
  return Object.fromEntries(questions.map((question) => {
    const chosen = Object.hasOwn(given, question.id) ? (given[question.id] ?? []) : []
    return [question.id, question.answers.filter(({ id }) => chosen.includes(id)).map(({ id }) => id)]
  }))
}
