import type { Validity } from '@recert/domain/dates'
import type { ItemKind } from '@recert/domain/training'
import type { DemoMaterial } from './content/material.ts'
import { HEALTH } from './content/health.ts'
import { OFFICES } from './content/offices.ts'
import { TRANSPORT } from './content/transport.ts'
import { WORKS } from './content/works.ts'
import type { Crew } from './places.ts'

/**
 * A certification of the demo. `needed`: how likely somebody of a crew holds it. `manual`: the share that no course earned; of that,
 * `external` by training elsewhere and the rest by hand.
 */
export type DemoCertification = {
  name: string; code: string | null; description: string; validity: Validity; allowRetake: boolean
  retiredDaysAgo: number | null; manual: number; external: number; needed: Partial<Record<Crew, number>>
}

const every = (amount: number, unit: Validity['unit']): Validity => ({ amount, unit })
const plain = { allowRetake: true, retiredDaysAgo: null, manual: 0.3, external: 0 }
/** Taught by others, too. */
const elsewhere = { ...plain, external: 0.25 }

export const CERTIFICATIONS: readonly DemoCertification[] = [
  { ...elsewhere, code: 'FORKLIFT', name: 'Forklift Driver', validity: every(2, 'year'), description: 'Driving counterbalance and reach trucks up to 5 t, with practical test.',
    needed: { production: 0.1, logistics: 0.75, maintenance: 0.2 } },
  { ...elsewhere, code: 'FIRST-AID', name: 'First Aid at Work', validity: every(2, 'year'), description: 'Resuscitation, bleeding, burns and the use of a defibrillator.',
    needed: { production: 0.12, logistics: 0.15, maintenance: 0.2, quality: 0.2, office: 0.2, canteen: 0.3 } },
  { ...elsewhere, code: 'HEIGHT', name: 'Working at Height', validity: every(12, 'month'), description: 'Ladders, scaffolds and personal fall protection above 2 m.',
    needed: { production: 0.1, logistics: 0.2, maintenance: 0.55 } },
  { ...elsewhere, code: 'ISO-9001', name: 'ISO 9001 Internal Auditor', validity: every(3, 'year'), allowRetake: false, description: 'Planning, leading and reporting internal quality audits.',
    needed: { quality: 0.7, office: 0.08 } },
  { ...elsewhere, code: 'ELEC-SAFE', name: 'Electrical Safety', validity: every(18, 'month'), description: 'Safe work on and near installations up to 1,000 V, lock-out and test for dead.',
    needed: { production: 0.1, maintenance: 0.8 } },
  { ...plain, code: 'HOT-WORK', name: 'Hot Work', validity: every(26, 'week'), description: 'Welding, cutting and grinding outside workshops; permit and fire watch.',
    needed: { production: 0.1, maintenance: 0.5 } },
  { ...plain, code: 'CONF-SPACE', name: 'Confined Space Entry', validity: every(6, 'month'), allowRetake: false, description: 'Entry into tanks, pits and silos: gas measurement, attendant, rescue.',
    needed: { maintenance: 0.45 } },
  { ...elsewhere, code: 'CRANE', name: 'Overhead Crane Operator', validity: every(2, 'year'), description: 'Operating overhead cranes by radio and choosing slings.',
    needed: { production: 0.08, logistics: 0.3, maintenance: 0.25 } },
  { ...plain, code: 'FIRE-WARDEN', name: 'Fire Warden', validity: every(1, 'year'), description: 'Leading the evacuation of one area and handling extinguishers.',
    needed: { production: 0.08, logistics: 0.1, maintenance: 0.1, quality: 0.1, office: 0.2, canteen: 0.2 } },
  { ...plain, code: 'FOOD', name: 'Food Hygiene', validity: every(52, 'week'), description: 'Handling of food in canteens: temperatures, allergens, cleaning.',
    needed: { canteen: 0.95, office: 0.02 } },
  { ...plain, code: 'GDPR', name: 'Data Protection', validity: every(0, 'year'), description: 'What everybody who handles personal data must know. Never expires.',
    needed: { production: 0.25, logistics: 0.3, maintenance: 0.3, quality: 0.7, office: 0.9, canteen: 0.4 } },
  { ...plain, code: 'CHEM', name: 'Chemical Handling', validity: every(365, 'day'), description: 'Labels, data sheets, storage and spills of hazardous substances.',
    needed: { production: 0.25, logistics: 0.3, quality: 0.4, canteen: 0.2 } },
  { ...plain, code: 'CLEANROOM', name: 'Cleanroom Access (Reinraum · クリーンルーム)', validity: every(8, 'week'), description: 'Gowning and behaviour in ISO class 7 rooms.',
    needed: { production: 0.06, quality: 0.45 } },
  { ...plain, code: null, name: 'Visitor Escort', validity: every(90, 'day'), manual: 1, description: 'May take visitors through production. Has no code, so it is awarded by hand only.',
    needed: { production: 0.04, quality: 0.25, office: 0.25 } },
  { ...plain, code: 'LADDER', name: 'Ladder Inspection', validity: every(3, 'year'), retiredDaysAgo: 200, description: 'Replaced by Working at Height: nothing new is awarded.',
    needed: { production: 0.06, logistics: 0.2, maintenance: 0.3 } },
  { ...plain, code: 'LOTO-2', name: 'Lock-out Coordinator', validity: every(1, 'year'), description: 'New: nobody holds it yet and no course is assigned.', needed: {} },
]

