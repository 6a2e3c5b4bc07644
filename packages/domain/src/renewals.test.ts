import { expect, test } from 'vitest'
import { renewalChoices, type RenewalSituation } from './renewals.ts'

const situation: RenewalSituation = { expiresAt: new Date('2026-01-01'), endedAt: null, retired: false, active: true, allowRetake: false }
const used = { itemId: 'used', usedForCurrent: true }
const other = { itemId: 'other', usedForCurrent: false }

test('R7.2 all linked items when retaking is allowed, otherwise those not used for the current award', () => {
  expect(renewalChoices({ ...situation, allowRetake: true }, [used, other]).items).toEqual([used, other])
  expect(renewalChoices(situation, [used, other])).toEqual({ items: [other], refusal: null })
})

test.each<[Partial<RenewalSituation>, (typeof used)[], string]>([
  [{}, [used], 'RENEWAL_ITEMS_USED'], [{}, [], 'RENEWAL_NO_ITEMS'], [{ expiresAt: null }, [other], 'RENEWAL_ALWAYS_VALID'], [{ endedAt: new Date() }, [other], 'RENEWAL_NOT_CURRENT'],
  [{ retired: true }, [other], 'RENEWAL_RETIRED'], [{ active: false }, [other], 'PERSON_INACTIVE'],
])('R7.2 never offered without a reason: %o', (changes, items, refusal) => {
  expect(renewalChoices({ ...situation, ...changes }, items)).toEqual({ items: [], refusal })
})

test('R7.6 an expired award can still be renewed', () => {
  expect(renewalChoices({ ...situation, expiresAt: new Date('2000-01-01') }, [other]).refusal).toBeNull()
})
