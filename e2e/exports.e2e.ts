import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOfCsv, sheetsOf } from '@recert/actions/exports/testing-files'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// Reports as files, and by themselves at set times, on the screens of the administration.

let stack: Stack
let browser: Browser
let report: string
const chief = { username: 'chief', password: 'correct horse battery' }
/** What a spreadsheet would take for a formula. */
const FORMULA = '=HYPERLINK("https://example.org";"Open")'
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack()
  const person = { timeZone: 'Europe/Rome', language: 'en' }
  await call(stack, 'POST', '/people', { ...person, ...chief, firstName: 'Carla', lastName: 'Verdi', role: 'superadmin' })
  await call(stack, 'POST', '/certifications', { name: 'Fire safety', code: 'FIRE', validity: { amount: 1, unit: 'year' }, allowRetake: false })
  for (const [username, firstName] of [['ann', 'Ann; the "first"'], ['ben', FORMULA]]) await call(stack, 'POST', '/people', { ...person, username, firstName, lastName: 'X' })
  await call(stack, 'POST', '/awards', { usernames: ['ann', 'ben'], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2099-05-01T09:00:00Z', association: 'manual' })
  report = (await call<{ id: string }>(stack, 'POST', '/reports', { name: 'Who holds what', shared: true, definition: { kind: 'users_certifications', columns: ['person.username', 'person.firstName', 'certification.name', 'award.expiresAt'] } })).id
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

/** A worker looks for work every second. */
const SOON = { timeout: 20_000 }
const noSidewaysScroll = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')
const toast = (page: Page, said: string) => page.getByRole('alert').filter({ hasText: said })
const choose = async (page: Page, format: string) => {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: format }).click()
}
async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('R13.1 a report becomes a CSV and an Excel file in the background; it is told, listed, fetched whole, and deleted', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/exports`)
  await page.getByText('No exports yet').waitFor()
  await expectAccessible(page, 'no exports')
  await page.goto(`${stack.url}/admin/reports/${report}`)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Semicolon' }).waitFor()
  await expectAccessible(page, 'the menu')
  await page.getByRole('menuitem', { name: 'Semicolon' }).click()
  const ready = toast(page, 'The file is ready: Who holds what')
  await ready.waitFor(SOON)
  await expectAccessible(page, 'the file is ready')
  const csv = await downloaded(page, () => ready.getByRole('link', { name: 'Download' }).click())
  expect(csv.name).toMatch(/^Who holds what \d{4}-\d\d-\d\d\.csv$/)
  expect(rowsOfCsv(csv.bytes, ';')).toEqual([
    ['Username', 'First name', 'Certification', 'Expires (Europe/Rome)'],
    ['ann', 'Ann; the "first"', 'Fire safety', '2099-05-01 11:00'],
    ['ben', `'${FORMULA}`, 'Fire safety', '2099-05-01 11:00'],
  ])
  await ready.getByRole('link', { name: 'Show under Exports' }).click()
  await page.getByText('Only the export that the link names is shown.').waitFor()

  await page.goto(`${stack.url}/admin/reports/${report}`)
  await choose(page, 'Excel (XLSX)')
  await toast(page, 'The file is ready').waitFor(SOON)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Exports' }).click()
  const rows = page.getByRole('table', { name: 'Exports' }).getByRole('row')
  const excel = rows.filter({ hasText: 'XLSX' })
  await excel.getByText('Finished').waitFor(SOON)
  expect(await rows.count()).toBe(3)
  await expectAccessible(page, 'exports')
  const xlsx = await downloaded(page, () => excel.getByRole('link', { name: 'Download Who holds what' }).click())
  expect(xlsx.name).toMatch(/\.xlsx$/)
  // A formula would be an object; instants are dates of the clock on the wall.
  const at = new Date('2099-05-01T11:00:00Z')
  expect(await sheetsOf(xlsx.bytes)).toEqual([{ name: 'Who holds what', rows: [
    ['Username', 'First name', 'Certification', 'Expires (Europe/Rome)'], ['ann', 'Ann; the "first"', 'Fire safety', at], ['ben', FORMULA, 'Fire safety', at],
  ] }])

  await excel.getByRole('button', { name: 'Delete Who holds what' }).click()
  await page.getByRole('dialog').getByText('The report stays').waitFor()
  await expectAccessible(page, 'deleting')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 export' }).click()
  await expect.poll(() => rows.count()).toBe(2)
  expect(faults).toEqual([])
  await context.close()
})

