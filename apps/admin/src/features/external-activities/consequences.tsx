import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Checkbox, List, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { midnightInZone } from '@recert/domain/dates'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { api, client, type Inputs, type Outputs } from '../../api.ts'
import type { ActivityValues } from './activity-values.ts'

type Foreseen = Outputs['externalActivities']['preview']['people'][number]

type Props = {
  /** Whom it concerns, as the API takes it; null while nobody is chosen. */
  people: Pick<Inputs['externalActivities']['preview'], 'username' | 'usernames' | 'groups' | 'branches'> | null
  values: Pick<ActivityValues, 'certification' | 'completedDay' | 'replace'>
  onReplace: (replace: boolean) => void
}

const NAMED_MOST = 5

/** What a report leads to, before it is made, and R9.4's question: whether it takes a current award's place. */
export function Consequences({ people, values: { certification, completedDay, replace }, onReplace }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const ready = people !== null && certification !== null && completedDay !== undefined
  const [asked] = useDebouncedValue(ready ? { ...people, certificationCode: certification.id, completedAt: midnightInZone(completedDay, timeZone).toISOString(), replace } : null, 300)
  const { data, error } = useQuery({
    queryKey: [...api.externalActivities.pathKey(), 'preview', asked], enabled: asked !== null, placeholderData: keepPreviousData,
    queryFn: () => (asked ? client.externalActivities.preview.mutate(asked) : null),
  })
  if (certification === null) return null
  const foreseen = ready && !error ? data : undefined
  const held = foreseen?.people.filter((person) => person.held && person.verdict !== 'renew' && person.verdict !== 'refuse') ?? []
  return (
    <Stack gap="sm">
      <Checkbox
        label={t`Takes the place of the current award`} checked={replace} onChange={(event) => onReplace(event.currentTarget.checked)}
        description={t`For whoever holds the certification already: the current award goes to the history and this one begins. Otherwise it stays as it is. An open renewal is completed either way.`}
      />
      <div role="status">
        {ready && error && <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>{problemOf(error).sentence}</Alert>}
        {foreseen && (
          <Alert color={foreseen.people.some(({ verdict }) => verdict === 'refuse') || held.length > 0 ? 'yellow' : 'blue'} variant="light" icon={<IconInfoCircle aria-hidden />} title={t`What this leads to`}>
            <Stack gap={6}>
              <Text size="sm">{foreseen.expiresAt ? <Trans>New awards expire on <Day value={foreseen.expiresAt} />.</Trans> : <Trans>New awards never expire.</Trans>}</Text>
              <List size="sm" spacing={2}>
                <Group people={foreseen.people} verdicts={['issue']}>{(count) => <Plural value={count} one="# person is awarded it" other="# people are awarded it" />}</Group>
                <Group people={foreseen.people} verdicts={['renew']}>{(count) => <Plural value={count} one="# person renews: a renewal is open" other="# people renew: a renewal is open" />}</Group>
                <Group people={foreseen.people} verdicts={['replace']}>{(count) => <Plural value={count} one="# current award goes to the history" other="# current awards go to the history" />}</Group>
                <Group people={foreseen.people} verdicts={['keep', 'unchanged']}>{(count) => <Plural value={count} one="# person holds it already and keeps the current award" other="# people hold it already and keep their current awards" />}</Group>
                <Group people={foreseen.people} verdicts={['refuse']}>{(count) => <Plural value={count} one="# person is awarded nothing" other="# people are awarded nothing" />}</Group>
              </List>
            </Stack>
          </Alert>
        )}
      </div>
    </Stack>
  )
}

/** Those of whom the same is foreseen, counted, the first of them by name and with the reason. */
function Group({ people, verdicts, children }: { people: Foreseen[]; verdicts: Foreseen['verdict'][]; children: (count: number) => ReactNode }) {
  const those = people.filter(({ verdict }) => verdicts.includes(verdict))
  if (those.length === 0) return null
  const more = those.length - NAMED_MOST
  const [reason] = those.flatMap(({ verdict, message }) => (verdict === 'refuse' && message ? [message] : []))
  return (
    <List.Item>
      {children(those.length)}: {those.slice(0, NAMED_MOST).map((person, index) => <Fragment key={person.personId}>{index > 0 && ', '}<Named person={person} /></Fragment>)}
      {more > 0 && <>, <Plural value={more} one="# more" other="# more" /></>}
      {reason && those.length === 1 && <> – {reason}</>}
    </List.Item>
  )
}

function Named({ person: { username, held } }: { person: Foreseen }) {
  if (!held) return username
  return held.expiresAt ? <Trans>{username} (until <Day value={held.expiresAt} />)</Trans> : <Trans>{username} (always valid)</Trans>
}
