import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, type Mapping, matchHeaders, PEOPLE_FIELDS, type PersonField, resolveMapping } from './import-columns.ts'
import { IMPORT_KINDS } from './imports.ts'
import { textKey } from './keys.ts'
import { readPersonRow } from './person-rows.ts'

const FIELDS = PEOPLE_FIELDS.map(({ key }) => key)
const mapping = Object.fromEntries(FIELDS.map((key, index) => [key, index])) as Mapping<PersonField>
const read = (cells: Partial<Record<PersonField, string>>) => readPersonRow(FIELDS.map((key) => cells[key] ?? ''), mapping, FIELDS.length, false)

test('R15.4 the columns of people are found by their names, in English and Italian, and only the username must be there', () => {
  for (const kind of IMPORT_KINDS) {
    const names = fieldsOf(kind).flatMap(({ key, aliases }) => [key, ...aliases])
    expect(new Set(names).size).toBe(names.length)
  }
  expect(matchHeaders(['Nome utente', 'Cognome', 'E-mail', 'Ramo', 'Gruppi'], PEOPLE_FIELDS).mapping).toMatchObject({ username: 0, last_name: 1, email: 2, branch_path: 3, groups: 4, role: null })
  expect(resolveMapping(undefined, ['first_name'], 1, PEOPLE_FIELDS).problem).toMatchObject({ code: 'FIELD_NOT_MAPPED', values: { field: 'username' } })
  expect(resolveMapping({ username: 0 }, null, 1, PEOPLE_FIELDS).problem).toBeNull()
})

test('what is empty is left out; what is given is trimmed, and comes with its keys', () => {
  expect(read({ username: ' Ada ' })).toEqual({ kind: 'row', username: 'Ada', usernameKey: 'ada', search: 'ada' })
  expect(read({ username: 'ada', email: 'A@B', branch_path: ' Italy//MILAN / ', groups: 'Drivers | First aiders;drivers;', role: 'Power-User', active: 'No', language: 'IT' })).toEqual({
    kind: 'row', username: 'ada', usernameKey: 'ada', search: 'ada   a@b', email: 'A@B', emailKey: 'a@b', branchPath: ['Italy', 'MILAN'], branchKey: 'italy/milan',
    groups: ['drivers', 'First aiders'], groupKeys: ['drivers', 'first aiders'], role: 'power_user', active: false, language: 'it',
  })
})

test('R8.7 the first fault counts, in the order of the fields, and a readable username still makes a duplicate', () => {
  expect(read({ username: 'ADA', email: 'nobody', role: 'boss' })).toEqual({ kind: 'rejected', code: 'EMAIL_ADDRESS_INVALID', field: 'email', value: 'nobody', usernameKey: 'ada' })
  expect(read({ first_name: 'Ada' })).toMatchObject({ code: 'MISSING_VALUE', field: 'username', usernameKey: null })
  expect(read({})).toEqual({ kind: 'blank' })
})

test('R8.7 every row is blank, read or rejected, and what is read can be stored', () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('', '1', 'en', 'UTC', 'learner', 'a/b', 'a|b', 'x@y', '\0', '\ufffd'))
  fc.assert(fc.property(fc.array(cell, { maxLength: 12 }), fc.boolean(), (cells, broken) => {
    const row = readPersonRow(cells, mapping, FIELDS.length, broken)
    if (row.kind !== 'row') return
    expect(row.usernameKey).toBe(textKey(row.username))
    expect(JSON.stringify(row)).not.toMatch(/\\u0000|\ufffd/)
    expect(row.groupKeys?.length).toBe(row.groups?.length)
  }))
})
