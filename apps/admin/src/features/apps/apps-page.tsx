import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { type AppText, useAppTexts } from './app-texts.ts'

const ActivateDialog = lazy(() => import('./app-dialogs.tsx').then(({ ActivateDialog }) => ({ default: ActivateDialog })))
const DeactivateDialog = lazy(() => import('./app-dialogs.tsx').then(({ DeactivateDialog }) => ({ default: DeactivateDialog })))

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
      <Suspense>
        {asked?.what === 'activate' && <ActivateDialog feature={asked.app.key} text={asked.text} onClose={() => setAsked(null)} />}
        {asked?.what === 'deactivate' && <DeactivateDialog feature={asked.app.key} text={asked.text} onClose={() => setAsked(null)} />}
      </Suspense>
    </Page>
  )
}

function AppCard({ app, text: { title, summary, Icon }, onAsk }: { app: App; text: AppText; onAsk: (what: Asked['what']) => void }) {
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
          {!app.active && <Button onClick={() => onAsk('activate')}><Trans>Activate App</Trans></Button>}
        </Group>
      </Stack>
    </Card>
  )
}
