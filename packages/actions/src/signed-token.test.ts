import { expect, test } from 'vitest'
import { readToken, signToken } from './signed-token.ts'

const SECRET = 's'.repeat(32)

test('a token comes back as the text that it was made of', () => {
  expect(readToken(SECRET, 'renew', signToken(SECRET, 'renew', 'Ünïcode and "quotes"'))).toBe('Ünïcode and "quotes"')
})

test('one that was altered, cut, made elsewhere or for another purpose is none', () => {
  const token = signToken(SECRET, 'renew', 'abc')
  const [payload = '', signature = ''] = token.split('.')
  const forged = [
    `${Buffer.from('abd').toString('base64url')}.${signature}`, payload, `${payload}.`, '', `${token}.x`, `${payload}.${signature.slice(0, -2)}`,
    signToken('t'.repeat(32), 'renew', 'abc'), signToken(SECRET, 'scorm', 'abc'),
  ]
  for (const each of forged) expect(readToken(SECRET, 'renew', each), each).toBeNull()
})
