import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '@recert/ui/empty-state'
import { formatBytes, formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { ImportStateBadge } from './import-state-badge.tsx'
import { useImportKinds, useKindNames } from './kind-names.ts'
import { isUnderWay } from './under-way.ts'

export type Import = Outputs['imports']['get']

/** R8.9: the history of imports. */
export function ImportsPage() {
  const { t } = useLingui()
  const columns = useColumns()
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.imports.list, client.imports.list.query, {}),
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(({ state }) => isUnderWay(state))) ? 2_000 : false),
  }))
  const kinds = useImportKinds()
  const start = (
    <>
      {kinds.includes('people') && <LinkButton to="/imports/new" search={{ kind: 'people' }} variant="default" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import people via CSV</Trans></LinkButton>}
      {kinds.includes('awards') && <LinkButton to="/imports/new" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import Certification Records via CSV</Trans></LinkButton>}
    </>
  )
  return (
    <Page title={t`Imports`} actions={start}>
      <ListTable
        label={t`Imports`} list={list} rowKey={({ id }) => id} columns={columns}
        empty={(
          <EmptyState icon={IconFileImport} title={<Trans>Nothing imported yet</Trans>} actions={start}>
            <Trans>Bring in people, or what they hold already, from a CSV file. Before anything is written, a preview shows what would change.</Trans>
          </EmptyState>
        )}
      />
    </Page>
  )
}

function useColumns(): Column<Import>[] {
  const { t, i18n } = useLingui()
  const kinds = useKindNames()
  const count = (value: number) => formatCount(value, i18n.locale)
  return [
    { key: 'file', title: t`File`, header: true, render: ({ id, fileName }) => <TextLink to="/imports/$import" params={{ import: id }} size="sm" fw={600}>{fileName}</TextLink> },
    { key: 'kind', title: t`What`, render: ({ kind }) => kinds[kind] },
    { key: 'state', title: t`State`, render: (shown) => <ImportStateBadge shown={shown} /> },
    { key: 'by', title: t`By`, render: ({ createdBy }) => createdBy },
    { key: 'created', title: t`Uploaded`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'size', title: t`Size`, align: 'end', render: ({ fileSize }) => formatBytes(fileSize, i18n.locale) },
    { key: 'total', title: t`Rows`, align: 'end', render: ({ counts }) => count(counts.total) },
    { key: 'new', title: t`New`, align: 'end', render: ({ counts }) => count(counts.new) },
    { key: 'replaced', title: t`Replaced`, align: 'end', render: ({ counts }) => count(counts.replaced) },
    { key: 'unchanged', title: t`Unchanged`, align: 'end', render: ({ counts }) => count(counts.unchanged) },
    { key: 'rejected', title: t`Rejected`, align: 'end', render: ({ counts }) => count(counts.rejected) },
    { key: 'skipped', title: t`Skipped`, align: 'end', render: ({ counts }) => count(counts.skipped) },
  ]
}
