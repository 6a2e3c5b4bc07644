import { certificationIds } from '@recert/db/queries/certifications'
import { insertRule, lockRule, type RuleRow, updateRule as save } from '@recert/db/queries/notification-rules'
import { type Resolved, resolveBranches, resolveGroups } from '@recert/db/queries/selections'
import type { Tx } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import { checkRule, type NotificationText, type RuleInput } from '@recert/domain/notifications'
import { type Language, LANGUAGES } from '@recert/domain/people'
import { compileText } from '@recert/mail/write-notification'
import type { Ctx } from '../context.ts'

/** For whom and which a rule is; nothing named means all. Ids, codes, names and paths, as everywhere. */
export type RuleFor = { certifications: string[]; branches: string[]; groups: string[] }
export type RuleValues = RuleInput & RuleFor & { active: boolean }
export type RuleChanges = { version?: number | undefined } & { [K in keyof RuleValues]?: RuleValues[K] | undefined }

/**
 * R10.1: a new rule. Throws what checkRule and compileText throw, CERTIFICATION_NOT_FOUND, and SELECTION_UNKNOWN for branches and groups.
 * Returns its id.
 */
export async function createRule({ tx, now }: Ctx, values: RuleValues): Promise<string> {
  const { certificationIds: certifications = [], branchIds = [], groupIds = [] } = await idsOf(tx, values)
  return insertRule(tx, { ...columnsOf(values), certificationIds: certifications, branchIds, groupIds, ...activation(values.active, null, now), createdAt: now, updatedAt: now })
}

/** Changes any part of a rule. Throws NOTIFICATION_RULE_NOT_FOUND, CONFLICT_VERSION, and what createRule throws. */
export async function updateRule({ tx, now }: Ctx, id: string, { version, active, ...changes }: RuleChanges): Promise<void> {
  const stored = await ruleOrThrow(tx, id)
  if (version !== undefined && version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  const asked = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<RuleValues>
  const values = { ...stored, ...asked }
  const columns = columnsOf(values)
  const moved = columns.event !== stored.event || columns.timing !== stored.timing || columns.amount !== stored.amount || columns.unit !== stored.unit
  await save(tx, id, {
    ...columns, ...(await idsOf(tx, asked)), updatedAt: now,
    // R10.3: with another instant a rule begins anew, as if it were activated now.
    ...activation(active ?? stored.activeSince !== null, moved ? null : stored, now),
  })
}

/** A rule is not seen any more; what it sent stays in the log. Throws NOTIFICATION_RULE_NOT_FOUND. */
export async function deleteRule({ tx, now }: Ctx, id: string): Promise<void> {
  await ruleOrThrow(tx, id)
  await save(tx, id, { deletedAt: now, updatedAt: now })
}

/** A paused copy. Throws NOTIFICATION_RULE_NOT_FOUND. Returns its id. */
export async function copyRule({ tx, now }: Ctx, id: string, name: string): Promise<string> {
  const { id: _, version: __, ...stored } = await ruleOrThrow(tx, id)
  return insertRule(tx, { ...stored, ...columnsOf({ ...stored, name }), activeSince: null, plannedTo: null, plannedAward: null, createdAt: now, updatedAt: now })
}

async function ruleOrThrow(tx: Tx, id: string): Promise<RuleRow> {
  const row = await lockRule(tx, id)
  if (!row) throw new DomainError('NOTIFICATION_RULE_NOT_FOUND')
  return row
}

function columnsOf(values: RuleInput) {
  const { name, event, timing, amount, unit, channels, texts, digest, managerCopy, calendarAttachment } = checkRule(values)
  for (const language of LANGUAGES) readText(texts[language], language)
  return { name, event, timing, amount, unit, channels: [...channels], texts, digest, managerCopy, calendarAttachment }
}

/** Throws what compileTemplate throws, with the language in which it stands. */
function readText(text: NotificationText | undefined, language: Language): void {
  try {
    if (text) compileText(text)
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, { ...error.values, language }) : error
  }
}

/** R10.3: a rule that is activated begins with what falls due from now on; one that is active goes on. */
function activation(active: boolean, stored: Pick<RuleRow, 'activeSince'> | null, now: Date): Partial<RuleRow> {
  if (!active) return { activeSince: null, plannedTo: null, plannedAward: null }
  return stored?.activeSince ? {} : { activeSince: now, plannedTo: now, plannedAward: null }
}

/** What is named; what nobody names stays as it is. */
async function idsOf<Named extends Partial<RuleFor>>(tx: Tx, { certifications, branches, groups }: Named) {
  const all = { kind: 'all' } as const
  return {
    ...(certifications && { certificationIds: await certificationIds(tx, certifications) }),
    ...(branches && { branchIds: known('branch', await resolveBranches(tx, all, branches)) }),
    ...(groups && { groupIds: known('group', await resolveGroups(tx, all, groups)) }),
  }
}

function known(kind: 'branch' | 'group', { ids, unknown }: Resolved): string[] {
  if (unknown !== null) throw new DomainError('SELECTION_UNKNOWN', { kind, name: unknown })
  return ids
}
