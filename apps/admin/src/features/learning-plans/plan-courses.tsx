import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Input, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import { OrderedList } from '../../parts/ordered-list.tsx'

export type PlanCourse = Outputs['learningPlans']['get']['courses'][number]

/** As many as the list holds without scrolling; typing narrows them. */
const SHOWN = 10

/** The courses of a plan, in the order in which they are to be done. */
export function PlanCourses({ value, onChange, readOnly }: { value: PlanCourse[]; onChange: (courses: PlanCourse[]) => void; readOnly: boolean }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data } = useQuery({ ...api.courses.list.queryOptions({ search: text || undefined, sort: 'name', limit: SHOWN }), placeholderData: keepPreviousData, enabled: !readOnly })
  const candidates = (data?.items ?? []).filter(({ id }) => !value.some((each) => each.id === id))
  const add = (id: string | null) => {
    const course = candidates.find((each) => each.id === id)
    if (course) onChange([...value, course])
    setSearch('')
  }
  return (
    <Input.Wrapper label={t`Courses`} labelElement="div" description={t`In the order in which they are to be done. The plan is completed when all of them are.`}>
      <Stack gap="sm" mt="xs">
        {value.length === 0 && <Text size="sm" c="dimmed"><Trans>No course yet. A plan without courses is completed by nobody.</Trans></Text>}
        {value.length > 0 && (
          <OrderedList
            label={t`Courses`} onMove={readOnly ? undefined : (ids) => onChange(ids.flatMap((id) => value.find((each) => each.id === id) ?? []))}
            rows={value.map(({ id, code, name, materialCount }) => ({
              id, name,
              content: <><Text size="sm" fw={550}>{name}</Text><Text size="xs" c="dimmed">{code} · <Plural value={materialCount} one="# material" other="# materials" /></Text></>,
              ...(readOnly ? {} : { actions: <ActionIcon variant="subtle" color="red" aria-label={t`Take out ${name}`} onClick={() => onChange(value.filter((each) => each.id !== id))}><IconX size={18} aria-hidden /></ActionIcon> }),
            }))}
          />
        )}
        {!readOnly && (
          <Select
            aria-label={t`Add a course`} placeholder={t`Add a course`} maxDropdownHeight={400} searchable value={null} searchValue={search} onSearchChange={setSearch} onChange={add}
            data={candidates.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` }))} filter={({ options }) => options} nothingFoundMessage={t`Nothing found`}
          />
        )}
      </Stack>
    </Input.Wrapper>
  )
}
