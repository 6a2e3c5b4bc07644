import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// What stands in the log, why somebody got no mail, and what will be told in the next days.

let api: TestApi
const PASSWORD = 'correct horse battery'
const START = '2026-03-01T09:00:00Z'
beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  await api.sql`insert into feature (key, activated_at) values ('notifications', now()), ('certifications', now()) on conflict (key) do update set activated_at = now()`
  await clock(START)
  for (const [username, more] of [['ada', { email: 'ada@example.org' }], ['bob', { email: 'bob@example.org', branchPath: 'Works/North' }], ['cem', { branchPath: 'Works/South' }], ['dora', { email: 'dora@example.org' }]] as const) {
    await made('/people', { username, firstName: username, lastName: 'X', timeZone: 'UTC', language: 'en', branchPath: 'Office', ...more })
  }
  for (const code of ['FIRE', 'LIFT']) await made('/certifications', { code, name: `About ${code}`, validity: { amount: 1, unit: 'year' }, allowRetake: false })
  await made('/people', { username: 'boss', firstName: 'Boss', lastName: '', timeZone: 'UTC', language: 'en', role: 'manager', scopeBranches: ['Works'], password: PASSWORD })
  await made('/people', { username: 'power', firstName: 'Power', lastName: '', timeZone: 'UTC', language: 'en', role: 'power_user', permissions: ['awards.view'], scopeBranches: ['Works/South'], password: PASSWORD })
})
afterAll(() => api.close())
beforeEach(async () => {
  await api.owner`truncate notification, award_news, mail_opt_out, notification_rule, renewal, award, award_event, job, mail cascade`
  await api.sql`update person set active = true`
  await clock(START)
})

type Named = { id: string; name: string }
type Answer = { code: string; message: string; at: string | null; dueAt: string | null; channel: string | null; mailId: string | null; rule: Named | null; award: { id: string; certificationCode: string } | null }
type Row = { id: string; username: string; channel: string; state: string; reason: string | null; message: string | null; dueAt: string; sendAt: string; mailId: string | null; rule: Named; certificationCode: string; awardId: string; waits?: boolean; holder: { username: string } | null }
type Page = { items: Row[]; nextCursor: string | null }

const clock = (now: string) => api.call('PUT', '/api/v1/demo/clock', { now })
async function made<Body = { id: string }>(path: string, body: object): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([201, expect.anything()])
  return answer.body
}
const texts = { en: { subject: '[certification_title]', body: 'Dear [first_name], until [expiration_date].' } }
const rule = async (values: object = {}) => (await made('/notification-rules', { name: 'Reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', texts, active: true, ...values })).id
const change = async (id: string, values: object) => expect((await api.call('PATCH', `/api/v1/notification-rules/${id}`, values)).status).toBe(204)
const award = async (username: string, expiresAt: string | null, certificationCode = 'FIRE') =>
  (await made<{ awardIds: string[] }>('/awards', { usernames: [username], certificationCode, issuedAt: '2026-01-01', ...(expiresAt === null ? { alwaysValid: true } : { expiresAt }) })).awardIds[0] ?? ''
const get = async <Body = Page>(path: string, headers?: Record<string, string>) => (await api.call<Body>('GET', `/api/v1/notifications${path}`, undefined, headers)).body
const why = async (query: string, headers?: Record<string, string>) => (await get<{ items: Answer[] }>(`/why?${query}`, headers)).items
/** The one answer. */
async function because(query: string): Promise<[code: string, message: string]> {
  const answers = await why(query)
  expect(answers).toHaveLength(1)
  return [answers[0]?.code ?? '', answers[0]?.message ?? '']
}

test('R10.6 without a rule, or without the certification, that is the answer', async () => {
  expect(await because('username=ada')).toEqual(['NO_RULE', expect.stringContaining('There is no rule') as string])
  await rule()
  expect(await because('username=ada')).toEqual(['NOT_HELD', expect.stringContaining('neither holds nor held') as string])
  await award('ada', '2027-01-01')
  expect(await because('username=ada&certificationCode=LIFT')).toEqual(['NOT_HELD', expect.anything()])
  for (const [query, code] of [['username=nobody', 'PERSON_NOT_FOUND'], ['username=ada&certificationCode=NONE', 'CERTIFICATION_NOT_FOUND'], ['username=ada&ruleId=none', 'NOTIFICATION_RULE_NOT_FOUND']]) {
    expect(await get(`/why?${query}`)).toMatchObject({ code })
  }
})

