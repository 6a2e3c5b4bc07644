import type { Country } from './names.ts'

/** A plant or office: its country's names, its time zone, how many people work there. */
export type Site = { country: string; names: Country; city: string; timeZone: string; language: 'en' | 'it'; people: number; departments: readonly Department[] }

/** `crew` decides which certifications its people need; `share` how large it is beside the others of its site. */
export type Department = { name: string; crew: Crew; share: number; lines: number }

export type Crew = 'production' | 'logistics' | 'maintenance' | 'quality' | 'office' | 'canteen'

const plant = (lines: number): readonly Department[] => [
  { name: 'Production', crew: 'production', share: 50, lines },
  { name: 'Logistics', crew: 'logistics', share: 15, lines: 0 },
  { name: 'Maintenance', crew: 'maintenance', share: 13, lines: 0 },
  { name: 'Quality', crew: 'quality', share: 9, lines: 0 },
  { name: 'Administration', crew: 'office', share: 9, lines: 0 },
  { name: 'Canteen', crew: 'canteen', share: 4, lines: 0 },
]

const headquarters: readonly Department[] = [
  { name: 'Management', crew: 'office', share: 10, lines: 0 },
  { name: 'Finance', crew: 'office', share: 20, lines: 0 },
  { name: 'Human Resources', crew: 'office', share: 20, lines: 0 },
  { name: 'IT', crew: 'office', share: 25, lines: 0 },
  { name: 'Health & Safety', crew: 'quality', share: 15, lines: 0 },
  { name: 'Facilities', crew: 'maintenance', share: 10, lines: 0 },
]

export const ORGANISATION = 'Alpenwerk'

export const SITES: readonly Site[] = [
  { country: 'Switzerland', names: 'CH', city: 'Winterthur', timeZone: 'Europe/Zurich', language: 'en', people: 120, departments: headquarters },
  { country: 'Italy', names: 'IT', city: 'Torino', timeZone: 'Europe/Rome', language: 'it', people: 260, departments: plant(4) },
  { country: 'Italy', names: 'IT', city: 'Brescia', timeZone: 'Europe/Rome', language: 'it', people: 140, departments: plant(2) },
  { country: 'Germany', names: 'DE', city: 'Stuttgart', timeZone: 'Europe/Berlin', language: 'en', people: 240, departments: plant(4) },
  { country: 'Germany', names: 'DE', city: 'Leipzig', timeZone: 'Europe/Berlin', language: 'en', people: 120, departments: plant(2) },
  { country: 'Poland', names: 'PL', city: 'Wrocław', timeZone: 'Europe/Warsaw', language: 'en', people: 200, departments: plant(3) },
  { country: 'Mexico', names: 'MX', city: 'Monterrey', timeZone: 'America/Monterrey', language: 'en', people: 180, departments: plant(3) },
  { country: 'United States', names: 'US', city: 'Detroit', timeZone: 'America/Detroit', language: 'en', people: 150, departments: plant(2) },
  { country: 'United States', names: 'US', city: 'Phoenix', timeZone: 'America/Phoenix', language: 'en', people: 60, departments: plant(0) },
  { country: 'Brazil', names: 'BR', city: 'Joinville', timeZone: 'America/Sao_Paulo', language: 'en', people: 150, departments: plant(2) },
  { country: 'Japan', names: 'JP', city: 'Nagoya', timeZone: 'Asia/Tokyo', language: 'en', people: 160, departments: plant(2) },
  { country: 'India', names: 'IN', city: 'Pune', timeZone: 'Asia/Kolkata', language: 'en', people: 220, departments: plant(3) },
]

/** The names from the root down to a department or one of its lines. */
export type BranchPath = readonly string[]

export const departmentPath = (site: Site, department: Department, line?: number): BranchPath =>
  [ORGANISATION, site.country, site.city, department.name, ...(line === undefined ? [] : [`Line ${line}`])]

/** Every branch, parents before their children. */
export function branchPaths(): BranchPath[] {
  const paths = new Map<string, BranchPath>()
  for (const site of SITES) {
    for (const department of site.departments) {
      const ends = [departmentPath(site, department), ...Array.from({ length: department.lines }, (_, at) => departmentPath(site, department, at + 1))]
      for (const end of ends) for (let depth = 1; depth <= end.length; depth++) paths.set(end.slice(0, depth).join('/'), end.slice(0, depth))
    }
  }
  return [...paths.values()]
}
