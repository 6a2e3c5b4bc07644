import type { NotificationText, Timing } from './notifications.ts'
import type { Language } from './people.ts'

type ReadyRule = Timing & { texts: Record<Language, NotificationText> }

/** Rules as most organisations need them, with texts in every language, to begin with. */
export const READY_RULES = {
  reminder: {
    event: 'expired', timing: 'before', amount: 30, unit: 'day',
    texts: {
      en: {
        subject: '[certification_title] expires in [days_to_renew] days',
        body: 'Hello [first_name],\n\nyour certification [certification_title] expires on [expiration_date]. Please renew it in time:\n\n[renew_link]\n\nIf you have renewed it already, there is nothing to do.',
      },
      it: {
        subject: '[certification_title] scade tra [days_to_renew] giorni',
        body: 'Ciao [first_name],\n\nla tua certificazione [certification_title] scade il [expiration_date]. Rinnovala per tempo:\n\n[renew_link]\n\nSe l’hai già rinnovata, non devi fare nulla.',
      },
    },
  },
  expired: {
    event: 'expired', timing: 'at', amount: 0, unit: 'day',
    texts: {
      en: {
        subject: '[certification_title] has expired',
        body: 'Hello [first_name],\n\nyour certification [certification_title] expired on [expiration_date]. Renew it here:\n\n[renew_link]',
      },
      it: {
        subject: '[certification_title] è scaduta',
        body: 'Ciao [first_name],\n\nla tua certificazione [certification_title] è scaduta il [expiration_date]. Rinnovala qui:\n\n[renew_link]',
      },
    },
  },
  issued: {
    event: 'issued', timing: 'at', amount: 0, unit: 'day',
    texts: {
      en: {
        subject: 'You hold [certification_title]',
        body: 'Hello [first_name],\n\ncongratulations: since [issue_date] you hold the certification [certification_title]. Valid until: [expiration_date].\n\nYou find it in the portal:\n\n[platform_url]',
      },
      it: {
        subject: 'Hai ottenuto [certification_title]',
        body: 'Ciao [first_name],\n\ncomplimenti: dal [issue_date] possiedi la certificazione [certification_title]. Valida fino al: [expiration_date].\n\nLa trovi nel portale:\n\n[platform_url]',
      },
    },
  },
} satisfies Record<string, ReadyRule>
