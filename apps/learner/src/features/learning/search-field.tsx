import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui()
  return (
    <TextInput
      type="search" maw={400} aria-label={t`Search for a course`} placeholder={t`Search for a course`} leftSection={<IconSearch size={18} aria-hidden />}
      value={value} onChange={(event) => onChange(event.currentTarget.value)} maxLength={255}
    />
  )
}
