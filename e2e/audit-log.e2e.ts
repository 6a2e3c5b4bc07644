import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// The audit log, on the screens of the administration.

let stack: Stack
let browser: Browser
let award: string
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack()
  for (const [username, firstName, lastName, branchPath] of [['ada', 'Ada', 'Byron', 'Office'], ['ben', 'Ben', 'Rossi', 'Works']]) {
    await call(stack, 'POST', '/people', { username, firstName, lastName, timeZone: 'UTC', language: 'en', branchPath })
  }
  await call(stack, 'POST', '/people', { username: 'chief', firstName: 'Carla', lastName: 'Verdi', timeZone: 'UTC', language: 'en', role: 'manager', scopeBranches: ['Works'], password: 'correct horse battery' })
  for (const [code, name] of [['FIRE', 'Fire safety'], ['LIFT', 'Fork lift']]) await call(stack, 'POST', '/certifications', { code, name, validity: { amount: 1, unit: 'year' }, allowRetake: false })
  const made = await call<{ awardIds: string[] }>(stack, 'POST', '/awards', { usernames: ['ada'], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2099-04-05T09:00:00Z' })
  award = made.awardIds[0] ?? ''
  await call(stack, 'PATCH', `/awards/${award}`, { expiresAt: '2099-05-06T10:00:00Z' })
  await call(stack, 'POST', '/awards', { usernames: ['ada', 'ben'], certificationCode: 'LIFT', issuedAt: '2026-01-01', expiresAt: '2099-05-01T09:00:00Z' })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const rows = (page: Page) => page.getByRole('table', { name: 'Audit log' }).locator('tbody tr')

test('R14.2 the log tells each event in a sentence, with before and after; filters are in the address; a person’s and an award’s page lead to theirs', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor()
  await rows(page).first().waitFor()
  expect(await rows(page).count()).toBe(4)
  const changed = rows(page).filter({ hasText: 'The award of Fire safety to Ada Byron was changed.' })
  expect(await changed.getByText(/Expires: .*2099.* → .*2099/).count()).toBe(1)
  expect(await rows(page).filter({ hasText: 'Ben Rossi was awarded Fork lift.' }).count()).toBe(1)
  await expectAccessible(page, 'the audit log')

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'Person' }).fill('ada')
  await page.getByRole('option', { name: /ada/ }).first().click()
  await page.getByRole('combobox', { name: 'What happened' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Changed' }).click()
  await page.getByText('What: Changed').waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)
  await expectAccessible(page, 'its filters')
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByText('Person: Ada Byron').waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)
  await page.getByRole('link', { name: 'Open the award' }).click()

  await page.getByRole('heading', { name: 'Fire safety of Ada Byron' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Audit log' }).click()
  await page.getByText('One award').waitFor()
  await expect.poll(() => rows(page).count()).toBe(2)
  await rows(page).first().getByRole('link', { name: 'Ada Byron' }).click()
  await page.getByRole('heading', { name: 'Ada Byron', level: 1 }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Audit log' }).click()
  await page.getByText('Person: Ada Byron').waitFor()
  await expect.poll(() => rows(page).count()).toBe(3)
  // Who did it is a program's key, by name; it shows all that it did.
  await rows(page).first().getByRole('button', { name: /^Everything that/ }).click()
  await page.getByRole('button', { name: 'Remove the filter Person: Ada Byron' }).click()
  await expect.poll(() => rows(page).count()).toBe(4)

  await page.goto(`${stack.url}/admin/audit-log?from=2001-01-01&to=2001-01-02`)
  await page.getByText('Until 2001-01-02').waitFor()
  await page.getByRole('button', { name: /Clear/ }).first().waitFor()
  await expectAccessible(page, 'nothing found')
  expect(faults).toEqual([])
  await context.close()
})

test('R14.2 a manager sees the events of their own people, on a phone, too, and nothing of the seals', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true, dark: true })
  await signIn(page, `${stack.url}/admin`, { username: 'chief', password: 'correct horse battery' })
  await page.goto(`${stack.url}/admin/audit-log`)
  const cards = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem')
  await cards.first().waitFor()
  expect(await cards.count()).toBe(1)
  await cards.filter({ hasText: 'Ben Rossi was awarded Fork lift.' }).waitFor()
  expect(await page.getByRole('region', { name: 'Seals' }).count()).toBe(0)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await expectAccessible(page, 'the audit log on a phone')
  expect(faults).toEqual([])
  await context.close()
})

test('R14.3 within a minute or two a worker has sealed what happened, and the page says so', async () => {
  const sealed = async () => (await call<{ events: number; head: string | null; unsealed: number }>(stack, 'GET', '/audit-events/seals'))
  await expect.poll(sealed, { timeout: 130_000, interval: 1_000 }).toMatchObject({ events: 4, unsealed: 0, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/audit-log`)
  const seals = page.getByRole('region', { name: 'Seals' })
  await seals.getByText(/4 events in 1 seal\. Not sealed yet: 0\./).waitFor()
  await seals.getByText((await sealed()).head ?? '').waitFor()
  await expectAccessible(page, 'the seals')
  expect(faults).toEqual([])
  await context.close()
}, 160_000)
