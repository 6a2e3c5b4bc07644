import type { Actor } from './access.ts'
import type { AuditColumn, AwardEventKind } from './audit.ts'
import type { Association } from './awards.ts'
import type { Language } from './people.ts'

/** What a column of the audit log holds: texts, numbers, instants (UTC), or one of the codes below. */
export const AUDIT_COLUMN_TYPE: Record<AuditColumn, 'text' | 'number' | 'instant' | 'kind' | 'actor' | 'association' | 'ended'> = {
  'event.at': 'instant', 'event.kind': 'kind', 'event.id': 'number',
  'person.username': 'text', 'person.firstName': 'text', 'person.lastName': 'text', 'person.id': 'text',
  'certification.code': 'text', 'certification.name': 'text', 'certification.id': 'text', 'award.id': 'text',
  'actor.kind': 'actor', 'actor.name': 'text', 'actor.id': 'text', 'change.id': 'text', 'job.id': 'text', 'import.file': 'text', 'import.record': 'number',
  'before.issuedAt': 'instant', 'before.expiresAt': 'instant', 'before.association': 'association', 'before.itemCode': 'text', 'before.endedAt': 'instant', 'before.endedBy': 'ended', 'before.removedAt': 'instant',
  'after.issuedAt': 'instant', 'after.expiresAt': 'instant', 'after.association': 'association', 'after.itemCode': 'text', 'after.endedAt': 'instant', 'after.endedBy': 'ended', 'after.removedAt': 'instant',
}

type Words = {
  columns: Record<AuditColumn, string>
  kind: Record<AwardEventKind, string>
  actor: Record<Actor['kind'], string>
  association: Record<Association, string>
  ended: Record<'renewal' | 'hand' | 'import' | 'external' | 'completion' | 'removed', string>
}

/** The words of an exported audit log: its headings, and what its codes mean. */
export const AUDIT_WORDS: Record<Language, Words> = {
  en: {
    columns: {
      'event.at': 'Time', 'event.kind': 'Event', 'event.id': 'Event number',
      'person.username': 'Username', 'person.firstName': 'First name', 'person.lastName': 'Last name', 'person.id': 'Person ID',
      'certification.code': 'Certification code', 'certification.name': 'Certification', 'certification.id': 'Certification ID', 'award.id': 'Award ID',
      'actor.kind': 'Done by', 'actor.name': 'Name of who did it', 'actor.id': 'ID of who did it', 'change.id': 'Change ID', 'job.id': 'Job ID', 'import.file': 'Imported file', 'import.record': 'Record of the file',
      'before.issuedAt': 'Issued before', 'before.expiresAt': 'Expires before', 'before.association': 'Association before', 'before.itemCode': 'Item before', 'before.endedAt': 'Ended before', 'before.endedBy': 'Ended by before', 'before.removedAt': 'Removed before',
      'after.issuedAt': 'Issued after', 'after.expiresAt': 'Expires after', 'after.association': 'Association after', 'after.itemCode': 'Item after', 'after.endedAt': 'Ended after', 'after.endedBy': 'Ended by after', 'after.removedAt': 'Removed after',
    },
    kind: { issued: 'issued', edited: 'changed', archived: 'archived', removed: 'unassigned', restored: 'change taken back', expired: 'expired', renewal_started: 'renewal started', renewal_cancelled: 'renewal ended without a new cycle' },
    actor: { person: 'person', api_key: 'API key', system: 'Recert' },
    association: { manual: 'manually awarded', course: 'course completion', learning_plan: 'learning plan completion', external_training: 'external training activity' },
    ended: { renewal: 'renewal', hand: 'award by hand', import: 'import', external: 'external training', completion: 'completion', removed: 'removal' },
  },
  it: {
    columns: {
      'event.at': 'Data e ora', 'event.kind': 'Evento', 'event.id': 'Numero dell’evento',
      'person.username': 'Nome utente', 'person.firstName': 'Nome', 'person.lastName': 'Cognome', 'person.id': 'ID persona',
      'certification.code': 'Codice certificazione', 'certification.name': 'Certificazione', 'certification.id': 'ID certificazione', 'award.id': 'ID assegnazione',
      'actor.kind': 'Eseguito da', 'actor.name': 'Nome di chi l’ha eseguito', 'actor.id': 'ID di chi l’ha eseguito', 'change.id': 'ID modifica', 'job.id': 'ID processo', 'import.file': 'File importato', 'import.record': 'Record del file',
      'before.issuedAt': 'Rilascio prima', 'before.expiresAt': 'Scadenza prima', 'before.association': 'Associazione prima', 'before.itemCode': 'Elemento prima', 'before.endedAt': 'Fine prima', 'before.endedBy': 'Causa della fine prima', 'before.removedAt': 'Rimozione prima',
      'after.issuedAt': 'Rilascio dopo', 'after.expiresAt': 'Scadenza dopo', 'after.association': 'Associazione dopo', 'after.itemCode': 'Elemento dopo', 'after.endedAt': 'Fine dopo', 'after.endedBy': 'Causa della fine dopo', 'after.removedAt': 'Rimozione dopo',
    },
    kind: { issued: 'rilasciata', edited: 'modificata', archived: 'archiviata', removed: 'rimossa', restored: 'modifica annullata', expired: 'scaduta', renewal_started: 'rinnovo avviato', renewal_cancelled: 'rinnovo terminato senza un nuovo ciclo' },
    actor: { person: 'persona', api_key: 'chiave API', system: 'Recert' },
    association: { manual: 'assegnata manualmente', course: 'completamento di un corso', learning_plan: 'completamento di un piano formativo', external_training: 'attività di formazione esterna' },
    ended: { renewal: 'rinnovo', hand: 'assegnazione manuale', import: 'importazione', external: 'formazione esterna', completion: 'completamento', removed: 'rimozione' },
  },
}
