import type { ImportOptions } from '@recert/domain/imports'
import { searchText } from '@recert/domain/people'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rejectedRowsCsv } from './rejected-rows-csv.ts'
import { addPeople, createWorld, forgetAwards, importFile, type Imported, type World } from './testing.ts'

// Chunks of three rows, so that every file of some length is applied in several transactions.
let world: World
beforeAll(async () => { world = await createWorld({ chunkRows: 3 }) })
beforeEach(async () => {
  await forgetAwards(world)
  const { sql } = world.db
  await sql`delete from person where username <> 'importer'`
  await sql`delete from branch`
  await sql`delete from "group"`
})
afterAll(() => world.close())

const HEADER = 'username,first_name,last_name,email,time_zone,language,branch_path,groups,role,active\n'
const importPeople = (content: string, options: Partial<ImportOptions> = {}): Promise<Imported> => importFile(world, content, { kind: 'people', ...options })

type Seen = { username: string; first_name: string; last_name: string; email: string | null; time_zone: string; language: string; role: string; active: boolean; branch: string | null; groups: string[]; search: string; version: number }

async function people(): Promise<Seen[]> {
  return world.db.sql<Seen[]>`
    select username, first_name, last_name, email, time_zone, language, role, active, search, version,
      (select string_agg(a.name, '/' order by array_position(b.path, a.id)) from branch b join branch a on a.id = any (b.path) where b.id = p.branch_id) as branch,
      array(select g.name from group_member m join "group" g on g.id = m.group_id where m.person_id = p.id order by g.name) as groups
    from person p where username <> 'importer' order by username_key`
}

const brief = ({ rows }: Imported): string[] => rows.map(({ line, outcome, code }) => [line, outcome, code].filter((part) => part !== null).join(' '))

const FILE = `${HEADER}ada,Ada,Keller,ada@example.org,Europe/Rome,it,Italy/Milan/Line 2,Auditors|Fire wardens,manager,1
bruno,,,,,,,,,
 Łukasz ,Łukasz,Żak,,Europe/Warsaw,EN,italy / MILAN,auditors; fire WARDENS ;,Power User,yes
dora,Dora,Neri,dora@example.org,,,Germany,,,0
`

test('R15.4 people come in with branches and groups, which are made where they are missing, and with defaults for what is left out', async () => {
  const { view, rows } = await importPeople(FILE)
  expect(view).toMatchObject({ kind: 'people', state: 'finished', error: null, counts: { total: 4, new: 4, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 } })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'new'])
  expect(await people()).toEqual([
    { username: 'ada', first_name: 'Ada', last_name: 'Keller', email: 'ada@example.org', time_zone: 'Europe/Rome', language: 'it', role: 'manager', active: true, branch: 'Italy/Milan/Line 2', groups: ['Auditors', 'Fire wardens'], search: 'ada ada keller ada@example.org', version: 1 },
    { username: 'bruno', first_name: '', last_name: '', email: null, time_zone: 'UTC', language: 'en', role: 'learner', active: true, branch: null, groups: [], search: 'bruno', version: 1 },
    { username: 'dora', first_name: 'Dora', last_name: 'Neri', email: 'dora@example.org', time_zone: 'UTC', language: 'en', role: 'learner', active: false, branch: 'Germany', groups: [], search: 'dora dora neri dora@example.org', version: 1 },
    { username: 'Łukasz', first_name: 'Łukasz', last_name: 'Żak', email: null, time_zone: 'Europe/Warsaw', language: 'en', role: 'power_user', active: true, branch: 'Italy/Milan', groups: ['Auditors', 'Fire wardens'], search: 'łukasz łukasz żak', version: 1 },
  ])
  const { sql } = world.db
  expect(await sql`select name, cardinality(path) as depth from branch order by depth, name`).toEqual([
    { name: 'Germany', depth: 1 }, { name: 'Italy', depth: 1 }, { name: 'Milan', depth: 2 }, { name: 'Line 2', depth: 3 },
  ])
})

test('R8.8 the same people again change nothing', async () => {
  await importPeople(FILE)
  const before = await world.db.sql`select * from person order by id`
  const again = await importPeople(FILE)
  expect(again.view.counts).toEqual({ total: 4, new: 0, replaced: 0, unchanged: 4, rejected: 0, skipped: 0 })
  expect(again.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])
  expect(await world.db.sql`select * from person order by id`).toEqual(before)
})

test('an empty cell, and a column that is not there, leave what is stored; what is given takes its place', async () => {
  await importPeople(FILE)
  const { view } = await importPeople('username,last_name,groups,active,branch_path\nADA,Rossi,Fire wardens|Drivers,,\nbruno,,,0,Germany/Berlin\nŁUKASZ,,auditors|fire wardens,,ITALY/milan\nemil,Weber,,,\n')
  expect(view.counts).toMatchObject({ new: 1, replaced: 2, unchanged: 1 })
  const [ada, bruno, , emil, lukasz] = await people()
  expect(ada).toMatchObject({ username: 'ada', first_name: 'Ada', last_name: 'Rossi', email: 'ada@example.org', language: 'it', branch: 'Italy/Milan/Line 2', groups: ['Drivers', 'Fire wardens'], search: 'ada ada rossi ada@example.org', version: 2 })
  expect(bruno).toMatchObject({ active: false, branch: 'Germany/Berlin', groups: [], version: 2 })
  expect(lukasz).toMatchObject({ branch: 'Italy/Milan', version: 1 })
  expect(emil).toMatchObject({ username: 'emil', last_name: 'Weber', search: 'emil  weber' })
})

