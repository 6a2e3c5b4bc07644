import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// The delivery log, "why no mail?" and what is to come, on the screens of the administration.

let stack: Stack
let browser: Browser
let rules: Record<'fire' | 'lift', string>
let award: string
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  await call(stack, 'PUT', '/features/notifications', { active: true })
  await call(stack, 'PUT', '/demo/clock', { now: '2026-03-01T09:00:00Z' })
  for (const [username, firstName, lastName, email] of [['ada', 'Ada', 'Byron', 'ada@example.org'], ['ben', 'Ben', 'Rossi', null]]) {
    await call(stack, 'POST', '/people', { username, firstName, lastName, timeZone: 'UTC', language: 'en', ...(email ? { email } : {}), branchPath: username === 'ben' ? 'Works' : 'Office' })
  }
  await call(stack, 'POST', '/people', { username: 'chief', firstName: 'Carla', lastName: 'Verdi', timeZone: 'UTC', language: 'en', role: 'manager', scopeBranches: ['Works'], password: 'correct horse battery' })
  for (const [code, name] of [['FIRE', 'Fire safety'], ['LIFT', 'Fork lift']]) await call(stack, 'POST', '/certifications', { code, name, validity: { amount: 1, unit: 'year' }, allowRetake: false })
  const texts = { en: { subject: '[certification_title] expires', body: 'Dear [first_name], renew until [expiration_date].' } }
  const rule = async (name: string, code: string, more: object = {}) => (await call<{ id: string }>(stack, 'POST', '/notification-rules', { name, event: 'expired', timing: 'before', amount: 30, unit: 'day', certifications: [code], texts, active: true, ...more })).id
  rules = { fire: await rule('Fire reminder', 'FIRE'), lift: await rule('Lift reminder', 'LIFT', { channels: ['email', 'in_app'] }) }
  await rule('Second reminder', 'FIRE', { active: false })
  const made = await call<{ awardIds: string[] }>(stack, 'POST', '/awards', { usernames: ['ada'], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2026-04-05T09:00:00Z' })
  award = made.awardIds[0] ?? ''
  await call(stack, 'POST', '/awards', { usernames: ['ben'], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2026-04-04T09:00:00Z' })
  await call(stack, 'POST', '/awards', { usernames: ['ada', 'ben'], certificationCode: 'LIFT', issuedAt: '2026-01-01', expiresAt: '2026-05-01T09:00:00Z' })
  await call(stack, 'PUT', '/demo/clock', { now: '2026-03-08T09:00:00Z' })
  // A worker takes the mail out of the queue.
  for (let tries = 0; (await call<{ items: unknown[] }>(stack, 'GET', '/notifications?state=outbox')).items.length === 0; tries++) {
    if (tries > 100) throw new Error('no worker took the mail')
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const NO_ADDRESS = 'The person has no e-mail address. Enter one, or tell people in the inbox, too.'
const rows = (page: Page, label: string) => page.getByRole('table', { name: label }).locator('tbody tr')
async function pick(page: Page, field: string, text: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(text)
  await page.getByRole('option', { name: option }).first().click()
}

test('R10.4 the log says what became of each, filters are in the address and survive a reload, a row opens the mail', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Delivery log' }).click()
  await page.getByRole('heading', { name: 'Delivery log', level: 1 }).waitFor()
  const table = rows(page, 'Delivery log')
  await table.first().waitFor()
  expect(await table.count()).toBe(2)
  await page.getByText(NO_ADDRESS, { exact: true }).waitFor()
  await expectAccessible(page, 'the log')

  await page.getByRole('button', { name: 'Filters' }).click()
  await pick(page, 'Person', 'ada', /ada/)
  await pick(page, 'Rule', 'Fire', 'Fire reminder')
  // Its text field has no width of its own.
  await page.getByRole('combobox', { name: 'State' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Kept here' }).click()
  await expectAccessible(page, 'its filters')
  await page.keyboard.press('Escape')
  await page.getByText('State: Kept here').waitFor()
  expect(new URL(page.url()).search).toContain('outbox')
  await page.reload()
  for (const filter of ['Person: Ada Byron', 'Rule: Fire reminder', 'State: Kept here']) await page.getByText(filter).waitFor()
  expect(await table.count()).toBe(1)
  await table.getByRole('link', { name: 'Read the mail to ada' }).click()
  await page.getByRole('dialog').getByText('Fire safety expires').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R10.6 “Why no mail?” answers in sentences, and leads to where it is put right', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/notifications`)
  await page.getByRole('tab', { name: 'Why no mail?' }).click()
  await page.getByText('Whom is it about?').waitFor()
  await pick(page, 'Person', 'ben', /ben/)
  await page.getByText(NO_ADDRESS, { exact: true }).waitFor()
  await page.getByText('The rule is paused').waitFor()
  await page.getByText(/It falls due at 1 Apr 2026, 09:00, but the person has no e-mail address/).waitFor()
  expect(await page.getByText('The rule is for other certifications').count()).toBe(3)
  await expectAccessible(page, 'why')
  await pick(page, 'Rule', 'Lift', 'Lift reminder')
  await pick(page, 'Certification', 'Fork', /Fork lift/)
  await expect.poll(() => page.getByText('The rule is paused').count()).toBe(0)
  await page.reload()
  await page.getByText(/It falls due at 1 Apr 2026/).waitFor()
  await page.getByRole('link', { name: 'To the e-mail address' }).click()
  await page.getByRole('heading', { name: 'Ben Rossi' }).waitFor()
  await page.getByRole('tab', { name: 'Notifications' }).click()
  await rows(page, 'Delivery log').first().waitFor()
  await page.getByRole('tab', { name: 'Why no mail?' }).click()
  await page.getByText(NO_ADDRESS, { exact: true }).waitFor()
  await expectAccessible(page, 'why, of a person')
  await page.goto(`${stack.url}/admin/awarded-users/${award}`)
  await rows(page, 'Delivery log').getByText('Kept here').waitFor()
  await expectAccessible(page, 'the log of an award')
  expect(faults).toEqual([])
  await context.close()
})

test('R10.7 what is to come stands under “Upcoming”, with a number for each rule and what stands in the way', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/notifications?view=upcoming`)
  const table = rows(page, 'Upcoming')
  await table.first().waitFor()
  expect(await table.count()).toBe(4)
  expect(await page.getByText(/falls due at 1 Apr 2026, 09:00, but the person has no e-mail address/).count()).toBe(1)
  await page.getByRole('button', { name: /^Lift reminder 4/ }).waitFor()
  await page.getByRole('button', { name: /^Fire reminder 0/ }).click()
  await page.getByText('Nothing matches').waitFor()
  expect(new URL(page.url()).searchParams.get('rule')).toContain(rules.fire)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await table.first().waitFor()
  await expectAccessible(page, 'upcoming')
  expect(faults).toEqual([])
  await context.close()
})

test('R1, R10.4 a manager reads the log of their own people, and has no way to mails and rules', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, { username: 'chief', password: 'correct horse battery' })
  await page.goto(`${stack.url}/admin/notifications`)
  const table = rows(page, 'Delivery log')
  await table.first().waitFor()
  expect(await table.count()).toBe(1)
  await table.getByRole('link', { name: 'Open the award of ben' }).waitFor()
  expect(await page.getByRole('link', { name: 'Fire reminder' }).count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test.each([{ phone: true }, { phone: true, dark: true }, { dark: true }, { language: 'it' }])('the log, the answers and what is to come have no axe findings and do not scroll sideways (%o)', { timeout: 120_000 }, async (look) => {
  const { page, context, faults } = await openWindow(browser, look)
  await signInIn(page, look.language)
  const { items: [ada] } = await call<{ items: { id: string }[] }>(stack, 'GET', '/people?search=ada')
  for (const path of ['/notifications', `/notifications?view=why&person=${ada?.id}`, '/notifications?view=upcoming', `/people/${ada?.id}?tab=notifications`]) {
    await page.goto(`${stack.url}/admin${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByText(/Fire reminder/).filter({ visible: true }).first().waitFor()
    await expectAccessible(page, path)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), `${path} scrolls sideways`).toBe(true)
  }
  if (look.language === 'it') {
    await page.getByRole('tab', { name: 'Perché nessuna mail?' }).click()
    await page.getByText('La regola è sospesa').waitFor()
    await page.getByText('La mail è stata scritta il').waitFor()
  }
  expect(faults).toEqual([])
  await context.close()
})

/** The superadmin's own language decides, once they are signed in. */
async function signInIn(page: Page, language: string | undefined): Promise<void> {
  await call(stack, 'PATCH', '/people/root', { language: language ?? 'en' })
  await page.goto(`${stack.url}/admin`)
  await page.getByLabel(language === 'it' ? 'Nome utente o e-mail' : 'Username or e-mail').fill(stack.admin.username)
  await page.getByLabel('Password', { exact: true }).fill(stack.admin.password)
  await page.getByRole('button', { name: language === 'it' ? 'Accedi' : 'Sign in' }).click()
  await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'))
}
