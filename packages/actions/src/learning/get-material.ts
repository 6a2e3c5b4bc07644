import type { Queryable } from '@recert/db/client'
import { listAttempts, type MyCourse, type MyMaterialContent } from '@recert/db/queries/learning'
import { attemptsLeft, type QuizShown, shownQuiz } from '@recert/domain/quizzes'
import { type ScoData, scoResult } from '@recert/domain/scorm'
import { hasContent } from '@recert/domain/training'
import { launchUrl } from '../materials/launch-package.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/** Tries at a quiz count from when it was begun, and after a renewal has begun anew from then. */
export function attemptsSince({ askedAgainAt }: Pick<MyCourse, 'askedAgainAt'>, { startedAt }: Pick<MyMaterialContent, 'startedAt'>, now: Date): Date {
  const began = startedAt ?? now
  return askedAgainAt && askedAgainAt > began ? askedAgainAt : began
}

/** What each SCO of a package reported last. */
export function scoDataOf({ data }: Pick<MyMaterialContent, 'data'>): Record<string, ScoData> {
  return (data?.scos ?? {}) as Record<string, ScoData>
}

export type QuizOpened = QuizShown & { used: number; left: number | null; last: { at: Date; score: number; passed: boolean } | null }
/** `url`: where a frame loads a part, good for some hours. */
export type ScormOpened = { version: '1.2' | '2004'; scos: { id: string; title: string; done: boolean; url: string }[] }
export type MaterialOpened = Pick<MyMaterialContent, 'id' | 'title' | 'kind' | 'state' | 'completedAt' | 'score' | 'body' | 'url'> & {
  courseId: string; empty: boolean
  file: { id: string; name: string; mediaType: string; size: number } | null
  /** The second at which a video was left. */
  position: number
  quiz: QuizOpened | null
  scorm: ScormOpened | null
}

/** What a material of a person's course holds, for the player; a quiz comes without its solution. Throws as myMaterialOrThrow does. */
export async function getMaterial(q: Queryable, personId: string, ref: MaterialRef, { now, secret }: { now: Date; secret: string }): Promise<MaterialOpened> {
  const { course, material } = await myMaterialOrThrow(q, personId, ref)
  const { id, title, kind, state, completedAt, score, body, url, fileId, fileName, mediaType, fileSize, data } = material
  return {
    id, title, kind, state, completedAt, score, body, url, courseId: course.id, empty: !hasContent(material),
    file: fileId && kind !== 'scorm' ? { id: fileId, name: fileName ?? '', mediaType: mediaType ?? '', size: fileSize ?? 0 } : null,
    position: typeof data?.position === 'number' ? data.position : 0,
    quiz: await quizOpened(q, personId, course, material, now),
    scorm: scormOpened(material, personId, secret),
  }
}

async function quizOpened(q: Queryable, personId: string, course: MyCourse, material: MyMaterialContent, now: Date): Promise<QuizOpened | null> {
  if (!material.quiz) return null
  const attempts = await listAttempts(q, personId, material.id, attemptsSince(course, material, now))
  const [last] = attempts
  return {
    ...shownQuiz(material.quiz), used: attempts.length, left: attemptsLeft(material.quiz, attempts.length),
    last: last ? { at: last.at, score: last.score, passed: last.passed } : null,
  }
}

function scormOpened({ id, fileId, package: scorm, data }: MyMaterialContent, personId: string, secret: string): ScormOpened | null {
  if (!scorm || !fileId) return null
  const reported = scoDataOf({ data })
  return {
    version: scorm.version,
    scos: scorm.scos.map((sco, index) => ({
      id: sco.id, title: sco.title, done: scoResult(scorm.version, sco, reported[sco.id] ?? {}).done,
      url: launchUrl(secret, scorm, { personId, materialId: id, packageId: fileId, sco: index, tracked: true }),
    })),
  }
}
