import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installIfNeeded } from './install.ts'
import { reachDatabase, readReach } from './reach.ts'

const HELP = `Puts a backup into a new folder, or an empty database: all of it, or nothing.

  DATA_DIR=./data-restored npm run restore -- --from recert-2026-11-24.tar

  --from FILE   what \`npm run backup\` wrote

DATA_DIR or DATABASE_URL say where to, as for \`npm start\`, which then starts it.
`

async function restore(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean', default: false } } })
  if (values.help || !values.from) {
    console.log(HELP)
    if (!values.help) process.exitCode = 2
    return
  }
  const file = resolve(process.env.INIT_CWD ?? '.', values.from)
  if (!existsSync(file)) throw new Error(`${file} is not there.`)
  const reach = readReach()
  await installIfNeeded(console.log)
  const [{ checkBackup, restoreBackup }, { readArchive }, { resumeJobs }] = await Promise.all([
    import('@recert/db/restore'), import('./archive.ts'), import('@recert/actions/jobs/resume-jobs'),
  ])
  // Before anything is made for it: a file that is no good leaves no folder behind.
  await checkBackup(readArchive(file))
  const from = performance.now()
  const database = await reachDatabase(reach, 'stopped', 'restoring a backup', console.log)
  let resumed = 0
  try {
    const { createdAt, rows } = await restoreBackup(database.url, () => readArchive(file), { afterwards: async (tx) => { resumed = await resumeJobs(tx, database.url) } })
    console.log(`Restored ${rows} rows of the backup of ${createdAt} in ${((performance.now() - from) / 1000).toFixed(1)} s; ${resumed} runs wait for a worker.`)
    console.log('With the AUTH_SECRET of then, people stay signed in and links in mails keep working. `npm start` starts it.')
  } finally {
    await database.stop()
  }
}

await restore().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
