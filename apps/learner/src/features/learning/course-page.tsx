import { Trans } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft, IconList } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { ContentsList, type CourseOpened } from './contents-list.tsx'
import { CourseProgress } from './course-progress.tsx'
import classes from './learning.module.css'

const route = getRouteApi('/shell/courses/$course')

/** R12.1: the player. Left what there is to do and how far one is; right the material. On a phone the list is a drawer. */
export function CoursePage() {
  const { course: ref } = route.useParams()
  const { material } = useParams({ strict: false })
  const { data: course } = useSuspenseQuery(api.learning.course.queryOptions({ course: ref }))
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  return (
    <Stack gap="md">
      <title>{`${course.name} · Recert`}</title>
      <div>
        <TextLink to="/my-activities/courses" size="sm"><Group gap={4} component="span" display="inline-flex"><IconArrowLeft size={16} aria-hidden /><Trans>My courses</Trans></Group></TextLink>
        <Title order={1} mt={4}>
          {material ? <Link to="/courses/$course" params={{ course: course.id }} className={classes.quiet}>{course.name}</Link> : course.name}
        </Title>
      </div>
      <div className={classes.player}>
        {wide && (
          <Paper component="nav" withBorder radius="lg" className={classes.contents} aria-labelledby="course-contents">
            <Stack gap="xs" p="md">
              <Text id="course-contents" fw={650}><Trans>Contents</Trans></Text>
              <CourseProgress done={course.materialsDone} total={course.materials} />
            </Stack>
            <ContentsList course={course} current={material} />
          </Paper>
        )}
        <Stack gap="md" miw={0}>
          {!wide && material && <ContentsButton key={material} course={course} current={material} />}
          <Outlet />
        </Stack>
      </div>
    </Stack>
  )
}

/** The drawer comes when it is first opened: a page that nobody looks around in needs none. */
const ContentsDrawer = lazy(() => import('./contents-drawer.tsx').then((module) => ({ default: module.ContentsDrawer })))

function ContentsButton({ course, current }: { course: CourseOpened; current: string }) {
  const [opened, { open, close }] = useDisclosure()
  const [wanted, setWanted] = useState(false)
  return (
    <Group wrap="nowrap" gap="md">
      <div style={{ flex: 1 }}><CourseProgress done={course.materialsDone} total={course.materials} /></div>
      <Button variant="default" leftSection={<IconList size={18} aria-hidden />} aria-haspopup="dialog" onClick={() => { setWanted(true); open() }}><Trans>Contents</Trans></Button>
      {wanted && <Suspense fallback={null}><ContentsDrawer opened={opened} onClose={close} course={course} current={current} /></Suspense>}
    </Group>
  )
}
