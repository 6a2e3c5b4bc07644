import type { ImportCounts } from '@recert/domain/imports'
import type { Language } from '@recert/domain/people'
import type { ExportFormat } from '@recert/domain/reports'
import { type Block, htmlOf, textOf } from './layout.ts'
import { en } from './notices/en.ts'
import { it } from './notices/it.ts'

type About<Kind extends string> = {
  kind: Kind
  language: Language
  /** The reader's IANA time zone, in which instants are written. */
  timeZone: string
  firstName: string
  finishedAt: Date
  url: string
}
export type ImportFinished = About<'import_finished'> & { fileName: string; counts: ImportCounts }
/** `scheduled`: nobody asked for just this file. */
export type ExportFinished = About<'export_finished'> & { name: string; format: ExportFormat; rows: number; scheduled: boolean }

/** What a mail is about; more kinds join this union. Links are absolute. */
export type Notice = ImportFinished | ExportFinished

export type MailContent = { subject: string; html: string; text: string }

/** What a language says about a notice, as plain text: the layout escapes it. `facts` become a table; `link` a button. */
export type Wording = { subject: string; greeting: string; paragraphs: string[]; facts: [label: string, value: string][]; link: { label: string; url: string }; footer: string }

const LANGUAGES = { en, it } satisfies Record<Language, (notice: Notice) => Wording>

/** Pure: the same notice is always the same mail. */
export function writeMail(notice: Notice): MailContent {
  const { greeting, paragraphs, facts, link, ...wording } = LANGUAGES[notice.language](notice)
  const [subject, footer] = [wording.subject.replace(/\s+/g, ' '), [{ text: wording.footer }]]
  const blocks: Block[] = [...[greeting, ...paragraphs].map((text) => ({ kind: 'text' as const, text })), { kind: 'facts', facts }, { kind: 'button', ...link }]
  const told = [greeting, ...paragraphs, facts.map(([label, value]) => `${label}: ${value}`).join('\n'), `${link.label}: ${link.url}`]
  return { subject, html: htmlOf({ language: notice.language, subject, preheader: paragraphs.join(' '), blocks, footer, links: [] }), text: textOf(told, footer) }
}
