import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, type Look, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
/** A Monday morning; clocks go back in Rome on the Sunday after. */
const START = '2026-10-19T08:00:00Z'
const PASSWORD = 'correct horse battery'
const BOSS = { username: 'boss', password: PASSWORD }

beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  await call(stack, 'PUT', '/demo/clock', { now: START })
  await call(stack, 'POST', '/courses', { code: 'DRILL', name: 'Fire drill', materials: [{ code: 'DRILL-1', title: 'Leaving the building', kind: 'page' }] })
  for (const [code, name] of [['FIRE', 'Fire safety'], ['LIFT', 'Fork lift'], ['AID', 'First aid'], ['ROPE', 'Rope access']]) {
    await call(stack, 'POST', '/certifications', { code, name, validity: { amount: 1, unit: 'year' }, allowRetake: true })
    await call(stack, 'POST', `/certifications/${code}/items`, { kind: 'course', code: 'DRILL' })
  }
  for (let n = 1; n <= 12; n++) {
    await call(stack, 'POST', '/people', { username: `worker.${n}`, firstName: `First${n}`, lastName: 'X', timeZone: 'Europe/Rome', language: n === 2 ? 'it' : 'en', branchPath: n % 3 === 0 ? 'Works/South' : 'Works/North', password: PASSWORD })
  }
  await call(stack, 'POST', '/people', { ...BOSS, firstName: 'Boss', lastName: 'Y', timeZone: 'Europe/Rome', language: 'en', role: 'manager', scopeBranches: ['Works/North'] })
  const award = (certificationCode: string, workers: number[], more: object) => call<{ awardIds: string[] }>(stack, 'POST', '/awards', { certificationCode, usernames: workers.map((n) => `worker.${n}`), issuedAt: '2025-01-01', ...more })
  // Sunday 25 October, 23:30 in Rome, after clocks went back: the week under way. Half an hour later is the next one.
  const { awardIds: [first = ''] } = await award('FIRE', [1, 2, 3], { expiresAt: '2026-10-25T22:30:00Z' })
  await award('FIRE', [4, 5], { expiresAt: '2026-10-25T23:00:00Z' })
  await award('FIRE', [6], { expiresAt: '2027-01-05' })
  await award('LIFT', [1, 2, 3, 4], { expiresAt: '2026-12-10' })
  await award('LIFT', [9], { expiresAt: '2027-03-20' })
  await award('AID', [1, 7, 8, 9], { expiresAt: '2026-10-01' })
  await award('AID', [2], { alwaysValid: true })
  await call(stack, 'POST', `/awards/${first}/renewals`, { itemCode: 'DRILL' })
}, 240_000)
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

/** What follows the address takes a moment. */
const SOON = { timeout: 15_000 }
const NUMBER = /\d[\d,.]*/
const figure = (page: Page, title: string) => page.getByRole('link', { name: new RegExp(`^${title}`) })
const shownOf = async (page: Page, title: string) => Number(NUMBER.exec((await figure(page, title).locator('span').nth(1).innerText()))?.[0])
const noSidewaysScroll = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')

/** How many rows the list has to which a link leads; then back. */
async function rowsBehind(page: Page, link: ReturnType<Page['getByRole']>, list: string): Promise<number> {
  await link.click()
  await page.waitForURL((address) => !address.pathname.endsWith('/overview'))
  await page.getByRole('table', { name: list, exact: true }).or(page.getByText('Nothing fits')).first().waitFor()
  await page.waitForLoadState('networkidle')
  const rows = await page.getByRole('table', { name: list, exact: true }).getByRole('row').count()
  await page.goBack()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  return Math.max(0, rows - 1)
}

test('R13.4 administrators begin with how it stands; each number leads to a list of so many rows', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.waitForURL('**/admin/overview')
  const figures = { 'Certified now': 12, 'People certified': 7, 'Expired': 4, 'Open renewals': 1, 'Expires within 30 days': 5, 'Expires within 60 days': 9, 'Expires within 90 days': 10, 'Without anybody': 1 }
  for (const [title, count] of Object.entries(figures)) {
    await figure(page, title).waitFor()
    expect([title, await shownOf(page, title)]).toEqual([title, count])
    expect([title, await rowsBehind(page, figure(page, title), title === 'People certified' ? 'People' : title === 'Without anybody' ? 'Certifications' : 'Awarded Users')]).toEqual([title, count])
  }
  await expectAccessible(page, 'overview')
  expect(faults).toEqual([])
  await context.close()
})

