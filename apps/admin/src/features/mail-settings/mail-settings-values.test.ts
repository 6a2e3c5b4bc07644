import { expect, test } from 'vitest'
import { changesOf, fieldsOf, type MailSettings, passwordStays, portFor } from './mail-settings-values.ts'

const SERVER = { host: 'smtp.example.com', port: 587, security: 'starttls', user: 'ops', hasPassword: true } as const
const saved: MailSettings = { source: 'saved', hasSmtpUrl: true, server: SERVER, fromAddress: null, fromName: null, from: 'ops@example.com', dkim: { domain: 'example.com', selector: 'k1' }, perDomainPerMinute: 5 }
const fromUrl: MailSettings = { ...saved, source: 'environment', dkim: null }
const none: MailSettings = { source: 'none', hasSmtpUrl: false, server: null, fromAddress: null, fromName: null, from: null, dkim: null, perDomainPerMinute: null }
const change = (settings: MailSettings, changes: object) => ({ ...fieldsOf(settings), ...changes })

test('R10.4 the port goes with the security, unless somebody chose another', () => {
  expect(portFor('tls', { security: 'starttls', port: '587' })).toBe('465')
  expect(portFor('optional', { security: 'tls', port: ' ' })).toBe('25')
  expect(portFor('tls', { security: 'starttls', port: '2525' })).toBe('2525')
})

test('R10.4 only what was changed is sent', () => {
  for (const settings of [saved, fromUrl, none]) expect(changesOf(fieldsOf(settings), settings)).toEqual({})
  expect(changesOf(change(fromUrl, { fromName: ' Recert ', pace: '' }), fromUrl)).toEqual({ fromName: 'Recert', perDomainPerMinute: null })
  expect(changesOf(change(saved, { selector: 'k2' }), saved)).toEqual({ dkim: { domain: 'example.com', selector: 'k2' } })
  expect(changesOf(change(saved, { privateKey: 'pem' }), saved)).toEqual({ dkim: { domain: 'example.com', selector: 'k1', privateKey: 'pem' } })
  expect(changesOf(change(saved, { signed: false }), saved)).toEqual({ dkim: null })
  expect(changesOf(change(none, { host: 'mail ', port: '25', security: 'optional' }), none)).toEqual({ server: { host: 'mail', port: 25, security: 'optional', user: null, password: '' } })
})

test('R10.4 a saved password stays for its host and user, and is asked for again for others and in place of SMTP_URL', () => {
  expect(passwordStays(change(saved, { port: '465', security: 'tls' }), saved)).toBe(true)
  expect(changesOf(change(saved, { port: '2525' }), saved)).toEqual({ server: { host: 'smtp.example.com', port: 2525, security: 'starttls', user: 'ops' } })
  expect(passwordStays(change(saved, { host: 'other' }), saved)).toBe(false)
  expect(passwordStays(change(saved, { user: 'other' }), saved)).toBe(false)
  expect(changesOf(change(saved, { user: '' }), saved)).toMatchObject({ server: { user: null, password: '' } })
  expect(passwordStays(fieldsOf(fromUrl), fromUrl)).toBe(true)
  expect(passwordStays(change(fromUrl, { port: '2525' }), fromUrl)).toBe(false)
  expect(passwordStays(fieldsOf(none), none)).toBe(false)
})

test('R10.4 a private key that cannot be read any more is asked for again', () => {
  const { signed, privateKey } = fieldsOf({ ...saved, source: 'unreadable', server: null })
  expect({ signed, privateKey }).toEqual({ signed: true, privateKey: '' })
})
