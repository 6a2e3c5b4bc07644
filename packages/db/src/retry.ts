/** After how long a run that failed is tried again, on every engine. How often is decided by the run's own row. Nothing is imported here: workflows on Temporal read it, too. */
export const RETRY_SECONDS = 1
