import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  // One after the other: unpacking the browser moves the temporary folder, which the stack would inherit.
  browser = await openBrowser()
  stack = await startStack()
  const person = { firstName: 'Lena', lastName: 'Moser', timeZone: 'Europe/Rome', language: 'en' }
  await call(stack, 'POST', '/people', { ...person, ...LENA })
  await call(stack, 'POST', '/people', { ...person, username: 'paul', firstName: 'Paul', groups: ['Drivers'] })
  await call(stack, 'POST', '/certifications', { name: 'Fire safety', code: 'FIRE', validity: { amount: 1, unit: 'year' } })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const LENA = { username: 'lena', password: 'long enough' }
type Awards = { items: { username: string; issuedAt: string; association: string }[] }

test('R9.3 a learner reports a training on a phone; an administrator sees the evidence, corrects and approves; the learner holds the certification', async () => {
  const learner = await openWindow(browser, { phone: true })
  await signIn(learner.page, stack.url, LENA)
  await learner.page.goto(`${stack.url}/my-activities/external-training`)
  await learner.page.getByRole('button', { name: 'Report a training' }).click()
  await learner.page.getByRole('button', { name: 'Send for approval' }).click()
  await learner.page.getByText('The title is missing. Please enter one.').waitFor()
  await expectAccessible(learner.page, 'the report with errors')
  await learner.page.getByLabel('Title').fill('Fire drill')
  await learner.page.getByLabel('Completed on').fill('2026-01-10')
  await learner.page.getByLabel('Certification', { exact: true }).selectOption({ label: 'Fire safety (FIRE)' })
  const picture = join(stack.dataDir, 'certificate.png')
  await learner.page.screenshot({ path: picture })
  await learner.page.locator('input[type=file]').setInputFiles(picture)
  await learner.page.getByText(/certificate\.png ·/).waitFor()
  await learner.page.getByRole('button', { name: 'Send for approval' }).click()
  await learner.page.getByText('Waiting for approval').waitFor()
  await expectAccessible(learner.page, 'my activities')
  expect((await call<Awards>(stack, 'GET', '/awards?certificationCode=FIRE')).items).toEqual([])

  const office = await openWindow(browser, { dark: true })
  await signIn(office.page, `${stack.url}/admin/`, stack.admin)
  await office.page.goto(`${stack.url}/admin/external-training`)
  await office.page.getByText('1 waits for approval').waitFor({ state: 'attached' })
  await expectAccessible(office.page, 'the list')
  await office.page.getByRole('link', { name: 'Review' }).click()
  const shown = office.page.getByRole('img', { name: 'The certificate certificate.png' })
  await shown.waitFor()
  expect(await shown.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBeGreaterThan(0)
  await office.page.getByText('1 person is awarded it: lena').waitFor()
  await expectAccessible(office.page, 'the review')
  await office.page.getByRole('textbox', { name: 'Completed on' }).fill('2026-01-08')
  await office.page.getByLabel('Note to the learner').fill('It ended earlier.')
  // A report that has just appeared does not take the shortcut: it may have been meant for the one before.
  await office.page.waitForTimeout(1_500)
  await office.page.keyboard.press('Control+Enter')
  // None waits any more, so the way leads back to the list.
  await office.page.waitForURL((address) => address.pathname.endsWith('/external-training'))
  // Root lives in UTC, where a picked day begins at midnight.
  expect((await call<Awards>(stack, 'GET', '/awards?certificationCode=FIRE')).items).toMatchObject([{ username: 'lena', issuedAt: '2026-01-08T00:00:00.000Z', association: 'external_training' }])

  await learner.page.reload()
  await learner.page.getByText('You were awarded Fire safety.').waitFor()
  await learner.page.getByText('It ended earlier.').waitFor()
  expect([...learner.faults, ...office.faults]).toEqual([])
  await learner.context.close()
  await office.context.close()
})

test('R9.1 R9.4 an administrator reports for several people, sees before what it leads to, and afterwards for each what it led to', async () => {
  await call(stack, 'POST', '/external-activities', { usernames: ['lena'], title: 'Before', completedAt: '2026-01-01', certificationCode: 'FIRE' })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin/`, stack.admin)
  await page.goto(`${stack.url}/admin/external-training/new`)
  await page.getByRole('combobox', { name: 'People' }).fill('lena')
  await page.getByRole('option', { name: /lena/ }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Groups' }).click()
  await page.getByRole('option', { name: 'Drivers' }).click()
  await page.keyboard.press('Escape')
  await page.getByLabel('Title').fill('Evacuation')
  await page.getByRole('textbox', { name: 'Completed on' }).fill('2026-02-01')
  await page.getByRole('combobox', { name: 'Certification' }).click()
  await page.getByRole('option', { name: 'Fire safety (FIRE)' }).click()
  await page.getByText('1 person is awarded it: paul').waitFor()
  await page.getByText(/1 person holds it already and keeps the current award: lena/).waitFor()
  await expectAccessible(page, 'the report')
  await page.getByLabel('Takes the place of the current award').check()
  await page.getByText(/1 current award goes to the history: lena/).waitFor()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('heading', { name: 'Reported for 2 people' }).waitFor()
  expect(await page.getByRole('cell', { name: 'Awarded' }).count()).toBe(2)
  await expectAccessible(page, 'the result')
  expect(faults).toEqual([])
  await context.close()
})

test('R2.2 without the app, its menu, its pages and the learner’s tab are absent', async () => {
  await call(stack, 'PUT', '/features/external_training', { active: false })
  const office = await openWindow(browser)
  await signIn(office.page, `${stack.url}/admin/`, stack.admin)
  await office.page.getByRole('link', { name: 'People', exact: true }).waitFor()
  expect(await office.page.getByText('External Training').count()).toBe(0)
  await office.page.goto(`${stack.url}/admin/external-training`)
  await office.page.getByText('External Training is not active').waitFor()
  const learner = await openWindow(browser, { phone: true })
  await signIn(learner.page, stack.url, LENA)
  await learner.page.goto(`${stack.url}/my-activities/certification`)
  await learner.page.getByRole('tab', { name: 'Certification' }).waitFor()
  expect(await learner.page.getByRole('tab', { name: 'External Training' }).count()).toBe(0)
  await office.context.close()
  await learner.context.close()
})
