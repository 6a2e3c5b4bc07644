import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconCircleCheck, IconRoute } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { AskedAgain } from './course-card.tsx'
import { CourseProgress } from './course-progress.tsx'
import classes from './learning.module.css'
import { StateMark } from './state-mark.tsx'

type Plan = Outputs['learning']['plans']['items'][number]

/** R11.1: My Activities → Learning Plans. */
export function PlansPage() {
  const { t } = useLingui()
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(pagesOf(api.learning.plans, client.learning.plans.query, {}))
  const title = <title>{`${t`My learning plans`} · Recert`}</title>
  // The plan that a link asked for, by its id: whoever followed it goes on at its name.
  const hash = useLocation({ select: (location) => location.hash })
  const loaded = data !== undefined
  useEffect(() => {
    if (loaded && hash) document.getElementById(hash)?.focus()
  }, [loaded, hash])
  if (isPending) return <>{title}<SkeletonRows rows={2} height={220} /></>
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <>{title}<ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} /></>
  }
  const plans = data.pages.flatMap(({ items }) => items)
  if (plans.length === 0) {
    return (
      <>
        {title}
        <EmptyState icon={IconRoute} title={<Trans>No learning plans yet</Trans>}>
          <Trans>A learning plan is a series of courses that belong together. Those that you are enrolled in appear here.</Trans>
        </EmptyState>
      </>
    )
  }
  return (
    <Stack gap="md" component="ul" aria-label={t`My learning plans`} className={classes.plain}>
      {title}
      {plans.map((plan) => <PlanCard key={plan.id} plan={plan} />)}
      {hasNextPage && <Group component="li" justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

function PlanCard({ plan: { id, name, description, completed, completedAt, askedAgainAt, courses } }: { plan: Plan }) {
  const { t } = useLingui()
  return (
    <Card component="li" withBorder radius="lg" padding={0}>
      <Stack gap="xs" p="md">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" id={id} tabIndex={-1} className={classes.heading}>{name}</Title>
          {completed && <Badge variant="light" color="teal" tt="none" fw={600} leftSection={<IconCircleCheck size={14} aria-hidden />}><Trans>Completed</Trans></Badge>}
          {askedAgainAt && <AskedAgain again={completedAt !== null} />}
        </Group>
        {description && <Text size="sm">{description}</Text>}
        {completed && completedAt
          ? <Text size="sm" c="dimmed" component="div"><Trans>Completed on <Day value={completedAt} /></Trans></Text>
          : <CourseProgress done={courses.filter(({ state }) => state === 'completed').length} total={courses.length} />}
      </Stack>
      <ol className={classes.rows} aria-label={t`Courses of ${name}`}>
        {courses.map((course, index) => (
          <li key={course.id}>
            <Link to="/courses/$course" params={{ course: course.id }} className={classes.row}>
              <StateMark state={course.state} />
              <span style={{ flex: 1 }}>{index + 1}. {course.name}</span>
              <Text span size="sm" c="dimmed" ta="end"><CourseCount course={course} /></Text>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function CourseCount({ course: { materials, materialsDone, state } }: { course: Plan['courses'][number] }) {
  if (state === 'completed') return <Trans>Completed</Trans>
  if (materialsDone > 0) return <Trans>{materialsDone} of {materials}</Trans>
  return <Plural value={materials} one="# material" other="# materials" />
}
