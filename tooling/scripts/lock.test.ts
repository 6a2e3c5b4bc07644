import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holderOf, takeLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'recert-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('R17.2 a folder that another process holds is refused, with its number', async () => {
  const file = join(folder, 'held')
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  await once(other, 'spawn')
  writeFileSync(file, JSON.stringify({ pid: other.pid, about: 'http://localhost:4000' }))
  expect(takeLock(file, 'us')).toEqual({ holder: { pid: other.pid, about: 'http://localhost:4000' } })
  other.kill()
  await once(other, 'exit')
  expect(takeLock(file, 'us')).toHaveProperty('release')
})

test('what a killed process left behind does not count, nor does a torn file', () => {
  for (const [name, content] of [['dead', JSON.stringify({ pid: spawnSync('true').pid, about: '' })], ['torn', '{"pid":']] as const) {
    const file = join(folder, name)
    writeFileSync(file, content)
    expect(holderOf(file)).toBeNull()
    const lock = takeLock(file, 'us')
    if ('release' in lock) lock.release()
    expect(existsSync(file)).toBe(false)
  }
})
