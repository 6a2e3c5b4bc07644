import type { SentenceCode } from '../errors.ts'

/** The Italian sentences; the same placeholders as the English ones. */
export const it = {
  // Any request
  VALIDATION: 'La richiesta non è leggibile: {detail}. Correggila e inviala di nuovo.',
  DATE_INVALID: '“{value}” non è una data esistente, scritta come 2026-03-31 o 2026-03-31T09:30:00Z. Scrivila così.',
  TEXT_TOO_LONG: 'Il campo “{field}” può avere al massimo {most} caratteri. Accorcialo.',
  TEXT_UNREADABLE: 'Il campo “{field}” contiene un carattere che non si può salvare (NUL). Toglilo.',
  NOT_FOUND: 'Questo non esiste, oppure non puoi vederlo. Controlla l’indirizzo o torna all’elenco.',
  CONFLICT_VERSION: 'Nel frattempo qualcun altro ha modificato questi dati, quindi non è stato salvato nulla. Ricarica per vedere la modifica, poi ripeti la tua.',
  IDEMPOTENCY_MISMATCH: 'Questa Idempotency-Key è già stata usata per un’altra richiesta. Invia una chiave nuova con una richiesta nuova.',
  FEATURE_INACTIVE: 'L’app “{feature}” non è attiva. Un superadmin può attivarla in App e funzionalità.',
  INTERNAL: 'Qualcosa è andato storto da parte nostra. Riprova; se si ripete, comunica all’amministratore il numero di questo errore.',
  UNAVAILABLE: 'In questo momento Recert non può rispondere. Attendi un attimo e riprova.',

  // Who asks
  UNAUTHENTICATED: 'Non hai effettuato l’accesso. Accedi e riprova.',
  FORBIDDEN: 'Il tuo ruolo non lo consente. Se ti serve, chiedi a un superadmin.',
  SIGN_IN_FAILED: 'Nome utente e password non corrispondono. Controlla entrambi e riprova.',
  TOO_MANY_SIGN_IN_TRIES: 'Troppi tentativi di accesso falliti. Attendi {minutes} minuti e riprova.',

  // Certifications and items
  CERTIFICATION_NOT_FOUND: 'Non esiste una certificazione “{certification}”. Controlla il codice o scegline una dall’elenco.',
  CERTIFICATION_RETIRED: 'Questa certificazione è ritirata e non si assegna più. Scegline un’altra, oppure rimettila prima in uso.',
  NAME_REQUIRED: 'Manca il nome. Inseriscine uno.',
  CODE_REQUIRED: 'Manca il codice. Inseriscine uno.',
  CODE_TAKEN: 'Il codice “{code}” è già in uso. Scegli un altro codice.',
  CODE_LOOKS_LIKE_UUID: 'Il codice “{code}” somiglia a un id (UUID) e si potrebbe confondere con uno di questi. Scegli un altro codice.',
  VALIDITY_INVALID: 'La validità è un numero intero da 0 a 9999 con un’unità: giorni, settimane, mesi o anni. Inserisci 0 se non scade mai.',
  ITEM_NOT_FOUND: 'Non esiste un corso o piano formativo “{code}”. Controlla tipo e codice o sceglilo dall’elenco.',
  ITEM_ALREADY_LINKED: '“{code}” è già collegato a questa certificazione. Non c’è nulla da fare.',

  // Awards
  EXPIRY_TOO_FAR: 'La certificazione scadrebbe dopo il 9999-12-31. Scegli una validità più breve, oppure 0 se non scade mai.',
  EXPIRY_NOT_AFTER_ISSUE: 'La data di scadenza non è successiva alla data di rilascio. Correggi una delle due.',

  // People, branches, groups
  PERSON_NOT_FOUND: 'Non esiste una persona “{person}”. Controlla il nome utente o scegli qualcuno dall’elenco.',
  USERNAME_INVALID: 'Un nome utente ha da 1 a 255 caratteri e nessun carattere di controllo come tabulazioni o a capo. Scegline un altro.',
  USERNAME_TAKEN: 'Il nome utente “{username}” appartiene già a qualcuno. Scegline un altro.',
  EMAIL_INVALID: '“{email}” non è un indirizzo e-mail. Scrivilo come nome@example.org, oppure lascialo vuoto.',
  PASSWORD_TOO_SHORT: 'La password è troppo corta. Scegline una di almeno {least} caratteri.',
  PASSWORD_TOO_LONG: 'La password è troppo lunga. Scegline una di al massimo {most} caratteri.',
  TIME_ZONE_UNKNOWN: 'Il fuso orario “{timeZone}” non è noto. Scrivi un nome IANA come Europe/Rome.',
  LANGUAGE_UNKNOWN: 'La lingua “{language}” non è disponibile. Scegli tra: {languages}.',
  LAST_SUPERADMIN: 'Questo è l’ultimo superadmin attivo: senza di lui nessuno potrebbe gestire Recert. Nomina prima un altro superadmin.',
  BRANCH_NOT_FOUND: 'Non esiste un ramo “{branch}”. Controlla il percorso o crealo prima.',
  BRANCH_NAME_TAKEN: 'In questo punto esiste già un ramo “{name}”. Scegli un altro nome.',
  GROUP_NAME_TAKEN: 'Esiste già un gruppo “{name}”. Scegli un altro nome.',

  // Imports: the upload
  FILE_MISSING: 'Non è arrivato alcun file. Scegli un file e caricalo di nuovo.',
  FILE_TOO_LARGE: 'Il file supera {limit}. Dividilo e carica le parti.',
  OPTIONS_INVALID: 'Le opzioni dell’importazione non sono leggibili: {detail}. Correggile e carica di nuovo.',
  IMPORT_STATE: 'Non è possibile finché l’importazione è “{state}”. Ricarica la pagina per vedere a che punto è.',

  // Imports: the file as a whole
  FILE_EMPTY: 'Il file non contiene righe. Controlla che sia quello giusto e se la prima riga è un’intestazione.',
  FILE_UNREADABLE: 'Il file non è un testo con valori separati. Salvalo come CSV e caricalo di nuovo.',
  CHARSET_UNKNOWN: 'La codifica “{charset}” non è nota. Scegline una dall’elenco, come utf-8 o windows-1252.',
  CHARSET_UNSUPPORTED: 'Il file è scritto in {charset}, che non si può leggere. Salvalo in UTF-8 e caricalo di nuovo.',
  SEPARATOR_INVALID: '“{separator}” non può separare le colonne. Usa un solo carattere, né virgolette né a capo, come la virgola o il punto e virgola.',
  QUOTE_NOT_CLOSED: 'Le virgolette alla riga {line} non corrispondono, quindi da lì in poi le righe non si distinguono. Metti tra virgolette i valori interi, raddoppia quelle interne e carica di nuovo il file.',
  RECORD_TOO_LONG: 'La riga che inizia alla riga {line} è troppo lunga per essere una sola. Cerca virgolette non chiuse e controlla il separatore.',
  NO_HEADER_NAMES: 'Il file viene letto senza intestazione, quindi le colonne non hanno nome. Abbina le colonne per numero, oppure indica che la prima riga è l’intestazione.',
  FIELD_UNKNOWN: 'Non esiste un campo “{field}” da abbinare. I campi sono: {fields}.',
  FIELD_NOT_MAPPED: 'Nessuna colonna è abbinata a {field}, che è obbligatorio. Scegli la colonna che lo contiene.',
  COLUMN_UNKNOWN: 'Il file non ha una colonna “{column}” per {field}. Le sue colonne sono: {columns}.',
  COLUMN_AMBIGUOUS: 'Più di una colonna potrebbe essere {field}: {columns}. Rinominane una, oppure abbina la colonna per numero.',
  COLUMN_OUT_OF_RANGE: 'La colonna numero {column} per {field} non esiste: il file ha {width} colonne, contate da 0. Scegline una.',
  COLUMN_MAPPED_TWICE: 'La colonna {column} è abbinata sia a {first} sia a {second}. Scegli un’altra colonna per uno dei due.',
  EXPIRE_DATE_NOT_MAPPED: 'Nessuna colonna è abbinata a certification_expire_date, ma la riga {line} non è sempre valida. Abbina la colonna con la data di scadenza.',

  // The demo clock
  CLOCK_BACKWARDS: 'L’orologio segna {now} e non può tornare indietro quando ci sono assegnazioni. Scegli un istante successivo.',

  // Jobs and mails
  JOB_BROKE_OFF: 'Il lavoro si è interrotto {times} volte nello stesso punto ed è stato abbandonato. Quanto fatto fin lì resta. Avvisi l’amministratore e riprovi con meno dati alla volta.',
  JOB_FAILED: 'Il lavoro è fallito {times} volte nello stesso punto ed è stato abbandonato. Quanto fatto fin lì resta. L’amministratore trova il motivo nel registro del worker.',
  MAIL_REFUSED: 'Il server di posta ha rifiutato il messaggio in modo definitivo. Controlli l’indirizzo; il messaggio stesso riporta la risposta del server.',

  // Rejected rows: their shape
  ROW_TOO_SHORT: 'La riga finisce prima di “{column}”, che è obbligatorio. Aggiungi i valori mancanti.',
  ROW_TOO_LONG: 'La riga ha più valori che colonne, a partire da “{value}”. Metti tra virgolette i valori che contengono il separatore.',
  QUOTES_BROKEN: 'Le virgolette di questa riga non tornano, quindi i valori non si distinguono. Metti tra virgolette i valori interi e raddoppia quelle interne.',
  UNREADABLE_BYTES: 'La riga contiene byte illeggibili con la codifica scelta: “{value}”. Scegli la codifica giusta, oppure salva il file in UTF-8.',
  NUL_BYTE: 'La riga contiene un byte NUL, che non è testo. Toglilo, oppure scegli la codifica giusta.',

  // Rejected rows: their values
  MISSING_VALUE: '“{column}” è vuoto, ma obbligatorio. Compilalo.',
  ISSUE_DATE_INVALID: 'La data di rilascio “{value}” non è scritta come 2026-03-31 o 2026-03-31 09:30. Scrivila così.',
  ISSUE_DATE_EXCEL: 'La data di rilascio “{value}” sembra riscritta da Excel e il suo ordine non si riconosce. Formatta la colonna come aaaa-mm-gg e salva di nuovo il file.',
  ISSUE_DATE_IMPOSSIBLE: 'La data di rilascio “{value}” non esiste nel calendario o sull’orologio. Correggila.',
  ALWAYS_VALID_INVALID: '“{value}” non dice se la certificazione è sempre valida. Scrivi 1 o 0, true o false, yes o no.',
  EXPIRY_MISSING: 'La certificazione non è sempre valida, ma “{column}” è vuoto. Inserisci la data di scadenza, oppure metti always_valid a 1.',
  EXPIRY_DATE_INVALID: 'La data di scadenza “{value}” non è scritta come 2026-03-31 o 2026-03-31 09:30. Scrivila così.',
  EXPIRY_DATE_EXCEL: 'La data di scadenza “{value}” sembra riscritta da Excel e il suo ordine non si riconosce. Formatta la colonna come aaaa-mm-gg e salva di nuovo il file.',
  EXPIRY_DATE_IMPOSSIBLE: 'La data di scadenza “{value}” non esiste nel calendario o sull’orologio. Correggila.',
  COURSE_TYPE_INVALID: '“{value}” non è un tipo di corso. Scrivi course o learning_plan, oppure lascialo vuoto.',

  // Rejected rows: against what is stored
  PERSON_UNKNOWN: 'Non esiste una persona con il nome utente “{value}”. Correggilo, oppure crea prima la persona.',
  PERSON_DEACTIVATED: '“{value}” è disattivato e non riceve certificazioni. Riattiva prima la persona, oppure togli la riga.',
  CERTIFICATION_UNKNOWN: 'Non esiste una certificazione con il codice “{value}”. Correggilo, oppure crea prima la certificazione.',
  COURSE_UNKNOWN: 'Non esiste un corso o piano formativo “{value}” di questo tipo. Correggi codice e tipo, oppure lascia vuoti entrambi.',
  COURSE_NOT_LINKED: '“{value}” non è collegato a questa certificazione. Collegalo prima, oppure lascia vuoti codice e tipo.',
  COURSE_AMBIGUOUS: 'Sia un corso sia un piano formativo hanno il codice “{value}” e sono collegati a questa certificazione. Compila il tipo: course o learning_plan.',

  // Rows against other rows of the same file
  DUPLICATE_ROWS: 'Le righe {lines} indicano la stessa persona e certificazione. Tienine una, oppure spunta Certificazioni duplicate perché valga l’ultima.',
  SKIPPED_DUPLICATE: 'La riga {line} indica la stessa persona e certificazione e viene dopo: vale quella, non questa. Non c’è nulla da fare.',

  // Why an award was left as it is
  RENEWAL_NOT_STARTED: 'Rinnovo non avviato: la certificazione attuale resta com’è. Premi Rinnova ora prima di completare di nuovo il corso.',
  RENEWAL_OF_ANOTHER_ITEM: 'Il rinnovo è stato avviato con un altro corso o piano formativo. Completa quello, oppure annulla il rinnovo e avvialo con questo.',
  COMPLETED_BEFORE_RENEWAL: 'È stato completato prima dell’inizio del rinnovo, che resta aperto. Completalo di nuovo.',
  HELD_AND_SKIPPED: 'Questa persona ha già la certificazione ed è stata saltata. Scegli di sostituirla per assegnarla di nuovo.',
  HELD_AND_NOT_REPLACED: 'Questa persona ha già la certificazione, che resta com’è. Per sostituirla indica che l’attività ne prende il posto.',
} as const satisfies Record<SentenceCode, string>
