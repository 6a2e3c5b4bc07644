import type { Association } from '@recert/domain/awards'
import type { Scope } from '@recert/domain/access'
import type { Queryable, Tx } from '../client.ts'
import { applyIncoming, type Fragment, type IncomingBy, type IncomingResult, judgement } from './incoming-awards.ts'
import { isSelected, type Selection } from './selections.ts'

/** The same terms for everybody; instants are ISO 8601. `expiresAt` null = always valid; `replace`: takes a current award's place. */
export type HandTerms = {
  certificationId: string; issuedAt: string; expiresAt: string | null; association: Association; itemId: string | null; externalActivityId: string | null; replace: boolean
}

/** R6.2: awards these people by hand. */
export const awardByHand = (q: Tx, terms: HandTerms, personIds: string[], by: IncomingBy): Promise<IncomingResult[]> =>
  applyIncoming(q, {
    via: 'hand',
    rows: termsFor(q, terms, q.sql`unnest(${personIds}::uuid[]) as id`),
  }, by)

const termsFor = ({ sql }: Queryable, terms: HandTerms, people: Fragment): Fragment => sql`
  select id as ref, id as person_id, ${terms.certificationId}::uuid as certification_id, ${terms.issuedAt}::text::timestamptz as issued_at, ${terms.expiresAt}::text::timestamptz as expires_at,
    ${terms.association}::text as association, ${terms.itemId}::uuid as item_id, ${terms.externalActivityId}::uuid as external_activity_id, ${terms.replace}::boolean as replace
  from ${people}`

type Verdict = IncomingResult['verdict']
export type HandPreview = { verdicts: Partial<Record<Verdict, number>>; examples: { username: string; verdict: Verdict; reason: IncomingResult['reason'] }[] }

/** How many of each kind are shown by name. */
const EXAMPLES = 20

/** What awarding a selection would do: judged as awarding judges, and nothing written. */
export async function previewByHand(q: Queryable, scope: Scope, selection: Selection, terms: HandTerms): Promise<HandPreview> {
  const { sql } = q
  const rows = await sql<{ verdict: Verdict; count: number; examples: { username: string; reason: IncomingResult['reason'] }[] }[]>`
    with incoming as materialized (${termsFor(q, terms, sql`person p where ${isSelected(q, scope, selection)}`)}), ${judgement(q, 'hand')}
    select j.verdict, count(*)::int as count, (array_agg(json_build_object('username', p.username, 'reason', j.reason) order by p.username_key))[1:${EXAMPLES}::int] as examples
    from judged j join person p on p.id = j.person_id group by j.verdict`
  return {
    verdicts: Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count])),
    examples: rows.flatMap(({ verdict, examples }) => examples.map((example) => ({ ...example, verdict }))),
  }
}
