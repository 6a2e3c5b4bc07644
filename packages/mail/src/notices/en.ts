import { isolated } from '../direction.ts'
import type { Notice, Wording } from '../write-mail.ts'

const number = new Intl.NumberFormat('en-GB')

export function en({ firstName, fileName, finishedAt, timeZone, url, counts }: Notice): Wording {
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(finishedAt)
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
