import { Trans, useLingui } from '@lingui/react/macro'
import { Text, Timeline } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { AssociationName } from '@recert/ui/association-name'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconArchive, IconAward, IconClockX, IconHistory, IconPencil, IconRestore, IconTrash, type TablerIcon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, type Outputs } from '../../api.ts'

type AwardEvent = Outputs['awards']['events']['items'][number]
type State = AwardEvent['after']

/** What happened to an award: what, who, when, before and after. */
export function AwardHistory({ award }: { award: string }) {
  const { data, error, refetch } = useQuery(api.awards.events.queryOptions({ award }))
  const { i18n } = useLingui()
  const names = useEventNames()
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={3} height={48} />
  const newestFirst = data.items.toReversed()
  return (
    <Timeline bulletSize={26} lineWidth={2} active={newestFirst.length} lang={i18n.locale}>
      {newestFirst.map((event) => {
        const { title, Icon } = names[event.kind] ?? { title: event.kind, Icon: IconHistory }
        return (
          <Timeline.Item key={event.id} title={title} bullet={<Icon size={14} aria-hidden />}>
            <Text size="sm" c="dimmed" component="div"><Instant value={event.at} /> · {event.actor ?? <Trans>Recert</Trans>}{event.record !== null && <> · <Trans>row {event.record} of an import</Trans></>}</Text>
            <Changes before={event.before} after={event.after} />
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}

function useEventNames(): Record<string, { title: string; Icon: TablerIcon } | undefined> {
  const { t } = useLingui()
  return {
    issued: { title: t`Issued`, Icon: IconAward },
    edited: { title: t`Changed`, Icon: IconPencil },
    archived: { title: t`Archived: a new cycle took its place`, Icon: IconArchive },
    removed: { title: t`Removed`, Icon: IconTrash },
    restored: { title: t`Restored`, Icon: IconRestore },
    expired: { title: t`Expired`, Icon: IconClockX },
  }
}

/** Only what differs. Of the first event, everything. */
function Changes({ before, after }: { before: State | null; after: State }) {
  const { t } = useLingui()
  const expiry = (state: State): ReactNode => (state.expiresAt ? <Instant value={state.expiresAt} /> : <Trans>never</Trans>)
  return (
    <>
      {before?.issuedAt !== after.issuedAt && <Change name={t`Issued`} before={before && <Instant value={before.issuedAt} />} after={<Instant value={after.issuedAt} />} />}
      {(!before || before.expiresAt !== after.expiresAt) && <Change name={t`Expires`} before={before && expiry(before)} after={expiry(after)} />}
      {before?.association !== after.association && <Change name={t`Association`} before={before && <AssociationName association={before.association} />} after={<AssociationName association={after.association} />} />}
    </>
  )
}

function Change({ name, before, after }: { name: string; before: ReactNode; after: ReactNode }) {
  return <Text size="sm" component="div">{name}: {before && <>{before} → </>}{after}</Text>
}
