import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readBackup, sumOf } from '@recert/db/backup'
import { connect, transaction } from '@recert/db/client'
import { writeArchive } from '@recert/scripts/archive'
import { type Context, must, type Promised, same } from './promise.ts'
import { startProcess } from './process.ts'
import { since } from './wait.ts'
import type { World } from './world.ts'
import { startWriters } from './writers.ts'

const WITHIN = 600

export const backup: Promised = {
  id: 'P13',
  says: 'backup of a million awards under writers and restore, together within 10 minutes, checksums equal; a restore that is killed leaves nothing, and is begun again',
  rounds: { full: 1_000, smoke: 20 },
  unit: 'thousand awards',
  async play(context, rounds, random) {
    const world = await context.world()
    await fillAwards(world, rounds * 1_000)
    const { door } = await world.startApi()
    await door.ready(30).catch(() => {})
    const file = join(context.folder, 'backup.tar')
    context.defer(async () => rmSync(file, { force: true }))
    const writers = startWriters(door, 2)
    await sleep(500)
    const before = [...writers.acknowledged]
    const from = performance.now()
    await writeArchive(file, readBackup(world.url, { now: new Date() }), new Date())
    const took = since(from)
    await writers.stop()
    context.log(`backed up in ${took} s, ${writers.acknowledged.length - before.length} writes meanwhile`)

    // Killed wherever it just is: nothing is there, and it can be begun again.
    const into = await emptyDatabase(context)
    const killed = startProcess('restore', 'tooling/scripts/restore.ts', { DATABASE_URL: into, DATA_DIR: context.folder }, context.folder, ['--from', file])
    context.started(killed)
    await sleep(random.int(500, context.smoke ? 3_000 : 40_000))
    await killed.kill()
    const left = await peopleIn(into)
    context.log(`a restore killed: ${left} people`)
    const again = left > 0 ? await emptyDatabase(context) : into

    const begun = performance.now()
    const restoring = context.started(startProcess('restore', 'tooling/scripts/restore.ts', { DATABASE_URL: again, DATA_DIR: context.folder }, context.folder, ['--from', file]))
    const code = await restoring.ended
    const restored = since(begun)
    must(code === 0, `restore ended with ${code}: ${restoring.lines.map(({ text }) => text).join(' | ')}`)
    must(took + restored <= WITHIN, `backup ${took} s and restore ${restored} s`)
    await acknowledgedIn(again, before)
    // With nobody writing, both sides are the same, table by table; awards and their events already are.
    same(await sumsOf(again, ['award', 'award_event', 'person']), await sumsOf(world.url, ['award', 'award_event', 'person']), 'checksums')
    return { awards: rounds * 1_000, 'backup s': took, 'restore s': restored }
  },
}

/** Awards of as many people as it takes, each with its event. */
async function fillAwards({ db, url }: World, count: number): Promise<void> {
  const owner = connect(url, { max: 1 })
  await owner.sql`
    insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'q' || n, 'q' || n, 'Q', n::text, 'UTC', 'en', 'learner', 'q' || n, now(), now() from generate_series(1, ${Math.ceil(count / 3)}::int) n`
  await owner.sql`
    with made as (
      insert into award (certification_id, person_id, issued_at, expires_at, association)
      select c.id, p.id, '2024-01-01'::timestamptz + (row_number() over ()) * interval '1 second', '2030-01-01', 'manual' from person p, certification c where p.username like 'q%' limit ${count} returning *)
    insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association)
    select issued_at, 'issued', id, certification_id, person_id, 'system', issued_at, expires_at, association from made`
  await owner.sql.end()
  await db.sql`select 1`
}

async function emptyDatabase({ server }: Context): Promise<string> {
  const name = `restored_${randomUUID().slice(0, 8)}`
  await server.command(`create database ${name}`)
  return server.url(name)
}

async function peopleIn(url: string): Promise<number> {
  const db = connect(url, { max: 1 })
  try {
    const [row] = await db.sql<{ there: boolean }[]>`select to_regclass('public.person') is not null as there`
    if (!row?.there) return 0
    const [people] = await db.sql<{ count: number }[]>`select count(*)::int as count from person`
    return people?.count ?? 0
  } finally {
    await db.sql.end()
  }
}

async function acknowledgedIn(url: string, names: readonly string[]): Promise<void> {
  const db = connect(url, { max: 1 })
  const rows = await db.sql<{ name: string }[]>`select name from "group"`
  await db.sql.end()
  const kept = new Set(rows.map(({ name }) => name))
  must(names.every((name) => kept.has(name)), 'what was acknowledged before the backup began is not in it')
}

async function sumsOf(url: string, tables: string[]): Promise<object> {
  const db = connect(url, { max: 1 })
  try {
    return await transaction(db, async (tx) => {
      const sums: Record<string, object> = {}
      for (const table of tables) sums[table] = await sumOf(tx.sql, table)
      return sums
    })
  } finally {
    await db.sql.end()
  }
}
