import type { externalActivity } from '@recert/db/schema/external-activities'
import { textKey } from '@recert/domain/keys'
import { daysFrom } from './dates.ts'
import { found } from './found.ts'
import type { AwardRow, EventRow } from './history.ts'
import type { Person } from './learning.ts'
import { attendance } from './papers.ts'
import { paperPhoto } from './pictures.ts'
import { type Random, uuidAt } from './random.ts'
import { type FileRows, fileRows } from './training.ts'

type ActivityRow = typeof externalActivity.$inferInsert & { id: string }

/** Who teaches outside, by country. */
const INSTITUTES: Record<string, readonly string[]> = {
  Switzerland: ['Kurszentrum Töss', 'Institut Romand de Sécurité'], Italy: ['Scuola Sicurezza Po', 'Istituto Prevenzione Brescia'], Germany: ['Akademie für Arbeitsschutz Ulm', 'Bildungswerk Elbe'],
  Poland: ['Ośrodek Szkoleń Odra'], Mexico: ['Centro de Capacitación Regio'], 'United States': ['Great Lakes Safety Institute', 'Sonoran Safety Council'],
  Brazil: ['Escola Técnica Babitonga'], Japan: ['Chubu Anzen Kyokai'], India: ['Deccan Safety Academy'],
}

/** What the course was called elsewhere, by certification. */
const TITLES: Record<string, string> = {
  FORKLIFT: 'Counterbalance truck operator', 'FIRST-AID': 'First responder, 16 hours', HEIGHT: 'Rope access and fall protection', 'ISO-9001': 'Certified internal auditor', CRANE: 'Crane and rigging', 'ELEC-SAFE': 'Electrically instructed person',
}

/** Reports that wait, by place in the queue. `certification` null: nothing is to be awarded. */
const WAITING: readonly { country: string; certification: string | null; title: string; type: string; days: number; photo: boolean }[] = [
  { country: 'Italy', certification: 'HEIGHT', title: 'Lavori in quota: corso pratico', type: 'Course', days: 1, photo: false },
  { country: 'Germany', certification: 'FIRST-AID', title: 'Betriebsersthelfer', type: 'Course', days: 2, photo: true },
  { country: 'Italy', certification: 'CRANE', title: 'Carriponte e imbracature', type: 'Course', days: 3, photo: true },
  { country: 'United States', certification: 'FIRST-AID', title: 'CPR/AED instructor', type: 'Certificate', days: 4, photo: false },
  { country: 'Poland', certification: null, title: 'Konferencja BHP', type: 'Conference', days: 5, photo: false },
  { country: 'Italy', certification: null, title: 'Fiera Ambiente Lavoro', type: 'Conference', days: 6, photo: true },
  { country: 'India', certification: 'ELEC-SAFE', title: 'Low voltage switching', type: 'Course', days: 8, photo: false },
  { country: 'Mexico', certification: 'FORKLIFT', title: 'Operador de montacargas', type: 'Course', days: 9, photo: true },
  { country: 'Japan', certification: 'CRANE', title: 'Tamagake ginō kōshū', type: 'Course', days: 11, photo: false },
  { country: 'Brazil', certification: 'HEIGHT', title: 'NR-35 Trabalho em altura', type: 'Course', days: 13, photo: false },
  { country: 'Switzerland', certification: 'ISO-9001', title: 'Lead auditor ISO 9001', type: 'Seminar', days: 16, photo: false },
]

const RECORDED_HOURS = 15

export type ExternalFacts = { people: readonly Person[]; awards: readonly AwardRow[]; events: readonly EventRow[]; certificationIds: ReadonlyMap<string | null, string>; adminId: string; today: Date }

/** Training that took place elsewhere: what lies behind awards by it, what waits for approval, and one that was rejected. With the evidence. */
export function externalRows(facts: ExternalFacts, random: Random): { activities: ActivityRow[]; files: FileRows[] } {
  const { people, today } = facts
  const approved = approvedRows(facts, random)
  const taken = new Set<string>()
  const somebodyOf = (country: string): Person => {
    const person = random.pick(people.filter(({ id, active, role, branch, username }) => active && role === 'learner' && branch[1] === country && !taken.has(id) && username !== 'mario'))
    taken.add(person.id)
    return person
  }
  const mario = people.find(({ username }) => username === 'mario')
  if (!mario) throw new Error('The demo has no Mario.')
  const pending = { state: 'pending', decidedBy: null, decidedAt: null, note: '' } as const
  const waiting = WAITING.map((report) => reportRows(somebodyOf(report.country), report, pending, facts, random))
  const own = reportRows(mario, { certification: 'FIRST-AID', title: 'Primo soccorso aziendale, 16 ore', type: 'Course', days: 2, photo: false }, pending, facts, random)
  const rejected = reportRows(somebodyOf('Italy'), { certification: 'FORKLIFT', title: 'Patentino muletto', type: 'Certificate', days: 21, photo: true }, {
    state: 'rejected', decidedBy: facts.adminId, decidedAt: daysFrom(today, -18), note: 'The photograph is cut off: neither your name nor the date can be read. Please send the whole page.',
  }, facts, random)
  const all = [...approved, ...waiting, own, rejected]
  return { activities: all.map(({ row }) => row), files: all.flatMap(({ files }) => files ?? []) }
}

