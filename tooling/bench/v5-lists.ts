import { encodeCursor } from '@recert/db/queries/page'
import { type Bench, type Measurement, milliseconds } from './bench.ts'
import { closedLoop, type Http, median, percentile } from './http.ts'
import { amongFewAndAll, certificationCode, usernameOf } from './world.ts'

/** What one list may take, however slow. */
const MOST_MS = 1000
/** Past a limit it is tried so often, and the middle one counts: a pause of the machine is none of the list's. */
const TRIES_PAST = 3
const [P50, P99, SEARCH_P99] = [8, 25, 60]
const LOAD = { atOnce: 10, seconds: 10 }
const SORTS = ['issued', 'expires', 'username'].flatMap((sort) => ['asc', 'desc'].map((direction) => ({ sort, direction })))
const NAMES = ['müller', 'anna', 'sch', 'ferrari', 'von der', "o'con", 'p0012', 'nobody-has-this', 'ł', 'mar']

type List = { name: string; path: string }
type Took = List & { p50: number; p99: number }

/** V5: Awarded Users by every sort and filter that it offers, at any depth, among a tenth and among all. */
export const measureLists: Measurement = async (bench) => {
  const { stack, sizes, say } = bench
  const few = Math.floor(sizes.rows / 10)
  const { few: ofFew, all: took } = await amongFewAndAll(bench, 'lists', 'lists', async (awards) =>
    eachList(stack.http, await lists(bench), awards === few ? { tries: Math.ceil(sizes.tries / 3), again: false } : { tries: sizes.tries, again: !sizes.quick }))
  say('searches by name')
  const searches = await eachList(stack.http, NAMES.flatMap((name) => ['people', 'awards'].map((list) => ({ name: `${list} with “${name}”`, path: `/api/v1/${list}?search=${encodeURIComponent(name)}` }))), { tries: sizes.tries, again: false, most: SEARCH_P99 })
  say('ten at once')
  let nth = 0
  const plain = took.filter(({ name }) => name.startsWith('all '))
  const load = await closedLoop(stack.http, () => ({ path: plain[nth++ % plain.length]?.path ?? '' }), { ...LOAD, seconds: Math.min(LOAD.seconds, sizes.seconds) })

  const by = (what: 'p50' | 'p99') => (rows: Took[]) => [...rows].sort((a, b) => b[what] - a[what])
  const [slowest, longest, search] = [by('p50')(took), by('p99')(took), by('p99')(searches)]
  const worst = (rows: Took[], what: 'p50' | 'p99', limit: number): string =>
    `${rows.filter((row) => row[what] > limit).length} of ${rows.length} above; slowest: ${rows.slice(0, 4).map((row) => `${row.name} ${row[what].toFixed(1)}`).join(', ')}`
  const [typical, typicalOfFew] = [median(took.map(({ p50 }) => p50)), median(ofFew.map(({ p50 }) => p50))]
  const count = sizes.rows.toLocaleString('en-US')
  return [
    { promise: 'V5', what: `a page of 50 among ${count}, slowest list: p50`, figure: milliseconds(slowest[0]?.p50 ?? 0), held: { most: P50 }, note: worst(slowest, 'p50', P50), details: details(took) },
    { promise: 'V5', what: 'a page of 50, slowest list: p99', figure: milliseconds(longest[0]?.p99 ?? 0), held: { most: P99 }, note: worst(longest, 'p99', P99) },
    { promise: 'V5', what: `the middle one of ${took.length} lists: p50`, figure: milliseconds(typical), note: `p99 ${median(took.map(({ p99 }) => p99)).toFixed(1)} ms` },
    { promise: 'V5', what: 'pages, ten at once, any sort and depth', figure: { value: (load.times.length - load.errors) / load.seconds, unit: 'requests/s' }, held: { least: 600 }, note: `p95 ${percentile(load.times, 0.95).toFixed(1)} ms${load.fault ? `; ${load.errors} errors: ${load.fault}` : ''}` },
    { promise: 'V5', what: `the middle list among ${count}, against ${few.toLocaleString('en-US')}`, figure: milliseconds(typical), floor: milliseconds(typicalOfFew), held: { mostTimes: 1.3 }, details: details(ofFew) },
    { promise: 'V5', what: `search by name among ${sizes.people.toLocaleString('en-US')}, slowest: p99`, figure: milliseconds(search[0]?.p99 ?? 0), held: { most: SEARCH_P99 }, note: worst(search, 'p99', SEARCH_P99), details: details(searches) },
  ]
}

const details = (rows: Took[]): Record<string, number[]> => Object.fromEntries(rows.map(({ name, p50, p99 }) => [name, [Number(p50.toFixed(2)), Number(p99.toFixed(2))]]))

