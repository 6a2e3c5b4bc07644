import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Temporal's command-line tool, which brings a whole server. */
const TOOL = 'github.com/temporalio/cli/cmd/temporal@v1.5.1'
const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'recert', TOOL.replace(/.*@/, 'temporal-'))

/** The tool on this machine; `reason` says why there is none. */
export type TemporalTool = { path: string } | { reason: string }

const exeOf = (folder: string): string => join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal')

/** From PATH, or built once with Go into a cache folder, which takes some minutes. */
export async function findTemporal(log: (line: string) => void): Promise<TemporalTool> {
  const found = [CACHE, ...(process.env['PATH'] ?? '').split(delimiter)].map(exeOf).find((file) => existsSync(file))
  if (found) return { path: found }
  const go = await promisify(execFile)('go', ['version']).then(() => true, () => false)
  if (!go) return { reason: 'neither `temporal` nor `go`, which could build it, is on PATH' }
  log(`Building Temporal's server with Go, once, into ${CACHE}. This takes some minutes …`)
  mkdirSync(CACHE, { recursive: true })
  try {
    await promisify(execFile)('go', ['install', TOOL], { env: { ...process.env, GOBIN: CACHE, GOFLAGS: '-mod=mod' }, maxBuffer: 1e8 })
  } catch (error) {
    return { reason: `it could not be built with Go: ${error instanceof Error ? error.message.slice(0, 500) : String(error)}` }
  }
  return { path: exeOf(CACHE) }
}