type Report = { row: ActivityRow; files: FileRows | null }

/** The activities behind awards: most were reported by an administrator, some by the people themselves, with evidence. */
function approvedRows({ people, awards, events, certificationIds, adminId }: ExternalFacts, random: Random): Report[] {
  const byId = new Map(people.map((person) => [person.id, person]))
  const codes = new Map([...certificationIds].map(([code, id]) => [id, code]))
  const recorded = new Map(events.filter(({ kind }) => kind === 'issued').map(({ awardId, at }) => [awardId, at]))
  return awards.flatMap((award): Report[] => {
    if (!award.externalActivityId) return []
    const person = found(byId, award.personId)
    const decidedAt = found(recorded, award.id)
    const title = TITLES[found(codes, award.certificationId) ?? ''] ?? 'Training elsewhere'
    const institute = instituteOf(person, random)
    const isOwn = random.chance(0.2)
    const reportedAt = isOwn ? new Date((award.issuedAt.getTime() + decidedAt.getTime()) / 2) : decidedAt
    const files = isOwn ? paper(person, { title, institute, completedAt: award.issuedAt, reportedAt }, random) : null
    return [{
      files,
      row: {
        id: award.externalActivityId, personId: person.id, title, titleKey: textKey(title), type: 'Course', startedAt: daysFrom(award.issuedAt, -random.int(0, 3)), completedAt: award.issuedAt,
        score: random.chance(0.4) ? random.int(70, 100) : null, credits: random.chance(0.3) ? random.pick([4, 8, 16]) : null, institute,
        certificationId: award.certificationId, replace: Boolean(award.previousId), evidenceId: files?.file.id ?? null, state: 'approved',
        reportedByKind: 'person', reportedBy: isOwn ? person.id : adminId, reportedAt, decidedBy: adminId, decidedAt, note: '', outcome: 'awarded', reason: null, awardId: award.id, version: 1,
      },
    }]
  })
}

type Reporting = { certification: string | null; title: string; type: string; days: number; photo: boolean }

/** What somebody reported of themselves some days ago. */
function reportRows(person: Person, { certification, title, type, days, photo }: Reporting, decision: Pick<ActivityRow, 'state' | 'decidedBy' | 'decidedAt' | 'note'>, { certificationIds, today }: ExternalFacts, random: Random): Report {
  const reportedAt = new Date(daysFrom(today, -days).getTime() + random.int(6 * 60, RECORDED_HOURS * 60) * 60_000)
  const completedAt = daysFrom(today, -days - random.int(1, 12))
  const institute = instituteOf(person, random)
  const files = photo
    ? fileRows({ name: 'IMG_2041.png', mediaType: 'image/png', bytes: () => paperPhoto(random.int(0, 255)) }, { id: uuidAt(reportedAt, random), purpose: 'evidence', createdBy: person.id, createdAt: reportedAt })
    : paper(person, { title, institute, completedAt, reportedAt }, random)
  return {
    files,
    row: {
      id: uuidAt(reportedAt, random), personId: person.id, title, titleKey: textKey(title), type, startedAt: daysFrom(completedAt, -random.int(0, 2)), completedAt, score: null, credits: null, institute,
      certificationId: certification === null ? null : found(certificationIds, certification), replace: false, evidenceId: files.file.id,
      reportedByKind: 'person', reportedBy: person.id, reportedAt, ...decision, outcome: null, reason: null, awardId: null, version: decision.state === 'pending' ? 1 : 2,
    },
  }
}

const instituteOf = ({ branch }: Person, random: Random): string => random.pick(INSTITUTES[branch[1] ?? ''] ?? ['Academy of Safety'])

/** The certificate as a PDF, uploaded by its owner. */
function paper({ id: createdBy, firstName, lastName, username }: Person, { title, institute, completedAt, reportedAt }: { title: string; institute: string; completedAt: Date; reportedAt: Date }, random: Random): FileRows {
  const named = `${firstName} ${lastName}`
  // Helvetica has no kanji.
  const name = /[\u3000-\u9fff]/.test(named) ? username : named
  return fileRows({ name: 'certificate.pdf', mediaType: 'application/pdf', bytes: () => attendance(name, { title, institute, date: completedAt.toISOString().slice(0, 10) }) }, {
    id: uuidAt(reportedAt, random), purpose: 'evidence', createdBy, createdAt: reportedAt,
  })
}
