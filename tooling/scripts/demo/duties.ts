import type { EnrolledVia } from '@recert/db/schema/enrolments'
import type { ItemKind } from '@recert/domain/training'
import type { Crew } from './places.ts'

/** How far somebody is with a course. What would earn a certification is never `done` here, unless they hold it. */
type State = 'new' | 'middle' | 'done'

/**
 * Something to do, or done of late. `from`, `until`: enrolled so many days ago. `states`: of the course, or of a plan's courses in their order;
 * without them by chance. `reportedDaysAgo`: not done in Recert, but reported by an administrator then.
 */
export type Duty = { kind: ItemKind; code: string; via: EnrolledVia; from: number; until: number; states?: readonly State[]; reportedDaysAgo?: number }

const lately = { via: 'admin', from: 75, until: 3 } as const
const everyone: Record<Crew, number> = { production: 1, logistics: 1, maintenance: 1, quality: 1, office: 1, canteen: 1 }

/** What people of a crew are enrolled in, and how likely. */
export const DUTIES: readonly (Duty & { crews: Partial<Record<Crew, number>>; chance: number })[] = [
  { ...lately, kind: 'learning_plan', code: 'LP-LOG', crews: { logistics: 1 }, chance: 0.25 },
  { ...lately, kind: 'learning_plan', code: 'LP-MAINT', crews: { maintenance: 1 }, chance: 0.25 },
  { ...lately, kind: 'learning_plan', code: 'LP-AUDIT', crews: { quality: 1 }, chance: 0.2 },
  { ...lately, kind: 'course', code: 'CHEM-01', crews: { production: 1, quality: 1 }, chance: 0.1 },
  { ...lately, kind: 'course', code: 'FLT-02', crews: { logistics: 1 }, chance: 0.2 },
  { ...lately, kind: 'course', code: 'CSE-02', crews: { maintenance: 1 }, chance: 0.12 },
  { ...lately, kind: 'course', code: 'FOOD-01', crews: { canteen: 1 }, chance: 0.3 },
  { ...lately, kind: 'course', code: 'GDPR-01', crews: { office: 1, quality: 1 }, chance: 0.2 },
  { ...lately, kind: 'course', code: 'ONB-01', crews: everyone, chance: 0.06 },
  { ...lately, kind: 'course', code: 'ERG-01', via: 'self', crews: { office: 1, quality: 0.5, production: 0.2 }, chance: 0.3 },
  // The safety day earns Fire Warden since a hundred and twenty days; these were there before.
  { kind: 'course', code: 'SAFE-DAY', via: 'self', from: 330, until: 290, states: ['done'], crews: everyone, chance: 0.03 },
  { kind: 'course', code: 'SAFE-DAY', via: 'admin', from: 330, until: 290, states: ['done'], reportedDaysAgo: 100, crews: everyone, chance: 0.03 },
]

/** Mario has something in every state; he may join the safety day and ergonomics. */
export const MARIO: readonly Duty[] = [
  { kind: 'course', code: 'CRN-01', via: 'admin', from: 6, until: 6, states: ['new'] },
  { kind: 'course', code: 'FIRE-01', via: 'self', from: 12, until: 12, states: ['middle'] },
  // He holds Chemical Handling already, so this one awarded nothing.
  { kind: 'course', code: 'CHEM-01', via: 'admin', from: 48, until: 48, states: ['done'] },
  { kind: 'learning_plan', code: 'LP-LOG', via: 'admin', from: 40, until: 40, states: ['done', 'middle', 'new'] },
]
