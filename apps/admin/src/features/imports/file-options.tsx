import { useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { ImportKind } from '@recert/domain/imports'

/** How a file is to be read. `separator`: one character or 'auto'; `charset`: a WHATWG label or 'auto'. */
export type FileOptions = { separator: string; charset: string; header: boolean; duplicates: boolean }

const SEPARATORS = ['auto', ',', ';', '\t', '|']
const CHARSETS = [
  'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'windows-1251', 'windows-1254', 'shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr',
]

/** R8.1: the options of an upload, and of reading the file once more. */
export function FileOptionFields({ kind, value, onChange }: { kind: ImportKind; value: FileOptions; onChange: (value: FileOptions) => void }) {
  const { t } = useLingui()
  const { separator, charset, header, duplicates } = value
  const other = !SEPARATORS.includes(separator)
  const names: Record<string, string> = { auto: t`Found automatically`, ',': t`Comma ( , )`, ';': t`Semicolon ( ; )`, '\t': t`Tab`, '|': t`Pipe ( | )` }
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Stack gap="xs">
          <NativeSelect
            label={t`Choose Separator`} value={other ? 'other' : separator}
            data={[...SEPARATORS.map((each) => ({ value: each, label: names[each] ?? each })), { value: 'other', label: t`Another character` }]}
            onChange={(event) => { const chosen = event.currentTarget.value; onChange({ ...value, separator: chosen === 'other' ? '' : chosen }) }}
          />
          {other && (
            <TextInput
              label={t`Separating character`} w={160} maxLength={1} autoFocus required withAsterisk value={separator} error={separator === '' && t`Enter one character.`}
              onChange={(event) => onChange({ ...value, separator: event.currentTarget.value })}
            />
          )}
        </Stack>
        <NativeSelect
          label={t`File Charset`} value={charset} onChange={(event) => onChange({ ...value, charset: event.currentTarget.value })}
          data={[{ value: 'auto', label: t`Found automatically` }, ...CHARSETS.map((each) => ({ value: each, label: each.toUpperCase() }))]}
        />
      </SimpleGrid>
      <Checkbox label={t`The first row is a header`} checked={header} onChange={(event) => onChange({ ...value, header: event.currentTarget.checked })} />
      <Checkbox
        label={kind === 'people' ? t`Duplicate people` : t`Duplicate Certifications`} checked={duplicates} onChange={(event) => onChange({ ...value, duplicates: event.currentTarget.checked })}
        description={kind === 'people'
          ? t`Ticked: of several rows with the same username, the last one counts. Not ticked: all of them are rejected.`
          : t`Ticked: of several rows with the same person and certification, the last one counts. Not ticked: all of them are rejected.`}
      />
    </Stack>
  )
}
