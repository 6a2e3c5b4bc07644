/** What people upload files for, imports apart: it decides what a file may be and who may fetch it. */
export const UPLOAD_PURPOSES = ['material', 'evidence', 'scorm'] as const
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number]

/** The largest file that is taken, in bytes. */
export const UPLOAD_LIMIT = 200 * 1024 * 1024

/** The largest piece of evidence, in bytes: a scan or a photograph, which anybody may send. */
export const EVIDENCE_LIMIT = 20 * 1024 * 1024

/** How many pieces of evidence a person may have uploaded that belong to no report yet. */
export const EVIDENCE_WAITING_MOST = 20

/** A part of a file, first and last byte, both counted. */
export type ByteRange = { from: number; to: number }

/**
 * The part that a Range header (RFC 9110) asks for. Null: all of it, also when the header cannot be read or asks for several parts.
 * `unsatisfiable`: it begins beyond the file's end.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return Number(last) === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - Number(last)), to: size - 1 }
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= size) return 'unsatisfiable'
  return { from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
