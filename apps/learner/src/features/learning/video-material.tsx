import { Trans } from '@lingui/react/macro'
import { Alert, Box, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconVideoOff } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../api.ts'
import { FileCard, fileUrl } from './file-material.tsx'
import classes from './learning.module.css'
import type { MaterialOpened, PartProps } from './material-page.tsx'

/** How much may be watched twice after a break, in seconds. */
const SAVE_EVERY = 10
/** Who left a video this close to its end begins anew. */
const AT_THE_END = 3

/** A video goes on where it was left, and is done when it has been watched to its end. */
export function VideoMaterial({ material, finishing: { where, confirm }, file }: PartProps & { file: NonNullable<MaterialOpened['file']> }) {
  const save = useMutation(api.learning.savePosition.mutationOptions())
  const [unplayable, setUnplayable] = useState(false)
  const [begin] = useState(material.position)
  const saved = useRef(material.position)
  const done = material.state === 'completed'

  const keep = (position: number) => {
    if (saved.current === position) return
    saved.current = position
    save.mutate({ ...where, position })
  }
  return (
    <Stack gap="md">
      {/* Captions are a part of the uploaded file, where it has any. */}
      <Box
        component="video" className={classes.video} controls preload="metadata" playsInline src={fileUrl(file)} aria-label={material.title}
        onLoadedMetadata={({ currentTarget: video }) => { if (begin > 0 && begin < video.duration - AT_THE_END) video.currentTime = begin }}
        onTimeUpdate={({ currentTarget: { currentTime } }) => { if (Math.abs(currentTime - saved.current) >= SAVE_EVERY) keep(currentTime) }}
        onPause={({ currentTarget: video }) => { if (!video.ended) keep(video.currentTime) }}
        onEnded={() => { keep(0); if (!done) confirm.mutate(where) }}
        onError={() => setUnplayable(true)}
      />
      {!done && !unplayable && <Text size="sm" c="dimmed"><Trans>Watched to its end, it counts as done.</Trans></Text>}
      {unplayable && (
        <>
          <Alert color="orange" variant="light" icon={<IconVideoOff aria-hidden />} title={<Trans>This video cannot be played here</Trans>}>
            <Trans>Download it and watch it with another program, then say so.</Trans>
          </Alert>
          <FileCard file={file} />
          {!done && <Group><Button leftSection={<IconCheck size={18} aria-hidden />} loading={confirm.isPending} onClick={() => confirm.mutate(where)}><Trans>I have watched it</Trans></Button></Group>}
        </>
      )}
    </Stack>
  )
}
