import { searchText } from '@recert/actions/people/create-person'
import type { certification, certificationItem } from '@recert/db/schema/certifications'
import type { branch, group, groupMember, person } from '@recert/db/schema/people'
import type { item, learningPlanCourse } from '@recert/db/schema/training'
import { textKey } from '@recert/domain/keys'
import { CERTIFICATIONS, ITEMS, LINKS } from './catalogue.ts'
import { type DatedLink, dateStory, daysFrom, midnightOf } from './dates.ts'
import type { AwardRow, EventRow } from './history.ts'
import { branchPaths, ORGANISATION } from './places.ts'
import { type Random, randomOf, uuidAt } from './random.ts'
import { demoWorld, type World } from './world.ts'

/** The demo's rows, table by table, in an order that foreign keys accept. */
export type DemoRows = {
  branch: (typeof branch.$inferInsert)[]
  person: (typeof person.$inferInsert & { id: string })[]
  group: (typeof group.$inferInsert)[]
  group_member: (typeof groupMember.$inferInsert)[]
  certification: (typeof certification.$inferInsert)[]
  item: (typeof item.$inferInsert)[]
  learning_plan_course: (typeof learningPlanCourse.$inferInsert)[]
  certification_item: (typeof certificationItem.$inferInsert)[]
  award: AwardRow[]
  award_event: EventRow[]
}

/** Longer ago than three cycles of the longest validity, so that no award is older than its certification. */
const FOUNDED_DAYS_AGO = 12 * 365

/** All rows. Their dates are relative to the day of `now` in UTC; the same day gives the same rows, ids included. */
export function demoRows(now: Date): DemoRows {
  const random = randomOf(3)
  const today = midnightOf(now)
  const founded = daysFrom(today, -FOUNDED_DAYS_AGO)
  const world = demoWorld()
  const training = trainingRows(founded, random)
  const certifications = certificationRows(training.itemIds, today, founded, random)
  const branches = branchRows(founded, random)
  const ids = new Map(world.people.map((one) => [one.username, uuidAt(daysFrom(today, -one.knownForDays), random)]))
  const groups = groupRows(world, ids, founded, random)

  const dated = world.stories.map((story) => dateStory(story, {
    personId: found(ids, story.person.username),
    certificationId: found(certifications.ids, story.certification.name),
    links: certifications.links.get(story.certification.name) ?? [],
  }, today, random))
  const events = dated.flatMap((one) => one.events).toSorted((a, b) => a.at.getTime() - b.at.getTime())

  return {
    branch: branches.rows,
    person: personRows(world, ids, branches.ids, events, today),
    group: groups.group,
    group_member: groups.members,
    certification: certifications.rows,
    item: training.items,
    learning_plan_course: training.planCourses,
    certification_item: certifications.linkRows,
    award: dated.flatMap(({ awards }) => awards),
    award_event: events,
  }
}

function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key)
  if (value === undefined) throw new Error(`The demo names ${String(key)}, which it does not have.`)
  return value
}

function branchRows(founded: Date, random: Random): { rows: DemoRows['branch']; ids: Map<string, string> } {
  const paths = branchPaths()
  const ids = new Map(paths.map((path) => [path.join('/'), uuidAt(founded, random)]))
  const rows = paths.map((path) => {
    const line = path.map((_, depth) => found(ids, path.slice(0, depth + 1).join('/')))
    const name = path.at(-1) ?? ORGANISATION
    return { id: line.at(-1), parentId: line.at(-2) ?? null, name, nameKey: textKey(name), path: line }
  })
  return { rows, ids }
}

