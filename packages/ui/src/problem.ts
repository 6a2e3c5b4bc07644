import { t } from '@lingui/core/macro'

/** What went wrong, for people: a sentence, the closed code behind it if there is one, and the id that finds it in the log. `values`: of what the sentence speaks. */
export type Problem = { sentence: string; code: string | null; logId: string | undefined; values?: object }

type Told = { code?: unknown; message?: unknown; detail?: unknown; id?: unknown; values?: unknown }

/** Reads whatever was thrown: an answer of the API (`data.recert`), else a connection that failed, else a fault of ours. */
export function problemOf(error: unknown): Problem {
  const told = toldBy(error)
  if (told) return problemFrom(told)
  if (error instanceof Error && isAway(error)) return unreachable()
  return { sentence: t`Something went wrong on this page. Reload it and try again.`, code: null, logId: undefined }
}

/** The answer to a plain request: problem details, or nothing readable. */
export function problemFrom({ code, message, detail, id, values }: Told): Problem {
  const sentence = typeof message === 'string' ? message : typeof detail === 'string' ? detail : t`Something went wrong. Try again in a moment.`
  return { sentence, code: typeof code === 'string' ? code : null, logId: typeof id === 'string' ? id : undefined, ...(typeof values === 'object' && values !== null ? { values } : {}) }
}

export function unreachable(): Problem {
  return { sentence: t`Recert cannot be reached. Check your connection and try again.`, code: 'UNAVAILABLE', logId: undefined }
}

function toldBy(error: unknown): Told | null {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null
  const recert = typeof data === 'object' && data !== null && 'recert' in data ? data.recert : null
  return typeof recert === 'object' && recert !== null ? recert : null
}

/** Fetch throws a TypeError when no answer came; a proxy's page in place of JSON is a SyntaxError. */
function isAway(error: Error): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof TypeError && /fetch|network|load failed/i.test(at.message)) return true
  return /Failed to fetch|NetworkError|Load failed|not valid JSON|Unexpected token/i.test(error.message)
}
