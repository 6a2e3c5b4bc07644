import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { type CalendarEntry, expiryCalendar, feedCalendar, feedName } from './calendar.ts'

const READER = { language: 'en', publicUrl: 'https://recert.example:8443' } as const
const ENTRY = {
  awardId: '01990000-0000-7000-8000-000000000001', expiresAt: new Date('2027-03-31T22:30:15.900Z'), certificationName: 'Fire safety', certificationCode: 'FIRE-1', holderName: null,
  link: 'https://recert.example:8443/renew/abc.def', version: 3, modifiedAt: new Date('2026-02-01T08:00:00Z'),
} satisfies CalendarEntry
const NOW = new Date('2027-03-01T07:00:00Z')

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = calendar.getAllSubcomponents('vevent').map((event) => ({ value: (name: string) => event.getFirstPropertyValue(name), at: (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).toString(), event }))
  return { of: (name: string) => calendar.getFirstPropertyValue(name), events }
}
/** A name of the calendar is TEXT by RFC 7986; the parser does not know it, and leaves the signs before its signs. */
const textOf = (value: unknown): string => String(value).replace(/\\(.)/gs, (_, sign: string) => (sign === 'n' ? '\n' : sign))
const onlyOne = (text: string) => {
  const { events: [event, ...more] } = read(text)
  if (!event || more.length > 0) throw new Error('not one event')
  return event
}

test('R10.8 an expiry is an entry at its instant in UTC, with what expires, its code, the way to renew it and a reminder a week before', () => {
  const text = expiryCalendar({ entries: [ENTRY], ...READER, now: NOW })
  const event = onlyOne(text)
  expect(read(text).of('method')).toBe('PUBLISH')
  expect(text).toContain('\r\nDTSTART:20270331T223015Z\r\n')
  expect([event.value('uid'), event.value('summary'), event.value('description'), event.value('url')]).toEqual([
    'award-01990000-0000-7000-8000-000000000001@recert.example:8443', 'Fire safety expires', 'Code: FIRE-1\nRenew it: https://recert.example:8443/renew/abc.def', ENTRY.link,
  ])
  expect([event.at('dtstamp'), event.at('last-modified'), event.value('sequence'), event.value('dtend'), event.value('transp'), event.value('class'), event.value('categories')]).toEqual([
    '2027-03-01T07:00:00Z', '2026-02-01T08:00:00Z', 3, null, 'TRANSPARENT', 'PRIVATE', 'Certification',
  ])
  const [alarm, ...more] = event.event.getAllSubcomponents('valarm')
  expect([alarm?.getFirstPropertyValue('action'), String(alarm?.getFirstPropertyValue('trigger')), alarm?.getFirstPropertyValue('description'), more.length]).toEqual(['DISPLAY', '-P7D', 'Fire safety expires', 0])
})

test('R10.8 of an award without a version and a code, in Italian', () => {
  const { version: _, modifiedAt: __, ...entry } = { ...ENTRY, certificationCode: null }
  const event = onlyOne(expiryCalendar({ entries: [entry], ...READER, language: 'it', now: NOW }))
  expect([event.value('summary'), event.value('description'), event.value('sequence'), event.value('last-modified')]).toEqual(['Fire safety scade', `Rinnovala: ${ENTRY.link}`, 0, null])
})

test('R10.8 somebody else’s entry names them and leads to the award, and reminds nobody', () => {
  const link = 'https://recert.example:8443/admin/awarded-users/1'
  const event = onlyOne(feedCalendar({ name: 'Ours', entries: [{ ...ENTRY, holderName: 'Ada Lovelace', link }], ...READER }))
  expect([event.value('summary'), event.value('description'), event.event.getAllSubcomponents('valarm')]).toEqual(['Ada Lovelace: Fire safety expires', `Code: FIRE-1\nOpen the award: ${link}`, []])
})

test('R10.8 names of any script, with any sign, survive in lines of at most 75 octets, and are never a line of their own', () => {
  const names = [
    'a, b; c\\d "e" : f', 'two\nlines\r\nand\rthree', '\\n is no line, \\, no comma', '安全衛生責任者・職長教育'.repeat(20), 'שלום עולם, أمن الحرائق; '.repeat(12).trim(), '👩‍🚒🔥'.repeat(40), `x${'é'.repeat(300)}`,
    'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:foreign', 'a\u0000b\u001bc\u0085d\u2028e', `${'y'.repeat(65)}👍`, 'A'.repeat(255),
  ]
  const wanted = (name: string) => ['\u0000', '\u001b', '\u0085'].reduce((text, control) => text.replaceAll(control, ' '), name.replace(/\r\n|\r/g, '\n'))
  for (const name of names) {
    const text = feedCalendar({ name, entries: [{ ...ENTRY, certificationName: name, certificationCode: name, holderName: name }], ...READER })
    const event = onlyOne(text)
    expect([event.value('summary'), event.value('description')]).toEqual([`${wanted(name)}: ${wanted(name)} expires`, `Code: ${wanted(name)}\nOpen the award: ${ENTRY.link}`])
    expect([textOf(read(text).of('name')), textOf(read(text).of('x-wr-calname'))]).toEqual([wanted(name), wanted(name)])
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const lines = text.split('\r\n')
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([])
    // No character is cut in two by the folding.
    expect(Buffer.from(text).toString()).toBe(text)
  }
})

test('R10.8 a feed has a name, says how often to ask, and is the same text whenever it is asked for', () => {
  const entries = [ENTRY, { ...ENTRY, awardId: '01990000-0000-7000-8000-000000000002', certificationName: 'First aid' }]
  const text = feedCalendar({ name: feedName('own', 'Acme, Ltd', 'it'), entries, ...READER })
  const calendar = read(text)
  expect(text).toBe(feedCalendar({ name: feedName('own', 'Acme, Ltd', 'it'), entries, ...READER }))
  expect([textOf(calendar.of('x-wr-calname')), textOf(calendar.of('name')), String(calendar.of('refresh-interval')), String(calendar.of('x-published-ttl')), calendar.of('version'), calendar.of('method')]).toEqual(['Acme, Ltd: le mie certificazioni', 'Acme, Ltd: le mie certificazioni', 'PT6H', 'PT6H', '2.0', null])
  expect(calendar.events.map((event) => [event.value('summary'), event.at('dtstamp')])).toEqual([['Fire safety expires', '2026-02-01T08:00:00Z'], ['First aid expires', '2026-02-01T08:00:00Z']])
  expect(new Set(calendar.events.map((event) => event.value('uid'))).size).toBe(2)
  expect(read(feedCalendar({ name: 'Nothing', entries: [], ...READER })).events).toEqual([])
})
