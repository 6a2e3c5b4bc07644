import { sql } from 'drizzle-orm'
import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** Primary key: UUIDv7, made by PostgreSQL 18, so that ids sort by the time they were made. */
export const id = () => uuid().primaryKey().default(sql`uuidv7()`)

/** An instant, in milliseconds and UTC, as JavaScript knows it. It never defaults to SQL's now(): business time comes from the clock at the doors. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })
