import type { SentenceCode, Values } from '../errors.ts'
import type { Language } from '../people.ts'

/** What stands for a value inside a sentence: a word for each known one, or words made of all the sentence's values. */
type Words = Record<string, string> | ((values: Values) => string)

/** One thing and several, by the name of the value that counts them. */
type Counted = Record<'plans' | 'certifications' | 'enrolments' | 'completions' | 'awards', readonly [one: string, other: string]>

/** Those of which there are any, with their numbers. */
const counted = (names: Counted) => (values: Values): string =>
  Object.entries(names).filter(([name]) => Number(values[name]) > 0).map(([name, [one, other]]) => `${values[name]} ${Number(values[name]) === 1 ? one : other}`).join(', ')

const NUMBERS = { en: new Intl.NumberFormat('en'), it: new Intl.NumberFormat('it') } satisfies Record<Language, Intl.NumberFormat>

/** The greatest number allowed, with its thousands apart. */
const most = (language: Language) => (values: Values): string => NUMBERS[language].format(Number(values.most))

const FIELDS_EN = { score: 'score', credits: 'number of credits' }

const FIELDS_IT = {
  'first name': 'nome', 'last name': 'cognome', name: 'nome', code: 'codice', title: 'titolo', type: 'tipo', institute: 'ente', note: 'nota',
  description: 'descrizione', page: 'pagina', subject: 'oggetto', body: 'testo', score: 'punteggio', credits: 'crediti',
}

/** Values that are words of the program, as people read them; a value without one stands as it is. */
export const WORDS: Record<Language, Partial<Record<SentenceCode, Record<string, Words>>>> = {
  en: {
    SELECTION_UNKNOWN: { kind: { person: 'person', group: 'group', branch: 'branch' } },
    EXTERNAL_STATE: { state: { pending: 'waiting for approval', approved: 'approved', rejected: 'rejected', withdrawn: 'withdrawn' } },
    IMPORT_STATE: {
      state: {
        queued: 'waiting', validating: 'being checked', previewed: 'ready to start', running: 'running', finished: 'finished', cancelled: 'cancelled',
        failed: 'failed', undone: 'undone',
      },
    },
    ITEM_IN_USE: {
      uses: counted({
        plans: ['learning plan', 'learning plans'], certifications: ['certification', 'certifications'], enrolments: ['enrolment', 'enrolments'],
        completions: ['completion', 'completions'], awards: ['award', 'awards'],
      }),
    },
    CHANGED_SINCE: { how: { edited: 'edited', archived: 'replaced by a newer one', removed: 'unassigned', restored: 'changed', gone: 'deleted with its certification' } },
    NUMBER_OUT_OF_RANGE: { field: FIELDS_EN, most: most('en') },
  },
  it: {
    SELECTION_UNKNOWN: { kind: { person: 'la persona', group: 'il gruppo', branch: 'il ramo' } },
    EXTERNAL_STATE: { state: { pending: 'in attesa di approvazione', approved: 'approvata', rejected: 'respinta', withdrawn: 'ritirata' } },
    IMPORT_STATE: {
      state: {
        queued: 'in attesa', validating: 'in verifica', previewed: 'pronta per l’avvio', running: 'in corso', finished: 'conclusa', cancelled: 'annullata',
        failed: 'fallita', undone: 'revocata',
      },
    },
    ITEM_IN_USE: {
      uses: counted({
        plans: ['piano formativo', 'piani formativi'], certifications: ['certificazione', 'certificazioni'], enrolments: ['iscrizione', 'iscrizioni'],
        completions: ['completamento', 'completamenti'], awards: ['assegnazione', 'assegnazioni'],
      }),
    },
    CHANGED_SINCE: { how: { edited: 'modificata', archived: 'sostituita da una più recente', removed: 'rimossa', restored: 'cambiata', gone: 'eliminata con la sua certificazione' } },
    TEXT_TOO_LONG: { field: FIELDS_IT },
    TEXT_UNREADABLE: { field: FIELDS_IT },
    SHORTCODE_UNKNOWN: { field: { subject: 'dell’oggetto', body: 'del testo' } },
    TEMPLATE_INVALID: { field: { subject: 'l’oggetto', body: 'il testo' } },
    NUMBER_OUT_OF_RANGE: { field: FIELDS_IT, most: most('it') },
  },
}
