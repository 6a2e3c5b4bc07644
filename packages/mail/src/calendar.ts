import type { Language } from '@recert/domain/people'
import ical, { escape, ICalAlarmType, type ICalCalendar, ICalCalendarMethod, ICalEventBusyStatus, ICalEventClass, ICalEventTransparency } from 'ical-generator'

/** The expiry of an award, for somebody's calendar. */
export type CalendarEntry = {
  awardId: string; expiresAt: Date; certificationName: string; certificationCode: string | null
  /** Whose it is; null where it is the reader's own. */
  holderName: string | null
  /** Absolute: where the reader renews it, or looks at it where it is somebody else's. */
  link: string
  /** The award's, where it is known: a calendar that has the entry takes the one with the higher number. */
  version?: number
  modifiedAt?: Date
}

type Reader = {
  language: Language
  /** Where people reach Recert: its host makes the entries' ids unique in the world. */
  publicUrl: string
}

/** Expiries as a file that is attached to a mail, or saved. `now`: when it is written. */
export function expiryCalendar({ language, publicUrl, now, entries }: Reader & { now: Date; entries: readonly CalendarEntry[] }): string {
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod.PUBLISH })
  for (const entry of entries) addEntry(calendar, entry, { language, publicUrl }, now)
  return textOf(calendar)
}

/**
 * What a calendar that is subscribed to shows. It says when each entry was last changed, but not when it was asked for: the same entries are the
 * same text, so that who has it already need not be sent it again.
 */
export function feedCalendar({ name, entries, ...reader }: Reader & { name: string; entries: readonly (CalendarEntry & { modifiedAt: Date })[] }): string {
  // Of all texts, the library writes this one as it comes.
  const calendar = ical({ prodId: PRODUCT, name: escape(plain(name), false), ttl: REFRESH_SECONDS })
  for (const entry of entries) addEntry(calendar, entry, reader, entry.modifiedAt)
  return textOf(calendar)
}

const PRODUCT = '//Recert//Recert//EN'
const REFRESH_SECONDS = 6 * 3600
/** How long before an expiry its holder's calendar reminds of it. */
const ALARM_SECONDS = 7 * 86_400

/**
 * A point in time, in UTC: an award expires at an instant, and so every calendar shows it on the very day, and at the hour, at which it expires where
 * its reader is. A whole day would be a day of one zone, and off by one in others. It takes up nobody's time, and nobody else sees into it.
 */
function addEntry(calendar: ICalCalendar, entry: CalendarEntry, { language, publicUrl }: Reader, stamp: Date): void {
  const { awardId, holderName, expiresAt, version, modifiedAt } = entry
  const words = WORDS[language]
  const expires = words.expires(plain(entry.certificationName))
  calendar.createEvent({
    id: `award-${awardId}@${new URL(publicUrl).host}`, stamp, start: expiresAt, sequence: version ?? 0, lastModified: modifiedAt ?? null,
    summary: holderName === null ? expires : `${plain(holderName)}: ${expires}`,
    description: [
      ...(entry.certificationCode === null ? [] : [`${words.code}: ${plain(entry.certificationCode)}`]),
      `${holderName === null ? words.renew : words.award}: ${entry.link}`,
    ].join('\n'),
    url: entry.link, categories: [{ name: words.category }],
    transparency: ICalEventTransparency.TRANSPARENT, busystatus: ICalEventBusyStatus.FREE, class: ICalEventClass.PRIVATE,
    alarms: holderName === null ? [{ type: ICalAlarmType.display, triggerBefore: ALARM_SECONDS }] : [],
  })
}

/** The title of a subscribed calendar. */
export const feedName = (kind: 'own' | 'people', organisation: string, language: Language): string => `${organisation}: ${WORDS[language][kind]}`

type Words = { expires: (certification: string) => string; code: string; renew: string; award: string; category: string; own: string; people: string }
const WORDS: Record<Language, Words> = {
  en: { expires: (certification) => `${certification} expires`, code: 'Code', renew: 'Renew it', award: 'Open the award', category: 'Certification', own: 'my certifications', people: 'due dates of my people' },
  it: { expires: (certification) => `${certification} scade`, code: 'Codice', renew: 'Rinnovala', award: 'Apri l’assegnazione', category: 'Certificazione', own: 'le mie certificazioni', people: 'scadenze delle mie persone' },
}

/** Without what no text of a calendar may hold: control characters, but for tabs and the ends of lines, and halves of characters. */
const plain = (text: string): string => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, ' ')

/** The library leaves out the end of the last line. */
const textOf = (calendar: ICalCalendar): string => `${calendar.toString()}\r\n`
