import { expect, test } from 'vitest'
import { chooseLanguage } from './language.ts'

test('the person’s language comes before the browser’s', () => {
  expect(chooseLanguage('it', ['en-GB'])).toBe('it')
  expect(chooseLanguage(null, ['de-DE', 'it-CH', 'en'])).toBe('it')
  expect(chooseLanguage('fr', ['ja'])).toBe('en')
})
