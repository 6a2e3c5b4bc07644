import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { sealEvents } from '@recert/actions/audit/seal-events'
import { addEvents } from '@recert/actions/audit/testing'
import { connect, type Db } from '@recert/db/client'
import { createTestDatabase, type TestDatabase } from '@recert/db/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ROOT } from './places.ts'

vi.setConfig({ testTimeout: 60_000 })

let database: TestDatabase
let owner: Db
beforeAll(async () => {
  database = await createTestDatabase()
  owner = connect(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await owner.sql.end()
  await database.drop()
})

const verify = (...args: string[]): Promise<{ code: number; out: string }> => new Promise((resolve) => {
  execFile(process.execPath, [join(ROOT, 'tooling/scripts/verify-audit.ts'), ...args], { env: { ...process.env, DATABASE_URL: database.ownerUrl } }, (error, stdout, stderr) =>
    resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: `${stdout}${stderr}` }))
})

test('R14.3 the command says in a sentence that all is in order, or what is not, and ends with 0 or 1', async () => {
  expect(await verify()).toMatchObject({ code: 0, out: expect.stringMatching(/0 events in 0 seals.*0 events are not sealed yet\.\nThere is no seal yet/s) as string })
  await addEvents(owner, 3)
  const [sealed] = await sealEvents({ db: owner })
  await addEvents(owner, 2)
  expect(await verify('--head', sealed?.hash ?? '')).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`3 events in 1 seal,.*2 events are not sealed yet\\.\\nHead: ${sealed?.hash} \\(seal 1 of `, 's')) as string })
  expect(await verify('--head', 'f'.repeat(64))).toMatchObject({ code: 1, out: expect.stringContaining('The noted head is the hash of no seal') as string })
  expect(await verify('--head', 'abc')).toMatchObject({ code: 1, out: expect.stringContaining('64 hexadecimal digits') as string })
  await owner.sql`update award_event set expires_at = expires_at + interval '1 day' where id = 2`
  expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining('Event 2 is not what it was when seal 1 was made: it was changed.') as string })
})
