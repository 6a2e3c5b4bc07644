import { bigint, customType, index, integer, pgTable } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const int8multirange = customType<{ data: string }>({ dataType: () => 'int8multirange' })

/**
 * Every minute, all events of awards that no seal holds yet are put under one: a hash over the seal before and over each of them. Append-only, as the
 * events are. A seal names its events itself, so that neither a late commit nor a restored backup moves an event from one to another.
 */
export const eventSeal = pgTable('event_seal', {
  /** 1, 2, 3 … without a gap. */
  no: bigint({ mode: 'number' }).primaryKey(),
  /** In real time: when it was made. */
  at: instant().notNull(),
  /** How an event is written down to be hashed; another way gets another number. */
  format: integer().notNull(),
  /** The ids of its events. */
  ids: int8multirange().notNull(),
  count: integer().notNull(),
  lastId: bigint({ mode: 'number' }).notNull(),
  /** For each event, in the order of their ids, the first eight bytes of its own hash: they say which one was changed. */
  digests: bytea().notNull(),
  previousHash: bytea().notNull(),
  hash: bytea().notNull(),
  /**
   * The sequence's last id when it was made, and a transaction that began after each of those that had taken one of the ids up to it: once all of before have
   * ended, none of these ids can come any more. See event-seals.ts.
   */
  sequenceAt: bigint({ mode: 'number' }).notNull(),
  nextXid: xid8().notNull(),
  /** Up to this id, all events there will ever be are under seals: the next one looks beyond. */
  settledTo: bigint({ mode: 'number' }).notNull(),
}, (t) => [index('event_seal_last_id').on(t.lastId)])
