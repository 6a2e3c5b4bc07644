import type { Language } from './people.ts'
import type { ReportKind } from './reports.ts'

/** What a file is called whose report has no name of its own. */
export const EXPORT_TITLES = {
  en: { users_certifications: 'Users – Certifications', certifications_users: 'Certifications – Users', audit_log: 'Audit log' },
  it: { users_certifications: 'Utenti – Certificazioni', certifications_users: 'Certificazioni – Utenti', audit_log: 'Registro di controllo' },
} as const satisfies Record<Language, Record<ReportKind | 'audit_log', string>>
