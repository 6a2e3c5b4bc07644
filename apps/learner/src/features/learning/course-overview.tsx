import { Trans } from '@lingui/react/macro'
import { Alert, Paper, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { EmptyState } from '@recert/ui/empty-state'
import { Day } from '@recert/ui/instant'
import { IconArrowRight, IconHourglass, IconRefresh } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { CompletionMessage } from './completion-message.tsx'
import { ContentsList } from './contents-list.tsx'
import { CourseProgress } from './course-progress.tsx'

const route = getRouteApi('/shell/courses/$course')

/** What a course is about, where one stands in it, and the way on. */
export function CourseOverview() {
  const { course: ref } = route.useParams()
  const { data: course } = useSuspenseQuery(api.learning.course.queryOptions({ course: ref }))
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  const next = course.contents.find(({ state }) => state !== 'completed') ?? course.contents[0]
  return (
    <Stack gap="md">
      {course.state === 'completed' && <CompletionMessage course={course} />}
      {course.askedAgainAt && (
        <Alert color="orange" variant="light" icon={<IconRefresh aria-hidden />} title={course.completedAt ? <Trans>To be done again</Trans> : <Trans>To be done for a renewal</Trans>}>
          <AskedFor since={course.askedAgainAt} again={course.completedAt !== null} reported={course.materials === 0} />
        </Alert>
      )}
      {course.description && <Text style={{ whiteSpace: 'pre-line' }}>{course.description}</Text>}
      {course.plans.map(({ id, name }) => <Text key={id} size="sm" c="dimmed"><Trans>Part of <TextLink to="/my-activities/learning-plans">{name}</TextLink></Trans></Text>)}
      {next
        ? (
            <LinkButton
              to="/courses/$course/$material" params={{ course: course.id, material: next.id }} w={wide ? 'fit-content' : '100%'} size="md"
              variant={course.state === 'completed' ? 'default' : 'filled'} rightSection={<IconArrowRight size={18} aria-hidden />}
            >
              {course.state === 'completed' ? <Trans>Look at it again</Trans> : course.state === 'in_progress' ? <Trans>Continue: {next.title}</Trans> : <Trans>Start: {next.title}</Trans>}
            </LinkButton>
          )
        : (
            <EmptyState icon={IconHourglass} title={<Trans>This course is still being prepared</Trans>}>
              <Trans>There is nothing in it yet. Look in again later, or ask whoever enrolled you.</Trans>
            </EmptyState>
          )}
      {!wide && next && (
        <Paper withBorder radius="lg">
          <Stack p="md"><CourseProgress done={course.materialsDone} total={course.materials} /></Stack>
          <ContentsList course={course} />
        </Paper>
      )}
    </Stack>
  )
}

/** What a renewal wants. `again`: it was completed before; `reported`: there is nothing in it, its completion is reported from elsewhere. */
function AskedFor({ since, again, reported }: { since: string; again: boolean; reported: boolean }) {
  if (!again) {
    return reported
      ? <Trans>A renewal that began on <Day value={since} /> asks for this course. It counts once its completion is reported.</Trans>
      : <Trans>A renewal that began on <Day value={since} /> asks for this course. Work through all of it from then on.</Trans>
  }
  return reported
    ? <Trans>A renewal that began on <Day value={since} /> asks for this course again. It counts once its completion is reported; your earlier completion is kept.</Trans>
    : <Trans>A renewal that began on <Day value={since} /> asks for this course again. Work through all of it once more; your earlier completion is kept.</Trans>
}
