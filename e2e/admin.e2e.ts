import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, importFile, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  // One after the other: unpacking the browser moves the temporary folder, which the stack would inherit.
  browser = await openBrowser()
  stack = await startStack()
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const PEOPLE = 40

test('R2.1 R3.2 R8.1 R6.1 R11.1 from an empty organisation: create a certification, import records, see who holds it, and the learner sees theirs', async () => {
  for (let n = 1; n <= PEOPLE; n++) {
    await call(stack, 'POST', '/people', { username: `worker.${n}`, firstName: `First${n}`, lastName: `Last${n}`, timeZone: 'Europe/Berlin', language: 'en', ...(n === 1 ? { password: 'worker one here' } : {}) })
  }
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)

  await page.getByRole('link', { name: 'Manage' }).first().click()
  await page.getByRole('link', { name: 'New Certification' }).first().click()
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('The name is missing').first().waitFor()
  await page.getByLabel('Name').fill('Working at height')
  await page.getByLabel('Code').fill('WAH')
  await page.getByLabel('Expires after').fill('1.5')
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('whole number from 0 to 9999').first().waitFor()
  await page.getByLabel('Expires after').fill('2')
  await page.getByLabel('Unit').selectOption({ label: 'Years' })
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByRole('heading', { name: 'Working at height' }).waitFor()

  const rows = Array.from({ length: PEOPLE }, (_, n) => `worker.${n + 1},wah,2026-01-${String((n % 28) + 1).padStart(2, '0')},no,2099-06-30`)
  const file = join(stack.dataDir, 'records.csv')
  writeFileSync(file, ['Username,Certification Code,Certification Issue Date,Always Valid,Certification Expire Date', ...rows, 'nobody,WAH,2026-01-01,yes,', 'worker.2,WAH,03/04/20,yes,'].join('\r\n'))
  await page.goto(`${stack.url}/admin/imports/new`)
  await page.setInputFiles('input[type=file]', file)
  await page.getByText('records.csv').waitFor()
  await page.getByRole('checkbox', { name: 'Duplicate Certifications' }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Say which column of the file holds what').waitFor()
  expect(await page.getByLabel('Issue date', { exact: true }).inputValue()).toBe('2')
  await expectAccessible(page, 'mapping')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Nothing has been written yet').waitFor()
  await page.getByText('no person with the username “nobody”').waitFor()
  await expectAccessible(page, 'preview')
  expect((await call<{ items: unknown[] }>(stack, 'GET', '/awards?certificationCode=WAH')).items).toEqual([])
  await page.getByRole('button', { name: /^Import/ }).click()
  await page.getByRole('tab', { name: /^All/ }).waitFor()
  await expectAccessible(page, 'result')

  // Worker 2's last row is bad, and the earlier one was passed over for it.
  expect((await call<{ items: unknown[] }>(stack, 'GET', '/awards?certificationCode=WAH')).items.length).toBe(PEOPLE - 1)
  await page.goto(`${stack.url}/admin/awarded-users?search=worker.7`)
  await page.getByRole('cell', { name: 'Last7' }).waitFor()
  expect(await page.getByRole('row').count()).toBe(2)
  expect(faults).toEqual([])
  await context.close()

  const learner = await openWindow(browser, { phone: true })
  await signIn(learner.page, stack.url, { username: 'worker.1', password: 'worker one here' })
  await learner.page.getByText('Working at height').first().waitFor()
  expect(await learner.page.locator('main').innerText()).toContain('30 Jun 2099')
  await learner.context.close()
})

