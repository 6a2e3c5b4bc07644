import { expect, test } from 'vitest'
import { isBelow, lockedPackages, refusedIn } from './lockfile.ts'

const lock = (...keys: string[]): string => `lockfileVersion: '9.0'\n\ncatalogs:\n  default:\n    fastify:\n      version: 5.0.0\n\npackages:\n\n${keys.map((key) => `  ${key}:\n    resolution: {integrity: sha512-x}\n`).join('\n')}\nsnapshots:\n\n  csv-parser@3.0.0:\n    dependencies: {}\n`

test('scoped and plain packages are read, each once', () => {
  expect(lockedPackages(lock("'@fastify/static@10.1.11'", 'fastify@5.12.8'))).toEqual([{ name: '@fastify/static', version: '10.1.11' }, { name: 'fastify', version: '5.12.8' }])
})

test.each(['better-auth@1.6.22', 'fastify@5.8.2', "'@fastify/static@10.1.2'", 'nodemailer@9.1.0', "'@trpc/server@11.7.9'", 'csv-parser@3.2.0', 'fastify@5.8.3-rc.1', 'better-auth@1.6.9'])('%s is refused', (key) => {
  expect(refusedIn(lock('zod@4.6.7', key))).toHaveLength(1)
})

test.each(['better-auth@1.6.23', 'fastify@5.8.3', 'fastify@5.10.0', "'@fastify/static@10.1.3'", 'nodemailer@10.0.0', "'@trpc/server@11.8.0'"])('%s is fine', (key) => {
  expect(refusedIn(lock(key))).toEqual([])
})

test('an unreadable lockfile is no clean one', () => {
  expect(() => refusedIn('')).toThrow(/cannot|can read/)
})

test('releases compare by number, not by letter', () => {
  expect(isBelow('1.6.9', '1.6.23')).toBe(true)
  expect(isBelow('1.10.0', '1.6.23')).toBe(false)
})
