import { lookup } from 'node:dns/promises'
import { DomainError } from '@recert/domain/errors'
import ipaddr from 'ipaddr.js'

/** Where webhooks may go: to public addresses, so that nobody reads or does through Recert what is reachable from its own network only. */

/** Looks a name up. Replaced in tests. Throws what the system's look-up throws. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true })

/** What NAT64 gateways stand for IPv4 with (RFC 6052): behind them every address looks so, and means the one that it ends with. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** All that is assigned to the public so far. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an IP address is one of the public internet. Those that carry an IPv4 address by NAT64 or as mapped are what that one is; 6to4 and Teredo are none. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().range() === 'unicast'
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12)).range() === 'unicast'
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast'
}

/** The IP address that an address names itself, without its brackets; null where it names a host. */
const literalOf = ({ hostname }: URL): string | null => {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? bare : null
}

/** Ports that no browser calls, because a request there could be taken for something else: https://fetch.spec.whatwg.org/#port-blocking */
const BAD_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540,
  548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** Names that mean this machine or this network. Those without a dot are looked up in one's own domain. */
const isOwnName = (host: string): boolean => /(^|\.)(localhost|local|internal|lan|home\.arpa)$/.test(host) || !host.includes('.')

const URL_MOST = 2000

/**
 * The address of an endpoint as it is stored. Throws WEBHOOK_URL_INVALID, WEBHOOK_URL_CREDENTIALS, WEBHOOK_URL_PORT, and unless private networks are
 * allowed WEBHOOK_URL_HTTPS and WEBHOOK_URL_PRIVATE. What a name leads to is only known when it is called.
 */
export function checkWebhookUrl(given: string, { privateAllowed }: { privateAllowed: boolean }): URL {
  const text = given.trim()
  const url = text.length <= URL_MOST && URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') throw new DomainError('WEBHOOK_URL_INVALID')
  if (url.username !== '' || url.password !== '') throw new DomainError('WEBHOOK_URL_CREDENTIALS')
  if (url.port !== '' && (BAD_PORTS.has(Number(url.port)) || url.port === '0')) throw new DomainError('WEBHOOK_URL_PORT', { port: url.port })
  url.hash = ''
  if (privateAllowed) return url
  if (url.protocol !== 'https:') throw new DomainError('WEBHOOK_URL_HTTPS')
  const literal = literalOf(url)
  if (literal === null ? isOwnName(url.hostname.replace(/\.$/, '')) : !isPublicAddress(literal)) throw new DomainError('WEBHOOK_URL_PRIVATE')
  return url
}
