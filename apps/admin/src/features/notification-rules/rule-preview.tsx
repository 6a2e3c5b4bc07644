import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle } from '@tabler/icons-react'
import { PersonSelect } from '../../parts/person-select.tsx'
import { MailFrame } from '../mails/mail-frame.tsx'
import classes from './rule-editor.module.css'
import { SendTestButton } from './send-test-button.tsx'
import type { useTriedText } from './use-tried-text.ts'

type Props = {
  tried: ReturnType<typeof useTriedText>
  /** On whom it is tried, by id; on anybody where nobody is chosen. */
  person: string | undefined
  onPerson: (id: string | undefined) => void
  /** Whether the rule sends mails; else the words are shown as the inbox has them. */
  mails: boolean
}

/** What a real person would read, in the language whose text is being written. */
export function RulePreview({ tried: { tried, answer, error, isFetching, refetch }, person, onPerson, mails }: Props) {
  const { t } = useLingui()
  const mail = answer?.mail
  const nobody = answer?.problem?.code === 'AWARD_NOT_FOUND'
  const language = tried && !(tried.language in tried.texts) ? LANGUAGE_NAMES[tried.language] : null
  return (
    <Paper withBorder p="lg" component="section" aria-label={t`Preview`} className={classes.preview}>
      <Stack gap="sm">
        <Title order={2}><Trans>Preview</Trans></Title>
        <PersonSelect label={t`As it reads for`} placeholder={t`Anybody who holds a certification`} value={person} onChange={onPerson} />
        <Stack gap="sm" aria-live="polite" className={isFetching ? classes.stale : undefined}>
          {!tried && <Text size="sm" c="dimmed"><Trans>Write subject and body to see here what people will read.</Trans></Text>}
          {language !== null && <Text size="sm" c="dimmed"><Trans>Nothing is written in {language}: this is what people get who read it.</Trans></Text>}
          {tried && error && !answer && <Failed error={error} onRetry={() => void refetch()} />}
          {tried && !answer && !error && <SkeletonRows rows={4} />}
          {answer?.problem && (
            <Alert color={nobody ? 'gray' : 'red'} variant="light" icon={<IconAlertTriangle aria-hidden />}>
              {nobody ? (person ? <Trans>This person holds no certification now, so there is nothing to show. Choose somebody else.</Trans> : <Trans>Nobody holds a certification yet, so there is nothing to show. The rule can be saved all the same.</Trans>) : answer.problem.sentence}
            </Alert>
          )}
          {mail && (
            <>
              <Text size="xs" c="dimmed"><Trans>For {mail.username}, about {mail.certificationName}</Trans></Text>
              <Text fw={600} className={classes.words}>{mail.subject}</Text>
              {mails ? <MailFrame html={mail.html} /> : <Text size="sm" className={classes.words}>{mail.body}</Text>}
            </>
          )}
        </Stack>
        {mails && <Group justify="flex-end"><SendTestButton tried={mail ? tried : null} refused={answer?.problem?.sentence ?? null} /></Group>}
      </Stack>
    </Paper>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { sentence, logId } = problemOf(error)
  return <ErrorPanel sentence={sentence} logId={logId} onRetry={onRetry} />
}
