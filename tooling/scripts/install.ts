import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from './lock.ts'
import { CACHE, ROOT } from './places.ts'
import { hashOf, readStamp, writeStamp } from './stamps.ts'

/** Lies inside node_modules, so that it goes when they go. */
const stamp = join(ROOT, 'node_modules', '.recert-installed')

/** Whether what is installed is what the lockfile says, and still there in every package. */
export function isInstalled(): boolean {
  const [hash, ...folders] = (readStamp(stamp) ?? '').split('\n')
  return hash === wanted() && folders.every((folder) => existsSync(join(ROOT, folder)))
}

/** Installs what the lockfile says, if that is not what is installed. Uses nothing but Node's own modules. */
export async function installIfNeeded(log: (line: string) => void): Promise<void> {
  if (isInstalled()) return
  await withLock(join(CACHE, 'install.lock'), 'installing', async () => {
    if (isInstalled()) return
    log(existsSync(join(ROOT, 'node_modules')) ? 'Installing changed dependencies …' : 'Installing dependencies, about a minute the first time …')
    // Without CI=1 pnpm asks questions when it finds a terminal.
    await promisify(execFile)('pnpm', ['install', '--frozen-lockfile'], { cwd: ROOT, env: { ...process.env, CI: '1' }, maxBuffer: 1e8, shell: process.platform === 'win32' })
      .catch((error: Error & { code?: string; stdout?: string; stderr?: string }) => {
        if (error.code === 'ENOENT') throw new Error('pnpm is not there. Start with `npm start`, which brings it.')
        throw new Error(`The dependencies could not be installed. pnpm says:\n${(error.stdout ?? '') + (error.stderr ?? '')}`.trimEnd())
      })
    writeStamp(stamp, [wanted(), ...packages().map((folder) => `${folder}/node_modules`).filter((folder) => existsSync(join(ROOT, folder)))].join('\n'))
  })
}

function wanted(): string {
  return hashOf(ROOT, ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages().map((folder) => `${folder}/package.json`)], process.platform, process.arch)
}

const packages = (): string[] => ['e2e', ...['apps', 'packages', 'tooling'].flatMap((group) => readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`))]
