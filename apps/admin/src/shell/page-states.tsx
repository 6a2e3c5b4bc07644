import { Trans } from '@lingui/react/macro'
import { Container, Title } from '@mantine/core'
import { HTTP_STATUS } from '@recert/domain/errors'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconMapQuestion } from '@tabler/icons-react'
import { type ErrorComponentProps, useLocation, useRouter } from '@tanstack/react-router'
import { LinkButton } from '../parts/links.tsx'

export function PageSkeleton() {
  return <SkeletonRows rows={8} />
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { sentence, logId, code } = problemOf(error)
  if (code && Object.hasOwn(HTTP_STATUS, code) && HTTP_STATUS[code as keyof typeof HTTP_STATUS] === 404) return <ThingNotFound />
  return (
    <Container size="sm" py="xl">
      <ErrorPanel sentence={sentence} logId={logId} onRetry={() => { reset(); void router.invalidate() }} />
    </Container>
  )
}

const LISTS = ['/people', '/imports', '/certifications', '/awarded-users', '/reports', '/external-training', '/courses', '/learning-plans', '/materials', '/webhooks'] as const

/** What an address names is gone, or outside of what one sees: the two are not told apart. */
function ThingNotFound() {
  const path = useLocation().pathname.replace(/^\/admin/, '')
  const list = LISTS.find((each) => path.startsWith(`${each}/`))
  return (
    <>
      <title>Recert</title>
      <EmptyState
        icon={IconMapQuestion} title={<Title order={1} size="h3"><Trans>This does not exist, or you may not see it</Trans></Title>}
        actions={list ? <LinkButton to={list}><Trans>To the list</Trans></LinkButton> : <LinkButton to="/"><Trans>To the start page</Trans></LinkButton>}
      >
        <Trans>It may have been deleted, or the address is old or mistyped.</Trans>
      </EmptyState>
    </>
  )
}

export function PageNotFound() {
  return (
    <>
      <title>Recert</title>
      <EmptyState icon={IconMapQuestion} title={<Title order={1} size="h3"><Trans>This page does not exist</Trans></Title>} actions={<LinkButton to="/"><Trans>To the start page</Trans></LinkButton>}>
        <Trans>The address may be old or mistyped.</Trans>
      </EmptyState>
    </>
  )
}

/** Where no shell is around it. */
export const NothingFound = () => <main><PageNotFound /></main>
