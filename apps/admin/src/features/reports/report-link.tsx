import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import type { DefinitionChanges } from './definition.ts'
import type { ReportKind } from '@recert/domain/reports'

/** A report of its own, saved or not: where links to it lead. */
export type ReportPlace = { report: string } | { kind: ReportKind }

type Props = { place: ReportPlace; changes: DefinitionChanges; label: string; children: ReactNode }

/** To the same report, with another definition. */
export function ReportLink({ place, changes, label, children }: Props) {
  const look = { size: 'sm', 'aria-label': label } as const
  return 'report' in place
    ? <TextLink to="/reports/$report" params={{ report: place.report }} search={changes} {...look}>{children}</TextLink>
    : <TextLink to="/reports/new" search={{ ...changes, kind: place.kind }} {...look}>{children}</TextLink>
}
