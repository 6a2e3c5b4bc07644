import { expect, test } from 'vitest'
import { checkWebhookUrl, isPublicAddress } from './address.ts'

test.each([
  '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::127.0.0.1', '::808:808', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '2001:db8::1', '3fff::1', '100::1', '5f00::1',
  // IPv4 in disguise
  '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:c0a8:101::1', '2001::1', '2001:0:4136:e378:8000:63bf:f5ff:fffe',
  'nonsense', '',
])('R14.4 %s is not public', (address) => { expect(isPublicAddress(address)).toBe(false) })

test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '192.167.0.1', '100.63.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'])('R14.4 %s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

const refusal = (url: string, privateAllowed = false): string | null => {
  try {
    checkWebhookUrl(url, { privateAllowed })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test.each([
  ['', 'WEBHOOK_URL_INVALID'], ['example.org', 'WEBHOOK_URL_INVALID'], ['ftp://example.org/', 'WEBHOOK_URL_INVALID'], ['file:///etc/passwd', 'WEBHOOK_URL_INVALID'], ['javascript:alert(1)', 'WEBHOOK_URL_INVALID'], ['https://', 'WEBHOOK_URL_INVALID'],
  [`https://example.org/${'x'.repeat(2000)}`, 'WEBHOOK_URL_INVALID'],
  ['https://user:secret@example.org/', 'WEBHOOK_URL_CREDENTIALS'], ['https://user@example.org/', 'WEBHOOK_URL_CREDENTIALS'], ['https://example.org:25/', 'WEBHOOK_URL_PORT'], ['https://example.org:6667/', 'WEBHOOK_URL_PORT'], ['https://example.org:0/', 'WEBHOOK_URL_PORT'],
  ['http://example.org/', 'WEBHOOK_URL_HTTPS'],
  ['https://localhost/', 'WEBHOOK_URL_PRIVATE'], ['https://LOCALHOST./', 'WEBHOOK_URL_PRIVATE'], ['https://a.localhost/', 'WEBHOOK_URL_PRIVATE'], ['https://printer.local/', 'WEBHOOK_URL_PRIVATE'], ['https://metadata.google.internal/', 'WEBHOOK_URL_PRIVATE'], ['https://intranet/', 'WEBHOOK_URL_PRIVATE'],
  ['https://127.0.0.1/', 'WEBHOOK_URL_PRIVATE'], ['https://2130706433/', 'WEBHOOK_URL_PRIVATE'], ['https://0x7f.1/', 'WEBHOOK_URL_PRIVATE'], ['https://0177.0.0.1/', 'WEBHOOK_URL_PRIVATE'], ['https://[::1]/', 'WEBHOOK_URL_PRIVATE'], ['https://[::ffff:7f00:1]/', 'WEBHOOK_URL_PRIVATE'], ['https://[64:ff9b::a00:1]/', 'WEBHOOK_URL_PRIVATE'],
])('R14.4 the address %j is refused with %s', (url, code) => { expect(refusal(url)).toBe(code) })

test.each(['https://example.org/recert', 'https://example.org:8443/a?b=c', 'https://8.8.8.8/', ' https://example.org ', 'https://bücher.example/'])('R14.4 the address %j is taken', (url) => { expect(refusal(url)).toBeNull() })

test('R14.4 where private networks are allowed, plain http is too; credentials and other protocols’ ports are not', () => {
  for (const url of ['http://localhost:4000/', 'http://10.0.0.1/', 'https://[::1]/']) expect(refusal(url, true)).toBeNull()
  expect(refusal('http://user:secret@localhost/', true)).toBe('WEBHOOK_URL_CREDENTIALS')
  expect(refusal('http://localhost:22/', true)).toBe('WEBHOOK_URL_PORT')
})
