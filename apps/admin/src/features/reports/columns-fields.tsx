import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group, NativeSelect, Select, Stack, Text } from '@mantine/core'
import { COLUMNS_OF, DEFAULT_COLUMNS, REPORT_SORTS, type ReportColumn, type ReportSort } from '@recert/domain/reports'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconX } from '@tabler/icons-react'
import { OrderedList } from '../../parts/ordered-list.tsx'
import type { BuilderProps } from './builder-field.ts'
import { useReportWords } from './use-report-words.ts'

type Subject = 'person' | 'certification' | 'award' | 'item' | 'renewal'
const SUBJECTS: readonly Subject[] = ['person', 'certification', 'award', 'item', 'renewal']
const subjectOf = (column: ReportColumn): Subject => SUBJECTS.find((subject) => column.startsWith(`${subject}.`)) ?? 'item'

/** Which columns the report has, in which order, and what it is sorted by. */
export function ColumnsFields({ definition: { kind, columns, sort, direction }, onChange }: BuilderProps) {
  const { t } = useLingui()
  const { columns: names } = useReportWords()
  const subjects: Record<Subject, string> = { person: t`Person`, certification: t`Certification`, award: t`Award`, item: t`Item`, renewal: t`Renewal` }
  const sorts: Record<ReportSort, string> = { username: t`Username`, certification: t`Certification`, issued: t`Issued`, expires: t`Expires` }
  const left = COLUMNS_OF[kind].filter((column) => !columns.includes(column))
  const usual = DEFAULT_COLUMNS[kind]
  const isUsual = columns.join() === usual.join()
  const reset = { variant: 'default', size: 'compact-sm' } as const
  return (
    <Stack gap="sm">
      <Select
        label={t`Add a column`} placeholder={t`Choose a field`} searchable nothingFoundMessage={t`Nothing found`} value={null} disabled={left.length === 0}
        data={SUBJECTS.map((subject) => ({ group: subjects[subject], items: left.filter((column) => subjectOf(column) === subject).map((value) => ({ value, label: names[value] })) })).filter(({ items }) => items.length > 0)}
        onChange={(chosen) => { const column = left.find((each) => each === chosen); if (column) onChange({ columns: [...columns, column] }) }}
      />
      <OrderedList
        label={t`Columns`} onMove={(ids) => onChange({ columns: ids as ReportColumn[] })}
        rows={columns.map((column) => ({
          id: column, name: names[column],
          content: <Text size="sm">{names[column]} {names[column] !== subjects[subjectOf(column)] && <Text span size="xs" c="dimmed">{subjects[subjectOf(column)]}</Text>}</Text>,
          actions: (
            <ActionIcon
              variant="subtle" color="gray" disabled={columns.length === 1} aria-label={t`Take ${names[column]} away`}
              onClick={() => onChange({ columns: columns.filter((each) => each !== column) })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          ),
        }))}
      />
      <div>
        {isUsual
          ? <ReasonButton {...reset} reason={t`These are the usual columns already.`}>{t`Usual columns`}</ReasonButton>
          : <Button {...reset} onClick={() => onChange({ columns: [...usual] })}>{t`Usual columns`}</Button>}
      </div>
      <Group gap="xs" grow align="flex-end">
        <NativeSelect
          label={t`Sorted by`} value={sort} data={REPORT_SORTS.map((value) => ({ value, label: sorts[value] }))}
          onChange={({ currentTarget }) => { const by = REPORT_SORTS.find((each) => each === currentTarget.value); if (by) onChange({ sort: by }) }}
        />
        <NativeSelect
          aria-label={t`Order`} value={direction} data={[{ value: 'asc', label: t`Ascending` }, { value: 'desc', label: t`Descending` }]}
          onChange={({ currentTarget }) => onChange({ direction: currentTarget.value === 'desc' ? 'desc' : 'asc' })}
        />
      </Group>
    </Stack>
  )
}