test('R10.6 what was never planned has its reason: one for each certification and rule, and the rule’s own comes first', async () => {
  await award('ada', '2027-03-01T09:00:00Z')
  await award('ada', null, 'LIFT')
  await rule({ name: '1 reminder', certifications: ['FIRE'] })
  await rule({ name: '2 paused', active: false })
  await rule({ name: '3 north', branches: ['Works/North'] })
  const deleted = await rule({ name: 'deleted' })
  await api.call('DELETE', `/api/v1/notification-rules/${deleted}`)
  const answers = await why('username=ada')
  expect(answers.map(({ award: held, rule: named, code }) => [held?.certificationCode, named?.name, code])).toEqual([
    ['FIRE', '1 reminder', 'DUE_LATER'], ['FIRE', '2 paused', 'RULE_IS_PAUSED'], ['FIRE', '3 north', 'FOR_OTHER_PEOPLE'],
    ['LIFT', '1 reminder', 'FOR_OTHER_CERTIFICATIONS'], ['LIFT', '2 paused', 'RULE_IS_PAUSED'], ['LIFT', '3 north', 'FOR_OTHER_PEOPLE'],
  ])
  expect(answers[0]).toMatchObject({ dueAt: '2027-01-30T09:00:00.000Z', message: 'It falls due at 30 Jan 2027, 09:00. There is nothing to do.' })
  await rule({ name: 'all' })
  expect((await why('username=ada&certificationCode=LIFT')).find(({ rule: named }) => named?.name === 'all')?.code).toBe('NEVER_EXPIRES')
  await api.sql`update feature set activated_at = null where key = 'notifications'`
  expect(new Set((await why('username=ada')).map(({ code }) => code))).toEqual(new Set(['APP_IS_INACTIVE']))
  expect(await get('')).toMatchObject({ code: 'FEATURE_INACTIVE' })
  await api.sql`update feature set activated_at = now() where key = 'notifications'`
  const italian = await why(`username=ada&ruleId=${answers[0]?.rule?.id}&certificationCode=FIRE`, { 'authorization': `Bearer test-key-of-thirty-two-characters-or-more`, 'accept-language': 'it' })
  expect(italian[0]?.message).toBe('Sarà dovuta il 30 gen 2027, 09:00. Non c’è nulla da fare.')
})

test('R10.3, R10.6 what fell due before the rule was activated, or before it was for somebody, says when', async () => {
  await award('ada', '2026-03-20T00:00:00Z')
  const id = await rule()
  expect(await because('username=ada')).toEqual(['DUE_BEFORE_ACTIVATION', expect.stringContaining('fell due at 18 Feb 2026, before the rule was activated at 1 Mar 2026, 09:00') as string])
  await api.call('DELETE', `/api/v1/notification-rules/${id}`)
  await award('bob', '2026-04-05T00:00:00Z')
  const north = await rule({ branches: ['Works/South'] })
  await clock('2026-03-10T00:00:00Z')
  await change(north, { branches: ['Works'] })
  expect((await because('username=bob'))[0]).toBe('NOT_MEANT_WHEN_DUE')
  await rule({ name: 'issue', event: 'issued', timing: 'at', amount: 0 })
  expect((await why('username=bob')).map(({ code }) => code)).toEqual(['DUE_BEFORE_ACTIVATION', 'NOT_MEANT_WHEN_DUE'])
})

test('R10.6 who is deactivated, has no address or wants no mails is told so beforehand, and afterwards by the log', async () => {
  const id = await rule()
  for (const username of ['ada', 'bob', 'cem']) await award(username, '2026-04-10T00:00:00Z')
  await api.sql`update person set active = false where username = 'bob'`
  await api.sql`insert into mail_opt_out (person_id, rule_id, created_at) select id, ${id}, now() from person where username = 'ada'`
  for (const [username, code] of [['ada', 'MAILS_NOT_WANTED'], ['bob', 'HOLDER_IS_DEACTIVATED'], ['cem', 'HAS_NO_ADDRESS']]) {
    expect(await because(`username=${username}`)).toEqual([code, expect.stringContaining('falls due at 11 Mar 2026, but') as string])
  }
  expect((await get('/upcoming')).items.map(({ username, reason }) => `${username} ${reason}`).toSorted()).toEqual(['ada MAILS_NOT_WANTED', 'bob HOLDER_IS_DEACTIVATED', 'cem HAS_NO_ADDRESS'])
  await clock('2026-03-12T00:00:00Z')
  for (const [username, code] of [['bob', 'HOLDER_DEACTIVATED'], ['cem', 'NO_ADDRESS']]) expect((await because(`username=${username}`))[0]).toBe(code)
})

