import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { emptyDefinition, type ReportDefinition, type ReportRange } from '@recert/domain/reports'
import { formatDay, formatInstant } from '@recert/ui/format'
import { useViewer } from '@recert/ui/viewer'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { ActiveFilter } from '../../parts/filter-pills.tsx'
import { labelOf } from '../certifications/found-certifications.ts'
import type { BuilderProps } from './builder-field.ts'
import { useChosenCertifications, useChosenPeople } from './use-chosen.ts'
import { useReportWords } from './use-report-words.ts'

/** What narrows a report down, or turns it to another time, in words; each can be taken off. */
export function useDefinitionPills({ definition, named, onChange }: BuilderProps): ActiveFilter[] {
  const { t } = useLingui()
  const viewer = useViewer()
  const words = useReportWords()
  const list = new Intl.ListFormat(words.language, { type: 'disjunction' })
  const { kind, branchIds, groupIds, personIds, certificationIds, standings, associations, issued, expires, asOf, asKnown } = definition
  const gone = t`(not visible to you, or gone)`
  const { data: branches } = useQuery({ ...api.branches.list.queryOptions(), enabled: branchIds.length > 0 })
  const { data: groups } = useQuery({ ...api.groups.list.queryOptions(), enabled: groupIds.length > 0 })
  const certifications = useChosenCertifications(certificationIds.length > NAMED_MOST ? [] : certificationIds, named, gone)
  const people = useChosenPeople(personIds.length > NAMED_MOST ? [] : personIds, named, gone)
  const branchNames = list.format(branchIds.map((id) => [...(branches?.items ?? []), ...(named?.branches ?? [])].find((each) => each.id === id)?.path ?? (branches ? gone : '…')))
  const groupNames = list.format(groupIds.map((id) => [...(groups?.items ?? []), ...(named?.groups ?? [])].find((each) => each.id === id)?.name ?? (groups ? gone : '…')))
  const certificationNames = certifications.length > 0 ? list.format(certifications.map(labelOf)) : t`${certificationIds.length} chosen`
  const peopleNames = people.length > 0 ? list.format(people.map(({ label }) => label)) : t`${personIds.length} chosen`
  const span = useRangeWords()
  const standingNames = list.format(standings.map((each) => words.standing[each]))
  const associationNames = list.format(associations.map((each) => words.association[each]))
  const instant = asOf === null ? '' : formatInstant(new Date(asOf), viewer)
  const [issuedWhen, expiresWhen] = [span(issued), span(expires)]
  const usual = emptyDefinition(kind)
  const texts: [keyof ReportDefinition, string | false][] = [
    ['asOf', asOf !== null && (asKnown === 'then' ? t`As of ${instant}, as it was known then` : t`As of ${instant}, by what is known now`)],
    ['branchIds', branchIds.length > 0 && (definition.withDescendants ? t`Branch: ${branchNames}` : t`Branch alone: ${branchNames}`)],
    ['groupIds', groupIds.length > 0 && t`Group: ${groupNames}`],
    ['personIds', personIds.length > 0 && t`People: ${peopleNames}`],
    ['withInactive', definition.withInactive && t`With deactivated people`],
    ['certificationIds', certificationIds.length > 0 && t`Certification: ${certificationNames}`],
    ['standings', standings.length > 0 && t`Standing: ${standingNames}`],
    ['associations', associations.length > 0 && t`Association: ${associationNames}`],
    ['issued', issuedWhen !== '' && t`Issued: ${issuedWhen}`],
    ['expires', expiresWhen !== '' && t`Expires: ${expiresWhen}`],
    ['includeEarly', definition.includeEarly && t`With early renewals`],
  ]
  return texts.flatMap(([field, text]) => (text === false ? [] : [{ key: field, text, onRemove: () => onChange({ [field]: usual[field], ...(field === 'asOf' ? { asKnown: usual.asKnown } : {}) }) }]))
}

/** More than these are counted, not named. */
const NAMED_MOST = 5

/** A range in words; nothing for any time. The end of a span of days is its last day. */
function useRangeWords(): (range: ReportRange | null) => string {
  const { t } = useLingui()
  const viewer = useViewer()
  return (range) => {
    if (range === null) return ''
    if ('lastDays' in range) return plural(range.lastDays, { one: 'in the last day', other: 'in the last # days' })
    if ('nextDays' in range) return plural(range.nextDays, { one: 'in the next day', other: 'in the next # days' })
    const from = range.from && formatDay(new Date(range.from), viewer)
    const to = range.to && formatDay(new Date(Date.parse(range.to) - 1), viewer)
    if (from && to) return t`from ${from} until ${to}`
    return from ? t`from ${from}` : to ? t`until ${to}` : ''
  }
}

/** The definition without what narrows it down; its kind, columns and order stay. */
export function withoutFilters({ kind, columns, sort, direction }: ReportDefinition): ReportDefinition {
  return { ...emptyDefinition(kind), columns, sort, direction }
}
