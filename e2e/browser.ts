import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const run = promisify(execFile)

/** A Chromium that starts on this machine, and what its environment needs for that. */
export type FoundBrowser = { path: string; env: Record<string, string> }

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Opens a headless browser, with further flags; close it when done. Throws an Error that says how to get one when there is none. */
export async function openBrowser(flags: string[] = []): Promise<Browser> {
  const { path, env } = await findBrowser()
  return chromium.launch({ executablePath: path, args: [...FLAGS, ...flags], env: { ...definedEnv(), ...env } })
}

/** CHROMIUM_PATH, else a Chromium of the system, else the one that came with the installation (Linux on x64 only). */
export async function findBrowser(source: Record<string, string | undefined> = process.env): Promise<FoundBrowser> {
  if (source.CHROMIUM_PATH) {
    if (!isExecutable(source.CHROMIUM_PATH)) throw new Error(`CHROMIUM_PATH must name a Chromium that may be executed; ${source.CHROMIUM_PATH} is none.`)
    return { path: source.CHROMIUM_PATH, env: {} }
  }
  const system = [...SYSTEM_NAMES.flatMap((name) => (source.PATH ?? '').split(delimiter).map((folder) => join(folder, name))), ...ELSEWHERE].find(isExecutable)
  // Ubuntu's `chromium-browser` may be a script that only says how to install it: what does not tell its version does not count.
  if (system && (await versionOf(system, {}))) return { path: system, env: {} }
  return packagedBrowser()
}

async function packagedBrowser(): Promise<FoundBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('No Chromium was found for the tests in the browser. Install one, or name it: CHROMIUM_PATH=/path/to/chromium npm test')
  const folder = await unpack()
  const path = join(folder, 'chromium')
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  // The system's own libraries are preferred; the packaged ones are for machines without them.
  const choices: Record<string, string>[] = [{}, { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }]
  for (const libraries of choices) {
    if (await versionOf(path, libraries)) return { path, env: { ...fonts, ...libraries } }
  }
  const said = await run(path, ['--version']).then(() => '', (error: Error) => error.message.split('\n').at(1) ?? error.message)
  throw new Error(`The packaged Chromium does not run here (${said}). Install one (\`apt-get install chromium\`), or name it: CHROMIUM_PATH=/path/to/chromium npm test`)
}

/** Unpacks the packaged Chromium into the cache folder, whole or not at all, once per version. */
async function unpack(): Promise<string> {
  const require = createRequire(import.meta.url)
  const manifest = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const cache = fileURLToPath(new URL('../.cache/', import.meta.url))
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const aside = `${folder}.${process.pid}`
  mkdirSync(aside, { recursive: true })
  // The package unpacks into the temporary folder and nowhere else.
  const before = process.env.TMPDIR
  process.env.TMPDIR = aside
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    await packaged.executablePath()
    await inflate(join(dirname(manifest), 'bin', 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  writeFileSync(join(aside, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`)
  try {
    renameSync(aside, folder)
  } catch (error) {
    // Another process was quicker.
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function versionOf(path: string, env: Record<string, string>): Promise<string | null> {
  return run(path, ['--version', '--no-sandbox'], { env: { ...definedEnv(), ...env }, timeout: 30_000 }).then(({ stdout }) => stdout.trim() || null, () => null)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
