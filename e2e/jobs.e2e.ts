import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Db } from '@recert/db/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, importFile, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
let owner: Db
beforeAll(async () => {
  browser = await openBrowser()
  // Small chunks: a run lasts long enough to be watched.
  stack = await startStack({ IMPORT_CHUNK_ROWS: '10', METRICS_TOKEN: 'prometheus-token-0123456789abcdef' })
  const [, , , port] = readFileSync(join(stack.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  owner = connect(`postgres://postgres:${readFileSync(join(stack.dataDir, 'postgres-password'), 'utf8').trim()}@127.0.0.1:${port}/recert`, { max: 1 })
  await call(stack, 'POST', '/certifications', { name: 'Fire safety', code: 'FIRE', validity: { amount: 1, unit: 'year' } })
  for (let n = 0; n < 20; n++) await call(stack, 'POST', '/people', { username: `worker.${n}`, firstName: 'First', lastName: `Last${n}`, timeZone: 'UTC', language: 'en' })
})
afterAll(async () => {
  await owner.sql.end()
  await browser.close()
  await stack.stop()
})

const HEADER = 'username,certification_code,certification_issue_date,always_valid'
const rows = (count: number) => [HEADER, ...Array.from({ length: count }, (_, n) => `${n < 20 ? `worker.${n}` : `nobody.${n}`},FIRE,2024-01-01,1`)].join('\n')

async function upload(name: string, csv: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([csv]), name)
  form.append('options', '{}')
  const answer = await fetch(`${stack.url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}` }, body: form })
  return ((await answer.json()) as { id: string }).id
}

/** A page looks again every few seconds. */
const SOON = { timeout: 15_000 }
const rowOf = (page: Page, file: string) => page.getByRole('row').filter({ hasText: file })
const noSidewaysScroll = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')

