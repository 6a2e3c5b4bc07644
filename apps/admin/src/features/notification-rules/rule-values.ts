import type { Channel, NotificationEvent, NotificationText, NotificationTexts, NotificationTiming, OffsetUnit } from '@recert/domain/notifications'
import { type Language, LANGUAGES } from '@recert/domain/people'
import type { Inputs, Outputs } from '../../api.ts'
import { readAmount } from '../certifications/read-amount.ts'

export type Rule = Outputs['notificationRules']['get']
export type CertificationChosen = Pick<Rule['certifications'][number], 'id' | 'code' | 'name'>

/** A rule as its form holds it. Branches and groups by id. */
export type RuleFields = {
  name: string; event: NotificationEvent; timing: NotificationTiming; amount: string; unit: OffsetUnit
  ofAll: boolean; certifications: CertificationChosen[]
  toAll: boolean; branches: string[]; groups: string[]
  channels: Channel[]; digest: boolean; managerCopy: boolean; calendarAttachment: boolean
  texts: Record<Language, NotificationText>
  active: boolean
}

const NO_TEXT: NotificationText = { subject: '', body: '' }

/** What a new rule begins with. */
export const NEW_RULE: RuleFields = {
  name: '', event: 'expired', timing: 'before', amount: '30', unit: 'day', ofAll: true, certifications: [], toAll: true, branches: [], groups: [],
  channels: ['email'], digest: false, managerCopy: false, calendarAttachment: false, texts: { en: NO_TEXT, it: NO_TEXT }, active: false,
}

/** What stands in the field for the amount, which is not shown at the event itself: whoever chooses another instant begins with something. */
export const typedAmount = ({ timing, amount }: { timing: NotificationTiming; amount: number }): string => (timing === 'at' ? NEW_RULE.amount : String(amount))

export const fieldsOf = ({ amount, texts, certifications, certificationsGone, branches, groups, peopleGone, ...rule }: Rule): RuleFields => ({
  ...NEW_RULE, name: rule.name, event: rule.event, timing: rule.timing, unit: rule.unit, channels: rule.channels,
  digest: rule.digest, managerCopy: rule.managerCopy, calendarAttachment: rule.calendarAttachment, active: rule.active,
  amount: typedAmount({ timing: rule.timing, amount }),
  // What was chosen and is gone does not make it a rule for all.
  ofAll: certifications.length + certificationsGone === 0, certifications,
  toAll: branches.length + groups.length + peopleGone === 0, branches: branches.map(({ id }) => id), groups: groups.map(({ id }) => id),
  texts: { en: texts.en ?? NO_TEXT, it: texts.it ?? NO_TEXT },
})

/** As the API takes it. What the form does not show for these values is left out of them. */
export function inputOf(fields: RuleFields): Inputs['notificationRules']['create'] {
  const { name, event, unit, channels, managerCopy, active } = fields
  const mails = channels.includes('email')
  return {
    name: name.trim(), event, ...timingOf(fields), unit, channels, managerCopy, active,
    digest: mails && fields.digest, calendarAttachment: mails && event === 'expired' && fields.calendarAttachment,
    certifications: fields.ofAll ? [] : fields.certifications.map(({ id }) => id), branches: fields.toAll ? [] : fields.branches, groups: fields.toAll ? [] : fields.groups,
    texts: writtenTexts(fields.texts),
  }
}

/** When it fires; at the issue, and at the expiry, there is no amount. */
export function timingOf({ event, timing, amount }: Pick<RuleFields, 'event' | 'timing' | 'amount'>): { timing: NotificationTiming; amount: number } {
  return event === 'issued' || timing === 'at' ? { timing: 'at', amount: 0 } : { timing, amount: readAmount(amount) ?? 0 }
}

export const isWritten = ({ subject, body }: NotificationText): boolean => subject.trim() !== '' || body.trim() !== ''

/** The languages in which anything is written. */
const writtenTexts = (texts: RuleFields['texts']): NotificationTexts =>
  Object.fromEntries(LANGUAGES.flatMap((language) => (isWritten(texts[language]) ? [[language, texts[language]] as const] : [])))

/** R10.3: whether saving lets it begin anew, with what falls due from then on. */
export function beginsAnew(fields: RuleFields, before: Rule | null): boolean {
  if (!fields.active) return false
  if (!before?.active) return true
  const { timing, amount } = timingOf(fields)
  return fields.event !== before.event || timing !== before.timing || amount !== before.amount || fields.unit !== before.unit
}
