import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { checkImports, packageFolders } from './boundaries.ts'
import { installIfNeeded } from './install.ts'
import { refusedIn } from './lockfile.ts'
import { afterSecondTry, check, nothing, type Outcome, together } from './outcome.ts'
import { CACHE, ROOT } from './places.ts'
import { buildScreens } from './screens.ts'
import { cataloguesOf, complaintsAbout } from './translations.ts'

const CORES = 2
const tool = (name: string): string => join(ROOT, 'node_modules', '.bin', name)

/** What `npm test` does, in this order. */
export const STAGES: Record<string, () => Promise<Outcome>> = {
  install: async () => { await installIfNeeded(console.log); return nothing() },
  types: () => eachOf(packageFolders(ROOT).filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json'))), async (folder) =>
    check(`types of ${folder}`, await complaintOf(tool('tsc'), ['--project', folder]))),
  lint: async () => check('oxlint', await complaintOf(tool('oxlint'), ['--deny-warnings'])),
  boundaries: async () => together([
    check('turbo boundaries', await complaintOf(tool('turbo'), ['boundaries', '--dangerously-disable-package-manager-check', '--skip-infer'])),
    check('imports', checkImports(ROOT).map(({ file, line, says }) => `${file}:${line} ${says}`).join('\n')),
  ]),
  translations: () => eachOf(packageFolders(ROOT).filter(hasTranslations), checkTranslations, 1),
  lockfile: async () => check('refused releases', refusedIn(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')).join('\n')),
  build: async () => check('the screens build', await buildScreens(() => {}).then(() => '', (error: Error) => error.message)),
  // Built beforehand where it has to be: in the middle of a test it would look like one that hangs.
  temporal: async () => { await (await import('@recert/worker/engines/temporal-tool')).findTemporal(console.log); return nothing() },
  unit: () => vitest(['unit']),
  db: () => vitest(['db']),
  e2e: () => inBrowser(),
}

/** Does the work for each, a few at a time. */
async function eachOf(items: string[], work: (item: string) => Promise<Outcome>, atOnce = CORES): Promise<Outcome> {
  const outcomes: Outcome[] = []
  const queue = [...items]
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) outcomes.push(await work(item))
  }))
  return together(outcomes)
}

/** What a tool says when it is not content; nothing when it is. */
async function complaintOf(program: string, args: string[], cwd = ROOT): Promise<string> {
  return promisify(execFile)(program, args, { cwd, env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1' }, maxBuffer: 1e8 })
    .then(() => '', (error: Error & { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || error.message)
}

const hasTranslations = (folder: string): boolean => existsSync(join(ROOT, folder, 'lingui.config.ts'))

/** The catalogues hold all messages of the code and none besides, each translated. Leaves them as they were found. */
async function checkTranslations(folder: string): Promise<Outcome> {
  const before = cataloguesOf(join(ROOT, folder))
  const said = await complaintOf(join(ROOT, folder, 'node_modules', '.bin', 'lingui'), ['extract', '--clean'], join(ROOT, folder))
  const now = cataloguesOf(join(ROOT, folder))
  for (const { file, po } of before) writeFileSync(file, po)
  if (said) return check(`messages of ${folder}`, said)
  return together(now.map(({ file, po }) => {
    const ids = (text: string | undefined): string => [...(text ?? '').matchAll(/^msgid [^\n]*(?:\n"[^\n]*)*/gm)].map(([id]) => id).sort().join('\n')
    const stale = ids(before.find((other) => other.file === file)?.po) === ids(po) ? [] : [`it does not hold the messages of the code: run \`pnpm --filter ./${folder} extract\` and translate what is new`]
    return check(relative(ROOT, file), [...stale, ...complaintsAbout(file, po)].join('\n'))
  }))
}

/** So few files are played again: more of them failing is no accident. */
const PLAYED_AGAIN = 2

/** A browser on a machine that is busy with other things may be late once. What fails is told in any case; it counts as held if it holds by itself. */
async function inBrowser(): Promise<Outcome> {
  const first = await vitest(['e2e'])
  const files = [...new Set(first.failed.map(({ name }) => name.split(':')[0] ?? ''))]
  if (files.length === 0 || files.length > PLAYED_AGAIN || !files.every((file) => existsSync(join(ROOT, file)))) return first
  return afterSecondTry(first, await vitest(['e2e'], files))
}

async function vitest(projects: string[], files: string[] = []): Promise<Outcome> {
  const file = join(CACHE, `outcome-${process.pid}.json`)
  const args = ['run', ...files, ...projects.flatMap((project) => ['--project', project]), '--maxWorkers', String(CORES), '--reporter', 'default', '--reporter', './tooling/scripts/reporter.ts']
  const child = spawn(process.execPath, ['--import', join(ROOT, 'tooling/scripts/with-parent.ts'), join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, OUTCOME_FILE: file },
  })
  const code = await new Promise<number | null>((resolve) => { child.once('close', resolve) })
  const outcome = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Outcome) : nothing()
  rmSync(file, { force: true })
  // Whatever else Vitest was not content with must not pass for a success.
  return code !== 0 && outcome.failed.length === 0 ? together([outcome, check(`vitest ${projects.join(' ')}`, `it ended with exit code ${code}`)]) : outcome
}
