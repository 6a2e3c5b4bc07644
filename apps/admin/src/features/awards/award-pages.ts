import { api, client, countedPagesOf, queryClient } from '../../api.ts'
import type { AwardsSearch } from '../../search.ts'
import { mayEnter } from '../../shell/page-access.ts'
import { awardQuery } from './award-query.ts'

/** The list of awards, page by page. */
export const awardPages = (search: AwardsSearch, of: Parameters<typeof awardQuery>[1], timeZone: string) => countedPagesOf(api.awards.list, client.awards.list.query, awardQuery(search, of, timeZone))

/** Asks for everybody's awards before there is a page to show them: its code, or its next rows, take their time as well. */
export async function askForAwards(search: AwardsSearch): Promise<void> {
  const { person, features } = await queryClient.ensureQueryData(api.session.me.queryOptions())
  if (person && features.certifications && mayEnter(person, '/awarded-users')) void queryClient.prefetchInfiniteQuery(awardPages(search, {}, person.timeZone))
}
