import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { awards, createWorld, forgetAwards, importFile, type World } from './testing.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n'

test('R8.2 rows become awards, by hand without a course, else by the course', async () => {
  const { view, rows } = await importFile(world, `${HEADER}anna,FIRE,2024-01-01,0,2025-01-01,,\nbruno,fire,2024-01-01,1,,C2,\n ANNA ,first-aid,2024-02-01 10:30,no,2025-02-01 10:30:15,,\ncarla,FIRE,2024-01-01,yes,,c1,Learning Plan\n`)
  expect(view).toMatchObject({ state: 'finished', error: null, counts: { total: 4, new: 4, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 } })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'new'])
  expect(await awards(world.db)).toEqual([
    { username: 'anna', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: '2025-01-01T00:00:00.000Z', association: 'manual', item: null, current: true },
    { username: 'anna', certification: 'FIRST-AID', issuedAt: '2024-02-01T10:30:00.000Z', expiresAt: '2025-02-01T10:30:15.000Z', association: 'manual', item: null, current: true },
    { username: 'bruno', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: null, association: 'course', item: 'course:C2', current: true },
    { username: 'carla', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: null, association: 'learning_plan', item: 'learning_plan:C1', current: true },
  ])
})
