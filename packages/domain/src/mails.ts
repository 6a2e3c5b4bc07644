/** `queued`: it waits to be sent, for the first time or again. `bounced`: the mail server took it, and told later that it could not be delivered. `outbox`: there is no mail server. */
export const MAIL_STATES = ['queued', 'sent', 'failed', 'bounced', 'outbox'] as const
export type MailState = (typeof MAIL_STATES)[number]
