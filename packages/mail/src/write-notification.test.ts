import { CHANNELS, checkRule } from '@recert/domain/notifications'
import { LANGUAGES } from '@recert/domain/people'
import { READY_RULES } from '@recert/domain/ready-rules'
import { expect, test } from 'vitest'
import { ARABIC, AWARD, FACTS, FRAME, REMINDER, UNSUBSCRIBE, wordsOf } from './testing.ts'
import { compileText, digestMail, type MailFrame, notificationMail, notificationWords } from './write-notification.ts'

const hrefsOf = (html: string): string[] => [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
/** What a mail shows: without what stands in its head, and without marks. */
const shown = (html: string): string => html.replace(/^.*<\/h1>/s, '').replace(/<!--.*?-->/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()
const COPY: MailFrame = { ...FRAME, copyOf: 'Anna Rossi', renewLink: AWARD }
const copyFacts = { renewLink: COPY.renewLink }

test('R10.1 a notification is its words, with our addresses as button and link, and nothing else as one', () => {
  const { subject, html, text } = notificationMail(wordsOf(), FRAME)
  expect(subject).toBe('Fire safety ends on 11 January 2027')
  expect(text).toBe(`Dear Anna,

your certification Fire safety (FIRE) ends on 11 January 2027, in 30 days.
Renewing takes an hour.

${FACTS.renewLink}

All of them are on https://recert.example.

-- 
You receive this because you hold, or held, a certification in Recert.
`)
  expect(hrefsOf(html)).toEqual([FACTS.renewLink, FACTS.platformUrl])
  expect(html).toMatch(/<a href="[^"]*\/renew\/[^"]*"[^>]*>.*?Renew now.*?<\/a>/)
  expect(html).toContain('in 30 days.<br/>Renewing')
  expect(html.match(/<h1[^>]*>(.*?)<\/h1>/)?.[1]).toBe(subject)
})

test('R10.1 stored text is inert: no markup, no addresses but our own, no script behind a button', () => {
  const evil = '<img src=x onerror=alert(1)> </p><a href="https://elsewhere.example">here</a> {{ 7 }} [username]'
  const words = wordsOf({ firstName: evil, certificationTitle: 'https://elsewhere.example/?u=1', certificationDescription: '</style><script>1</script>' }, {
    subject: '[first_name]', body: '[first_name]\n\n<b>bold</b> [certification_description] [certification_title]\n\njavascript:alert(1)',
  })
  const { html, text } = notificationMail(words, { ...FRAME, platformUrl: 'javascript:alert(1)' })
  expect(hrefsOf(html)).toEqual(['#'])
  expect(html).not.toMatch(/<(img|script|b)[\s>]/)
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(text).toContain(evil)
})

test.each([
  ['https://recert.example', [FACTS.platformUrl]],
  ['(https://recert.example), or https://recert.example.', [FACTS.platformUrl, FACTS.platformUrl]],
  ['https://recert.example.evil.example and https://recert.example@evil.example and https://recert.example:81/x', []],
  [`now: ${FACTS.renewLink}!`, [FACTS.renewLink]],
  [`${FACTS.renewLink}x`, []],
])('an address is ours as a whole or not at all: %s', (sentence, links) => {
  const { html } = notificationMail({ subject: 'S', body: `See ${sentence}` }, FRAME)
  expect(hrefsOf(html)).toEqual(links)
})

test('lines end as they may: a text from Windows has the same paragraphs', () => {
  const body = 'One\n\nTwo\nthree\n\nhttps://recert.example'
  expect(notificationMail({ subject: 'S', body: body.replaceAll('\n', '\r\n') }, FRAME)).toEqual(notificationMail({ subject: 'S', body }, FRAME))
})

test('R10.1 names from right to left are kept apart in subject, html and text; a comparison in Liquid still finds them', () => {
  const words = wordsOf(ARABIC, { subject: '[first_name]: [certification_title]', body: '[first_name], [certification_title] ends.{% if first_name == "محمد" %} Found {{ first_name | size }}.{% endif %}' })
  const { subject, html, text } = notificationMail(words, FRAME)
  expect(subject).toBe('\u2068محمد\u2069: \u2068السلامة من الحرائق (A1)\u2069')
  expect(text).toContain('\u2068محمد\u2069, \u2068السلامة من الحرائق (A1)\u2069 ends. Found 4.')
  expect(html).toContain('<p dir="auto" class="text"')
  expect(html).toContain('<bdi>محمد</bdi>, <bdi>السلامة من الحرائق (A1)</bdi> ends. Found 4.')
  expect(html).toMatch(/<html dir="ltr"/)
  expect(notificationMail({ subject: 'x', body: 'مرحبا Anna' }, FRAME).html).toMatch(/<html dir="rtl"/)
})

test('what lists of mails show beside the subject is the text, without its buttons, short, and whole in its signs', () => {
  const preheader = (body: string): string => /data-skip-in-text="true"[^>]*>([^<]*)</.exec(notificationMail({ subject: 'S', body }, FRAME).html)?.[1] ?? ''
  expect(preheader(`Dear Anna,\n\n${FACTS.renewLink}\n\nit ends\nsoon.`)).toBe('Dear Anna, it ends soon.')
  for (const shift of ['', 'x']) expect(preheader(shift + '😀'.repeat(200)), shift).toMatch(/^x?(😀)+…$/u)
})

test('R10.9 who may end these mails finds how below each of them', () => {
  const { html, text } = notificationMail(wordsOf(), { ...FRAME, unsubscribeUrl: UNSUBSCRIBE })
  expect(text).toMatch(new RegExp(`-- \nYou receive this[^\n]*\nStop these mails: ${RegExp.escape(UNSUBSCRIBE)}\n$`))
  expect(html).toMatch(/<a href="[^"]*\/unsubscribe\/[^"]*"[^>]*>Stop these mails<\/a>/)
  const { text: italian } = notificationMail(wordsOf({ language: 'it' }, REMINDER.it), { ...FRAME, language: 'it', unsubscribeUrl: UNSUBSCRIBE })
  expect(italian).toContain(`Non ricevere più questi messaggi: ${UNSUBSCRIBE}`)
  expect(notificationMail(wordsOf(), FRAME).html).not.toContain('Stop these mails')
})

test('R10.9 a manager’s copy says whose it is, first of all, and leads to the award', () => {
  const { subject, html, text } = notificationMail(wordsOf(copyFacts), COPY)
  expect(subject).toBe('Anna Rossi: Fire safety ends on 11 January 2027')
  expect(text).toMatch(/^For your information: this is about Anna Rossi, whose branch you manage, and worded as for them\.\n\nDear Anna,/)
  expect(shown(html)).toMatch(/^For your information: this is about Anna Rossi, whose branch you manage, and worded as for them\. Dear Anna,/)
  expect(html).toMatch(/<a href="https:\/\/recert\.example\/admin\/awards\/0198c0de"[^>]*>.*?Open the award.*?<\/a>/)
  expect(html).not.toContain('Renew now')
  expect(text).toContain('You receive this because you manage a branch in Recert.')
})

test('R10.9 the same in Italian, of somebody with a hostile name from right to left', () => {
  const { subject, html, text } = notificationMail(wordsOf(copyFacts, REMINDER.it), { ...COPY, language: 'it', copyOf: 'محمد <b>' })
  expect(subject).toMatch(/^\u2068محمد <b>\u2069: Fire safety scade/)
  expect(text).toMatch(/^Per tua conoscenza: questo messaggio riguarda \u2068محمد <b>\u2069, del cui ramo ti occupi, ed è scritto come per quella persona\./)
  expect(html).toContain('<bdi>محمد &lt;b&gt;</bdi>')
  expect(html).toContain('Apri la certificazione assegnata')
})

test('R10.9 a digest of one is that one’s mail', () => {
  for (const frame of [FRAME, COPY, { ...FRAME, unsubscribeUrl: UNSUBSCRIBE }]) expect(digestMail([{ words: wordsOf(), frame }])).toEqual(notificationMail(wordsOf(), frame))
  expect(() => digestMail([])).toThrow('a digest of nothing')
})

test('R10.9 a digest has each notification with its subject, its body and its button, and how to end them once', () => {
  const second = { ...FRAME, unsubscribeUrl: UNSUBSCRIBE, renewLink: `${FACTS.renewLink}2` }
  const entries = [
    { words: wordsOf(), frame: { ...FRAME, unsubscribeUrl: UNSUBSCRIBE } },
    { words: wordsOf({ certificationTitle: 'First aid', renewLink: second.renewLink }), frame: second },
    { words: wordsOf(copyFacts), frame: { ...COPY, unsubscribeUrl: UNSUBSCRIBE } },
  ]
  const { subject, html, text } = digestMail(entries)
  expect(subject).toBe('3 notifications about certifications')
  expect([...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, heading]) => heading)).toEqual(['Fire safety ends on 11 January 2027', 'First aid ends on 11 January 2027', 'Anna Rossi: Fire safety ends on 11 January 2027'])
  expect(hrefsOf(html).filter((href) => href !== FACTS.platformUrl)).toEqual([FACTS.renewLink, second.renewLink, COPY.renewLink, UNSUBSCRIBE])
  expect(html.match(/<hr/g)).toHaveLength(2)
  expect(html.match(/Renew now/g)).toHaveLength(2)
  expect(html.match(/Open the award/g)).toHaveLength(1)
  const apart = `\n\n${'-'.repeat(40)}\n\n`
  expect(text.split(apart).map((entry) => entry.split('\n')[0])).toEqual(['1. Fire safety ends on 11 January 2027', '2. First aid ends on 11 January 2027', '3. Anna Rossi: Fire safety ends on 11 January 2027'])
  expect(text.split(apart)[2]).toMatch(/^3\. [^\n]*\n\nFor your information: this is about Anna Rossi, whose branch you manage, and worded as for them\.\n\nDear Anna,/)
  expect(text).toMatch(/-- \nYou receive this because you hold[^\n]*\nYou receive this because you manage[^\n]*\nStop these mails: [^\n]*\n$/)
  expect(digestMail(entries.map(({ words, frame }) => ({ words, frame: { ...frame, language: 'it' } }))).subject).toBe('3 notifiche sulle certificazioni')
})

