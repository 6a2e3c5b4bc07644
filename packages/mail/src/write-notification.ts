import { daysToRenew } from '@recert/domain/dates'
import type { NotificationText } from '@recert/domain/notifications'
import type { Language } from '@recert/domain/people'
import { isolated } from './direction.ts'
import { type Block, type FooterLine, htmlOf, textOf } from './layout.ts'
import { compileTemplate, type ShortcodeValues, type Template } from './template.ts'
import type { MailContent } from './write-mail.ts'

/** What the words of a notification are made of. `now`: the instant as of which days are counted. Links are absolute. */
export type NotificationFacts = {
  language: Language; timeZone: string; firstName: string; lastName: string; username: string
  certificationTitle: string; certificationCode: string | null; certificationDescription: string; issuedAt: Date; expiresAt: Date | null
  now: Date; renewLink: string; platformUrl: string
}

const LOCALES: Record<Language, string> = { en: 'en-GB', it: 'it-IT' }
const NEVER: Record<Language, string> = { en: 'never', it: 'mai' }
const RENEW: Record<Language, string> = { en: 'Renew now', it: 'Rinnova ora' }
const OPEN: Record<Language, string> = { en: 'Open Recert', it: 'Apri Recert' }
/** Why somebody got it. */
const FOOTER: Record<Language, string> = {
  en: 'You receive this because you hold, or held, a certification in Recert.',
  it: 'Ricevi questo messaggio perché possiedi, o hai posseduto, una certificazione in Recert.',
}
const OPEN_AWARD: Record<Language, string> = { en: 'Open the award', it: 'Apri la certificazione assegnata' }
/** Whether the holder was told as well is not known here: they may have no address. */
const COPY: Record<Language, (holder: string) => string> = {
  en: (holder) => `For your information: this is about ${holder}, whose branch you manage, and worded as for them.`,
  it: (holder) => `Per tua conoscenza: questo messaggio riguarda ${holder}, del cui ramo ti occupi, ed è scritto come per quella persona.`,
}
const COPY_FOOTER: Record<Language, string> = {
  en: 'You receive this because you manage a branch in Recert.',
  it: 'Ricevi questo messaggio perché ti occupi di un ramo in Recert.',
}
const STOP: Record<Language, string> = { en: 'Stop these mails', it: 'Non ricevere più questi messaggi' }
const DIGEST: Record<Language, (count: number) => string> = {
  en: (count) => `${count} notifications about certifications`,
  it: (count) => `${count} notifiche sulle certificazioni`,
}
const MORE: Record<Language, (count: number) => string> = {
  en: (count) => `And ${count} more, which stand in Recert.`,
  it: (count) => `E altre ${count}, che si trovano in Recert.`,
}
/** Between the notifications of one mail, in its plain text. */
const APART = '-'.repeat(40)

/** R10.1: what the shortcodes stand for, in the reader's language and zone. */
function shortcodeValues(facts: NotificationFacts): ShortcodeValues {
  const { language, timeZone, issuedAt, expiresAt, now } = facts
  const day = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone })
  return {
    first_name: facts.firstName, last_name: facts.lastName, username: facts.username,
    certification_title: facts.certificationTitle, certification_code: facts.certificationCode ?? '', certification_description: facts.certificationDescription,
    issue_date: day.format(issuedAt), expiration_date: expiresAt ? day.format(expiresAt) : NEVER[language], days_to_renew: String(daysToRenew(expiresAt, now) ?? ''),
    renew_link: facts.renewLink, platform_url: facts.platformUrl,
  }
}

export type CompiledText = { subject: Template; body: Template }

/** Throws what compileTemplate throws. */
export const compileText = ({ subject, body }: NotificationText): CompiledText => ({ subject: compileTemplate(subject, 'subject'), body: compileTemplate(body, 'body') })

export type NotificationWords = { subject: string; body: string }

/** The words alone, as the inbox shows them. Pure: the same facts are always the same words. Throws TEMPLATE_INVALID. */
export function notificationWords({ subject, body }: CompiledText, facts: NotificationFacts): NotificationWords {
  const values = shortcodeValues(facts)
  return { subject: subject.fill(values).replace(/\s+/g, ' ').trim(), body: body.fill(values).trim() }
}

/** A manager's copy as the inbox has it: whose it is comes first, in the subject and in the text. Pure. */
export function copyWords({ subject, body }: NotificationWords, language: Language, copyOf: string): NotificationWords {
  const holder = isolated(copyOf)
  return { subject: `${holder}: ${subject}`, body: `${COPY[language](holder)}\n\n${body}` }
}

