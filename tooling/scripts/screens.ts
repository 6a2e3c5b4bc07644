import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { withLock } from './lock.ts'
import { CACHE, ROOT } from './places.ts'
import { filesBelow, hashOf, readStamp, writeStamp } from './stamps.ts'

const APPS = ['admin', 'learner']
const SHARED = ['packages/ui', 'packages/domain', 'pnpm-lock.yaml', 'tooling/tsconfig', 'tooling/scripts/screens.ts']
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest', '.map', '.ttf'])

/** Builds the administration and the portal, each if its sources are not what its last build was made of. */
export async function buildScreens(log: (line: string) => void): Promise<void> {
  if (APPS.every(isCurrent)) return
  await withLock(join(CACHE, 'screens.lock'), 'building the screens', async () => {
    for (const name of APPS) {
      if (isCurrent(name)) continue
      log(`Building the screens (${name}) …`)
      const sources = sourcesOf(name)
      await buildApp(join(ROOT, 'apps', name))
      writeStamp(stampOf(name), sources)
    }
  })
}

const stampOf = (name: string): string => join(CACHE, `screens-${name}`)
const sourcesOf = (name: string): string => hashOf(ROOT, [`apps/${name}`, ...SHARED])
const isCurrent = (name: string): boolean => existsSync(join(ROOT, 'apps', name, 'dist', 'index.html')) && readStamp(stampOf(name)) === sourcesOf(name)

/** Into a folder aside first: an interrupted build, or a copy of Recert that is serving the last one, never meets half of it. */
async function buildApp(app: string): Promise<void> {
  const [aside, dist, old] = ['.new', '', '.old'].map((suffix) => join(app, `dist${suffix}`)) as [string, string, string]
  await rm(aside, { recursive: true, force: true })
  const vite = join(app, 'node_modules', 'vite', 'bin', 'vite.js')
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', 'dist.new', '--emptyOutDir', '--logLevel', 'warn'], { cwd: app, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }, maxBuffer: 1e8 })
    .catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`The screens in ${app} could not be built:\n${(error.stdout ?? '') + (error.stderr ?? '')}`.trimEnd())
    })
  await precompress(aside)
  await rm(old, { recursive: true, force: true })
  if (existsSync(dist)) await rename(dist, old)
  await rename(aside, dist)
  await rm(old, { recursive: true, force: true })
}

/** Puts .br and .gz beside every text file that gets smaller by it, so that serving costs no time. */
export async function precompress(folder: string): Promise<void> {
  for (const file of filesBelow(folder)) {
    if (!COMPRESSIBLE.has(extname(file))) continue
    const content = await readFile(file)
    const brotli = await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })
    const zipped = await promisify(gzip)(content, { level: 9 })
    if (brotli.length < content.length) await writeFile(`${file}.br`, brotli)
    if (zipped.length < content.length) await writeFile(`${file}.gz`, zipped)
  }
}
