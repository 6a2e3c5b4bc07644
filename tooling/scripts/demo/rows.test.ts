import { addValidity, DAY } from '@recert/domain/dates'
import { archiveKind, standingOf } from '@recert/domain/standing'
import { describe, expect, test } from 'vitest'
import { type DemoRows, demoRows } from './rows.ts'

/** Ends of short months, a leap day, the last moment of a day, both turns of the year. */
const DAYS = ['2026-11-23T10:00:00Z', '2027-03-31T23:59:59.999Z', '2028-02-29T00:00:00Z', '2028-12-31T12:00:00Z', '2029-01-01T00:00:00Z', '2029-08-31T06:00:00Z']

const key = ({ certificationId, personId }: { certificationId: string; personId: string }): string => `${certificationId} ${personId}`
const dates = ({ issuedAt, expiresAt, endedAt, removedAt }: DemoRows['award'][number]) => ({ issuedAt, expiresAt: expiresAt ?? null, endedAt: endedAt ?? null, removedAt: removedAt ?? null })

describe.each(DAYS)('the demo of %s', (day) => {
  const now = new Date(day)
  const rows = demoRows(now)
  const byId = new Map(rows.award.map((award) => [award.id, award]))

  test('has every standing, and keeps a good number of each', () => {
    const counts: Record<string, number> = {}
    for (const award of rows.award) {
      const standing = standingOf(dates(award), now)
      counts[standing] = (counts[standing] ?? 0) + 1
    }
    expect(counts).toEqual({ valid: expect.any(Number), expiring: expect.any(Number), expired: expect.any(Number), always_valid: expect.any(Number), archived: expect.any(Number), removed: expect.any(Number) })
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(40)
    expect(rows.person).toHaveLength(2000)
    expect(rows.award.length).toBeGreaterThan(5500)
  })

  test('R5.3 an expiry is issue + validity, unless somebody changed it by hand', () => {
    const validity = new Map(rows.certification.map(({ id, validityAmount, validityUnit }) => [id, { amount: validityAmount, unit: validityUnit }]))
    const edited = new Set(rows.award_event.filter(({ kind }) => kind === 'edited').map(({ awardId }) => awardId))
    const differing = rows.award.filter((award) => {
      const own = validity.get(award.certificationId)
      return !own || addValidity(award.issuedAt, own)?.getTime() !== award.expiresAt?.getTime()
    })
    expect(differing.filter(({ id, expiresAt, association }) => !edited.has(id) && (expiresAt !== null || association !== 'manual'))).toEqual([])
    expect(differing.length).toBeGreaterThan(0)
  })

  test('one current award at most, and each earlier cycle ends when the next one is recorded', () => {
    const current = rows.award.filter(({ endedAt }) => endedAt === null)
    expect(new Set(current.map(key)).size).toBe(current.length)
    const kinds = { early: 0, late: 0 }
    for (const award of rows.award) {
      if (!award.previousId) continue
      const previous = byId.get(award.previousId)
      expect(previous && key(previous)).toBe(key(award))
      if (!previous?.endedAt) throw new Error('an earlier cycle has not ended')
      expect(previous.issuedAt < award.issuedAt).toBe(true)
      expect(previous.endedBy).toBe({ manual: 'hand', external_training: 'external', course: 'renewal', learning_plan: 'renewal' }[award.association])
      kinds[archiveKind({ expiresAt: previous.expiresAt ?? null }, award.issuedAt)]++
    }
    expect(kinds.early).toBeGreaterThan(100)
    expect(kinds.late).toBeGreaterThan(100)
  })

  test('events lie in the past, in their order, and the last one of each award tells its state', () => {
    const last = new Map<string, DemoRows['award_event'][number]>()
    for (const [at, event] of rows.award_event.entries()) {
      expect(event.at < now && event.at >= (rows.award_event[at - 1]?.at ?? event.at)).toBe(true)
      expect(last.has(event.awardId)).toBe(event.kind !== 'issued')
      last.set(event.awardId, event)
    }
    expect(last.size).toBe(rows.award.length)
    for (const award of rows.award) expect(last.get(award.id)).toMatchObject({ ...dates(award), association: award.association, itemId: award.itemId, endedBy: award.endedBy })
    expect(new Set(rows.award_event.map(({ kind }) => kind))).toEqual(new Set(['issued', 'edited', 'archived', 'removed', 'restored', 'expired']))
  })

  test('what has expired while it was current is marked, once and with an event', () => {
    const expired = new Map(rows.award_event.filter(({ kind }) => kind === 'expired').map(({ awardId, at }) => [awardId, at]))
    for (const award of rows.award) {
      const due = award.expiresAt && award.expiresAt < (award.endedAt ?? now) ? award.expiresAt : undefined
      expect(award.expiredMarkedFor ?? undefined).toEqual(due)
      expect(expired.get(award.id)).toEqual(due)
    }
  })

  test('R4.4 items earn awards only while they are linked; R3.2 without retaking, never twice in a row; a retired certification awards nothing', () => {
    const retired = new Map(rows.certification.map(({ id, retiredAt }) => [id, retiredAt]))
    const retake = new Map(rows.certification.map(({ id, allowRetake }) => [id, allowRetake]))
    for (const award of rows.award) {
      const retiredAt = retired.get(award.certificationId)
      expect(!retiredAt || award.issuedAt < retiredAt).toBe(true)
      if (!award.itemId) continue
      const link = rows.certification_item.find(({ certificationId, itemId }) => certificationId === award.certificationId && itemId === award.itemId)
      expect(link && link.linkedAt <= award.issuedAt && (!link.unlinkedAt || award.issuedAt < link.unlinkedAt)).toBe(true)
      if (!retake.get(award.certificationId) && award.previousId) expect(byId.get(award.previousId)?.itemId).not.toBe(award.itemId)
    }
  })

  test('Mario sees an expiring forklift renewed late before, an expired first aid and one that never expires', () => {
    const mario = rows.person.find(({ username }) => username === 'mario')
    const codes = new Map(rows.certification.map(({ id, code }) => [id, code]))
    const own = rows.award.filter(({ personId }) => personId === mario?.id).map((award) => `${codes.get(award.certificationId)} ${standingOf(dates(award), now)}`)
    expect(own).toEqual(['FORKLIFT archived', 'FORKLIFT expiring', 'FIRST-AID expired', 'GDPR always_valid', 'CHEM valid'])
  })
})

test('who holds what does not depend on the day, and the same day gives the same rows', () => {
  const held = (rows: DemoRows): string[] => {
    const people = new Map(rows.person.map(({ id, username }) => [id, username]))
    const names = new Map(rows.certification.map(({ id, name }) => [id, name]))
    return rows.award.filter(({ endedAt }) => endedAt === null).map(({ personId, certificationId }) => `${people.get(personId)} ${names.get(certificationId)}`)
  }
  const rows = demoRows(new Date('2026-11-23T00:00:00Z'))
  expect(demoRows(new Date('2026-11-23T23:59:59.999Z'))).toEqual(rows)
  expect(held(demoRows(new Date('2031-02-28T12:00:00Z')))).toEqual(held(rows))
  expect(rows.award.every(({ expiresAt, issuedAt }) => !expiresAt || expiresAt.getTime() - issuedAt.getTime() > 20 * DAY)).toBe(true)
})
