import { expect, test } from 'vitest'
import { EXPORTED, NOTICE } from './testing.ts'
import { writeMail } from './write-mail.ts'

test('R8.9 the finished-mail says who, what, when in the reader’s zone, and how many', () => {
  const { subject, text, html } = writeMail(NOTICE)
  expect(subject).toBe('Import finished: records.csv')
  expect(text).toContain('Hello Anna,')
  expect(text).toContain('2 July 2026 at 00:30 (Europe/Rome)')
  expect(text).toContain('Rows: 12,345')
  expect(text).toContain('Rejected: 5')
  expect(text).toContain('Open the import: https://recert.example/admin/imports/1')
  expect(html).toContain('href="https://recert.example/admin/imports/1"')
  expect(html).toMatch(/<html[^>]* lang="en"/)
  expect(html).toMatch(/<th scope="row"[^>]*>Rejected<\/th><td[^>]*>5<\/td>/)
})

test('R8.9 in Italian', () => {
  const { subject, text, html } = writeMail({ ...NOTICE, language: 'it', counts: { ...NOTICE.counts, rejected: 0 } })
  expect(subject).toBe('Importazione terminata: records.csv')
  expect(text).toContain('Righe: 12.345')
  expect(text).not.toContain('rifiutate.')
  expect(html).toMatch(/<html[^>]* lang="it"/)
})

test('stored text is inert', () => {
  const evil = `"><script>alert('1')</script>&amp;\r\nBcc: x@example.org`
  const { subject, html } = writeMail({ ...NOTICE, firstName: evil, fileName: evil, url: 'javascript:alert(1)' })
  expect(html).not.toMatch(/<script/)
  expect(html).not.toContain('href="javascript')
  expect(html).toContain('&lt;script&gt;')
  expect(subject).not.toMatch(/[\r\n]/)
})

test('a file that is called from right to left keeps the sentence around it in order', () => {
  const { subject, html } = writeMail({ ...NOTICE, fileName: 'שיא 2026.csv' })
  expect(subject).toBe('Import finished: \u2068שיא 2026.csv\u2069')
  expect(html).toContain('“<bdi>שיא 2026.csv</bdi>” finished')
})

test('the same notice is the same mail', () => {
  expect(writeMail(NOTICE)).toEqual(writeMail(NOTICE))
})

test('R13.1 a file that is ready, in English and Italian', () => {
  const { subject, text, html } = writeMail(EXPORTED)
  expect(subject).toBe('Report ready: Who expires')
  expect(text).toContain('since 2 July 2026 at 00:30 (Europe/Rome)')
  expect(text).toContain('Rows: 12,345\nFormat: XLSX')
  expect(text).toContain('a schedule of this report names you')
  expect(html).toContain('href="https://recert.example/admin/exports?export=1"')
  expect(writeMail({ ...EXPORTED, language: 'it', scheduled: false }).text).toContain('hai chiesto il file')
})
