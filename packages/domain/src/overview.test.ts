import { expect, test } from 'vitest'
import { branchesToCompare, weeksAhead } from './overview.ts'

const HOUR = 3_600_000

test('R13.4 weeks begin on Monday where the viewer is, and the first is the one under way', () => {
  // Sunday evening in Rome is Monday in Kolkata, and Sunday noon in New York.
  const now = new Date('2026-06-14T19:30:00Z')
  expect(weeksAhead(now, 'Europe/Rome', 2)).toEqual([
    { firstDay: '2026-06-08', lastDay: '2026-06-14', endsAt: new Date('2026-06-14T22:00:00Z') },
    { firstDay: '2026-06-15', lastDay: '2026-06-21', endsAt: new Date('2026-06-21T22:00:00Z') },
  ])
  expect(weeksAhead(now, 'Asia/Kolkata', 1)).toEqual([{ firstDay: '2026-06-15', lastDay: '2026-06-21', endsAt: new Date('2026-06-21T18:30:00Z') }])
  expect(weeksAhead(now, 'America/New_York', 1)[0]?.endsAt).toEqual(new Date('2026-06-15T04:00:00Z'))
  // A Monday's midnight is the beginning of its own week.
  expect(weeksAhead(new Date('2026-06-14T22:00:00Z'), 'Europe/Rome', 1)[0]?.firstDay).toBe('2026-06-15')
})

test.each([
  { zone: 'Europe/Rome', now: '2026-03-26T12:00:00Z', hours: [167, 168] }, { zone: 'Europe/Rome', now: '2026-10-22T12:00:00Z', hours: [169, 168] },
  { zone: 'America/New_York', now: '2026-03-04T12:00:00Z', hours: [167, 168] }, { zone: 'America/New_York', now: '2026-10-28T12:00:00Z', hours: [169, 168] },
  { zone: 'Asia/Kolkata', now: '2026-03-26T12:00:00Z', hours: [168, 168] },
])('R13.4 the week in which clocks change in $zone has its hours ($now)', ({ zone, now, hours }) => {
  // The week before the one of `now` ends where it begins.
  const before = weeksAhead(new Date(Date.parse(now) - 168 * HOUR), zone, 3)
  expect(hours).toEqual([1, 2].map((nth) => ((before[nth]?.endsAt.getTime() ?? 0) - (before[nth - 1]?.endsAt.getTime() ?? 0)) / HOUR))
})

test('R13.4 a year of weeks follows day on day', () => {
  const weeks = weeksAhead(new Date('2026-12-31T23:59:59Z'), 'America/New_York', 52)
  expect(weeks).toHaveLength(52)
  for (const [nth, { firstDay, lastDay }] of weeks.entries()) {
    expect(new Date(firstDay).getUTCDay()).toBe(1)
    expect(Date.parse(weeks[nth + 1]?.firstDay ?? firstDay) - Date.parse(lastDay)).toBe(nth < 51 ? 24 * HOUR : -144 * HOUR)
  }
})

test('R13.4 compared are the branches below the chosen one, or the topmost; one alone gives its place to those below it', () => {
  const branch = (id: string, parentId: string | null) => ({ id, parentId })
  const tree = [branch('all', null), branch('north', 'all'), branch('south', 'all'), branch('dock', 'south'), branch('yard', 'south'), branch('crane', 'yard')]
  const ids = (branches: typeof tree, chosen: string | null) => branchesToCompare(branches, chosen).map(({ id }) => id)
  expect(ids(tree, null)).toEqual(['north', 'south'])
  expect(ids(tree, 'south')).toEqual(['dock', 'yard'])
  expect(ids(tree, 'north')).toEqual(['north'])
  expect(ids(tree, 'unknown')).toEqual([])
  expect(ids([...tree, branch('other', null)], null)).toEqual(['all', 'other'])
  // What a manager of the yard and the north sees of the tree.
  expect(ids([branch('north', 'all'), branch('yard', 'south'), branch('crane', 'yard')], null)).toEqual(['north', 'yard'])
  expect(ids([branch('yard', 'south'), branch('crane', 'yard')], null)).toEqual(['crane'])
  expect(ids([], null)).toEqual([])
})
