import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const LEAST = { DATABASE_URL: 'postgres://localhost/recert' }

test('R17.1 everything but the database has a default', () => {
  expect(readEnv(LEAST)).toEqual({ ...LEAST, PUBLIC_URL: 'http://localhost:4000', DEMO_CLOCK: false, IMPORT_CHUNK_ROWS: 10_000, LOG_LEVEL: 'info' })
  expect(readEnv({ ...LEAST, DEMO_CLOCK: '1', PUBLIC_URL: 'https://recert.example/', SMTP_URL: '' })).toMatchObject({ DEMO_CLOCK: true, PUBLIC_URL: 'https://recert.example' })
})

test('R17.1 a wrong value is named', () => {
  for (const [name, value] of Object.entries({ DATABASE_URL: 'mysql://x', SMTP_URL: 'mail.example.org', PUBLIC_URL: 'recert', DEMO_CLOCK: 'yes', IMPORT_CHUNK_ROWS: '0', LOG_LEVEL: 'loud' })) {
    expect(() => readEnv({ ...LEAST, [name]: value })).toThrow(new RegExp(`^${name} `))
  }
  expect(() => readEnv({})).toThrow(/^DATABASE_URL /)
})
