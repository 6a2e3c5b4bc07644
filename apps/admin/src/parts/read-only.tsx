import { Alert, Fieldset } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** The fields of a form, which can be read but not changed while there is a `reason`; it is said above them. */
export function ReadOnly({ reason, children }: { reason: string | null; children: ReactNode }) {
  return (
    <>
      {reason !== null && <Alert color="gray" variant="light" mb="md" icon={<IconLock aria-hidden />}>{reason}</Alert>}
      <Fieldset variant="unstyled" disabled={reason !== null}>{children}</Fieldset>
    </>
  )
}
