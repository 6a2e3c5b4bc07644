import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// Calendars to subscribe to, where people make them: in their profile and in the administration.

let stack: Stack
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  await call(stack, 'PUT', '/demo/clock', { now: '2026-03-01T09:00:00Z' })
  const person = (given: object) => call(stack, 'POST', '/people', { timeZone: 'UTC', language: 'en', branchPath: 'Crew', ...given })
  await person({ ...ADA, firstName: 'Ada', lastName: 'Lovelace' })
  await person({ ...MARIO, firstName: 'Mario', lastName: 'Rossi', language: 'it' })
  await person({ ...BOSS, firstName: 'Mary', lastName: 'Boss', role: 'manager', scopeBranches: ['Crew'] })
  await person({ ...CAPO, firstName: 'Carla', lastName: 'Capo', language: 'it', role: 'manager', scopeBranches: ['Crew'] })
  await call(stack, 'POST', '/certifications', { name: 'Fire safety', code: 'FIRE', validity: { amount: 1, unit: 'year' } })
  await call(stack, 'POST', '/awards', { usernames: [ADA.username, MARIO.username], certificationCode: 'FIRE', issuedAt: '2026-01-01' })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const ADA = { username: 'ada', password: 'long enough' }
const MARIO = { username: 'mario', password: 'long enough' }
const BOSS = { username: 'boss', password: 'long enough' }
const CAPO = { username: 'capo', password: 'long enough' }

/** The lines of a calendar that say what expires, or the status of its refusal. */
async function summaries(url: string): Promise<string[] | number> {
  const answer = await fetch(url)
  return answer.ok ? [...(await answer.text()).matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, summary = '']) => summary) : answer.status
}
const address = (page: Page) => page.getByRole('textbox', { name: /Private address|Indirizzo privato/ })
const focused = (page: Page) => page.evaluate('document.activeElement.value || document.activeElement.textContent')

test.each([{ phone: true, dark: true }, { phone: false, dark: false }])('R10.8 a learner makes an address for their calendar, copies it, replaces and stops it (%o)', async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page, `${stack.url}/profile`, ADA)
  const section = page.getByRole('region', { name: 'Calendar' })
  await section.getByText('when your certifications expire').waitFor()
  await expectAccessible(page, 'without an address')
  await section.getByRole('button', { name: 'Create address' }).click()
  await address(page).waitFor()
  const first = await address(page).inputValue()
  expect(first).toMatch(new RegExp(`^${stack.url}/calendar/[^/]+\\.ics$`))
  // What was pressed is gone: the keyboard is where the address is.
  await expect.poll(() => focused(page)).toBe(first)
  expect(await summaries(first)).toEqual(['Fire safety expires'])
  expect(await section.getByRole('link', { name: 'Open in my calendar' }).getAttribute('href')).toBe(first.replace('http:', 'webcal:'))
  await section.getByRole('button', { name: 'Copy' }).click()
  await section.getByText('Copied', { exact: true }).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(first)
  await expectAccessible(page, 'with an address')
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)

  const dialog = page.getByRole('dialog')
  await section.getByRole('button', { name: 'New address' }).click()
  await dialog.getByText('stops working at once, for everybody who has it').waitFor()
  await expectAccessible(page, 'a new address')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await summaries(first)).toHaveLength(1)
  await section.getByRole('button', { name: 'New address' }).click()
  await dialog.getByRole('button', { name: 'Create a new address' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => address(page).inputValue()).not.toBe(first)
  const second = await address(page).inputValue()
  expect([await summaries(first), await summaries(second)]).toEqual([404, ['Fire safety expires']])

  await section.getByRole('button', { name: 'Stop this calendar' }).click()
  await expectAccessible(page, 'stop')
  await dialog.getByRole('button', { name: 'Stop it' }).click()
  await section.getByRole('button', { name: 'Create address' }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => focused(page)).toBe('Create address')
  expect(await summaries(second)).toBe(404)

  // One expiry alone, as a file.
  await page.goto(`${stack.url}/my-activities/certification`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Add to calendar: Fire safety' }).click()])
  expect(download.suggestedFilename()).toBe('certification.ics')
  await expectAccessible(page, 'certifications')
  expect(faults).toEqual([])
  await context.close()
})

test.each([{ phone: false, dark: true }, { phone: true, dark: false }])('R10.8 a manager finds the calendars in their menu: of the people, and their own (%o)', async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin`, BOSS)
  await page.getByRole('button', { name: /Your menu/ }).click()
  await page.getByRole('menuitem', { name: 'Calendar of due dates' }).click()
  await page.getByRole('heading', { name: 'Calendar of due dates' }).waitFor()
  const people = page.getByRole('region', { name: 'Due dates of people' })
  const own = page.getByRole('region', { name: 'My own due dates' })
  await expectAccessible(page, 'without addresses')
  await people.getByRole('button', { name: 'Create address' }).click()
  await people.getByRole('textbox', { name: 'Private address' }).waitFor()
  expect(((await summaries(await people.getByRole('textbox').inputValue())) as string[]).toSorted()).toEqual(['Ada Lovelace: Fire safety expires', 'Mario Rossi: Fire safety expires'])
  await own.getByRole('button', { name: 'Create address' }).click()
  await own.getByRole('textbox', { name: 'Private address' }).waitFor()
  expect(await summaries(await own.getByRole('textbox').inputValue())).toEqual([])
  await expectAccessible(page, 'with addresses')
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  await page.reload()
  for (const region of [people, own]) {
    await region.getByRole('button', { name: 'Stop this calendar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click()
    await region.getByRole('button', { name: 'Create address' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  expect(faults).toEqual([])
  await context.close()
})

test('R10.8 the screens and the calendar speak the reader’s language', async () => {
  const learner = await openWindow(browser, { phone: true })
  await signIn(learner.page, `${stack.url}/profile`, MARIO)
  await learner.page.getByRole('region', { name: 'Calendario' }).getByRole('button', { name: 'Crea indirizzo' }).click()
  await address(learner.page).waitFor()
  expect(await summaries(await address(learner.page).inputValue())).toEqual(['Fire safety scade'])
  await expectAccessible(learner.page, 'profile in Italian')
  const boss = await openWindow(browser)
  await signIn(boss.page, `${stack.url}/admin/calendar`, CAPO)
  await boss.page.getByRole('heading', { name: 'Calendario delle scadenze' }).waitFor()
  await boss.page.getByRole('region', { name: 'Scadenze delle persone' }).getByRole('button', { name: 'Crea indirizzo' }).click()
  await address(boss.page).waitFor()
  expect(await summaries(await address(boss.page).inputValue())).toContain('Mario Rossi: Fire safety scade')
  await expectAccessible(boss.page, 'calendars in Italian')
  expect([...learner.faults, ...boss.faults]).toEqual([])
  await learner.context.close()
  await boss.context.close()
})
