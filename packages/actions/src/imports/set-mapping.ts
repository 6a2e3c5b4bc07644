import { lockImport, updateImport } from '@recert/db/queries/imports'
import { DomainError } from '@recert/domain/errors'
import { checkImportAction, type ImportOptions } from '@recert/domain/imports'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'
import { checkCharset } from './charset.ts'
import { checkMapping } from './create-import.ts'
import { checkSeparator } from './inspect-file.ts'

export type NewMapping = { import: string; mapping: ImportOptions['mapping'] } & Partial<Record<'separator' | 'charset', string | undefined> & Record<'header' | 'duplicates', boolean | undefined>>

/**
 * Has the file read again under another mapping, separator, charset …; whatever was asked for at first, it then stops at the preview.
 * From `previewed`, or from `failed` while no row has been applied. Throws NOT_FOUND, IMPORT_STATE and what createImport throws of options.
 */
export async function setMapping({ tx, actor }: Ctx, boss: PgBoss, input: NewMapping): Promise<void> {
  const row = await lockImport(tx, input.import)
  if (!row) throw new DomainError('NOT_FOUND')
  checkImportAction('setMapping', row.state)
  if (row.cursor > 0) throw new DomainError('IMPORT_STATE', { state: row.state })
  const jobId = await start(tx, boss, 'readImport', { subjectId: row.id, createdBy: actor.id })
  await updateImport(tx, row.id, {
    mapping: checkMapping(input.mapping),
    separator: input.separator === undefined ? row.separator : checkSeparator(input.separator),
    charset: input.charset === undefined ? row.charset : checkCharset(input.charset),
    header: input.header ?? row.header, duplicates: input.duplicates ?? row.duplicates, dryRun: true,
    state: 'queued', errorCode: null, errorValues: null, reading: null, bytesRead: 0, total: 0, ...NO_COUNTS,
    jobId, appliedJobId: null, cancelRequestedAt: null, finishedAt: null,
  })
}

export const NO_COUNTS = { newCount: 0, replacedCount: 0, unchangedCount: 0, rejectedCount: 0, skippedCount: 0, cursor: 0 }
