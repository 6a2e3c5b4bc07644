import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export type ItemKind = 'course' | 'learning_plan'

/** A course or a learning plan. Codes are unique per kind. */
export const item = pgTable('item', {
  id: id(),
  kind: text().$type<ItemKind>().notNull(),
  code: text().notNull(),
  codeKey: text().notNull(),
  name: text().notNull(),
  nameKey: text().notNull(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
}, (t) => [
  uniqueIndex('item_code_unique').on(t.kind, t.codeKey),
  index('item_code').on(t.codeKey),
  check('item_kind', sql`${t.kind} in ('course', 'learning_plan')`),
])

export const learningPlanCourse = pgTable('learning_plan_course', {
  planId: uuid().notNull().references(() => item.id, { onDelete: 'cascade' }),
  courseId: uuid().notNull().references(() => item.id),
  position: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.planId, t.courseId] })])

/** A unit of training content. A shared one lives in the central repository and may be used by several courses. */
export const material = pgTable('material', {
  id: id(),
  code: text().notNull(),
  codeKey: text().notNull(),
  title: text().notNull(),
  kind: text().notNull(),
  shared: boolean().notNull().default(false),
  createdAt: instant().notNull(),
}, (t) => [uniqueIndex('material_shared_code_unique').on(t.codeKey).where(sql`${t.shared}`)])

export const courseMaterial = pgTable('course_material', {
  courseId: uuid().notNull().references(() => item.id, { onDelete: 'cascade' }),
  materialId: uuid().notNull().references(() => material.id),
  position: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.courseId, t.materialId] })])
