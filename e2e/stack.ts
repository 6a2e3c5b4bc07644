import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@recert/db/embedded'

const root = fileURLToPath(new URL('..', import.meta.url))
const START_MS = 120_000

export type Stack = {
  /** http://localhost:PORT */
  url: string
  /** A superadmin's key: `Authorization: Bearer …`. */
  apiKey: string
  /** A superadmin's sign-in. */
  admin: { username: string; password: string }
  dataDir: string
  /** The process that `npm start` is, once npm and npx are out of the way. */
  pid: number
  /** What it wrote on the terminal so far. */
  output(): string
  /** A log file in DATA_DIR/logs: `api`, `worker-1`, `postgres`. */
  logOf(name: string): string
  /** Stops it as Ctrl-C does and deletes its data. Answers the exit code. */
  stop(): Promise<number | null>
}

/** A whole Recert of its own: empty organisation, own port and folder, embedded database. `env` adds to that (`DEMO: '1'` for the demo). */
export async function startStack(env: Record<string, string> = {}): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recert-'))
  // The database's own user must be able to pass through when we are root.
  chmodSync(dataDir, 0o711)
  const port = String(await freePort())
  const admin = { username: 'root', password: 'correct horse battery' }
  const apiKey = 'rk_for-tests-only-0123456789abcdefghij'
  const child = spawn(process.execPath, ['--import', join(root, 'tooling/scripts/with-parent.ts'), join(root, 'tooling/scripts/start.ts')], {
    cwd: root,
    env: {
      ...quietEnv(), PORT: port, DATA_DIR: dataDir, DEMO: '0',
      BOOTSTRAP_ADMIN: `${admin.username}:${admin.password}`, BOOTSTRAP_API_KEY: apiKey, ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { output += text.toString() })
  const exited = new Promise<number | null>((resolve) => { child.once('close', (code) => resolve(code)) })
  const stop = async (): Promise<number | null> => {
    child.kill('SIGINT')
    const code = await exited
    rmSync(dataDir, { recursive: true, force: true })
    return code
  }
  const url = `http://localhost:${env.PORT ?? port}`
  for (const until = Date.now() + START_MS; !output.includes('Recert is ready'); await sleep(50)) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`Recert did not start:\n${output}`)
    }
  }
  return { url, apiKey, admin, dataDir, pid: child.pid ?? 0, output: () => output, logOf: (name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8'), stop }
}

/** What the tests' own environment must not decide for the Recert under test. */
function quietEnv(): Record<string, string | undefined> {
  const { NODE_ENV: _, DATABASE_URL: __, NODE_OPTIONS: ___, VITEST: ____, ...rest } = process.env
  return rest
}
