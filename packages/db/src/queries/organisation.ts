import type { Caller, Permission } from '@recert/domain/access'
import type { Feature } from '@recert/domain/features'
import type { Role } from '@recert/domain/people'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { feature, organisation } from '../schema/organisation.ts'

export type Organisation = { name: string; demo: boolean; expiringDays: number; demoNow: Date | null; features: Feature[] }
export type CallerPerson = {
  id: string; username: string; firstName: string; lastName: string; email: string | null
  role: Role; timeZone: string; language: string; permissions: Permission[]
}
export type CallerFound = { caller: Caller; person: CallerPerson | null; organisation: Organisation }

type Row = {
  name: string; demo: boolean; expiring_days: number; demo_now: Date | null; features: Feature[]
  person_id: string | null; username: string; first_name: string; last_name: string; email: string | null
  role: Role; time_zone: string; language: string; permissions: Permission[]; scope_branch_ids: string[]; scope_group_ids: string[]
  key_id: string | null; key_role: Role; key_permissions: Permission[]; key_branch_ids: string[]; key_group_ids: string[]
}

/**
 * Who calls, and the organisation's settings, in one prepared statement per request.
 * `sessionToken` has been checked against its signature; sessions, keys and deactivation are judged in real time.
 */
export async function findCaller({ sql }: Queryable, credentials: { sessionToken?: string | undefined; keyHash?: string | undefined }): Promise<CallerFound> {
  const [row] = await sql<Row[]>`
    select o.name, o.demo, o.expiring_days, o.demo_now,
      array(select key from feature where activated_at is not null) as features,
      p.id as person_id, p.username, p.first_name, p.last_name, p.email, p.role, p.time_zone, p.language,
      p.permissions, p.scope_branch_ids, p.scope_group_ids,
      k.id as key_id, k.role as key_role, k.permissions as key_permissions, k.scope_branch_ids as key_branch_ids, k.scope_group_ids as key_group_ids
    from organisation o
    left join session s on s.token = ${credentials.sessionToken ?? null} and s.expires_at > ${new Date()}
    left join "user" u on u.id = s.user_id
    left join person p on p.id = u.person_id and p.active
    left join api_key k on k.hash = ${credentials.keyHash ?? null} and k.revoked_at is null`
  if (!row) throw new Error('The organisation row is missing: the database was not migrated by Recert.')
  const found = { name: row.name, demo: row.demo, expiringDays: row.expiring_days, demoNow: row.demo_now, features: row.features }
  if (row.key_id) {
    const rights = { role: row.key_role, permissions: row.key_permissions, scopeBranchIds: row.key_branch_ids, scopeGroupIds: row.key_group_ids }
    return { caller: { kind: 'api_key', id: row.key_id, ...rights }, person: null, organisation: found }
  }
  if (!row.person_id) return { caller: { kind: 'anonymous' }, person: null, organisation: found }
  return {
    caller: {
      kind: 'person', id: row.person_id, role: row.role, permissions: row.permissions, scopeBranchIds: row.scope_branch_ids, scopeGroupIds: row.scope_group_ids,
    },
    person: {
      id: row.person_id, username: row.username, firstName: row.first_name, lastName: row.last_name, email: row.email,
      role: row.role, timeZone: row.time_zone, language: row.language, permissions: row.permissions,
    },
    organisation: found,
  }
}

export type Settings = { name: string; expiringDays: number; retentionDays: number }

export async function findSettings({ orm }: Queryable): Promise<Settings> {
  const [row] = await orm.select({ name: organisation.name, expiringDays: organisation.expiringDays, retentionDays: organisation.retentionDays }).from(organisation)
  if (!row) throw new Error('The organisation row is missing: the database was not migrated by Recert.')
  return row
}

export async function saveSettings({ orm }: Tx, values: Partial<Settings>): Promise<void> {
  if (Object.keys(values).length > 0) await orm.update(organisation).set(values).where(eq(organisation.one, true))
}

/** The instants at which the optional apps were activated, by app. */
export async function listFeatures({ orm }: Queryable): Promise<Map<Feature, Date | null>> {
  const rows = await orm.select().from(feature)
  return new Map(rows.map((row) => [row.key, row.activatedAt]))
}

export async function saveFeature({ orm }: Tx, key: Feature, activatedAt: Date | null): Promise<void> {
  await orm.insert(feature).values({ key, activatedAt }).onConflictDoUpdate({ target: feature.key, set: { activatedAt } })
}

/** The demo clock's instant and whether any award exists, with the row locked: moves happen one after the other. */
export async function lockClock({ sql }: Tx): Promise<{ demoNow: Date | null; hasAwards: boolean }> {
  const [row] = await sql<{ demo_now: Date | null; has_awards: boolean }[]>`
    select demo_now, exists (select from award) as has_awards from organisation for update`
  return { demoNow: row?.demo_now ?? null, hasAwards: row?.has_awards ?? false }
}

export async function saveDemoNow({ orm }: Tx, now: Date): Promise<void> {
  await orm.update(organisation).set({ demoNow: now }).where(eq(organisation.one, true))
}

/** Whether nobody is in it yet: a fresh database. */
export async function organisationIsEmpty({ sql }: Queryable): Promise<boolean> {
  const [row] = await sql<{ empty: boolean }[]>`select not exists (select from person) and not exists (select from certification) as empty`
  return row?.empty ?? true
}
