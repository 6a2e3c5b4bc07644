import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from './stack.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

let stack: Stack
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recert-kept-'))
  chmodSync(folder, 0o711)
  stack = await startStack({ DEMO: '1' })
})
afterAll(async () => {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What `npm run backup` or `restore` says, and its exit code. */
async function run(script: string, args: string[], dataDir: string): Promise<{ code: number; says: string }> {
  return promisify(execFile)(process.execPath, [join(root, 'tooling/scripts', script), ...args], { cwd: root, env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', INIT_CWD: folder } })
    .then(({ stdout }) => ({ code: 0, says: stdout }), (error: { code: number; stderr: string }) => ({ code: error.code, says: error.stderr }))
}

const peopleOf = async ({ url, apiKey }: Pick<Stack, 'url' | 'apiKey'>): Promise<unknown> => {
  const answer = await fetch(`${url}/api/v1/people?limit=20`, { headers: { authorization: `Bearer ${apiKey}` } })
  return ((await answer.json()) as { items: unknown }).items
}

test('P13 a backup of a running Recert, restored into a new folder, starts, and people sign in as before', async () => {
  const restored = join(folder, 'data')
  const backup = await run('backup.ts', ['--out', 'kept.tar'], stack.dataDir)
  expect(backup).toEqual({ code: 0, says: expect.stringMatching(/kept\.tar: \d+ rows of \d+ tables/) })
  expect(statSync(join(folder, 'kept.tar')).mode & 0o077).toBe(0)
  expect((await run('backup.ts', ['--out', 'kept.tar'], stack.dataDir)).says).toContain('is there already')
  expect((await run('backup.ts', ['--out', 'none.tar'], restored)).says).toContain('There is no database in')
  expect(existsSync(join(folder, 'none.tar'))).toBe(false)
  expect((await run('restore.ts', ['--from', 'kept.tar'], stack.dataDir)).says).toContain('Recert is running on')

  expect(await run('restore.ts', ['--from', 'kept.tar'], restored)).toEqual({ code: 0, says: expect.stringContaining('Restored ') })
  expect((await run('restore.ts', ['--from', 'kept.tar'], restored)).says).toContain('into an empty database only')
  copyFileSync(join(stack.dataDir, 'auth-secret'), join(restored, 'auth-secret'))

  const again = await startStack({ DEMO: '1', DATA_DIR: restored })
  try {
    expect(await peopleOf(again)).toEqual(await peopleOf(stack))
    const signedIn = await fetch(`${again.url}/api/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'admin', password: 'recert-demo' }) })
    expect(signedIn.status).toBe(200)
  } finally {
    await again.stop()
  }
  // Of one that does not run, too.
  expect((await run('backup.ts', ['--out', 'later.tar'], restored)).code).toBe(0)
}, 240_000)
