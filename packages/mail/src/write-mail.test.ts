import { expect, test } from 'vitest'
import { type Notice, writeMail } from './write-mail.ts'

const NOTICE: Notice = {
  kind: 'import_finished', language: 'en', timeZone: 'Europe/Rome', firstName: 'Anna', fileName: 'records.csv', finishedAt: new Date('2026-07-01T22:30:00Z'),
  url: 'https://recert.example/admin/imports/1', counts: { total: 12_345, new: 12_000, replaced: 300, unchanged: 40, rejected: 5, skipped: 0 },
}

test('R8.9 the finished-mail says who, what, when in the reader’s zone, and how many', () => {
  const { subject, text, html } = writeMail(NOTICE)
  expect(subject).toBe('Import finished: records.csv')
  expect(text).toContain('Hello Anna,')
  expect(text).toContain('2 July 2026 at 00:30 (Europe/Rome)')
  expect(text).toContain('Rows: 12,345')
  expect(text).toContain('Rejected: 5')
  expect(text).toContain('Open the import: https://recert.example/admin/imports/1')
  expect(html).toContain('href="https://recert.example/admin/imports/1"')
  expect(html).toContain('<html lang="en">')
})

test('R8.9 in Italian', () => {
  const { subject, text } = writeMail({ ...NOTICE, language: 'it', counts: { ...NOTICE.counts, rejected: 0 } })
  expect(subject).toBe('Importazione terminata: records.csv')
  expect(text).toContain('Righe: 12.345')
  expect(text).not.toContain('rifiutate.')
})

test('stored text is inert', () => {
  const evil = `"><script>alert('1')</script>&amp;\r\nBcc: x@example.org`
  const { subject, html } = writeMail({ ...NOTICE, firstName: evil, fileName: evil, url: 'javascript:alert(1)' })
  expect(html).not.toMatch(/<script/)
  expect(html).not.toContain('href="javascript')
  expect(html).toContain('&lt;script&gt;')
  expect(subject).not.toMatch(/[\r\n]/)
})

test('the same notice is the same mail', () => {
  expect(writeMail(NOTICE)).toEqual(writeMail(NOTICE))
})