test('R13.4 the forecast is a drawing, and a table whose numbers lead to what lapses; all of it is in the address', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin/overview`, stack.admin)
  // The superadmin's zone is UTC: by it, the week ends an hour later than in Rome.
  const table = page.getByRole('table', { name: 'Forecast', exact: true })
  await table.waitFor({ state: 'attached' })
  await page.locator('.recharts-bar-rectangle').first().waitFor()
  expect(await table.getByRole('row').count()).toBe(27)
  expect(await table.getByRole('link').count()).toBe(0)
  await page.getByText('13 weeks').click()
  await expect.poll(() => table.getByRole('row').count(), SOON).toBe(14)
  await page.getByRole('button', { name: 'Show as table' }).click()
  const link = (name: string) => table.getByRole('link', { name })
  const numbers = () => table.getByRole('link').evaluateAll((links) => links.map(({ textContent }) => textContent).filter((text) => text !== '0'))
  await expect.poll(numbers, SOON).toEqual(['5', '4', '4', '4', '1', '1'])
  for (const [name, count] of [['5 lapse, until 25 Oct 2026', 5], ['4 lapse without an open renewal, until 25 Oct 2026', 4], ['4 lapse, until 13 Dec 2026', 4], ['1 lapses, until 10 Jan 2027', 1]] as const) {
    expect(await rowsBehind(page, link(name), 'Awarded Users')).toBe(count)
  }
  await expectAccessible(page, 'table')
  await page.getByText('Cumulative').click()
  await expect.poll(() => page.getByRole('checkbox', { name: 'Cumulative' }).isChecked(), SOON).toBe(true)
  expect(await rowsBehind(page, link('9 lapse, until 13 Dec 2026'), 'Awarded Users')).toBe(9)
  expect(await rowsBehind(page, link('9 lapse without an open renewal, until 10 Jan 2027'), 'Awarded Users')).toBe(9)

  await page.getByText('By branch').click()
  const split = page.getByRole('table', { name: 'Lapses by branch' })
  const rows = (of: typeof split) => of.getByRole('row').evaluateAll((all) => all.slice(1).map((row) => (row as unknown as { innerText: string }).innerText.split(/\s*\t\s*|\n+/).filter(Boolean)))
  await split.waitFor()
  expect(await rows(split)).toEqual([['Works / North', '7', '6'], ['Works / South', '3', '3'], ['In all', '10', '9']])
  expect(await rowsBehind(page, split.getByRole('link', { name: '6 lapse without an open renewal: Works / North' }), 'Awarded Users')).toBe(6)
  await page.reload()
  await split.waitFor()
  expect(await page.getByRole('checkbox', { name: 'Cumulative' }).isChecked()).toBe(true)
  // A row's name makes the page about it. Until its numbers are there, those of before are not to be followed by its filter.
  let goOn = () => {}
  const held = new Promise<void>((resolve) => { goOn = resolve })
  await page.route(/overview\.(get|forecast)/, async (route) => { await held; await route.continue() })
  await split.getByRole('link', { name: 'Works / South', exact: true }).click()
  await page.waitForURL(/branch=/)
  await split.waitFor({ state: 'detached' })
  expect([await figure(page, 'Certified now').count(), await table.count()]).toEqual([0, 0])
  goOn()
  await expect.poll(() => page.getByRole('combobox', { name: 'Branch' }).inputValue(), SOON).toBe('Works/South')
  await expect.poll(() => shownOf(page, 'Certified now'), SOON).toBe(4)
  expect(await rowsBehind(page, figure(page, 'Expired'), 'Awarded Users')).toBe(1)
  await page.getByText('By certification').click()
  await page.getByRole('table', { name: 'Lapses by certification' }).getByRole('link', { name: 'Fire safety', exact: true }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Certification' }).inputValue(), SOON).toBe('Fire safety (FIRE)')
  await expect.poll(() => shownOf(page, 'Certified now'), SOON).toBe(2)
  expect(await figure(page, 'Without anybody').count()).toBe(0)
  expect(await rowsBehind(page, figure(page, 'People certified'), 'People')).toBe(2)
  expect(faults).toEqual([])
  await context.close()
})

test('R13.4 a manager sees the same of their people, by weeks of their zone', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, BOSS)
  await page.getByText('How the certifications of your people stand now').waitFor()
  await figure(page, 'Certified now').waitFor()
  expect([await shownOf(page, 'Certified now'), await shownOf(page, 'People certified'), await shownOf(page, 'Expired'), await shownOf(page, 'Open renewals')]).toEqual([8, 4, 3, 1])
  expect(await rowsBehind(page, figure(page, 'Certified now'), 'Awarded Users')).toBe(8)
  await page.getByRole('button', { name: 'Show as table' }).click()
  // What expires at midnight in Rome is of the week that begins then.
  const table = page.getByRole('table', { name: 'Forecast', exact: true })
  expect(await rowsBehind(page, table.getByRole('link', { name: '2 lapse, until 25 Oct 2026' }), 'Awarded Users')).toBe(2)
  expect(await rowsBehind(page, table.getByRole('link', { name: '2 lapse, until 1 Nov 2026' }), 'Awarded Users')).toBe(2)
  expect(faults).toEqual([])
  await context.close()
})

test.each<Look>([{ phone: true, dark: true }, { dark: true }, { phone: true }])('R13.4 the overview fits, and has no axe findings (%o)', async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin/overview`, stack.admin)
  await page.locator('.recharts-bar-rectangle').first().waitFor()
  await expectAccessible(page, 'drawing')
  expect(await noSidewaysScroll(page)).toBe(true)
  await page.goto(`${stack.url}/admin/overview?table=true&by=branch&weeks=52`)
  await page.getByRole('region', { name: 'Forecast in numbers' }).waitFor()
  await expectAccessible(page, 'table')
  expect(await noSidewaysScroll(page)).toBe(true)
  expect(faults).toEqual([])
  await context.close()
})

