import { Trans } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { PageSkeleton } from './page-states.tsx'

const DemoClockForm = lazy(() => import('./demo-clock-form.tsx').then(({ DemoClockForm }) => ({ default: DemoClockForm })))

/** R16.1: where the demo clock is on, a superadmin can move it. */
export function DemoClockButton() {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}><Trans>Move the clock</Trans></Button>
      <DemoClockDialog opened={opened} onClose={close} />
    </>
  )
}

export function DemoClockDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Trans>Move the demo clock</Trans>}>
      <Suspense fallback={<PageSkeleton />}><DemoClockForm onDone={onClose} /></Suspense>
    </Modal>
  )
}
