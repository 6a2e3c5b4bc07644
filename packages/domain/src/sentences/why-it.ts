import type { WHY_EN } from './why-en.ts'

export const WHY_IT = {
  ISSUED_COMPLETED: 'Rilasciata il {issued}, perché allora è stato completato “{item}”.',
  ISSUED_EXTERNAL: 'Rilasciata il {issued}, perché allora è terminata la formazione esterna “{activity}”.',
  ISSUED_IMPORTED: 'Rilasciata il {issued}, come indicato nel file importato “{file}”.',
  ISSUED_BY_HAND: 'Rilasciata il {issued}, assegnata da {by}.',
  ISSUED_BY_PROGRAM: 'Rilasciata il {issued}, assegnata manualmente.',
  ISSUED_EDITED: 'Rilasciata il {issued}, come corretto da {by}.',
  ISSUED_EDITED_BY_PROGRAM: 'Rilasciata il {issued}, come corretto in seguito.',

  EXPIRES_BY_VALIDITY: 'Scade il {expires}, perché rilasciata il {issued} + {validity}.',
  EXPIRES_SET: 'Scade il {expires}: questa data è stata fissata per questa assegnazione; secondo la validità attuale della certificazione sarebbe rilascio + {validity}.',
  EXPIRES_SET_NEVER: 'Scade il {expires}: questa data è stata fissata per questa assegnazione; secondo la validità attuale della certificazione non scadrebbe mai.',
  NEVER_BY_CERTIFICATION: 'Non scade mai, perché la certificazione non scade.',
  NEVER_BY_AWARD: 'Non scade mai, perché è stata assegnata come sempre valida.',

  STILL_VALID: 'È valida; giorni al rinnovo: {days}.',
  HAS_EXPIRED: 'È scaduta; giorni interi trascorsi: {days}.',
  NOTHING_NEXT: 'Non succederà nulla da sé.',
  RENEWAL_OPEN_EARLY: 'Un rinnovo con “{item}” è aperto dal {started}: completarlo crea un nuovo ciclo da quel giorno. Fino al {expires} sostituisce questo in anticipo, dopo in ritardo.',
  RENEWAL_OPEN_LATE: 'Un rinnovo con “{item}” è aperto dal {started}: completarlo crea un nuovo ciclo da quel giorno, e questo resta visibile come scaduto.',
  RENEW_NOT_PRESSED: 'Completare solo {items} non la rinnova: non è stato premuto Rinnova ora.',

  ARCHIVED_LATE: 'Il suo posto è stato preso il {next}, dopo la scadenza: archiviata in ritardo.',
  ARCHIVED_EARLY: 'Il suo posto è stato preso il {next}, prima della scadenza: archiviata in anticipo.',
  ENDED: 'È terminata il {ended}.',
  REMOVED: 'È stata rimossa il {ended}.',
} as const satisfies Record<keyof typeof WHY_EN, string>
