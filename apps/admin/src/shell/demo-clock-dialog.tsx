import { Trans } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { useOpenedOnceThere } from '../parts/on-demand.tsx'
import { DemoClockForm } from './demo-clock-form.tsx'

/** R16.1: where the demo clock is on, a superadmin can move it. */
export function DemoClockDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={useOpenedOnceThere(opened)} onClose={onClose} title={<Trans>Move the demo clock</Trans>}>
      <DemoClockForm onDone={onClose} />
    </Modal>
  )
}
