/** Why an award is as it is, and what comes next. Words between braces are filled in; dates come in the reader's own way. */
export const WHY_EN = {
  ISSUED_COMPLETED: 'Issued {issued}, because “{item}” was completed then.',
  ISSUED_EXTERNAL: 'Issued {issued}, because the external training “{activity}” ended then.',
  ISSUED_IMPORTED: 'Issued {issued}, as the file “{file}” said that was imported.',
  ISSUED_BY_HAND: 'Issued {issued}, awarded by {by}.',
  ISSUED_BY_PROGRAM: 'Issued {issued}, awarded by hand.',
  ISSUED_EDITED: 'Issued {issued}, as {by} corrected it.',
  ISSUED_EDITED_BY_PROGRAM: 'Issued {issued}, as it was corrected later.',

  EXPIRES_BY_VALIDITY: 'Expires {expires}, because issued {issued} + {validity}.',
  EXPIRES_SET: 'Expires {expires}: this date was set for this award; by the certification’s validity of today it would be issued + {validity}.',
  EXPIRES_SET_NEVER: 'Expires {expires}: this date was set for this award; by the certification’s validity of today it would never expire.',
  NEVER_BY_CERTIFICATION: 'Never expires, because the certification does not.',
  NEVER_BY_AWARD: 'Never expires, because it was awarded as always valid.',

  STILL_VALID: 'It is valid; days to renew: {days}.',
  HAS_EXPIRED: 'It has expired; full days since: {days}.',
  NOTHING_NEXT: 'Nothing will happen by itself.',
  RENEWAL_OPEN_EARLY: 'A renewal with “{item}” is open since {started}: completing it makes a new cycle from that day on. Until {expires} it replaces this one early, afterwards late.',
  RENEWAL_OPEN_LATE: 'A renewal with “{item}” is open since {started}: completing it makes a new cycle from that day on, and this one stays visible as expired.',
  RENEW_NOT_PRESSED: 'Completing {items} alone will not renew it: Renew Now was not pressed.',

  ARCHIVED_LATE: 'Its place was taken {next}, after it had expired: archived late.',
  ARCHIVED_EARLY: 'Its place was taken {next}, before it expired: archived early.',
  ENDED: 'It ended {ended}.',
  REMOVED: 'It was removed {ended}.',
} as const
