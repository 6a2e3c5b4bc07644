import { DomainError } from './errors.ts'
import { checkText, checkTitle } from './text.ts'

export const EXTERNAL_STATES = ['pending', 'approved', 'rejected', 'withdrawn'] as const
export type ExternalState = (typeof EXTERNAL_STATES)[number]

/**
 * What may be done with a reported activity, and in which states. Only a learner's own report waits; an administrator's is approved at once.
 * `edit` changes what decides on an award: dates, certification, evidence. Once that is decided, an award may stand on it, and changing the
 * dates here would make the two contradict each other; the award itself is edited then. `describe` changes only how the activity reads.
 */
export const EXTERNAL_ACTIONS = {
  edit: ['pending'],
  describe: ['pending', 'approved'],
  approve: ['pending', 'rejected'],
  reject: ['pending'],
  withdraw: ['pending', 'rejected'],
} as const satisfies Record<'edit' | 'describe' | 'approve' | 'reject' | 'withdraw', readonly ExternalState[]>
export type ExternalAction = keyof typeof EXTERNAL_ACTIONS

export function externalAllows(action: ExternalAction, state: ExternalState): boolean {
  return EXTERNAL_ACTIONS[action].some((allowed) => allowed === state)
}

/** Throws EXTERNAL_STATE. */
export function checkExternalAction(action: ExternalAction, state: ExternalState): void {
  if (!externalAllows(action, state)) throw new DomainError('EXTERNAL_STATE', { state })
}

/** What is reported of a training that took place elsewhere. Instants; score and credits are numbers of whatever scale. */
export type ExternalReport = {
  title: string; type?: string | undefined; startedAt?: Date | null | undefined; completedAt: Date
  score?: number | null | undefined; credits?: number | null | undefined; institute?: string | undefined
}

const NUMBER_MOST = 1_000_000

/** R9.1. Throws TITLE_REQUIRED, TEXT_TOO_LONG, EXTERNAL_DATES, NUMBER_OUT_OF_RANGE. */
export function checkExternalReport({ title, type = '', startedAt = null, completedAt, score = null, credits = null, institute = '' }: ExternalReport) {
  const checked = checkTitle(title)
  if (startedAt && startedAt > completedAt) throw new DomainError('EXTERNAL_DATES')
  return {
    title: checked, type: checkText(type, 'type'), startedAt, completedAt, institute: checkText(institute, 'institute'),
    score: checkNumber(score, 'score'), credits: checkNumber(credits, 'credits'),
  }
}

const NOTE_MOST = 2000

/** What an approver writes to the learner, who is told why a report was rejected. Throws NOTE_REQUIRED, TEXT_TOO_LONG. */
export function checkNote(note: string, decision: 'approve' | 'reject'): string {
  const checked = checkText(note, 'note', NOTE_MOST)
  if (decision === 'reject' && checked === '') throw new DomainError('NOTE_REQUIRED')
  return checked
}

function checkNumber(value: number | null, field: string): number | null {
  if (value !== null && !(value >= 0 && value <= NUMBER_MOST)) throw new DomainError('NUMBER_OUT_OF_RANGE', { field, most: NUMBER_MOST })
  return value
}
