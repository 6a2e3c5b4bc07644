import { weeksAhead } from '@recert/domain/overview'
import { expect, test } from 'vitest'
import { awardFilter } from '../awards/award-query.ts'
import { addedUp, lapsesList, weekList } from './overview-links.ts'

/** Weeks as the API tells them. */
const told = (now: string, zone: string) => weeksAhead(new Date(now), zone, 30).map(({ endsAt, ...week }) => ({ ...week, endsAt: endsAt.toISOString(), lapses: 2, withoutRenewal: 1 }))

test.each(['Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/Sao_Paulo', 'UTC'])('R13.4 the list behind a week begins and ends with it, whatever clocks do in %s', (zone) => {
  for (const now of ['2026-10-19T08:00:00Z', '2026-03-02T23:59:00Z', '2018-10-20T12:00:00Z']) {
    const weeks = told(now, zone)
    for (const [nth, { endsAt }] of weeks.entries()) {
      expect(awardFilter(weekList(weeks, nth, false, {}), {}, zone)).toMatchObject({ standing: ['valid', 'expiring'], expiresFrom: weeks[nth - 1]?.endsAt, expiresTo: endsAt, openRenewal: undefined })
      expect(awardFilter(weekList(weeks, nth, true, { unrenewed: true }), {}, zone)).toMatchObject({ expiresFrom: undefined, expiresTo: endsAt, openRenewal: false })
    }
    expect(awardFilter(lapsesList(weeks, { certification: 'c', branch: 'b' }), {}, zone)).toMatchObject({ expiresFrom: undefined, expiresTo: weeks.at(-1)?.endsAt, certificationCode: 'c', branchId: 'b' })
  }
})

test('R13.4 added up, each week counts with all before it', () => {
  expect(addedUp([{ lapses: 1, withoutRenewal: 0 }, { lapses: 0, withoutRenewal: 0 }, { lapses: 3, withoutRenewal: 2 }])).toEqual([{ lapses: 1, withoutRenewal: 0 }, { lapses: 1, withoutRenewal: 0 }, { lapses: 4, withoutRenewal: 2 }])
})
