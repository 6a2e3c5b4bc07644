import { fieldsOf, matchHeaders } from '@recert/domain/import-columns'
import type { ImportKind } from '@recert/domain/imports'

/** For each field the 0-based index of its column, or null. */
export type ChosenMapping = Record<string, number | null>

type Column = { index: number; name: string | null }
type Field = { key: string; required: boolean }

/** What was chosen before, else what the header's names suggest. */
export function suggestedMapping(kind: ImportKind, mapping: Readonly<Record<string, number>>, columns: readonly Column[]): ChosenMapping {
  if (Object.keys(mapping).length > 0) return { ...mapping }
  return { ...matchHeaders(columns.map(({ name }) => name ?? ''), fieldsOf(kind)).mapping }
}

/** Required fields without a column, in their order. */
export function missingFields(mapping: ChosenMapping, fields: readonly Field[]): string[] {
  return fields.filter(({ key, required }) => required && (mapping[key] ?? null) === null).map(({ key }) => key)
}

/** The later of two fields that name the same column. */
export function columnUsedTwice(mapping: ChosenMapping): string | undefined {
  const entries = Object.entries(mapping).filter(([, column]) => column !== null)
  return entries.find(([, column], position) => entries.slice(0, position).some(([, earlier]) => earlier === column))?.[0]
}

export function sameMapping(a: ChosenMapping, b: ChosenMapping): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((key) => (a[key] ?? null) === (b[key] ?? null))
}
