import type { enrolment, EnrolledVia } from '@recert/db/schema/enrolments'
import { DAY } from '@recert/domain/dates'
import type { Done } from './completions.ts'
import { type DatedLink, daysFrom } from './dates.ts'
import { DUTIES, type Duty, MARIO } from './duties.ts'
import { found, grouped } from './found.ts'
import type { AwardRow } from './history.ts'
import type { DemoPerson } from './people.ts'
import { PLAN_DAYS } from './plausible.ts'
import { progressRows, type Work } from './progress.ts'
import { type Random, uuidAt } from './random.ts'
import type { Syllabus } from './training.ts'

type EnrolmentRow = typeof enrolment.$inferInsert
export type Person = DemoPerson & { id: string }

/** Somebody's training before it is put in order: what they are enrolled in, and what they complete or work on. */
type Plans = { enrolments: Enrolling[]; works: Work[]; dones: Done[] }
type Enrolling = { personId: string; itemId: string; at: Date; via: EnrolledVia }

/** Since when courses are taken in Recert; before, another system reported completions. */
const PLAYER_DAYS = 400
/** Longer ago than any duty of a linked course: what was held then, and not taken away, was held all along. */
const HELD_DAYS = 90
/** A link that is no older comes after the duties of its course. */
const LINKED_DAYS = 200
/** Within how many days of the enrolment people get on. */
const WORK_DAYS = 40
const MINUTE = 60_000

export type LearningFacts = { people: readonly Person[]; awards: readonly AwardRow[]; links: readonly DatedLink[]; syllabus: Syllabus; adminId: string; today: Date }

/** Enrolments, tracking and completions: those behind the current awards, those that led to nothing, and what people are at today. */
export function learningRows(facts: LearningFacts, random: Random) {
  const { people, awards, links, syllabus, adminId, today } = facts
  const current = awards.filter(({ endedAt }) => endedAt === null)
  const earned = earnedPlans(facts, current.filter(({ itemId }) => itemId !== null), random)
  const already = new Set(earned.dones.map(keyOf))
  const holds = grouped(current, ({ personId }) => personId)
  const parts = [earned, ...people.filter(({ active }) => active).map((person) => {
    const own = person.username === 'mario' ? MARIO : dutiesOf(person, random)
    const held = new Set((holds.get(person.id) ?? []).filter(({ issuedAt }) => issuedAt < daysFrom(today, -HELD_DAYS)).map(({ certificationId }) => certificationId))
    const earnsNothing = (itemId: string): boolean => links.every((link) => link.itemId !== itemId || link.linkedAt > daysFrom(today, -LINKED_DAYS) || held.has(link.certificationId))
    return own.length === 0 ? NOTHING : dutyPlans(person, own, { syllabus, already, today, earnsNothing }, random)
  })]
  const all: Plans = { enrolments: parts.flatMap(({ enrolments }) => enrolments), works: parts.flatMap(({ works }) => works), dones: parts.flatMap(({ dones }) => dones) }
  const { progress, attempts } = progressRows(all.works.toSorted((a, b) => a.at.getTime() - b.at.getTime()), syllabus.units, random)
  return { enrolments: enrolmentRows(all.enrolments, adminId, random), progress, attempts, dones: closed(once(all.dones), syllabus) }
}

const NOTHING: Plans = { enrolments: [], works: [], dones: [] }
const keyOf = ({ personId, itemId }: Pick<Done, 'personId' | 'itemId'>): string => `${personId} ${itemId}`

