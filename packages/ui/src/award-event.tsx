import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { Association } from '@recert/domain/awards'
import type { ReactNode } from 'react'
import { AssociationName } from './association-name.tsx'
import { Instant } from './instant.tsx'

/** What an award said at some time; instants are ISO. */
export type AwardState = { issuedAt: string; expiresAt: string | null; association: Association; endedAt: string | null; removedAt: string | null }

/** What the kinds of events are called. */
export function useEventTitles(): Record<string, string | undefined> {
  const { t } = useLingui()
  return {
    issued: t`Issued`, edited: t`Changed`, archived: t`Archived: a new cycle took its place`, removed: t`Unassigned`, restored: t`A change was taken back`,
    expired: t`Expired`, renewal_started: t`Renewal started`, renewal_cancelled: t`Renewal ended without a new cycle`,
  }
}

/** What an event changed: only what differs. Of the first one, everything. */
export function EventChanges({ before, after }: { before: AwardState | null; after: AwardState }) {
  const { t } = useLingui()
  const expiry = (state: AwardState): ReactNode => (state.expiresAt ? <Instant value={state.expiresAt} /> : <Trans>never</Trans>)
  return (
    <>
      {before?.issuedAt !== after.issuedAt && <Change name={t`Issued`} before={before && <Instant value={before.issuedAt} />} after={<Instant value={after.issuedAt} />} />}
      {(!before || before.expiresAt !== after.expiresAt) && <Change name={t`Expires`} before={before && expiry(before)} after={expiry(after)} />}
      {before?.association !== after.association && <Change name={t`Association`} before={before && <AssociationName association={before.association} />} after={<AssociationName association={after.association} />} />}
      {before?.removedAt && !after.removedAt && <Text size="sm"><Trans>It is back in its holder’s history.</Trans></Text>}
      {before?.endedAt && !before.removedAt && !after.endedAt && <Text size="sm"><Trans>It is current again.</Trans></Text>}
    </>
  )
}

function Change({ name, before, after }: { name: string; before: ReactNode; after: ReactNode }) {
  return <Text size="sm" component="div">{name}: {before && <>{before} → </>}{after}</Text>
}