test('R17.4 a run moves without reload, is cancelled with its consequence, and the filter in the address survives a reload', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/jobs`)
  await page.getByText('Nothing has run yet').waitFor()
  await expectAccessible(page, 'no jobs')

  await upload('long.csv', rows(40_000))
  const row = rowOf(page, 'long.csv')
  await row.getByText('Running').waitFor()
  const progress = async () => Number(await row.getByRole('progressbar').getAttribute('aria-valuenow'))
  await expect.poll(progress, SOON).toBeGreaterThan(0)
  const [seen, pace] = [await progress(), row.getByText('rows/s')]
  await pace.waitFor()
  await expect.poll(progress, SOON).toBeGreaterThan(seen)
  await page.getByRole('link', { name: /^Running 1/ }).waitFor()
  await expectAccessible(page, 'a run under way')

  await page.getByRole('tab', { name: 'Workers' }).click()
  const worker = page.getByRole('row').filter({ hasText: 'Alive' })
  await worker.getByText('long.csv').waitFor()
  await worker.getByText(/process \d+/).waitFor()
  await expectAccessible(page, 'workers')
  await page.getByRole('tab', { name: 'Jobs', exact: true }).click()

  await row.getByRole('button', { name: 'Cancel' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/By now [\d,]+ of 40,000 are done; what is done by then stays/).waitFor()
  await expectAccessible(page, 'cancel dialog')
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await row.getByText('Cancelled').waitFor()
  const { items } = await call<{ items: { state: string; counts: { new: number } }[] }>(stack, 'GET', '/imports')
  expect(items[0]).toMatchObject({ state: 'cancelled', counts: { new: 20 } })

  await importFile(stack, rows(20))
  await rowOf(page, 'records.csv').getByText('Finished').waitFor()
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'State' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Cancelled' }).click()
  for (let n = 0; n < 2; n++) await page.keyboard.press('Escape')
  await page.getByText('State: Cancelled').waitFor()
  await rowOf(page, 'records.csv').waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByText('State: Cancelled').waitFor()
  await row.waitFor()
  expect(await rowOf(page, 'records.csv').count()).toBe(0)

  await row.getByRole('button', { name: 'Reading an import' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Started by').waitFor()
  await drawer.getByText('pg-boss').waitFor()
  await expectAccessible(page, 'one job')
  await page.reload()
  await page.getByRole('dialog').getByText('pg-boss').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R17.4 a run that failed for good says why, is retried, and ends as if nothing had been', { timeout: 180_000 }, async () => {
  await owner.sql.unsafe(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
    create trigger broken before insert on award for each row execute function broken()`)
  await call(stack, 'POST', '/certifications', { name: 'First aid', code: 'AID', validity: { amount: 1, unit: 'year' } })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/jobs`)
  const importId = await upload('broken.csv', rows(20).replaceAll('FIRE', 'AID'))
  const row = rowOf(page, 'broken.csv')
  await row.getByText('The work failed 10 times at the same place').waitFor({ timeout: 90_000 })
  await page.getByRole('link', { name: /^Failed 1/ }).waitFor()
  await expectAccessible(page, 'a failed run')
  await owner.sql.unsafe('drop trigger broken on award; drop function broken')
  await row.getByRole('button', { name: 'Retry' }).click()
  await row.getByText('Finished').waitFor()
  expect(await call(stack, 'GET', `/imports/${importId}`)).toMatchObject({ state: 'finished', error: null, counts: { new: 20, rejected: 0 } })

  const refused = await importFile(stack, '')
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'FILE_EMPTY' } })
  const unreadable = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Retry' }) })
  await unreadable.getByRole('button', { name: 'Retry' }).hover()
  await page.getByRole('tooltip').getByText('This cannot be retried').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R17.4 R17.5 schedules, throughput as a chart and as a table, and /metrics', { timeout: 90_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/jobs?tab=schedules`)
  await page.getByRole('row').filter({ hasText: 'Noting what has expired' }).getByText('Every minute').waitFor()
  await page.getByRole('row').filter({ hasText: 'Clearing up at night' }).getByText('Every day at 02:30 UTC').waitFor()
  await expectAccessible(page, 'schedules')

  await page.getByRole('tab', { name: 'Throughput' }).click()
  await page.locator('.recharts-surface').first().waitFor()
  const table = page.getByRole('table', { name: 'Throughput' })
  expect(await table.getByRole('row').count()).toBe(61)
  await page.getByRole('button', { name: 'Show the numbers' }).click()
  const most = async () => Math.max(...(await table.getByRole('row').getByRole('cell').allInnerTexts()).map((cell) => Number(cell.replace(/\D/g, ''))))
  await expect.poll(most, SOON).toBeGreaterThan(100)
  await expectAccessible(page, 'throughput')
  await page.getByText('Last day').click()
  await expect.poll(() => table.getByRole('row').count(), SOON).toBe(97)
  expect(page.url()).toContain('period=day')
  expect(faults).toEqual([])
  await context.close()

  const metrics = await fetch(`${stack.url}/metrics`, { headers: { authorization: 'Bearer prometheus-token-0123456789abcdef' } })
  expect(metrics.status).toBe(200)
  expect(await metrics.text()).toContain('recert_workers_alive 1')
  expect((await fetch(`${stack.url}/metrics`)).status).toBe(401)
})

test.each([{ phone: true }, { phone: true, dark: true }, { dark: true }])('R17.4 the page on a phone and in the dark: nothing scrolls sideways, nothing that axe finds (%o)', { timeout: 120_000 }, async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  for (const address of ['/jobs', '/jobs?state=%5B"failed"%5D', '/jobs?tab=workers', '/jobs?tab=schedules', '/jobs?tab=throughput']) {
    await page.goto(`${stack.url}/admin${address}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (address.endsWith('throughput')) await page.locator('.recharts-surface').first().waitFor()
    await expectAccessible(page, address)
    expect(await noSidewaysScroll(page), `${address} scrolls sideways`).toBe(true)
  }
  await page.goto(`${stack.url}/admin/jobs`)
  await page.getByRole('button', { name: 'Reading an import' }).first().click()
  await page.getByRole('dialog').getByText('Works on').waitFor()
  await expectAccessible(page, 'one job')
  expect(faults).toEqual([])
  await context.close()
})
