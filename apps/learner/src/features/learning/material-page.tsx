import { Trans } from '@lingui/react/macro'
import { Group, Stack, Text, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconHourglass } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api, type Outputs } from '../../api.ts'
import { CompletionMessage } from './completion-message.tsx'
import type { CourseOpened } from './contents-list.tsx'
import classes from './learning.module.css'
import { MaterialContent } from './material-content.tsx'
import { StateMark } from './state-mark.tsx'
import { type Finishing, useFinishing, useOpening } from './use-finishing.ts'
import { WayOn } from './way-on.tsx'

export type MaterialOpened = Outputs['learning']['material']

const route = getRouteApi('/shell/courses/$course/$material')

/** One material of a course, and what it takes to be done with it. */
export function MaterialPage() {
  const { course: ref, material: id } = route.useParams()
  const { data: course } = useSuspenseQuery(api.learning.course.queryOptions({ course: ref }))
  const { data: material, error, refetch } = useQuery(api.learning.material.queryOptions({ course: ref, material: id }))
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!material) return <SkeletonRows rows={3} height={120} />
  return <Material key={`${course.id} ${material.id}`} course={course} material={material} />
}

function Material({ course, material }: { course: CourseOpened; material: MaterialOpened }) {
  const finishing = useFinishing({ course, material })
  const opening = useOpening({ course, material }, finishing)
  const heading = useRef<HTMLHeadingElement>(null)
  const message = useRef<HTMLDivElement>(null)
  // Whoever came here by keyboard or screen reader goes on at the content, not at the link they left.
  useEffect(() => { heading.current?.focus() }, [])
  useEffect(() => {
    if (finishing.courseCompleted) message.current?.focus()
  }, [finishing.courseCompleted])
  const trouble = opening.error ?? finishing.confirm.error
  return (
    <Stack gap="lg" component="article">
      {finishing.courseCompleted && <div ref={message} tabIndex={-1} className={classes.heading}><CompletionMessage course={course} /></div>}
      <div>
        <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>{material.title}</Title>
        <Done material={material} />
      </div>
      {material.empty
        ? (
            <EmptyState icon={IconHourglass} title={<Trans>Nothing here yet</Trans>}>
              <Trans>This part of the course has no content. Ask whoever looks after the course to add it.</Trans>
            </EmptyState>
          )
        : <MaterialContent course={course} material={material} finishing={finishing} />}
      {trouble && <ErrorPanel sentence={problemOf(trouble).sentence} />}
      <WayOn course={course} material={material} finishing={finishing} />
    </Stack>
  )
}

/** What a part of the player needs of the material it shows. */
export type PartProps = { course: CourseOpened; material: MaterialOpened; finishing: Finishing }

function Done({ material: { state, completedAt, score } }: { material: MaterialOpened }) {
  return (
    <Group gap={6} role="status" wrap="nowrap">
      {state === 'completed' && completedAt && (
        <>
          <StateMark state="completed" size={18} />
          <Text size="sm" component="span">
            {score === null ? <Trans>Completed on <Day value={completedAt} /></Trans> : <Trans>Completed on <Day value={completedAt} />, best score {Math.round(score)} %</Trans>}
          </Text>
        </>
      )}
    </Group>
  )
}
