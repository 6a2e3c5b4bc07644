import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { another, portComplaint, temporalComplaint } from './ports.ts'

test('R17.1 a port in use is named, with what to type instead', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  expect(await portComplaint(port)).toBe(`Port ${port} is in use by another program. Choose another: \`PORT=${another(port)} npm start\`.`)
  server.close()
  await once(server, 'close')
  expect(await portComplaint(port)).toBeNull()
})

test('P11 a Temporal address at which nobody listens is said to be wrong', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await temporalComplaint(`127.0.0.1:${port}`)).toBeNull()
  server.close()
  await once(server, 'close')
  expect(await temporalComplaint(`127.0.0.1:${port}`)).toMatch(/^TEMPORAL_ADDRESS: no Temporal server answers at 127\.0\.0\.1:\d+ \(.*ECONNREFUSED.*\)\. Start it/)
})
