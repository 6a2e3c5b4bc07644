import { Trans, useLingui } from '@lingui/react/macro'
import { dayInZone } from '@recert/domain/dates'
import { nameOf } from '@recert/domain/people'
import { CertificationRecord } from '@recert/ui/certification-record'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { RecordTools } from '@recert/ui/record-tools'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useViewer } from '@recert/ui/viewer'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useSession } from '../../shell/session.ts'

const route = getRouteApi('/shell/retraining/people/$person/record')

/** R13.5: all that one person holds and held, for an audit. */
export function RecordPage() {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { now } = useSession()
  const { person: which } = route.useParams()
  const { history = false } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: person } = useSuspenseQuery(api.people.get.queryOptions({ person: which }))
  const { data: record, error, refetch } = useQuery({ ...api.people.record.queryOptions({ person: which, history }), placeholderData: keepPreviousData })
  const name = nameOf(person)
  const day = dayInZone(new Date(record?.madeAt ?? now), timeZone)
  const problem = error && problemOf(error)
  return (
    <Page
      title={t`Certification record of ${name}`} documentTitle={t`Record – ${name} – ${day}`} here={t`Certification record`}
      crumbs={[{ title: t`People`, to: '/people' }, { title: name, to: '/people/$person', params: { person: person.id } }]}
      actions={<RecordTools history={history} onHistory={(next) => void navigate({ search: next ? { history: true } : {}, replace: true, resetScroll: false })} ready={record !== undefined} />}
    >
      {problem ? <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />
        : record ? <CertificationRecord record={record} history={history} linkOf={(award) => <TextLink to="/awarded-users/$award" params={{ award }} size="sm"><Trans>Open the award</Trans></TextLink>} />
          : <SkeletonRows rows={5} height={72} />}
    </Page>
  )
}
