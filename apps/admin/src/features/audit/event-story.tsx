import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Code, Group, Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { EventChanges } from '@recert/ui/award-event'
import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import { useMay, useMe } from '../../shell/session.ts'
import type { AuditEvent } from './audit-log-page.tsx'

/** A long word must not push the columns beside it out of sight. */
const ANYWHERE = { overflowWrap: 'anywhere' } as const

/** An event in a sentence, with what it changed. */
export function EventStory({ event }: { event: AuditEvent }) {
  const { i18n } = useLingui()
  return (
    <div style={{ minWidth: '14rem', fontWeight: 400, ...ANYWHERE }} lang={i18n.locale}>
      <Text size="sm" component="div"><Told event={event} /></Text>
      <div style={{ color: 'var(--mantine-color-dimmed)' }}><EventChanges before={event.before} after={event.after} /></div>
      {event.awardOpens && <TextLink to="/awarded-users/$award" params={{ award: event.awardId }} size="sm"><Trans>Open the award</Trans></TextLink>}
    </div>
  )
}

function Told({ event }: { event: AuditEvent }): ReactNode {
  const who = <Who event={event} />
  const what = <What event={event} />
  switch (event.kind) {
    case 'issued': return <Trans>{who} was awarded {what}.</Trans>
    case 'edited': return <Trans>The award of {what} to {who} was changed.</Trans>
    case 'archived': return <Trans>The award of {what} to {who} was archived: a new cycle took its place.</Trans>
    case 'removed': return <Trans>{what} was unassigned from {who}.</Trans>
    case 'restored': return <Trans>A change to the award of {what} to {who} was taken back.</Trans>
    case 'expired': return <Trans>The award of {what} to {who} expired.</Trans>
    case 'renewal_started': return <Trans>A renewal of {what} was started for {who}.</Trans>
    case 'renewal_cancelled': return <Trans>The renewal of {what} for {who} ended without a new cycle.</Trans>
  }
}

/** Events outlive what they speak of: where the name is gone, the id stands. */
function Who({ event: { personId, username, firstName, lastName } }: { event: AuditEvent }) {
  const sees = useMay('people.view')
  if (username === null) return <Code>{personId}</Code>
  const name = nameOf({ username, firstName: firstName ?? '', lastName: lastName ?? '' })
  return sees ? <TextLink to="/people/$person" params={{ person: personId }} inherit fw={600}>{name}</TextLink> : <b>{name}</b>
}

function What({ event: { certificationId, certificationName, certificationDeleted } }: { event: AuditEvent }) {
  const sees = useMay('certifications.view')
  if (certificationName === null) return <Code>{certificationId}</Code>
  return sees && !certificationDeleted
    ? <TextLink to="/certifications/$certification" params={{ certification: certificationId }} inherit fw={600}>{certificationName}</TextLink> : <b>{certificationName}</b>
}

/** Who did it, and through what. The name shows everything that they did. */
export function ByWhom({ event: { actorKind, actorId, actorName, importId, fileName, record, jobId }, onActor }: { event: AuditEvent; onActor: (id: string) => void }) {
  const { t } = useLingui()
  const imports = useMay('awards.import')
  const isSuperadmin = useMe().role === 'superadmin'
  const name = actorName ?? actorId ?? ''
  return (
    <div style={{ minWidth: '8rem', ...ANYWHERE }}>
      {actorKind === 'system' || actorId === null ? <Text size="sm"><Trans>Recert itself</Trans></Text> : (
        <Anchor component="button" type="button" size="sm" ta="start" aria-label={t`Everything that ${name} did`} onClick={() => onActor(actorId)}>{name}</Anchor>
      )}
      {actorKind === 'api_key' && <Text size="xs" c="dimmed"><Trans>API key</Trans></Text>}
      <Group gap={4}>
        {record !== null && <Text size="xs" c="dimmed"><Trans>row {record} of {importId && imports
          ? <TextLink to="/imports/$import" params={{ import: importId }} inherit>{fileName}</TextLink> : fileName ?? t`an import`}</Trans></Text>}
        {record === null && jobId && (isSuperadmin ? <TextLink to="/jobs" search={{ job: jobId }} size="xs"><Trans>through a job</Trans></TextLink> : <Text size="xs" c="dimmed"><Trans>through a job</Trans></Text>)}
      </Group>
    </div>
  )
}
