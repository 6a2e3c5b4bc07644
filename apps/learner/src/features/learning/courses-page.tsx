import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconBook2, IconMoodSmile } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { Catalogue } from './catalogue.tsx'
import { CourseCard } from './course-card.tsx'
import classes from './learning.module.css'

const route = getRouteApi('/shell/my-activities/courses')

/** R11.1: My Activities → Courses, and those that one may join. */
export function CoursesPage() {
  const { t } = useLingui()
  const { show } = route.useSearch()
  return (
    <Stack gap="xl">
      <title>{`${t`My courses`} · Recert`}</title>
      <Stack gap="md">
        <nav aria-label={t`Which courses`} className={classes.choices}>
          <Link to="/my-activities/courses" search={{}} activeOptions={{ exact: true }} replace resetScroll={false}><Trans>To do</Trans></Link>
          <Link to="/my-activities/courses" search={{ show: 'done' }} activeOptions={{ exact: true }} replace resetScroll={false}><Trans>Done</Trans></Link>
        </nav>
        <MyCourses done={show === 'done'} />
      </Stack>
      <Catalogue />
    </Stack>
  )
}

function MyCourses({ done }: { done: boolean }) {
  const { t } = useLingui()
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(pagesOf(api.learning.courses, client.learning.courses.query, { done }))
  if (isPending) return <SkeletonRows rows={2} height={190} />
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const courses = data.pages.flatMap(({ items }) => items)
  if (courses.length === 0) return done ? <NothingDone /> : <NothingToDo />
  return (
    <Stack gap="md">
      <ul className={classes.grid} aria-label={done ? t`Courses that you have completed` : t`Courses to do`}>
        {courses.map((course) => <CourseCard key={course.id} course={course} />)}
      </ul>
      {hasNextPage && <Group justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

function NothingToDo() {
  return (
    <EmptyState icon={IconMoodSmile} title={<Trans>Nothing to do</Trans>}>
      <Trans>Courses that you are enrolled in appear here until you have completed them. Courses that anybody may join stand below.</Trans>
    </EmptyState>
  )
}

function NothingDone() {
  return (
    <EmptyState icon={IconBook2} title={<Trans>No completed courses yet</Trans>}>
      <Trans>A course is completed when you have worked through everything in it.</Trans>
    </EmptyState>
  )
}
