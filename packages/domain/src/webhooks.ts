/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = ['award.issued', 'award.renewed', 'award.expired', 'award.removed', 'import.finished'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

export const WEBHOOK_STATES = ['queued', 'delivered', 'failed'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]
