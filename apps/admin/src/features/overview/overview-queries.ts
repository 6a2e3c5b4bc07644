import { api, queryClient, type Outputs } from '../../api.ts'
import type { OverviewSearch } from '../../search.ts'
import { mayEnter } from '../../shell/page-access.ts'

export type Figures = Outputs['overview']['get']
export type Forecast = Outputs['overview']['forecast']

export const figures = ({ certification, branch }: OverviewSearch) => api.overview.get.queryOptions({ certificationCode: certification, branchId: branch })

export const forecast = ({ certification, branch, weeks, by }: OverviewSearch) => api.overview.forecast.queryOptions({ certificationCode: certification, branchId: branch, weeks, by })

/** Asks for the numbers while the page's code is still coming. */
export async function askForOverview(search: OverviewSearch): Promise<void> {
  const { person, features } = await queryClient.ensureQueryData(api.session.me.queryOptions())
  if (!person || !features.certifications || !mayEnter(person, '/overview')) return
  void queryClient.prefetchQuery(figures(search))
  void queryClient.prefetchQuery(forecast(search))
}
