import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Card, Group, Modal, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Feature } from '@recert/domain/features'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { type AppText, useAppTexts } from './app-texts.ts'

type App = Outputs['features']['list']['items'][number]
type Asked = { what: 'activate' | 'deactivate'; app: App; text: AppText }

/** R2.1: Apps & Features → Additional Features. */
export function AppsPage() {
  const { t } = useLingui()
  const texts = useAppTexts()
  const { data, error, refetch } = useQuery(api.features.list.queryOptions())
  const [asked, setAsked] = useState<Asked | null>(null)
  const problem = error && problemOf(error)
  return (
    <Page title={t`Apps & Features`} description={<Trans>Switch on what your organisation uses.</Trans>}>
      <Title order={2}><Trans>Additional Features</Trans></Title>
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />}
      {!data && !problem && <SkeletonRows rows={3} height={120} />}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {data?.items.map((app) => <AppCard key={app.key} app={app} text={texts[app.key]} onAsk={(what) => setAsked({ what, app, text: texts[app.key] })} />)}
      </SimpleGrid>
      {asked?.what === 'activate' && <ActivateDialog feature={asked.app.key} text={asked.text} onClose={() => setAsked(null)} />}
      {asked?.what === 'deactivate' && <DeactivateDialog feature={asked.app.key} text={asked.text} onClose={() => setAsked(null)} />}
    </Page>
  )
}

function AppCard({ app, text: { title, summary, Icon, built }, onAsk }: { app: App; text: AppText; onAsk: (what: Asked['what']) => void }) {
  const { t } = useLingui()
  return (
    <Card withBorder padding="lg" component="section" aria-label={title}>
      <Stack justify="space-between" h="100%">
        <div>
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <ThemeIcon variant="light" size="lg"><Icon size={20} aria-hidden /></ThemeIcon>
              <Title order={3}>{title}</Title>
            </Group>
            {app.active && <Badge color="teal" variant="light" tt="none" flex="none"><Trans>Active</Trans></Badge>}
          </Group>
          <Text size="sm" mt="sm">{summary}</Text>
        </div>
        <Group justify="space-between">
          <Text size="sm" c="dimmed" component="div">{app.activatedAt && <Trans>Since <Day value={app.activatedAt} /></Trans>}</Text>
          {app.active && <Button variant="default" onClick={() => onAsk('deactivate')} aria-label={t`Deactivate ${title}`}><Trans>Deactivate</Trans></Button>}
          {!app.active && built && <Button onClick={() => onAsk('activate')}><Trans>Activate App</Trans></Button>}
          {!app.active && !built && <ReasonButton variant="default" reason={t`This app does not do anything yet. It comes with a later version.`}><Trans>Activate App</Trans></ReasonButton>}
        </Group>
      </Stack>
    </Card>
  )
}

function ActivateDialog({ feature, text: { title, description }, onClose }: { feature: Feature; text: AppText; onClose: () => void }) {
  const { t } = useLingui()
  const { mutate, isPending, error } = useSetActive(onClose, t`${title} is active. Its menus are on the left.`)
  const problem = error && problemOf(error)
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered>
      <Stack gap="md">
        {description.map((paragraph) => <Text key={paragraph} size="sm">{paragraph}</Text>)}
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button data-autofocus loading={isPending} onClick={() => mutate({ feature, active: true })}><Trans>Activate Now</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function DeactivateDialog({ feature, text: { title }, onClose }: { feature: Feature; text: AppText; onClose: () => void }) {
  const { t } = useLingui()
  const { mutate, isPending, error } = useSetActive(onClose, t`${title} is deactivated. Its data is kept.`)
  const problem = error && problemOf(error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Deactivate ${title}?`} verb={<Trans>Deactivate</Trans>} pending={isPending}
      onConfirm={() => mutate({ feature, active: false })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm"><Trans>Its menus disappear for everybody, and learners no longer see their certifications. No data is lost: activate it again, and everything is as it was.</Trans></Text>
    </DangerDialog>
  )
}

function useSetActive(onDone: () => void, done: string) {
  return useMutation(api.features.setActive.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: done })
      onDone()
    },
  }))
}
