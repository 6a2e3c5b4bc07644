import type { ReportDefinition } from '@recert/domain/reports'
import { DEFINITION_FIELDS, type ReportSearch } from '../../search.ts'

/** What an address changes of a definition; what is undefined is as it was. */
export type DefinitionChanges = Pick<ReportSearch, (typeof DEFINITION_FIELDS)[number]>

/** The definition that is shown: what was saved, or how a new report begins, with what the address changes of it. */
export function definitionOf(base: ReportDefinition, search: DefinitionChanges): ReportDefinition {
  return { ...base, ...Object.fromEntries(DEFINITION_FIELDS.flatMap((field) => (search[field] === undefined ? [] : [[field, search[field]]]))) }
}

/** What an address must say so that `definition` comes of `base`. Every field is there, so that the address forgets what is as it was. */
export function changesOf(base: ReportDefinition, definition: ReportDefinition): DefinitionChanges {
  return Object.fromEntries(DEFINITION_FIELDS.map((field) => [field, same(base[field], definition[field]) ? undefined : definition[field]]))
}

export const isChanged = (base: ReportDefinition, definition: ReportDefinition): boolean => DEFINITION_FIELDS.some((field) => !same(base[field], definition[field]))

/** Plain values, lists and ranges. The order of columns says something; the one of ids is as they were chosen. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
