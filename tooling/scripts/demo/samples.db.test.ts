import { realClock } from '@recert/actions/clock'
import { importFile, type Imported, type World } from '@recert/actions/imports/testing'
import { connect } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { createTestDatabase } from '@recert/db/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedDemo } from '../seed.ts'
import { makeSamples } from './samples.ts'

const { files, counts, bad } = makeSamples()

let world: World
beforeEach(async () => {
  const database = await createTestDatabase()
  await seedDemo(database.ownerUrl, new Date())
  const db = connect(database.url, { max: 4 })
  const boss = await openBoss(database.url, { maintain: false })
  await boss.start()
  const [admin] = await db.sql<{ id: string }[]>`select id from person where username = 'admin'`
  world = {
    deps: { db, boss, clock: realClock, publicUrl: 'https://recert.example' }, db, url: database.url, ownerUrl: database.ownerUrl,
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
