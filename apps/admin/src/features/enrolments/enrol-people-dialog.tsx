import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../api.ts'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { NOBODY, nobodyPicked, type Picked, selectionOf } from '../../parts/picked-people.ts'
import type { Enrolment } from './enrolments-list.tsx'
import { useEnrol } from './use-enrol.ts'

/** R12.1: people, groups and branches into one course or learning plan. */
export function EnrolPeopleDialog({ item: { id, kind, code, name }, onClose }: { item: { id: string; kind: Enrolment['kind']; code: string; name: string }; onClose: () => void }) {
  const { t } = useLingui()
  const [picked, setPicked] = useState<Picked>(NOBODY)
  const enrol = useEnrol(onClose)
  const counted = useCount(picked)
  const materials = useQuery({ ...api.materials.ofCourse.queryOptions({ course: id }), enabled: kind === 'course' })
  const unfinished = materials.data?.items.some(({ empty }) => empty)
  const active = counted ? counted.people - counted.deactivated : 0
  const problem = enrol.error && problemOf(enrol.error)
  return (
    <Modal opened onClose={onClose} title={t`Enrol people in ${name}`} size="lg">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {kind === 'course' ? <Trans>Who is enrolled already stays so. Deactivated people are left out.</Trans> : <Trans>They are enrolled in the plan’s courses, too. Who is enrolled already stays so. Deactivated people are left out.</Trans>}
        </Text>
        {unfinished && <Text size="sm" c="orange.9"><Trans>Nobody can complete this course yet: it has materials without content.</Trans></Text>}
        <PeoplePicker value={picked} onChange={setPicked} />
        <Text size="sm" role="status">
          {counted && <><Plural value={counted.people} one="# person is chosen." other="# people are chosen." />{' '}</>}
          {counted && counted.deactivated > 0 && <Plural value={counted.deactivated} one="# of them is deactivated and left out." other="# of them are deactivated and left out." />}
        </Text>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button disabled={nobodyPicked(picked)} loading={enrol.isPending} onClick={() => enrol.mutate({ ...selectionOf(picked), items: [{ kind, code }] })}>{active > 0 ? <Plural value={active} one="Enrol # person" other="Enrol # people" /> : <Trans>Enrol</Trans>}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** How many people are picked, whoever is in several groups counted once; null while nobody is. */
function useCount(picked: Picked): { people: number; deactivated: number } | null {
  const nobody = nobodyPicked(picked)
  const [asked] = useDebouncedValue(nobody ? null : selectionOf(picked), 250)
  const { data } = useQuery({
    queryKey: [...api.enrolments.pathKey(), 'preview', asked], enabled: asked !== null, placeholderData: keepPreviousData,
    queryFn: () => (asked ? client.enrolments.preview.mutate(asked) : null),
  })
  return nobody ? null : (data ?? null)
}