/** `selfEnrolment`: learners may enrol themselves. Courses have materials, learning plans courses. */
export type DemoItem = { kind: ItemKind; code: string; name: string; description: string; selfEnrolment: boolean; courses: readonly string[]; materials: readonly DemoMaterial[] }

const MATERIALS: Record<string, readonly DemoMaterial[]> = { ...TRANSPORT, ...HEALTH, ...WORKS, ...OFFICES }

const course = (code: string, name: string, description = ''): DemoItem => ({ kind: 'course', code, name, description, selfEnrolment: false, courses: [], materials: MATERIALS[code] ?? [] })
const openCourse = (code: string, name: string, description: string): DemoItem => ({ ...course(code, name, description), selfEnrolment: true })
const plan = (code: string, name: string, courses: readonly string[], description: string): DemoItem => ({ kind: 'learning_plan', code, name, description, selfEnrolment: false, courses, materials: [] })

export const ITEMS: readonly DemoItem[] = [
  course('FLT-00', 'Forklift driving (old syllabus)', 'Replaced by “Forklift driving: basics”. Nobody is enrolled in it any more.'),
  course('FLT-01', 'Forklift driving: basics', 'Theory for everybody who is to drive a truck. The practical test is arranged with your shift leader afterwards.'),
  course('FLT-02', 'Forklift driving: refresher', 'For drivers whose certification is about to expire: checks, and what went wrong in our own plants.'),
  course('FA-01', 'First aid at work', 'What to do until the ambulance comes.'),
  course('WAH-01', 'Working at height'),
  course('QMS-AUD', 'Internal auditor ISO 9001', 'How to plan, lead and report an internal audit.'),
  course('QMS-REF', 'Internal auditor: refresher'),
  course('ELS-01', 'Electrical safety', 'For electricians and for those who work beside live parts.'),
  course('HOT-01', 'Hot work and fire watch', 'Nobody welds, cuts or grinds outside the workshop without it.'),
  course('CSE-01', 'Confined spaces: theory'),
  course('CSE-02', 'Confined spaces: practice', 'A day at the training tank. Bring your harness.'),
  course('CRN-01', 'Overhead cranes and slings'),
  openCourse('FIRE-01', 'Fire warden', 'We look for wardens in every area. Join whenever you like: it takes an hour.'),
  course('FOOD-01', 'Igiene degli alimenti · Food hygiene', 'Per chi lavora in mensa.'),
  openCourse('GDPR-01', 'Data protection', 'Twenty minutes that everybody needs who works with names.'),
  course('CHEM-01', 'Hazardous substances', 'Labels, storage, and what to do when something is spilt.'),
  course('CLN-01', 'クリーンルーム入室 · Cleanroom entry'),
  openCourse('SAFE-DAY', 'Safety day', 'The yearly day in every plant. Sign up for yours.'),
  course('ONB-01', 'Welcome to Alpenwerk', 'The first week.'),
  course('LOAD-01', 'Securing loads'),
  course('TOOL-01', 'Hand and power tools'),
  course('QMS-01', 'Quality basics'),
  course('LAD-01', 'Ladder inspection', 'Replaced by “Working at height”.'),
  openCourse('ERG-01', 'Ergonomics · Ergonomia', 'Sitting, standing, lifting. For everybody.'),
  plan('LP-LOG', 'Logistics starter', ['ONB-01', 'LOAD-01', 'FLT-01'], 'The first month in logistics.'),
  plan('LP-MAINT', 'Maintenance technician', ['TOOL-01', 'ELS-01', 'HOT-01'], 'What a technician needs before the first call-out.'),
  plan('LP-AUDIT', 'Quality auditor', ['QMS-01', 'QMS-AUD'], 'From the basics to your first audit.'),
  // The same code as a course's: a file must then say which of the two it means.
  plan('SAFE-DAY', 'Safety day for supervisors', ['SAFE-DAY', 'FIRE-01', 'FA-01'], 'For those who lead the stations.'),
]

