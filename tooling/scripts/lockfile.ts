/** Releases below these have known holes (`null`: every release). No vulnerability database is asked: this must work without a network. */
const REFUSED: Record<string, { below: string | null; why: string }> = {
  'better-auth': { below: '1.6.23', why: 'sign-in and API key holes' },
  fastify: { below: '5.8.3', why: 'validation can be passed by' },
  '@fastify/static': { below: '10.1.3', why: 'files outside the folder can be read' },
  nodemailer: { below: '9.1.1', why: 'a made-up address can redirect a mail' },
  '@trpc/server': { below: '11.8.0', why: 'prototype pollution' },
  'csv-parser': { below: null, why: 'prototype pollution; papaparse is what reads CSV here' },
}

/** The packages of a pnpm lockfile (version 9), as name and version. */
export function lockedPackages(lockfile: string): { name: string; version: string }[] {
  const packages = lockfile.slice(lockfile.search(/^packages:$/m)).split(/^snapshots:$/m)[0] ?? ''
  return [...packages.matchAll(/^ {2}'?(?<name>@?[^@'\s]+)@(?<version>[^:'(\s]+)'?:$/gm)].map(({ groups }) => ({ name: groups?.name ?? '', version: groups?.version ?? '' }))
}

/** One sentence for each locked package that is refused. Throws when the lockfile cannot be read, so that an empty answer means that all was looked at. */
export function refusedIn(lockfile: string): string[] {
  const packages = lockedPackages(lockfile)
  if (packages.length === 0) throw new Error('pnpm-lock.yaml has no packages that this check can read.')
  return packages.flatMap(({ name, version }) => {
    const refused = REFUSED[name]
    if (!refused || (refused.below && !isBelow(version, refused.below))) return []
    return [`${name} ${version} is refused${refused.below ? ` (below ${refused.below})` : ''}: ${refused.why}.`]
  })
}

/** Whether a release is older than another; a pre-release is older than its release. */
export function isBelow(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('-')[0]?.split('.').map(Number) ?? []) as [number[], number[]]
  for (let i = 0; i < 3; i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0]
    if (left !== right) return left < right
  }
  return version.includes('-') && !than.includes('-')
}
