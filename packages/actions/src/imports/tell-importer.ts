import type { Tx } from '@recert/db/client'
import type { ImportRow } from '@recert/db/queries/imports'
import { findRecipient, insertMails } from '@recert/db/queries/mails'
import { writeMail } from '@recert/mail/write-mail'
import type { Deps } from '../deps.ts'

/** R8.9: one mail to the person who started the import, if there is one who can be reached. `row`: as it was before it was finished. */
export async function tellImporter(deps: Deps, tx: Tx, row: ImportRow, finishedAt: Date): Promise<void> {
  if (row.createdByKind !== 'person') return
  const importer = await findRecipient(tx, row.createdBy)
  if (!importer) return
  const content = writeMail({
    kind: 'import_finished', language: importer.language, timeZone: importer.timeZone, firstName: importer.firstName,
    fileName: row.fileName, finishedAt, url: `${deps.publicUrl}/admin/imports/${row.id}`,
    counts: { total: row.total, new: row.newCount, replaced: row.replacedCount, unchanged: row.unchangedCount, rejected: row.rejectedCount, skipped: row.skippedCount },
  })
  await insertMails(tx, [{ dedupeKey: `import_finished:${row.id}`, to: importer.email, createdAt: finishedAt, ...content }])
}