/** What is around the words. `copyOf`: the holder's full name, where a manager gets a copy; `renewLink` is then the award's address in the administration. */
export type MailFrame = Pick<NotificationFacts, 'language' | 'renewLink' | 'platformUrl'> & { unsubscribeUrl: string | null; copyOf: string | null }
export type Entry = { words: NotificationWords; frame: MailFrame }

/** The mail around the words: paragraphs apart by empty lines; an address of ours alone in its paragraph is a button. Pure. */
export function notificationMail(words: NotificationWords, frame: MailFrame): MailContent {
  const { subject, blocks, told } = entryOf({ words, frame })
  const footer = footerOf([frame])
  return {
    subject, text: textOf(told, footer),
    html: htmlOf({ language: frame.language, subject, preheader: preheaderOf(words, frame), blocks, footer, links: [frame.renewLink, frame.platformUrl] }),
  }
}

/** One mail for several notifications of one reader, each with its subject as a heading. Of one it is that one's mail. `more`: how many there are beyond those that it shows. Pure. */
export function digestMail(entries: Entry[], more = 0): MailContent {
  const [first] = entries
  if (!first) throw new Error('a digest of nothing')
  if (entries.length === 1 && more === 0) return notificationMail(first.words, first.frame)
  const { language } = first.frame
  const [subject, footer] = [DIGEST[language](entries.length + more), footerOf(entries.map(({ frame }) => frame))]
  const written = entries.map(entryOf)
  const rest = more === 0 ? [] : [MORE[language](more)]
  return {
    subject, text: textOf(written.flatMap((entry, index) => [`${index + 1}. ${entry.subject}`, ...entry.told, ...(index < written.length - 1 || more > 0 ? [APART] : [])]).concat(rest), footer),
    html: htmlOf({
      language, subject, footer, preheader: written.map((entry) => entry.subject).join(' · '), links: [...new Set(entries.flatMap(({ frame }) => [frame.renewLink, frame.platformUrl]))],
      blocks: [
        ...written.flatMap((entry, index): Block[] => [...(index > 0 ? [{ kind: 'rule' } as const] : []), { kind: 'heading', text: entry.subject }, ...entry.blocks]),
        ...rest.flatMap((text): Block[] => [{ kind: 'rule' }, { kind: 'text', text }, { kind: 'button', label: OPEN[language], url: first.frame.platformUrl }]),
      ],
    }),
  }
}

const paragraphsOf = ({ body }: NotificationWords): string[] =>
  body.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '')

const labelsOf = ({ language, renewLink, platformUrl, copyOf }: MailFrame): Map<string, string> =>
  new Map([[platformUrl, OPEN[language]], [renewLink, copyOf === null ? RENEW[language] : OPEN_AWARD[language]]])

/** One notification in a mail, as blocks and as plain text; in a copy both begin with whose it is. */
function entryOf({ words, frame }: Entry): { subject: string; blocks: Block[]; told: string[] } {
  const labels = labelsOf(frame)
  const paragraphs = paragraphsOf(words)
  const blocks = paragraphs.map((text): Block => {
    const label = labels.get(text)
    return label === undefined ? { kind: 'text', text } : { kind: 'button', label, url: text }
  })
  if (frame.copyOf === null) return { subject: words.subject, blocks, told: paragraphs }
  const holder = isolated(frame.copyOf)
  const whose = COPY[frame.language](holder)
  return { subject: `${holder}: ${words.subject}`, blocks: [{ kind: 'quiet', text: whose }, ...blocks], told: [whose, ...paragraphs] }
}

function preheaderOf(words: NotificationWords, frame: MailFrame): string {
  const labels = labelsOf(frame)
  return paragraphsOf(words).filter((paragraph) => !labels.has(paragraph)).join(' ')
}

/** Each reason once, then how to end it. */
function footerOf(frames: MailFrame[]): FooterLine[] {
  const reasons = new Set(frames.map(({ language, copyOf }) => (copyOf === null ? FOOTER : COPY_FOOTER)[language]))
  const ending = frames.find(({ unsubscribeUrl }) => unsubscribeUrl !== null)
  return [...[...reasons].map((text) => ({ text })), ...(ending?.unsubscribeUrl ? [{ text: STOP[ending.language], url: ending.unsubscribeUrl }] : [])]
}
