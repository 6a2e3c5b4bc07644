import { type Permission, PERMISSIONS } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'
import { textKey } from '@recert/domain/keys'
import { type Country, NAMES } from './names.ts'
import { type BranchPath, type Crew, type Department, departmentPath, ORGANISATION, SITES, type Site } from './places.ts'
import { type Random, randomOf } from './random.ts'

export type DemoPerson = {
  username: string; firstName: string; lastName: string; email: string | null; timeZone: string; language: 'en' | 'it'
  role: Role; active: boolean; crew: Crew; branch: BranchPath; groups: readonly string[]
  /** What a power user may do, and of which branches' people power users and managers look after. */
  permissions: readonly Permission[]; scope: readonly BranchPath[]
  /** Days between the day that their account was made and today, at least. */
  knownForDays: number
}

const MAIL = 'alpenwerk.example'

type Named = { city: string; department: string; username: string; firstName: string; lastName: string; email?: string | null; active?: boolean } & Partial<Pick<DemoPerson, 'role' | 'permissions' | 'scope'>>

/** Everything in these areas. */
const areas = (...names: string[]): Permission[] => PERMISSIONS.filter((permission) => names.some((name) => permission.startsWith(`${name}.`)))

/** People who are there for their names, rights or state. */
const NAMED: readonly Named[] = [
  { city: 'Winterthur', department: 'Management', username: 'admin', firstName: 'Ada', lastName: 'Keller', email: `ada.keller@${MAIL}`, role: 'superadmin' },
  {
    city: 'Winterthur', department: 'Human Resources', username: 'petra', firstName: 'Petra', lastName: 'Bernasconi', email: `petra.bernasconi@${MAIL}`, role: 'power_user',
    permissions: ['people.view', 'certifications.view', ...areas('awards', 'training', 'external_training')], scope: [[ORGANISATION, 'Italy']],
  },
  { city: 'Torino', department: 'Production', username: 'luca', firstName: 'Luca', lastName: 'Moretti', email: `luca.moretti@${MAIL}`, role: 'manager', scope: [[ORGANISATION, 'Italy', 'Torino']] },
  { city: 'Torino', department: 'Logistics', username: 'mario', firstName: 'Mario', lastName: 'Rossi', email: `mario.rossi@${MAIL}` },
  { city: 'Winterthur', department: 'Finance', username: 'Keller, Jürg', firstName: 'Jürg', lastName: 'Keller' },
  { city: 'Monterrey', department: 'Quality', username: `ines.gomez@${MAIL}`, firstName: 'Inés', lastName: 'Gómez Ibáñez', email: `ines.gomez@${MAIL}` },
  { city: 'Monterrey', department: 'Maintenance', username: 'José "Pepe" Núñez', firstName: 'José', lastName: 'Núñez', email: null },
  { city: 'Detroit', department: 'Logistics', username: "Mary O'Brien", firstName: 'Mary', lastName: "O'Brien" },
  { city: 'Stuttgart', department: 'Maintenance', username: 'björn.müller', firstName: 'Björn', lastName: 'Müller' },
  { city: 'Stuttgart', department: 'Logistics', username: 'hans.meier', firstName: 'Hans', lastName: 'Meier', active: false },
  { city: 'Wrocław', department: 'Quality', username: 'Šárka Nováková', firstName: 'Šárka', lastName: 'Nováková' },
  { city: 'Wrocław', department: 'Logistics', username: '=zofia.żak', firstName: 'Zofia', lastName: 'Żak', email: null },
  { city: 'Nagoya', department: 'Quality', username: '佐藤健', firstName: '健', lastName: '佐藤', email: `ken.sato@${MAIL}` },
  { city: 'Pune', department: 'Maintenance', username: 'S. Ramanujan', firstName: 'Srinivasa', lastName: 'Ramanujan', email: null },
]