test('R13.1 a schedule is made in words, paused, let go on, deleted, and is there again', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/reports/${report}`)
  await page.getByRole('tab', { name: 'Schedules' }).click()
  await page.getByText('This report goes to nobody by itself').waitFor()
  await expectAccessible(page, 'no schedules')
  await page.getByRole('button', { name: 'New schedule' }).click()
  const dialog = page.getByRole('dialog', { name: 'New schedule' })
  await dialog.getByText('At 07:00, only on Monday (Europe/Rome)').waitFor()
  await dialog.getByRole('combobox', { name: 'How often' }).click()
  await page.getByRole('option', { name: 'Every month' }).click()
  await dialog.getByRole('combobox', { name: 'Day of the month' }).click()
  await page.getByRole('option', { name: 'The last' }).click()
  await dialog.getByLabel('At', { exact: true }).fill('18:30')
  await dialog.getByText('At 18:30, on the last day of the month (Europe/Rome)').waitFor()
  await expectAccessible(page, 'a new schedule')
  await dialog.getByRole('button', { name: 'Create the schedule' }).click()
  const row = page.getByRole('table', { name: 'Schedules' }).getByRole('row').filter({ hasText: 'At 18:30, on the last day of the month' })
  await row.getByText('Active').waitFor()
  await expectAccessible(page, 'schedules')
  const act = async (item: string) => {
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await act('Pause')
  await row.getByText('Paused').waitFor()
  await row.getByText('Not planned').waitFor()
  await act('Let it go on')
  await row.getByText('Active').waitFor()
  await act('Delete')
  await page.getByText('This report goes to nobody by itself').waitFor()
  await toast(page, 'The schedule is deleted.').getByRole('button', { name: 'Undo' }).click()
  await row.getByText('Active').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R14.2 the audit log as a file, by its filters', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  const { id } = await call<{ id: string }>(stack, 'GET', '/people/ben')
  await page.goto(`${stack.url}/admin/audit-log?person=${id}`)
  await page.getByText('Person:').waitFor()
  await choose(page, 'Comma')
  const ready = toast(page, 'The file is ready')
  await ready.waitFor(SOON)
  const [heading, ...rows] = rowsOfCsv((await downloaded(page, () => ready.getByRole('link', { name: 'Download' }).click())).bytes, ',')
  expect(heading).toContain('Username')
  expect(rows.map((row) => row[heading?.indexOf('Username') ?? -1])).toEqual(['ben'])
  expect(faults).toEqual([])
  await context.close()
})

test.each([{ phone: true }, { dark: true }])('R13.1 exports, schedules and a new one have no axe findings and do not scroll sideways (%o)', { timeout: 120_000 }, async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/exports`)
  await page.getByRole('link', { name: 'Download Who holds what' }).first().waitFor()
  expect(await noSidewaysScroll(page)).toBe(true)
  await expectAccessible(page, 'exports')
  await page.goto(`${stack.url}/admin/reports/${report}?tab=schedules`)
  await page.getByText('At 18:30, on the last day of the month').waitFor()
  expect(await noSidewaysScroll(page)).toBe(true)
  await expectAccessible(page, 'schedules')
  await page.getByRole('button', { name: 'New schedule' }).click()
  await page.getByRole('dialog', { name: 'New schedule' }).getByRole('combobox', { name: 'How often' }).waitFor()
  await expectAccessible(page, 'a new schedule')
  expect(faults).toEqual([])
  await context.close()
})
