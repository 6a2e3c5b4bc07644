import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ASSOCIATIONS, type AwardTerms, decide, type Incoming, sameTerms, type Situation } from './awards.ts'

const terms: AwardTerms = {
  issuedAt: new Date('2026-03-01T00:00:00Z'), expiresAt: new Date('2027-03-01T00:00:00Z'), association: 'manual', itemId: null, externalActivityId: null,
}
const other: AwardTerms = { ...terms, issuedAt: new Date('2025-03-01T00:00:00Z'), expiresAt: new Date('2026-02-01T00:00:00Z') }
const notHeld: Situation = { person: 'active', certification: 'active', current: null, openRenewal: null }
const held: Situation = { ...notHeld, current: other }
const heldSame: Situation = { ...notHeld, current: { ...terms } }

const byImport: Incoming = { via: 'import', terms }
const byHand: Incoming = { via: 'hand', terms, onHeld: 'replace' }
const completed: Incoming = { via: 'completion', terms: { ...terms, association: 'course', itemId: 'fire' } }
const trained: Incoming = { via: 'external', terms: { ...terms, association: 'external_training', externalActivityId: 'seminar' }, replace: false }
const everything: Incoming[] = [byImport, byHand, { ...byHand, onHeld: 'skip' }, completed, trained, { ...trained, replace: true }]

test.each(everything)('R4.3 whoever does not hold the certification is awarded it ($via)', (incoming) => {
  expect(decide(incoming, notHeld)).toEqual({ do: 'issue' })
})

test.each(everything)('R4.7 a deactivated person is awarded nothing ($via)', (incoming) => {
  for (const situation of [notHeld, held, heldSame]) {
    expect(decide(incoming, { ...situation, person: 'deactivated' })).toEqual({ do: 'refuse', reason: 'PERSON_DEACTIVATED' })
  }
})

test.each(everything)('R3.4 a retired or deleted certification awards nothing ($via)', (incoming) => {
  for (const situation of [notHeld, held, heldSame]) {
    expect(decide(incoming, { ...situation, certification: 'retired' })).toEqual({ do: 'refuse', reason: 'CERTIFICATION_RETIRED' })
    expect(decide(incoming, { ...situation, certification: 'deleted' })).toEqual({ do: 'refuse', reason: 'CERTIFICATION_UNKNOWN' })
  }
})

test.each(everything)('R6.4 an expiry at or before the issue is refused ($via)', (incoming) => {
  for (const expiresAt of [terms.issuedAt, new Date(terms.issuedAt.getTime() - 1)]) {
    expect(decide({ ...incoming, terms: { ...incoming.terms, expiresAt } }, notHeld)).toEqual({ do: 'refuse', reason: 'EXPIRY_NOT_AFTER_ISSUE' })
  }
  expect(decide({ ...incoming, terms: { ...incoming.terms, expiresAt: new Date(terms.issuedAt.getTime() + 1) } }, notHeld)).toEqual({ do: 'issue' })
  expect(decide({ ...incoming, terms: { ...incoming.terms, expiresAt: null } }, notHeld)).toEqual({ do: 'issue' })
})

test('R8.6 an imported row that says what is stored changes nothing; any difference replaces, with no look at the dates', () => {
  expect(decide(byImport, heldSame)).toEqual({ do: 'unchanged' })
  expect(decide(byImport, held)).toEqual({ do: 'replace' })
  expect(decide({ via: 'import', terms: other }, heldSame)).toEqual({ do: 'replace' })
})

test('R8.6 an import does not ask whether a renewal is open', () => {
  expect(decide(byImport, { ...held, openRenewal: { itemId: 'fire', startedAt: other.issuedAt } })).toEqual({ do: 'replace' })
})

test('R6.2 by hand, who holds it already is replaced or skipped as asked', () => {
  expect(decide(byHand, held)).toEqual({ do: 'replace' })
  expect(decide({ ...byHand, onHeld: 'skip' }, held)).toEqual({ do: 'keep', reason: 'HELD_AND_SKIPPED' })
})

test('R6.2 by hand, the same award twice makes no second cycle', () => {
  expect(decide(byHand, heldSame)).toEqual({ do: 'unchanged' })
})

test('R4.6 a completion without an open renewal leaves the current award, expired or not', () => {
  const alwaysValid = { ...other, expiresAt: null }
  for (const current of [other, alwaysValid, terms]) {
    expect(decide(completed, { ...notHeld, current })).toEqual({ do: 'keep', reason: 'RENEWAL_NOT_STARTED' })
  }
})

