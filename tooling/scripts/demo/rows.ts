import type { certification, certificationItem } from '@recert/db/schema/certifications'
import type { completion, completionOutcome } from '@recert/db/schema/completions'
import type { enrolment } from '@recert/db/schema/enrolments'
import type { externalActivity } from '@recert/db/schema/external-activities'
import type { file, fileChunk } from '@recert/db/schema/files'
import type { notificationRule } from '@recert/db/schema/notifications'
import type { branch, group, groupMember, person } from '@recert/db/schema/people'
import type { courseMaterial, item, learningPlanCourse, material, materialProgress, quizAttempt } from '@recert/db/schema/training'
import { textKey } from '@recert/domain/keys'
import { searchText } from '@recert/domain/people'
import { CERTIFICATIONS, LINKS } from './catalogue.ts'
import { completionRows } from './completions.ts'
import { type DatedLink, dateStory, daysFrom, midnightOf } from './dates.ts'
import { externalRows } from './external.ts'
import { found } from './found.ts'
import type { AwardRow, EventRow } from './history.ts'
import { learningRows } from './learning.ts'
import { notificationRuleRows } from './notification-rules.ts'
import { branchPaths, ORGANISATION } from './places.ts'
import { plausibly } from './plausible.ts'
import { type Random, randomOf, uuidAt } from './random.ts'
import { trainingRows } from './training.ts'
import { demoWorld, type World } from './world.ts'

/** The demo's rows, table by table, in an order that foreign keys accept. Of one table, all rows have the same keys. */
export type DemoRows = {
  branch: (typeof branch.$inferInsert)[]
  person: (typeof person.$inferInsert & { id: string })[]
  group: (typeof group.$inferInsert)[]
  group_member: (typeof groupMember.$inferInsert)[]
  file: (typeof file.$inferInsert)[]
  file_chunk: (typeof fileChunk.$inferInsert)[]
  certification: (typeof certification.$inferInsert)[]
  item: (typeof item.$inferInsert)[]
  learning_plan_course: (typeof learningPlanCourse.$inferInsert)[]
  material: (typeof material.$inferInsert & { id: string })[]
  course_material: (typeof courseMaterial.$inferInsert)[]
  certification_item: (typeof certificationItem.$inferInsert)[]
  external_activity: (typeof externalActivity.$inferInsert & { id: string })[]
  award: AwardRow[]
  award_event: EventRow[]
  enrolment: (typeof enrolment.$inferInsert)[]
  material_progress: (typeof materialProgress.$inferInsert)[]
  quiz_attempt: (typeof quizAttempt.$inferInsert)[]
  completion: (typeof completion.$inferInsert & { id: string })[]
  completion_outcome: (typeof completionOutcome.$inferInsert)[]
  notification_rule: (typeof notificationRule.$inferInsert)[]
}

/** Longer ago than three cycles of the longest validity, so that no award is older than its certification. */
const FOUNDED_DAYS_AGO = 12 * 365

