import { type ReportReader, updateReport as save } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'
import type { ReportDefinition } from '@recert/domain/reports'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'
import { reportOrThrow } from './report-or-throw.ts'

export type ReportChanges = { version?: number | undefined; name?: string | undefined; definition?: ReportDefinition | undefined; shared?: boolean | undefined }

/** Changes any part of a saved report. Throws REPORT_NOT_FOUND, REPORT_NOT_YOURS, CONFLICT_VERSION, NAME_REQUIRED, TEXT_TOO_LONG. */
export async function updateReport({ tx, now }: Ctx, reader: ReportReader, id: string, { version, name, definition, shared }: ReportChanges): Promise<void> {
  const stored = await reportOrThrow(tx, reader, id)
  if (stored.deletedAt) throw new DomainError('REPORT_NOT_FOUND')
  if (version !== undefined && version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  await save(tx, id, { name: name === undefined ? stored.name : checkName(name), definition: definition ?? stored.definition, shared: shared ?? stored.shared, updatedAt: now })
}
