import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { Association } from '@recert/domain/awards'
import type { Standing } from '@recert/domain/standing'
import type { ReactNode } from 'react'
import { AssociationName } from './association-name.tsx'
import { type AwardState, EventChanges, useEventTitles } from './award-event.tsx'
import { DaysToRenew } from './days-to-renew.tsx'
import { EvidenceLink } from './evidence-view.tsx'
import { Day, Instant } from './instant.tsx'
import { RenewalEndName } from './renewal-end-name.tsx'
import { StandingBadge } from './standing-badge.tsx'
import classes from './certification-record.module.css'

type Renewal = { id: string; itemName: string; startedAt: string; startedBy: string | null; endedAt: string | null; endedKind: Parameters<typeof RenewalEndName>[0]['end'] | null }
type Activity = {
  title: string; type: string; institute: string; completedAt: string; decidedBy: string | null; decidedAt: string | null
  evidence: { id: string; name: string; mediaType: string; size: number; sha256: string } | null
}
type RecordEvent = { id: number; at: string; kind: string; actor: string | null; record: number | null; fileName: string | null; before: AwardState | null; after: AwardState }

export type RecordCycle = {
  id: string; issuedAt: string; expiresAt: string | null; standing: Standing; daysToRenew: number | null; association: Association; itemName: string | null; itemCode: string | null
  archivedAt: string | null; archiveKind: 'early' | 'late' | null; endedBy: 'renewal' | 'hand' | 'import' | 'external' | 'completion' | 'removed' | null
  through: { kind: 'hand' | 'completion' | 'external' | 'import'; by: string | null; fileName: string | null; row: number | null }
  completions: { id: string; itemName: string; completedAt: string; receivedAt: string; reportedBy: string | null }[]
  renewals: Renewal[]; activity: Activity | null; events: RecordEvent[]
}

/** One cycle of a record: its facts in a row, its proof below. */
export function RecordCycleRows({ cycle, linkOf }: { cycle: RecordCycle; linkOf: ((awardId: string) => ReactNode) | undefined }) {
  const { t } = useLingui()
  const { id, issuedAt, expiresAt, standing, daysToRenew, completions, renewals, activity, events } = cycle
  const hasProof = completions.length + renewals.length > 0 || activity !== null
  return (
    <tbody className={classes.cycle} data-current={standing === 'archived' ? undefined : true}>
      <tr>
        <th scope="row" data-label={t`Issued`}><div><Instant value={issuedAt} />{linkOf && <Text span size="sm" display="block" data-screen-only>{linkOf(id)}</Text>}</div></th>
        <td data-label={t`Expires`}><div>{expiresAt ? <Instant value={expiresAt} /> : <Trans>Never</Trans>}</div></td>
        <td data-label={t`Standing`}><div><StandingBadge standing={standing} />{standing !== 'archived' && daysToRenew !== null && <div><DaysToRenew days={daysToRenew} /></div>}</div></td>
        <td data-label={t`Through`}><Through cycle={cycle} /></td>
        <td data-label={t`How it ended`}><Ending cycle={cycle} /></td>
      </tr>
      {(hasProof || events.length > 0) && (
        <tr className={classes.proof}>
          <td colSpan={5}>
            {hasProof && (
              <ul>
                {completions.map((completion) => (
                  <li key={completion.id}>
                    <Trans>Completion of “{completion.itemName}” on <Instant value={completion.completedAt} />, recorded on <Instant value={completion.receivedAt} /> by {completion.reportedBy ?? t`Recert`}</Trans>
                  </li>
                ))}
                {activity && <ActivityLine activity={activity} />}
                {renewals.map((renewal) => <RenewalLine key={renewal.id} renewal={renewal} />)}
              </ul>
            )}
            {events.length > 0 && <History events={events} />}
          </td>
        </tr>
      )}
    </tbody>
  )
}

function Through({ cycle: { association, itemName, itemCode, through: { kind, by, fileName, row } } }: { cycle: RecordCycle }) {
  const { t } = useLingui()
  const who = by ?? t`Recert`
  return (
    <div>
      <AssociationName association={association} />
      {itemName && <div>{itemName} ({itemCode})</div>}
      <div>
        {kind === 'hand' && <Trans>by hand, by {who}</Trans>}
        {kind === 'external' && <Trans>by a reported activity, by {who}</Trans>}
        {kind === 'import' && (fileName === null ? <Trans>by an import, by {who}</Trans> : <Trans>by an import: row {row} of the file {fileName}, by {who}</Trans>)}
      </div>
    </div>
  )
}

function Ending({ cycle: { archivedAt, archiveKind, endedBy } }: { cycle: RecordCycle }) {
  if (!archivedAt) return <div>–</div>
  return (
    <div>
      {archiveKind === 'early' ? <Trans>Early, while it was valid</Trans> : archiveKind === 'late' ? <Trans>Late, after it had expired</Trans> : <Trans>Ended</Trans>}
      <div><EndedBy by={endedBy} /> <Instant value={archivedAt} /></div>
    </div>
  )
}

function EndedBy({ by }: { by: RecordCycle['endedBy'] }) {
  switch (by) {
    case 'renewal': return <Trans>renewed:</Trans>
    case 'hand': return <Trans>replaced by hand:</Trans>
    case 'import': return <Trans>replaced by an import:</Trans>
    case 'external': return <Trans>replaced by external training:</Trans>
    case 'completion': return <Trans>replaced by a completion:</Trans>
    case 'removed': return <Trans>removed:</Trans>
    case null: return null
  }
}

function ActivityLine({ activity: { title, type, institute, completedAt, decidedBy, decidedAt, evidence } }: { activity: Activity }) {
  const about = [type, institute].filter(Boolean).join(', ')
  return (
    <li>
      <Trans>External training “{title}”, completed on <Day value={completedAt} /></Trans>{about && ` (${about})`}
      {decidedBy && decidedAt && <>; <Trans>approved by {decidedBy} on <Instant value={decidedAt} /></Trans></>}
      {evidence && (
        <div className={classes.evidence}>
          <EvidenceLink evidence={evidence} />
          <Text span size="sm" c="dimmed">{evidence.mediaType}</Text>
          <span className={classes.hash}>SHA-256 {evidence.sha256}</span>
        </div>
      )}
    </li>
  )
}

function RenewalLine({ renewal: { itemName, startedAt, startedBy, endedAt, endedKind } }: { renewal: Renewal }) {
  const { t } = useLingui()
  const who = startedBy ?? t`Recert`
  return (
    <li>
      {endedAt && endedKind
        ? <Trans>Renewal with “{itemName}”, started on <Instant value={startedAt} /> by {who}, <RenewalEndName end={endedKind} /> on <Instant value={endedAt} /></Trans>
        : <Trans>Renewal with “{itemName}” open since <Instant value={startedAt} />, started by {who}</Trans>}
    </li>
  )
}

/** The cycle's events, the earliest first. */
function History({ events }: { events: RecordEvent[] }) {
  const { t } = useLingui()
  const titles = useEventTitles()
  return (
    <div className={classes.history}>
      <Text size="sm" fw={600}><Trans>History</Trans></Text>
      <ol>
        {events.map(({ id, at, kind, actor, record, fileName, before, after }) => (
          <li key={id}>
            <Instant value={at} /> · {titles[kind] ?? kind} · {actor ?? t`Recert`}
            {record !== null && fileName !== null && <> · <Trans>row {record} of the file {fileName}</Trans></>}
            <EventChanges before={before} after={after} />
          </li>
        ))}
      </ol>
    </div>
  )
}
