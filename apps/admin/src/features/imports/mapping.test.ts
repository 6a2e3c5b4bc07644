import { expect, test } from 'vitest'
import { columnUsedTwice, missingFields, sameMapping, suggestedMapping } from './mapping.ts'

const columns = ['Username', 'Certification Code', 'Data di rilascio', 'Notes'].map((name, index) => ({ index, name }))

test('R8.1 the drop-downs are filled in from the header’s names, unless something was chosen before', () => {
  expect(suggestedMapping('awards', {}, columns)).toMatchObject({ username: 0, certification_code: 1, certification_issue_date: 2, always_valid: null })
  expect(suggestedMapping('people', {}, [{ index: 0, name: 'Nome utente' }, { index: 1, name: 'Cognome' }])).toMatchObject({ username: 0, last_name: 1, first_name: null })
  expect(suggestedMapping('awards', { username: 3 }, columns)).toEqual({ username: 3 })
})

test('R8.2 required fields must be mapped, the others may be left out', () => {
  const fields = [{ key: 'username', required: true }, { key: 'always_valid', required: true }, { key: 'course_code', required: false }]
  expect(missingFields({ username: 0, always_valid: null }, fields)).toEqual(['always_valid'])
  expect(missingFields({ username: 0, always_valid: 1 }, fields)).toEqual([])
})

test('a column may fill one field only', () => {
  expect(columnUsedTwice({ username: 0, certification_code: 1, course_code: 0 })).toBe('course_code')
  expect(columnUsedTwice({ username: 0, course_code: null, course_type: null })).toBeUndefined()
})

test('a field left out is the same as one without a column', () => {
  expect(sameMapping({ username: 0, course_code: null }, { username: 0 })).toBe(true)
  expect(sameMapping({ username: 0 }, { username: 0, course_code: 2 })).toBe(false)
})