/** All rows. Their dates are relative to the day of `now` in UTC; the same day gives the same rows, ids included. */
export function demoRows(now: Date): DemoRows {
  const random = randomOf(3)
  const today = midnightOf(now)
  const founded = daysFrom(today, -FOUNDED_DAYS_AGO)
  const world = demoWorld()
  const ids = new Map(world.people.map((one) => [one.username, uuidAt(daysFrom(today, -one.knownForDays), random)]))
  const adminId = found(ids, 'admin')
  const people = world.people.map((one) => ({ ...one, id: found(ids, one.username) }))
  const { syllabus, ...training } = trainingRows({ founded, today, createdBy: adminId }, random)
  const certifications = certificationRows(syllabus.itemIds, today, founded, random)
  const { links } = certifications
  const branches = branchRows(founded, random)
  const groups = groupRows(world, ids, founded, random)

  const couldEarn = plausibly(world.stories, { links, planCourses: syllabus.planCourses, idOf: certifications.ids, today })
  const dated = world.stories.map((story) => {
    const certificationId = found(certifications.ids, story.certification.name)
    return dateStory(story, {
      personId: found(ids, story.person.username), certificationId, couldEarn: couldEarn(story), links: links.filter((link) => link.certificationId === certificationId),
    }, today, random)
  })
  const awards = dated.flatMap((one) => one.awards)
  const events = dated.flatMap((one) => one.events).toSorted((a, b) => a.at.getTime() - b.at.getTime())

  const learning = learningRows({ people, awards, links, syllabus, adminId, today }, randomOf(5))
  const { completions, outcomes } = completionRows(learning.dones, { awards, events, links, adminId }, randomOf(6))
  const certificationIds = new Map(CERTIFICATIONS.map(({ code, name }) => [code, found(certifications.ids, name)]))
  const external = externalRows({ people, awards, events, certificationIds, adminId, today }, randomOf(7))
  const files = [...training.files, ...external.files]

  return {
    branch: branches.rows,
    person: personRows(world, ids, branches.ids, [
      ...events, ...learning.enrolments.map(({ personId, enrolledAt: at }) => ({ personId, at })), ...completions.map(({ personId, completedAt: at }) => ({ personId, at })),
      ...external.activities.map(({ personId, reportedAt: at }) => ({ personId, at })),
    ], today),
    group: groups.group,
    group_member: groups.members,
    file: files.map((one) => one.file),
    file_chunk: files.map((one) => one.chunk),
    certification: certifications.rows,
    item: training.items,
    learning_plan_course: training.planCourses,
    material: training.materials,
    course_material: training.courseMaterials,
    certification_item: certifications.linkRows,
    external_activity: external.activities,
    award: awards,
    award_event: events,
    enrolment: learning.enrolments,
    material_progress: learning.progress,
    quiz_attempt: learning.attempts,
    completion: completions,
    completion_outcome: outcomes,
    notification_rule: notificationRuleRows(today, randomOf(8)),
  }
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

function personRows({ people }: World, ids: Map<string, string>, branchIds: Map<string, string>, happened: readonly { personId: string; at: Date }[], today: Date): DemoRows['person'] {
  // An account is older than what was first recorded about its person.
  const firstRecorded = new Map<string, Date>()
  for (const { personId, at } of happened) if (at < (firstRecorded.get(personId) ?? today)) firstRecorded.set(personId, at)
  return people.map(({ username, firstName, lastName, email, timeZone, language, role, active, branch: path, permissions, scope, knownForDays }) => {
    const id = found(ids, username)
    const known = daysFrom(today, -knownForDays)
    const first = firstRecorded.get(id)
    const createdAt = first && first < daysFrom(known, 7) ? daysFrom(first, -7) : known
    return {
      id, username, usernameKey: textKey(username), firstName, lastName, email, emailKey: email === null ? null : textKey(email), timeZone, language, role, active,
      permissions: [...permissions], scopeBranchIds: scope.map((one) => found(branchIds, one.join('/'))), scopeGroupIds: [],
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

type CertificationRows = { rows: DemoRows['certification']; linkRows: DemoRows['certification_item']; ids: Map<string, string>; links: DatedLink[] }

function certificationRows(itemIds: ReadonlyMap<string, string>, today: Date, founded: Date, random: Random): CertificationRows {
  const ids = new Map(CERTIFICATIONS.map(({ name }) => [name, uuidAt(founded, random)]))
  const rows = CERTIFICATIONS.map(({ code, name, description, validity, allowRetake, retiredDaysAgo }) => {
    const retiredAt = retiredDaysAgo === null ? null : daysFrom(today, -retiredDaysAgo)
    return {
      id: found(ids, name), code, codeKey: code === null ? null : textKey(code), name, nameKey: textKey(name), description,
      validityAmount: validity.amount, validityUnit: validity.unit, allowRetake, retiredAt, deletedAt: null, deletedBy: null,
      version: retiredAt ? 2 : 1, createdAt: founded, updatedAt: retiredAt ?? founded,
    }
  })
  const links = CERTIFICATIONS.flatMap(({ code, name }) => LINKS.filter(({ certification: linked }) => linked === code).map(({ kind, item: itemCode, linkedDaysAgo, unlinkedDaysAgo }) => ({
    certificationId: found(ids, name), itemId: found(itemIds, `${kind} ${itemCode}`), kind,
    linkedAt: linkedDaysAgo === null ? founded : daysFrom(today, -linkedDaysAgo), unlinkedAt: unlinkedDaysAgo === null ? null : daysFrom(today, -unlinkedDaysAgo),
  })))
  const linkRows = links.map(({ certificationId, itemId, linkedAt, unlinkedAt }) => ({ id: uuidAt(linkedAt, random), certificationId, itemId, linkedAt, linkedBy: null, unlinkedAt, unlinkedBy: null }))
  return { rows, linkRows, ids, links }
}
