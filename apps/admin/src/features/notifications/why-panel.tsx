import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle, IconCircleCheck, IconClock, IconMinus, IconUserQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { PersonSelect } from '../../parts/person-select.tsx'
import type { NotificationsSearch } from '../../search.ts'
import { useMe } from '../../shell/session.ts'
import { CertificationField, RuleSelect } from './notification-filters.tsx'
import { AwardLink, RuleName } from './notification-names.tsx'
import { useChannelNames } from './use-channel-names.ts'

type Answer = Outputs['notifications']['why']['items'][number]

type Props = {
  /** The person, by id, where it is always the same. */
  person?: string | undefined
  search: NotificationsSearch
  onSearch: (search: NotificationsSearch) => void
}

/** R10.6: why somebody got no mail, or when they did or will: one answer for each of their certifications and each rule. */
export function WhyPanel({ person: fixed, search, onSearch }: Props) {
  const { t } = useLingui()
  const person = fixed ?? search.person
  const change = (changes: Partial<NotificationsSearch>) => onSearch({ ...search, ...changes })
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: fixed ? 2 : 3 }} spacing="sm" maw={960}>
        {!fixed && <PersonSelect label={t`Person`} value={search.person} onChange={(chosen) => change({ person: chosen })} />}
        <CertificationField value={search.certification} onChange={(certification) => change({ certification })} />
        <RuleSelect value={search.rule} onChange={(rule) => change({ rule })} />
      </SimpleGrid>
      {person === undefined
        ? <EmptyState icon={IconUserQuestion} title={<Trans>Whom is it about?</Trans>}><Trans>Choose a person. For each of their certifications and each rule you read when they were told, when they will be, or why they are not.</Trans></EmptyState>
        : <Answers person={person} certification={search.certification} rule={search.rule} />}
    </Stack>
  )
}

function Answers({ person, certification, rule }: { person: string; certification: string | undefined; rule: string | undefined }) {
  const { data, error, refetch } = useQuery(api.notifications.why.queryOptions({ username: person, certificationCode: certification, ruleId: rule }))
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={3} />
  const awards = [...new Set(data.items.map(({ award }) => award?.id))]
  return (
    <Stack gap="sm" role="status">
      {awards.map((award) => <OfAward key={award ?? ''} person={person} answers={data.items.filter((each) => each.award?.id === award)} />)}
    </Stack>
  )
}

function OfAward({ person, answers }: { person: string; answers: Answer[] }) {
  const award = answers[0]?.award
  return (
    <Paper withBorder p="md">
      {award && <Title order={2} size="h4" mb="sm"><AwardLink award={award.id} name={award.certificationName} strong /></Title>}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {answers.map((answer) => <AnswerRow key={answer.rule?.id ?? ''} person={person} answer={answer} />)}
      </Stack>
    </Paper>
  )
}

function AnswerRow({ person, answer }: { person: string; answer: Answer }) {
  const channels = useChannelNames()
  const { color, Icon } = lookOf(answer.code)
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={color} size="md" radius="xl" mt={2}><Icon size={16} aria-hidden /></ThemeIcon>
      <div style={{ minWidth: 0 }}>
        {answer.rule && (
          <Group gap={6}>
            <RuleName rule={answer.rule} />
            {answer.channel && <Text size="sm" c="dimmed">{channels[answer.channel]}</Text>}
          </Group>
        )}
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{answer.message}</Text>
        <Mend person={person} answer={answer} />
      </div>
    </Group>
  )
}

const GOOD: readonly Answer['code'][] = ['MAIL_SENT', 'TOLD_IN_INBOX']
const WAITING: readonly Answer['code'][] = ['DUE_LATER', 'DUE_NOW', 'WAITS_UNTIL', 'MAIL_QUEUED', 'MAIL_IN_OUTBOX']
/** The rule has nothing to do with it. */
const OTHERS: readonly Answer['code'][] = ['FOR_OTHER_CERTIFICATIONS', 'FOR_OTHER_PEOPLE']

function lookOf(code: Answer['code']) {
  if (GOOD.includes(code)) return { color: 'teal', Icon: IconCircleCheck }
  if (OTHERS.includes(code)) return { color: 'gray', Icon: IconMinus }
  return WAITING.includes(code) ? { color: 'blue', Icon: IconClock } : { color: 'orange', Icon: IconAlertTriangle }
}

const ADDRESS: readonly Answer['code'][] = ['HAS_NO_ADDRESS', 'NO_ADDRESS', 'MAIL_FAILED', 'MAIL_BOUNCED']
const PERSON: readonly Answer['code'][] = ['HOLDER_IS_DEACTIVATED', 'HOLDER_DEACTIVATED', 'FOR_OTHER_PEOPLE', 'MAILS_NOT_WANTED']

/** The way to where it is put right, and to the mail. */
function Mend({ person, answer: { code, mailId } }: { person: string; answer: Answer }) {
  const isSuperadmin = useMe().role === 'superadmin'
  return (
    <Group gap="sm">
      {mailId && isSuperadmin && <TextLink to="/outbox" search={{ mail: mailId }} size="sm"><Trans>Read the mail</Trans></TextLink>}
      {ADDRESS.includes(code) && <TextLink to="/people/$person" params={{ person }} size="sm"><Trans>To the e-mail address</Trans></TextLink>}
      {PERSON.includes(code) && <TextLink to="/people/$person" params={{ person }} size="sm"><Trans>To the person</Trans></TextLink>}
      {code === 'APP_IS_INACTIVE' && isSuperadmin && <TextLink to="/apps" size="sm"><Trans>Apps & Features</Trans></TextLink>}
    </Group>
  )
}
