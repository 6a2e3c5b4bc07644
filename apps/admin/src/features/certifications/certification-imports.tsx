import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { ImportStateBadge } from '../imports/import-state-badge.tsx'

type CertificationImport = Outputs['imports']['ofCertification']['items'][number]

/** The imports that touched a certification, newest first, with how many of their rows did. */
export function CertificationImports({ certification }: { certification: string }) {
  const { t } = useLingui()
  return (
    <ListTable
      label={t`Imports`} rowKey={({ id }) => id} columns={useColumns()}
      list={listOf<CertificationImport>(useInfiniteQuery(pagesOf(api.imports.ofCertification, client.imports.ofCertification.query, { certification })))}
      empty={(
        <EmptyState
          icon={IconFileImport} title={<Trans>No import touched it</Trans>}
          actions={<LinkButton to="/imports/new" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import Certification Records via CSV</Trans></LinkButton>}
        >
          <Trans>Imports whose rows awarded this certification appear here.</Trans>
        </EmptyState>
      )}
    />
  )
}

function useColumns(): Column<CertificationImport>[] {
  const { t, i18n } = useLingui()
  return [
    { key: 'file', title: t`File`, header: true, render: ({ id, fileName }) => <TextLink to="/imports/$import" params={{ import: id }} size="sm" fw={600}>{fileName}</TextLink> },
    { key: 'state', title: t`State`, render: ({ state }) => <ImportStateBadge shown={{ state, error: null, undo: null }} /> },
    { key: 'by', title: t`By`, render: ({ createdBy }) => createdBy },
    { key: 'created', title: t`Uploaded`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'new', title: t`New`, align: 'end', render: ({ newCount }) => formatCount(newCount, i18n.locale) },
    { key: 'replaced', title: t`Replaced`, align: 'end', render: ({ replacedCount }) => formatCount(replacedCount, i18n.locale) },
  ]
}
