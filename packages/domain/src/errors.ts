import type { KeepReason } from './awards.ts'
import type { BeforeLink } from './completions.ts'
import type { NotUndoneReason, RejectionCode } from './imports.ts'
import type { WhyCode } from './notification-why.ts'
import type { SkipReason } from './notifications.ts'
import type { WebhookFault } from './webhooks.ts'

/**
 * Every way in which a request can be refused, with the HTTP status that says so.
 * 400 the request cannot be read · 404 what it names is missing · 409 it clashes with what is stored · 422 a value is refused.
 *
 * A new code takes one line here and one in each file of `sentences/`; the compiler asks for both.
 */
export const HTTP_STATUS = {
  // Any request
  VALIDATION: 400,
  DATE_INVALID: 422,
  TEXT_TOO_LONG: 422,
  TEXT_UNREADABLE: 422,
  NOT_FOUND: 404,
  CONFLICT_VERSION: 409,
  IDEMPOTENCY_MISMATCH: 422,
  FEATURE_INACTIVE: 403,
  INTERNAL: 500,
  UNAVAILABLE: 503,

  // Who asks
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  SIGN_IN_FAILED: 401,
  TOO_MANY_SIGN_IN_TRIES: 429,

  // Certifications and items
  CERTIFICATION_NOT_FOUND: 404,
  CERTIFICATION_RETIRED: 409,
  NAME_REQUIRED: 422,
  CODE_REQUIRED: 422,
  CODE_TAKEN: 409,
  CODE_LOOKS_LIKE_UUID: 422,
  VALIDITY_INVALID: 422,
  ITEM_NOT_FOUND: 404,
  ITEM_ALREADY_LINKED: 409,

  ITEM_IN_USE: 409,
  ITEM_NOT_LINKED: 404,
  ACTIVITY_ID_TAKEN: 409,

  // Training
  MATERIAL_NOT_FOUND: 404,
  MATERIAL_IN_USE: 409,
  MATERIAL_NOT_SHARED: 409,
  MATERIAL_EMPTY: 409,
  MATERIAL_NOT_CONFIRMABLE: 409,
  KIND_FIXED: 409,
  URL_INVALID: 422,
  QUIZ_INVALID: 422,
  QUIZ_ATTEMPTS_USED: 409,
  QUIZ_PASSED: 409,
  NOT_ENROLLED: 403,
  SELF_ENROLMENT_CLOSED: 403,
  COURSE_OF_PLAN: 409,
  SELECTION_EMPTY: 422,
  SELECTION_UNKNOWN: 422,
  COMPLETIONS_TOO_MANY: 422,
  STATEMENT_INVALID: 400,
  STATEMENT_CONFLICT: 409,

  // Files
  FILE_NOT_FOUND: 404,
  FILE_TYPE_REFUSED: 422,
  PACKAGE_INVALID: 422,
  PACKAGE_REPORT_TOO_LARGE: 422,
  EVIDENCE_TOO_MANY: 422,
  STORAGE_FULL: 507,

  // External training
  EXTERNAL_NOT_FOUND: 404,
  EXTERNAL_STATE: 409,
  EXTERNAL_DATES: 422,
  EXTERNAL_TOO_MANY: 422,
  EVIDENCE_REQUIRED: 422,
  NOTE_REQUIRED: 422,
  TITLE_REQUIRED: 422,
  NUMBER_OUT_OF_RANGE: 422,

  // Awards
  EXPIRY_TOO_FAR: 422,
  EXPIRY_NOT_AFTER_ISSUE: 422,
  EXPIRY_AND_ALWAYS_VALID: 422,
  EXTERNAL_OF_ANOTHER: 422,
  EXPIRY_MISSING_FOR_AWARD: 422,
  AWARD_NOT_FOUND: 404,
  AWARDS_TOO_MANY: 422,
  CHANGE_NOT_FOUND: 404,
  CHANGE_UNDONE: 409,
  CHANGE_SUPERSEDED: 409,
  CHANGE_TOO_OLD: 409,

  // Notifications
  NOTIFICATION_RULE_NOT_FOUND: 404,
  UNSUBSCRIBE_LINK_ALTERED: 404,
  RULE_TIMING_INVALID: 422,
  RULE_CHANNEL_REQUIRED: 422,
  RULE_TEXT_REQUIRED: 422,
  SHORTCODE_UNKNOWN: 422,
  TEMPLATE_INVALID: 422,
  CALENDAR_NOT_YOURS: 403,
  TEST_MAIL_TO_NOBODY: 422,
  TEST_MAIL_NO_ADDRESS: 422,

  // Reports
  REPORT_NOT_FOUND: 404,
  REPORT_NOT_YOURS: 403,

  // Renewals
  RENEWAL_NOT_FOUND: 404,
  RENEWAL_OPEN: 409,
  RENEWAL_ALWAYS_VALID: 409,
  RENEWAL_NOT_CURRENT: 409,
  RENEWAL_RETIRED: 409,
  RENEWAL_NO_ITEMS: 409,
  RENEWAL_ITEMS_USED: 409,
  RENEWAL_ITEM_NOT_OFFERED: 422,
  PERSON_INACTIVE: 409,

  // People, branches, groups
  PERSON_NOT_FOUND: 404,
  USERNAME_INVALID: 422,
  USERNAME_TAKEN: 409,
  EMAIL_INVALID: 422,
  PASSWORD_TOO_SHORT: 422,
  PASSWORD_TOO_LONG: 422,
  TIME_ZONE_UNKNOWN: 422,
  LANGUAGE_UNKNOWN: 422,
  LAST_SUPERADMIN: 409,
  BRANCH_NOT_FOUND: 404,
  BRANCH_NAME_TAKEN: 409,
  BRANCH_NAME_INVALID: 422,
  BRANCH_NOT_EMPTY: 409,
  BRANCH_INTO_ITSELF: 409,
  GROUP_NOT_FOUND: 404,
  GROUP_NAME_TAKEN: 409,
  ROLE_NOT_YOURS: 403,
  RIGHTS_OF_ANOTHER_ROLE: 422,
  OUTSIDE_SCOPE: 403,

  // Imports: the upload
  FILE_MISSING: 400,
  FILE_TOO_LARGE: 413,
  OPTIONS_INVALID: 400,
  IMPORT_STATE: 409,
  IMPORT_UNDO_PEOPLE: 409,
  IMPORT_UNDO_NOTHING: 409,
  IMPORT_UNDO_RUNNING: 409,

  // Imports: the file as a whole (see FILE_ERRORS in imports.ts)
  FILE_EMPTY: 422,
  FILE_UNREADABLE: 422,
  CHARSET_UNKNOWN: 422,
  CHARSET_UNSUPPORTED: 422,
  SEPARATOR_INVALID: 422,
  QUOTE_NOT_CLOSED: 422,
  RECORD_TOO_LONG: 422,
  NO_HEADER_NAMES: 422,
  FIELD_UNKNOWN: 422,
  FIELD_NOT_MAPPED: 422,
  COLUMN_UNKNOWN: 422,
  COLUMN_AMBIGUOUS: 422,
  COLUMN_OUT_OF_RANGE: 422,
  COLUMN_MAPPED_TWICE: 422,
  EXPIRE_DATE_NOT_MAPPED: 422,

  // Jobs and mails
  JOB_BROKE_OFF: 500,
  JOB_FAILED: 500,
  JOB_NOT_CANCELLABLE: 409,
  JOB_NOT_RETRYABLE: 409,
  EXPORT_NOT_READY: 409,
  EXPORT_FILE_GONE: 404,
  CRON_INVALID: 422,
  CRON_TOO_OFTEN: 422,
  RECIPIENT_NOT_FOUND: 404,
  RECIPIENTS_INACTIVE: 422,
  RECIPIENTS_MAY_NOT: 422,
  SCHEDULE_REPORT_GONE: 409,
  SCHEDULE_REPORT_PRIVATE: 409,
  SCHEDULE_RULE_UNREADABLE: 409,
  SCHEDULE_OWNER_INACTIVE: 409,
  SCHEDULE_RECIPIENT_INACTIVE: 409,
  SCHEDULE_RECIPIENT_MAY_NOT: 409,
  PERIODIC_FAILED: 500,
  MAIL_NOT_QUEUED_AGAIN: 409,
  MAIL_SERVER_MISSING: 409,
  MAIL_SETTINGS_UNREADABLE: 409,
  DKIM_KEY_REQUIRED: 422,
  DKIM_KEY_INVALID: 422,

  // Webhooks
  WEBHOOK_NOT_FOUND: 404,
  WEBHOOK_MESSAGE_NOT_FOUND: 404,
  WEBHOOK_MESSAGE_WAITS: 409,
  WEBHOOK_EVENTS_REQUIRED: 422,
  WEBHOOKS_TOO_MANY: 422,
  WEBHOOK_URL_INVALID: 422,
  WEBHOOK_URL_CREDENTIALS: 422,
  WEBHOOK_URL_PORT: 422,
  WEBHOOK_URL_HTTPS: 422,
  WEBHOOK_URL_PRIVATE: 422,

  // The demo clock
  CLOCK_BACKWARDS: 409,
} as const satisfies Record<string, 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503 | 507>

export type ErrorCode = keyof typeof HTTP_STATUS

/** Everything that has a sentence: errors, rejected rows of a file, and the reasons for which an award is left as it is, somebody is told nothing, or a webhook did not get through. */
export type SentenceCode = ErrorCode | RejectionCode | KeepReason | BeforeLink | NotUndoneReason | SkipReason | WhyCode | WebhookFault

/** What a sentence names between braces. */
export type Values = Record<string, string | number>

/**
 * A refusal by the rules. It fails at once and is never tried again.
 * Its message is the bare code, so that logs hold no names; people read `sentence(error.code, error.values, language)`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly values: Values

  constructor(code: ErrorCode, values: Values = {}) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.values = values
  }
}
