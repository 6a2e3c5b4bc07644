import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Stack, Text, Title } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { useMayEnter } from '../../shell/session.ts'
import type { Import } from './imports-page.tsx'

type Row = Outputs['imports']['notUndone']['items'][number]

/** R8.8: how an undo ended, or where it broke off. */
export function UndoNote({ shown: { state, undo } }: { shown: Import }) {
  if (!undo) return null
  const { undone, undoneAt } = undo
  return (
    <Text component="div">
      {undoneAt
        ? <><Trans>The import was undone <Instant value={undoneAt} />.</Trans> <Plural value={undone} one="What # row had changed is as it was before." other="What # rows had changed is as it was before." /></>
        : state === 'failed' && <Plural value={undone} one="The undo broke off after # row. Undo Import goes on with the rest." other="The undo broke off after # rows. Undo Import goes on with the rest." />}
    </Text>
  )
}

/** Rows that an undo left alone, with what had changed them since. */
export function NotUndone({ importId, count }: { importId: string; count: number }) {
  const { t } = useLingui()
  const columns = useColumns()
  const list = listOf(useInfiniteQuery(pagesOf(api.imports.notUndone, client.imports.notUndone.query, { import: importId })))
  return (
    <Stack gap="xs">
      <Title order={2}><Trans>Not undone</Trans></Title>
      <Text size="sm" c="dimmed"><Plural value={count} one="The award of # row was changed after the import and stays as it is." other="The awards of # rows were changed after the import and stay as they are." /></Text>
      <ListTable label={t`Not undone`} list={list} rowKey={({ record }) => String(record)} columns={columns} empty={<Text size="sm" c="dimmed" py="md"><Trans>There are no such rows.</Trans></Text>} />
    </Stack>
  )
}

function useColumns(): Column<Row>[] {
  const { t, i18n } = useLingui()
  const mayEnter = useMayEnter()
  return [
    { key: 'line', title: t`Line`, header: true, render: ({ line, record }) => formatCount(line ?? record, i18n.locale) },
    {
      key: 'username', title: t`Username`,
      render: ({ username, awardId }) => (awardId && username && mayEnter('/awarded-users') ? <TextLink to="/awarded-users/$award" params={{ award: awardId }} size="sm">{username}</TextLink> : username),
    },
    { key: 'certification', title: t`Certification`, render: ({ certificationCode }) => certificationCode },
    { key: 'at', title: t`Changed`, render: ({ changedAt }) => changedAt && <Instant value={changedAt} /> },
    { key: 'by', title: t`By`, render: ({ changedBy }) => changedBy },
    { key: 'reason', title: t`Reason`, render: ({ message }) => <Text size="sm" miw={260}>{message}</Text> },
  ]
}
