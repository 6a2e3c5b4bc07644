import { faultOf, readRetryAfter, type WebhookFault, type WebhookTry } from '@recert/domain/webhooks'
import { Webhook } from 'standardwebhooks'
import { Agent, request } from 'undici'
import { checkWebhookUrl, isPublicAddress, type Resolve, resolveBySystem } from './address.ts'

/** What is sent to an endpoint. `id`: the same at each try. `secrets`: each signs. */
export type Parcel = { url: string; id: string; body: string; secrets: readonly string[] }
/** What came of it, and how long it took. `answer`: its beginning. */
export type Delivery = WebhookTry & { at: Date; milliseconds: number; answer: string | null }
export type Deliverer = { deliver(parcel: Parcel): Promise<Delivery>; close(): Promise<void> }

/** From the look-up of the name to the end of the answer. */
const LONGEST = 15_000
/** So much of an answer is kept, in bytes. */
const ANSWER_KEPT = 1024

/** Where the name led to is nobody's business who may not go there: no address is told, nor anything that it answered. */
class Refused extends Error {}

/**
 * Sends messages, over connections that stay open for a moment. Where a name leads to is looked up and checked when a connection is made, and that very
 * address is connected to: a name that leads elsewhere in the next instant changes nothing.
 */
export function openDeliverer({ privateAllowed, resolve = resolveBySystem, longest = LONGEST }: { privateAllowed: boolean; resolve?: Resolve | undefined; longest?: number }): Deliverer {
  const agent = new Agent({
    connect: {
      lookup: async (hostname, { all }, done) => {
        try {
          const found = await resolve(hostname)
          const [first] = found
          if (!first) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
          if (!privateAllowed && !found.every(({ address }) => isPublicAddress(address))) throw new Refused()
          if (all) done(null, found)
          else done(null, first.address, first.family)
        } catch (error) {
          done(error as NodeJS.ErrnoException, '', 0)
        }
      },
    },
    connections: null, pipelining: 1,
  })

  async function post({ url: text, id, body, secrets }: Parcel, at: Date): Promise<WebhookTry & { answer: string | null }> {
    const signal = AbortSignal.timeout(longest)
    try {
      const url = checkedUrl(text, privateAllowed)
      const { statusCode: status, headers, body: stream } = await request(url, {
        dispatcher: agent, method: 'POST', body, signal,
        headers: {
          'content-type': 'application/json', 'user-agent': 'Recert', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
        },
      })
      const retryAfter = headers['retry-after']
      return { status, fault: faultOf(status), retryAfter: readRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, new Date()), answer: await beginningOf(stream) }
    } catch (error) {
      return { status: null, fault: signal.aborted ? 'WEBHOOK_TIMED_OUT' : faultBehind(error), retryAfter: null, answer: null }
    }
  }

  return {
    async deliver(parcel) {
      const at = new Date()
      const tried = await post(parcel, at)
      return { ...tried, at, milliseconds: Date.now() - at.getTime() }
    },
    close: () => agent.destroy(),
  }
}

/** What was allowed when it was saved may not be any more. */
function checkedUrl(text: string, privateAllowed: boolean): URL {
  try {
    return checkWebhookUrl(text, { privateAllowed })
  } catch {
    throw new Refused()
  }
}

/** The status has been answered by now: whatever happens to the rest changes nothing. Leaving off closes the connection of an answer without an end. */
async function beginningOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      parts.push(part)
      size += part.length
      if (size >= ANSWER_KEPT) break
    }
  } catch {
    // What came before it broke off is kept.
  }
  return Buffer.concat(parts).subarray(0, ANSWER_KEPT).toString('utf8').replaceAll('\0', '\uFFFD')
}

const FAULTS: [codes: RegExp, fault: WebhookFault][] = [
  [/^(ENOTFOUND|EAI_)/, 'WEBHOOK_NAME_UNKNOWN'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)/, 'WEBHOOK_UNREACHABLE'],
  [/^(ETIMEDOUT|UND_ERR_.*TIMEOUT)/, 'WEBHOOK_TIMED_OUT'],
  [/^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/, 'WEBHOOK_TLS'],
]

function faultBehind(error: unknown): WebhookFault {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof Refused) return 'WEBHOOK_ADDRESS_REFUSED'
    const code = 'code' in at ? String(at.code) : ''
    const known = FAULTS.find(([codes]) => codes.test(code))
    if (known) return known[1]
  }
  return 'WEBHOOK_BROKE_OFF'
}
