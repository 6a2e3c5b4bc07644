import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readEnv, temporalOf } from './env.ts'

const LEAST = { DATABASE_URL: 'postgres://localhost/recert', AUTH_SECRET: 'for tests only, with thirty-two characters' }

test('R17.1 everything but the database has a default', () => {
  expect(readEnv(LEAST)).toEqual({ ...LEAST, PUBLIC_URL: 'http://localhost:4000', DEMO_CLOCK: false, WEBHOOK_PRIVATE_NETWORKS: false, IMPORT_CHUNK_ROWS: 10_000, LOG_LEVEL: 'info', TEMPORAL_NAMESPACE: 'default', TEMPORAL_TASK_QUEUE: 'recert' })
  expect(temporalOf(readEnv(LEAST))).toBeNull()
  expect(readEnv({ ...LEAST, DEMO_CLOCK: '1', PUBLIC_URL: 'https://recert.example/', SMTP_URL: '' })).toMatchObject({ DEMO_CLOCK: true, PUBLIC_URL: 'https://recert.example' })
})

test('R17.1 a wrong value is named', () => {
  for (const [name, value] of Object.entries({ DATABASE_URL: 'mysql://x', AUTH_SECRET: 'short', SMTP_URL: 'mail.example.org', PUBLIC_URL: 'recert', DEMO_CLOCK: 'yes', WEBHOOK_PRIVATE_NETWORKS: 'yes', IMPORT_CHUNK_ROWS: '0', LOG_LEVEL: 'loud', TEMPORAL_ADDRESS: 'temporal.example.com', TEMPORAL_TLS: 'yes', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' })) {
    expect(() => readEnv({ ...LEAST, [name]: value })).toThrow(new RegExp(`^${name} `))
  }
  expect(() => readEnv({})).toThrow(/^DATABASE_URL /)
})

test('R17.1 an API key or a certificate means TLS, unless it is switched off', () => {
  const settings = (more: Record<string, string>) => temporalOf(readEnv({ ...LEAST, TEMPORAL_ADDRESS: 'temporal.example.com:7233', ...more }))
  expect(settings({})).toEqual({ address: 'temporal.example.com:7233', namespace: 'default', taskQueue: 'recert', apiKey: undefined, tls: false })
  expect(settings({ TEMPORAL_API_KEY: 'key', TEMPORAL_NAMESPACE: 'recert.a1b2c' })).toMatchObject({ namespace: 'recert.a1b2c', apiKey: 'key', tls: {} })
  expect(settings({ TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: '0' })).toMatchObject({ tls: false })
  expect(settings({ TEMPORAL_TLS_SERVER_NAME: 'inner.example.com' })).toMatchObject({ tls: { serverNameOverride: 'inner.example.com' } })
  const file = fileURLToPath(import.meta.url)
  expect(settings({ TEMPORAL_TLS_CLIENT_CERT_PATH: file, TEMPORAL_TLS_CLIENT_KEY_PATH: file })).toMatchObject({ tls: { clientCertPair: { crt: readFileSync(file) } } })
})
