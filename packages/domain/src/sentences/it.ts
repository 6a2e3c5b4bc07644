import type { SentenceCode } from '../errors.ts'

/** The Italian sentences; the same placeholders as the English ones. */
export const it = {
  // Any request
  VALIDATION: 'La richiesta non è leggibile: {detail}. Correggila e inviala di nuovo.',
  DATE_INVALID: '“{value}” non è una data esistente, scritta come 2026-03-31 o 2026-03-31T09:30:00Z. Scrivila così.',
  TEXT_TOO_LONG: 'Il campo “{field}” può avere al massimo {most} caratteri. Accorcialo.',
  TEXT_UNREADABLE: 'Il campo “{field}” contiene un carattere che non si può salvare (NUL, o la metà di uno). Toglilo.',
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
  ITEM_IN_USE: '“{code}” è in uso: {uses}. Toglilo prima da lì; ciò che le persone hanno fatto resta conservato.',
  ITEM_NOT_LINKED: '“{code}” non è collegato a questa certificazione. Collegalo prima.',
  ACTIVITY_ID_TAKEN: 'L’id di attività “{activityId}” appartiene già a un altro corso. Scegline un altro.',

  // Training
  MATERIAL_NOT_FOUND: 'Non esiste il materiale “{material}”. Controlla il codice o scegline uno dall’elenco.',
  MATERIAL_IN_USE: '“{title}” è usato in {courses} corsi. Toglilo prima da lì.',
  MATERIAL_NOT_SHARED: '“{title}” non è nell’archivio centrale, quindi appartiene a un solo corso. Condividilo prima.',
  MATERIAL_EMPTY: '“{title}” non ha ancora contenuto. Chiedi a chi cura il corso di aggiungerlo.',
  MATERIAL_NOT_CONFIRMABLE: '“{title}” si completa lavorandoci, non dichiarandolo. Aprilo e portalo a termine.',
  KIND_FIXED: 'Il tipo di un materiale non si può cambiare dopo averlo creato. Aggiungine uno nuovo dell’altro tipo.',
  URL_INVALID: '“{url}” non è un indirizzo web. Scrivilo come https://example.org/pagina.',
  QUIZ_INVALID: 'Il quiz non si può usare così com’è: {detail}. Correggilo e salva di nuovo.',
  QUIZ_ATTEMPTS_USED: 'Tutti i {attempts} tentativi per questo quiz sono esauriti. Chiedi aiuto a chi cura il corso.',
  QUIZ_PASSED: 'Questo quiz è già superato. Non c’è nulla da fare.',
  NOT_ENROLLED: 'Non risulti iscritto a questo corso. Iscriviti, se il corso lo consente, o chiedi al tuo amministratore.',
  SELF_ENROLMENT_CLOSED: 'Nessuno può iscriversi da sé a questo corso. Chiedi al tuo amministratore di iscriverti.',
  COURSE_OF_PLAN: 'Questa iscrizione viene da un piano formativo. Termina invece l’iscrizione al piano.',
  SELECTION_EMPTY: 'Nessuno è stato scelto. Scegli persone, gruppi o rami.',
  SELECTION_UNKNOWN: 'Tra ciò che puoi vedere non esiste {kind} “{name}”. Controlla il nome o scegli dall’elenco.',
  COMPLETIONS_TOO_MANY: 'Una richiesta accetta al massimo {most} completamenti. Invia gli altri in richieste successive.',
  STATEMENT_INVALID: 'Lo statement {position} non può essere accettato: {detail}. Nulla della richiesta è stato salvato; correggilo e invialo di nuovo.',
  STATEMENT_CONFLICT: 'Lo statement {id} è già salvato con un altro contenuto. Inviane uno nuovo con un proprio id.',

  // Files
  FILE_NOT_FOUND: 'Questo file non esiste, o non è per questo scopo. Caricalo di nuovo.',
  FILE_TYPE_REFUSED: '“{name}” non è di un tipo accettato qui. Scegli uno tra: {kinds}.',
  PACKAGE_INVALID: 'Il pacchetto SCORM non si può usare: {detail}. Esportalo di nuovo e carica il nuovo file.',
  PACKAGE_REPORT_TOO_LARGE: 'Questo corso vuole conservare sui tuoi progressi più dei {most} che Recert conserva, perciò l’ultimo salvataggio non è riuscito. Quanto salvato prima rimane. Avvisa chi cura il corso.',
  EVIDENCE_TOO_MANY: 'Hai caricato {most} file che non appartengono ancora a nessuna segnalazione. Invia una segnalazione con uno di essi, oppure torna tra due giorni: i file non usati vengono eliminati.',
  STORAGE_FULL: 'Non c’è più spazio per i file, quindi nulla è stato salvato. Avvisa il tuo amministratore e riprova più tardi.',

  // External training
  EXTERNAL_NOT_FOUND: 'Questa attività formativa non esiste, o non puoi vederla. Torna all’elenco.',
  EXTERNAL_STATE: 'Non è possibile mentre l’attività è “{state}”. Ricarica la pagina per vedere a che punto è.',
  EXTERNAL_DATES: 'La formazione finisce prima di iniziare. Correggi una delle due date.',
  EXTERNAL_TOO_MANY: 'Una segnalazione vale al massimo per {most} persone, e ne sono scelte {people}. Segnala l’attività per meno persone alla volta.',
  EVIDENCE_REQUIRED: 'Manca la prova. Carica il certificato come PDF o come immagine.',
  NOTE_REQUIRED: 'Manca il motivo. Scrivi perché la segnalazione è respinta, così che possa essere corretta.',
  TITLE_REQUIRED: 'Manca il titolo. Inseriscine uno.',
  NUMBER_OUT_OF_RANGE: 'Il campo “{field}” deve contenere un numero da 0 a {most}. Correggilo.',

  // Awards
  EXPIRY_TOO_FAR: 'La certificazione scadrebbe dopo il 9999-12-31. Scegli una validità più breve, oppure 0 se non scade mai.',
  EXPIRY_NOT_AFTER_ISSUE: 'La data di scadenza non è successiva alla data di rilascio. Correggi una delle due.',
  EXPIRY_AND_ALWAYS_VALID: 'Un’assegnazione è sempre valida oppure ha una data di scadenza. Invia una delle due.',
  EXTERNAL_OF_ANOTHER: 'Questa attività formativa appartiene a un’altra persona. Scegline una di questa persona, e assegna a una persona alla volta.',
  EXPIRY_MISSING_FOR_AWARD: 'Un’assegnazione che non è sempre valida richiede una data di scadenza. Inseriscila.',
  AWARDS_TOO_MANY: 'Si revocano al massimo {most} assegnazioni alla volta, e quelle trovate sono di più. Restringi l’elenco con i filtri e procedi in più parti.',
  AWARD_NOT_FOUND: 'Questa assegnazione non esiste, o non puoi vederla. Torna all’elenco.',
  CHANGE_NOT_FOUND: 'Questa modifica non esiste, o non puoi annullarla. Ricarica la cronologia per vedere che cosa si può annullare.',
  CHANGE_UNDONE: 'Questa modifica è già stata annullata. Non c’è nulla da fare.',
  CHANGE_SUPERSEDED: 'L’assegnazione è stata modificata di nuovo, o la persona ne ha una più recente, quindi non si può annullare. Annulla prima la modifica successiva.',
  CHANGE_TOO_OLD: 'Ciò che è stato rimosso si può ripristinare per {days} giorni, e quel tempo è passato. Assegna invece di nuovo la certificazione.',

  // Renewals
  RENEWAL_NOT_FOUND: 'Questo rinnovo aperto non esiste. Ricarica la pagina per vedere a che punto è.',
  RENEWAL_OPEN: 'Un rinnovo con “{code}” è già aperto. Completa quello, o annullalo prima.',
  RENEWAL_ALWAYS_VALID: 'Questa certificazione non scade mai per chi la possiede, quindi non c’è nulla da rinnovare.',
  RENEWAL_NOT_CURRENT: 'Questo è un ciclo precedente. Rinnova invece quello attuale.',
  RENEWAL_RETIRED: 'Questa certificazione è ritirata, quindi non si rinnova più. Chiedi al tuo amministratore che cosa la sostituisce.',
  RENEWAL_NO_ITEMS: 'A questa certificazione non è assegnato alcun corso o piano formativo, quindi qui non si può rinnovare. Chiedi al tuo amministratore come rinnovarla.',
  RENEWAL_ITEMS_USED: 'I corsi e i piani formativi di questa certificazione sono stati usati per l’assegnazione attuale e non si possono ripetere. Chiedi al tuo amministratore di assegnarne un altro.',
  RENEWAL_ITEM_NOT_OFFERED: '“{code}” non può rinnovare questa assegnazione. Scegli uno degli elementi proposti.',
  PERSON_INACTIVE: 'Questa persona è disattivata e non può rinnovare. Attivala prima.',

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
  BRANCH_NAME_INVALID: 'Il nome “{name}” contiene una barra, e le barre separano i nomi di un percorso. Scegli un nome senza barre.',
  GROUP_NAME_TAKEN: 'Esiste già un gruppo “{name}”. Scegli un altro nome.',
  BRANCH_NOT_EMPTY: 'Il ramo “{branch}” contiene ancora {people} persone e {branches} rami. Spostali prima.',
  BRANCH_INTO_ITSELF: 'Un ramo non può essere spostato sotto se stesso. Scegli un altro posto.',
  GROUP_NOT_FOUND: 'Non esiste il gruppo “{group}”. Controlla il nome, o crealo prima.',
  ROLE_NOT_YOURS: 'Solo un superadmin può dare questo ruolo, o modificare chi lo ha. Chiedi a un superadmin.',
  RIGHTS_OF_ANOTHER_ROLE: 'Permessi e gruppi da gestire sono per i power user, i rami per power user e manager. Toglili, oppure scegli un altro ruolo.',
  OUTSIDE_SCOPE: 'Andrebbe oltre i rami e i gruppi di cui ti occupi. Scegline uno dei tuoi, o chiedi a un superadmin.',

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
  JOB_NOT_CANCELLABLE: 'È già finito, o finisce da sé tra un istante, quindi non si può annullare. Ricarica l’elenco per vedere a che punto è.',
  JOB_NOT_RETRYABLE: 'Non si può riprovare: si riprende solo un’esecuzione abbandonata, e solo finché ciò a cui lavorava la aspetta ancora. Quanto è rifiutato dalle regole va prima corretto.',
  PERIODIC_FAILED: 'Non è riuscito e si riprova al prossimo turno. L’amministratore trova il motivo nel registro del worker.',
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
  NAME_TOO_LONG: '“{column}” può avere al massimo 255 caratteri. Accorcialo.',
  EMAIL_ADDRESS_INVALID: '“{value}” non è un indirizzo e-mail. Scrivilo come nome@example.org, oppure lascialo vuoto.',
  TIME_ZONE_INVALID: 'Il fuso orario “{value}” non è noto. Scrivi un nome IANA come Europe/Rome, oppure lascialo vuoto.',
  LANGUAGE_INVALID: 'La lingua “{value}” non è disponibile. Scrivi en o it, oppure lasciala vuota.',
  BRANCH_PATH_INVALID: '“{value}” non è un percorso di rami. Scrivi i nomi dall’alto in basso separati da barre, come Italia/Milano, ciascuno di al massimo 255 caratteri.',
  GROUPS_INVALID: '“{value}” non è un elenco di gruppi. Scrivi al massimo 100 nomi separati da | o ;, ciascuno di al massimo 255 caratteri.',
  ROLE_INVALID: '“{value}” non è un ruolo. Scrivi superadmin, power_user, manager o learner, oppure lascialo vuoto.',
  ACTIVE_INVALID: '“{value}” non dice se la persona è attiva. Scrivi 1 o 0, true o false, yes o no.',

  // Rejected rows: against what is stored
  PERSON_UNKNOWN: 'Non esiste una persona con il nome utente “{value}”. Correggilo, oppure crea prima la persona.',
  PERSON_DEACTIVATED: '“{value}” è disattivato e non riceve certificazioni. Riattiva prima la persona.',
  CERTIFICATION_UNKNOWN: 'Non esiste una certificazione con il codice “{value}”. Correggilo, oppure crea prima la certificazione.',
  COURSE_UNKNOWN: 'Non esiste un corso o piano formativo “{value}” di questo tipo. Correggi codice e tipo, oppure lascia vuoti entrambi.',
  COURSE_NOT_LINKED: '“{value}” non è collegato a questa certificazione. Collegalo prima, oppure lascia vuoti codice e tipo.',
  COURSE_AMBIGUOUS: 'Sia un corso sia un piano formativo hanno il codice “{value}” e sono collegati a questa certificazione. Compila il tipo: course o learning_plan.',

  // Rows against other rows of the same file
  DUPLICATE_ROWS: 'Le righe {lines} indicano la stessa persona e certificazione. Tienine una, oppure spunta Certificazioni duplicate perché valga l’ultima.',
  SKIPPED_DUPLICATE: 'La riga {line} indica la stessa persona e certificazione e viene dopo: vale quella, non questa. Non c’è nulla da fare.',
  DUPLICATE_PEOPLE: 'Le righe {lines} indicano la stessa persona. Tienine una, oppure spunta Persone duplicate perché valga l’ultima.',
  SKIPPED_PERSON: 'La riga {line} indica la stessa persona e viene dopo: vale quella, non questa. Non c’è nulla da fare.',

  // Why an award was left as it is
  RENEWAL_NOT_STARTED: 'Rinnovo non avviato: la certificazione attuale resta com’è. Premi Rinnova ora prima di completare di nuovo il corso.',
  RENEWAL_OF_ANOTHER_ITEM: 'Il rinnovo è stato avviato con un altro corso o piano formativo. Completa quello, oppure annulla il rinnovo e avvialo con questo.',
  COMPLETED_BEFORE_RENEWAL: 'È stato completato prima dell’inizio del rinnovo, che resta aperto. Completalo di nuovo.',
  COMPLETED_BEFORE_LINK: 'È stato completato prima del collegamento alla certificazione, quindi non conta. “Assegna completamenti precedenti” può comunque assegnarla.',
  HELD_AND_SKIPPED: 'Questa persona ha già la certificazione ed è stata saltata. Scegli di sostituirla per assegnarla di nuovo.',
  HELD_AND_NOT_REPLACED: 'Questa persona ha già la certificazione, che resta com’è. Per sostituirla indica che l’attività ne prende il posto.',
} as const satisfies Record<SentenceCode, string>
