import { setPassword } from '@recert/actions/people/sign-in'
import { connect, transaction, type Tx } from '@recert/db/client'
import { type DemoRows, demoRows } from './demo/rows.ts'
import { ORGANISATION } from './demo/places.ts'

/** Who can sign in to the demo: Ada Keller may do everything, Petra Bernasconi looks after training in Italy, Luca Moretti manages the plant in Torino, Mario Rossi learns there. */
export const DEMO_SIGN_INS = [
  { username: 'admin', password: 'recert-demo', role: 'superadmin' },
  { username: 'petra', password: 'recert-demo', role: 'power user' },
  { username: 'luca', password: 'recert-demo', role: 'manager' },
  { username: 'mario', password: 'recert-demo', role: 'learner' },
] as const

/**
 * Fills an organisation that has no people yet with the demo; otherwise does nothing. All or nothing, and safe when two processes start at once.
 * Dates are relative to the day of `now` in UTC. `ownerUrl` must be the database owner's: events are written with their ids' order.
 */
export async function seedDemo(ownerUrl: string, now: Date): Promise<void> {
  const db = connect(ownerUrl, { max: 1 })
  try {
    await transaction(db, async (tx) => {
      await tx.sql`select from organisation for update`
      const [people] = await tx.sql<{ exist: boolean }[]>`select exists (select from person) as exist`
      if (people?.exist) return
      await insertDemo(tx, demoRows(now))
      await tx.sql`update organisation set name = ${ORGANISATION}, demo = true`
      await tx.sql`insert into feature (key, activated_at) values ('certifications', ${now}), ('external_training', ${now}), ('notifications', ${now}) on conflict (key) do update set activated_at = ${now}`
    })
    // A fresh table has no statistics, and the first lists would be planned without them.
    await db.sql`analyze`
  } finally {
    await db.sql.end()
  }
}

async function insertDemo(tx: Tx, rows: DemoRows): Promise<void> {
  for (const [table, some] of Object.entries(rows)) await insertRows(tx, table, some)
  // Hashing takes its time, and can be done side by side.
  await Promise.all(DEMO_SIGN_INS.map(({ username, password }) => {
    const person = rows.person.find((row) => row.username === username)
    if (!person) throw new Error(`The demo has no person “${username}”.`)
    return setPassword(tx, person, password)
  }))
}

/** One statement per table, however many rows: they travel as one JSON value, which PostgreSQL reads by the table's own column types. */
async function insertRows({ sql }: Tx, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map(snake)
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]))))
  await sql`insert into ${sql(table)} (${sql(columns)}) select ${sql(columns)} from json_populate_recordset(null::${sql(table)}, ${json}::text::json)`
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
