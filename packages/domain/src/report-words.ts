import type { Association } from './awards.ts'
import { describeValidity } from './certifications.ts'
import type { ValidityUnit } from './dates.ts'
import type { Language } from './people.ts'
import type { ReportColumn, ReportColumnType, ReportStanding } from './reports.ts'
import { COLUMN_TYPE } from './reports.ts'
import type { ArchiveKind } from './standing.ts'
import type { ItemKind } from './training.ts'

/** What columns and values of a report are called, on screens and in files alike. */
export type ReportWords = {
  columns: Record<ReportColumn, string>
  standing: Record<ReportStanding, string>
  association: Record<Association, string>
  archive_kind: Record<ArchiveKind, string>
  item_kind: Record<ItemKind, string>
  boolean: { true: string; false: string }
}

export const REPORT_WORDS = {
  en: {
    columns: {
      'person.username': 'Username', 'person.firstName': 'First name', 'person.lastName': 'Last name', 'person.email': 'E-mail', 'person.branch': 'Branch', 'person.groups': 'Groups',
      'person.active': 'Active', 'person.language': 'Language', 'person.timeZone': 'Time zone', 'person.id': 'Person ID',
      'certification.code': 'Certification code', 'certification.name': 'Certification', 'certification.description': 'Description', 'certification.validity': 'Validity',
      'certification.allowRetake': 'Retaking allowed', 'certification.retired': 'Retired', 'certification.id': 'Certification ID',
      'award.standing': 'Standing', 'award.issuedAt': 'Issued', 'award.expiresAt': 'Expires', 'award.alwaysValid': 'Always valid', 'award.daysToRenew': 'Days to renew', 'award.association': 'Association',
      'award.archivedAt': 'Archived on', 'award.archiveKind': 'Archived', 'award.cycle': 'Cycle', 'award.id': 'Award ID',
      'item.kind': 'Item type', 'item.code': 'Item code', 'item.name': 'Item', 'external.title': 'External training activity',
      'renewal.startedAt': 'Renewal started', 'renewal.itemCode': 'Renewal item code', 'renewal.itemName': 'Renewal item',
    },
    standing: { valid: 'Valid', expiring: 'Expiring', expired: 'Expired', always_valid: 'Always valid', archived: 'Archived', never: 'Never certified' },
    association: { manual: 'Manually awarded', course: 'Course completion', learning_plan: 'Learning plan completion', external_training: 'External training activity' },
    archive_kind: { early: 'Early', late: 'Late' },
    item_kind: { course: 'Course', learning_plan: 'Learning plan' },
    boolean: { true: 'Yes', false: 'No' },
  },
  it: {
    columns: {
      'person.username': 'Nome utente', 'person.firstName': 'Nome', 'person.lastName': 'Cognome', 'person.email': 'E-mail', 'person.branch': 'Ramo', 'person.groups': 'Gruppi',
      'person.active': 'Attivo', 'person.language': 'Lingua', 'person.timeZone': 'Fuso orario', 'person.id': 'ID persona',
      'certification.code': 'Codice certificazione', 'certification.name': 'Certificazione', 'certification.description': 'Descrizione', 'certification.validity': 'Validità',
      'certification.allowRetake': 'Ripetizione consentita', 'certification.retired': 'Ritirata', 'certification.id': 'ID certificazione',
      'award.standing': 'Situazione', 'award.issuedAt': 'Rilasciata', 'award.expiresAt': 'Scade', 'award.alwaysValid': 'Sempre valida', 'award.daysToRenew': 'Giorni al rinnovo', 'award.association': 'Associazione',
      'award.archivedAt': 'Archiviata il', 'award.archiveKind': 'Archiviazione', 'award.cycle': 'Ciclo', 'award.id': 'ID assegnazione',
      'item.kind': 'Tipo di elemento', 'item.code': 'Codice elemento', 'item.name': 'Elemento', 'external.title': 'Attività di formazione esterna',
      'renewal.startedAt': 'Rinnovo iniziato', 'renewal.itemCode': 'Codice elemento del rinnovo', 'renewal.itemName': 'Elemento del rinnovo',
    },
    standing: { valid: 'Valida', expiring: 'In scadenza', expired: 'Scaduta', always_valid: 'Sempre valida', archived: 'Archiviata', never: 'Mai certificato' },
    association: { manual: 'Assegnata manualmente', course: 'Completamento di un corso', learning_plan: 'Completamento di un piano formativo', external_training: 'Attività di formazione esterna' },
    archive_kind: { early: 'In anticipo', late: 'In ritardo' },
    item_kind: { course: 'Corso', learning_plan: 'Piano formativo' },
    boolean: { true: 'Sì', false: 'No' },
  },
} as const satisfies Record<Language, ReportWords>

const WORDED: readonly ReportColumnType[] = ['standing', 'association', 'archive_kind', 'item_kind', 'boolean']

/** A value of a column as people read it; what is no word (a text, a number, an instant) stays as it is, null is nothing. */
export function reportWord(column: ReportColumn, value: string | number | boolean | null, language: Language): string | number {
  if (value === null) return ''
  const type = COLUMN_TYPE[column]
  if (type === 'validity') return validityWords(String(value), language)
  if (!WORDED.includes(type)) return typeof value === 'boolean' ? String(value) : value
  const words: Partial<Record<string, string>> = REPORT_WORDS[language][type as keyof Omit<ReportWords, 'columns'>]
  return words[String(value)] ?? String(value)
}

/** `2 year` as “2 years”. */
function validityWords(value: string, language: Language): string {
  const [amount, unit] = value.split(' ')
  return describeValidity({ amount: Number(amount), unit: unit as ValidityUnit }, language)
}