/**
 * Which item earns which certification. `linkedDaysAgo`: a link of late, before which completions counted for nothing; null = from the beginning.
 * `unlinkedDaysAgo`: one that was closed again; what was earned through it was kept.
 */
export type DemoLink = { certification: string; kind: ItemKind; item: string; linkedDaysAgo: number | null; unlinkedDaysAgo: number | null }

const link = (certification: string, kind: ItemKind, item: string, days: { linkedDaysAgo?: number; unlinkedDaysAgo?: number } = {}): DemoLink =>
  ({ certification, kind, item, linkedDaysAgo: null, unlinkedDaysAgo: null, ...days })

export const LINKS: readonly DemoLink[] = [
  link('FORKLIFT', 'course', 'FLT-00', { unlinkedDaysAgo: 900 }),
  link('FORKLIFT', 'course', 'FLT-01'),
  link('FORKLIFT', 'course', 'FLT-02'),
  link('FORKLIFT', 'learning_plan', 'LP-LOG'),
  link('FIRST-AID', 'course', 'FA-01'),
  link('FIRST-AID', 'learning_plan', 'SAFE-DAY'),
  link('HEIGHT', 'course', 'WAH-01'),
  link('ISO-9001', 'course', 'QMS-AUD'),
  link('ISO-9001', 'course', 'QMS-REF'),
  link('ISO-9001', 'learning_plan', 'LP-AUDIT'),
  link('ELEC-SAFE', 'course', 'ELS-01'),
  link('ELEC-SAFE', 'learning_plan', 'LP-MAINT'),
  link('HOT-WORK', 'course', 'HOT-01'),
  link('HOT-WORK', 'learning_plan', 'LP-MAINT'),
  link('CONF-SPACE', 'course', 'CSE-01'),
  link('CONF-SPACE', 'course', 'CSE-02'),
  link('CRANE', 'course', 'CRN-01'),
  link('FIRE-WARDEN', 'course', 'FIRE-01'),
  link('FIRE-WARDEN', 'course', 'SAFE-DAY', { linkedDaysAgo: 120 }),
  link('FIRE-WARDEN', 'learning_plan', 'SAFE-DAY'),
  link('FOOD', 'course', 'FOOD-01'),
  link('GDPR', 'course', 'GDPR-01'),
  link('CHEM', 'course', 'CHEM-01'),
  link('CLEANROOM', 'course', 'CLN-01'),
  link('LADDER', 'course', 'LAD-01', { unlinkedDaysAgo: 200 }),
]