/** What lies behind awards by courses and plans. */
function earnedPlans({ people, links, syllabus, today }: LearningFacts, earned: readonly AwardRow[], random: Random): Plans {
  const mario = people.find(({ username }) => username === 'mario')?.id
  const plans: Plans = { enrolments: [], works: [], dones: [] }
  const begun = new Set<string>()
  for (const award of earned.toSorted((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime())) {
    const { personId, itemId, issuedAt: at, certificationId } = award
    if (!itemId) continue
    const inPlayer = personId === mario || (at > daysFrom(today, -PLAYER_DAYS) && random.chance(0.85))
    const courses = syllabus.planCourses.get(itemId)
    const enrolledAt = daysFrom(at, -random.int(PLAN_DAYS + 1, 45))
    if (inPlayer) plans.enrolments.push({ personId, itemId, at: enrolledAt, via: !courses && syllabus.selfEnrolment.has(itemId) && random.chance(0.5) ? 'self' : 'admin' })
    for (const courseId of courses ?? [itemId]) {
      // A course that earns the same certification comes last, or it would have earned it before the plan did.
      const isLast = !courses || links.some((link) => link.itemId === courseId && link.certificationId === certificationId)
      const courseAt = isLast ? at : new Date(daysFrom(at, -random.int(1, PLAN_DAYS - 2)).getTime() - random.int(0, 180) * MINUTE)
      if (courses && inPlayer) plans.enrolments.push({ personId, itemId: courseId, at: enrolledAt, via: 'plan' })
      plans.dones.push({ personId, itemId: courseId, at: courseAt, receivedAt: courseAt, source: sourceOf(inPlayer, begun.has(`${personId} ${courseId}`)) })
      begun.add(`${personId} ${courseId}`)
      if (inPlayer) plans.works.push({ personId, courseId, at: courseAt, share: 'all' })
    }
    if (courses) plans.dones.push({ personId, itemId, at, receivedAt: at, source: inPlayer ? 'plan' : 'api' })
  }
  return plans
}

/** The player completes a course once; that it was done again, an administrator noted. */
const sourceOf = (inPlayer: boolean, isAgain: boolean): Done['source'] => (inPlayer ? (isAgain ? 'admin' : 'player') : 'api')

const dutiesOf = ({ crew, role }: Person, random: Random): Duty[] =>
  role === 'superadmin' ? [] : DUTIES.filter(({ crews, chance }) => random.chance(crews[crew] ?? 0) && random.chance(chance))

type Place = { syllabus: Syllabus; already: ReadonlySet<string>; today: Date; earnsNothing(itemId: string): boolean }

/** What somebody is to do, or did of late. What would earn a certification that they do not hold is left in the middle. */
function dutyPlans({ id: personId }: Person, duties: readonly Duty[], { syllabus, already, today, earnsNothing }: Place, random: Random): Plans {
  const plans: Plans = { enrolments: [], works: [], dones: [] }
  for (const { kind, code, via, from, until, states, reportedDaysAgo } of duties) {
    const itemId = found(syllabus.itemIds, `${kind} ${code}`)
    if (already.has(keyOf({ personId, itemId }))) continue
    const enrolledAt = new Date(daysFrom(today, -random.int(until, from)).getTime() + random.int(6 * 60, 18 * 60) * MINUTE)
    if (reportedDaysAgo === undefined) plans.enrolments.push({ personId, itemId, at: enrolledAt, via })
    for (const [place, courseId] of (syllabus.planCourses.get(itemId) ?? [itemId]).entries()) {
      if (courseId !== itemId) plans.enrolments.push({ personId, itemId: courseId, at: enrolledAt, via: 'plan' })
      const state = typeof states === 'object' ? states[place] ?? 'new' : random.weighted([['new', 35], ['middle', 40], ['done', 25]] as const)
      if (state === 'new' || already.has(keyOf({ personId, itemId: courseId })) || plans.dones.some((done) => done.itemId === courseId)) continue
      const at = new Date(enrolledAt.getTime() + Math.min(today.getTime() - enrolledAt.getTime(), WORK_DAYS * DAY) * (random.int(5, 95) / 100))
      const isDone = state === 'done' && earnsNothing(courseId)
      if (isDone) {
        const receivedAt = reportedDaysAgo === undefined ? at : daysFrom(today, -reportedDaysAgo)
        plans.dones.push({ personId, itemId: courseId, at, receivedAt, source: reportedDaysAgo === undefined ? 'player' : 'admin' })
      }
      if (reportedDaysAgo === undefined) plans.works.push({ personId, courseId, at, share: isDone ? 'all' : random.int(1, 2) })
    }
  }
  return plans
}

/** The first completion of each person, item and instant. */
const once = (dones: readonly Done[]): Done[] => [...new Map(dones.map((done) => [`${keyOf(done)} ${done.at.getTime()}`, done])).values()]

/** With the completions of plans that follow from their courses'. */
function closed(dones: readonly Done[], { planCourses }: Syllabus): Done[] {
  const latest = new Map<string, Done>()
  for (const done of dones) if ((latest.get(keyOf(done))?.at ?? 0) < done.at) latest.set(keyOf(done), done)
  const followed = [...new Set(dones.map(({ personId }) => personId))].flatMap((personId) => [...planCourses].flatMap(([planId, courses]): Done[] => {
    const own = courses.map((itemId) => latest.get(keyOf({ personId, itemId }))).filter((done) => done !== undefined)
    const [last] = own.toSorted((a, b) => b.at.getTime() - a.at.getTime())
    if (!last || own.length < courses.length || latest.has(keyOf({ personId, itemId: planId }))) return []
    return [{ personId, itemId: planId, at: last.at, receivedAt: new Date(Math.max(...own.map(({ receivedAt }) => receivedAt.getTime()))), source: 'plan' }]
  }))
  return [...dones, ...followed]
}

/** One open enrolment of each person and item, the earliest. */
function enrolmentRows(enrolments: readonly Enrolling[], adminId: string, random: Random): EnrolmentRow[] {
  const first = new Map<string, Enrolling>()
  for (const one of enrolments.toSorted((a, b) => a.at.getTime() - b.at.getTime())) if (!first.has(keyOf(one))) first.set(keyOf(one), one)
  return [...first.values()].map(({ personId, itemId, at, via }) => ({
    id: uuidAt(at, random), personId, itemId, via, enrolledAt: at, enrolledBy: via === 'self' ? personId : adminId, endedAt: null, endedBy: null,
  }))
}
