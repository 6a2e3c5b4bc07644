import type { Tx } from '@recert/db/client'
import { insertExport, updateExport } from '@recert/db/queries/exports'
import type { ExportSource } from '@recert/db/schema/reports'
import type { Actor } from '@recert/domain/access'
import type { Language } from '@recert/domain/people'
import type { ExportFormat } from '@recert/domain/reports'
import { checkName } from '@recert/domain/text'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'

export const SEPARATORS = [',', ';', '\t', '|'] as const

/** `separator`: between the cells of a CSV. `language`, `timeZone`: the reader's, in which words and instants are written. */
export type NewExport = { name: string; source: ExportSource; format: ExportFormat; separator: string; language: Language; timeZone: string; reportId?: string | undefined }

export type ExportStarted = { id: string; jobId: string }

/** Has a file made of what a report asks for, for whoever asks. Throws NAME_REQUIRED, TEXT_TOO_LONG. */
export async function createExport({ tx, now, actor }: Ctx, boss: PgBoss, { name, ...asked }: NewExport): Promise<ExportStarted> {
  if (actor.kind === 'system') throw new Error('an export belongs to a person or a key')
  const started = await startExport(tx, boss, { ...asked, name: checkName(name), reader: actor, createdAt: now, createdBy: actor.id })
  if (!started) throw new Error('a new export was there already')
  return started
}

type ToStart = NewExport & { reader: Exclude<Actor, { kind: 'system' }>; createdAt: Date; createdBy: string; schedule?: { id: string; dueAt: Date } }

/** Null when this instant of the schedule has had its file for this reader. */
export async function startExport(tx: Tx, boss: PgBoss, { reader, createdBy, schedule, ...asked }: ToStart): Promise<ExportStarted | null> {
  const id = await insertExport(tx, { ...asked, readerKind: reader.kind, readerId: reader.id, scheduleId: schedule?.id, dueAt: schedule?.dueAt })
  if (!id) return null
  const jobId = await start(tx, boss, 'exportReport', { subjectId: id, createdBy })
  await updateExport(tx, id, { jobId })
  return { id, jobId }
}
