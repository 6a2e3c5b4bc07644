import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { REST_PREFIX } from './rest.ts'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recert API</title>
<link rel="stylesheet" href="${REST_PREFIX}/docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<script src="${REST_PREFIX}/docs/swagger-ui-bundle.js"></script>
<script src="${REST_PREFIX}/docs/start.js"></script>
</body>
</html>
`
const START = `SwaggerUIBundle({ url: '${REST_PREFIX}/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, persistAuthorization: false })\n`

/** The description at /api/v1/openapi.json, and a page to browse and try it at /api/v1/docs. */
export function serveDocs(app: FastifyInstance, description: object): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  app.get(`${REST_PREFIX}/openapi.json`, (_, reply) => reply.send(description))
  app.get(`${REST_PREFIX}/docs`, (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE))
  app.get(`${REST_PREFIX}/docs/start.js`, (_, reply) => reply.type('text/javascript; charset=utf-8').send(START))
  for (const [name, type] of [['swagger-ui.css', 'text/css; charset=utf-8'], ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8']] as const) {
    app.get(`${REST_PREFIX}/docs/${name}`, async (_, reply) => reply.type(type).header('cache-control', 'public, max-age=86400').send(await readFile(path.join(folder, name))))
  }
}
