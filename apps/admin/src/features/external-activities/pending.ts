import { api } from '../../api.ts'

/** The report that has waited longest, and how many wait. */
export const firstPending = () => api.externalActivities.list.queryOptions({ state: ['pending'], direction: 'asc', limit: 1, count: true })
