import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export type Told = { path: string; headers: IncomingHttpHeaders; body: string; at: number }
export type TestEndpoint = { port: number; told: Told[]; url(path: string): string; stop(): Promise<void> }

/**
 * An endpoint as they are: what it answers is the path that it is called by. `/200`, `/500` … that status; `/429`, `/503` with Retry-After; `/slow` 200 a second later; `/redirect` to
 * `/200`; `/hang` nothing; `/cut` cuts the connection; `/cut-body` after the status; `/endless` never ends its answer; `/twice` refuses each message once.
 */
export async function startEndpoint({ tls = false } = {}): Promise<TestEndpoint> {
  const told: Told[] = []
  const seen = new Set<string>()
  const server: Server = (tls ? (listener: Parameters<typeof createServer>[1] & object) => createTlsServer({ key: KEY, cert: CERTIFICATE }, listener) : createServer)((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const path = request.url ?? ''
      told.push({ path, headers: request.headers, body: Buffer.concat(parts).toString(), at: Date.now() })
      const [, what = ''] = path.split('/')
      if (what === 'hang') return
      if (what === 'slow') return void setTimeout(() => response.writeHead(200).end(), 1_000)
      if (what === 'cut') return request.socket.destroy()
      if (what === 'redirect') return response.writeHead(307, { location: '/200' }).end()
      if (what === 'cut-body') return void response.writeHead(200, { 'content-length': 1000 }).write('begun', () => setTimeout(() => request.socket.destroy(), 50))
      if (what === 'endless') {
        response.writeHead(200)
        const more = (): void => { while (!response.destroyed && response.write('x'.repeat(10_000))); if (!response.destroyed) response.once('drain', more) }
        return more()
      }
      if (what === 'twice') {
        const id = String(request.headers['webhook-id'])
        return seen.has(id) ? response.writeHead(204).end() : (seen.add(id), response.writeHead(500).end('not yet'))
      }
      response.writeHead(Number(what), what === '429' || what === '503' ? { 'retry-after': '3600' } : {}).end(`said ${what}\0`)
    })
  })
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening) })
  const { port } = server.address() as AddressInfo
  return {
    port, told, url: (path) => `${tls ? 'https' : 'http'}://127.0.0.1:${port}${path}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => { server.close(closed) })
    },
  }
}

/** For hooks.example; signed by itself. Of no use but here. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUammCvPiuhhNZsqJjNEDzh7ExDFMwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTAgFw0yNjExMzAxNzI2MDVaGA8yMTI2
MTEwNjE3MjYwNVowGDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABO3oa6VBnRnOrG3lmUPz1QKJCKCFhcyOoOjKkPacWda+
dbG6TA6IRj+/ltDKJM5euXxzVLlhvj32jVo1RiN+uGmjbTBrMB0GA1UdDgQWBBRe
IA9DjpplwSpCKIyxqa4zd8DmyDAfBgNVHSMEGDAWgBReIA9DjpplwSpCKIyxqa4z
d8DmyDAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDWhvb2tzLmV4YW1wbGUw
CgYIKoZIzj0EAwIDSAAwRQIgClLw/+O9T2dzvoJsR4he8CAGtWJE1a+NLxb7FRv5
gGkCIQCSin8WezK+aNY8WOzShVVxtxHM3aEHBYuKoPvHjmq6wg==
-----END CERTIFICATE-----
`
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2P+VmkAu4IGpKArt
2jOfPXwWZdc2A9TGrFoigdJAXIqhRANCAATt6GulQZ0Zzqxt5ZlD89UCiQighYXM
jqDoypD2nFnWvnWxukwOiEY/v5bQyiTOXrl8c1S5Yb499o1aNUYjfrhp
-----END PRIVATE KEY-----
`