test('R13.4 in Italian', async () => {
  const root = await call<{ id: string; language: string }>(stack, 'GET', '/people/root')
  await call(stack, 'PATCH', `/people/${root.id}`, { language: 'it' })
  const { page, context, faults } = await openWindow(browser, { language: 'it-IT' })
  await page.goto(`${stack.url}/admin/overview?table=true`)
  await page.getByLabel('Nome utente o e-mail').fill(stack.admin.username)
  await page.getByLabel('Password', { exact: true }).fill(stack.admin.password)
  await page.getByRole('button', { name: 'Accedi' }).click()
  await page.getByRole('heading', { name: 'Panoramica' }).waitFor()
  await page.getByRole('link', { name: /^Scadono entro 30 giorni 5/ }).waitFor()
  await page.getByRole('table', { name: 'Previsione' }).getByText('da ora al 25 ott 2026').waitFor()
  await page.getByRole('table', { name: 'Previsione' }).getByText(/26 ott.+1 nov 2026/).waitFor()
  await expectAccessible(page, 'in Italian')
  expect(faults).toEqual([])
  await call(stack, 'PATCH', `/people/${root.id}`, { language: 'en' })
  await context.close()
})

test('R11.1 R7.1 a learner reads what they hold and what to do about it, in sentences with links to Renew Now', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true })
  await signIn(page, `${stack.url}/my-activities/certification`, { username: 'worker.1', password: PASSWORD })
  const summary = page.getByText('You hold 2 certifications.')
  expect(await summary.innerText()).toBe('You hold 2 certifications. Fire safety expires in 7 days; its renewal has begun. First aid has expired: renew it.')
  await expectAccessible(page, 'sentences')
  await page.getByRole('link', { name: 'Renew it: First aid' }).click()
  await page.getByRole('dialog').getByText('First aid').first().waitFor()
  await context.clearCookies()

  await signIn(page, `${stack.url}/my-activities/certification`, { username: 'worker.6', password: PASSWORD })
  expect(await page.getByText('You hold 1 certification.').innerText()).toBe('You hold 1 certification. Nothing expires soon.')
  await context.clearCookies()
  await signIn(page, `${stack.url}/my-activities/certification`, { username: 'worker.7', password: PASSWORD })
  expect(await page.getByText('You hold no valid certification.').innerText()).toBe('You hold no valid certification. First aid has expired: renew it.')
  await context.clearCookies()

  // Worker 2 is Italian.
  await signIn(page, `${stack.url}/my-activities/certification`, { username: 'worker.2', password: PASSWORD })
  expect(await page.getByText('Possiedi 3 certificazioni.').innerText()).toBe('Possiedi 3 certificazioni. Fire safety scade tra 7 giorni: rinnovala.')
  await page.getByRole('link', { name: 'Rinnovala: Fire safety' }).click()
  await page.getByRole('dialog').getByText('Fire safety').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})
