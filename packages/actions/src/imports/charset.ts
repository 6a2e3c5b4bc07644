import { DomainError } from '@recert/domain/errors'

/** Bytes of a file from its beginning, as often as they are asked for. */
export type Source = () => AsyncIterable<Buffer>

/**
 * A charset's canonical name for any WHATWG label in any case, or `auto`. Throws CHARSET_UNKNOWN.
 * As in browsers, iso-8859-1 is read as its superset windows-1252.
 */
export function checkCharset(label: string): string {
  const wanted = label.trim().toLowerCase()
  if (wanted === 'auto') return wanted
  try {
    return new TextDecoder(wanted).encoding
  } catch {
    throw new DomainError('CHARSET_UNKNOWN', { charset: label })
  }
}

const BYTE_ORDER_MARKS: { bytes: number[]; charset: string }[] = [
  // UTF-32 first: its little-endian mark begins with that of UTF-16.
  { bytes: [0xff, 0xfe, 0, 0], charset: 'utf-32' },
  { bytes: [0, 0, 0xfe, 0xff], charset: 'utf-32' },
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
]

/** The charset that a file's byte order mark names, which is stronger than what anybody says about the file. Throws CHARSET_UNSUPPORTED for UTF-32. */
export function charsetOfMark(start: Buffer): string | null {
  const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte))
  if (mark?.charset === 'utf-32') throw new DomainError('CHARSET_UNSUPPORTED', { charset: 'UTF-32' })
  return mark?.charset ?? null
}

const NOT_TEXT = ['PK\x03\x04', '%PDF-', '\xd0\xcf\x11\xe0', '\x1f\x8b', '{\\rtf', '\x89PNG']

/** Refuses what is plainly another kind of file, a workbook above all, rather than reading it as one long garbled row. Throws FILE_UNREADABLE. */
export function checkIsText(start: Buffer): void {
  const text = start.subarray(0, 8).toString('latin1')
  if (NOT_TEXT.some((magic) => text.startsWith(magic))) throw new DomainError('FILE_UNREADABLE')
}

/** Text is handed on in pieces of this many bytes: small enough to keep memory flat and heartbeats on time. */
const PIECE = 256 * 1024

/** The text of a file without its byte order mark and with \n for every line end. What the charset cannot read becomes U+FFFD. */
export async function* decodeText(source: Source, charset: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset)
  let heldReturn = false
  for await (const chunk of source()) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      let text: string = (heldReturn ? '\r' : '') + decoder.decode(chunk.subarray(at, at + PIECE), { stream: true })
      // A \r at the very end may be the first half of \r\n.
      heldReturn = text.endsWith('\r')
      if (heldReturn) text = text.slice(0, -1)
      if (text !== '') yield withNewlines(text)
    }
  }
  const rest = (heldReturn ? '\r' : '') + decoder.decode()
  if (rest !== '') yield withNewlines(rest)
}

const withNewlines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
