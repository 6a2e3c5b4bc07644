import { i18n } from '@lingui/core'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { client, refreshAll } from '../api.ts'

/** Long enough to read the sentence and to reach the button by keyboard. */
const SHOWN_MS = 20_000

/** Says what was done, with a button that takes it back. `undo` answers what is said then. */
export function showUndoToast(message: string, undo: () => Promise<string>): void {
  const id = crypto.randomUUID()
  notifications.show({ id, color: 'teal', autoClose: SHOWN_MS, message: <Undoable message={message} undo={undo} onEnd={() => notifications.hide(id)} /> })
}

/** R6.3: says what was done to awards, with a button that takes the whole change back. */
export const showChangeToast = (message: string, changeId: string): void => showUndoToast(message, () => undoChange(changeId))

/** Takes a change of awards back. Answers what became of it, as a sentence; those that could not be put back are named. */
export async function undoChange(change: string): Promise<string> {
  const { people, notUndone } = await client.changes.undo.mutate({ change })
  if (notUndone.length === 0) return people === 0 ? t`Taken back.` : plural(people, { one: 'Taken back for # person.', other: 'Taken back for # people.' })
  const names = new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(notUndone.slice(0, NAMED_MOST).map(({ username }) => username))
  const left = plural(notUndone.length, { one: '# stays, because it was changed again since', other: '# stay, because they were changed again since' })
  return t`Taken back for ${people}; ${left}: ${names}${notUndone.length > NAMED_MOST ? ' …' : ''}`
}

const NAMED_MOST = 5

/** For buttons of pages: takes a change back by its id and says what became of it. */
export function useUndoChange(onDone?: () => void) {
  return useMutation({
    mutationFn: undoChange,
    onSuccess: async (said) => {
      notifications.show({ color: 'teal', message: said })
      onDone?.()
      await refreshAll()
    },
  })
}

function Undoable({ message, undo, onEnd }: { message: string; undo: () => Promise<string>; onEnd: () => void }) {
  const taking = useMutation({
    mutationFn: undo, meta: { told: true },
    onSuccess: async (said) => {
      onEnd()
      notifications.show({ color: 'teal', message: said })
      await refreshAll()
    },
  })
  const problem = taking.error && problemOf(taking.error)
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm">{problem ? problem.sentence : message}</Text>
      {!problem && <Button variant="default" size="compact-sm" miw="max-content" loading={taking.isPending} onClick={() => taking.mutate()}><Trans>Undo</Trans></Button>}
    </Group>
  )
}
