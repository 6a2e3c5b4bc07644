import type { ReportDefinition } from '@recert/domain/reports'

type Props = { source: { reportId: string } | { definition: ReportDefinition; name: string } }

/** R13.1: the report as a file. */
export function ExportMenu(_: Props) {
  return null
}
