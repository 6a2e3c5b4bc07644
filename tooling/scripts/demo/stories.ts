import { CERTIFICATIONS, type DemoCertification } from './catalogue.ts'
import type { DemoPerson } from './people.ts'
import { type Random, randomOf } from './random.ts'

/** What happened to a cycle besides being issued, expiring and being followed by another. `restored`: it was removed, and that was taken back. */
export type Twist = 'edited' | 'removed' | 'restored' | 'always_valid'

/** One cycle before it has dates: days are counted from today or from the cycle that follows. */
export type DemoCycle = {
  /** Newest cycle: days from today to its expiry. Earlier ones: days from the next one's issue; > 0 was renewed early, < 0 late. */
  expiresIn: number
  /** Days from its issue to today, where it never expires. */
  issuedAgo: number
  /** Minute of the day at which a course was completed. */
  minute: number
  manual: boolean
  /** Which of the items that were linked then earned it, 0–999 over all of them. */
  itemDraw: number
  twist: Twist | null
}

/** All cycles of one person and certification, newest first. */
export type Story = { person: DemoPerson; certification: DemoCertification; cycles: readonly DemoCycle[] }

/** Whether the person holds it today, expired or not. */
export const isHeld = ({ cycles }: Story): boolean => cycles[0] !== undefined && cycles[0].twist !== 'removed'

/** A validity's length in days; never more than it really has, whatever the months. */
export function leastDays({ validity: { amount, unit } }: DemoCertification): number {
  return amount * { day: 1, week: 7, month: 30, year: 365 }[unit]
}

/** Who was awarded what, the same at any time: only the dates, made from this later, depend on today. */
export function demoStories(people: readonly DemoPerson[]): Story[] {
  const random = randomOf(2)
  return people.flatMap((person) => {
    if (person.username === 'mario') return marioStories(person)
    return CERTIFICATIONS.filter(({ needed }) => random.chance(needed[person.crew] ?? 0)).map((certification) => ({
      person, certification, cycles: drawCycles(certification, random),
    }))
  })
}

function drawCycles(certification: DemoCertification, random: Random): DemoCycle[] {
  const days = leastDays(certification)
  const newest = { ...drawCycle(certification, random), ...drawNewest(certification, days, random) }
  if (days === 0) return [newest]
  const earlier = random.weighted([[0, 54], [1, 31], [2, 15]])
  const most = Math.min(45, Math.floor(days / 3))
  return [newest, ...Array.from({ length: earlier }, () => ({
    ...drawCycle(certification, random),
    expiresIn: random.chance(0.6) ? random.int(5, most) : -random.int(5, 60),
    twist: random.chance(0.02) ? 'removed' as const : null,
  }))]
}

const drawCycle = ({ manual }: DemoCertification, random: Random): DemoCycle => ({
  expiresIn: 0, issuedAgo: random.int(2, 2000), minute: random.int(6 * 60, 19 * 60), manual: random.chance(manual), itemDraw: random.int(0, 999), twist: null,
})

/**
 * How the newest cycle stands today. Whoever subtracts months and adds them again may lose three days (31 March − 1 month + 1 month = 28 March),
 * so every standing keeps five days of distance from its neighbours.
 */
function drawNewest(certification: DemoCertification, days: number, random: Random): Partial<DemoCycle> {
  const { retiredDaysAgo } = certification
  if (days === 0) return random.chance(0.02) ? { issuedAgo: random.int(60, 2000), twist: 'removed' } : {}
  const standing = random.weighted([['valid', 70], ['expiring', 9], ['expired', 15], ['always_valid', 2]])
  if (standing === 'expiring') return { expiresIn: random.int(5, 26) }
  if (standing === 'expired') return { expiresIn: -random.int(5, Math.min(days, 400)) }
  if (standing === 'always_valid') return { manual: true, issuedAgo: random.int((retiredDaysAgo ?? 0) + 30, 1500), twist: 'always_valid' }
  const twist = days > 120 ? random.weighted<Twist | null>([[null, 90], ['edited', 4], ['removed', 4], ['restored', 2]]) : null
  // A retired certification was awarded until it was retired; a removed award, also one that came back, had been there for a month.
  const youngest = (retiredDaysAgo ?? 0) + (twist ? 40 : 2)
  return { expiresIn: random.int(36, days - youngest), twist }
}

/** Mario's certifications show a learner everything at once: expiring and renewed late before, expired, never expiring. */
function marioStories(person: DemoPerson): Story[] {
  const cycle = { expiresIn: 0, issuedAgo: 0, minute: 9 * 60 + 30, manual: false, itemDraw: 999, twist: null }
  const cycles: Record<string, DemoCycle[]> = {
    FORKLIFT: [{ ...cycle, expiresIn: 12, itemDraw: 500 }, { ...cycle, expiresIn: -9, itemDraw: 0 }],
    'FIRST-AID': [{ ...cycle, expiresIn: -21, itemDraw: 0 }],
    GDPR: [{ ...cycle, issuedAgo: 410 }],
    CHEM: [{ ...cycle, expiresIn: 240, manual: true }],
  }
  return CERTIFICATIONS.flatMap((certification) => {
    const own = certification.code === null ? undefined : cycles[certification.code]
    return own ? [{ person, certification, cycles: own }] : []
  })
}
