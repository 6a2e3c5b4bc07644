import { connect, transaction } from '@recert/db/client'
import { AWARD_ROWS } from '@recert/db/queries/import-award-rows'
import { type Association, type AwardTerms, decide, type Decision } from '@recert/domain/awards'
import type { RejectionCode } from '@recert/domain/imports'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, forgetAwards, importFile, type World } from './testing.ts'

// The import judges rows in SQL, a chunk at a time; everything else asks the domain's decide(). They must never differ.

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const PEOPLE = ['anna', 'bruno', 'carla', 'dario', 'nobody']
const CERTIFICATIONS = ['FIRE', 'FIRST-AID', 'Primo Soccorso É', 'NONE']
const COURSES: [code: string, type: string][] = [['', ''], ['', 'course'], ['C1', 'course'], ['C1', 'learning_plan'], ['C1', ''], ['C2', ''], ['C3', ''], ['P1', ''], ['P1', 'course'], ['XX', '']]
const DAYS = ['2024-01-01', '2024-06-01', '2025-01-01']

const row = fc.record({ issued: fc.constantFrom(...DAYS), expires: fc.constantFrom('2025-06-01', '2026-01-01', null), course: fc.constantFrom(...COURSES) })
const held = fc.option(fc.record({ issued: fc.constantFrom(...DAYS), expires: fc.constantFrom('2025-06-01', '2026-01-01', null), course: fc.constantFrom(...COURSES), external: fc.boolean() }))
const situation = fc.record({
  people: fc.constantFrom('active', 'deactivated'), certifications: fc.constantFrom('active', 'retired', 'deleted'),
  rows: fc.array(fc.record({ row, held }), { minLength: 1, maxLength: 20 }),
})

type Item = { id: string; kind: 'course' | 'learning_plan' }

test('R8.6 the import’s SQL decides as the domain does', async () => {
  const { sql } = world.db
  const ids = async (table: string, column: string) => new Map((await sql<{ key: string; id: string }[]>`select ${sql(column)} as key, id from ${sql(table)}`).map(({ key, id }) => [key, id]))
  const people = await ids('person', 'username')
  const certifications = await ids('certification', 'code')
  const linked = await sql<(Item & { certification: string; code: string })[]>`
    select i.id, i.kind, i.code, c.code as certification from certification_item l join item i on i.id = l.item_id join certification c on c.id = l.certification_id where l.unlinked_at is null`
  const known = await sql<(Item & { code: string })[]>`select id, kind, code from item`

  /** What the domain is not asked: whether the things that a row names exist. */
  const lookUp = (username: string, certification: string, [code, type]: [string, string]): RejectionCode | { item: Item | null } => {
    if (!people.has(username)) return 'PERSON_UNKNOWN'
    if (!certifications.has(certification)) return 'CERTIFICATION_UNKNOWN'
    if (code === '') return { item: null }
    const fits = (item: Item & { code: string }) => item.code === code && (type === '' || item.kind === type)
    if (!known.some(fits)) return 'COURSE_UNKNOWN'
    const candidates = linked.filter((item) => item.certification === certification && fits(item))
    if (candidates.length > 1) return 'COURSE_AMBIGUOUS'
    return candidates[0] ? { item: candidates[0] } : 'COURSE_NOT_LINKED'
  }

  await fc.assert(fc.asyncProperty(situation, async ({ people: person, certifications: certification, rows }) => {
    await forgetAwards(world)
    await sql`update person set active = ${person === 'active'} where username <> 'importer'`
    await sql`update certification set retired_at = ${certification === 'retired' ? new Date() : null}, deleted_at = ${certification === 'deleted' ? new Date() : null}`
    const pairs = rows.map((each, index) => ({ ...each, username: PEOPLE[index % 5] ?? '', code: CERTIFICATIONS[Math.floor(index / 5)] ?? '' }))
    const expected: string[] = []
    await transaction(world.db, async (tx) => {
      for (const { row: incoming, held: current, username, code } of pairs) {
        const termsOf = ({ issued, expires }: { issued: string; expires: string | null }, item: Item | null, externalActivityId: string | null): AwardTerms => ({
          issuedAt: new Date(issued), expiresAt: expires ? new Date(expires) : null, association: item?.kind ?? 'manual', itemId: item?.id ?? null, externalActivityId,
        })
        const ofHeld = current && lookUp(username, code, current.course)
        const heldTerms = current && ofHeld && typeof ofHeld === 'object' ? termsOf(current, ofHeld.item, current.external ? '00000000-0000-7000-8000-000000000001' : null) : null
        if (heldTerms) {
          await tx.sql`insert into award (certification_id, person_id, issued_at, expires_at, association, item_id, external_activity_id) values
            (${certifications.get(code) ?? ''}, ${people.get(username) ?? ''}, ${heldTerms.issuedAt}, ${heldTerms.expiresAt}, ${heldTerms.association satisfies Association}, ${heldTerms.itemId}, ${heldTerms.externalActivityId})`
        }
        const found = lookUp(username, code, incoming.course)
        const terms = termsOf(incoming, typeof found === 'object' ? found.item : null, null)
        const asked = people.has(username) && certifications.has(code)
        const decision = decide({ via: 'import', terms }, { person: person as 'active', certification: certification as 'active', current: heldTerms, openRenewal: null })
        expected.push(asked && decision.do === 'refuse' ? outcomeOf(decision) : typeof found === 'string' ? deactivatedFirst(found, person, people.has(username)) : outcomeOf(decision))
      }
    })
    const file = pairs.map(({ row: { issued, expires, course }, username, code }) => `${username},${code},${issued},${expires ? 0 : 1},${expires ?? ''},${course[0]},${course[1]}`).join('\n')
    const content = `username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n${file}\n`
    const preview = await importFile(world, content, { dryRun: true })
    expect(preview.rows.map(({ outcome, code }) => code ?? outcome)).toEqual(expected)
    const done = await importFile(world, content)
    expect(done.rows.map(({ outcome, code }) => code ?? outcome)).toEqual(expected)
    expect(done.view.counts).toEqual(preview.view.counts)
  }), { numRuns: 60 })
}, 120_000)

const outcomeOf = (decision: Decision): string => {
  if (decision.do === 'refuse' || decision.do === 'keep') return decision.reason
  return { issue: 'new', replace: 'replaced', unchanged: 'unchanged', renew: 'renew' }[decision.do]
}

/** A person who is deactivated is refused before anything is asked about the certification. */
const deactivatedFirst = (code: RejectionCode, person: string, exists: boolean): string => (exists && person === 'deactivated' ? 'PERSON_DEACTIVATED' : code)

test('whoever holds what is looked up by person and certification, also when the planner knows of no current award', async () => {
  const owner = connect(world.ownerUrl, { max: 1 })
  await forgetAwards(world)
  await importFile(world, `username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1\n`)
  await owner.sql`update award set ended_at = ${new Date()}, ended_by = 'removed', removed_at = ${new Date()}`
  await owner.sql`vacuum analyze award`
  // Of so few awards it would read all.
  await owner.sql`set enable_seqscan = off`
  const staged = { id: '0198c0de-0000-7000-8000-000000000001', kind: 'awards', scope: { kind: 'all' }, reading: 1, resolvedMapping: null } as const
  const plan = JSON.stringify(await owner.sql`explain (format json) select held.id from ${AWARD_ROWS.tables(owner, staged)}`)
  expect(plan).toContain('award_person')
  expect(plan).not.toMatch(/award_(current|due|expiry|issue|association|certification)/)
  await owner.sql.end()
})
