import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { filesBelow } from './stamps.ts'

export type Message = { id: string; text: string }

/** Where the source texts are written; a catalogue of this language needs no translations. */
const SOURCE = 'en'

/** The messages of a gettext catalogue. Obsolete ones (`#~`) and the header do not count. */
export function messagesOf(po: string): Message[] {
  return po.split(/\n\s*\n/).flatMap((block) => {
    const id = field(block, 'msgid')
    return id ? [{ id, text: field(block, 'msgstr') ?? '' }] : []
  })
}

function field(block: string, name: string): string | null {
  const match = new RegExp(`^${name} ((?:"(?:\\\\.|[^"\\\\])*"\\s*)+)`, 'm').exec(block)
  return match ? [...(match[1] ?? '').matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, part]) => part).join('') : null
}

/** One sentence for each message of a catalogue that is not translated, or whose translation lost or made up a value. */
export function complaintsAbout(file: string, po: string): string[] {
  const source = basename(file).startsWith(`${SOURCE}.`) || file.includes(`/${SOURCE}/`)
  return messagesOf(po).flatMap(({ id, text }) => {
    if (text === '') return source ? [] : [`"${id}" is not translated`]
    const [wanted, given] = [slotsOf(id), slotsOf(text)]
    // A message with an id of its own has its values in the source language's text, which is not here.
    if (wanted.size === 0 && !/\s/.test(id)) return []
    const differs = [...wanted].filter((slot) => !given.has(slot)).concat([...given].filter((slot) => !wanted.has(slot)))
    return differs.length > 0 ? [`"${id}" and its translation differ in ${differs.join(', ')}`] : []
  })
}

/** `{count}`, `{count, plural, …}` and `<0>…</0>` of a message; the branch `one {Add}` is a word to be translated, not a value. */
function slotsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<!(?:=\d+|\b(?:zero|one|two|few|many|other)) ?)\{\s*(\w+)\s*[,}]/g)].map(([, name]) => `{${name}}`).concat([...text.matchAll(/<(\d+)\/?>/g)].map(([, name]) => `<${name}>`)))
}

/** The catalogues of a package, with their text. */
export const cataloguesOf = (folder: string): { file: string; po: string }[] =>
  filesBelow(folder).filter((file) => file.endsWith('.po')).map((file) => ({ file, po: readFileSync(file, 'utf8') }))