test('what the search looks through is always made of the whole person', async () => {
  await importPeople(`${HEADER}ada,İlker,Straße,,,,,,,\nbruno,ΑΣ,Ο,b@example.org,,,,,,\n`)
  await importPeople('username,e_mail,nome\nada,ADA@Example.org,\nbruno,,É\n')
  const seen = await people()
  expect(seen.map(({ search }) => search)).toEqual(seen.map(({ username, first_name, last_name, email }) => searchText({ username, firstName: first_name, lastName: last_name, email })))
  expect(seen.map(({ email }) => email)).toEqual(['ADA@Example.org', 'b@example.org'])
})

describe('R8.7 people who cannot be read', () => {
  const long = 'x'.repeat(256)
  const cases: [what: string, content: string, rows: string[], options?: Partial<ImportOptions>][] = [
    ['values', [
      HEADER.trim(), ',Nobody,,,,,,,,', `${long},,,,,,,,,`, 'a\tb,,,,,,,,,', `c,${long},,,,,,,,`, `d,,${long},,,,,,,`, 'e,,,nobody,,,,,,', 'f,,,a@b@c,,,,,,', 'g,,,,Europe/Atlantis,,,,,', 'h,,,,+02:00,,,,,',
      'i,,,,,fr,,,,', 'j,,,,,,/ /,,,', `k,,,,,,Italy/${long},,,`, 'l,,,,,,,;|,,', `m,,,,,,,A|${long},,`, 'n,,,,,,,,boss,', 'o,,,,,,,,,maybe', 'p,,,,,,,,,2', 'q,,,,,,,,,TRUE',
    ].join('\n'), [
      '2 rejected MISSING_VALUE', '3 rejected USERNAME_INVALID', '4 rejected USERNAME_INVALID', '5 rejected NAME_TOO_LONG', '6 rejected NAME_TOO_LONG', '7 rejected EMAIL_ADDRESS_INVALID', '8 rejected EMAIL_ADDRESS_INVALID',
      '9 rejected TIME_ZONE_INVALID', '10 rejected TIME_ZONE_INVALID', '11 rejected LANGUAGE_INVALID', '12 rejected BRANCH_PATH_INVALID', '13 rejected BRANCH_PATH_INVALID', '14 rejected GROUPS_INVALID',
      '15 rejected GROUPS_INVALID', '16 rejected ROLE_INVALID', '17 rejected ACTIVE_INVALID', '18 rejected ACTIVE_INVALID', '19 new',
    ]],
    ['shapes', 'first_name,username\nAda,ada\nBruno\nCarla,carla,more\n"D"o,dora\n\0,emil\n', ['2 new', '3 rejected ROW_TOO_SHORT', '4 rejected ROW_TOO_LONG', '5 rejected QUOTES_BROKEN', '6 rejected NUL_BYTE']],
    ['duplicates, all of them', 'username,active\nada,1\nbruno,1\nADA ,0\nada,maybe\n', ['2 rejected DUPLICATE_PEOPLE', '3 new', '4 rejected DUPLICATE_PEOPLE', '5 rejected DUPLICATE_PEOPLE']],
    ['duplicates, of which the last counts', 'username,active\nada,1\nbruno,1\nADA ,0\n', ['2 skipped SKIPPED_PERSON', '3 new', '4 new'], { duplicates: true }],
    ['duplicates, of which the last counts, even a bad one', 'username,active\nada,1\nada,maybe\n', ['2 skipped SKIPPED_PERSON', '3 rejected ACTIVE_INVALID'], { duplicates: true }],
  ]
  test.each(cases)('%s', async (_, content, expected, options) => {
    const done = await importPeople(content, options)
    expect(brief(done)).toEqual(expected)
    for (const { outcome, message } of done.rows) {
      if (outcome === 'new') continue
      expect(message).toMatch(/\w/)
      expect(message).not.toMatch(/\{\w+\}/)
    }
    expect(done.view.counts.total).toBe(expected.length)
  })

  test.each([
    ['no column for the username', 'name\nada\n', 'FIELD_NOT_MAPPED'],
    ['a mapping that names a field of another kind', 'username\nada\n', 'FIELD_UNKNOWN', { mapping: { username: 0, certification_code: 0 } }],
  ])('the whole file: %s', async (_, content, code, options: Partial<ImportOptions> = {}) => {
    const { view } = await importPeople(content, options)
    expect(view).toMatchObject({ state: 'failed', error: { code } })
    expect(await people()).toEqual([])
  })

  test('a download of the rejected rows comes back as they were', async () => {
    const { view } = await importPeople('username,email\nada,nobody\n=cmd,ok@example.org\n')
    let text = ''
    for await (const piece of (await rejectedRowsCsv(world.db, view.id, 'en')).text) text += piece
    expect(text).toMatch(/^\ufeffusername,email,_error\r\nada,nobody,"“nobody” is not an e-mail address/)
    const again = await importPeople(text.replace('nobody', 'ada@example.org'))
    expect(again.view.counts).toMatchObject({ total: 1, new: 1 })
  })
})

describe('roles and sessions', () => {
  async function signedIn(username: string): Promise<void> {
    const { sql } = world.db
    await sql`insert into "user" (id, name, email, created_at, updated_at, person_id) select ${username}, ${username}, ${`${username}@people.invalid`}, now(), now(), id from person where username = ${username}`
    await sql`insert into session (id, token, user_id, expires_at, created_at, updated_at) values (${username}, ${username}, ${username}, now() + interval '1 day', now(), now())`
  }
  const sessions = async () => (await world.db.sql<{ id: string }[]>`select id from session order by id`).map(({ id }) => id)

  test('a deactivation or another role ends the sessions at once; anything else does not', async () => {
    await addPeople(world.db, ['anna', 'bruno', 'carla', 'dario'])
    for (const username of ['anna', 'bruno', 'carla', 'dario']) await signedIn(username)
    await importPeople('username,active,role,first_name\nanna,0,,\nbruno,,manager,\ncarla,1,learner,Carla\ndario,,,\n')
    expect(await sessions()).toEqual(['carla', 'dario'])
  })

  test('another role takes what only the earlier one could have', async () => {
    await importPeople(`${HEADER}anna,,,,,,Italy,,,\n`)
    const { sql } = world.db
    const [branch] = await sql<{ id: string }[]>`select id from branch`
    await sql`update person set role = 'power_user', permissions = '{people.view}', scope_branch_ids = ${[branch?.id ?? '']}::uuid[], scope_group_ids = ${[branch?.id ?? '']}::uuid[] where username = 'anna'`
    await importPeople('username,role\nanna,manager\n')
    expect(await sql`select role, permissions, scope_branch_ids, scope_group_ids from person where username = 'anna'`).toEqual([{ role: 'manager', permissions: [], scope_branch_ids: [branch?.id], scope_group_ids: [] }])
    await importPeople('username,role\nanna,learner\n')
    expect(await sql`select scope_branch_ids from person where username = 'anna'`).toEqual([{ scope_branch_ids: [] }])
  })

  test('the last superadmin stays one: the row is rejected, in the preview too', async () => {
    await addPeople(world.db, ['anna', 'bruno'])
    await world.db.sql`update person set role = 'superadmin' where username in ('anna', 'bruno')`
    const file = 'username,active,role\nanna,0,\nbruno,,learner\n'
    const expected = ['2 replaced', '3 rejected LAST_SUPERADMIN']
    expect(brief(await importPeople(file, { dryRun: true }))).toEqual(expected)
    const done = await importPeople(file)
    expect(brief(done)).toEqual(expected)
    expect(done.rows[1]).toMatchObject({ column: 'role', value: 'learner' })
    expect(await world.db.sql`select username from person where role = 'superadmin' and active`).toEqual([{ username: 'bruno' }])
    expect(brief(await importPeople('username,active,role\ncarla,,superadmin\nbruno,0,\n'))).toEqual(['2 new', '3 replaced'])
  })
})

test('R8.1 the preview says what the import then does, row by row, and makes nothing', async () => {
  await importPeople(FILE)
  const file = `${HEADER}ada,,,,,,Italy/Rome,,,\nbruno,,,,,,,,,\nnew one,,,,,,,New group,,\ndora,,,bad,,,,,,\nemil,,,,,,,,,\nfranz,,,,,,,,,\nbruno ,,,,,,,,,\n`
  const preview = await importPeople(file, { dryRun: true })
  expect(await world.db.sql`select name from branch where name = 'Rome'`).toEqual([])
  const done = await importPeople(file)
  expect(brief(preview)).toEqual(brief(done))
  expect(preview.view.counts).toEqual(done.view.counts)
  expect(done.view.counts).toEqual({ total: 7, new: 3, replaced: 1, unchanged: 0, rejected: 3, skipped: 0 })
})

test('records of certifications are for the importer’s people: others are unknown', async () => {
  await importPeople(`${HEADER}anna,,,,,,Italy/Milan,,,\nbruno,,,,,,Germany,Drivers,,\ncarla,,,,,,Germany,,,\n`)
  const [italy] = await world.db.sql<{ id: string }[]>`select id from branch where name = 'Italy'`
  const [drivers] = await world.db.sql<{ id: string }[]>`select id from "group"`
  const scope = { kind: 'some' as const, branchIds: [italy?.id ?? ''], groupIds: [drivers?.id ?? ''] }
  const file = 'username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1\nbruno,FIRE,2024-01-01,1\ncarla,FIRE,2024-01-01,1\n'
  const expected = ['2 new', '3 new', '4 rejected PERSON_UNKNOWN']
  expect(brief(await importFile(world, file, { dryRun: true }, scope))).toEqual(expected)
  expect(brief(await importFile(world, file, {}, scope))).toEqual(expected)
})
