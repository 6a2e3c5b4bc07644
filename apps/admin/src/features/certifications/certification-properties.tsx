import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { useMay } from '../../shell/session.ts'
import { CertificationForm } from './certification-form.tsx'

export function CertificationProperties({ certification }: { certification: Outputs['certifications']['get'] }) {
  const { t } = useLingui()
  const readOnly = useMay('certifications.manage') ? null : t`You may look at certifications, but not change them. Ask a superadmin if you need to.`
  const save = useMutation(api.certifications.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ name }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is saved.` })
    },
  }))
  return (
    <CertificationForm
      // What was saved, here or by someone else, is what the next edit starts from.
      key={certification.version}
      initial={certification} readOnly={readOnly}
      onSave={(values) => save.mutate({ certification: certification.id, version: certification.version, ...values })}
      pending={save.isPending} failed={save.error} saved={save.isSuccess}
      aside={<Text size="sm" c="dimmed"><Trans>A new validity changes no existing award.</Trans></Text>}
    />
  )
}
