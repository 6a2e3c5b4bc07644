import type { ExportRow } from '@recert/db/queries/exports'
import type { ExportFormat } from '@recert/domain/reports'

export const MEDIA_TYPES: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

/** No system takes a longer one, with what is added. */
const LONGEST = 120

/** The report's name and the day on which it was asked for, as every system takes it. */
export function exportFileName({ name, format, createdAt, dueAt, timeZone }: Pick<ExportRow, 'name' | 'format' | 'createdAt' | 'dueAt' | 'timeZone'>): string {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(dueAt ?? createdAt)
  const plain = name.toWellFormed().replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+|\.+$/g, '')
  return `${Array.from(plain).slice(0, LONGEST).join('').trim() || 'report'} ${day}.${format}`
}