/** Everybody, the same at any time: nothing here depends on a date. */
export function demoPeople(): DemoPerson[] {
  const random = randomOf(1)
  const taken = new Set(NAMED.map(({ username }) => textKey(username)))
  return SITES.flatMap((site) => {
    const named = NAMED.filter(({ city }) => city === site.city)
    const departments = site.departments.map((department) => [department, department.share] as const)
    const headOf = new Set<string>()
    return Array.from({ length: site.people }, (_, at) => {
      const given = named[at]
      const department = given ? site.departments.find(({ name }) => name === given.department) : random.weighted(departments)
      if (!department) throw new Error(`No department ${given?.department} in ${site.city}.`)
      const rest = placed(site, department, random, given ? null : headOf)
      return given ? namedPerson(given, rest) : { ...rest, ...somebody(site.names, random, taken) }
    })
  })
}

type Placed = Omit<DemoPerson, 'username' | 'firstName' | 'lastName' | 'email'>

/** What whoever manages a department is there for. Human Resources look after everybody, Quality after their plant. */
function dutiesOf(site: Site, department: Department): Pick<DemoPerson, 'role' | 'permissions' | 'scope'> {
  if (department.name === 'Human Resources') return { role: 'power_user', permissions: areas('people', 'training'), scope: [[ORGANISATION]] }
  if (department.name === 'Quality') {
    return { role: 'power_user', permissions: ['people.view', 'certifications.view', 'awards.manage', 'training.enrol', 'external_training.manage'], scope: [departmentPath(site, department).slice(0, 3)] }
  }
  return { role: 'manager', permissions: [], scope: [departmentPath(site, department)] }
}

const LEARNER = { role: 'learner', permissions: [], scope: [] } as const

/** Somebody's place and duties. Of those who may, the first one of each site's departments manages it. */
function placed(site: Site, department: Department, random: Random, headOf: Set<string> | null): Placed {
  const line = department.lines > 0 && random.chance(0.9) ? random.int(1, department.lines) : undefined
  const heads = headOf !== null && !headOf.has(department.name)
  headOf?.add(department.name)
  const groups = [
    ...(['production', 'logistics', 'maintenance'].includes(department.crew) && random.chance(0.2) ? ['Night shift'] : []),
    ...(random.chance(0.05) ? ['Temporary staff'] : []),
    ...(random.chance(0.04) ? ['Apprentices'] : []),
    ...(random.chance(0.02) ? ['Works council · Betriebsrat'] : []),
  ]
  return {
    timeZone: site.timeZone, language: site.language, crew: department.crew, branch: departmentPath(site, department, line),
    ...(heads ? dutiesOf(site, department) : LEARNER),
    active: !random.chance(0.04) || heads,
    groups,
    knownForDays: random.int(100, 3600),
  }
}

const namedPerson = ({ username, firstName, lastName, email, active = true, role = 'learner', permissions = [], scope = [] }: Named, rest: Placed): DemoPerson => ({
  ...rest, username, firstName, lastName, email: email === undefined ? `${ascii(`${firstName}.${lastName}`)}@${MAIL}` : email,
  role, permissions, scope, active,
})

function somebody(country: Country, random: Random, taken: Set<string>): Pick<DemoPerson, 'username' | 'firstName' | 'lastName' | 'email'> {
  const names = NAMES[country]
  const [given = '', givenKanji] = random.pick<string>(names.given).split(':')
  const [family = '', familyKanji] = random.pick<string>(names.family).split(':')
  const second = country === 'MX' && random.chance(0.7) ? ` ${random.pick<string>(names.family)}` : ''
  const inKanji = random.chance(0.3) && givenKanji !== undefined && familyKanji !== undefined
  const wanted = ascii(`${given}.${family}`)
  let username = wanted
  for (let number = 2; taken.has(textKey(username)); number++) username = `${wanted}${number}`
  taken.add(textKey(username))
  return {
    username, firstName: inKanji ? givenKanji : given, lastName: inKanji ? familyKanji : family + second,
    email: random.chance(0.12) ? null : `${username}@${MAIL}`,
  }
}

const LETTERS: Record<string, string> = { ł: 'l', ß: 'ss', ı: 'i', ø: 'o', æ: 'ae' }

/** A name in the letters of an address: José Núñez → jose.nunez. */
function ascii(name: string): string {
  return name.toLowerCase().replace(/[łßıøæ]/g, (letter) => LETTERS[letter] ?? letter).normalize('NFD').replace(/[^a-z0-9.-]/g, '')
}
