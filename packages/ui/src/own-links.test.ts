import { expect, test } from 'vitest'
import { partsOf } from './own-links.ts'

const ORIGIN = 'https://recert.example'
const linksOf = (text: string) => partsOf(text, ORIGIN).filter(({ href }) => href !== null).map(({ text: shown, href }) => (shown === href ? href : [shown, href]))

test('R11.2 our own addresses become links, without what the sentence puts around them', () => {
  expect(partsOf('Dear Jo,\nrenew here: https://recert.example/renew/a-b_c.d-e.\n\nOr (https://recert.example/my-activities?x=1&y=2#z), soon.', ORIGIN)).toEqual([
    { text: 'Dear Jo,\nrenew here: ', href: null }, { text: 'https://recert.example/renew/a-b_c.d-e', href: 'https://recert.example/renew/a-b_c.d-e' }, { text: '.\n\nOr (', href: null },
    { text: 'https://recert.example/my-activities?x=1&y=2#z', href: 'https://recert.example/my-activities?x=1&y=2#z' }, { text: '), soon.', href: null },
  ])
  expect(linksOf('https://recert.example')).toEqual(['https://recert.example'])
  expect(linksOf('HTTPS://RECERT.example/A')).toEqual(['HTTPS://RECERT.example/A'])
})

test.each([
  'https://recert.example.evil.org/renew', 'https://evil.org/https:', 'http://recert.example/', 'https://recert.example:8443/', 'https://recert.example@evil.org/', 'https://jo:secret@recert.example/',
  'javascript:alert(1)//https', 'ftp://recert.example/', '//recert.example/x', 'recert.example/x', 'https://', 'data:text/html,https', 'https://recert%2eexample\\@evil.org', '<a href="x">y</a>', '',
])('R11.2 %j stays a text, and every letter of it', (text) => {
  expect(linksOf(text)).toEqual([])
  expect(partsOf(text, ORIGIN).map((part) => part.text).join('')).toBe(text)
})

test('R11.2 nothing of a text is lost or doubled, whatever stands in it', () => {
  const text = 'See https://evil.org/?https://recert.example/ and https://recert.example/a,https://recert.example/b “https://recert.example/c”'
  expect(partsOf(text, ORIGIN).map((part) => part.text).join('')).toBe(text)
})
