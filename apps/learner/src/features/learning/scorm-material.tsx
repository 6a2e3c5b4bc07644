import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useFullscreenElement } from '@mantine/hooks'
import { PACKAGE_SANDBOX } from '@recert/domain/scorm'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { IconMaximize } from '@tabler/icons-react'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../api.ts'
import classes from './learning.module.css'
import type { MaterialOpened, PartProps } from './material-page.tsx'
import { type ReportState, scormReports } from './scorm-reports.ts'

type Scorm = NonNullable<MaterialOpened['scorm']>

/** How long a package that is left gets to say its last words. */
const LAST_WORDS_MS = 250

/** R12.1: a SCORM package in a frame of its own origin, which reports by messages. */
export function ScormMaterial({ material, finishing: { where, told }, scorm }: PartProps & { scorm: Scorm }) {
  const { t } = useLingui()
  // Addresses are signed anew with every answer of the server; a frame that is open keeps its own.
  const [parts] = useState(scorm.scos)
  const [part, setPart] = useState(() => Math.max(0, scorm.scos.findIndex(({ done }) => !done)))
  const frame = useRef<HTMLIFrameElement>(null)
  const { ref: screen, toggle } = useFullscreenElement<HTMLDivElement>()
  const [{ saving, saved, error, trying }, setState] = useState<ReportState>({ saving: false, saved: false, error: null, trying: false })
  const [reports] = useState(() => scormReports({
    send: async (sco, data) => told(await client.learning.commitScorm.mutate({ ...where, sco, data })), onState: setState, codeOf: (error) => problemOf(error).code,
  }))
  const leaving = useRef(false)
  useEffect(() => {
    const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
      // A page that is gone is no source any more; its last words are taken only from the frame that is being emptied here.
      const lastWords = leaving.current && source === null && origin === 'null'
      if (lastWords || (source !== null && source === frame.current?.contentWindow)) reports.take(data)
    }
    window.addEventListener('message', listen)
    return () => {
      window.removeEventListener('message', listen)
      reports.stop()
    }
  }, [reports])

  // Many packages report only when they are left; their frame is emptied, and heard, before the page goes.
  const leave = async (): Promise<void> => {
    leaving.current = true
    if (frame.current) frame.current.src = 'about:blank'
    await new Promise((resolve) => { setTimeout(resolve, LAST_WORDS_MS) })
    leaving.current = false
    await reports.settled()
  }
  useBlocker({ shouldBlockFn: async () => { await leave(); return false }, enableBeforeUnload: false })

  const current = parts[part]
  if (!current) return null
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end" gap="sm">
        {parts.length > 1
          ? (
              <NativeSelect
                label={t`Part`} value={part} data={parts.map(({ title, id }, index) => ({ value: String(index), label: `${scorm.scos.find((sco) => sco.id === id)?.done ? '✓ ' : ''}${index + 1}. ${title || id}` }))}
                onChange={({ currentTarget: { value } }) => void leave().then(() => setPart(Number(value)))}
              />
            )
          : <span />}
        {document.fullscreenEnabled && <Button variant="default" leftSection={<IconMaximize size={18} aria-hidden />} onClick={() => void toggle()}><Trans>Full screen</Trans></Button>}
      </Group>
      <div ref={screen} className={classes.screen}>
        <iframe
          key={current.id} ref={frame} src={current.url} title={current.title || material.title} className={classes.frame}
          sandbox={PACKAGE_SANDBOX} referrerPolicy="no-referrer"
        />
      </div>
      <Text role="status" size="sm" c="dimmed" mih="1.5em">
        {saving && <Trans>Saving …</Trans>}
        {saved && <Trans>Your progress is saved.</Trans>}
      </Text>
      {error !== null && <ErrorPanel sentence={<>{problemOf(error).sentence} {trying && <Trans>Your latest progress is not saved yet; Recert keeps trying.</Trans>}</>} />}
    </Stack>
  )
}
