import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'

/** Paging of a list that is short, and read whole: screens take all of it, programs page by page as in every other list. The cursor is a position. */
export const wholePaging = { cursor: z.string().max(10).optional(), limit: z.int().min(1).max(1000).optional() }

/** Without a limit everything. Throws VALIDATION for a cursor that is none. */
export function pageOfWhole<T>(items: T[], { cursor, limit }: { cursor?: string | undefined; limit?: number | undefined }): { items: T[]; nextCursor: string | null } {
  if (cursor !== undefined && !/^\d+$/.test(cursor)) throw new DomainError('VALIDATION', { detail: 'this cursor is not one of this list; begin again without it' })
  const from = Number(cursor ?? 0)
  const to = limit === undefined ? items.length : from + limit
  return { items: items.slice(from, to), nextCursor: to < items.length ? String(to) : null }
}
