import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, TextInput, Title, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCalendarPlus, IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { DangerDialog } from './danger-dialog.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { Day } from './instant.tsx'
import { type Problem, problemOf } from './problem.ts'
import { SkeletonRows } from './skeleton-rows.tsx'

export type CalendarFeed = { url: string; webcalUrl: string; createdAt: string }
type Act = () => Promise<unknown>

type Props = {
  title: ReactNode
  /** What it shows and what it is for. */
  children: ReactNode
  /** Null where there is none; undefined until it is known. */
  feed: CalendarFeed | null | undefined
  /** Why it cannot be told whether there is one. */
  problem: Problem | null
  onCreate: Act
  onRenew: Act
  onStop: Act
}

/** R10.8: a calendar to subscribe to: its private address, and what can be done with it. */
export function CalendarPanel({ title, children, feed, problem, onCreate, onRenew, onStop }: Props) {
  const [asking, setAsking] = useState<'renew' | 'stop' | null>(null)
  const [pending, setPending] = useState(false)
  const [refused, setRefused] = useState<Problem | null>(null)
  const heading = useId()
  const first = useRef<HTMLInputElement & HTMLButtonElement>(null)
  const acted = useRef(false)
  const address = feed?.url
  // What was pressed is gone then: the focus goes to what has taken its place.
  useEffect(() => {
    if (acted.current) first.current?.focus()
    acted.current = false
  }, [address])
  const ask = (what: typeof asking) => { setRefused(null); setAsking(what) }
  async function act(what: Act) {
    setRefused(null)
    setPending(true)
    acted.current = true
    try {
      await what()
      setAsking(null)
    } catch (error) {
      acted.current = false
      setRefused(problemOf(error))
    }
    setPending(false)
  }
  const told = refused ?? problem
  const refusal = told && <ErrorPanel sentence={told.sentence} logId={told.logId} />
  return (
    <Paper component="section" aria-labelledby={heading} withBorder radius="lg" p="lg" maw={560}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4" id={heading}>{title}</Title>
          <Text size="sm" c="dimmed" mt={4} component="div">{children}</Text>
        </div>
        {!asking && refusal}
        {feed === undefined && !problem && <SkeletonRows rows={1} height={60} />}
        {feed === null && (
          <div>
            <Button ref={first} leftSection={<IconCalendarPlus size={18} aria-hidden />} loading={pending} onClick={() => void act(onCreate)}><Trans>Create address</Trans></Button>
          </div>
        )}
        {feed && (
          <>
            <Address feed={feed} field={first} />
            <Text size="sm" c="dimmed"><Trans>Elsewhere, copy the address into what your calendar calls “From URL” or “Subscribe from web”. It looks for changes by itself, every few hours.</Trans></Text>
            <Group gap="xs" ml={-8}>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => ask('renew')}><Trans>New address</Trans></Button>
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => ask('stop')}><Trans>Stop this calendar</Trans></Button>
            </Group>
          </>
        )}
      </Stack>
      <DangerDialog
        opened={asking === 'renew'} onClose={() => ask(null)} title={<Trans>A new address?</Trans>} verb={<Trans>Create a new address</Trans>} pending={pending} error={refusal}
        onConfirm={() => void act(onRenew)}
      >
        <Text size="sm"><Trans>The address that you have now stops working at once, for everybody who has it. Calendars that use it show nothing new any more, until you add the new address to them.</Trans></Text>
      </DangerDialog>
      <DangerDialog
        opened={asking === 'stop'} onClose={() => ask(null)} title={<Trans>Stop this calendar?</Trans>} verb={<Trans>Stop it</Trans>} pending={pending} error={refusal}
        onConfirm={() => void act(onStop)}
      >
        <Text size="sm"><Trans>Its address stops working at once, and calendars that use it show nothing new any more. You can create another address at any time.</Trans></Text>
      </DangerDialog>
    </Paper>
  )
}

function Address({ feed: { url, webcalUrl, createdAt }, field }: { feed: CalendarFeed; field: RefObject<HTMLInputElement | null> }) {
  const { t } = useLingui()
  const clipboard = useClipboard({ timeout: 3000 })
  return (
    <>
      <TextInput
        ref={field} label={t`Private address`} readOnly value={url} onFocus={(event) => event.currentTarget.select()}
        description={<Trans>Made on <Day value={createdAt} />. Whoever has it can read this calendar without signing in: keep it to yourself.</Trans>}
      />
      <Group gap="sm">
        <Button
          variant="default" leftSection={clipboard.copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          // Selected as well: where the browser does not let us copy, the keyboard does.
          onClick={() => { clipboard.copy(url); field.current?.select() }}
        >
          {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
        <Button component="a" href={webcalUrl} leftSection={<IconCalendarPlus size={18} aria-hidden />}><Trans>Open in my calendar</Trans></Button>
      </Group>
      <VisuallyHidden role="status">{clipboard.copied && <Trans>The address is copied.</Trans>}</VisuallyHidden>
    </>
  )
}
