import type { FileRow } from '@recert/db/queries/files'
import { insertImport, updateImport } from '@recert/db/queries/imports'
import { DomainError } from '@recert/domain/errors'
import type { Scope } from '@recert/domain/access'
import type { ImportOptions } from '@recert/domain/imports'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'
import { checkCharset } from './charset.ts'
import { checkSeparator } from './inspect-file.ts'

/**
 * Makes an import of a stored file and starts reading it, in the caller's transaction. Returns its id.
 * `scope`: whose people it may touch; records of others are of somebody unknown.
 * Throws CHARSET_UNKNOWN, SEPARATOR_INVALID, OPTIONS_INVALID at once; what is wrong with the file shows on the import later.
 */
export async function createImport({ tx, now, actor }: Ctx, boss: PgBoss, { file, options, scope }: { file: FileRow; options: ImportOptions; scope: Scope }): Promise<string> {
  if (actor.kind === 'system') throw new Error('an import belongs to a person or a key')
  const id = await insertImport(tx, {
    kind: options.kind, scope, fileId: file.id, fileName: file.name, fileSize: file.size, state: 'queued',
    separator: checkSeparator(options.separator), charset: checkCharset(options.charset), header: options.header, duplicates: options.duplicates,
    notify: options.notify, dryRun: options.dryRun, mapping: checkMapping(options.mapping), createdByKind: actor.kind, createdBy: actor.id, createdAt: now,
  })
  await updateImport(tx, id, { jobId: await start(tx, boss, 'readImport', { subjectId: id, createdBy: actor.id }) })
  return id
}

/** PostgreSQL's JSON holds no NUL. */
export function checkMapping(mapping: ImportOptions['mapping']): ImportOptions['mapping'] {
  if (JSON.stringify(mapping).includes('\\u0000')) throw new DomainError('OPTIONS_INVALID', { detail: 'mapping: a name holds NUL' })
  return mapping
}
