import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUser } from '@recert/db/postgres-binaries'
import postgres from 'postgres'
import type { Door } from './door.ts'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { type Context, must, NotPlayed, type Promised, same } from './promise.ts'
import { stillSound } from './process.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'

const MIB = 1024 * 1024
/** Room for a database with some people, and a few files. */
const ROOM = 80
/** So much is added each time that it was full. */
const GROWTH = 16

export const diskFull: Promised = {
  id: 'P12',
  says: 'a full disk: an upload is refused with a sentence and leaves no half file; with room again all goes on',
  rounds: { full: 3, smoke: 1 },
  unit: 'full disks',
  async play(context, rounds, random) {
    const disk = await smallDisk(context)
    // More than there ever is, and less than an upload may have.
    const tooMuch = (ROOM + GROWTH * 2 * rounds + 16) * MIB
    const world = await context.world({ tablespace: 'small' })
    const { api, door } = await world.startApi()
    const worker = world.startWorker()
    await door.ready(30)
    const files: string[] = []
    let [refused, looksRefused] = [0, 0]
    for (let round = 1; round <= rounds; round++) {
      same((await uploadPdf(door, MIB)).status, 201, 'a small file while there is room')
      const kept = await filesKept(world)
      refusedWell(await uploadPdf(door, tooMuch))
      same(await filesKept(world), kept, 'files after the refusal')
      // The database cleans up after the refused one, but needs a little room for that, as whoever looks after the machine makes it.
      disk.grow()
      // Full to the last block, in the middle of an import.
      const file = fileOf(8_000, random)
      files.push(file)
      const { importId, jobId } = await world.upload(file)
      await until('the import runs', 30, async () => (await world.job(jobId)).done > 0)
      disk.fill()
      refusedWell(await uploadPdf(door, tooMuch))
      refused += 2
      const list = await door.call('GET', '/api/v1/people?limit=5')
      // A look may need a little room, too, when what it looks at has just been written.
      if (list.status === 507) looksRefused++
      else must(list.status === 200, `a list on a full disk was answered ${list.status}: ${api.lines.filter(({ level }) => level >= 50).at(-1)?.text.slice(0, 1_500)}`)
      await sleep(context.smoke ? 3_000 : 15_000)
      disk.empty()
      disk.grow()
      const took = await until('an upload is taken again', 10, async () => (await uploadPdf(door, MIB)).status === 201, 500)
      const job = await world.ended(jobId, 120)
      same([job.state, job.errorCode], ['finished', null], 'the import')
      same((await countsOf(world, importId))['total'], 8_000, 'rows of the import')
      stillSound('the API', api)
      stillSound('the worker', worker)
      context.log(`${round}/${rounds}: taken again ${took} s after there was room`)
    }
    const [found, expected] = [await holdings(world), await undisturbed(await context.world(), files)]
    same(found, expected.holdings, 'what everybody holds')
    return { 'full disks': rounds, 'uploads refused': refused, 'lists refused': looksRefused }
  },
}

function refusedWell({ status, text, seconds }: { status: number; text: string; seconds: number }): void {
  must(status === 507 && text.includes('STORAGE_FULL') && text.includes('no room left'), `an upload on a full disk was answered ${status} after ${seconds} s: ${text.slice(0, 300)}`)
}

async function uploadPdf(door: Door, bytes: number): Promise<{ status: number; text: string; seconds: number }> {
  const form = new FormData()
  // Random, so that nothing makes it smaller.
  form.append('file', new File([Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)])], 'large.pdf'))
  return door.call('POST', '/api/v1/files?purpose=material', form)
}

async function filesKept({ db }: World): Promise<object> {
  const [row] = await db.sql`select (select count(*)::int from file) as files, (select count(*)::int from file_chunk) as chunks, (select count(*)::int from file f where not exists (select from file_chunk c where c.file_id = f.id)) as empty`
  return { ...row }
}

/** A tablespace on a small disk of its own, which is in memory; the server's log of changes lies elsewhere, as on a machine whose data disk runs full. */
async function smallDisk({ folder, server, defer }: Context): Promise<{ grow(): void; fill(): void; empty(): void }> {
  const mount = join(folder, 'small-disk')
  const [space, filler] = [join(mount, 'space'), join(mount, 'filler')]
  mkdirSync(mount, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}m`, 'tmpfs', mount], { stdio: 'ignore' })
  } catch {
    throw new NotPlayed('a small disk cannot be mounted here: that needs root, and leave to mount')
  }
  let size = ROOM
  defer(async () => {
    // The databases on it go first; without the tablespace, the server would miss it at its next start. Even that takes a little room.
    rmSync(filler, { force: true })
    try {
      for (const name of await databasesOn(server)) await server.command(`drop database if exists ${name} with (force)`)
      await server.command('drop tablespace if exists small')
    } finally {
      execFileSync('umount', ['-l', mount], { stdio: 'ignore' })
    }
  })
  mkdirSync(space)
  chmodSync(mount, 0o711)
  const user = await serverUser()
  if (user) chownSync(space, user.uid, user.gid)
  await server.command(`create tablespace small location '${space}'`)
  return {
    grow() {
      size += GROWTH
      execFileSync('mount', ['-o', `remount,size=${size}m`, mount], { stdio: 'ignore' })
    },
    fill() {
      const file = openSync(filler, 'w')
      const zeros = Buffer.alloc(64 * 1024)
      try {
        for (;;) writeSync(file, zeros)
      } catch (error) {
        must((error as NodeJS.ErrnoException).code === 'ENOSPC', String(error))
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(filler, { force: true }),
  }
}

async function databasesOn(server: Context['server']): Promise<string[]> {
  const sql = postgres(server.url('postgres'), { max: 1 })
  try {
    const rows = await sql<{ name: string }[]>`select datname as name from pg_database d join pg_tablespace t on t.oid = d.dattablespace where t.spcname = 'small'`
    return rows.map(({ name }) => name)
  } finally {
    await sql.end()
  }
}
