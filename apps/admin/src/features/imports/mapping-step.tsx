import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Code, Group, NativeSelect, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { importAllows } from '@recert/domain/imports'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { useFieldTexts } from './field-texts.ts'
import { FileOptionFields, type FileOptions } from './file-options.tsx'
import { columnUsedTwice, missingFields, sameMapping, suggestedMapping, type ChosenMapping } from './mapping.ts'
import classes from './mapping-step.module.css'
import type { Import } from './imports-page.tsx'

type Columns = Outputs['imports']['columns']

/** R8.1: a drop-down for each field, filled in from the header's names, with sample values. */
export function MappingStep({ shown }: { shown: Import }) {
  const { data, error, refetch } = useQuery({ ...api.imports.columns.queryOptions({ import: shown.id }), placeholderData: keepPreviousData })
  const problem = error && problemOf(error)
  return (
    <Stack gap="lg">
      {/* A mapping that lacks a field is what this page is for; only other refusals are told. */}
      {shown.error && shown.error.code !== 'FIELD_NOT_MAPPED' && <ErrorPanel sentence={shown.error.message} />}
      {problem && !data && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />}
      {!data && !problem && <SkeletonRows />}
      {data && <MappingForm key={JSON.stringify([data.columns, data.mapping])} shown={shown} columns={data} />}
      <Reading shown={shown} found={data} />
    </Stack>
  )
}

function MappingForm({ shown, columns: { columns, fields, mapping } }: { shown: Import; columns: Columns }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const texts = useFieldTexts(shown.kind)
  const [chosen, setChosen] = useState<ChosenMapping>(() => suggestedMapping(shown.kind, mapping, columns))
  const [tried, setTried] = useState(false)
  const choices = useRef<HTMLDivElement>(null)
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  const missing = missingFields(chosen, fields)
  const twice = columnUsedTwice(chosen)
  const toPreview = () => navigate({ to: '/imports/$import', params: { import: shown.id }, search: {} })
  const save = useMutation(api.imports.setMapping.mutationOptions({
    meta: { told: true },
    onSuccess: async () => { await refreshAll(); await toPreview() },
  }))
  const problem = save.error && problemOf(save.error)
  const ready = importAllows('setMapping', shown.state)
  const errorOf = (field: string): string | null => {
    if (twice === field) return t`Another field uses this column already.`
    return tried && missing.includes(field) ? t`Choose the column that holds it.` : null
  }
  const names = columns.map(({ index, name }) => ({ value: String(index), label: name?.trim() ? name : t`Column ${index + 1}` }))

  function next() {
    setTried(true)
    const wrong = missing[0] ?? twice
    if (wrong !== undefined) return choices.current?.querySelector<HTMLSelectElement>(`[name="${wrong}"]`)?.focus()
    // What the check already went by need not be checked again.
    if (shown.state === 'previewed' && sameMapping(chosen, mapping)) return void toPreview()
    save.mutate({ import: shown.id, mapping: chosen })
  }

  const rows = fields.map(({ key, required }) => {
    const { title, help } = texts[key] ?? { title: key, help: '' }
    const samples = columns.find(({ index }) => index === chosen[key])?.samples ?? []
    return {
      key,
      about: (
        <div>
          <Text size="sm" fw={600}>{title} {required && <Text span c="red" aria-hidden>*</Text>}</Text>
          <Text size="xs" c="dimmed">{help}</Text>
        </div>
      ),
      choice: (
        <NativeSelect
          name={key} aria-label={title} required={required} value={String(chosen[key] ?? '')} w={wide ? 240 : undefined}
          data={[{ value: '', label: t`Not in the file` }, ...names]}
          onChange={(event) => { const { value } = event.currentTarget; setChosen({ ...chosen, [key]: value === '' ? null : Number(value) }) }}
          error={errorOf(key)}
        />
      ),
      samples: samples.length > 0 && (
        <div className={classes.samples}>
          {samples.slice(0, 3).map((sample, index) => <Code key={index} className={classes.sample} title={sample}>{sample === '' ? '∅' : sample}</Code>)}
        </div>
      ),
    }
  })

  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); next() }}>
      <Paper withBorder p="lg">
        <Stack gap="md">
          <Text><Trans>Say which column of the file holds what.</Trans></Text>
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
          <div ref={choices}>{wide ? <AsTable rows={rows} /> : <Stack gap="lg">{rows.map((row) => <Stack key={row.key} gap={6}>{row.about}{row.choice}{row.samples}</Stack>)}</Stack>}</div>
          <Group justify="flex-end" gap="sm">
            {!ready && <Text size="sm" c="dimmed" role="status"><Trans>The file is still being read …</Trans></Text>}
            <Button type="submit" loading={save.isPending} disabled={!ready}><Trans>Next</Trans></Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  )
}

/** A field: what it is, the choice of its column, and samples from there. */
type Row = { key: string; about: ReactNode; choice: ReactNode; samples: ReactNode }

function AsTable({ rows }: { rows: Row[] }) {
  const { t } = useLingui()
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table verticalSpacing="sm" aria-label={t`Fields and columns`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th><Trans>Field</Trans></Table.Th>
            <Table.Th><Trans>Column in the file</Trans></Table.Th>
            <Table.Th><Trans>Sample values</Trans></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, about, choice, samples }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400} className={classes.field}>{about}</Table.Th>
              <Table.Td>{choice}</Table.Td>
              <Table.Td>{samples}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** How the file was read, to be corrected when the samples look wrong. */
function Reading({ shown, found }: { shown: Import; found: Columns | undefined }) {
  const { t } = useLingui()
  const { separator, charset, header, duplicates } = shown.options
  const [options, setOptions] = useState<FileOptions>({ separator, charset, header, duplicates })
  const again = useMutation(api.imports.setMapping.mutationOptions({ onSuccess: () => refreshAll() }))
  const ready = importAllows('setMapping', shown.state) && options.separator !== ''
  const changed = options.separator !== separator || options.charset !== charset || options.header !== header || options.duplicates !== duplicates
  // Read with other columns, the file's header decides again; otherwise what is mapped stays.
  const mapping = options.separator === separator && options.header === header ? (found?.mapping ?? {}) : {}
  const separatorName = found?.separator === '\t' ? t`Tab` : found?.separator
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <Title order={2}><Trans>How the file is read</Trans></Title>
        {found && <Text size="sm"><Trans>Found: charset <Code>{found.charset}</Code>, separator <Code>{separatorName}</Code>. If the samples look wrong, choose others.</Trans></Text>}
        <FileOptionFields kind={shown.kind} value={options} onChange={setOptions} />
        <Group justify="flex-end">
          <Button variant="default" disabled={!changed || !ready} loading={again.isPending} onClick={() => again.mutate({ import: shown.id, mapping, ...options })}><Trans>Read the file again</Trans></Button>
        </Group>
      </Stack>
    </Paper>
  )
}
