import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Table, Text } from '@mantine/core'
import { describeValidity } from '@recert/domain/certifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { chooseLanguage } from '@recert/ui/language'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { showChangeToast } from '../../parts/undo-toast.tsx'

type Preview = Outputs['certifications']['redatePreview']
type Props = { certification: Pick<Outputs['certifications']['get'], 'id' | 'name' | 'validity'>; onClose: () => void }

/** R3.3: Re-date existing awards: who changes and how, then the act, which can be undone. */
export function RedateDialog({ certification: { id, name, validity }, onClose }: Props) {
  const { t, i18n } = useLingui()
  const { data, error } = useQuery(api.certifications.redatePreview.queryOptions({ certification: id }, { staleTime: 0 }))
  const redate = useMutation(api.certifications.redate.mutationOptions({
    meta: { told: true },
    onSuccess: ({ changeId, changed }) => {
      showChangeToast(changed === null ? t`The awards of ${name} are being re-dated in the background. Undo also stops what is not done yet.` : plural(changed, { one: '# award is re-dated.', other: '# awards are re-dated.' }), changeId)
      onClose()
      void refreshAll()
    },
  }))
  const failed = error ?? redate.error
  const problem = failed && problemOf(failed)
  const count = data?.counts.change ?? 0
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Re-date the existing awards of ${name}?`} pending={redate.isPending} disabled={count === 0} onConfirm={() => redate.mutate({ certification: id })}
      verb={<Plural value={count} _0="Re-date" one="Re-date # award" other="Re-date # awards" />} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm">
        {validity.amount === 0
          ? <Trans>Current awards become always valid, as the certification says today. Dates that were set by hand change, too; earlier cycles stay as they are.</Trans>
          : <Trans>Current awards expire {describeValidity(validity, chooseLanguage(i18n.locale, []))} after their issue, as the certification says today. Dates that were set by hand change, too; earlier cycles stay as they are.</Trans>}
      </Text>
      {!data && !problem && <SkeletonRows rows={4} height={20} />}
      {data && <Counts counts={data.counts} />}
      {data && data.people.length > 0 && <People people={data.people} all={count} />}
    </DangerDialog>
  )
}

function Counts({ counts: { change, same, expire, revive, beyond } }: { counts: Preview['counts'] }) {
  return (
    <List size="sm">
      <List.Item><strong><Plural value={change} _0="No award changes" one="# award gets another expiry" other="# awards get another expiry" /></strong></List.Item>
      {expire > 0 && <List.Item><Plural value={expire} one="of those, # that is valid now would have expired" other="of those, # that are valid now would have expired" /></List.Item>}
      {revive > 0 && <List.Item><Plural value={revive} one="of those, # that has expired would be valid again" other="of those, # that have expired would be valid again" /></List.Item>}
      {same > 0 && <List.Item><Plural value={same} one="# award has this expiry already" other="# awards have this expiry already" /></List.Item>}
      {beyond > 0 && <List.Item><Plural value={beyond} one="# award would expire after the year 9999 and stays as it is" other="# awards would expire after the year 9999 and stay as they are" /></List.Item>}
    </List>
  )
}

function People({ people, all }: { people: Preview['people']; all: number }) {
  const { t } = useLingui()
  return (
    <div>
      <Table.ScrollContainer minWidth={440} maxHeight="36dvh" type="native" tabIndex={0} role="region" aria-label={t`Whose awards change`}>
        <Table stickyHeader verticalSpacing={6} aria-label={t`Whose awards change`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col"><Trans>Person</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Issued</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Expires</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Would expire</Trans></Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map(({ awardId, username, issuedAt, expiresAt, newExpiresAt }) => (
              <Table.Tr key={awardId}>
                <Table.Th scope="row" fw={400}>{username}</Table.Th>
                <Table.Td><Day value={issuedAt} /></Table.Td>
                <Table.Td>{expiresAt ? <Day value={expiresAt} /> : <Trans>Never</Trans>}</Table.Td>
                <Table.Td>{newExpiresAt ? <Day value={newExpiresAt} /> : <Trans>Never</Trans>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {all > people.length && <Text size="sm" c="dimmed" mt="xs"><Plural value={people.length} one="Only the first one is shown." other="The first # are shown." /></Text>}
    </div>
  )
}
