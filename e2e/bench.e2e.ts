import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

// Every benchmark at a few thousand rows: that it runs, not how quick anything is.

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Result = { lines: { promise: string; what: string; figure: { value: number } | null; verdict: string; note?: string }[] }

test('V1–V11: npm run bench measures every promise and writes table, JSON and picture', async () => {
  const [json, svg] = [join(folder, 'bench.json'), join(folder, 'bench.svg')]
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env
  // Exit code 1 says that a promise is missed, which is looked at below.
  const { stdout } = await promisify(execFile)(process.execPath, ['tooling/bench/main.ts', '--quick', '--json', json, '--svg', svg], { cwd: root, env })
    .catch((error: Error & { code?: unknown; stdout?: string }) => { if (error.code === 1 && error.stdout) return { stdout: error.stdout }; throw error })
  const { lines } = JSON.parse(readFileSync(json, 'utf8')) as Result
  expect([...new Set(lines.map(({ promise }) => promise))]).toEqual(['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V7b', 'V8', 'V9', 'V10', 'V11'])
  expect(lines.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  // What pages weigh does not depend on these sizes, and keeps nobody from testing.
  expect(lines.filter(({ verdict, promise }) => verdict === 'missed' && promise !== 'V10')).toEqual([])
  // What an import of a second is too quick to show.
  const shown = lines.filter(({ verdict, what }) => !['not built', 'not measured'].includes(verdict) && !/meanwhile|cancelling/.test(what))
  expect(shown.filter(({ figure }) => figure === null || !Number.isFinite(figure.value))).toEqual([])
  expect(stdout).toContain('too small to judge')
  for (const { what } of lines) expect(stdout).toContain(what)
  expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
}, 300_000)
