/** Signs of scripts that are written from right to left, by Unicode's blocks, and the mark that stands for one. */
const RTL = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
/** Signs that turn or isolate what follows them: in a value they could reach beyond it. */
const CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g
const ISOLATE = '\u2068'
const END = '\u2069'

/** Finds values that `isolated` marked, in a source for a RegExp: none spans lines. */
export const ISOLATED = `${ISOLATE}[^${ISOLATE}${END}\n]*${END}`

/**
 * A value as it can stand in a sentence: one that is written from right to left is kept apart from the words and signs around it, which it would
 * otherwise turn round. The marks cannot be seen, and old mail programs pass over them; other values have none.
 */
export function isolated(value: string): string {
  const inert = value.replace(CONTROLS, '')
  return RTL.test(inert) ? inert.replace(/[^\r\n]+/g, (line) => (RTL.test(line) ? `${ISOLATE}${line}${END}` : line)) : inert
}

/** What stands between the marks around a value. */
export const insideIsolate = (marked: string): string => marked.slice(ISOLATE.length, -END.length)

export const isIsolated = (text: string): boolean => text.startsWith(ISOLATE) && text.endsWith(END)

/** How a text runs: as its first letter does that is not a value's. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [first = ''] = /\p{L}/u.exec(text.replace(new RegExp(ISOLATED, 'g'), '')) ?? []
  return RTL.test(first) ? 'rtl' : 'ltr'
}
