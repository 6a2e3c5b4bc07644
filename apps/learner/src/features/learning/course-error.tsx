import { Trans } from '@lingui/react/macro'
import { Button, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { IconDoorEnter, IconMapQuestion } from '@tabler/icons-react'
import { type ErrorComponentProps, getRouteApi, useRouter } from '@tanstack/react-router'
import { LinkButton } from '../../parts/links.tsx'
import { PageError } from '../../shell/page-states.tsx'
import { useEnrol } from './use-enrol.ts'

const route = getRouteApi('/shell/courses/$course')

/** A course that cannot be opened; where the learner may join it, the way in. */
export function CourseError(props: ErrorComponentProps) {
  const { code } = problemOf(props.error)
  if (code === 'NOT_ENROLLED') return <Join />
  if (code === 'ITEM_NOT_FOUND') return <NotMine />
  return <PageError {...props} />
}

function NotMine() {
  return (
    <EmptyState
      icon={IconMapQuestion} title={<Title order={1} size="h3"><Trans>This course is none of yours</Trans></Title>}
      actions={<LinkButton to="/my-activities/courses"><Trans>To my courses</Trans></LinkButton>}
    >
      <Trans>It does not exist, or you are not enrolled in it. Ask your administrator if you expected to find it.</Trans>
    </EmptyState>
  )
}

function Join() {
  const { course } = route.useParams()
  const router = useRouter()
  const enrol = useEnrol()
  return (
    <>
      <EmptyState
        icon={IconDoorEnter} title={<Title order={1} size="h3"><Trans>You are not enrolled in this course</Trans></Title>}
        actions={<Button loading={enrol.isPending} onClick={() => enrol.mutate({ course }, { onSuccess: () => void router.invalidate() })}><Trans>Join</Trans></Button>}
      >
        <Trans>It is open to everybody: join it to work through it.</Trans>
      </EmptyState>
      {enrol.error && <ErrorPanel sentence={problemOf(enrol.error).sentence} />}
    </>
  )
}
