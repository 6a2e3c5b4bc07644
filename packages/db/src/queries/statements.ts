import type { Scope } from '@recert/domain/access'
import { textKey } from '@recert/domain/keys'
import type { Queryable, Tx } from '../client.ts'
import { inScope } from './people.ts'

export type StatementStored = { id: string; statement: Record<string, unknown> }

/** Stores statements whose ids are news, and answers with the ids of those. */
export async function insertStatements({ sql }: Tx, statements: readonly StatementStored[], now: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into xapi_statement (id, statement, stored_at)
    select id, statement, ${now}::timestamptz from json_to_recordset(${JSON.stringify(statements)}::text::json) as given (id uuid, statement jsonb) order by id
    on conflict (id) do nothing returning id`
  return rows.map(({ id }) => id)
}

export const findStatements = async ({ sql }: Queryable, ids: string[]): Promise<StatementStored[]> =>
  sql<StatementStored[]>`select id, statement from xapi_statement where id = any (${ids}::uuid[])`

/** Notes which completion each statement told of. */
export async function linkStatements({ sql }: Tx, links: readonly { id: string; personId: string; itemId: string; completedAt: Date }[]): Promise<void> {
  const rows = JSON.stringify(links.map(({ id, personId, itemId, completedAt }) => ({ id, person_id: personId, item_id: itemId, completed_at: completedAt })))
  await sql`
    update xapi_statement s set completion_id = x.id
    from json_to_recordset(${rows}::text::json) as given (id uuid, person_id uuid, item_id uuid, completed_at timestamptz(3))
    join completion x on x.person_id = given.person_id and x.item_id = given.item_id and x.completed_at = given.completed_at
    where s.id = given.id`
}

/** Whom and which course statements name; null where there is none, or more than one person has the address. In the order given. */
export async function resolveStatements(q: Queryable, scope: Scope, named: readonly { username: string | null; email: string | null; activityId: string; code: string }[]): Promise<{ personId: string | null; itemId: string | null }[]> {
  const rows = JSON.stringify(named.map(({ username, email, activityId, code }, n) => ({
    n, username_key: username === null ? null : textKey(username), email_key: email === null ? null : textKey(email), activity_id: activityId, code_key: textKey(code),
  })))
  return q.sql<{ personId: string | null; itemId: string | null }[]>`
    select (case when given.username_key is not null then by_name.id when by_mail.count = 1 then by_mail.id end) as "personId", coalesce(known.id, by_code.id) as "itemId"
    from json_to_recordset(${rows}::text::json) as given (n int, username_key text, email_key text, activity_id text, code_key text)
    left join lateral (select p.id from person p where p.username_key = given.username_key and ${inScope(q, scope)} limit 1) by_name on true
    left join lateral (select count(*), (array_agg(p.id))[1] as id from person p where p.email_key = given.email_key and ${inScope(q, scope)}) by_mail on true
    left join lateral (select id from item where kind = 'course' and activity_id = given.activity_id limit 1) known on true
    left join lateral (select id from item where kind = 'course' and code_key = given.code_key limit 1) by_code on true
    order by n`
}