test('R10.4, R10.6 the way of a mail: due, written, taken, kept, refused, come back', async () => {
  await rule()
  await award('ada', '2026-03-31T12:00:00Z')
  expect(await because('username=ada')).toEqual(['DUE_LATER', expect.stringContaining('1 Mar 2026, 12:00') as string])
  await clock('2026-03-01T13:00:00Z')
  await award('dora', '2026-03-31T12:30:00Z')
  expect(await because('username=dora'), 'no worker has looked yet').toEqual(['DUE_NOW', expect.stringContaining('fell due at 1 Mar 2026, 12:30') as string])
  await clock('2026-03-01T14:00:00Z')
  expect(await because('username=dora')).toEqual(['MAIL_QUEUED', expect.stringContaining('written at 1 Mar 2026, 14:00') as string])
  const [{ mailId }] = (await why('username=ada')) as [Answer]
  expect((await get('?username=ada')).items).toMatchObject([{ state: 'queued', mailId, sendAt: '2026-03-01T12:00:00.000Z' }])
  const mailIs = (state: string, error: string | null = null) => api.sql`update mail set state = ${state}, error = ${error}, attempts = 1, sent_at = ${state === 'sent' || state === 'bounced' ? '2026-03-01T14:05:00Z' : null} where id = ${mailId}`
  await mailIs('sent')
  expect(await because('username=ada')).toEqual(['MAIL_SENT', expect.stringContaining('left for ada@example.org at 1 Mar 2026, 14:05') as string])
  await mailIs('outbox')
  expect(await because('username=ada')).toEqual(['MAIL_IN_OUTBOX', expect.stringContaining('there is no mail server') as string])
  await mailIs('failed', '550 no such user.')
  expect(await because('username=ada')).toEqual(['MAIL_FAILED', expect.stringContaining('refused it: 550 no such user. Check') as string])
  expect((await get('?state=failed')).items).toMatchObject([{ username: 'ada', message: '550 no such user.' }])
  await mailIs('bounced', 'mailbox full')
  expect(await because('username=ada')).toEqual(['MAIL_BOUNCED', expect.stringContaining('came back: mailbox full') as string])
  expect((await get('?state=bounced')).items).toMatchObject([{ username: 'ada', message: 'mailbox full' }])
})

test('R10.6 what waits says until when, what the inbox told that it did, what was removed or renewed that it was', async () => {
  const id = await rule({ name: 'mail' })
  await rule({ name: 'none', channels: ['in_app'] })
  const [ada] = [await award('ada', '2026-04-10T00:00:00Z'), await award('dora', '2026-04-10T00:00:00Z')]
  await clock('2026-03-12T00:00:00Z')
  expect((await why('username=ada')).map(({ code, channel }) => `${channel} ${code}`)).toEqual(['email MAIL_QUEUED', 'in_app TOLD_IN_INBOX'])
  await api.sql`update notification set state = 'planned', send_at = '2026-03-12T07:00:00Z', mail_id = null, settled_at = null where award_id = ${ada} and rule_id = ${id}`
  expect(await because(`username=ada&ruleId=${id}`)).toEqual(['WAITS_UNTIL', expect.stringContaining('waits until 12 Mar 2026, 07:00') as string])
  expect((await get('/upcoming')).items).toMatchObject([{ username: 'ada', waits: true, dueAt: '2026-03-11T00:00:00.000Z', sendAt: '2026-03-12T07:00:00.000Z' }])
  expect((await get('?state=planned')).items).toMatchObject([{ username: 'ada', sendAt: '2026-03-12T07:00:00.000Z' }])
  const cem = await award('cem', '2026-05-10T00:00:00Z')
  expect((await api.call('DELETE', `/api/v1/awards/${cem}`)).status).toBeLessThan(300)
  expect((await why('username=cem')).map(({ code }) => code)).toEqual(['AWARD_REMOVED', 'AWARD_REMOVED'])
})

