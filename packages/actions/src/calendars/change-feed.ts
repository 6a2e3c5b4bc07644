import { deleteFeed, insertFeed, replaceFeed } from '@recert/db/queries/calendars'
import type { CalendarFeedKind } from '@recert/db/schema/calendars'
import { may, type Rights } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

type Owner = { id: string; rights: Pick<Rights, 'role' | 'permissions'> }

/** Somebody's feed of a kind; made twice it is the same. Throws CALENDAR_NOT_YOURS. */
export async function createFeed({ tx, now }: Ctx, owner: Owner, kind: CalendarFeedKind): Promise<void> {
  checkKind(owner, kind)
  await insertFeed(tx, owner.id, kind, now)
}

/** Gives it a new address; the one before is dead. Throws CALENDAR_NOT_YOURS. */
export async function renewFeed({ tx, now }: Ctx, owner: Owner, kind: CalendarFeedKind): Promise<void> {
  checkKind(owner, kind)
  await replaceFeed(tx, owner.id, kind, now)
}

/** Ends it. Whoever may no longer have it may still do so. */
export const stopFeed = ({ tx }: Ctx, owner: Pick<Owner, 'id'>, kind: CalendarFeedKind): Promise<void> => deleteFeed(tx, owner.id, kind)

function checkKind({ rights }: Owner, kind: CalendarFeedKind): void {
  if (kind === 'people' && !may(rights, 'awards.view')) throw new DomainError('CALENDAR_NOT_YOURS')
}
