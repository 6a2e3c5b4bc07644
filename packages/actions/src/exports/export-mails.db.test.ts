import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { insertReport } from '@recert/db/queries/reports'
import { emptyDefinition } from '@recert/domain/reports'
import { type MailServer, startMailServer } from '@recert/mail/testing-server'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../imports/testing.ts'
import { sendMails } from '../mails/send-mails.ts'
import { createReportSchedule } from '../report-schedules/create-report-schedule.ts'
import { runReportSchedules } from '../report-schedules/run-report-schedules.ts'
import { getExport } from './list-exports.ts'
import { askFor, runExport } from './testing.ts'

// That a file is ready, as its readers see it in their mailboxes.

let world: World
let server: MailServer
const stopping = new AbortController()
let sending = Promise.resolve()
const clock = { now: new Date('2026-03-27T12:00:00Z') }
const report = emptyDefinition('users_certifications')

beforeAll(async () => {
  world = await createWorld()
  server = await startMailServer()
  Object.assign(world.deps, { clock: { now: async () => clock.now }, smtpUrl: server.url })
  await world.db.sql`insert into feature (key, activated_at) values ('certifications', ${clock.now})`
  await world.db.sql`update person set role = 'superadmin', first_name = 'Iris', time_zone = 'Asia/Tokyo' where username = 'importer'`
  await world.db.sql`update person set role = 'superadmin', first_name = 'برونو', language = 'it', time_zone = 'Europe/Rome', email = 'cut-bruno@example.org' where username = 'bruno'`
  sending = sendMails(world.deps, { stopping: stopping.signal, tell: () => {} })
})
afterAll(async () => {
  stopping.abort()
  await sending
  await server.stop()
  await world.close()
})

/** What has arrived once no mail waits, by recipient. */
async function arrived(): Promise<Map<string, ParsedMail[]>> {
  for (const end = Date.now() + 30_000; (await world.db.sql`select from mail where state = 'queued'`).length > 0; await sleep(50)) if (Date.now() > end) throw new Error('mails still wait')
  const mails = await Promise.all(server.received.splice(0).map((raw) => simpleParser(raw)))
  return Map.groupBy(mails, ({ to }) => (Array.isArray(to) ? to[0] : to)?.value[0]?.address ?? '')
}

/** The only link of a mail, which leads to an export of its reader's; nobody else finds it. */
async function exportBehind({ html, text }: ParsedMail, username: string): Promise<string> {
  const link = /https:\/\/recert\.example\/admin\/exports\?export=([0-9a-f-]{36})/
  const id = link.exec(text ?? '')?.[1] ?? ''
  expect([...(html || '').matchAll(/href="(http[^"]*)"/g)].map(([, url]) => url)).toEqual([`https://recert.example/admin/exports?export=${id}`])
  const people = await world.db.sql<{ id: string; username: string }[]>`select id, username from person where username in ('importer', 'bruno')`
  for (const person of people) {
    const found = await getExport(world.db, { kind: 'person', id: person.id }, id, 'en').catch((error: unknown) => error)
    expect(found).toMatchObject(person.username === username ? { state: 'finished', file: { size: expect.any(Number) } } : { code: 'NOT_FOUND' })
  }
  return id
}

test('R13.1 a file that took long: one mail arrives, in its reader’s language and zone, and leads to it', async () => {
  const run = await askFor(world, report, { name: 'Who holds what' })
  await world.db.sql`update job set created_at = ${new Date(Date.now() - 11_000)} where id = ${run.jobId}`
  await runExport(world, run)
  const mails = await arrived()
  expect([...mails.keys()]).toEqual(['importer@example.org'])
  const [mail, ...others] = mails.get('importer@example.org') ?? []
  if (!mail) throw new Error('none arrived')
  expect(others).toEqual([])
  expect(mail.subject).toBe('Report ready: Who holds what')
  expect(mail.text).toContain('Hello Iris')
  // Nine hours on.
  expect(mail.text).toContain('27 March 2026 at 21:00 (Asia/Tokyo)')
  expect(await exportBehind(mail, 'importer')).toBe(run.id)
})

test('R13.1 a schedule: each recipient gets a mail in their own language that leads to their own file, also where the mail server hung up the first time', async () => {
  const reportId = await transaction(world.db, (tx) => insertReport(tx, { name: 'Every month', definition: report, ownerId: world.actor.id, createdAt: clock.now, updatedAt: clock.now }))
  await transaction(world.db, (tx) => createReportSchedule({ tx, now: clock.now, actor: world.actor }, { reader: { actor: world.actor, everyone: true }, scope: { kind: 'all' } }, reportId, {
    cron: '30 2 * * *', timeZone: 'Europe/Rome', format: 'xlsx', separator: ',', recipients: ['importer', 'bruno'],
  }))
  clock.now = new Date('2026-03-28T12:00:00Z')
  expect(await runReportSchedules(world.deps)).toBe(2)
  for (const { id, jobId } of await world.db.sql<{ id: string; jobId: string }[]>`select id, job_id as "jobId" from report_export where schedule_id is not null`) await runExport(world, { id, jobId })
  const mails = await arrived()
  expect(Object.fromEntries([...mails].map(([to, each]) => [to, each.length]))).toEqual({ 'cut-bruno@example.org': 1, 'importer@example.org': 1 })
  const [italian, english] = [mails.get('cut-bruno@example.org')?.[0], mails.get('importer@example.org')?.[0]]
  if (!italian || !english) throw new Error('not both arrived')
  expect([italian.subject, english.subject]).toEqual(['Report pronto: Every month', 'Report ready: Every month'])
  expect(italian.text).toContain('28 marzo 2026 alle ore 13:00 (Europe/Rome)')
  expect(italian.text).toContain('برونو')
  expect(italian.text).toContain('Ricevi questa e-mail perché una pianificazione di questo report ti indica tra i destinatari.')
  expect(await exportBehind(italian, 'bruno')).not.toBe(await exportBehind(english, 'importer'))
})
