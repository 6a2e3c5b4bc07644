import { realClock } from '@recert/actions/clock'
import { importFile, type Imported, type World } from '@recert/actions/imports/testing'
import { connect } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { createTestDatabase } from '@recert/db/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedDemo } from '../seed.ts'
import { makeSamples } from './samples.ts'

const { files, counts, bad, badPeople } = makeSamples()

let world: World
beforeEach(async () => {
  const database = await createTestDatabase()
  await seedDemo(database.ownerUrl, new Date())
  const db = connect(database.url, { max: 4 })
  const boss = await openBoss(database.url, { maintain: false })
  await boss.start()
  const [admin] = await db.sql<{ id: string }[]>`select id from person where username = 'admin'`
  world = {
    deps: { db, boss, clock: realClock, publicUrl: 'https://recert.example', secret: 'for tests only, with thirty-two characters' }, db, url: database.url, ownerUrl: database.ownerUrl,
    actor: { kind: 'person', id: admin?.id ?? '' },
    close: async () => {
      await boss.stop({ graceful: false })
      await db.sql.end()
      await database.drop()
    },
  }
})
afterEach(() => world.close())

const importSample = (name: string, duplicates = false): Promise<Imported> => importFile(world, files.get(name) ?? '', { duplicates })
const rejectedOf = ({ rows }: Imported): { line: number; code: string | null }[] => rows.filter(({ outcome }) => outcome === 'rejected').map(({ line, code }) => ({ line, code }))

test('R8.1 R8.8 the good files come in as their README says, and change nothing the second time', async () => {
  const clean = await importSample('awards-clean.csv')
  expect(rejectedOf(clean)).toEqual([])
  expect(clean.view.counts).toEqual(counts.clean)
  expect((await importSample('awards-clean.csv')).view.counts).toEqual({ ...counts.clean, new: 0, replaced: 0, unchanged: counts.clean.total })

  const excel = await importSample('awards-semicolon-windows-1252.csv')
  expect(rejectedOf(excel)).toEqual([])
  expect(excel.view.counts).toEqual(counts.excel)
})

test('R8.7 awards-with-mistakes.csv is rejected row by row as its README says', async () => {
  const mistakes = await importSample('awards-with-mistakes.csv')
  expect(rejectedOf(mistakes)).toEqual(bad.map(({ line, code }) => ({ line, code })))
  expect(mistakes.view.counts).toEqual(counts.mistakesOff)
})

test('R8.5 with Duplicate Certifications, the last row of each person and certification counts', async () => {
  const mistakes = await importSample('awards-with-mistakes.csv', true)
  expect(mistakes.view.counts).toEqual(counts.mistakesOn)
})

const importPeople = (duplicates: boolean): Promise<Imported> => importFile(world, files.get('people.csv') ?? '', { kind: 'people', duplicates })

test('R8.1 R8.7 people.csv makes, changes and rejects people as its README says, and what was good is unchanged the second time', async () => {
  const people = await importPeople(false)
  expect(rejectedOf(people)).toEqual(badPeople.map(({ line, code }) => ({ line, code })))
  expect(people.view.counts).toEqual(counts.peopleOff)
  expect([...await world.db.sql`select b.name, g.name as group, p.active from person p left join branch b on b.id = p.branch_id left join group_member m on m.person_id = p.id left join "group" g on g.id = m.group_id
    where username in ('hans.meier', 'Øystein "Øy" Lund', 'lena.frei.2') order by username`]).toEqual([
    { name: 'Logistics', group: 'Temporary staff', active: true }, { name: 'IT', group: 'Summer school', active: true }, { name: 'Sales', group: null, active: true },
  ])
  const { new: made, replaced, unchanged } = counts.peopleOff
  expect((await importPeople(false)).view.counts).toEqual({ ...counts.peopleOff, new: 0, replaced: 0, unchanged: made + replaced + unchanged })
})

test('R8.5 of two rows of one person the last one counts, if they may occur', async () => {
  expect((await importPeople(true)).view.counts).toEqual(counts.peopleOn)
})
