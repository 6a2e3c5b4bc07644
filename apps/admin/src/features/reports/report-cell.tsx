import { Badge } from '@mantine/core'
import { reportWord } from '@recert/domain/report-words'
import { COLUMN_TYPE, type ReportColumn, type ReportStanding } from '@recert/domain/reports'
import { Day, Instant } from '@recert/ui/instant'
import { StandingBadge } from '@recert/ui/standing-badge'
import { IconCircleDashed } from '@tabler/icons-react'
import type { Outputs } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { useReportWords } from './use-report-words.ts'

export type ReportRow = Outputs['reports']['preview']['items'][number]

/** Columns that lead to the person, and to the certification. */
const PERSON: readonly ReportColumn[] = ['person.username', 'person.id']
const CERTIFICATION: readonly ReportColumn[] = ['certification.name', 'certification.code', 'certification.id']
/** Instants whose time of day matters to nobody. */
const DAYS: readonly ReportColumn[] = ['award.issuedAt', 'award.expiresAt']

/** One value as people read it: in their language and zone, with the way to what it names. */
export function ReportCell({ column, row }: { column: ReportColumn; row: ReportRow }) {
  const { language } = useReportWords()
  // While new columns are on their way, the rows are still those of the old ones.
  const value = row.values[column] ?? null
  if (value === null) return null
  if (COLUMN_TYPE[column] === 'standing') return <ReportStandingBadge standing={value as ReportStanding} />
  if (COLUMN_TYPE[column] === 'instant') return DAYS.includes(column) ? <Day value={String(value)} /> : <Instant value={String(value)} />
  const text = reportWord(column, value, language)
  if (PERSON.includes(column)) return <TextLink to="/people/$person" params={{ person: row.personId }} search={{ tab: 'certifications' }} size="sm" fw={column === 'person.username' ? 600 : undefined}>{text}</TextLink>
  if (CERTIFICATION.includes(column)) return <TextLink to="/certifications/$certification" params={{ certification: row.certificationId }} size="sm">{text}</TextLink>
  if (column === 'award.id' && row.awardId !== null && row.awardOpens) return <TextLink to="/awarded-users/$award" params={{ award: row.awardId }} size="sm">{text}</TextLink>
  // A long path breaks between its branches.
  return column === 'person.branch' ? String(text).replaceAll('/', ' / ') : text
}

/** As awards have it, and that somebody was never awarded it. */
function ReportStandingBadge({ standing }: { standing: ReportStanding }) {
  const words = useReportWords()
  if (standing !== 'never') return <StandingBadge standing={standing} />
  return <Badge miw="max-content" variant="light" color="gray" leftSection={<IconCircleDashed size={14} aria-hidden />} tt="none" fw={600}>{words.standing.never}</Badge>
}
