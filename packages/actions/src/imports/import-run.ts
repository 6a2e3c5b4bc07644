import type { Tx } from '@recert/db/client'
import { type ImportRow, lockImport } from '@recert/db/queries/imports'
import type { ImportState } from '@recert/domain/imports'
import type { ImportRun } from '../steps.ts'
import type { WorkflowInputs } from '../workflows.ts'

/** Runs whose subject is an import. */
export const IMPORT_RUNS: ReadonlySet<string> = new Set<keyof WorkflowInputs>(['readImport', 'applyImport', 'undoImport'])

/** Another attempt has taken over: this one, believed dead, must not write any more. Nothing has failed. */
export class StaleRun extends Error {
  constructor() {
    super('another attempt has taken over this run')
    this.name = 'StaleRun'
  }
}

/** The process is about to end and hands its work back. Nothing has failed. */
export class HandedBack extends Error {
  constructor() {
    super('handed back for another worker')
    this.name = 'HandedBack'
  }
}

/** The import, locked; null when it is not in this state (any more), or another job's by now, and the step has nothing to do. Throws StaleRun. */
export async function lockRun(tx: Tx, { importId, jobId, attempt }: ImportRun, state: ImportState): Promise<ImportRow | null> {
  const row = await lockImport(tx, importId)
  if (!row || row.jobId !== jobId) return null
  if (row.attempt !== attempt) throw new StaleRun()
  return row.state === state ? row : null
}
