import { isolated } from '../direction.ts'
import type { Notice, Wording } from '../write-mail.ts'

const number = new Intl.NumberFormat('it-IT')

export function it({ firstName, fileName, finishedAt, timeZone, url, counts }: Notice): Wording {
  const when = new Intl.DateTimeFormat('it-IT', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(finishedAt)
  return {
    subject: `Importazione terminata: ${isolated(fileName)}`,
    greeting: firstName ? `Buongiorno ${isolated(firstName)},` : 'Buongiorno,',
    paragraphs: [
      `l’importazione di “${isolated(fileName)}” è terminata il ${when} (${timeZone}).`,
      ...(counts.rejected > 0 ? ['Alcune righe sono state rifiutate. La pagina dell’importazione spiega perché e le offre in un file da correggere e ricaricare.'] : []),
    ],
    facts: [
      ['Righe', number.format(counts.total)], ['Nuove', number.format(counts.new)], ['Sostituite', number.format(counts.replaced)],
      ['Invariate', number.format(counts.unchanged)], ['Rifiutate', number.format(counts.rejected)], ['Saltate', number.format(counts.skipped)],
    ],
    link: { label: 'Apri l’importazione', url },
    footer: 'Ricevi questa e-mail perché hai avviato l’importazione.',
  }
}
