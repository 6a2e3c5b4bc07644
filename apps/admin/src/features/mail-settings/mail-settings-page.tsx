import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle, IconInfoCircle, IconMailOff, IconServer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { MailSettingsForm } from './mail-settings-form.tsx'
import type { MailSettings } from './mail-settings-values.ts'

const ForgetServerDialog = lazy(() => import('./forget-server-dialog.tsx').then(({ ForgetServerDialog }) => ({ default: ForgetServerDialog })))

/** R10.4: how mails leave. */
export function MailSettingsPage() {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(api.mailSettings.get.queryOptions())
  // Counts what was saved here: the form begins anew with it.
  const [saves, setSaves] = useState(0)
  const problem = error && !data && problemOf(error)
  const again = () => setSaves((count) => count + 1)
  return (
    <Page title={t`Mail server`} description={<Trans>How mails leave. What was written is in the <TextLink to="/outbox" size="sm" underline="always">Outbox</TextLink>.</Trans>}>
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />}
      {!data && !problem && <SkeletonRows />}
      {data && (
        <>
          <Source settings={data} onForgotten={again} />
          <MailSettingsForm key={saves} settings={data} onSaved={again} />
        </>
      )}
    </Page>
  )
}

/** Where the settings come from, and what that means for mails. */
function Source({ settings: { source, server, from, hasSmtpUrl }, onForgotten }: { settings: MailSettings; onForgotten: () => void }) {
  const [asking, setAsking] = useState(false)
  const where = server?.host
  const looks: Record<MailSettings['source'], { color: string; icon: ReactNode; title: ReactNode; text: ReactNode }> = {
    saved: {
      color: 'teal', icon: <IconServer aria-hidden />, title: <Trans>Mails leave by the server that is saved here</Trans>,
      text: hasSmtpUrl ? <Trans>By {where}, from {from}. It counts before SMTP_URL.</Trans> : <Trans>By {where}, from {from}.</Trans>,
    },
    environment: { color: 'blue', icon: <IconInfoCircle aria-hidden />, title: <Trans>Mails leave by SMTP_URL</Trans>, text: <Trans>By {where}, from {from}. A server that you save here counts before it.</Trans> },
    none: { color: 'orange', icon: <IconMailOff aria-hidden />, title: <Trans>There is no mail server</Trans>, text: <Trans>Mails stay in the outbox, where they can be read; nobody gets them. Fill in the server, test the connection and save.</Trans> },
    unreadable: {
      color: 'red', icon: <IconAlertTriangle aria-hidden />, title: <Trans>The saved settings cannot be read</Trans>,
      text: <Trans>They were saved with another AUTH_SECRET. Mails wait until you enter the server with its password again, and the private key where mails are signed, and save.</Trans>,
    },
  }
  const { color, icon, title, text } = looks[source]
  return (
    <Alert color={color} variant="light" icon={icon} title={title} maw={820}>
      <Group justify="space-between" gap="sm">
        <div style={{ overflowWrap: 'anywhere' }}>{text}</div>
        {(source === 'saved' || source === 'unreadable') && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>{hasSmtpUrl ? <Trans>Use SMTP_URL instead</Trans> : <Trans>Remove the mail server</Trans>}</Button>
        )}
      </Group>
      <Suspense>{asking && <ForgetServerDialog hasSmtpUrl={hasSmtpUrl} onClose={() => setAsking(false)} onDone={() => { setAsking(false); onForgotten() }} />}</Suspense>
    </Alert>
  )
}