test('R7.4 a completion of the chosen item at or after the start of the renewal renews', () => {
  const renewing = (startedAt: Date, itemId = 'fire'): Situation => ({ ...held, openRenewal: { itemId, startedAt } })
  const { issuedAt } = terms
  expect(decide(completed, renewing(issuedAt))).toEqual({ do: 'renew' })
  expect(decide(completed, renewing(new Date(issuedAt.getTime() - 1)))).toEqual({ do: 'renew' })
  expect(decide(completed, renewing(new Date(issuedAt.getTime() + 1)))).toEqual({ do: 'keep', reason: 'COMPLETED_BEFORE_RENEWAL' })
  expect(decide(completed, renewing(issuedAt, 'ladder'))).toEqual({ do: 'keep', reason: 'RENEWAL_OF_ANOTHER_ITEM' })
})

test('R9.4 external training renews while a renewal is open; otherwise it replaces only when asked', () => {
  const renewing: Situation = { ...held, openRenewal: { itemId: 'fire', startedAt: other.issuedAt } }
  const tooLate: Situation = { ...held, openRenewal: { itemId: 'fire', startedAt: new Date(terms.issuedAt.getTime() + 1) } }
  expect(decide(trained, renewing)).toEqual({ do: 'renew' })
  expect(decide(trained, tooLate)).toEqual({ do: 'keep', reason: 'HELD_AND_NOT_REPLACED' })
  expect(decide(trained, held)).toEqual({ do: 'keep', reason: 'HELD_AND_NOT_REPLACED' })
  expect(decide({ ...trained, replace: true }, held)).toEqual({ do: 'replace' })
  expect(decide({ ...trained, replace: true }, { ...notHeld, current: trained.terms })).toEqual({ do: 'unchanged' })
})

const instants = fc.integer({ min: 0, max: 3 }).map((n) => new Date(n * 1000))
const ids = fc.constantFrom(null, 'a', 'b')
const anyTerms: fc.Arbitrary<AwardTerms> = fc.record({
  issuedAt: instants, expiresAt: fc.option(instants), association: fc.constantFrom(...ASSOCIATIONS), itemId: ids, externalActivityId: ids,
})
const anyIncoming: fc.Arbitrary<Incoming> = fc.oneof(
  fc.record({ via: fc.constant('import' as const), terms: anyTerms }),
  fc.record({ via: fc.constant('hand' as const), terms: anyTerms, onHeld: fc.constantFrom('replace', 'skip') }),
  fc.record({ via: fc.constant('completion' as const), terms: anyTerms }),
  fc.record({ via: fc.constant('external' as const), terms: anyTerms, replace: fc.boolean() }),
)
const anySituation: fc.Arbitrary<Situation> = fc.record({
  person: fc.constantFrom('active', 'deactivated'), certification: fc.constantFrom('active', 'retired', 'deleted'),
  current: fc.option(anyTerms), openRenewal: fc.option(fc.record({ itemId: fc.constantFrom('a', 'b'), startedAt: instants })),
})

test('R8.8 what was done once and comes again by import or by hand changes nothing', () => {
  fc.assert(fc.property(anyIncoming, anySituation, (incoming, situation) => {
    fc.pre(incoming.via === 'import' || incoming.via === 'hand')
    const first = decide(incoming, situation).do
    fc.pre(first === 'issue' || first === 'replace')
    expect(['unchanged', 'keep']).toContain(decide(incoming, { ...situation, current: incoming.terms }).do)
  }), { numRuns: 2000 })
})

test('R1 an award is issued exactly when there is none, and only a held one is replaced, renewed or kept', () => {
  fc.assert(fc.property(anyIncoming, anySituation, (incoming, situation) => {
    const decision = decide(incoming, situation).do
    fc.pre(decision !== 'refuse')
    expect(decision === 'issue').toBe(situation.current === null)
    expect(decision === 'renew' && situation.openRenewal === null).toBe(false)
  }), { numRuns: 2000 })
})

test('R8.6 two awards are the same when nothing that they say differs', () => {
  expect(sameTerms(terms, { ...terms, issuedAt: new Date(terms.issuedAt) })).toBe(true)
  const differences: Partial<AwardTerms>[] = [
    { issuedAt: new Date(terms.issuedAt.getTime() + 1) }, { expiresAt: null }, { expiresAt: other.expiresAt }, { association: 'course' }, { itemId: 'fire' }, { externalActivityId: 'seminar' },
  ]
  for (const difference of differences) expect(sameTerms(terms, { ...terms, ...difference })).toBe(false)
})
