import { createWriteStream } from 'node:fs'
import { platform } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { refusalBehind } from './constraints.ts'

test.runIf(platform() === 'linux')('R12.1 a full disk, here, says that there is no room', async () => {
  const error: unknown = await pipeline(Readable.from(Buffer.alloc(1024)), createWriteStream('/dev/full')).catch((thrown: unknown) => thrown)
  expect(refusalBehind(error)).toMatchObject({ code: 'STORAGE_FULL' })
})

test('R12.1 a full disk, at the database, says that there is no room; other faults say nothing of it', () => {
  const disk = Object.assign(new Error('could not extend file'), { code: '53100' })
  expect(refusalBehind(new Error('Failed query', { cause: disk }))).toMatchObject({ code: 'STORAGE_FULL' })
  expect(refusalBehind(Object.assign(new Error('too many connections'), { code: '53300' }))).toBeNull()
})
