import { Plural, Trans } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { SettingsDialog } from './settings-dialog.tsx'

/** How long ended jobs and the files of imports are kept, and where that is changed. */
export function RetentionNote() {
  const { data } = useQuery(api.organisation.settings.queryOptions())
  const [editing, setEditing] = useState(false)
  if (!data) return null
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed"><Plural value={data.retentionDays} one="Ended jobs and the files of imports are kept for # day." other="Ended jobs and the files of imports are kept for # days." /></Text>
      <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}><Trans>Change</Trans></Button>
      {editing && <SettingsDialog settings={data} onClose={() => setEditing(false)} />}
    </Group>
  )
}
