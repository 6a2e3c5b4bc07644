import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Text, Title } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { IconCertificate } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { EmptyState } from './empty-state.tsx'
import { formatInstant } from './format.ts'
import { Instant } from './instant.tsx'
import { type RecordCycle, RecordCycleRows } from './record-cycle.tsx'
import { useViewer } from './viewer.tsx'
import classes from './certification-record.module.css'

/** As the API tells it; instants are ISO. */
export type CertificationRecordShown = {
  person: { username: string; firstName: string; lastName: string; branchPath: string | null; groups: string[]; active: boolean }
  madeAt: string; madeBy: string; complete: boolean
  certifications: { id: string; code: string | null; name: string; cycles: RecordCycle[]; removals: { removedAt: string; removedBy: string | null }[] }[]
}

type Props = {
  record: CertificationRecordShown
  /** Whether the record holds its history. */
  history: boolean
  /** The way to a cycle's own page, where there is one. */
  linkOf?: (awardId: string) => ReactNode
}

/** So many cycles fit on one page of paper. */
const SHORT = 6

/** R13.5: all that somebody holds and held, to be read and to be printed. */
export function CertificationRecord({ record, history, linkOf }: Props) {
  const { person, madeAt, madeBy, complete, certifications } = record
  const { t } = useLingui()
  const viewer = useViewer()
  const made = formatInstant(new Date(madeAt), viewer)
  return (
    <div className={classes.record}>
      <PageFooter text={t`Certification record of ${nameOf(person)} · made on ${made} (${viewer.timeZone}) by ${madeBy}`} />
      <dl className={classes.facts}>
        <dt><Trans>Name</Trans></dt><dd>{`${person.firstName} ${person.lastName}`.trim() || '–'}</dd>
        <dt><Trans>Username</Trans></dt><dd>{person.username}</dd>
        <dt><Trans>Branch</Trans></dt><dd>{person.branchPath ?? '–'}</dd>
        <dt><Trans>Groups</Trans></dt><dd>{person.groups.join(', ') || '–'}</dd>
        <dt><Trans>Account</Trans></dt><dd>{person.active ? <Trans>Active</Trans> : <Trans>Deactivated</Trans>}</dd>
        <dt><Trans>Made</Trans></dt><dd><Trans><Instant value={madeAt} /> by {madeBy}</Trans></dd>
        <dt><Trans>Dates</Trans></dt><dd><Trans>written in the time zone {viewer.timeZone}</Trans></dd>
      </dl>
      {!complete && <Text fw={600}><Trans>There is more than fits here: the earliest cycles, or the latest events, are left out.</Trans></Text>}
      {certifications.length === 0 && <EmptyState icon={IconCertificate} title={<Trans>Nothing is held</Trans>}><Trans>No certification is held, and none was held before.</Trans></EmptyState>}
      {certifications.map((certification) => <Certification key={certification.id} certification={certification} history={history} linkOf={linkOf} />)}
    </div>
  )
}

function Certification({ certification: { code, name, cycles, removals }, history, linkOf }: { certification: CertificationRecordShown['certifications'][number]; history: boolean; linkOf: Props['linkOf'] }) {
  const { t } = useLingui()
  const id = useId()
  return (
    <section className={classes.certification} aria-labelledby={id} data-short={(cycles.length <= SHORT && !history) || undefined}>
      <Title order={2} size="h3" id={id} className={classes.name}>{name}{code && <Text span c="dimmed" size="sm"> {code}</Text>}</Title>
      {cycles.length > 0 && (
        <table className={classes.table} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col"><Trans>Issued</Trans></th><th scope="col"><Trans>Expires</Trans></th><th scope="col"><Trans>Standing</Trans></th>
              <th scope="col"><Trans>Through</Trans></th><th scope="col"><Trans>How it ended</Trans></th>
            </tr>
          </thead>
          {cycles.map((cycle) => <RecordCycleRows key={cycle.id} cycle={cycle} linkOf={linkOf} />)}
        </table>
      )}
      {removals.map(({ removedAt, removedBy }, index) => (
        <Text key={`${removedAt} ${index}`} size="sm" mt="xs"><Trans>A cycle was removed on <Instant value={removedAt} /> by {removedBy ?? t`Recert`}.</Trans></Text>
      ))}
      <Text size="xs" c="dimmed" mt={4}><Plural value={cycles.length} one="# cycle" other="# cycles" /></Text>
    </section>
  )
}

/** On each sheet of paper: what it is, and which page of how many. Whatever names hold, they stay text in the style sheet. */
function PageFooter({ text }: { text: string }) {
  return <style>{`@page { margin: 16mm 14mm 18mm; @bottom-left { content: "${quoted(text)}"; font: 8pt system-ui, sans-serif; width: 85%; text-align: left; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; } }`}</style>
}

const quoted = (text: string): string => Array.from(text, (sign) => (/[\p{L}\p{N} ·(),]/u.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 0x20).toString(16)} `)).join('')
