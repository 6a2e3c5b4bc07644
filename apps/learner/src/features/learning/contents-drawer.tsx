import { useLingui } from '@lingui/react/macro'
import { Drawer } from '@mantine/core'
import { ContentsList, type CourseOpened } from './contents-list.tsx'

/** The list of a course's materials on a phone, in reach of the thumb. */
export function ContentsDrawer({ opened, onClose, course, current }: { opened: boolean; onClose: () => void; course: CourseOpened; current: string }) {
  const { t } = useLingui()
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="75%" title={t`Contents`} padding={0} styles={{ header: { padding: 'var(--mantine-spacing-md)' } }}>
      <ContentsList course={course} current={current} />
    </Drawer>
  )
}