function personRows({ people }: World, ids: Map<string, string>, branchIds: Map<string, string>, events: EventRow[], today: Date): DemoRows['person'] {
  // An account is older than what was first recorded about its person.
  const firstRecorded = new Map<string, Date>()
  for (const { personId, at } of events) if (!firstRecorded.has(personId)) firstRecorded.set(personId, at)
  return people.map(({ username, firstName, lastName, email, timeZone, language, role, active, branch: path, knownForDays }) => {
    const id = found(ids, username)
    const known = daysFrom(today, -knownForDays)
    const first = firstRecorded.get(id)
    const createdAt = first && first < daysFrom(known, 7) ? daysFrom(first, -7) : known
    return {
      id, username, usernameKey: textKey(username), firstName, lastName, email, timeZone, language, role, active,
      branchId: found(branchIds, path.join('/')), search: searchText({ username, firstName, lastName, email }), version: 1, createdAt, updatedAt: createdAt,
    }
  })
}

function groupRows({ people }: World, ids: Map<string, string>, founded: Date, random: Random): { group: DemoRows['group']; members: DemoRows['group_member'] } {
  const names = [...new Set(people.flatMap(({ groups }) => groups))].toSorted()
  const groupIds = new Map(names.map((name) => [name, uuidAt(founded, random)]))
  return {
    group: names.map((name) => ({ id: found(groupIds, name), name, nameKey: textKey(name) })),
    members: people.flatMap(({ username, groups }) => groups.map((name) => ({ groupId: found(groupIds, name), personId: found(ids, username) }))),
  }
}

type TrainingRows = { items: DemoRows['item']; planCourses: DemoRows['learning_plan_course']; itemIds: Map<string, string> }

function trainingRows(founded: Date, random: Random): TrainingRows {
  const itemIds = new Map(ITEMS.map(({ kind, code }) => [`${kind} ${code}`, uuidAt(founded, random)]))
  return {
    itemIds,
    items: ITEMS.map(({ kind, code, name }) => ({ id: found(itemIds, `${kind} ${code}`), kind, code, codeKey: textKey(code), name, nameKey: textKey(name), version: 1, createdAt: founded })),
    planCourses: ITEMS.flatMap(({ kind, code, courses }) => courses.map((courseCode, position) => ({
      planId: found(itemIds, `${kind} ${code}`), courseId: found(itemIds, `course ${courseCode}`), position,
    }))),
  }
}

type CertificationRows = { rows: DemoRows['certification']; linkRows: DemoRows['certification_item']; ids: Map<string, string>; links: Map<string, DatedLink[]> }

function certificationRows(itemIds: Map<string, string>, today: Date, founded: Date, random: Random): CertificationRows {
  const ids = new Map(CERTIFICATIONS.map(({ name }) => [name, uuidAt(founded, random)]))
  const links = new Map<string, DatedLink[]>()
  const rows = CERTIFICATIONS.map(({ code, name, description, validity, allowRetake, retiredDaysAgo }) => {
    const retiredAt = retiredDaysAgo === null ? null : daysFrom(today, -retiredDaysAgo)
    links.set(name, LINKS.filter(({ certification: linked }) => linked === code).map(({ kind, item: itemCode, unlinkedDaysAgo }) => ({
      itemId: found(itemIds, `${kind} ${itemCode}`), kind, linkedAt: founded, unlinkedAt: unlinkedDaysAgo === null ? null : daysFrom(today, -unlinkedDaysAgo),
    })))
    return {
      id: found(ids, name), code, codeKey: code === null ? null : textKey(code), name, nameKey: textKey(name), description,
      validityAmount: validity.amount, validityUnit: validity.unit, allowRetake, retiredAt, deletedAt: null, deletedBy: null,
      version: retiredAt ? 2 : 1, createdAt: founded, updatedAt: retiredAt ?? founded,
    }
  })
  const linkRows = [...links].flatMap(([name, dated]) => dated.map(({ itemId, linkedAt, unlinkedAt }) => ({
    id: uuidAt(linkedAt, random), certificationId: found(ids, name), itemId, linkedAt, linkedBy: null, unlinkedAt, unlinkedBy: null,
  })))
  return { rows, linkRows, ids, links }
}
