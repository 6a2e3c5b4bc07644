import { READY_RULES } from '@recert/domain/ready-rules'
import type { RuleStart } from '../../search.ts'
import { NEW_RULE, type RuleFields, typedAmount } from './rule-values.ts'

const { reminder, expired, issued } = READY_RULES

/** The ready-made rules as the form holds them; their names are the screen's. */
export const STARTS: Record<RuleStart, RuleFields> = {
  reminder: { ...NEW_RULE, ...reminder, amount: typedAmount(reminder) },
  expired: { ...NEW_RULE, ...expired, amount: typedAmount(expired) },
  issued: { ...NEW_RULE, ...issued, amount: typedAmount(issued), channels: ['email', 'in_app'] },
}

/** The ready-made text that fits a rule of this kind. */
export const startFor = ({ event, timing }: Pick<RuleFields, 'event' | 'timing'>): RuleStart => (event === 'issued' ? 'issued' : timing === 'before' ? 'reminder' : 'expired')
