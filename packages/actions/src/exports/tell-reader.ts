import type { Tx } from '@recert/db/client'
import type { ExportRow } from '@recert/db/queries/exports'
import { findJob } from '@recert/db/queries/jobs'
import { findRecipient, insertMails } from '@recert/db/queries/mails'
import { writeMail } from '@recert/mail/write-mail'
import type { Deps } from '../deps.ts'

/** Whoever waits so long at a screen has gone elsewhere; what is there sooner, the screen says. In milliseconds. */
const WORTH_A_MAIL = 10_000

/** One mail to the person whose file is ready: always when a schedule made it, otherwise when it took long. Programs ask by themselves. */
export async function tellReader(deps: Deps, tx: Tx, row: ExportRow & { rows: number; finishedAt: Date }): Promise<void> {
  if (row.readerKind !== 'person') return
  const job = row.jobId ? await findJob(tx, row.jobId) : null
  if (row.scheduleId === null && job && Date.now() - job.createdAt.getTime() < WORTH_A_MAIL) return
  const reader = await findRecipient(tx, row.readerId)
  if (!reader) return
  const content = writeMail({
    kind: 'export_finished', language: reader.language, timeZone: reader.timeZone, firstName: reader.firstName,
    name: row.name, format: row.format, rows: row.rows, finishedAt: row.finishedAt, scheduled: row.scheduleId !== null, url: `${deps.publicUrl}/admin/exports?export=${row.id}`,
  })
  await insertMails(tx, [{ dedupeKey: `export_finished:${row.id}`, to: reader.email, createdAt: row.finishedAt, ...content }])
}
