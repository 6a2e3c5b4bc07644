import { Trans } from '@lingui/react/macro'
import { Button, Container, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconMapQuestion } from '@tabler/icons-react'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'

export function PageSkeleton() {
  return <SkeletonRows rows={4} height={90} />
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { sentence, logId } = problemOf(error)
  return (
    <Container size="sm" py="xl">
      <ErrorPanel sentence={sentence} logId={logId} onRetry={() => { reset(); void router.invalidate() }} />
    </Container>
  )
}

export function PageNotFound() {
  return (
    <>
      <title>Recert</title>
      <EmptyState icon={IconMapQuestion} title={<Title order={1} size="h3"><Trans>This page does not exist</Trans></Title>} actions={<Button component={Link} to="/"><Trans>To my activities</Trans></Button>}>
        <Trans>The address may be old or mistyped.</Trans>
      </EmptyState>
    </>
  )
}

/** Where no shell is around it. */
export const NothingFound = () => <main><PageNotFound /></main>
