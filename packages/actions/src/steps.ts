import { finishBulk, runNextChunk } from './bulk/run-next-chunk.ts'
import { writeExport } from './exports/write-export.ts'
import { applyNextChunk } from './imports/apply-next-chunk.ts'
import { checkRows, previewNextChunk } from './imports/check-rows.ts'
import { claimImport } from './imports/claim-import.ts'
import { finishImport } from './imports/finish-import.ts'
import { finishUndo } from './imports/finish-undo.ts'
import { readRows } from './imports/read-rows.ts'
import { undoNextChunk } from './imports/undo-next-chunk.ts'
import type { Deps } from './deps.ts'

export type RunRef = { jobId: string }
export type ImportRef = RunRef & { importId: string }
/** `attempt`: the fencing token. Steps of an earlier attempt throw StaleRun. */
export type ImportRun = ImportRef & { attempt: number }
export type BulkRef = RunRef & { bulkRunId: string }
export type ExportRef = RunRef & { exportId: string }
/** `rows`: how many were dealt with this time. */
export type Done = { done: boolean; rows: number }

/** What workflows are made of. Every step may be run again, at any time, by any worker: it finds in our rows what is done. */
export type Steps = {
  claimImport(ref: ImportRef): Promise<ImportRun>
  readRows(run: ImportRun): Promise<void>
  checkRows(run: ImportRun): Promise<void>
  previewNextChunk(run: ImportRun): Promise<Done>
  applyNextChunk(run: ImportRun): Promise<Done>
  finishImport(run: ImportRun): Promise<void>
  undoNextChunk(run: ImportRun): Promise<Done>
  finishUndo(run: ImportRun): Promise<void>
  runNextChunk(ref: BulkRef): Promise<Done>
  finishBulk(ref: BulkRef): Promise<void>
  writeExport(ref: ExportRef): Promise<Done>
}

/** `signal`: the process is about to end; a reading or writing that would take longer breaks off and leaves nothing behind. */
export function createSteps(deps: Deps, signal?: AbortSignal): Steps {
  return {
    claimImport: (ref) => claimImport(deps, ref),
    readRows: (run) => readRows(deps, run, signal),
    checkRows: (run) => checkRows(deps, run),
    previewNextChunk: (run) => previewNextChunk(deps, run),
    applyNextChunk: (run) => applyNextChunk(deps, run),
    finishImport: (run) => finishImport(deps, run),
    undoNextChunk: (run) => undoNextChunk(deps, run),
    finishUndo: (run) => finishUndo(deps, run),
    runNextChunk: (ref) => runNextChunk(deps, ref),
    finishBulk: (ref) => finishBulk(deps, ref),
    writeExport: (ref) => writeExport(deps, ref, signal),
  }
}

type Step = (input: RunRef) => Promise<unknown>

/** The same steps, with something around each. */
export function aroundSteps(steps: Steps, around: (step: Step, name: keyof Steps) => Step): Steps {
  const wrapped = Object.entries(steps).map(([name, step]) => [name, around(step as Step, name as keyof Steps)])
  return Object.fromEntries(wrapped) as Record<keyof Steps, Step> as Steps
}
