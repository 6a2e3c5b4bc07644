import type { EndedBy } from '@recert/db/schema/awards'
import { addValidity, DAY, type Validity } from '@recert/domain/dates'
import type { ItemKind } from '@recert/domain/training'
import type { DemoCertification } from './catalogue.ts'
import { type AwardRow, type EventRow, playSteps, type Step } from './history.ts'
import { type Random, uuidAt } from './random.ts'
import type { DemoCycle, Story } from './stories.ts'

const HOUR = DAY / 24

export const daysFrom = (instant: Date, days: number): Date => new Date(instant.getTime() + days * DAY)

/** A link of the catalogue with its ids and times. */
export type DatedLink = { certificationId: string; itemId: string; kind: ItemKind; linkedAt: Date; unlinkedAt: Date | null }

type Dated = { cycle: DemoCycle; issuedAt: Date; recordedAt: Date; expiresAt: Date | null; itemId: string | null; association: AwardRow['association'] }

/** `links`: of the certification. `couldEarn`: whether the person could complete the item then without earning other certifications by it. */
export type StoryIds = { personId: string; certificationId: string; links: readonly DatedLink[]; couldEarn(itemId: string, at: Date): boolean }

/** When each cycle of a story was issued, oldest first. `today` is a midnight in UTC; everything happens before it. */
export function issueDates({ certification, cycles }: Pick<Story, 'certification' | 'cycles'>, today: Date): Date[] {
  const dates: Date[] = []
  for (const cycle of cycles) dates.unshift(issueOf(cycle, certification, dates[0] ?? today, dates.length === 0))
  return dates
}

/** A story's award cycles and their events, oldest first. */
export function dateStory(story: Story, ids: StoryIds, today: Date, random: Random): { awards: AwardRow[]; events: EventRow[] } {
  const { certification, cycles } = story
  const oldestFirst = cycles.toReversed()
  const dated = issueDates(story, today).flatMap((issuedAt, at): Dated[] => {
    const cycle = oldestFirst[at]
    return cycle ? [{ cycle, issuedAt, recordedAt: issuedAt, expiresAt: expiryOf(cycle, certification, issuedAt), itemId: null, association: 'manual' }] : []
  })
  let previousItem: string | null = null
  for (const one of dated) {
    const link = linkOf(one, ids.links.filter(({ itemId }) => (certification.allowRetake || itemId !== previousItem) && ids.couldEarn(itemId, one.issuedAt)))
    if (link) Object.assign(one, { itemId: link.itemId, association: link.kind })
    else {
      if (isExternal(one.cycle, certification)) one.association = 'external_training'
      // What no course earned is recorded some hours into the day that it is dated with.
      one.recordedAt = new Date(one.issuedAt.getTime() + 13 * HOUR)
    }
    previousItem = one.itemId
  }
  const played = rowsOf(dated, ids, today, random)
  return { awards: played.map(({ row }) => row), events: played.flatMap(({ events }) => events) }
}

/** The issue instant whose expiry comes out where the story wants it, as far as the calendar has such a day. */
function issueOf(cycle: DemoCycle, { validity }: DemoCertification, from: Date, isNewest: boolean): Date {
  const midnight = midnightOf(from)
  const day = isNewest && (validity.amount === 0 || cycle.twist === 'always_valid')
    ? daysFrom(midnight, -cycle.issuedAgo)
    : subtractValidity(daysFrom(midnight, cycle.expiresIn), validity)
  return cycle.manual ? day : new Date(day.getTime() + cycle.minute * 60_000)
}

const expiryOf = (cycle: DemoCycle, { validity }: DemoCertification, issuedAt: Date): Date | null =>
  cycle.twist === 'always_valid' ? null : addValidity(issuedAt, validity)

function subtractValidity(from: Date, { amount, unit }: Validity): Date {
  if (unit === 'day' || unit === 'week') return daysFrom(from, -amount * (unit === 'week' ? 7 : 1))
  const months = amount * (unit === 'year' ? 12 : 1)
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return daysFrom(first, Math.min(from.getUTCDate(), lastDay) - 1)
}

export const midnightOf = (instant: Date): Date => new Date(Math.floor(instant.getTime() / DAY) * DAY)

/** The item that earned a cycle: one that was linked at its issue instant. None: it was awarded by hand. */
function linkOf({ cycle, issuedAt }: Dated, links: readonly DatedLink[]): DatedLink | null {
  if (cycle.manual) return null
  const open = links.filter(({ linkedAt, unlinkedAt }) => linkedAt <= issuedAt && (unlinkedAt === null || issuedAt < unlinkedAt))
  return open[Math.floor(cycle.itemDraw * open.length / 1000)] ?? null
}

/** Of what no course earned, a certification's share was learnt elsewhere. */
const isExternal = ({ itemDraw, twist }: DemoCycle, { external }: DemoCertification): boolean => itemDraw < external * 1000 && twist !== 'always_valid'

function rowsOf(dated: readonly Dated[], ids: StoryIds, today: Date, random: Random): { row: AwardRow; events: EventRow[] }[] {
  let previousId: string | null = null
  return dated.map((one, at) => {
    const issued: AwardRow = {
      id: uuidAt(one.recordedAt, random), certificationId: ids.certificationId, personId: ids.personId, issuedAt: one.issuedAt, expiresAt: one.expiresAt,
      association: one.association, itemId: one.itemId, externalActivityId: one.association === 'external_training' ? uuidAt(one.recordedAt, random) : null, previousId, endedAt: null, endedBy: null,
      expiredMarkedFor: null, removedAt: null, removedBatchId: null, version: 1,
    }
    previousId = issued.id
    return playSteps(issued, one.recordedAt, stepsOf(one, dated[at + 1] ?? null, today, random))
  })
}

/** How a cycle ended, by what took its place. */
const ENDED_BY = { manual: 'hand', external_training: 'external', course: 'renewal', learning_plan: 'renewal' } as const satisfies Record<AwardRow['association'], EndedBy>

/** What happened to a cycle after it was issued. */
function stepsOf({ cycle, recordedAt, expiresAt }: Dated, next: Dated | null, today: Date, random: Random): Step[] {
  const steps: Step[] = []
  const ended: Partial<AwardRow> = next ? { endedAt: next.recordedAt, endedBy: ENDED_BY[next.association] } : {}
  if (next) steps.push({ at: next.recordedAt, kind: 'archived', change: ended })
  if (cycle.twist === 'edited' && expiresAt) steps.push({ at: daysFrom(recordedAt, 10), kind: 'edited', change: { expiresAt: daysFrom(expiresAt, 60) } })
  if (expiresAt && expiresAt < (next?.recordedAt ?? today)) steps.push({ at: expiresAt, kind: 'expired', change: { expiredMarkedFor: expiresAt } })
  if (cycle.twist !== 'removed' && cycle.twist !== 'restored') return steps

  const removedAt = next ? new Date((next.recordedAt.getTime() + today.getTime()) / 2) : daysFrom(today, -(5 + cycle.itemDraw % 20))
  steps.push({ at: removedAt, kind: 'removed', change: { endedAt: removedAt, endedBy: 'removed', ...ended, removedAt, removedBatchId: uuidAt(removedAt, random) } })
  if (cycle.twist === 'restored') {
    steps.push({ at: daysFrom(removedAt, 1), kind: 'restored', change: { endedAt: null, endedBy: null, ...ended, removedAt: null, removedBatchId: null } })
  }
  return steps
}
