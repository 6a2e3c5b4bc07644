import type { Validity } from '@recert/domain/dates'
import type { Crew } from './places.ts'

/** A certification of the demo. `needed`: how likely somebody of a crew holds it. `manual`: the share that is awarded by hand. */
export type DemoCertification = {
  name: string; code: string | null; description: string; validity: Validity; allowRetake: boolean
  retiredDaysAgo: number | null; manual: number; needed: Partial<Record<Crew, number>>
}

const every = (amount: number, unit: Validity['unit']): Validity => ({ amount, unit })
const plain = { allowRetake: true, retiredDaysAgo: null, manual: 0.3 }

export const CERTIFICATIONS: readonly DemoCertification[] = [
  { ...plain, code: 'FORKLIFT', name: 'Forklift Driver', validity: every(2, 'year'), description: 'Driving counterbalance and reach trucks up to 5 t, with practical test.',
    needed: { production: 0.1, logistics: 0.75, maintenance: 0.2 } },
  { ...plain, code: 'FIRST-AID', name: 'First Aid at Work', validity: every(2, 'year'), description: 'Resuscitation, bleeding, burns and the use of a defibrillator.',
    needed: { production: 0.12, logistics: 0.15, maintenance: 0.2, quality: 0.2, office: 0.2, canteen: 0.3 } },
  { ...plain, code: 'HEIGHT', name: 'Working at Height', validity: every(12, 'month'), description: 'Ladders, scaffolds and personal fall protection above 2 m.',
    needed: { production: 0.1, logistics: 0.2, maintenance: 0.55 } },
  { ...plain, code: 'ISO-9001', name: 'ISO 9001 Internal Auditor', validity: every(3, 'year'), allowRetake: false, description: 'Planning, leading and reporting internal quality audits.',
    needed: { quality: 0.7, office: 0.08 } },
  { ...plain, code: 'ELEC-SAFE', name: 'Electrical Safety', validity: every(18, 'month'), description: 'Safe work on and near installations up to 1,000 V, lock-out and test for dead.',
    needed: { production: 0.1, maintenance: 0.8 } },
  { ...plain, code: 'HOT-WORK', name: 'Hot Work', validity: every(26, 'week'), description: 'Welding, cutting and grinding outside workshops; permit and fire watch.',
    needed: { production: 0.1, maintenance: 0.5 } },
  { ...plain, code: 'CONF-SPACE', name: 'Confined Space Entry', validity: every(6, 'month'), allowRetake: false, description: 'Entry into tanks, pits and silos: gas measurement, attendant, rescue.',
    needed: { maintenance: 0.45 } },
  { ...plain, code: 'CRANE', name: 'Overhead Crane Operator', validity: every(2, 'year'), description: 'Operating overhead cranes by radio and choosing slings.',
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

export type DemoItem = { kind: 'course' | 'learning_plan'; code: string; name: string; courses: readonly string[] }

const course = (code: string, name: string): DemoItem => ({ kind: 'course', code, name, courses: [] })
const plan = (code: string, name: string, courses: readonly string[]): DemoItem => ({ kind: 'learning_plan', code, name, courses })

export const ITEMS: readonly DemoItem[] = [
  course('FLT-00', 'Forklift driving (old syllabus)'),
  course('FLT-01', 'Forklift driving: basics'),
  course('FLT-02', 'Forklift driving: refresher'),
  course('FA-01', 'First aid at work'),
  course('WAH-01', 'Working at height'),
  course('QMS-AUD', 'Internal auditor ISO 9001'),
  course('QMS-REF', 'Internal auditor: refresher'),
  course('ELS-01', 'Electrical safety'),
  course('HOT-01', 'Hot work and fire watch'),
  course('CSE-01', 'Confined spaces: theory'),
  course('CSE-02', 'Confined spaces: practice'),
  course('CRN-01', 'Overhead cranes and slings'),
  course('FIRE-01', 'Fire warden'),
  course('FOOD-01', 'Igiene degli alimenti · Food hygiene'),
  course('GDPR-01', 'Data protection'),
  course('CHEM-01', 'Hazardous substances'),
  course('CLN-01', 'クリーンルーム入室 · Cleanroom entry'),
  course('SAFE-DAY', 'Safety day'),
  course('ONB-01', 'Welcome to Alpenwerk'),
  plan('LP-LOG', 'Logistics starter', ['ONB-01', 'FLT-01', 'CHEM-01']),
  plan('LP-MAINT', 'Maintenance technician', ['ELS-01', 'HOT-01', 'CSE-01', 'WAH-01']),
  plan('LP-AUDIT', 'Quality auditor', ['QMS-AUD', 'QMS-REF']),
  // The same code as a course's: a file must then say which of the two it means.
  plan('SAFE-DAY', 'Safety day for supervisors', ['SAFE-DAY', 'FIRE-01', 'FA-01']),
]

/** Which item earns which certification. `unlinkedDaysAgo`: a link that was closed again; what was earned through it was kept. */
export type DemoLink = { certification: string; kind: DemoItem['kind']; item: string; unlinkedDaysAgo: number | null }

const link = (certification: string, kind: DemoItem['kind'], item: string, unlinkedDaysAgo: number | null = null): DemoLink => ({ certification, kind, item, unlinkedDaysAgo })

export const LINKS: readonly DemoLink[] = [
  link('FORKLIFT', 'course', 'FLT-00', 900),
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
  link('FIRE-WARDEN', 'course', 'SAFE-DAY'),
  link('FIRE-WARDEN', 'learning_plan', 'SAFE-DAY'),
  link('FOOD', 'course', 'FOOD-01'),
  link('GDPR', 'course', 'GDPR-01'),
  link('CHEM', 'course', 'CHEM-01'),
  link('CLEANROOM', 'course', 'CLN-01'),
  link('LADDER', 'course', 'WAH-01', 200),
]
