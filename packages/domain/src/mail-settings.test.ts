import { expect, test } from 'vitest'
import { isDomainName, isMailHost } from './mail-settings.ts'

test.each(['mail.example.com', 'localhost', '10.0.0.1', '::1', 'fe80::1:2', '1:2:3:4:5:6:7:8'])('R10.4 %s is a mail server’s name or address', (host) => expect(isMailHost(host)).toBe(true))

test.each(['', 'mail.example.com:587', 'smtp://mail.example.com', 'a b', 'mail..example.com', '.com', '[::1]', '1:2', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', 'user@mail', 'mail/x', 'mail\n'])('R10.4 %j is none', (host) => expect(isMailHost(host)).toBe(false))

test('R10.4 an address is no domain’s name', () => {
  expect(['example.com', 'k1', 'sel.2026'].every(isDomainName)).toBe(true)
  expect(['', '::1', 'a@b.c', 'a b', '-.'].some(isDomainName)).toBe(false)
})
