/** What the addresses of pages carry. What cannot be read is left out, so that an old or mistyped link still opens. */
type Search = Record<string, unknown>

/** `redirect`: the page of this app to go on to; other sites are not led to. */
export function signInSearch({ redirect }: Search): { redirect?: string } {
  return typeof redirect === 'string' && /^\/(?![/\\])/.test(redirect) ? { redirect } : {}
}

/** `earlier`: whether the earlier cycles are shown; `renew`: the award whose Renew Now is open, by its id. */
export function activitiesSearch({ earlier, renew }: Search): { earlier?: true; renew?: string } {
  return { ...(earlier === true ? { earlier } : {}), ...(typeof renew === 'string' && renew !== '' ? { renew } : {}) }
}

/** `show`: which courses; those to do unless told. */
export function coursesSearch({ show }: Search): { show?: 'done' } {
  return show === 'done' ? { show } : {}
}

/** `report`: which form is open: for a new report, or for one of mine, by its id. */
export function externalTrainingSearch({ report }: Search): { report?: string } {
  return typeof report === 'string' && report !== '' ? { report } : {}
}

/** `history`: whether the events are part of the record. */
export function recordSearch({ history }: Search): { history?: true } {
  return history === true ? { history } : {}
}

/** `message`: the one that is open, by its id. */
export function inboxSearch({ message }: Search): { message?: string } {
  return typeof message === 'string' && message !== '' ? { message } : {}
}
