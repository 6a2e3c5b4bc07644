import type { ScormPackage } from '@recert/domain/scorm'
import { readToken, signToken } from '../signed-token.ts'

/** Where packages are served. */
export const CONTENT_PREFIX = '/content/scorm'

/** How long an address of a package opens, in real time. A longer sitting needs the page to be loaded again. */
const OPENS_FOR = 12 * 60 * 60 * 1000
const PURPOSE = 'scorm-content'

/** What an address of a package allows: this person, this package, as this material. `sco`: which part, counted from 0. */
export type Launch = {
  personId: string; materialId: string; packageId: string; sco: number
  /** Whether earlier work is brought back, and the part told who learns; not so in a preview. */
  tracked: boolean
}

/**
 * The address at which a frame loads a part of a package, good for twelve hours, as long as the person is active and, when tracked,
 * enrolled; without the host. It needs no cookie: whoever has it sees the package as this person. The frame has PACKAGE_SANDBOX, as what is
 * served brings it, too. What comes back by postMessage stands at the top of apps/api/scorm/bridge.js. `secret`: Deps.secret; `now` in real time.
 */
export function launchUrl(secret: string, { scos }: ScormPackage, launch: Launch, now: number = Date.now()): string {
  const { href } = scos[launch.sco] ?? {}
  if (href === undefined) throw new RangeError(`the package has no part ${launch.sco}`)
  return `${CONTENT_PREFIX}/${launchToken(secret, launch, now)}/${href}`
}

/** Signed, not secret: it holds ids alone. */
export function launchToken(secret: string, { personId, materialId, packageId, sco, tracked }: Launch, now: number): string {
  return signToken(secret, PURPOSE, JSON.stringify([personId, materialId, packageId, sco, tracked, now + OPENS_FOR]))
}

/** What a token allows; null when it was not made here, was altered, or is too old. */
export function readLaunch(secret: string, token: string, now: number): Launch | null {
  const text = readToken(secret, PURPOSE, token)
  if (text === null) return null
  const [personId, materialId, packageId, sco, tracked, until] = JSON.parse(text) as [string, string, string, number, boolean, number]
  return now < until ? { personId, materialId, packageId, sco, tracked } : null
}
