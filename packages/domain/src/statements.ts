import { isStorable } from './text.ts'

/** The verbs that say that a person has completed a course. */
export const COMPLETING_VERBS: readonly string[] = ['http://adlnet.gov/expapi/verbs/completed', 'http://adlnet.gov/expapi/verbs/passed']

/** An xAPI statement, as far as it is read. Everything else that came with it is kept beside it. */
export type Statement = {
  id?: string | undefined
  actor: { account?: { name: string } | undefined; mbox?: string | undefined }
  verb: { id: string }
  object: { id: string; objectType?: string | undefined }
  result?: { success?: boolean | undefined; completion?: boolean | undefined } | undefined
  timestamp?: string | undefined
}

/** What a statement says: who (a username, or an e-mail address), which activity, when (null: now). */
export type StatementRead = { username: string | null; email: string | null; activityId: string; timestamp: string | null }

/** Reads a statement that a person completed or passed an activity; else why it cannot be taken, as the end of a sentence. */
export function readStatement({ actor, verb, object, result, timestamp }: Statement): StatementRead | { refused: string } {
  if (!COMPLETING_VERBS.includes(verb.id)) return { refused: `its verb is “${verb.id}”, and only completed and passed are taken` }
  if ((object.objectType ?? 'Activity') !== 'Activity') return { refused: `its object is of type “${object.objectType}”, and only an Activity can be a course` }
  if (result?.success === false) return { refused: 'it says that the person did not succeed' }
  if (result?.completion === false) return { refused: 'it says that the activity was not completed' }
  const email = actor.mbox === undefined ? null : /^mailto:(.+)$/i.exec(actor.mbox)?.[1]
  if (email === undefined) return { refused: 'the actor’s mbox is not written like mailto:name@example.org' }
  const username = actor.account?.name ?? null
  if (username === null && email === null) return { refused: 'the actor has neither an account with a name nor an mbox' }
  return { username, email: username === null ? email : null, activityId: object.id, timestamp: timestamp ?? null }
}

/**
 * The code that an activity's address ends in: the last part of its path (`https://lms.example/courses/FLT-01`) or of its name
 * (`urn:example:FLT-01`), percent-decoded. Empty when there is none.
 */
export function codeOfActivity(activityId: string): string {
  const path = activityId.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.startsWith('urn:') ? path.lastIndexOf(':') : -1) + 1)
  try {
    const code = decodeURIComponent(last)
    return isStorable(code) ? code : last
  } catch {
    return last
  }
}
