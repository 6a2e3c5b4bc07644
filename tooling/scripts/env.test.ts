import { expect, test } from 'vitest'
import { readSettings, VARIABLES } from './env.ts'

test('R17.1 without any variable everything has a value that works', () => {
  const { settings, complaints } = readSettings({})
  expect(complaints).toEqual([])
  expect(settings).toMatchObject({ PORT: '4000', DATA_DIR: './data', DEMO: '1', WORKERS: '1', DEMO_CLOCK: '0' })
  expect(settings.DATABASE_URL).toBeUndefined()
})

test('R17.1 an empty variable means the same as none', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: ' ', SMTP_URL: '' })).toEqual(readSettings({}))
})

test.each([
  ['PORT', '0'], ['PORT', '65536'], ['PORT', '40x'], ['PORT', '-1'], ['PORT', '4e3'],
  ['DATABASE_URL', 'mysql://x/y'], ['DATABASE_URL', 'recert'],
  ['DEMO', 'no'], ['DEMO_CLOCK', 'true'], ['TRUST_PROXY', '2'],
  ['WORKERS', '0'], ['WORKERS', '1.5'], ['WORKERS', '33'],
  ['BOOTSTRAP_ADMIN', 'admin'], ['BOOTSTRAP_ADMIN', ':password-of-none'], ['BOOTSTRAP_ADMIN', 'admin:short'],
  ['BOOTSTRAP_API_KEY', 'k'.repeat(31)], ['AUTH_SECRET', 'changeme'], ['AUTH_SECRET', 'x'.repeat(40)],
  ['PUBLIC_URL', 'recert.example.com'], ['PUBLIC_URL', 'ftp://recert.example.com'],
  ['SMTP_URL', 'mail.example.com'], ['TEMPORAL_ADDRESS', 'localhost'], ['TEMPORAL_ADDRESS', 'http://localhost:7233'], ['TEMPORAL_TLS', 'yes'], ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', '/nowhere/ca.pem'], ['LOG_LEVEL', 'loud'],
])('R17.1 %s=%s stops the start with a sentence that names it', (name, value) => {
  const { complaints } = readSettings({ AUTH_SECRET: 'correct-horse-battery-staple-0123', [name]: value })
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toMatch(new RegExp(`^${name} must .*\\.$`))
})

test('a complaint about a secret does not repeat it', () => {
  expect(readSettings({ AUTH_SECRET: 'hunter2' }).complaints[0]).not.toContain('hunter2')
})

test('R17.1 AUTH_SECRET is required with DATABASE_URL', () => {
  const DATABASE_URL = 'postgres://recert:secret@db/recert'
  expect(readSettings({ DATABASE_URL }).complaints[0]).toMatch(/^AUTH_SECRET must be set together with DATABASE_URL/)
  expect(readSettings({ DATABASE_URL, AUTH_SECRET: 'correct-horse-battery-staple-0123' }).complaints).toEqual([])
})

test('R17.1 every wrong value is named at once, and there are at most 25 variables', () => {
  expect(readSettings({ PORT: 'x', WORKERS: 'y' }).complaints).toHaveLength(2)
  expect(Object.keys(VARIABLES).length).toBeLessThanOrEqual(25)
})
