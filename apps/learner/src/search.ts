/** What the addresses of pages carry. What cannot be read is left out, so that an old or mistyped link still opens. */
type Search = Record<string, unknown>

/** `redirect`: the page of this app to go on to; other sites are not led to. */
export function signInSearch({ redirect }: Search): { redirect?: string } {
  return typeof redirect === 'string' && /^\/(?![/\\])/.test(redirect) ? { redirect } : {}
}

/** `earlier`: whether the earlier cycles are shown. */
export function activitiesSearch({ earlier }: Search): { earlier?: true } {
  return earlier === true ? { earlier } : {}
}
