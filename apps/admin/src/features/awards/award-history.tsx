import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Text, Timeline } from '@mantine/core'
import { EventChanges, useEventTitles } from '@recert/ui/award-event'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconArchive, IconArrowBackUp, IconAward, IconClockX, IconHistory, IconPencil, IconPlayerPlay, IconPlayerStop, IconTrash, type TablerIcon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useUndoChange } from '../../parts/undo-toast.tsx'
import { useMay } from '../../shell/session.ts'

/** Which events leave the award in another state; the rest only tell. */
const CHANGING = ['issued', 'edited', 'archived', 'removed', 'restored']

/** What happened to an award: what, who, when, before and after, with Undo where it can be taken back. `onGone`: the award itself was taken back. */
export function AwardHistory({ award, onGone }: { award: string; onGone: () => void }) {
  const { data, error, refetch } = useQuery(api.awards.events.queryOptions({ award }))
  const { i18n } = useLingui()
  const manages = useMay('awards.manage')
  const titles = useEventTitles()
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={3} height={48} />
  const newestFirst = data.items.toReversed()
  const lastChange = newestFirst.find(({ kind }) => CHANGING.includes(kind))
  return (
    <Timeline bulletSize={26} lineWidth={2} active={newestFirst.length} lang={i18n.locale}>
      {newestFirst.map((event) => {
        const [title, Icon] = [titles[event.kind] ?? event.kind, ICONS[event.kind] ?? IconHistory]
        return (
          <Timeline.Item key={event.id} title={event.kind === 'restored' && event.record !== null ? <Trans>The import was undone</Trans> : title} bullet={<Icon size={14} aria-hidden />}>
            <Text size="sm" c="dimmed" component="div"><Instant value={event.at} /> · {event.actor ?? <Trans>Recert</Trans>}{event.record !== null && <> · {event.fileName === null ? <Trans>row {event.record} of an import</Trans> : <Trans>row {event.record} of the file {event.fileName}</Trans>}</>}</Text>
            <EventChanges before={event.before} after={event.after} />
            {event.changeId && event.kind !== 'restored' && (event.changeUndone
              ? <Badge color="gray" variant="light" tt="none" mt={4}><Trans>Taken back</Trans></Badge>
              : manages && <Undo change={event.changeId} count={event.changeCount ?? 1} title={title} later={event.id !== lastChange?.id} onDone={event.kind === 'issued' ? onGone : undefined} />)}
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}

type UndoProps = { change: string; count: number; title: string; later: boolean; onDone: (() => void) | undefined }

/** R6.3: takes a change back; one that touched other awards, too, only after saying how many. */
function Undo({ change, count, title, later, onDone }: UndoProps) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const undo = useUndoChange(() => { setAsking(false); onDone?.() })
  const look = { variant: 'default', size: 'compact-sm', mt: 6 } as const
  if (later && count <= 1) return <ReasonButton {...look} reason={t`The award was changed again since. Take the later change back first.`}><Trans>Undo</Trans></ReasonButton>
  return (
    <>
      <Button {...look} loading={undo.isPending && !asking} aria-label={t`Undo: ${title}`} onClick={() => (count > 1 ? setAsking(true) : undo.mutate(change))}><Trans>Undo</Trans></Button>
      {asking && (
        <DangerDialog
          opened onClose={() => setAsking(false)} title={t`Take the whole change back?`} verb={<Plural value={count} one="Take # award back" other="Take # awards back" />} pending={undo.isPending}
          onConfirm={() => undo.mutate(change)}
        >
          <Text size="sm"><Plural value={count} one="This change touched # award. It becomes what it was before." other="This change touched # awards, this one among them. All of them become what they were before; those that were changed again since stay as they are." /></Text>
        </DangerDialog>
      )}
    </>
  )
}

const ICONS: Record<string, TablerIcon | undefined> = {
  issued: IconAward, edited: IconPencil, archived: IconArchive, removed: IconTrash, restored: IconArrowBackUp, expired: IconClockX, renewal_started: IconPlayerPlay, renewal_cancelled: IconPlayerStop,
}
