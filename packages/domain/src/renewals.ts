/** An item linked to the certification, and whether the current award was earned through it. */
export type Renewable = { itemId: string; usedForCurrent: boolean }

/** Why Renew Now is not offered. Each has a sentence. */
export type NoRenewal = 'RENEWAL_ALWAYS_VALID' | 'RENEWAL_NOT_CURRENT' | 'RENEWAL_RETIRED' | 'PERSON_INACTIVE' | 'RENEWAL_NO_ITEMS' | 'RENEWAL_ITEMS_USED'

export type RenewalSituation = { expiresAt: Date | null; endedAt: Date | null; retired: boolean; active: boolean; allowRetake: boolean }

/**
 * R7.2: the items with which an award can be renewed: all that are linked when retaking is allowed, otherwise those not used for the
 * current award. Or why there are none.
 */
export function renewalChoices<Item extends Renewable>({ expiresAt, endedAt, retired, active, allowRetake }: RenewalSituation, items: readonly Item[]): { items: Item[]; refusal: null } | { items: []; refusal: NoRenewal } {
  const none = (refusal: NoRenewal) => ({ items: [] as [], refusal })
  if (endedAt) return none('RENEWAL_NOT_CURRENT')
  if (!expiresAt) return none('RENEWAL_ALWAYS_VALID')
  if (retired) return none('RENEWAL_RETIRED')
  if (!active) return none('PERSON_INACTIVE')
  if (items.length === 0) return none('RENEWAL_NO_ITEMS')
  const eligible = items.filter(({ usedForCurrent }) => allowRetake || !usedForCurrent)
  return eligible.length > 0 ? { items: eligible, refusal: null } : none('RENEWAL_ITEMS_USED')
}
