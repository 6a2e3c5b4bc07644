import type { ReportRow } from '@recert/db/queries/report-rows'
import type { ReportListed, ReportReader } from '@recert/db/queries/reports'
import type { Actor, Caller, Scope } from '@recert/domain/access'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { emptyDefinition, type ReportColumn, REPORT_COLUMNS, REPORT_GROUPS, REPORT_KINDS, REPORT_SORTS, REPORT_STANDINGS, type ReportDefinition } from '@recert/domain/reports'
import { z } from 'zod'
import { association, instantIn, instantOut, ref, text } from './shapes.ts'

/** Whom and what a report may name, of each. */
const NAMED_MOST = 500

const instantText = instantIn.transform((instant) => instant.toISOString())
const days = z.int().min(1).max(36_500)
const range = z.union([
  z.strictObject({ lastDays: days }), z.strictObject({ nextDays: days }), z.strictObject({ from: instantText.optional(), to: instantText.optional() }),
]).nullable()

const parts = {
  personIds: z.array(ref).max(NAMED_MOST), branchIds: z.array(text.min(1).max(2000)).max(NAMED_MOST), groupIds: z.array(ref).max(NAMED_MOST),
  withDescendants: z.boolean(), withInactive: z.boolean(), certificationIds: z.array(ref).max(NAMED_MOST),
  standings: z.array(z.enum(REPORT_STANDINGS)).max(REPORT_STANDINGS.length), associations: z.array(z.enum(ASSOCIATIONS)).max(ASSOCIATIONS.length),
  issued: range, expires: range, asOf: instantText.nullable(), asKnown: z.enum(['now', 'then']), includeEarly: z.boolean(),
  columns: z.array(z.enum(REPORT_COLUMNS)).min(1).max(REPORT_COLUMNS.length), sort: z.enum(REPORT_SORTS), direction: z.enum(['asc', 'desc']),
}

/**
 * R13.1: what a report asks for. Only `kind` must be given; lists that are left out, or empty, mean all. People by id or username, branches by id
 * or path, groups by id or name, certifications by id or code.
 */
export const definitionIn = z.strictObject({ kind: z.enum(REPORT_KINDS), ...z.strictObject(parts).partial().shape })
  .transform(({ kind, ...given }): ReportDefinition => ({ ...emptyDefinition(kind), ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<ReportDefinition>) }))

const rangeOut = z.union([z.object({ lastDays: z.int() }), z.object({ nextDays: z.int() }), z.object({ from: z.string().optional(), to: z.string().optional() })]).nullable()
export const definitionOut = z.object({
  kind: z.enum(REPORT_KINDS), ...parts, personIds: z.array(z.string()), branchIds: z.array(z.string()), groupIds: z.array(z.string()), certificationIds: z.array(z.string()),
  issued: rangeOut, expires: rangeOut, asOf: z.string().nullable(),
})

export const reportGroup = z.enum(REPORT_GROUPS)

/**
 * `values`: the asked columns by name: instants as ISO 8601 in UTC, enums as codes, `certification.validity` as `2 year`. `awardOpens`: whether
 * `GET /awards/{award}` answers; awards that were removed since are in reports as it was known then.
 */
export const reportRow = z.object({
  personId: z.string(), certificationId: z.string(), awardId: z.string().nullable(), awardOpens: z.boolean(),
  values: z.partialRecord(z.enum(REPORT_COLUMNS), z.union([z.string(), z.number(), z.boolean()]).nullable()),
})

/** How many rows of each standing; `id` is null where a person is in no branch or group, or was never certified. */
export const groupOut = z.object({ id: z.string().nullable(), label: z.string(), total: z.int(), counts: z.record(z.enum(REPORT_STANDINGS), z.int()) })

export const savedReport = z.object({
  id: z.string(), name: z.string(), definition: definitionOut, ownerId: z.string(), ownerName: z.string().nullable(), shared: z.boolean(),
  /** Whether it is the caller's own; whether the caller may change and delete it. */
  mine: z.boolean(), mayChange: z.boolean(), version: z.int(), createdAt: instantOut, updatedAt: instantOut,
})

/** What of a definition's people, branches, groups and certifications is still there, and within what the caller may see. */
export const namedOut = z.object({
  people: z.array(z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })),
  branches: z.array(z.object({ id: z.string(), path: z.string() })),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  certifications: z.array(z.object({ id: z.string(), code: z.string().nullable(), name: z.string() })),
})

export const readerOf = ({ caller, actor }: { caller: Caller; actor: Actor }): ReportReader => ({ actor, everyone: caller.kind !== 'anonymous' && caller.role === 'superadmin' })

/** A definition and what it is read with. */
export const reportQuery = ({ scope, now, organisation }: { scope: Scope; now: Date; organisation: { expiringDays: number } }, definition: ReportDefinition) =>
  ({ definition, scope, at: { now, expiringDays: organisation.expiringDays } })

export const shownReport = (row: ReportListed, { actor, everyone }: ReportReader) => ({ ...row, mine: row.ownerId === actor.id, mayChange: everyone || row.ownerId === actor.id })

/** A person and a certification without having saved a report: the fields of an award, null where somebody was never certified. */
export const pairRow = z.object({
  person: z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() }), username: z.string(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(), standing: z.enum(REPORT_STANDINGS),
  awardId: z.string().nullable(), issuedAt: z.string().nullable(), expiresAt: z.string().nullable(), alwaysValid: z.boolean().nullable(),
  daysToRenew: z.int().nullable(), association: association.nullable(), archivedAt: z.string().nullable(),
})

export const PAIR_COLUMNS = [
  'person.username', 'person.firstName', 'person.lastName', 'certification.code', 'certification.name', 'award.standing', 'award.issuedAt', 'award.expiresAt', 'award.alwaysValid',
  'award.daysToRenew', 'award.association', 'award.archivedAt',
] as const satisfies readonly ReportColumn[]

/** A row of PAIR_COLUMNS. */
export function shownPair({ personId, certificationId, awardId, values }: ReportRow): z.input<typeof pairRow> {
  const username = String(values['person.username'])
  return pairRow.parse({
    person: { id: personId, username, firstName: values['person.firstName'], lastName: values['person.lastName'] }, username, certificationId,
    certificationCode: values['certification.code'], certificationName: values['certification.name'], standing: values['award.standing'], awardId,
    issuedAt: values['award.issuedAt'], expiresAt: values['award.expiresAt'], alwaysValid: values['award.alwaysValid'], daysToRenew: values['award.daysToRenew'],
    association: values['award.association'], archivedAt: values['award.archivedAt'],
  })
}
