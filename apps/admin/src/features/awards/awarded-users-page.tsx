import { Trans, useLingui } from '@lingui/react/macro'
import { IconFileImport, IconHistory } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useMay } from '../../shell/session.ts'
import { AwardsList, AwardUsersButton } from './awards-list.tsx'

const route = getRouteApi('/shell/retraining/awarded-users')

/** R6.1: everybody's awards. */
export function AwardedUsersPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const manages = useMay('awards.manage')
  const imports = useMay('awards.import')
  return (
    <Page
      title={t`Awarded Users`} crumbs={[{ title: t`Certifications & Retraining` }]}
      actions={(
        <>
          {manages && <LinkButton to="/awarded-users/changes" variant="subtle" leftSection={<IconHistory size={18} aria-hidden />}><Trans>Changes</Trans></LinkButton>}
          {imports && <LinkButton to="/imports/new" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import Certification Records via CSV</Trans></LinkButton>}
          <AwardUsersButton of={{}} />
        </>
      )}
    >
      <AwardsList name="awards" of={{}} search={search} onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })} />
    </Page>
  )
}
