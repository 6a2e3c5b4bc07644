import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Day, Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { IconRestore, IconTrashOff } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, type Outputs, pagesOf, refreshAll } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { OtherCodeDialog } from './other-code-dialog.tsx'

export type Deleted = Outputs['certifications']['deleted']['items'][number]

/** R3.4: Deleted items: what can still be restored, exactly as it was. */
export function DeletedItemsPage() {
  const { t, i18n } = useLingui()
  const [needsCode, setNeedsCode] = useState<Deleted | null>(null)
  const list = listOf(useInfiniteQuery(pagesOf(api.certifications.deleted, client.certifications.deleted.query, {})))
  const columns: Column<Deleted>[] = [
    { key: 'name', title: t`Name`, header: true, render: ({ name }) => name },
    { key: 'code', title: t`Code`, render: ({ code }) => code },
    { key: 'awards', title: t`Awards`, align: 'end', render: ({ awardCount }) => formatCount(awardCount, i18n.locale) },
    { key: 'items', title: t`Assigned Items`, align: 'end', render: ({ itemCount }) => formatCount(itemCount, i18n.locale) },
    { key: 'deleted', title: t`Deleted`, render: ({ deletedAt, deletedBy }) => <><Instant value={deletedAt} />{deletedBy && <> · {deletedBy}</>}</> },
    { key: 'purged', title: t`Gone for good from`, render: ({ purgedFrom }) => <Day value={purgedFrom} /> },
  ]
  return (
    <Page
      title={t`Deleted items`} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Manage`, to: '/certifications' }]}
      description={<Trans>Deleted certifications are kept for 30 days. Restored, everything is as it was: awards, assigned items, renewals.</Trans>}
    >
      <ListTable
        label={t`Deleted items`} list={list} rowKey={({ id }) => id} columns={columns} actions={(deleted) => <RestoreButton deleted={deleted} onCodeTaken={() => setNeedsCode(deleted)} />}
        empty={(
          <EmptyState icon={IconTrashOff} title={<Trans>Nothing is deleted</Trans>} actions={<LinkButton to="/certifications"><Trans>To the certifications</Trans></LinkButton>}>
            <Trans>A certification that somebody deletes appears here for 30 days and can be restored.</Trans>
          </EmptyState>
        )}
      />
      {needsCode && <OtherCodeDialog deleted={needsCode} onClose={() => setNeedsCode(null)} />}
    </Page>
  )
}

function RestoreButton({ deleted: { id, name }, onCodeTaken }: { deleted: Deleted; onCodeTaken: () => void }) {
  const { t } = useLingui()
  const restore = useMutation(api.certifications.restore.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t`${name} is back as it was.` })
      await refreshAll()
    },
    onError: (error) => {
      const { code, sentence } = problemOf(error)
      if (code === 'CODE_TAKEN') onCodeTaken()
      else notifications.show({ color: 'red', message: sentence, autoClose: 15_000 })
    },
  }))
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconRestore size={16} aria-hidden />} aria-label={t`Restore ${name}`} loading={restore.isPending} onClick={() => restore.mutate({ certification: id })}>
      <Trans>Restore</Trans>
    </Button>
  )
}
