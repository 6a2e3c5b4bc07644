import type { DatedLink } from './dates.ts'
import { daysFrom, issueDates } from './dates.ts'
import { found, grouped } from './found.ts'
import type { Story } from './stories.ts'
import type { Syllabus } from './training.ts'

/** Courses of a plan are done within so many days before the plan is. */
export const PLAN_DAYS = 12

/** Within a day of the issue everything about it has been recorded. */
const RECORDED_DAYS = 1

type Held = { certificationId: string; from: Date; until: Date | null }

/**
 * Whether a person could complete an item at an instant and earn nothing else by it: whatever else the item, and the courses of a plan,
 * are linked to then, they hold. Otherwise their history would lack an award.
 */
export function plausibly(stories: readonly Story[], { links, planCourses, idOf, today }: {
  links: readonly DatedLink[]; planCourses: Syllabus['planCourses']; idOf: ReadonlyMap<string, string>; today: Date
}): (story: Story) => (itemId: string, at: Date) => boolean {
  const held = new Map([...grouped(stories, ({ person }) => person.username)].map(([username, own]) => [username, own.map((story) => heldOf(story, found(idOf, story.certification.name), today))]))
  const linked = grouped(links, ({ itemId }) => itemId)
  return ({ person, certification }) => {
    const own = found(idOf, certification.name)
    const holds = (certificationId: string, at: Date): boolean =>
      found(held, person.username).some((one) => one.certificationId === certificationId && one.from <= at && (one.until === null || at < one.until))
    return (itemId, at) => {
      const courses = planCourses.get(itemId)
      if (!courses && (linked.get(itemId) ?? []).length < 2) return true
      const since = courses ? daysFrom(at, -PLAN_DAYS) : at
      return [itemId, ...courses ?? []].flatMap((each) => linked.get(each) ?? [])
        .filter(({ certificationId, linkedAt, unlinkedAt }) => certificationId !== own && linkedAt <= at && (unlinkedAt === null || since < unlinkedAt))
        .every(({ certificationId }) => holds(certificationId, since))
    }
  }
}

/** From when until when somebody surely holds a certification. */
function heldOf(story: Story, certificationId: string, today: Date): Held {
  const dates = issueDates(story, today)
  const [first, last] = [dates[0] ?? today, dates.at(-1) ?? today]
  const isTaken = story.cycles[0]?.twist === 'removed' || story.cycles[0]?.twist === 'restored'
  return { certificationId, from: daysFrom(first, RECORDED_DAYS), until: isTaken ? last : null }
}
