import { useLingui } from '@lingui/react/macro'
import type { WebhookEvent } from '@recert/domain/webhooks'

/** When each event is told, in words. */
export function useEventTexts(): Record<WebhookEvent, string> {
  const { t } = useLingui()
  return {
    'award.issued': t`Somebody holds a certification, anew or because something was taken back.`,
    'award.renewed': t`A renewal ended with a new award.`,
    'award.expired': t`A current award has expired.`,
    'award.removed': t`An award left its holder’s history.`,
    'import.finished': t`An import of awards or people is done.`,
  }
}
