import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { problemOf } from '@recert/ui/problem'
import { client, refreshAll } from '../../api.ts'
import { type Export, isOpen } from './export-state.tsx'

/** Where the file of an export is fetched. */
export const fileHref = (id: string): string => `/api/v1/exports/${id}/file`

const LOOK_EVERY = 1_000

/** Says that a file is being made, and once more when it is there, wherever in the app somebody is by then. `href`: where it can be followed. */
export async function followExport(id: string, name: string, href: string): Promise<void> {
  notifications.show({
    id, color: 'blue', title: t`The file is being made: ${name}`, autoClose: 15_000,
    message: <Anchor href={href} size="sm"><Trans>Follow it under Exports</Trans></Anchor>,
  })
  const ended = await untilEnded(id)
  if (!ended || ended.state === 'cancelled') return
  notifications.hide(id)
  notifications.show(ended.file
    ? { color: 'teal', title: t`The file is ready: ${name}`, autoClose: 30_000, message: <Ready id={id} href={href} /> }
    : { color: 'red', title: t`The file could not be made: ${name}`, autoClose: 30_000, message: ended.error?.message ?? '' })
  await refreshAll()
}

function Ready({ id, href }: { id: string; href: string }) {
  return (
    <Group gap="md">
      <Anchor href={fileHref(id)} download size="sm" fw={600}><Trans>Download</Trans></Anchor>
      <Anchor href={href} size="sm"><Trans>Show under Exports</Trans></Anchor>
    </Group>
  )
}

/** Errors of which looking again makes nothing better. Others pass: a network that is away, a server that starts anew. */
const FOR_GOOD = ['NOT_FOUND', 'UNAUTHENTICATED', 'FORBIDDEN']

/** Null when it was deleted, or nobody is signed in any more. */
async function untilEnded(id: string): Promise<Export | null> {
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY) })
    const shown = await client.exports.get.query({ export: id }).catch((error: unknown) => (FOR_GOOD.includes(problemOf(error).code ?? '') ? null : undefined))
    if (shown === null || (shown && !isOpen(shown))) return shown
  }
}
