import { DomainError } from '@recert/domain/errors'
import { type Shortcode, SHORTCODES } from '@recert/domain/notifications'
import { Liquid } from 'liquidjs'
import { isolated } from './direction.ts'

export type ShortcodeValues = Record<Shortcode, string>

/** A text with shortcodes, ready to be filled in: plain text comes out, which the mail's layout escapes. What cannot be filled in throws TEMPLATE_INVALID. */
export type Template = { fill(values: ShortcodeValues): string }

/** After the filters, so that a text that compares or cuts a value works on the value itself. */
const isolateValue = <Value>(value: Value): string | Value => (typeof value === 'string' ? isolated(value) : value)

/** Nothing from disk, no properties that a value happens to have, and an end to what loops without one. */
const LIQUID = new Liquid({ templates: {}, relativeReference: false, ownPropertyOnly: true, strictFilters: true, parseLimit: 100_000, renderLimit: 1000, memoryLimit: 1_000_000, outputEscape: isolateValue })

/** Docebo's spelling. Brackets around anything else than one word are the text's own. */
const BRACKETS = /\[([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\]/gi
const isKnown = (name: string): name is Shortcode => (SHORTCODES as readonly string[]).includes(name)

/**
 * R10.1: reads a text. Throws SHORTCODE_UNKNOWN with the shortcode, its line and column (both from 1 on), and TEMPLATE_INVALID with what Liquid says of it.
 * `field`: subject or body, named in the refusal.
 */
export function compileTemplate(text: string, field: 'subject' | 'body'): Template {
  for (const { 0: whole, 1: name = '', index } of text.matchAll(BRACKETS)) if (!isKnown(name.toLowerCase())) throw unknown(field, whole, placeOf(text, index))
  return inWords(field, () => {
    // As it was written, so that what Liquid says of lines and columns is right.
    const named = Object.values(LIQUID.parseAndAnalyzeSync(text).globals).flat()
    const stranger = named.find((variable) => !isKnown(String(variable.segments[0])))
    if (stranger) throw unknown(field, String(stranger), { line: stranger.location.row, column: stranger.location.col })
    const parsed = LIQUID.parse(text.replace(BRACKETS, (whole, name: string) => (isKnown(name.toLowerCase()) ? `{{ ${name.toLowerCase()} }}` : whole)))
    return { fill: (values) => inWords(field, () => storable(String(LIQUID.renderSync(parsed, values)))) }
  })
}

/** Filters can cut a character in two, and make a NUL: no database keeps those, and one text would hold up all that are written with it. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')

/** What Liquid does not take is refused with its own words. */
function inWords<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw new DomainError('TEMPLATE_INVALID', { field, detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })
  }
}

const unknown = (field: string, shortcode: string, { line, column }: { line: number; column: number }): DomainError =>
  new DomainError('SHORTCODE_UNKNOWN', { field, shortcode, line, column })

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
