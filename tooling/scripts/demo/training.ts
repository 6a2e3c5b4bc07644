import { createHash } from 'node:crypto'
import type { file, fileChunk, FilePurpose } from '@recert/db/schema/files'
import type { courseMaterial, item, learningPlanCourse, material } from '@recert/db/schema/training'
import { textKey } from '@recert/domain/keys'
import type { Quiz } from '@recert/domain/quizzes'
import { ITEMS } from './catalogue.ts'
import type { DemoFile, DemoMaterial } from './content/material.ts'
import { daysFrom } from './dates.ts'
import { found } from './found.ts'
import { type Random, uuidAt } from './random.ts'

export type FileRows = { file: typeof file.$inferInsert & { id: string }; chunk: typeof fileChunk.$inferInsert }

/** A file as it is stored: the demo's are far smaller than one piece. */
export function fileRows({ name, mediaType, bytes }: DemoFile, { id, purpose, createdBy, createdAt }: { id: string; purpose: FilePurpose; createdBy: string; createdAt: Date }): FileRows {
  const content = bytes()
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { file: { id, name, mediaType, size: content.length, sha256, purpose, createdBy, createdAt }, chunk: { fileId: id, position: 0, bytes: content } }
}

/** A material as learners meet it. */
export type Unit = { id: string; shared: boolean; quiz: Quiz | null }

/** What the demo can be learnt from: ids by “kind code”, the materials of each course and the courses of each plan, in their order. */
export type Syllabus = { itemIds: ReadonlyMap<string, string>; units: ReadonlyMap<string, readonly Unit[]>; planCourses: ReadonlyMap<string, readonly string[]>; selfEnrolment: ReadonlySet<string> }

export type TrainingRows = {
  items: (typeof item.$inferInsert)[]
  planCourses: (typeof learningPlanCourse.$inferInsert)[]
  materials: (typeof material.$inferInsert & { id: string })[]
  courseMaterials: (typeof courseMaterial.$inferInsert)[]
  files: FileRows[]
}

/** How long ago the courses got the materials that they have now. */
const WRITTEN_DAYS_AGO = 1600

/** Courses, plans and materials. `founded`: when the items were made; `createdBy`: who uploaded their files. */
export function trainingRows({ founded, today, createdBy }: { founded: Date; today: Date; createdBy: string }, random: Random): TrainingRows & { syllabus: Syllabus } {
  const itemIds = new Map(ITEMS.map(({ kind, code }) => [`${kind} ${code}`, uuidAt(founded, random)]))
  const idOf = (kind: string, code: string): string => found(itemIds, `${kind} ${code}`)
  const createdAt = daysFrom(today, -WRITTEN_DAYS_AGO)
  const made = new Map([...new Set(ITEMS.flatMap(({ materials }) => materials))].map((one) => [one, materialRow(one, createdAt, createdBy, random)]))
  return {
    items: ITEMS.map(({ kind, code, name, description, selfEnrolment }) => ({
      id: idOf(kind, code), kind, code, codeKey: textKey(code), name, nameKey: textKey(name), description, selfEnrolment, version: 1, createdAt: founded,
    })),
    planCourses: ITEMS.flatMap(({ kind, code, courses }) => courses.map((course, position) => ({ planId: idOf(kind, code), courseId: idOf('course', course), position }))),
    materials: [...made.values()].map(({ row }) => row),
    courseMaterials: ITEMS.flatMap(({ kind, code, materials }) => materials.map((one, position) => ({ courseId: idOf(kind, code), materialId: found(made, one).row.id, position }))),
    files: [...made.values()].flatMap(({ files }) => files ?? []),
    syllabus: {
      itemIds,
      units: new Map(ITEMS.filter(({ kind }) => kind === 'course').map(({ kind, code, materials }) => [
        idOf(kind, code), materials.map((one) => ({ id: found(made, one).row.id, shared: one.shared, quiz: one.quiz })),
      ])),
      planCourses: new Map(ITEMS.filter(({ kind }) => kind === 'learning_plan').map(({ kind, code, courses }) => [idOf(kind, code), courses.map((course) => idOf('course', course))])),
      selfEnrolment: new Set(ITEMS.filter(({ selfEnrolment }) => selfEnrolment).map(({ kind, code }) => idOf(kind, code))),
    },
  }
}

function materialRow({ code, title, kind, shared, body, url, file: content, quiz }: DemoMaterial, createdAt: Date, createdBy: string, random: Random): { row: TrainingRows['materials'][number]; files: FileRows | null } {
  const files = content && fileRows(content, { id: uuidAt(createdAt, random), purpose: 'material', createdBy, createdAt })
  return {
    files,
    row: {
      id: uuidAt(createdAt, random), code, codeKey: textKey(code), title, titleKey: textKey(title), kind, shared, body, url, fileId: files?.file.id ?? null, quiz, package: null, version: 1, createdAt,
    },
  }
}
