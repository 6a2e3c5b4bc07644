/**
 * A part of a SCORM package that is launched by itself. `href` is a path inside the package, with its query.
 * `masteryScore`: 0–100; SCORM 2004 counts it from 0 to 1, and it is brought to the same scale.
 */
export type Sco = { id: string; title: string; href: string; masteryScore: number | null; launchData: string }

/** What imsmanifest.xml says of a package, as far as it is played. */
export type ScormPackage = { version: '1.2' | '2004'; title: string; scos: Sco[] }

/** What the frame of a package, and every answer of it, allows: scripts in an origin of their own, without reach into our pages. */
export const PACKAGE_SANDBOX = 'allow-scripts allow-forms allow-popups'

/** What the parts of a package may keep of one learner altogether, in bytes of JSON. */
export const SCO_DATA_MOST = 1024 * 1024

/** What a SCO reported of a learner: values by the names of SCORM's data model, `cmi.core.lesson_status` and the like. */
export type ScoData = Record<string, string>

/** How far a SCO is by what it reported. `score` 0–100; null when it reported none. */
export type ScoResult = { done: boolean; score: number | null }

/**
 * Whether a SCO is done. Where the package names a mastery score and the SCO scored, the mastery score decides: always in 1.2, where that is
 * the LMS's part, and in 2004 where the SCO did not say itself whether it was passed.
 */
export function scoResult(version: ScormPackage['version'], { masteryScore }: Pick<Sco, 'masteryScore'>, data: ScoData): ScoResult {
  if (version === '1.2') {
    const score = scoreOf(data, 'cmi.core.score')
    const status = data['cmi.core.lesson_status'] ?? ''
    const enough = masteryScore === null || score === null || score >= masteryScore
    return { done: (status === 'passed' || status === 'completed') && enough, score }
  }
  const score = scoreOf(data, 'cmi.score')
  const said = data['cmi.success_status'] ?? 'unknown'
  const success = said === 'unknown' && masteryScore !== null && score !== null ? (score >= masteryScore ? 'passed' : 'failed') : said
  return { done: success === 'passed' || (success !== 'failed' && data['cmi.completion_status'] === 'completed'), score }
}

/** 2004's scaled score counts −1 to 1; a raw one between its least and its most, which are 0 and 100 unless told. */
function scoreOf(data: ScoData, name: string): number | null {
  const number = (part: string) => (data[`${name}.${part}`]?.trim() ? Number(data[`${name}.${part}`]) : NaN)
  const [scaled, raw, least, most] = [number('scaled'), number('raw'), number('min') || 0, number('max') || 100]
  const score = Number.isNaN(scaled) ? ((raw - least) / (most - least)) * 100 : scaled * 100
  return Number.isFinite(score) ? Math.min(100, Math.max(0, score)) : null
}

/** How far a package is by what its SCOs reported: done when each of them is; its score is the mean of theirs. */
export function packageResult({ version, scos }: ScormPackage, data: Record<string, ScoData>): ScoResult {
  const results = scos.map((sco) => scoResult(version, sco, data[sco.id] ?? {}))
  const scores = results.flatMap(({ score }) => score ?? [])
  return { done: results.every(({ done }) => done), score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length }
}

/** Longest file name inside a package, in characters. */
const PATH_MOST = 1000

/**
 * The path of a file inside a package as it is kept and asked for: parts joined by one slash. Or what is wrong with it, in words that
 * follow the name. Nothing that could leave the package, here or on another system, gets through.
 */
export function packagePath(name: string): { path: string } | { fault: string } {
  if (name.length > PATH_MOST) return { fault: `has a name of more than ${PATH_MOST} characters` }
  if (/\p{Cc}/u.test(name)) return { fault: 'has control characters in its name' }
  if (name.includes('\\')) return { fault: 'has a backslash in its name' }
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return { fault: 'has an absolute path' }
  const parts = name.normalize('NFC').split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { fault: 'lies outside the package' }
  return parts.length === 0 ? { fault: 'has no name' } : { path: parts.join('/') }
}

/** The href of an item with its parameters, as IMS Content Packaging puts them together. */
export function withParameters(href: string, parameters: string): string {
  const given = parameters.trim().replace(/^[?&]+/, '')
  if (given === '') return href
  const [address, fragment] = splitOnce(href, '#')
  if (given.startsWith('#')) return fragment === undefined ? `${address}${given}` : href
  return `${address}${address.includes('?') ? '&' : '?'}${given}${fragment === undefined ? '' : `#${fragment}`}`
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