test('R10.4 the log is filtered by person, rule, certification, award, state, channel and period; a page that finds few goes on from where it looked', async () => {
  const [mails, inbox] = [await rule({ name: 'mails' }), await rule({ name: 'inbox', channels: ['in_app'], amount: 20 })]
  const fire = await award('ada', '2026-04-10T00:00:00Z')
  await award('cem', '2026-04-15T00:00:00Z', 'LIFT')
  await clock('2026-04-01T00:00:00Z')
  const seen = async (query: string) => (await get(`?${query}`)).items.map(({ username, rule: { name }, dueAt }) => `${username} ${name} ${dueAt.slice(5, 10)}`).toSorted()
  expect(await seen('')).toEqual(['ada inbox 03-21', 'ada mails 03-11', 'cem inbox 03-26', 'cem mails 03-16'])
  expect(await seen('username=cem')).toEqual(['cem inbox 03-26', 'cem mails 03-16'])
  expect(await seen(`ruleId=${mails}&certificationCode=fire`)).toEqual(['ada mails 03-11'])
  expect(await seen(`awardId=${fire}&channel=in_app`)).toEqual(['ada inbox 03-21'])
  expect(await seen('dueFrom=2026-03-16&dueTo=2026-03-21T00:00:01Z')).toEqual(['ada inbox 03-21', 'cem mails 03-16'])
  expect(await seen('state=skipped&state=queued')).toEqual(['ada mails 03-11', 'cem mails 03-16'])
  expect(await seen('certificationCode=NONE')).toEqual([])
  expect((await get<{ items: Named[] }>('/rules')).items).toMatchObject([{ id: inbox, active: true, deleted: false }, { id: mails }])
  const pages: string[][] = []
  for (let cursor: string | null = ''; cursor !== null && pages.length < 10;) {
    const page: Page = await get(`?limit=3${cursor && `&cursor=${cursor}`}`)
    pages.push(page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(pages.map(({ length }) => length)).toEqual([3, 1])
  expect(new Set(pages.flat()).size).toBe(4)
})

test('R10.7 what will be told in 30 days is what is told when they have passed, each with what kept it back', async () => {
  await rule({ name: 'Both', channels: ['email', 'in_app'] })
  await rule({ name: 'Week', amount: 1, unit: 'week', digest: true })
  await rule({ name: 'South', timing: 'after', amount: 5, branches: ['Works/South'], certifications: ['LIFT'] })
  await rule({ name: 'Paused', active: false })
  await rule({ name: 'Issue', event: 'issued', timing: 'at', amount: 0 })
  for (const [username, day] of [['ada', '04-20'], ['cem', '04-20'], ['dora', '04-02'], ['bob', '03-10']]) await award(username ?? '', `2026-${day}T00:00:00Z`)
  await api.sql`update person set active = false where username = 'bob'`
  await award('ada', '2026-03-20T00:00:00Z', 'LIFT')
  await award('cem', '2026-03-15T00:00:00Z', 'LIFT')
  await award('dora', null, 'LIFT')
  // What has happened is asked about: the issue is told.
  await clock('2026-03-01T09:00:01Z')
  const told = (await get('?limit=1000')).items.map(({ id }) => id)
  const foreseen: Row[] = []
  for (let cursor: string | null = ''; cursor !== null && foreseen.length < 100;) {
    const page: Page = await get(`/upcoming?days=30&limit=2${cursor && `&cursor=${cursor}`}`)
    foreseen.push(...page.items)
    cursor = page.nextCursor
  }
  const keyOf = ({ username, rule: { name }, certificationCode, channel, dueAt, sendAt }: Row) => `${dueAt} ${sendAt} ${username} ${name} ${certificationCode} ${channel}`
  expect(foreseen.length).toBeGreaterThan(8)
  expect(foreseen.map(({ dueAt }) => dueAt)).toEqual(foreseen.map(({ dueAt }) => dueAt).toSorted())
  const counts = (await get<{ items: (Named & { count: number; capped: boolean })[] }>('/upcoming/rules?days=30')).items
  expect(counts.map(({ name, count, capped }) => [name, count, capped])).toEqual(['Both', 'South', 'Week'].map((name) => [name, foreseen.filter((row) => row.rule.name === name).length, false]))
  await clock('2026-03-31T09:00:01Z')
  const sent = (await get('?limit=1000')).items.filter(({ id }) => !told.includes(id))
  expect(foreseen.map(keyOf).toSorted()).toEqual(sent.map(keyOf).toSorted())
  const kept = (row: Row) => (row.reason === null ? [] : [`${keyOf(row)} ${row.reason.replace('HOLDER_IS_', 'HOLDER_').replace('HAS_NO_', 'NO_')}`])
  expect(foreseen.flatMap(kept).length).toBeGreaterThan(2)
  expect(foreseen.flatMap(kept).toSorted()).toEqual(sent.flatMap(kept).toSorted())
  expect((await get('/upcoming?username=ada&certificationCode=FIRE&days=60')).items.map(({ username }) => username)).toEqual(['ada'])
})

test('R10.7 what a rule told of an expiry it does not tell again, and copies name the managers of the branch', async () => {
  const id = await rule({ name: 'Copies', managerCopy: true })
  await award('ada', '2026-04-10T00:00:00Z')
  await award('cem', '2026-04-12T00:00:00Z')
  expect((await get('/upcoming')).items.map(({ username, holder }) => `${holder?.username ?? username} to ${username}`).toSorted()).toEqual(['ada to ada', 'cem to boss', 'cem to cem'])
  await clock('2026-03-20T00:00:00Z')
  await change(id, { amount: 15, managerCopy: false })
  expect((await get('/upcoming')).items).toEqual([])
})

test('R10.7 what will wait for the morning is foreseen with it, and a copy about somebody who is deactivated with what keeps it', async () => {
  await rule({ name: 'Daily', managerCopy: true, digest: true, channels: ['email', 'in_app'] })
  for (const username of ['cem', 'dora']) await award(username, '2026-04-10T10:00:00Z')
  await api.call('PATCH', '/api/v1/people/cem', { active: false })
  const seen = async (path: string) => (await get(path)).items.map(({ username, channel, dueAt, sendAt, reason, holder }) => `${holder?.username ?? username} to ${username} ${channel}: ${dueAt.slice(5, 13)} ${sendAt.slice(5, 13)} ${reason?.replace('_IS_', '_').replace('HAS_', '')}`).toSorted()
  const foreseen = await seen('/upcoming')
  expect(foreseen.filter((row) => row.startsWith('cem'))).toEqual(['cem to boss email: 03-11T10 03-12T07 HOLDER_DEACTIVATED', 'cem to boss in_app: 03-11T10 03-11T10 HOLDER_DEACTIVATED', 'cem to cem email: 03-11T10 03-12T07 HOLDER_DEACTIVATED', 'cem to cem in_app: 03-11T10 03-11T10 HOLDER_DEACTIVATED'])
  expect(foreseen).toContain('dora to dora email: 03-11T10 03-12T07 undefined')
  await clock('2026-03-13T00:00:00Z')
  expect(await seen('')).toEqual(foreseen)
})

test('R1, R10.4 managers and power users see what concerns the people of their scope, and nobody else', async () => {
  await rule()
  for (const username of ['ada', 'bob', 'cem']) await award(username, '2026-04-10T00:00:00Z')
  const names = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).items.map(({ username }) => username).toSorted()
  const [boss, power] = [await api.signIn('boss', PASSWORD), await api.signIn('power', PASSWORD)]
  expect([await names('/upcoming'), await names('/upcoming', boss), await names('/upcoming', power)]).toEqual([['ada', 'bob', 'cem'], ['bob', 'cem'], ['cem']])
  expect((await get<{ items: { count: number }[] }>('/upcoming/rules', power)).items.map(({ count }) => count)).toEqual([1])
  await clock('2026-03-20T00:00:00Z')
  expect([await names(''), await names('', boss), await names('', power)]).toEqual([['ada', 'bob', 'cem'], ['bob', 'cem'], ['cem']])
  expect(await names('?username=bob', power)).toEqual([])
  expect(await get('/why?username=ada', boss)).toMatchObject({ code: 'PERSON_NOT_FOUND' })
  expect(await why('username=bob', boss)).toHaveLength(1)
})
