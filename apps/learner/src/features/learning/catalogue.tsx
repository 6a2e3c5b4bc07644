import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import classes from './learning.module.css'
import { useEnrol } from './use-enrol.ts'

// A field costs more than the rest of this page.
const SearchField = lazy(() => import('./search-field.tsx').then((module) => ({ default: module.SearchField })))

/** Fewer are seen at a glance. */
const SEARCHED_FROM = 7

/** R12.1: the courses that are open to all. Absent while there are none. */
export function Catalogue() {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    ...pagesOf(api.learning.catalogue, client.learning.catalogue.query, search ? { search } : {}), placeholderData: keepPreviousData,
  })
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const courses = data?.pages.flatMap(({ items }) => items) ?? []
  if (!isPending && courses.length === 0 && search === '' && text === '') return null
  return (
    <Stack gap="md" component="section" aria-label={t`Courses you can join`}>
      <Title order={2}><Trans>Courses you can join</Trans></Title>
      {(courses.length >= SEARCHED_FROM || text !== '' || search !== '') && <Suspense fallback={null}><SearchField value={text} onChange={setText} /></Suspense>}
      {isPending ? <SkeletonRows rows={2} height={140} /> : (
        <>
          <ul className={classes.grid} aria-label={t`Courses you can join`}>{courses.map((course) => <Joinable key={course.id} course={course} />)}</ul>
          <Text role="status" size="sm" c="dimmed">{courses.length === 0 && <Trans>No course matches “{search}”. Try another word, or part of one.</Trans>}</Text>
          {hasNextPage && <Group justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
        </>
      )}
    </Stack>
  )
}

function Joinable({ course: { id, name, description, materials } }: { course: Outputs['learning']['catalogue']['items'][number] }) {
  const { t } = useLingui()
  const enrol = useEnrol()
  return (
    <Card component="li" withBorder radius="lg" padding="md" className={classes.card}>
      <Stack gap="xs" flex={1}>
        <Title order={3} size="h4">{name}</Title>
        {description && <Text size="sm" lineClamp={3}>{description}</Text>}
        <Text size="sm" c="dimmed"><Plural value={materials} one="# material" other="# materials" /></Text>
      </Stack>
      <Stack gap="sm">
        {enrol.error && <ErrorPanel sentence={problemOf(enrol.error).sentence} />}
        <Button variant="light" loading={enrol.isPending} onClick={() => enrol.mutate({ course: id })} aria-label={t`Join: ${name}`}><Trans>Join</Trans></Button>
      </Stack>
    </Card>
  )
}
