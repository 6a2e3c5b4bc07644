import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Permission } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'
import { id, instant } from './columns.ts'
import { person } from './people.ts'

/** The sign-in library's side of a person who may sign in. Its e-mail is a placeholder under .invalid where the person has none or shares one: never mailed, never shown. */
export const user = pgTable('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  personId: uuid().notNull().unique().references(() => person.id, { onDelete: 'cascade' }),
})

export const session = pgTable('session', {
  id: text().primaryKey(),
  token: text().notNull().unique(),
  userId: text().notNull().references(() => user.id, { onDelete: 'cascade' }),
  expiresAt: instant().notNull(),
  ipAddress: text(),
  userAgent: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (t) => [index('session_user').on(t.userId)])

export const account = pgTable('account', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text().notNull().references(() => user.id, { onDelete: 'cascade' }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: instant(),
  refreshTokenExpiresAt: instant(),
  scope: text(),
  password: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (t) => [index('account_user').on(t.userId)])

export const verification = pgTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (t) => [index('verification_identifier').on(t.identifier)])

/** Wrong sign-ins, in real time: five for one account from one address block it for fifteen minutes. */
export const signInTry = pgTable('sign_in_try', {
  id: id(),
  loginKey: text().notNull(),
  address: text().notNull(),
  at: instant().notNull(),
}, (t) => [index('sign_in_try_recent').on(t.loginKey, t.address, t.at)])

/** A program's key. Only its SHA-256 is kept; `prefix` is what people recognise it by. */
export const apiKey = pgTable('api_key', {
  id: id(),
  name: text().notNull(),
  prefix: text().notNull(),
  hash: text().notNull(),
  role: text().$type<Role>().notNull(),
  /** As a person of this role has them. */
  permissions: text().array().$type<Permission[]>().notNull().default([]),
  scopeBranchIds: uuid().array().notNull().default([]),
  scopeGroupIds: uuid().array().notNull().default([]),
  createdBy: uuid().references(() => person.id),
  createdAt: instant().notNull(),
  revokedAt: instant(),
}, (t) => [uniqueIndex('api_key_hash_unique').on(t.hash)])
