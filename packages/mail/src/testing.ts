import { compileText, digestMail, type MailFrame, notificationMail, type NotificationFacts, type NotificationWords, notificationWords } from './write-notification.ts'
import { type ExportFinished, type ImportFinished, type MailContent, writeMail } from './write-mail.ts'

// One mail of each kind, for tests and for the eye; run by itself, this file prints them as JSON.

export const NOTICE: ImportFinished = {
  kind: 'import_finished', language: 'en', timeZone: 'Europe/Rome', firstName: 'Anna', fileName: 'records.csv', finishedAt: new Date('2026-07-01T22:30:00Z'),
  url: 'https://recert.example/admin/imports/1', counts: { total: 12_345, new: 12_000, replaced: 300, unchanged: 40, rejected: 5, skipped: 0 },
}

export const EXPORTED: ExportFinished = {
  kind: 'export_finished', language: 'en', timeZone: 'Europe/Rome', firstName: 'Anna', name: 'Who expires', format: 'xlsx', rows: 12_345, scheduled: true,
  finishedAt: new Date('2026-07-01T22:30:00Z'), url: 'https://recert.example/admin/exports?export=1',
}

export const FACTS: NotificationFacts = {
  language: 'en', timeZone: 'Europe/Rome', firstName: 'Anna', lastName: 'Rossi', username: 'anna', certificationTitle: 'Fire safety', certificationCode: 'FIRE',
  certificationDescription: 'For everybody who works on site.', issuedAt: new Date('2026-01-10T23:30:00Z'), expiresAt: new Date('2027-01-10T23:30:00Z'), now: new Date('2026-12-11T23:30:00Z'),
  renewLink: 'https://recert.example/renew/0198c0de.token', platformUrl: 'https://recert.example',
}

export const FRAME: MailFrame = { language: 'en', renewLink: FACTS.renewLink, platformUrl: FACTS.platformUrl, unsubscribeUrl: null, copyOf: null }
/** Where a manager's copy leads. */
export const AWARD = 'https://recert.example/admin/awards/0198c0de'
export const UNSUBSCRIBE = 'https://recert.example/unsubscribe/0198c0de.token'

export const REMINDER = {
  en: { subject: '[certification_title] ends on [expiration_date]', body: 'Dear [first_name],\n\nyour certification [certification_title] ([certification_code]) ends on [expiration_date], in [days_to_renew] days.\nRenewing takes an hour.\n\n[renew_link]\n\nAll of them are on [platform_url].' },
  it: { subject: '[certification_title] scade il [expiration_date]', body: 'Buongiorno [first_name],\n\nla tua certificazione [certification_title] ([certification_code]) scade il [expiration_date], tra [days_to_renew] giorni.\nPer rinnovarla basta un’ora.\n\n[renew_link]\n\nLe trovi tutte su [platform_url].' },
}

export const wordsOf = (facts: Partial<NotificationFacts> = {}, text: NotificationWords = REMINDER.en): NotificationWords => notificationWords(compileText(text), { ...FACTS, ...facts })

/** Written from right to left, and mixed with what is not. */
export const ARABIC = { firstName: 'محمد', lastName: 'العلي', certificationTitle: 'السلامة من الحرائق (A1)' } satisfies Partial<NotificationFacts>

export function sampleMails(): Record<string, MailContent> {
  const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)
  const [unsubscribable, italian] = [{ ...FRAME, unsubscribeUrl: UNSUBSCRIBE }, { ...FRAME, language: 'it' as const, unsubscribeUrl: UNSUBSCRIBE }]
  return {
    import: writeMail(NOTICE),
    'import in Italian': writeMail({ ...NOTICE, language: 'it', fileName: `${long}.csv` }),
    export: writeMail(EXPORTED),
    'export in Italian': writeMail({ ...EXPORTED, language: 'it', name: long, scheduled: false }),
    reminder: notificationMail(wordsOf(), unsubscribable),
    'reminder in Italian': notificationMail(wordsOf({ language: 'it' }, REMINDER.it), italian),
    'copy for a manager': notificationMail(wordsOf({ renewLink: AWARD }), { ...unsubscribable, copyOf: 'Anna Rossi', renewLink: AWARD }),
    digest: digestMail([
      { words: wordsOf(), frame: unsubscribable }, { words: wordsOf({ certificationTitle: long, renewLink: `${FACTS.renewLink}2` }), frame: { ...unsubscribable, renewLink: `${FACTS.renewLink}2` } },
      { words: wordsOf({ ...ARABIC, renewLink: AWARD }), frame: { ...unsubscribable, renewLink: AWARD, copyOf: 'محمد العلي' } },
    ]),
    'names from right to left': notificationMail(wordsOf(ARABIC, { subject: '[first_name]: [certification_title]', body: '[first_name] [last_name], [certification_title] ends on [expiration_date].\n\n[renew_link]' }), unsubscribable),
    'text from right to left': notificationMail(wordsOf(ARABIC, { subject: 'تنتهي شهادة [certification_title]', body: 'عزيزي [first_name]،\n\nتنتهي شهادتك Fire safety (A1) في [expiration_date].\n\n[renew_link]\n\n[platform_url]' }), unsubscribable),
    'long words': notificationMail(wordsOf({ firstName: long, certificationTitle: `https://elsewhere.example/${long}` }), unsubscribable),
  }
}

if (import.meta.main) process.stdout.write(JSON.stringify(sampleMails()))
