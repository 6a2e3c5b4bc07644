import { Trans, useLingui } from '@lingui/react/macro'
import { dayInZone } from '@recert/domain/dates'
import { nameOf } from '@recert/domain/people'
import { CertificationRecord } from '@recert/ui/certification-record'
import { RecordTools } from '@recert/ui/record-tools'
import { useViewer } from '@recert/ui/viewer'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'

const route = getRouteApi('/shell/retraining/people/$person/record')

/** R13.5: all that one person holds and held, for an audit. */
export function RecordPage() {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { person } = route.useParams()
  const { history = false } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: record } = useSuspenseQuery(api.people.record.queryOptions({ person, history }))
  const name = nameOf(record.person)
  return (
    <Page
      title={t`Certification record of ${name}`} documentTitle={t`Record – ${name} – ${dayInZone(new Date(record.madeAt), timeZone)}`} here={t`Certification record`}
      crumbs={[{ title: t`People`, to: '/people' }, { title: name, to: '/people/$person', params: { person: record.person.id } }]}
      actions={<RecordTools history={history} onHistory={(next) => void navigate({ search: next ? { history: true } : {}, replace: true, resetScroll: false })} ready />}
    >
      <CertificationRecord record={record} history={history} linkOf={(award) => <TextLink to="/awarded-users/$award" params={{ award }} size="sm"><Trans>Show</Trans></TextLink>} />
    </Page>
  )
}
