import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import type { ReportDefinition } from '@recert/domain/reports'
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { client, type Inputs, refreshAll } from '../../api.ts'
import { followExport } from './follow-export.tsx'
import { type Separator, useSeparators } from './use-separators.ts'

type Props = { source: { reportId: string } | { definition: ReportDefinition; name: string } | { audit: Inputs['exports']['createAudit']['filter'] } }
type Asked = { format: 'csv'; separator: Separator } | { format: 'xlsx' }

/** R13.1, R14.2: the report, or the audit log, as a file, made in the background: whatever its size, with the people whom one may see. */
export function ExportMenu({ source }: Props) {
  const { t } = useLingui()
  const router = useRouter()
  const separators = useSeparators()
  const begin = useMutation({
    mutationFn: async (asked: Asked) => ('reportId' in source
      ? client.exports.createOfReport.mutate({ report: source.reportId, ...asked })
      : 'audit' in source
        ? client.exports.createAudit.mutate({ filter: source.audit, ...asked })
        : client.exports.create.mutate({ ...source, name: source.name.trim() || undefined, ...asked })),
    onSuccess: async ({ id }) => {
      const { name } = await client.exports.get.query({ export: id })
      void followExport(id, name, router.buildLocation({ to: '/exports', search: { export: id } }).href)
      await refreshAll()
    },
  })
  return (
    <Menu position="bottom-start" width={250}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />} loading={begin.isPending}><Trans>Export</Trans></Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileSpreadsheet size={16} aria-hidden />} onClick={() => begin.mutate({ format: 'xlsx' })}><Trans>Excel (XLSX)</Trans></Menu.Item>
        <Menu.Label>{t`CSV, separated by`}</Menu.Label>
        {separators.map(({ value, label }) => (
          <Menu.Item key={value} leftSection={<IconFileTypeCsv size={16} aria-hidden />} onClick={() => begin.mutate({ format: 'csv', separator: value })}>{label}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
