import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Deps } from '@recert/actions/deps'
import { CONTENT_PREFIX, type Launch, readLaunch } from '@recert/actions/materials/launch-package'
import { readFileChunks } from '@recert/db/queries/files'
import { findLaunchStart, findPackageFile, type PackageFileServed } from '@recert/db/queries/packages'
import { DomainError } from '@recert/domain/errors'
import { byteRange } from '@recert/domain/files'
import { PACKAGE_SANDBOX, packagePath, type ScoData, type ScormPackage } from '@recert/domain/scorm'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'

/** Beside the package's own files; what a package holds under this name is not reached. */
const OURS = '__recert'
const HTML = ['text/html', 'application/xhtml+xml']
/** Larger pages are sent as they are: none of a package that is launched comes near. */
const PAGE_MOST = 20 * 1024 * 1024

/** The API's part of SCORM 1.2 or 2004, with our bridge behind it: one script, as the parts of a package ask for it synchronously. */
const BRIDGES = { '1.2': bridgeWith('scorm-again/scorm12/min'), '2004': bridgeWith('scorm-again/scorm2004/min') }

/**
 * Serves SCORM packages under signed addresses. Their scripts may be anybody's, so every answer puts them into a sandbox with an origin of its
 * own: without the session, without our storage, without reach into our pages. See apps/api/scorm/bridge.js for how they report.
 */
export function serveContent(app: FastifyInstance, { db, secret }: Deps): void {
  app.get(`${CONTENT_PREFIX}/:token/*`, async (request, reply) => {
    try {
      harmless(request, reply)
      const { token, '*': rest } = request.params as { token: string; '*': string }
      const launch = readLaunch(secret, token, Date.now())
      if (!launch) throw new DomainError('NOT_FOUND')
      if (rest === `${OURS}/start.js`) return await sendStart(reply, db, launch)
      if (rest === `${OURS}/bridge-1.2.js`) return sendBridge(reply, '1.2')
      if (rest === `${OURS}/bridge-2004.js`) return sendBridge(reply, '2004')
      const at = packagePath(rest)
      const file = 'path' in at ? await findPackageFile(db, launch, at.path) : null
      if (!file) throw new DomainError('NOT_FOUND')
      return isPage(request, file) ? await sendPage(reply, db, file, `${CONTENT_PREFIX}/${token}/${OURS}`) : sendFile(request, reply, db, file)
    } catch (error) {
      return sendProblem(request, reply, error)
    }
  })
}

const SANDBOX = `sandbox ${PACKAGE_SANDBOX}`

function harmless({ headers }: FastifyRequest, reply: FastifyReply): void {
  // Only our own pages may frame a package. Its own frames are framed by an origin that no policy can name, and what they ask for cannot be told
  // from what a foreign site's frame asks for: both are cross-site, without a referrer, under the same address. So to such a request nothing is
  // said of frames, and a foreign site that has a signed address can show the package. It gains nothing by that: the address alone, without a
  // cookie, gets it every file, and what a package reports goes to the page around it, where only a learner's session can hand it in.
  const within = headers['sec-fetch-dest'] !== 'document' && headers['sec-fetch-site'] === 'cross-site'
  reply.headers({
    'content-security-policy': within ? SANDBOX : `${SANDBOX}; frame-ancestors 'self'`,
    'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  })
  // The one says less than frame-ancestors, and forbids what that allows; the other means nothing to an origin that nobody shares.
  reply.removeHeader('x-frame-options').removeHeader('origin-agent-cluster')
}

/** Files of a package; whoever is no longer enrolled may see them so much longer on the same machine. */
const KEPT = 'private, max-age=3600'

/** A page that a frame shows, as against a piece of HTML that a script asks for. */
const isPage = ({ headers }: FastifyRequest, { mediaType, size }: PackageFileServed): boolean =>
  HTML.includes(mediaType) && size <= PAGE_MOST && ['document', 'iframe', 'frame', undefined].includes(headers['sec-fetch-dest'] as string | undefined)

function sendFile(request: FastifyRequest, reply: FastifyReply, db: Deps['db'], { fileId, mediaType, size }: PackageFileServed): FastifyReply {
  const range = byteRange(request.headers.range, size)
  reply.headers({ 'content-type': mediaType, 'accept-ranges': 'bytes' })
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${size}`)
  reply.header('cache-control', KEPT).header('content-length', range ? range.to - range.from + 1 : size)
  return reply.send(Readable.from(readFileChunks(db, fileId, range ?? undefined)))
}

/** A page of a package, with our scripts before its own. */
async function sendPage(reply: FastifyReply, db: Deps['db'], { fileId, mediaType, version }: PackageFileServed, base: string): Promise<FastifyReply> {
  const bytes = await buffer(readFileChunks(db, fileId))
  // 16-bit pages come as UTF-8; in all others, our scripts are ASCII and the rest stays byte by byte, in whatever charset it is.
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const page = wide ? new TextDecoder(wide).decode(bytes) : bytes.toString('latin1')
  const scripts = `<script src="${base}/start.js"></script><script src="${base}/bridge-${version}.js"></script>`
  reply.header('content-type', wide ? `${mediaType}; charset=utf-8` : mediaType)
  return reply.send(Buffer.from(withScripts(page, scripts), wide ? 'utf8' : 'latin1'))
}

/** At the beginning of the head; in a page without one, where the browser will make it. */
function withScripts(page: string, scripts: string): string {
  const opening = /<head(\s[^>]*)?>/i.exec(page) ?? /<html(\s[^>]*)?>/i.exec(page) ?? /^\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>]*>/i.exec(page)
  const at = opening ? opening.index + opening[0].length : 0
  return page.slice(0, at) + scripts + page.slice(at)
}

/** What window.__recert holds: see the bridge. JSON is JavaScript. */
async function sendStart(reply: FastifyReply, db: Deps['db'], launch: Launch): Promise<FastifyReply> {
  const start = await findLaunchStart(db, launch)
  const sco = start?.package.scos[launch.sco]
  if (!start || !sco) throw new DomainError('NOT_FOUND')
  const { scos } = (launch.tracked ? (start.data ?? {}) : {}) as { scos?: Record<string, ScoData> }
  const learner = launch.tracked ? { id: start.username, name: [start.lastName, start.firstName].filter(Boolean).join(', ') } : { id: 'preview', name: 'Preview' }
  const given = { version: start.package.version, sco: sco.id, data: scos?.[sco.id] ?? {}, learner, masteryScore: sco.masteryScore, launchData: sco.launchData }
  return reply.type('text/javascript; charset=utf-8').send(`window.__recert = ${JSON.stringify(given)}\n`)
}

const sendBridge = (reply: FastifyReply, version: ScormPackage['version']): FastifyReply => reply.type('text/javascript; charset=utf-8').header('cache-control', KEPT).send(BRIDGES[version])

function bridgeWith(library: string): string {
  const read = (path: string | URL) => readFileSync(path, 'utf8')
  // The library's map is not served.
  const api = read(createRequire(import.meta.url).resolve(library)).replace(/\/\/# sourceMappingURL=.*/, '')
  return `${api}\n${read(new URL('../scorm/bridge.js', import.meta.url))}`
}