async function eachList(http: Http, all: List[], { tries, again, most = P99 }: { tries: number; again: boolean; most?: number }): Promise<Took[]> {
  const took: Took[] = []
  for (const list of all) {
    const some = [await times(http, list, tries)]
    // What is far beyond the limit is no pause.
    const past = ({ p50, p99 }: Took): boolean => p50 <= 2 * P50 && (p50 > P50 || p99 > most)
    if (again && some.some(past)) while (some.length < TRIES_PAST) some.push(await times(http, list, tries))
    took.push({ ...list, p50: median(some.map(({ p50 }) => p50)), p99: median(some.map(({ p99 }) => p99)) })
  }
  return took
}

async function times(http: Http, list: List, tries: number): Promise<Took> {
  const began = performance.now()
  const some: number[] = []
  for (let n = 0; n < tries + 2 && (n < 4 || performance.now() - began < MOST_MS); n++) {
    const { status, ms } = await http.time(list)
    if (status !== 200) throw new Error(`The list “${list.name}” answered ${status}.`)
    // The first ones warm up.
    if (n >= 2) some.push(ms)
  }
  return { ...list, p50: percentile(some, 0.5), p99: percentile(some, 0.99) }
}

/** Every sort, alone at several depths, and with every filter. */
async function lists({ stack }: Bench): Promise<List[]> {
  const { sql } = stack.db
  const pathOf = (query: Record<string, string>): string => `/api/v1/awards?${new URLSearchParams(query).toString()}`
  const [places] = await sql<{ leaf: string; country: string; group: string }[]>`
    select (select id from branch where name = 'Plant 3' limit 1) as leaf, (select id from branch where name = 'Country 3') as country, (select id from "group" where name = 'Group 3') as "group"`
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const filters: Record<string, Record<string, string>> = {
    all: {}, valid: { standing: 'valid' }, expiring: { standing: 'expiring' }, expired: { standing: 'expired' }, 'always valid': { standing: 'always_valid' }, archived: { standing: 'archived' },
    'by hand': { association: 'manual' }, 'by course': { association: 'course' }, 'by external training': { association: 'external_training' },
    'of a plant': { branchId: places?.leaf ?? '' }, 'of a country': { branchId: places?.country ?? '' }, 'of a group': { groupId: places?.group ?? '' },
    'of a certification': { certificationCode: certificationCode(3) }, 'of a person': { username: usernameOf(77) },
    'earlier cycles': { cycle: 'archived' }, 'all cycles': { cycle: 'all' }, 'as of a day': { asOf: day(200) },
    'issued in a month': { issuedFrom: day(230), issuedTo: day(200) }, 'expiring in a month': { expiresFrom: day(-90), expiresTo: day(-120) },
    'expired, of a plant': { standing: 'expired', branchId: places?.leaf ?? '' }, 'expiring, of a certification': { standing: 'expiring', certificationCode: certificationCode(7) },
  }
  const shallow = Object.entries(filters).flatMap(([name, query]) => SORTS.map((sorting) => ({ name: `${name} by ${sorting.sort} ${sorting.direction}`, path: pathOf({ ...query, ...sorting }) })))
  const deep: List[] = []
  for (const depth of [0.5, 0.99]) {
    for (const sorting of SORTS) {
      for (const [name, query] of [['all', {}], ['of a certification', filters['of a certification'] ?? {}]] as const) {
        const cursor = await cursorAt({ sql }, sorting, depth, query)
        deep.push({ name: `${name} by ${sorting.sort} ${sorting.direction}, ${depth * 100} % down`, path: pathOf({ ...query, ...sorting, cursor }) })
      }
    }
  }
  return [...shallow, ...deep]
}

/** Where a page so far down begins, without walking there. */
async function cursorAt({ sql }: Pick<Bench['stack']['db'], 'sql'>, { sort, direction }: (typeof SORTS)[number], depth: number, of: { certificationCode?: string }): Promise<string> {
  const key = { issued: sql`a.issued_at`, expires: sql`coalesce(a.expires_at, 'infinity'::timestamptz)`, username: sql`p.username_key` }[sort] ?? sql``
  const which = of.certificationCode ? sql`and a.certification_id = (select id from certification where code = ${of.certificationCode})` : sql``
  const way = direction === 'desc' ? sql`desc` : sql`asc`
  const [row] = await sql<{ key: string; id: string }[]>`
    select (${key})::text as key, a.id from award a join person p on p.id = a.person_id where a.ended_at is null ${which}
    order by ${key} ${way}, a.id ${way} limit 1
    offset (select floor(count(*) * ${depth}::float8)::int from award a where a.ended_at is null ${which})`
  return encodeCursor(row?.key ?? '', row?.id ?? '')
}
