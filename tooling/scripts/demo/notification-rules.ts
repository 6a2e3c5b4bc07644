import type { notificationRule } from '@recert/db/schema/notifications'
import { READY_RULES } from '@recert/domain/ready-rules'
import { daysFrom } from './dates.ts'
import { type Random, uuidAt } from './random.ts'

type RuleRow = typeof notificationRule.$inferInsert

/** Active for so long already that the first minute brings mails, messages and a log to look at. */
const ACTIVE_DAYS = 10

const PLAIN = { digest: false, managerCopy: false, calendarAttachment: false }
const RULES = [
  { ...READY_RULES.reminder, ...PLAIN, name: 'Reminder 30 days before', channels: ['email', 'in_app'], calendarAttachment: true, active: true },
  { ...READY_RULES.expired, ...PLAIN, name: 'Expired, with a copy to the manager', channels: ['email', 'in_app'], digest: true, managerCopy: true, active: true },
  { ...READY_RULES.issued, ...PLAIN, name: 'Congratulations', channels: ['in_app'], active: false },
] satisfies (Partial<RuleRow> & { active: boolean })[]

export function notificationRuleRows(today: Date, random: Random): RuleRow[] {
  const since = daysFrom(today, -ACTIVE_DAYS)
  return RULES.map(({ active, ...rule }) => ({
    id: uuidAt(since, random), ...rule, certificationIds: [], branchIds: [], groupIds: [],
    activeSince: active ? since : null, plannedTo: active ? since : null, plannedAward: null, version: 1, createdAt: since, updatedAt: since, deletedAt: null,
  }))
}
