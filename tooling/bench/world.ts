import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Db, transaction } from '@recert/db/client'
import { textKey } from '@recert/domain/keys'
import { searchText } from '@recert/domain/people'
import { NAMES } from '@recert/scripts/demo/names'
import type { Bench } from './bench.ts'
import type { Options } from './options.ts'

type Sizes = Pick<Options, 'people' | 'certifications' | 'awarded'>

export const usernameOf = (person: number): string => `p${String(person).padStart(6, '0')}`
export const certificationCode = (certification: number): string => `CERT-${String(certification).padStart(2, '0')}`
export const courseCode = (certification: number): string => `COURSE-${String(certification).padStart(2, '0')}`
/** The group of those whom one command awards. */
export const CREW = 'Crew'

/** Walks through every pair of person and certification before any comes again; neighbours in a file are no neighbours among the people. */
export const pairOf = (row: number, { people, certifications }: Sizes): { person: number; certification: number } => {
  const person = (row * STRIDE) % people
  return { person, certification: (Math.floor(row / people) + person) % certifications }
}
/** A prime that divides no size one would choose. */
const STRIDE = 7919

const GIVEN = Object.values(NAMES).flatMap(({ given }) => given.map((name) => name.split(':')[0] ?? name))
const FAMILY = Object.values(NAMES).flatMap(({ family }) => family.map((name) => name.split(':')[0] ?? name))
const nameOf = (person: number): { firstName: string; lastName: string } =>
  ({ firstName: GIVEN[(person * 31) % GIVEN.length] ?? '', lastName: FAMILY[(person * 17 + Math.floor(person / 7)) % FAMILY.length] ?? '' })

/** People in a tree of branches and in groups, certifications, and a course linked to each. */
export async function fillOrganisation(db: Db, sizes: Sizes): Promise<void> {
  const { sql } = db
  const now = new Date()
  const branches = branchTree()
  const leaves = branches.filter(({ path }) => path.length === 3)
  await sql`insert into branch ${sql(branches.map(({ id, parent, name, path }) => ({ id, parent_id: parent, name, name_key: textKey(name), path })))}`
  const copy = await sql`
    copy person (username, username_key, first_name, last_name, email, email_key, time_zone, language, role, branch_id, search, created_at, updated_at) from stdin`.writable()
  await pipeline(Readable.from((function* () {
    for (let from = 0; from < sizes.people; from += 1000) {
      yield Array.from({ length: Math.min(1000, sizes.people - from) }, (_, i) => {
        const person = { username: usernameOf(from + i), ...nameOf(from + i), email: `${usernameOf(from + i)}@example.com` }
        return `${[person.username, person.username, person.firstName, person.lastName, person.email, person.email, 'UTC', 'en', 'learner',
          leaves[(from + i) % leaves.length]?.id, searchText(person), now.toISOString(), now.toISOString()].join('\t')}\n`
      }).join('')
    }
  })()), copy)
  await sql`insert into "group" ${sql([CREW, ...Array.from({ length: 20 }, (_, i) => `Group ${i + 1}`)].map((name) => ({ name, name_key: textKey(name) })))}`
  await sql`
    insert into group_member (group_id, person_id)
    select g.id, p.id from person p join "group" g on g.name = 'Group ' || (hashtext(p.username) & 31) + 1 where p.role = 'learner'
    union all select g.id, p.id from person p, "group" g where g.name = ${CREW} and p.username < ${usernameOf(sizes.awarded)} and p.role = 'learner'`
  for (let one = 0; one < sizes.certifications; one++) await addCertification(db, certificationCode(one), courseCode(one))
}

export async function addCertification({ sql }: Db, code: string, course: string): Promise<void> {
  const long = new Date('2000-01-01T00:00:00Z')
  await sql`
    with made as (
      insert into certification ${sql({ code, code_key: textKey(code), name: `About ${code}`, name_key: textKey(`About ${code}`), validity_amount: 2, validity_unit: 'year', created_at: long, updated_at: long })} returning id
    ), learnt as (
      insert into item ${sql({ kind: 'course', code: course, code_key: textKey(course), name: `About ${course}`, name_key: textKey(`About ${course}`), created_at: long })} returning id
    )
    insert into certification_item (certification_id, item_id, linked_at) select made.id, learnt.id, ${long} from made, learnt`
}

function branchTree(): { id: string; parent: string | null; name: string; path: string[] }[] {
  const root = { id: randomUUID(), parent: null, name: 'All', path: [] as string[] }
  const below = (parent: { id: string; path: string[] }, name: string) => ({ id: randomUUID(), parent: parent.id, name, path: [...parent.path, parent.id] })
  const countries = Array.from({ length: 10 }, (_, i) => below(root, `Country ${i + 1}`))
  const plants = countries.flatMap((country) => Array.from({ length: 10 }, (_, i) => below(country, `Plant ${i + 1}`)))
  return [root, ...countries, ...plants].map((branch) => ({ ...branch, path: [...branch.path, branch.id] }))
}

