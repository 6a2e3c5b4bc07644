import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Permission } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'
import { id, instant } from './columns.ts'

/** A node of the organisation's tree. `path` holds the ids from the root down to the branch itself, so that "with descendants" is one index look-up. */
export const branch = pgTable('branch', {
  id: id(),
  parentId: uuid().references((): AnyPgColumn => branch.id),
  name: text().notNull(),
  nameKey: text().notNull(),
  path: uuid().array().notNull(),
}, (t) => [
  unique('branch_name_unique').on(t.parentId, t.nameKey).nullsNotDistinct(),
  index('branch_path').using('gin', t.path),
])

export const person = pgTable('person', {
  id: id(),
  username: text().notNull(),
  usernameKey: text().notNull(),
  firstName: text().notNull(),
  lastName: text().notNull(),
  email: text(),
  emailKey: text(),
  timeZone: text().notNull(),
  language: text().notNull(),
  role: text().$type<Role>().notNull(),
  active: boolean().notNull().default(true),
  branchId: uuid().references(() => branch.id),
  /** Of a power user: what they may do. Of power users and managers: whose people, by branches (with descendants) and groups. */
  permissions: text().array().$type<Permission[]>().notNull().default([]),
  scopeBranchIds: uuid().array().notNull().default([]),
  scopeGroupIds: uuid().array().notNull().default([]),
  /** Keys of username, names and e-mail in one text: what the search looks through. */
  search: text().notNull(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (t) => [
  uniqueIndex('person_username_unique').on(t.usernameKey),
  index('person_last_name').on(t.lastName, t.id),
  index('person_branch').on(t.branchId, t.id),
  index('person_email').on(t.emailKey),
  index('person_manages').using('gin', t.scopeBranchIds).where(sql`${t.role} = 'manager'`),
  index('person_search').using('gin', sql`${t.search} gin_trgm_ops`),
  check('person_role', sql`${t.role} in ('superadmin', 'power_user', 'manager', 'learner')`),
  check('person_username_length', sql`char_length(${t.username}) between 1 and 255`),
])

export const group = pgTable('group', {
  id: id(),
  name: text().notNull(),
  nameKey: text().notNull(),
}, (t) => [uniqueIndex('group_name_unique').on(t.nameKey)])

export const groupMember = pgTable('group_member', {
  groupId: uuid().notNull().references(() => group.id, { onDelete: 'cascade' }),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
}, (t) => [primaryKey({ columns: [t.groupId, t.personId] }), index('group_member_person').on(t.personId)])
