/** How an activity tells its workflow that there is nothing to try again. */
export const OVER = 'RunOver'
export const STALE = 'StaleRun'
export const GIVEN_UP = 'GivenUp'
