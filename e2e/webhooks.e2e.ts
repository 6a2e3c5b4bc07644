import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Db } from '@recert/db/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEndpoint, type TestEndpoint } from '@recert/actions/webhooks/testing-endpoint'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// A program is told what happens: on the screens, and on the other side of the wire.

let stack: Stack
let browser: Browser
let server: TestEndpoint
let owner: Db
beforeAll(async () => {
  browser = await openBrowser()
  server = await startEndpoint()
  stack = await startStack({ WEBHOOK_PRIVATE_NETWORKS: '1' })
  const [, , , port] = readFileSync(join(stack.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  owner = connect(`postgres://postgres:${readFileSync(join(stack.dataDir, 'postgres-password'), 'utf8').trim()}@127.0.0.1:${port}/recert`, { max: 1 })
  await call(stack, 'PUT', '/features/certifications', { active: true })
  await call(stack, 'POST', '/certifications', { name: 'Fire safety', code: 'FIRE', validity: { amount: 1, unit: 'year' }, allowRetake: false })
  for (const username of ['anna', 'bruno']) await call(stack, 'POST', '/people', { username, firstName: username, lastName: 'Rossi', timeZone: 'Europe/Rome', language: 'it', role: 'learner', active: true })
})
afterAll(async () => {
  await browser.close()
  await owner.sql.end()
  await stack.stop()
  await server.stop()
})

/** A worker looks for news every second, and the page for messages every few. */
const SOON = { timeout: 20_000 }
const award = (username: string) => call(stack, 'POST', '/awards', { usernames: [username], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2030-01-01', association: 'manual' })
const noSidewaysScroll = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')
const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })
const menu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('R14.4 a webhook is made, its secret shown once, tried, told, mended, and what failed is replayed', { timeout: 180_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('No webhooks').waitFor()
  await expectAccessible(page, 'no webhooks')
  await page.getByRole('button', { name: 'New webhook' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText('Enter the address.').waitFor()
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://me:secret@example.org/')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText('The address holds a user name or a password').waitFor()
  await expectAccessible(page, 'a refused address')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.url('/500'))
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Personnel system')
  await dialog.getByRole('checkbox', { name: 'import.finished' }).uncheck()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText(/^whsec_/).waitFor()
  await expectAccessible(page, 'the secret')
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByText('Nothing was told yet').waitFor()
  expect(await page.content()).not.toContain('whsec_')

  await page.getByRole('button', { name: 'Send a test' }).click()
  await dialog.getByText('said 500').waitFor()
  await dialog.getByText('It must answer with a status of 200 to 299').waitFor()
  await expectAccessible(page, 'the answer to a test')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  await award('anna')
  await rowOf(page, 'award.issued').getByText('Waiting').waitFor(SOON)
  await rowOf(page, 'award.issued').getByText('Tried again at').waitFor(SOON)
  await page.getByText('Active, not answering').waitFor(SOON)
  await expectAccessible(page, 'a webhook that does not answer')

  await menu(page, 'Edit …')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.url('/200/mended'))
  await dialog.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('The webhook is saved.').waitFor()
  // Its next try is due by now, or after some minutes: it is replayed once it is delivered, too.
  await award('bruno')
  await page.getByRole('row').filter({ hasText: 'Delivered' }).first().waitFor(SOON)
  await page.getByRole('row').filter({ hasText: 'Delivered' }).first().getByRole('button', { name: 'award.issued' }).click()
  const drawer = page.getByRole('dialog', { name: 'Message' })
  await drawer.getByText('"certificationCode": "FIRE"').waitFor()
  await drawer.getByText('said 200').first().waitFor()
  await expectAccessible(page, 'a message')
  const before = server.told.filter(({ path }) => path === '/200/mended').length
  await drawer.getByRole('button', { name: 'Replay' }).click()
  await page.getByText('It waits to be delivered once more').waitFor()
  await expect.poll(() => server.told.filter(({ path }) => path === '/200/mended').length, SOON).toBeGreaterThan(before)
  await page.keyboard.press('Escape')

  await page.getByRole('group', { name: 'State' }).getByText('Failed').click()
  await page.getByText('Nothing matches').waitFor()
  expect(new URL(page.url()).searchParams.get('state')).toBe('["failed"]')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()

  await menu(page, 'New secret …')
  await dialog.getByText('For 24 hours messages are signed with both').waitFor()
  await dialog.getByRole('button', { name: 'Make a new secret' }).click()
  await dialog.getByText(/^whsec_/).waitFor()
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByText('messages are signed with the earlier secret, too').waitFor()
  await menu(page, 'Replay what failed …')
  await dialog.getByText('Nothing has failed that could be replayed.').waitFor()
  await expectAccessible(page, 'replaying')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('main').getByText('Paused', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Activate' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await menu(page, 'Delete')
  await page.getByText('No webhooks').waitFor()
  await page.getByRole('alert').filter({ hasText: 'deleted' }).getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Personnel system').waitFor()
  // The refused address is logged by the browser itself.
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
  await context.close()
})

test('R14.4 thousands that failed are replayed some at a time; it says how far it is, is stopped, and goes on; what cannot be said is said to be so', { timeout: 120_000 }, async () => {
  const { id } = await call<{ id: string }>(stack, 'POST', '/webhooks', { url: server.url('/200'), events: ['award.issued'], active: false })
  await owner.sql`
    insert into webhook_message (endpoint_id, event, cause, happened_at, data, state, attempts, next_try_at, created_at, settled_at)
    select ${id}, 'award.issued', 'failed' || n, now(), '{}', 'failed', 10, now(), now() - interval '1 hour', now() - interval '1 minute' from generate_series(1, 25000) n`
  const left = () => call<{ count: number; capped: boolean }>(stack, 'GET', `/webhooks/${id}/replays?since=2026-01-01`)
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/webhooks/${id}`)
  const dialog = page.getByRole('dialog', { name: 'Replay what failed' })
  await page.route(/webhooks\.failed/, (route) => route.abort())
  await menu(page, 'Replay what failed …')
  await dialog.getByText('Recert cannot be reached').waitFor()
  await expectAccessible(page, 'a count that is not answered')
  await page.unroute(/webhooks\.failed/)
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByText('More than 10,000 messages have failed since.').waitFor()

  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let calls = 0
  await page.route(/webhooks\.replayFailed/, async (route) => {
    if (++calls === 2) await released
    await route.continue()
  })
  await dialog.getByRole('button', { name: 'Replay all' }).click()
  await dialog.getByText('10,000 messages replayed so far').waitFor()
  await expectAccessible(page, 'replaying thousands')
  await dialog.getByRole('button', { name: 'Stop' }).click()
  release()
  await page.getByText('20,000 messages wait to be delivered once more.').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(calls).toBe(2)
  expect(await left()).toEqual({ count: 5000, capped: false })

  await menu(page, 'Replay what failed …')
  await dialog.getByRole('button', { name: 'Replay 5,000 messages' }).click()
  await page.getByText('5,000 messages wait to be delivered once more.', { exact: true }).waitFor()
  expect(await left()).toEqual({ count: 0, capped: false })
  // The request that was cut off is logged by the browser itself.
  expect(faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([])
  await call(stack, 'DELETE', `/webhooks/${id}`)
  await context.close()
})

test('R14.4 on a phone, in the dark and in Italian; one that is gone is paused and says why', { timeout: 120_000 }, async () => {
  const { id } = await call<{ id: string }>(stack, 'POST', '/webhooks', { url: server.url(`/410/${'long'.repeat(40)}`), events: ['award.removed'] })
  const { items } = await call<{ items: { id: string }[] }>(stack, 'GET', '/awards?username=anna')
  await call(stack, 'DELETE', `/awards/${items[0]?.id}`)
  await expect.poll(async () => (await call<{ active: boolean }>(stack, 'GET', `/webhooks/${id}`)).active, SOON).toBe(false)
  await call(stack, 'PATCH', '/people/root', { language: 'it' })
  const { page, context, faults } = await openWindow(browser, { phone: true, dark: true })
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/webhooks`)
  await page.getByRole('list', { name: 'Webhook' }).getByText('In pausa').waitFor()
  expect(await noSidewaysScroll(page)).toBe(true)
  await expectAccessible(page, 'webhooks on a phone')
  await page.goto(`${stack.url}/admin/webhooks/${id}`)
  await page.getByText('Ha risposto di non esistere più (410), quindi è stato messo in pausa').waitFor()
  await page.getByRole('list', { name: 'Messaggi' }).getByRole('button', { name: 'award.removed' }).click()
  await page.getByRole('dialog').getByText('410', { exact: true }).waitFor()
  expect(await noSidewaysScroll(page)).toBe(true)
  await expectAccessible(page, 'a message on a phone')
  expect(faults).toEqual([])
  await context.close()
})
