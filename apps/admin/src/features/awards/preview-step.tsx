import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import { ReasonButton } from '@recert/ui/reason-button'
import { useViewer } from '@recert/ui/viewer'
import { AssociationName } from '@recert/ui/association-name'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api.ts'
import { instantOf } from '../../parts/picked-instant.ts'
import { useSession } from '../../shell/session.ts'
import { type AwardValues, shownTerms } from './award-input.ts'
import { StepTitle } from './step-title.tsx'

type Preview = Outputs['awards']['preview']
type Example = Preview['examples'][number]
type Props = { preview: Preview; values: AwardValues; onBack: () => void; onConfirm: () => void; pending: boolean }

/** R6.2: what awarding would do, in numbers and with names, before it is done. */
export function PreviewStep({ preview: { counts, examples, total }, values, onBack, onConfirm, pending }: Props) {
  const { t } = useLingui()
  const of = (...verdicts: Example['verdict'][]) => examples.filter(({ verdict }) => verdicts.includes(verdict))
  const changes = counts.new + counts.replaced
  return (
    <Stack gap="md">
      <StepTitle><Trans>What this does</Trans></StepTitle>
      <Terms values={values} />
      <Stack gap="xs" role="group" aria-label={t`Preview`}>
        <Line count={counts.new} examples={of('issue')}><Plural value={counts.new} one="# person gets the certification" other="# people get the certification" /></Line>
        <Line count={counts.replaced} examples={of('replace', 'renew')}><Plural value={counts.replaced} one="# person holds it already: the current award goes to the history" other="# people hold it already: their current awards go to the history" /></Line>
        <Line count={counts.unchanged} examples={of('unchanged')}><Plural value={counts.unchanged} one="# person holds exactly this already: nothing changes" other="# people hold exactly this already: nothing changes" /></Line>
        <Line count={counts.skipped} examples={of('keep')}><Plural value={counts.skipped} one="# person holds it already and is skipped" other="# people hold it already and are skipped" /></Line>
        <Line count={counts.refused} examples={of('refuse')} withReasons><Plural value={counts.refused} one="# person is awarded nothing" other="# people are awarded nothing" /></Line>
      </Stack>
      {total > AT_ONCE_MOST && <Text size="sm" c="dimmed"><Trans>So many people are awarded in the background. It goes on when you leave.</Trans></Text>}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack} disabled={pending}><Trans>Back</Trans></Button>
        {changes === 0
          ? <ReasonButton reason={t`Nothing would change: nobody of those who are chosen would be awarded.`}><Trans>Confirm</Trans></ReasonButton>
          : <Button loading={pending} onClick={onConfirm}><Trans>Confirm</Trans></Button>}
      </Group>
    </Stack>
  )
}

/** More run as a job (R6.2). */
const AT_ONCE_MOST = 500

function Terms({ values }: { values: AwardValues }) {
  const { timeZone } = useViewer()
  const { now } = useSession()
  const { terms } = shownTerms(values, timeZone)
  const issuedAt = instantOf(terms.issued, timeZone)?.toISOString()
  const expiresAt = terms.alwaysValid ? null : instantOf(terms.expires, timeZone)?.toISOString()
  if (!issuedAt) return null
  const inFuture = issuedAt > now
  const expired = expiresAt && expiresAt <= now
  return (
    <>
      <Text size="sm">
        <strong>{values.certification?.name}</strong>: {expiresAt ? <Trans>issued <Instant value={issuedAt} />, expires <Instant value={expiresAt} /></Trans> : <Trans>issued <Instant value={issuedAt} />, always valid</Trans>}
        {' · '}<AssociationName association={terms.association} />
      </Text>
      {inFuture && <Warning><Trans>The issue date lies in the future. The award counts as valid at once, all the same: only its expiry decides.</Trans></Warning>}
      {expired && <Warning><Trans>The expiry date lies in the past. Whoever is awarded holds an expired certification at once.</Trans></Warning>}
    </>
  )
}

const Warning = ({ children }: { children: ReactNode }) => <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>{children}</Alert>

const NAMED_MOST = 8

/** How many, and the first of them by name; those who are refused with the reason. */
function Line({ count, examples, withReasons = false, children }: { count: number; examples: Example[]; withReasons?: boolean; children: ReactNode }) {
  if (count === 0) return null
  const named = examples.slice(0, NAMED_MOST)
  const more = count - named.length
  return (
    <div>
      <Text size="sm" fw={600}>{children}</Text>
      {withReasons
        ? <List size="sm" c="dimmed">{named.map(({ username, message }) => <List.Item key={username}>{message ?? username}</List.Item>)}{more > 0 && <List.Item><Plural value={more} one="and # more" other="and # more" /></List.Item>}</List>
        : <Text size="sm" c="dimmed">{named.map(({ username }) => username).join(', ')}{more > 0 && <> <Plural value={more} one="and # more" other="and # more" /></>}</Text>}
    </div>
  )
}
