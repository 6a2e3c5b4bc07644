import { looksLikeUuid } from '@recert/domain/keys'
import type { NotificationEvent, NotificationTexts, Timing } from '@recert/domain/notifications'
import { and, eq, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { notificationRule } from '../schema/notifications.ts'

export type RuleRow = typeof notificationRule.$inferSelect
export type RuleListed = Timing & {
  id: string; name: string; channels: RuleRow['channels']; texts: NotificationTexts; digest: boolean; managerCopy: boolean; calendarAttachment: boolean; activeSince: Date | null; version: number
  certifications: { id: string; code: string | null; name: string }[]; branches: { id: string; name: string }[]; groups: { id: string; name: string }[]
  /** How many of the certifications, and of the branches and groups, are gone. Where all of them are, the rule is for nobody, not for all. */
  certificationsGone: number; peopleGone: number
}

/** The rules that are not deleted, by name, with what they are for. A certification, branch or group that is gone is only counted. */
export const listRules = async ({ sql }: Queryable, id?: string): Promise<RuleListed[]> => sql<RuleListed[]>`
  select r.id, r.name, r.event, r.timing, r.amount, r.unit, r.channels, r.texts, r.digest, r.manager_copy as "managerCopy", r.calendar_attachment as "calendarAttachment", r.active_since as "activeSince", r.version,
    coalesce((select json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name) order by c.name_key) from certification c where c.id = any (r.certification_ids) and c.deleted_at is null), '[]') as certifications,
    coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name) order by b.name_key) from branch b where b.id = any (r.branch_ids)), '[]') as branches,
    coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name) order by g.name_key) from "group" g where g.id = any (r.group_ids)), '[]') as groups,
    (select count(*)::int from unnest(r.certification_ids) i where not exists (select from certification c where c.id = i and c.deleted_at is null)) as "certificationsGone",
    (select count(*)::int from unnest(r.branch_ids || r.group_ids) i where not exists (select from branch b where b.id = i) and not exists (select from "group" g where g.id = i)) as "peopleGone"
  from notification_rule r where r.deleted_at is null ${id === undefined ? sql`` : looksLikeUuid(id) ? sql`and r.id = ${id}` : sql`and false`} order by lower(r.name), r.id`

export type RuleNamed = { id: string; name: string; event: NotificationEvent; active: boolean; deleted: boolean }

/** Every rule by name, deleted ones too: what they told is in the log. */
export const listRuleNames = async ({ sql }: Queryable): Promise<RuleNamed[]> => sql<RuleNamed[]>`
  select id, name, event, active_since is not null and deleted_at is null as active, deleted_at is not null as deleted from notification_rule order by deleted_at is not null, lower(name), id`

export async function insertRule({ orm }: Tx, values: typeof notificationRule.$inferInsert): Promise<string> {
  const [row] = await orm.insert(notificationRule).values(values).returning({ id: notificationRule.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** The rule, locked until the transaction ends; null when there is none, or it was deleted. */
export async function lockRule({ orm }: Tx, id: string): Promise<RuleRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await orm.select().from(notificationRule).where(and(eq(notificationRule.id, id), isNull(notificationRule.deletedAt))).for('update')
  return row ?? null
}

export async function updateRule({ orm }: Tx, id: string, values: Partial<typeof notificationRule.$inferInsert>): Promise<void> {
  await orm.update(notificationRule).set({ ...values, version: raw`${notificationRule.version} + 1` }).where(eq(notificationRule.id, id))
}
