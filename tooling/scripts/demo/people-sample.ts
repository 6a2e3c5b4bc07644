import { PEOPLE_FIELDS, type PersonField } from '@recert/domain/import-columns'
import type { ImportCounts, RejectionCode } from '@recert/domain/imports'
import { csvLines } from './csv-rows.ts'
import type { BadRow } from './samples-readme.ts'

type Row = Partial<Record<PersonField, string>>
type Line = { row: Row; beyond?: string; code?: RejectionCode; what?: string }

const TORINO = 'Alpenwerk/Italy/Torino'
const somebody = { first_name: 'Nina', last_name: 'Test' }
const bad = (code: RejectionCode, what: string, row: Row, beyond?: string): Line => ({ code, what, row: { ...somebody, ...row }, ...(beyond === undefined ? {} : { beyond }) })

/** New people, a branch and a group that are made with them, and people of the demo: two who change, one who stays as she is. */
const NEW: readonly Row[] = [
  { username: 'chiara.lanza', first_name: 'Chiara', last_name: 'Lanza', email: 'chiara.lanza@alpenwerk.example', time_zone: 'Europe/Rome', language: 'it', branch_path: `${TORINO}/Logistics`, groups: 'Apprentices | Night shift', role: 'learner', active: 'yes' },
  { username: 'Øystein "Øy" Lund', first_name: 'Øystein', last_name: 'Lund', time_zone: 'Europe/Oslo', branch_path: 'Alpenwerk/Norway/Bergen/Sales', active: '1' },
  { username: 'lena.frei.2', first_name: 'Lena', last_name: 'Frei', language: 'en', branch_path: 'Alpenwerk/Switzerland/Winterthur/IT', groups: 'Summer school' },
  { username: '=summe', first_name: 'Sum', last_name: 'Me', groups: 'Summer school' },
  { username: 'only.a.username' },
]
const CHANGED: readonly Row[] = [
  { username: 'hans.meier', active: 'yes', groups: 'Temporary staff' },
  { username: 'ŠÁRKA NOVÁKOVÁ', last_name: 'Nováková-Malá', language: 'it' },
]
const UNCHANGED: readonly Row[] = [{ username: "Mary O'Brien", first_name: 'Mary', last_name: "O'Brien" }]

const duplicate = 'the same username more than once'
const BAD: readonly Line[] = [
  bad('MISSING_VALUE', 'empty username', { username: ' ' }),
  bad('USERNAME_INVALID', 'a tab within the username', { username: 'nina\ttest' }),
  bad('NAME_TOO_LONG', 'a first name of 256 characters', { username: 'nina.long', first_name: 'Nina'.repeat(64) }),
  bad('EMAIL_ADDRESS_INVALID', 'what stands there is no e-mail address', { username: 'nina.mail', email: 'none yet' }),
  bad('TIME_ZONE_INVALID', 'no such time zone', { username: 'nina.zone', time_zone: 'Europe/Turin' }),
  bad('LANGUAGE_INVALID', 'a language that Recert does not speak', { username: 'nina.language', language: 'tlh' }),
  bad('BRANCH_PATH_INVALID', 'a path without a name', { username: 'nina.branch', branch_path: ' / ' }),
  bad('GROUPS_INVALID', 'groups without a name', { username: 'nina.groups', groups: ' | ' }),
  bad('ROLE_INVALID', 'no such role', { username: 'nina.role', role: 'boss' }),
  bad('ACTIVE_INVALID', 'active says neither yes nor no', { username: 'nina.active', active: 'perhaps' }),
  bad('ROW_TOO_LONG', 'a value beyond the last column', { username: 'nina.beyond' }, 'checked by HR'),
  { code: 'LAST_SUPERADMIN', what: 'nobody would be left who may do everything', row: { username: 'admin', role: 'learner' } },
  bad('DUPLICATE_PEOPLE', duplicate, { username: 'nina.twice' }),
  bad('DUPLICATE_PEOPLE', `${duplicate}, in capitals`, { username: 'NINA.TWICE', last_name: 'Test-Two' }),
]

/** samples/people.csv: good rows between bad ones of every kind that a file of people can show. Counts where duplicates are rejected, and where the last one counts. */
export function peopleFile(): { bytes: Buffer; off: ImportCounts; on: ImportCounts; bad: BadRow[] } {
  const good = [...NEW, ...CHANGED, ...UNCHANGED].map((row): Line => ({ row }))
  // A good row after every other bad one.
  const lines = BAD.flatMap((line, at) => [line, ...(at % 2 === 0 ? good.slice(at / 2, at / 2 + 1) : [])])
  const all = [...lines, ...good.slice(BAD.length / 2)]
  const keys = PEOPLE_FIELDS.map(({ key }) => key)
  const cells = all.map(({ row, beyond }) => [...keys.map((key) => row[key] ?? ''), ...(beyond === undefined ? [] : [beyond])])
  const off = { total: all.length, new: NEW.length, replaced: CHANGED.length, unchanged: UNCHANGED.length, rejected: BAD.length, skipped: 0 }
  return {
    bytes: Buffer.from(csvLines([keys, ...cells], ',', '\n')),
    off, on: { ...off, new: NEW.length + 1, rejected: BAD.length - 2, skipped: 1 },
    bad: all.flatMap(({ code, what }, at) => (code !== undefined && what !== undefined ? [{ line: at + 2, code, what }] : [])),
  }
}
