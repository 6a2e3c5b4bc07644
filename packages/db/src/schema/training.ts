import type { ItemKind, MaterialKind } from '@recert/domain/training'
import type { Quiz } from '@recert/domain/quizzes'
import type { ScormPackage } from '@recert/domain/scorm'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { file } from './files.ts'
import { person } from './people.ts'

/** A course or a learning plan. Codes are unique per kind. */
export const item = pgTable('item', {
  id: id(),
  kind: text().$type<ItemKind>().notNull(),
  code: text().notNull(),
  codeKey: text().notNull(),
  name: text().notNull(),
  nameKey: text().notNull(),
  description: text().notNull().default(''),
  /** Whether learners may enrol themselves; courses only. */
  selfEnrolment: boolean().notNull().default(false),
  /** The address by which xAPI statements name the course, where it is not the one that Recert gives it. */
  activityId: text(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
}, (t) => [
  uniqueIndex('item_code_unique').on(t.kind, t.codeKey),
  uniqueIndex('item_activity_unique').on(t.activityId),
  index('item_code').on(t.codeKey),
  index('item_name').on(t.kind, t.nameKey, t.id),
  check('item_kind', sql`${t.kind} in ('course', 'learning_plan')`),
])

export const learningPlanCourse = pgTable('learning_plan_course', {
  planId: uuid().notNull().references(() => item.id, { onDelete: 'cascade' }),
  courseId: uuid().notNull().references(() => item.id),
  position: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.planId, t.courseId] }), index('learning_plan_course_course').on(t.courseId)])

/**
 * A unit of training content. A shared one lives in the central repository and may be used by several courses; then its tracking is
 * one for all of them. What it holds stands in the column of its kind: body (page), url (link, video), file (file, video), quiz, package.
 */
export const material = pgTable('material', {
  id: id(),
  code: text().notNull(),
  codeKey: text().notNull(),
  title: text().notNull(),
  titleKey: text().notNull().default(''),
  kind: text().$type<MaterialKind>().notNull(),
  shared: boolean().notNull().default(false),
  /** Markdown. */
  body: text().notNull().default(''),
  url: text(),
  fileId: uuid().references(() => file.id),
  quiz: jsonb().$type<Quiz>(),
  package: jsonb().$type<ScormPackage>(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
}, (t) => [
  uniqueIndex('material_shared_code_unique').on(t.codeKey).where(sql`${t.shared}`),
  index('material_title').on(t.titleKey, t.id),
  index('material_file').on(t.fileId),
  check('material_kind', sql`${t.kind} in ('page', 'file', 'video', 'link', 'quiz', 'scorm')`),
])

export const courseMaterial = pgTable('course_material', {
  courseId: uuid().notNull().references(() => item.id, { onDelete: 'cascade' }),
  materialId: uuid().notNull().references(() => material.id),
  position: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.courseId, t.materialId] }), index('course_material_material').on(t.materialId)])

/** How far a person is with a material, in whatever course it stands. Renewals reset it and keep a copy. */
export const materialProgress = pgTable('material_progress', {
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  materialId: uuid().notNull().references(() => material.id, { onDelete: 'cascade' }),
  startedAt: instant().notNull(),
  completedAt: instant(),
  /** 0–100, the best so far. */
  score: real(),
  /** Where a video or a SCORM package was left. */
  data: jsonb().$type<Record<string, unknown>>(),
  updatedAt: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.personId, t.materialId] }), index('material_progress_material').on(t.materialId)])

/** Every try at a quiz, with what was answered: chosen answers by question. */
export const quizAttempt = pgTable('quiz_attempt', {
  id: id(),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  materialId: uuid().notNull().references(() => material.id, { onDelete: 'cascade' }),
  at: instant().notNull(),
  answers: jsonb().$type<Record<string, string[]>>().notNull(),
  score: real().notNull(),
  passed: boolean().notNull(),
}, (t) => [index('quiz_attempt_person').on(t.personId, t.materialId, t.at)])
