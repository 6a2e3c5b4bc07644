import type { Values } from './errors.ts'
import type { FileErrorCode, ImportKind } from './imports.ts'
import { textKey } from './keys.ts'

/** A field that a file of one kind of import can fill. `aliases` are other headers for it, in normalised form. */
export type ImportField<Key extends string = string> = { key: Key; required: boolean; aliases: readonly string[] }

/**
 * R8.2: the fields of an import of certification records, in the order in which a row is checked.
 * The expiry date may be left out as long as every row is always valid, which only the rows can tell.
 */
export const AWARD_FIELDS = [
  {
    key: 'username', required: true,
    aliases: ['user_name', 'user', 'login', 'nome_utente', 'utente'],
  },
  {
    key: 'certification_code', required: true,
    aliases: ['cert_code', 'certificate_code', 'codice_certificazione', 'codice_certificato', 'codice_della_certificazione'],
  },
  {
    key: 'certification_issue_date', required: true,
    aliases: [
      'issue_date', 'issued', 'issued_on', 'issued_at', 'date_issued', 'date_of_issue', 'certification_issued_on', 'certification_issue',
      'data_rilascio', 'data_di_rilascio', 'data_emissione', 'data_di_emissione', 'data_rilascio_certificazione', 'rilasciata_il',
    ],
  },
  {
    key: 'always_valid', required: true,
    aliases: ['certification_always_valid', 'never_expires', 'no_expiry', 'no_expiration', 'sempre_valida', 'sempre_valido', 'non_scade', 'non_scade_mai'],
  },
  {
    key: 'certification_expire_date', required: false,
    aliases: [
      'expire_date', 'expiry_date', 'expiration_date', 'expires', 'expires_on', 'expires_at', 'expiry', 'expiration', 'valid_until', 'date_of_expiry',
      'certification_expiry_date', 'certification_expiration_date', 'certification_expiration',
      'data_scadenza', 'data_di_scadenza', 'scadenza', 'data_scadenza_certificazione', 'scade_il', 'valida_fino_al',
    ],
  },
  {
    key: 'course_code', required: false,
    aliases: ['course', 'item_code', 'codice_corso', 'codice_del_corso'],
  },
  {
    key: 'course_type', required: false,
    aliases: ['item_type', 'item_kind', 'type_of_course', 'tipo_corso', 'tipo_di_corso', 'tipo_del_corso'],
  },
] as const satisfies readonly ImportField[]

export type AwardField = (typeof AWARD_FIELDS)[number]['key']

/** The fields of an import of people, in the order in which a row is checked. What is not mapped, or empty, stays as it is. */
export const PEOPLE_FIELDS = [
  {
    key: 'username', required: true,
    aliases: ['user_name', 'user', 'login', 'nome_utente', 'utente'],
  },
  {
    key: 'first_name', required: false,
    aliases: ['firstname', 'given_name', 'forename', 'nome'],
  },
  {
    key: 'last_name', required: false,
    aliases: ['lastname', 'surname', 'family_name', 'cognome'],
  },
  {
    key: 'email', required: false,
    aliases: ['e_mail', 'mail', 'email_address', 'e_mail_address', 'indirizzo_email', 'indirizzo_e_mail', 'posta_elettronica'],
  },
  {
    key: 'time_zone', required: false,
    aliases: ['timezone', 'tz', 'fuso_orario', 'fuso'],
  },
  {
    key: 'language', required: false,
    aliases: ['lang', 'locale', 'lingua'],
  },
  {
    key: 'branch_path', required: false,
    aliases: ['branch', 'branches', 'org_unit', 'organisational_unit', 'organizational_unit', 'ramo', 'percorso_ramo', 'percorso_del_ramo', 'filiale', 'sede'],
  },
  {
    key: 'groups', required: false,
    aliases: ['group', 'gruppi', 'gruppo'],
  },
  {
    key: 'role', required: false,
    aliases: ['user_level', 'level', 'ruolo', 'livello'],
  },
  {
    key: 'active', required: false,
    aliases: ['is_active', 'enabled', 'attivo', 'attiva', 'abilitato'],
  },
] as const satisfies readonly ImportField[]

export type PersonField = (typeof PEOPLE_FIELDS)[number]['key']

const FIELDS = { awards: AWARD_FIELDS, people: PEOPLE_FIELDS } as const satisfies Record<ImportKind, readonly ImportField[]>

/** The fields that a file of this kind can fill. */
export const fieldsOf = (kind: ImportKind): readonly ImportField<AwardField | PersonField>[] => FIELDS[kind]

/** For each field the 0-based index of its column, or null when no column fills it. */
export type Mapping<Key extends string> = Record<Key, number | null>

/** What is wrong with a mapping: a code that refuses the file, and what its sentence names. */
export type MappingProblem = { code: FileErrorCode; values: Values }

/** As much of a mapping as could be found, and the first problem with it. Only without a problem may a file be read by it. */
export type MappingResult<Key extends string> = { mapping: Mapping<Key>; problem: MappingProblem | null }

/** The form in which headers are compared: a `textKey` with spaces and hyphens as underscores. Trimming takes a byte order mark with it. */
export function normaliseHeader(header: string): string {
  return textKey(header).replace(/[\s\-_]+/g, '_')
}

