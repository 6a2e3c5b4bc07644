import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack()
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

test('R3.2 R4.1 R4.3 R12.1 through the screens alone: course, material, link, enrolment, completion on a phone, and the certification is there', async () => {
  const learner = { username: 'jo', password: 'long enough' }
  await call(stack, 'POST', '/people', { ...learner, firstName: 'Jo', lastName: 'Moser', timeZone: 'Europe/Rome', language: 'en' })
  const admin = await openWindow(browser)
  const { page } = admin
  await signIn(page, `${stack.url}/admin`, stack.admin)

  await page.getByRole('link', { name: 'Courses' }).click()
  await page.getByRole('link', { name: 'New course' }).first().click()
  await page.getByLabel('Name').fill('Ladders')
  await page.getByLabel('Code').fill('LADDERS')
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('No materials yet').waitFor()
  await page.getByRole('button', { name: 'Add material' }).click()
  await page.getByRole('menuitem', { name: /^Page/ }).click()
  await page.getByLabel('Title').fill('Up you go')
  await page.getByRole('textbox', { name: 'Page' }).fill('Three points of contact.')
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByRole('list', { name: 'Materials' }).waitFor()

  await page.getByRole('link', { name: 'Manage' }).first().click()
  await page.getByRole('link', { name: 'New Certification' }).first().click()
  await page.getByLabel('Name').fill('Working at height')
  await page.getByLabel('Code').fill('WAH')
  await page.getByLabel('Expires after').fill('2')
  await page.getByLabel('Unit').selectOption({ label: 'Years' })
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByRole('tab', { name: 'Assigned Items' }).click()
  await page.getByRole('button', { name: 'Assign Items' }).first().click()
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Ladders' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('table', { name: 'Assigned Items' }).getByText('Ladders').first().waitFor()

  await page.getByRole('link', { name: 'Courses' }).click()
  await page.getByRole('link', { name: 'Ladders' }).first().click()
  await page.getByRole('tab', { name: 'Enrolments' }).click()
  await page.getByRole('button', { name: 'Enrol people' }).first().click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'People' }).fill('jo')
  await page.getByRole('option', { name: /Jo Moser/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enrol 1 person' }).waitFor()
  await expectAccessible(page, 'enrolling people')
  await page.getByRole('dialog').getByRole('button', { name: /^Enrol/ }).click()
  // The dialog names him, too; only once it is gone is he enrolled.
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByText('Jo Moser').first().waitFor()
  expect(admin.faults).toEqual([])
  await admin.context.close()

  const phone = await openWindow(browser, { phone: true })
  await signIn(phone.page, stack.url, learner)
  await phone.page.getByRole('link', { name: 'Ladders' }).click()
  await phone.page.getByRole('link', { name: 'Start: Up you go' }).click()
  await phone.page.getByRole('button', { name: 'I have read it' }).click()
  await phone.page.getByText('You have earned Working at height, valid until').waitFor()
  await phone.page.getByRole('link', { name: 'To my certifications', exact: true }).click()
  await phone.page.getByText('Working at height').first().waitFor()
  expect(phone.faults).toEqual([])
  await phone.context.close()
})
