/** A piece of a text; with an address where it is one of ours. */
export type TextPart = { text: string; href: string | null }

const ADDRESS = /https?:\/\/[^\s<>"]+/gi
/** What ends the sentence around an address, rather than the address. */
const AROUND = /[.,;:!?'’”»)\]}]+$/

/**
 * A plain text in pieces. Only addresses of `origin` lead somewhere: what somebody stored about a certification, or is called, may hold any address,
 * and a message must not make it look like ours.
 */
export function partsOf(text: string, origin: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(AROUND, '')
    if (!isOurs(address, origin)) continue
    if (index > done) parts.push({ text: text.slice(done, index), href: null })
    parts.push({ text: address, href: address })
    done = index + address.length
  }
  return done < text.length ? [...parts, { text: text.slice(done), href: null }] : parts
}

/** Spelled as ours is, up to where the path begins: nothing that a browser would first have to read another way. */
function isOurs(address: string, origin: string): boolean {
  return address.toLowerCase().startsWith(origin) && /^([/?#]|$)/.test(address.slice(origin.length)) && URL.parse(address)?.origin === origin
}
