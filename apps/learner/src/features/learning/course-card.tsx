import { Trans } from '@lingui/react/macro'
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Day } from '@recert/ui/instant'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../api.ts'
import { CourseProgress } from './course-progress.tsx'
import classes from './learning.module.css'
import { StateMark } from './state-mark.tsx'

export type Course = Outputs['learning']['courses']['items'][number]

/** A course that one is enrolled in, with how far one is. */
export function CourseCard({ course: { id, name, description, state, completedAt, askedAgainAt, materials, materialsDone, plans } }: { course: Course }) {
  return (
    <Card component="li" withBorder radius="lg" padding="md" className={classes.card}>
      <Stack gap="xs" flex={1}>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <StateMark state={state} />
          <Title order={2} size="h4"><Link to="/courses/$course" params={{ course: id }} className={classes.stretched}>{name}</Link></Title>
        </Group>
        {askedAgainAt && <AskedAgain again={completedAt !== null} />}
        {description && <Text size="sm" lineClamp={2}>{description}</Text>}
        {plans.map((plan) => <Text key={plan.id} size="sm" c="dimmed"><Trans>Part of {plan.name}</Trans></Text>)}
      </Stack>
      <Stack gap="sm">
        {state === 'completed' && completedAt
          ? <Text size="sm" c="dimmed" component="div" className={classes.above}><Trans>Completed on <Day value={completedAt} /></Trans></Text>
          : <CourseProgress done={materialsDone} total={materials} />}
        <Button component="span" variant={state === 'completed' || materials === 0 ? 'default' : 'filled'} rightSection={<IconArrowRight size={18} aria-hidden />} aria-hidden>
          {state === 'completed' || materials === 0 ? <Trans>Open</Trans> : state === 'in_progress' ? <Trans>Continue</Trans> : <Trans>Start</Trans>}
        </Button>
      </Stack>
    </Card>
  )
}

/** R7.3: a renewal asks for it again. */
/** That a renewal asks for it; `again`: it was completed before. */
export function AskedAgain({ again }: { again: boolean }) {
  return <Badge variant="light" color="orange" tt="none" fw={600} leftSection={<IconRefresh size={14} aria-hidden />}>{again ? <Trans>Again, for a renewal</Trans> : <Trans>For a renewal</Trans>}</Badge>
}
