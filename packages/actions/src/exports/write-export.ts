import { type Db, transaction, type Tx } from '@recert/db/client'
import { type ExportRow, findExport, lockExport, updateExport } from '@recert/db/queries/exports'
import { countExportRows, csvLines, type ExportRows, exportValues } from '@recert/db/queries/export-rows'
import { insertFile } from '@recert/db/queries/files'
import { endJob, findJob, noteProgress, restartRate } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import { HandedBack, StaleRun } from '../imports/import-run.ts'
import type { Done, ExportRef } from '../steps.ts'
import { exportFileName, MEDIA_TYPES } from './file-name.ts'
import { exportRows } from './export-rows.ts'
import { tellReader } from './tell-reader.ts'
import { loadWriter, xlsxBytes } from './xlsx.ts'

/** How often a writing says how far it is, and looks whether it is still wanted, in milliseconds. */
const PROGRESS_EVERY = 500

/** A worker is usually cut off from a transaction in which it says nothing for seconds; one that writes a file, when it certainly is not there any more. */
const LONGEST_LOOK = '30min'

/** What stops a writing without being a fault. */
class NotWanted extends Error {}

/**
 * Writes the file of an export, in one transaction with everything that says so: a process that dies leaves nothing, and whoever begins anew
 * begins at the first row. How far it is goes over other connections. Cancelled or deleted, it breaks off within half a second, also in the
 * middle of a look-up. Throws FORBIDDEN, FEATURE_INACTIVE, NOT_FOUND when its reader may not have it any more.
 */
export async function writeExport(deps: Deps, { jobId, exportId }: ExportRef, signal?: AbortSignal): Promise<Done> {
  const [row, job] = [await findExport(deps.db, exportId), await findJob(deps.db, jobId)]
  if (!row || !job || row.jobId !== jobId || row.rows !== null) {
    await endJob(deps.db, jobId, row ? 'finished' : 'cancelled')
    return { done: true, rows: 0 }
  }
  const rows = await exportRows(deps, row)
  const progress = { done: 0, total: 0 }
  await noteProgress(deps.db, jobId, job.attempts, progress)
  await restartRate(deps.db, jobId)
  const watch = watched(deps, { jobId, attempt: job.attempts, progress }, signal)
  // Counting takes a processor that the writing does not need; nobody waits for it.
  countExportRows(deps.db, rows, watch.signal).then((total) => { progress.total = total }, () => {})
  try {
    // Nothing else gets its turn meanwhile, and no transaction is to wait for it.
    if (row.format === 'xlsx') await loadWriter()
    watch.signal.throwIfAborted()
    // Read over one connection and written over another: the database looks for the next rows while it stores the last ones.
    await patiently(deps.db, (reading) => patiently(deps.db, async (tx) => {
      const bytes = abortable(bytesOf(reading, row, rows, watch.signal, progress), watch.signal)
      // In real time, as files are: what is kept how long is the export's to say.
      const file = await insertFile(tx, { name: exportFileName(row), mediaType: MEDIA_TYPES[row.format], purpose: 'export', createdBy: row.readerId, createdAt: new Date() }, bytes)
      await finish(deps, tx, { row, jobId, attempt: job.attempts, fileId: file.id, count: progress.done })
    }))
    return { done: true, rows: progress.done }
  } catch (error) {
    const reason: unknown = watch.signal.aborted ? watch.signal.reason : error
    if (!(reason instanceof NotWanted)) throw reason
    return { done: true, rows: 0 }
  } finally {
    watch.stop()
  }
}

/** A transaction of which nothing may be heard while the database looks for rows for the other one, or sorts them all. It holds up nobody: no locks but on rows of its own. */
const patiently = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => transaction(db, async (tx) => {
  await tx.sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_LOOK}, true)`
  return work(tx)
})

async function finish(deps: Deps, tx: Tx, { row, jobId, attempt, fileId, count }: { row: ExportRow; jobId: string; attempt: number; fileId: string; count: number }): Promise<void> {
  // First what it works on, then the run: the order in which everything else locks them.
  const current = await lockExport(tx, row.id)
  if (current?.jobId !== jobId || current.rows !== null) throw new NotWanted()
  if (!(await noteProgress(tx, jobId, attempt, { done: count, total: count }))) throw await whyNot(deps, jobId)
  const now = await deps.clock.now(tx)
  await updateExport(tx, row.id, { fileId, rows: count, finishedAt: now })
  await endJob(tx, jobId, 'finished')
  await tellReader(deps, tx, { ...row, rows: count, finishedAt: now })
}

/** Another try has begun, or the run has ended, as it does when it is cancelled. */
async function whyNot(deps: Deps, jobId: string): Promise<Error> {
  const job = await findJob(deps.db, jobId)
  return job?.state === 'running' || job?.state === 'queued' ? new StaleRun() : new NotWanted()
}

type Watch = { signal: AbortSignal; stop(): void }

/** Says how far it is, again and again, on connections other than the one that writes; the signal aborts with what is to be thrown, and when it is stopped. */
function watched(deps: Deps, { jobId, attempt, progress }: { jobId: string; attempt: number; progress: { done: number; total: number } }, stopping: AbortSignal | undefined): Watch {
  const ended = new AbortController()
  const handBack = (): void => { ended.abort(new HandedBack()) }
  stopping?.addEventListener('abort', handBack)
  if (stopping?.aborted) handBack()
  const look = async (): Promise<void> => {
    if (!(await noteProgress(deps.db, jobId, attempt, { done: progress.done, total: Math.max(progress.total, progress.done) }))) ended.abort(await whyNot(deps, jobId))
  }
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    // While the database is away there is nothing to say; the writing itself will notice.
    void look().catch(() => {}).finally(() => { looking = false })
  }, PROGRESS_EVERY)
  return {
    signal: ended.signal,
    stop: () => {
      clearInterval(timer)
      stopping?.removeEventListener('abort', handBack)
      ended.abort()
    },
  }
}

async function* bytesOf(tx: Tx, row: ExportRow, rows: ExportRows, signal: AbortSignal, progress: { done: number }): AsyncGenerator<Buffer> {
  const reading = { timeZone: row.timeZone, signal }
  if (row.format === 'xlsx') {
    yield* xlsxBytes(async function* () {
      for await (const values of exportValues(tx, rows, reading)) {
        yield values
        progress.done += values.length
      }
    }(), { name: row.name, columns: rows.columns })
    return
  }
  yield Buffer.from(csvHeading(rows, row.separator))
  for await (const { bytes, count } of csvLines(tx, rows, { ...reading, separator: row.separator })) {
    yield bytes
    progress.done += count
  }
}

/** With a byte order mark, by which spreadsheets know that it is UTF-8. */
function csvHeading({ columns }: ExportRows, separator: string): string {
  const cells = columns.map(({ heading }) => (heading.includes(separator) || /["\r\n]/.test(heading) ? `"${heading.replaceAll('"', '""')}"` : heading))
  return `\ufeff${cells.join(separator)}\r\n`
}

/** The same bytes; it breaks off where it is told to. */
async function* abortable(bytes: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    signal.throwIfAborted()
    yield piece
  }
}
