import { insertReport } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'
import type { ReportDefinition } from '@recert/domain/reports'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** R13.1: saves what a report asks for, for whoever acts. Names may occur twice. Throws NAME_REQUIRED, TEXT_TOO_LONG. Returns its id. */
export async function createReport({ tx, now, actor }: Ctx, { name, definition, shared }: { name: string; definition: ReportDefinition; shared: boolean }): Promise<string> {
  if (actor.id === null) throw new DomainError('FORBIDDEN')
  return insertReport(tx, { name: checkName(name), definition, ownerId: actor.id, shared, createdAt: now, updatedAt: now })
}
