import type { BulkRef, ExportRef, ImportRef, Steps } from './steps.ts'

/**
 * Every workflow, as short functions over steps that may be repeated. They hold no facts, know no clock and catch nothing: run again
 * from the top, each step finds in our own rows what is done already. When an engine gives up for good, it calls `failRun`.
 * Only types are imported here, so that an engine may run this anywhere.
 */
export type Engine = { steps: Steps }
export type WorkflowInputs = { readImport: ImportRef; applyImport: ImportRef; undoImport: ImportRef; enrolPeople: BulkRef; awardPeople: BulkRef; awardEarlier: BulkRef; redateAwards: BulkRef; exportReport: ExportRef }

/** From the upload to the preview; without one, straight on to the end. Steps pass over an import that has stopped: at the preview, or cancelled, or refused. */
async function readImport({ steps }: Engine, ref: ImportRef): Promise<void> {
  const run = await steps.claimImport(ref)
  await steps.readRows(run)
  await steps.checkRows(run)
  while (!(await steps.previewNextChunk(run)).done);
  while (!(await steps.applyNextChunk(run)).done);
  await steps.finishImport(run)
}

/** From the preview to the end. */
async function applyImport({ steps }: Engine, ref: ImportRef): Promise<void> {
  const run = await steps.claimImport(ref)
  while (!(await steps.applyNextChunk(run)).done);
  await steps.finishImport(run)
}

/** From the end back to the beginning. */
async function undoImport({ steps }: Engine, ref: ImportRef): Promise<void> {
  const run = await steps.claimImport(ref)
  while (!(await steps.undoNextChunk(run)).done);
  await steps.finishUndo(run)
}

/** A command on many people; what it does to them stands in its own row. */
async function bulk({ steps }: Engine, ref: BulkRef): Promise<void> {
  while (!(await steps.runNextChunk(ref)).done);
  await steps.finishBulk(ref)
}

/** A file is there whole or not at all, so there is but one step. */
async function exportReport({ steps }: Engine, ref: ExportRef): Promise<void> {
  await steps.writeExport(ref)
}

export type Workflows = { [Name in keyof WorkflowInputs]: (engine: Engine, input: WorkflowInputs[Name]) => Promise<void> }
export const workflows: Workflows = { readImport, applyImport, undoImport, enrolPeople: bulk, awardPeople: bulk, awardEarlier: bulk, redateAwards: bulk, exportReport }
