import { Trans, useLingui } from '@lingui/react/macro'
import { IconFileImport } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { AwardsList } from './awards-list.tsx'

const route = getRouteApi('/shell/retraining/awarded-users')

/** R6.1: everybody's awards. */
export function AwardedUsersPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page
      title={t`Awarded Users`} crumbs={[{ title: t`Certifications & Retraining` }]}
      actions={<LinkButton to="/imports/new" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import Certification Records via CSV</Trans></LinkButton>}
    >
      <AwardsList name="awards" of={{}} search={search} onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })} />
    </Page>
  )
}