/**
 * Awards from the nth to the mth: nine of ten are current, the tenth is the earlier cycle of the one before it. `lists`: issued over three
 * years, so that every standing occurs, and what has expired is marked. `due`: every current one expires in 2099, so that a clock decides.
 */
export async function fillAwards(db: Db, sizes: Sizes, { from, to, expiring }: { from: number; to: number; expiring: 'lists' | 'due' }): Promise<void> {
  await transaction(db, async ({ sql }) => {
    // What stands in foreign keys is right by construction; checking it a million times is not what is measured.
    await sql`set local session_replication_role = replica`
    // Building indexes once is much quicker than adding to them, and leaves all of them as fresh.
    const indexes = await sql<{ name: string; definition: string }[]>`
      select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public' and tablename = 'award' and indexname not in (select conname from pg_constraint)`
    for (const { name } of indexes) await sql.unsafe(`drop index "${name}"`)
    await sql`create temporary table picked_person on commit drop as select id, (row_number() over (order by username_key) - 1)::int as nth from person where username ~ '^p\\d{6}$'`
    await sql`create temporary table picked_certification on commit drop as
      select c.id, l.item_id, (row_number() over (order by c.code) - 1)::int as nth from certification c join certification_item l on l.certification_id = c.id where c.code ~ '^CERT-\\d'`
    await sql`analyze picked_person, picked_certification`
    const now = new Date()
    const year = sql`interval '365 days'`
    await sql`
      with rows as materialized (
        select n, uuidv7() as id, n % 10 = 9 as earlier, case when n % 10 = 9 then n - 1 else n end as pair,
          date_trunc('minute', ${now}::timestamptz) - (n::bigint * 48271 % 1576800) * interval '1 minute' as issued_at
        from generate_series(${from}::int, ${to - 1}::int) n
      ),
      dated as (
        select r.*, r.pair::bigint * ${STRIDE}::int % ${sizes.people}::int as person,
          case when r.earlier then r.issued_at - 2 * ${year} else r.issued_at end as began,
          case when r.earlier then r.issued_at - ${year}
            ${expiring === 'due' ? sql`else timestamptz '2099-06-01T00:00:00Z' + (r.n % 1000) * interval '1 minute'` : sql`when r.n % 17 = 0 then null else r.issued_at + (1 + r.n % 3) * ${year}`} end as ends
        from rows r
      )
      insert into award (id, certification_id, person_id, issued_at, expires_at, association, item_id, previous_id, ended_at, ended_by, expired_marked_for)
      select d.id, c.id, p.id, d.began, d.ends, case when d.n % 3 = 0 then 'course' else 'manual' end, case when d.n % 3 = 0 then c.item_id end, before.id,
        case when d.earlier then d.issued_at end, case when d.earlier then 'import' end, case when d.ends <= ${now} then d.ends end
      from dated d
      join picked_person p on p.nth = d.person
      join picked_certification c on c.nth = (d.pair / ${sizes.people}::int + d.person) % ${sizes.certifications}::int
      left join rows before on before.n = d.n + 1 and before.earlier`
    for (const { definition } of indexes) await sql.unsafe(definition)
    // What a trigger would have counted.
    await sql`delete from awarded_count`
    await sql`insert into awarded_count (certification_id, change) select certification_id, count(*) from award where ended_at is null group by certification_id`
  })
}

/** As many awards as the lists are measured with, should nothing have left them. */
export async function ensureAwards(db: Db, sizes: Pick<Options, 'rows'> & Sizes): Promise<void> {
  const [row] = await db.sql<{ count: number }[]>`select count(*)::int as count from award where removed_at is null`
  if ((row?.count ?? 0) >= sizes.rows) return
  await emptyAwards(db)
  await fillAwards(db, sizes, { from: 0, to: sizes.rows, expiring: 'lists' })
  await settle(db)
}

/** What something costs among a tenth of the awards, and among all of them, which stay. */
export async function amongFewAndAll<T>({ stack, sizes, say }: Bench, what: string, expiring: 'lists' | 'due', measure: (awards: number) => Promise<T>): Promise<{ few: T; all: T }> {
  const among = async (from: number, to: number): Promise<T> => {
    await fillAwards(stack.db, sizes, { from, to, expiring })
    await settle(stack.db)
    say(`${what} among ${to} awards`)
    return measure(to)
  }
  const tenth = Math.floor(sizes.rows / 10)
  await emptyAwards(stack.db)
  return { few: await among(0, tenth), all: await among(tenth, sizes.rows) }
}

/** Nobody holds anything any more, and no import, job or mail is left. */
export const emptyAwards = ({ sql }: Db): Promise<unknown> =>
  sql`truncate award, award_event, award_change, renewal, import, import_row, job, mail, completion, completion_outcome, bulk_run cascade`

/** Everything on the disk, statistics and visibility fresh: what is measured next pays for nothing that was before. */
export async function settle({ sql }: Db): Promise<void> {
  await sql.unsafe('vacuum (analyze) award, award_event, import_row, person, certification, certification_item, item, completion, completion_outcome, branch, "group", group_member')
  await sql.unsafe('checkpoint')
}
