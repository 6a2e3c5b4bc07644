import { isolated } from '../direction.ts'
import type { ExportFinished, ImportFinished, Notice, Wording } from '../write-mail.ts'

const number = new Intl.NumberFormat('it-IT')

const instant = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('it-IT', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

export const it = (notice: Notice): Wording => (notice.kind === 'import_finished' ? importFinished(notice) : exportFinished(notice))

function importFinished({ firstName, fileName, finishedAt, timeZone, url, counts }: ImportFinished): Wording {
  const when = instant(finishedAt, timeZone)
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

function exportFinished({ firstName, name, format, rows, scheduled, finishedAt, timeZone, url }: ExportFinished): Wording {
  return {
    subject: `Report pronto: ${isolated(name)}`,
    greeting: firstName ? `Buongiorno ${isolated(firstName)},` : 'Buongiorno,',
    paragraphs: [`il file di “${isolated(name)}” è pronto dal ${instant(finishedAt, timeZone)} (${timeZone}). Contiene le persone che puoi vedere. Per scaricarlo accedi a Recert.`],
    facts: [['Righe', number.format(rows)], ['Formato', format.toUpperCase()]],
    link: { label: 'Apri l’esportazione', url },
    footer: scheduled ? 'Ricevi questa e-mail perché una pianificazione di questo report ti indica tra i destinatari.' : 'Ricevi questa e-mail perché hai chiesto il file.',
  }
}