test('the same words are the same mail, and what is given is not changed', () => {
  const entries = Object.freeze([1, 2].map(() => Object.freeze({ words: Object.freeze(wordsOf()), frame: Object.freeze({ ...FRAME }) })))
  expect(digestMail([...entries])).toEqual(digestMail([...entries]))
  expect(notificationWords(compileText(REMINDER.en), FACTS)).toEqual(notificationWords(compileText(REMINDER.en), FACTS))
})

test('nothing in a mail is fetched from elsewhere', () => {
  const { html } = digestMail([{ words: wordsOf(), frame: FRAME }, { words: wordsOf(), frame: COPY }])
  expect(html).not.toMatch(/<(img|link|script|iframe|object|svg)\b|url\(|@import|src=/i)
})

test.each(Object.entries(READY_RULES))('R10.1 the ready-made rule %s can be saved, and fills in all that it names in every language', (name, rule) => {
  expect(checkRule({ ...rule, name, channels: CHANNELS, digest: false, managerCopy: false, calendarAttachment: false })).toMatchObject(rule)
  for (const language of LANGUAGES) {
    const { subject, body } = wordsOf({ language }, rule.texts[language])
    expect(`${subject} ${body}`).not.toMatch(/[[\]{}]/)
    expect(subject).toContain(FACTS.certificationTitle)
  }
})