/**
 * R8.1: the columns that the header's names suggest: those named like the field, else those named like one of its aliases.
 * Two columns for one field are never chosen between: the field stays open and the problem names both.
 */
export function matchHeaders<Key extends string>(headers: readonly string[], fields: readonly ImportField<Key>[]): MappingResult<Key> {
  const normalised = headers.map(normaliseHeader)
  const columnsNamed = (names: readonly string[]) => indexesWhere(normalised, (name) => names.includes(name))
  return mapEach(fields, ({ key, aliases }) => {
    const byKey = columnsNamed([key])
    const candidates = byKey.length > 0 ? byKey : columnsNamed(aliases)
    return candidates.length > 1 ? ambiguous(key, candidates, headers) : { column: candidates[0] ?? null }
  })
}

/**
 * The mapping that a file is read by. `given` names columns by header or 0-based index; without it the headers decide.
 * `headers` is null when the first row is data; `width` is the number of columns. Names count exactly as written first, then normalised.
 */
export function resolveMapping<Key extends string>(
  given: Readonly<Record<string, string | number | null | undefined>> | null | undefined,
  headers: readonly string[] | null,
  width: number,
  fields: readonly ImportField<Key>[],
): MappingResult<Key> {
  const result = given ? resolveGiven(given, headers, width, fields) : matchOrRefuse(headers, fields)
  return { ...result, problem: result.problem ?? mappedTwice(result.mapping, headers, fields) ?? notMapped(result.mapping, fields) }
}

function matchOrRefuse<Key extends string>(headers: readonly string[] | null, fields: readonly ImportField<Key>[]): MappingResult<Key> {
  return headers ? matchHeaders(headers, fields) : mapEach(fields, () => ({ problem: { code: 'NO_HEADER_NAMES', values: {} } }))
}

function resolveGiven<Key extends string>(
  given: Readonly<Record<string, string | number | null | undefined>>,
  headers: readonly string[] | null,
  width: number,
  fields: readonly ImportField<Key>[],
): MappingResult<Key> {
  const result = mapEach(fields, ({ key }) => {
    const column = given[key]
    if (column === null || column === undefined) return { column: null }
    if (typeof column === 'string') return columnNamed(column, key, headers)
    const exists = Number.isInteger(column) && column >= 0 && column < width
    return exists ? { column } : { problem: { code: 'COLUMN_OUT_OF_RANGE', values: { field: key, column, width } } }
  })
  const stranger = Object.keys(given).find((key) => fields.every((field) => field.key !== key))
  if (stranger === undefined) return result
  return { ...result, problem: { code: 'FIELD_UNKNOWN', values: { field: stranger, fields: fields.map(({ key }) => key).join(', ') } } }
}

function columnNamed(name: string, field: string, headers: readonly string[] | null): Found {
  if (!headers) return { problem: { code: 'NO_HEADER_NAMES', values: {} } }
  const exact = indexesWhere(headers, (header) => header === name)
  const candidates = exact.length > 0 ? exact : indexesWhere(headers, (header) => normaliseHeader(header) === normaliseHeader(name))
  if (candidates.length > 1) return ambiguous(field, candidates, headers)
  const [column] = candidates
  if (column !== undefined) return { column }
  return { problem: { code: 'COLUMN_UNKNOWN', values: { field, column: name, columns: headers.join(', ') } } }
}

function mappedTwice<Key extends string>(mapping: Mapping<Key>, headers: readonly string[] | null, fields: readonly ImportField<Key>[]): MappingProblem | null {
  for (const [position, { key: second }] of fields.entries()) {
    const column = mapping[second]
    const first = fields.slice(0, position).find(({ key }) => column !== null && mapping[key] === column)
    if (first && column !== null) return { code: 'COLUMN_MAPPED_TWICE', values: { column: columnInWords(column, headers), first: first.key, second } }
  }
  return null
}

function notMapped<Key extends string>(mapping: Mapping<Key>, fields: readonly ImportField<Key>[]): MappingProblem | null {
  const missing = fields.find(({ key, required }) => required && mapping[key] === null)
  return missing ? { code: 'FIELD_NOT_MAPPED', values: { field: missing.key } } : null
}

type Found = { column: number | null } | { problem: MappingProblem }

function mapEach<Key extends string>(fields: readonly ImportField<Key>[], find: (field: ImportField<Key>) => Found): MappingResult<Key> {
  const found = fields.map((field) => ({ key: field.key, ...find(field) }))
  const mapping = Object.fromEntries(found.map((each) => [each.key, 'column' in each ? each.column : null])) as Mapping<Key>
  const problem = found.flatMap((each) => ('problem' in each ? [each.problem] : []))[0] ?? null
  return { mapping, problem }
}

function ambiguous(field: string, candidates: readonly number[], headers: readonly string[]): Found {
  const columns = candidates.map((column) => columnInWords(column, headers)).join(', ')
  return { problem: { code: 'COLUMN_AMBIGUOUS', values: { field, columns } } }
}

/** A column as people and mappings call it: its name and its 0-based number. */
function columnInWords(column: number, headers: readonly string[] | null): string {
  const name = headers?.[column]?.trim()
  return name ? `“${name}” (${column})` : String(column)
}

function indexesWhere(texts: readonly string[], fits: (text: string) => boolean): number[] {
  return texts.flatMap((text, index) => (fits(text) ? [index] : []))
}
