import { expect, test } from 'vitest'
import { complaintsAbout, messagesOf } from './translations.ts'

const po = (...entries: [id: string, text: string][]): string =>
  ['msgid ""\nmsgstr ""\n"Language: it\\n"', ...entries.map(([id, text]) => `#: src/page.tsx:3\nmsgid "${id}"\nmsgstr "${text}"`), '#~ msgid "Gone"\n#~ msgstr ""'].join('\n\n')

test('a catalogue is read without its header and what is obsolete, over several lines', () => {
  expect(messagesOf(po(['Renew Now', 'Rinnova ora']))).toEqual([{ id: 'Renew Now', text: 'Rinnova ora' }])
  expect(messagesOf('msgid ""\n"One "\n"two"\nmsgstr ""\n"Uno "\n"due"')).toEqual([{ id: 'One two', text: 'Uno due' }])
})

test('a message without a translation is named, except in the source language', () => {
  expect(complaintsAbout('src/locales/it.po', po(['Renew Now', '']))).toEqual(['"Renew Now" is not translated'])
  expect(complaintsAbout('src/locales/en.po', po(['Renew Now', '']))).toEqual([])
})

test('a translation keeps the values and tags of its message', () => {
  const about = (id: string, text: string): string[] => complaintsAbout('it.po', po([id, text]))
  expect(about('Expires in {days} days', 'Scade tra {days} giorni')).toEqual([])
  expect(about('{n, plural, one {# person} other {# people}}', '{n, plural, one {# persona} other {# persone}}')).toEqual([])
  expect(about('{n, plural, =0 {Add} one {Add {who}} other {Add # people}}', '{n, plural, =0 {Aggiungi} one {Aggiungi {who}} other {Aggiungi # persone}}')).toEqual([])
  expect(about('{n, plural, =0 {Add} one {Add {who}} other {Add # people}}', '{n, plural, =0 {Aggiungi} one {Aggiungi {chi}} other {Aggiungi # persone}}')[0]).toContain('{who}, {chi}')
  expect(about('Expires in {days} days', 'Scade tra {giorni} giorni')[0]).toContain('{days}, {giorni}')
  expect(about('See <0>the list</0>', 'Vedi la lista')[0]).toContain('<0>')
})
