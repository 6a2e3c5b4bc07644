import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installIfNeeded } from './install.ts'
import { reachDatabase, readReach } from './reach.ts'

const HELP = `Writes everything that Recert keeps into one file, while it goes on.

  npm run backup -- --out recert-2026-11-24.tar

  --out FILE   where to; a file that is there already is left alone

DATA_DIR or DATABASE_URL say which Recert, as for \`npm start\`. Keep AUTH_SECRET (or DATA_DIR/auth-secret) as well: it is not in the file.
`

async function backup(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', default: false } } })
  if (values.help || !values.out) {
    console.log(HELP)
    if (!values.help) process.exitCode = 2
    return
  }
  const out = resolve(process.env.INIT_CWD ?? '.', values.out)
  if (existsSync(out)) throw new Error(`${out} is there already. Name another file; a backup overwrites nothing.`)
  const reach = readReach()
  await installIfNeeded(console.log)
  const [{ readBackup }, { writeArchive }] = await Promise.all([import('@recert/db/backup'), import('./archive.ts')])
  const from = performance.now()
  const database = await reachDatabase(reach, 'running', 'making a backup', console.log)
  const now = new Date()
  const total = { rows: 0, tables: 0 }
  try {
    await writeArchive(out, readBackup(database.url, { now, log: (_, rows) => {
      total.rows += rows
      total.tables++
    } }), now)
  } finally {
    await database.stop()
  }
  console.log(`${out}: ${total.rows} rows of ${total.tables} tables, ${(statSync(out).size / 1024 / 1024).toFixed(1)} MiB, in ${((performance.now() - from) / 1000).toFixed(1)} s.`)
}

await backup().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
