import { transaction } from '@recert/db/client'
import { readFileChunks } from '@recert/db/queries/files'
import { deleteOtherReadings, lockReading } from '@recert/db/queries/import-rows'
import { findImportRow, type ImportRow, saveBytesRead, updateImport } from '@recert/db/queries/imports'
import { advanceJob } from '@recert/db/queries/jobs'
import { copyRows } from '@recert/db/queries/staging'
import { DomainError, type Values } from '@recert/domain/errors'
import { FILE_ERRORS } from '@recert/domain/imports'
import type { Deps } from '../deps.ts'
import type { ImportRun } from '../steps.ts'
import type { Source } from './charset.ts'
import { HandedBack, lockRun, StaleRun } from './import-run.ts'
import { type Inspection, inspectFile } from './inspect-file.ts'
import { stageRows } from './stage-rows.ts'

/** How often a reading says how far it is, in milliseconds. */
const PROGRESS_EVERY = 300

/** What stops a reading without being a fault. */
class CancelRequested extends Error {}

/**
 * Reads the file into import_row, in one transaction: a process that dies leaves nothing half. A file that cannot be read stops the
 * import; one whose columns are not clear waits for them at the preview, if a preview was asked for.
 */
export async function readRows(deps: Deps, run: ImportRun, signal?: AbortSignal): Promise<void> {
  const row = await findImportRow(deps.db, run.importId)
  if (!row || row.state !== 'validating' || row.reading !== null || !row.fileId) return
  const fileId = row.fileId
  const source: Source = () => readFileChunks(deps.db, fileId)
  let inspection: Inspection | null = null
  try {
    inspection = await inspectFile(source, row)
    if (inspection.mapping.problem) throw new DomainError(inspection.mapping.problem.code, inspection.mapping.problem.values)
    await stage(deps, run, row, source, inspection, signal)
  } catch (error) {
    if (error instanceof CancelRequested) await stop(deps, run, { state: 'cancelled' })
    else if (error instanceof DomainError && FILE_ERRORS.some((code) => code === error.code)) await refuse(deps, run, error, inspection)
    else throw error
  }
}

async function stage(deps: Deps, run: ImportRun, row: ImportRow, source: Source, inspection: Inspection, signal: AbortSignal | undefined): Promise<void> {
  const counted = withProgress(deps, run, source, signal)
  const total = { records: 0 }
  await transaction(deps.db, async (tx) => {
    await lockReading(tx, run.importId, run.attempt)
    if ((await findImportRow(tx, run.importId))?.reading != null) return
    await copyRows(tx, row, run.attempt, stageRows(counted, inspection, total))
    const current = await lockRun(tx, run, 'validating')
    if (!current) throw new StaleRun()
    if (current.cancelRequestedAt) throw new CancelRequested()
    await deleteOtherReadings(tx, run.importId, run.attempt)
    await updateImport(tx, run.importId, {
      reading: run.attempt, bytesRead: row.fileSize, total: total.records, cursor: 0, found: inspection.found, resolvedMapping: mapped(inspection),
      errorCode: null, errorValues: null,
    })
    await advanceJob(tx, run.jobId, { done: 0, total: total.records })
  })
}

const mapped = ({ mapping }: Inspection): Record<string, number> =>
  Object.fromEntries(Object.entries(mapping.mapping).filter((entry): entry is [string, number] => entry[1] !== null))

/** The file's bytes; on the way it says how far it is, and stops when it is told to. */
function withProgress(deps: Deps, run: ImportRun, source: Source, signal: AbortSignal | undefined): Source {
  return async function* () {
    let [bytes, said] = [0, Date.now()]
    for await (const chunk of source()) {
      if (signal?.aborted) throw new HandedBack()
      yield chunk
      bytes += chunk.length
      if (Date.now() - said < PROGRESS_EVERY) continue
      said = Date.now()
      const saved = await saveBytesRead(deps.db, run.importId, run.attempt, bytes)
      if (!saved) throw new StaleRun()
      if (saved.cancelRequested) throw new CancelRequested()
      if (saved.gotOn) await advanceJob(deps.db, run.jobId, { done: 0, total: 0 })
    }
  }
}

/** Faults that a person can mend by mapping the columns, without another file. */
const MENDABLE = new Set(['NO_HEADER_NAMES', 'FIELD_UNKNOWN', 'FIELD_NOT_MAPPED', 'COLUMN_UNKNOWN', 'COLUMN_AMBIGUOUS', 'COLUMN_OUT_OF_RANGE', 'COLUMN_MAPPED_TWICE', 'EXPIRE_DATE_NOT_MAPPED'])

async function refuse(deps: Deps, run: ImportRun, error: DomainError, inspection: Inspection | null): Promise<void> {
  const found = { found: inspection?.found ?? null, resolvedMapping: inspection ? mapped(inspection) : null, errorCode: error.code, errorValues: storable(error.values) }
  await stop(deps, run, found, MENDABLE.has(error.code))
}

/** PostgreSQL's JSON holds no NUL, which the names of columns may. */
const storable = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll('\0', '␀') : value]))

async function stop(deps: Deps, run: ImportRun, values: Partial<ImportRow>, mendable = false): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const row = await lockRun(tx, run, 'validating')
    if (!row) return
    const state = values.state ?? (mendable && row.dryRun ? 'previewed' : 'failed')
    await updateImport(tx, run.importId, { ...values, state, ...(state === 'previewed' ? {} : { finishedAt: await deps.clock.now(tx) }) })
  })
}
