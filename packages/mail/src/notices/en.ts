import { isolated } from '../direction.ts'
import type { ExportFinished, ImportFinished, Notice, Wording } from '../write-mail.ts'

const number = new Intl.NumberFormat('en-GB')

const instant = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

export const en = (notice: Notice): Wording => (notice.kind === 'import_finished' ? importFinished(notice) : exportFinished(notice))

function importFinished({ firstName, fileName, finishedAt, timeZone, url, counts }: ImportFinished): Wording {
  const when = instant(finishedAt, timeZone)
  return {
    subject: `Import finished: ${isolated(fileName)}`,
    greeting: firstName ? `Hello ${isolated(firstName)},` : 'Hello,',
    paragraphs: [
      `the import of “${isolated(fileName)}” finished on ${when} (${timeZone}).`,
      ...(counts.rejected > 0 ? ['Some rows were rejected. The page of the import says why, and has them as a file that you can correct and upload again.'] : []),
    ],
    facts: [
      ['Rows', number.format(counts.total)], ['New', number.format(counts.new)], ['Replaced', number.format(counts.replaced)],
      ['Unchanged', number.format(counts.unchanged)], ['Rejected', number.format(counts.rejected)], ['Skipped', number.format(counts.skipped)],
    ],
    link: { label: 'Open the import', url },
    footer: 'You receive this mail because you started the import.',
  }
}

function exportFinished({ firstName, name, format, rows, scheduled, finishedAt, timeZone, url }: ExportFinished): Wording {
  return {
    subject: `Report ready: ${isolated(name)}`,
    greeting: firstName ? `Hello ${isolated(firstName)},` : 'Hello,',
    paragraphs: [`the file of “${isolated(name)}” has been ready since ${instant(finishedAt, timeZone)} (${timeZone}). It holds the people whom you may see. You sign in to fetch it.`],
    facts: [['Rows', number.format(rows)], ['Format', format.toUpperCase()]],
    link: { label: 'Open the export', url },
    footer: scheduled ? 'You receive this mail because a schedule of this report names you.' : 'You receive this mail because you asked for the file.',
  }
}
