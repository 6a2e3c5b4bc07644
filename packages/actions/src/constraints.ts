import { DomainError, type ErrorCode } from '@recert/domain/errors'

/** What it means to people when one of these constraints refuses a row, and what their sentence calls the value. They are the only guard: nothing checks first and writes later. */
const MEANING: Record<string, { code: ErrorCode; names: string }> = {
  person_username_unique: { code: 'USERNAME_TAKEN', names: 'username' },
  certification_code_unique: { code: 'CODE_TAKEN', names: 'code' },
  item_code_unique: { code: 'CODE_TAKEN', names: 'code' },
  material_shared_code_unique: { code: 'CODE_TAKEN', names: 'code' },
  // Somebody else awarded it in the very instant: whoever asks again sees it.
  award_current_unique: { code: 'CONFLICT_VERSION', names: 'award' },
  item_activity_unique: { code: 'ACTIVITY_ID_TAKEN', names: 'activityId' },
  branch_name_unique: { code: 'BRANCH_NAME_TAKEN', names: 'name' },
  person_branch_id_branch_id_fk: { code: 'BRANCH_NOT_FOUND', names: 'branch' },
  group_member_group_id_group_id_fk: { code: 'GROUP_NOT_FOUND', names: 'group' },
  group_name_unique: { code: 'GROUP_NAME_TAKEN', names: 'name' },
}

/** A full disk: here (Node.js) or where the database is (SQLSTATE disk_full). */
const NO_ROOM = ['ENOSPC', '53100']

/** The refusal behind an error of the database or of the disk, or null when it is none. Drizzle wraps the driver's error as its cause. */
export function refusalBehind(error: unknown): DomainError | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof DomainError) return at
    if ('code' in at && NO_ROOM.includes(String(at.code))) return new DomainError('STORAGE_FULL')
    if ('constraint_name' in at && typeof at.constraint_name === 'string') {
      const meaning = MEANING[at.constraint_name]
      if (meaning) return new DomainError(meaning.code, { [meaning.names]: 'detail' in at ? takenValue(String(at.detail)) : '' })
    }
  }
  return null
}

/** PostgreSQL's detail ends in `(columns)=(values) …`; the value that is taken is the last of them. */
const takenValue = (detail: string): string => /=\((?:.*, )?(.*)\)/.exec(detail)?.[1] ?? ''

/** SQLSTATE classes and driver codes that mean: the database is away, coming back, or full of connections. */
const AWAY = /^(08|53|57P)|^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|CONNECT|CONNECTION)/

/** Whether an error says that the database cannot be reached just now. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && AWAY.test(at.code)) return true
  }
  return false
}