test('R8 10,000 rows with 1 % mistakes give the same through the screens and through the API', async () => {
  for (let n = PEOPLE + 1; n <= 100; n++) await call(stack, 'POST', '/people', { username: `worker.${n}`, firstName: 'First', lastName: `Last${n}`, timeZone: 'UTC', language: 'en' })
  for (const way of ['SCREEN', 'API']) for (let n = 0; n < 100; n++) await call(stack, 'POST', '/certifications', { name: `${way} ${n}`, code: `${way}-${n}`, validity: { amount: 1, unit: 'year' } })
  const day = (n: number) => (n % 101 === 13 ? '2024-02-30' : `2024-03-${String((n % 28) + 1).padStart(2, '0')}`)
  const csv = (way: string) => ['username;certification_code;certification_issue_date;always_valid;certification_expire_date',
    ...Array.from({ length: 10_000 }, (_, n) => `worker.${(n % 100) + 1};${way}-${Math.floor(n / 100)};${day(n)};0;2030-01-01`)].join('\n')
  const viaApi = await importFile(stack, csv('API'))
  expect(viaApi).toMatchObject({ state: 'finished', counts: { total: 10_000, new: 9901, rejected: 99, replaced: 0, unchanged: 0, skipped: 0 } })

  const { page, context } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/imports/new`)
  const file = join(stack.dataDir, 'ten-thousand.csv')
  writeFileSync(file, csv('SCREEN'))
  await page.setInputFiles('input[type=file]', file)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Say which column of the file holds what').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Nothing has been written yet').waitFor()
  await page.getByRole('button', { name: /^Import/ }).click()
  await page.getByRole('tab', { name: /^All/ }).waitFor()
  await context.close()

  const { items } = await call<{ items: { fileName: string; state: string; counts: object }[] }>(stack, 'GET', '/imports?limit=1')
  expect(items[0]).toMatchObject({ fileName: 'ten-thousand.csv', state: 'finished', counts: viaApi.counts })
  const held = async (way: string, n: number) => (await call<{ items: Record<string, unknown>[] }>(stack, 'GET', `/awards?certificationCode=${way}-${n}&limit=1000&sort=username`)).items
    .map(({ username, issuedAt, expiresAt, association }) => ({ username, issuedAt, expiresAt, association }))
  for (const n of [0, 50, 99]) {
    expect(await held('SCREEN', n)).toEqual(await held('API', n))
    expect((await held('API', n)).length).toBe(99)
  }
})

const PAGES = ['/apps', '/overview', '/certifications', '/certifications/new', '/certifications/WAH', '/certifications/WAH?tab=items', '/awarded-users', '/reports', '/exports', '/audit-log', '/imports', '/imports/new', '/people', '/people/new', '/people/worker.1', '/people/worker.1?tab=rights', '/branches', '/groups', '/courses', '/learning-plans', '/materials', '/completions', '/external-training', '/external-training/new', '/awarded-users/new', '/awarded-users/changes', '/deleted-items', '/jobs', '/outbox', '/mail-settings', '/api-keys', '/webhooks']

// Each page is read by axe whole.
const PAGES_MS = 400_000

test.each([{ dark: false }, { dark: true }, { dark: false, phone: true }])('no page of the administration has axe findings or logs an error (%o)', { timeout: PAGES_MS }, async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  for (const path of PAGES) {
    await page.goto(`${stack.url}/admin${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(page, path)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), `${path} scrolls sideways`).toBe(true)
  }
  expect(faults).toEqual([])
  await context.close()
})

test('R3.4 deleting shows the counts, wants the name typed, and removes the certification everywhere; Retire is offered', async () => {
  await call(stack, 'POST', '/certifications', { name: 'To be deleted', code: 'DEL', validity: { amount: 0, unit: 'day' } })
  await importFile(stack, 'username,certification_code,certification_issue_date,always_valid\nworker.1,DEL,2026-01-01,1\nworker.2,DEL,2026-01-01,1')
  const { page, context } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/certifications?search=To+be+deleted`)
  await page.getByRole('button', { name: /Delete/ }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/2 people/).first().waitFor()
  await dialog.getByText(/Retire/).first().waitFor()
  await expectAccessible(page, 'delete dialog')
  const confirm = dialog.getByRole('button', { name: /^Delete/ })
  expect(await confirm.isDisabled() || (await confirm.getAttribute('aria-disabled')) === 'true' || (await confirm.getAttribute('data-disabled')) === 'true').toBe(true)
  await dialog.getByRole('textbox').fill('To be deleted')
  await confirm.click()
  await dialog.waitFor({ state: 'hidden' })
  expect((await call<{ items: unknown[] }>(stack, 'GET', '/awards?certificationCode=DEL')).items).toEqual([])
  const learner = await call<{ items: { certificationCode: string }[] }>(stack, 'GET', '/awards?username=worker.1&cycle=all')
  expect(learner.items.map((each) => each.certificationCode)).not.toContain('DEL')
  await context.close()
})

test('R2.2 a deactivated app takes its menus and procedures away, and brings its data back when it is activated again', async () => {
  const { page, context } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/apps`)
  await page.getByRole('button', { name: 'Deactivate' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: /Deactivate/ }).click()
  await page.getByRole('link', { name: 'Awarded Users' }).waitFor({ state: 'hidden' })
  await expect(call(stack, 'GET', '/certifications')).rejects.toThrow('FEATURE_INACTIVE')
  await page.getByRole('button', { name: 'Activate App' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Activate Now' }).click()
  await page.getByRole('link', { name: 'Awarded Users' }).waitFor()
  expect((await call<{ items: unknown[] }>(stack, 'GET', '/awards?certificationCode=WAH')).items.length).toBe(PEOPLE - 1)
  await context.close()
})
