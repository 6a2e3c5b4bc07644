import { Trans } from '@lingui/react/macro'
import { CalendarPanel } from '@recert/ui/calendar-panel'
import { problemOf } from '@recert/ui/problem'
import { useQuery } from '@tanstack/react-query'
import { api, client, queryClient } from '../../api.ts'

/** R10.8: one's own expiries in one's own calendar. */
export function CalendarSection() {
  const { data, error } = useQuery(api.calendar.mine.queryOptions())
  const act = (verb: 'create' | 'renew' | 'delete') => async () => queryClient.setQueryData(api.calendar.mine.queryKey(), await client.calendar[verb].mutate({ kind: 'own' }))
  return (
    <CalendarPanel
      title={<Trans>Calendar</Trans>} feed={data && (data.items.find(({ kind }) => kind === 'own') ?? null)} problem={error && problemOf(error)}
      onCreate={act('create')} onRenew={act('renew')} onStop={act('delete')}
    >
      <Trans>See in the calendar of your phone or computer when your certifications expire, with a reminder a week before. What is renewed moves by itself.</Trans>
    </CalendarPanel>
  )
}
