import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  // One after the other: unpacking the browser moves the temporary folder, which the stack would inherit.
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  await at('2025-01-10T09:00:00Z')
  for (const person of [HOLDER, OTHER]) await call(stack, 'POST', '/people', { ...person, firstName: 'Jo', lastName: person.username, timeZone: 'Europe/Rome', language: 'en' })
  const exits = { code: 'EXITS', title: 'Emergency exits', kind: 'page', body: 'Where they are.', shared: true }
  await call(stack, 'POST', '/courses', { code: 'FORK', name: 'Forklift driving', materials: [exits, { code: 'QUIZ', title: 'The quiz', kind: 'quiz', quiz: QUIZ }] })
  await call(stack, 'POST', '/courses', { code: 'FIRE', name: 'Fire safety', materials: [exits, { code: 'EXT', title: 'Extinguishers', kind: 'page', body: 'How they work.' }] })
  await call(stack, 'POST', '/certifications', { name: 'Forklift driver', code: 'FLT', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  for (const code of ['FORK', 'FIRE']) await call(stack, 'POST', '/certifications/FLT/items', { kind: 'course', code })
  await call(stack, 'POST', '/certifications', { name: 'Crane operator', code: 'CRANE', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await call(stack, 'POST', '/enrolments', { usernames: [HOLDER.username], items: [{ kind: 'course', code: 'FORK' }, { kind: 'course', code: 'FIRE' }] })
  await call(stack, 'POST', '/awards', { usernames: [HOLDER.username], certificationCode: 'CRANE', issuedAt: '2025-01-01' })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const HOLDER = { username: 'driver', password: 'long enough' }
const OTHER = { username: 'walker', password: 'long enough' }
const QUIZ = {
  passMark: 100, attempts: 2,
  questions: [{ id: 'side', text: 'Which side?', kind: 'single', answers: [{ id: 'a', text: 'The right one', correct: true }, { id: 'b', text: 'The wrong one', correct: false }] }],
}

const at = (now: string) => call(stack, 'PUT', '/demo/clock', { now })
type Cycle = { id: string; issuedAt: string; expiresAt: string; archiveKind: string | null }
const cycles = async () => (await call<{ items: Cycle[] }>(stack, 'GET', `/awards?username=${HOLDER.username}&certificationCode=FLT&cycle=all&sort=issued&direction=asc`)).items
const linkOf = async (awardId: string) => (await call<{ url: string }>(stack, 'GET', `/awards/${awardId}/renew-link`)).url
const certifications = (page: Page) => page.goto(`${stack.url}/my-activities/certification`)

/** Works through the page and the quiz of the course that is open, from its overview. */
async function workThrough(page: Page, begin: RegExp | string): Promise<void> {
  await page.getByRole('link', { name: begin }).click()
  await page.getByRole('button', { name: 'I have read it' }).click()
  await page.getByRole('heading', { name: 'The quiz', level: 2 }).waitFor()
  await page.getByLabel('The right one').check()
  await page.getByRole('button', { name: 'Send the answers' }).click()
}

test('R7.1–R7.6 R11.1 a certification is earned, renewed on a phone after one change of mind, and again too late', async () => {
  const desk = await openWindow(browser)
  await signIn(desk.page, stack.url, HOLDER)
  await desk.page.goto(`${stack.url}/courses/FORK`)
  await workThrough(desk.page, 'Start: Emergency exits')
  await desk.page.getByText('You have earned Forklift driver, valid until').waitFor()

  // R4.6: another of its courses renews nothing by itself, and says so.
  await desk.page.goto(`${stack.url}/courses/FIRE`)
  await desk.page.getByRole('link', { name: 'Continue: Extinguishers' }).click()
  await desk.page.getByRole('button', { name: 'I have read it' }).click()
  await desk.page.getByText('Renewal not started').waitFor()
  expect(await cycles()).toHaveLength(1)
  expect(desk.faults).toEqual([])
  await desk.context.close()

  await at('2025-12-20T09:00:00Z')
  const { page, context, faults } = await openWindow(browser, { phone: true })
  await signIn(page, stack.url, HOLDER)
  await certifications(page)
  const renewNow = page.getByRole('button', { name: 'Renew Now: Forklift driver' })
  await renewNow.waitFor()
  // R7.2: where it cannot be renewed, the button is there, and the card says why.
  expect(await page.getByRole('listitem').filter({ hasText: 'Crane operator' }).getByRole('button', { name: 'Renew Now' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByText('No course or learning plan is assigned to this certification').first().waitFor()
  await expectAccessible(page, 'certifications')

  // What it resets is shown before anything happens.
  await renewNow.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Finish before 10 Jan 2026').waitFor()
  await dialog.getByRole('button', { name: 'Renew Now' }).click()
  await dialog.getByText('Choose with what you want to renew.').waitFor()
  await dialog.getByRole('radio', { name: 'Forklift driving' }).check()
  await dialog.getByText('Also reset in: Fire safety').waitFor()
  expect(await dialog.getByRole('list', { name: 'What is reset' }).getByRole('listitem').allInnerTexts()).toEqual(['Emergency exits completed · shared', 'The quiz completed'])
  expect((await dialog.boundingBox())?.width).toBe(390)
  await expectAccessible(page, 'dialog')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Renew Now')

  // Pressed twice it is one renewal.
  await renewNow.click()
  await dialog.getByRole('radio', { name: 'Forklift driving' }).check()
  await dialog.getByRole('button', { name: 'Renew Now' }).dblclick()
  await page.getByText('To be done again').waitFor()
  await page.getByText('0 of 2 done').first().waitFor()
  const [award] = await cycles()
  const seen = await call<{ renewals: unknown[] }>(stack, 'GET', `/awards/${award?.id}/renewals`)
  expect(seen.renewals).toHaveLength(1)

  // A change of mind: what was reset is back.
  await certifications(page)
  await page.getByText('Renewal with Forklift driving is open since 20 Dec 2025.').waitFor()
  await expectAccessible(page, 'open')
  await page.getByRole('button', { name: 'Cancel renewal: Forklift driver' }).click()
  await dialog.getByText('Emergency exits completed on 10 Jan 2025').waitFor()
  await expectAccessible(page, 'cancel')
  await dialog.getByRole('button', { name: 'Cancel renewal' }).click()
  await renewNow.waitFor()
  await page.goto(`${stack.url}/courses/FORK`)
  await page.getByText('You have completed this course').waitFor()
  await page.getByText('2 of 2 done').first().waitFor()

  await certifications(page)
  await renewNow.click()
  await dialog.getByRole('radio', { name: 'Forklift driving' }).check()
  await dialog.getByRole('button', { name: 'Renew Now' }).click()
  await page.getByText('To be done again').waitFor()
  await certifications(page)
  await page.getByRole('link', { name: 'Continue: Forklift driving' }).click()
  await workThrough(page, 'Start: Emergency exits')
  await page.getByText('You have renewed Forklift driver, valid until 20 Dec 2026.').waitFor()
  await page.getByRole('link', { name: 'To my certifications', exact: true }).click()
  await page.getByText('20 Dec 2026').waitFor()
  await page.getByRole('button', { name: 'Show earlier cycles' }).click()
  await page.getByText('Archived early, on 20 Dec 2025').waitFor()
  await expectAccessible(page, 'earlier cycles')
  expect((await cycles()).map(({ archiveKind }) => archiveKind)).toEqual(['early', null])

  await at('2027-01-05T09:00:00Z')
  await certifications(page)
  await renewNow.click()
  await dialog.getByText('this will be a late renewal').waitFor()
  await dialog.getByRole('radio', { name: 'Forklift driving' }).check()
  await dialog.getByRole('button', { name: 'Renew Now' }).click()
  await workThrough(page, 'Start: Emergency exits')
  await page.getByText('You have renewed Forklift driver, valid until 5 Jan 2028.').waitFor()
  expect((await cycles()).map(({ archiveKind }) => archiveKind)).toEqual(['early', 'late', null])
  expect(faults).toEqual([])
  await context.close()
})

test('R7.7 the link of a mail leads past the sign-in to its award, and says when it is altered, somebody else’s, or old', async () => {
  const [, old, current] = await cycles()
  const link = await linkOf(current?.id ?? '')
  const { page, context, faults } = await openWindow(browser, { phone: true })
  const referrers: (string | undefined)[] = []
  page.on('response', (answer) => { if (new URL(answer.url()).pathname.startsWith('/renew/')) referrers.push(answer.headers()['referrer-policy']) })
  await signIn(page, link, OTHER)
  await page.getByRole('heading', { name: 'This link is for somebody else' }).waitFor()
  await expectAccessible(page, 'not yours')

  // Signing in as the right person leads back to it.
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await page.getByLabel('Username or e-mail').fill(HOLDER.username)
  await page.getByLabel('Password', { exact: true }).fill(HOLDER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Renew Forklift driver' }).waitFor()
  expect(page.url()).toBe(link)
  await expectAccessible(page, 'the link')
  await page.reload()
  expect((await call<{ open: unknown }>(stack, 'GET', `/awards/${current?.id}/renewals`)).open).toBeNull()

  await page.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'Q' : 'A'}`)
  await page.getByRole('heading', { name: 'This link is not whole' }).waitFor()
  await expectAccessible(page, 'altered')
  // As it stood in a mail before the award was renewed.
  await page.goto(await linkOf(old?.id ?? ''))
  await page.getByRole('heading', { name: 'This link is of the past' }).waitFor()
  await expectAccessible(page, 'old')
  await page.getByRole('link', { name: 'To my certifications' }).click()
  await page.getByRole('button', { name: 'Renew Now: Forklift driver' }).waitFor()

  await page.goto(link)
  await page.getByRole('radio', { name: 'Fire safety' }).check()
  await page.getByRole('button', { name: 'Renew Now' }).click()
  await page.getByText('To be done again').waitFor()
  await page.goto(link)
  await page.getByText('Renewal with Fire safety is open since').waitFor()
  await expectAccessible(page, 'the link of an open renewal')
  expect(new Set(referrers)).toEqual(new Set(['no-referrer']))
  expect(faults).toEqual([])
  await context.close()
})

test.each([{ phone: false }, { phone: true }])('R7.7 opened signed out, the link leads past the sign-in back to it, whole, also after a wrong password (%o)', async (look) => {
  const current = (await cycles()).at(-1)
  const link = `${await linkOf(current?.id ?? '')}?from=mail`
  // As a mail server's scanner looks at it, without running its page.
  for (const method of ['GET', 'HEAD']) expect((await fetch(link, { method, headers: { accept: 'text/html' } })).status).toBe(200)
  const { page, context, faults } = await openWindow(browser, look)
  await page.goto(link)
  await page.getByRole('heading', { name: 'Sign in to Recert' }).waitFor()
  await expectAccessible(page, 'sign-in')
  await page.getByLabel('Username or e-mail').fill(HOLDER.username)
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  // Reloaded, the way back is still known.
  await page.reload()
  await page.getByLabel('Username or e-mail').fill(HOLDER.username)
  await page.getByLabel('Password', { exact: true }).fill(HOLDER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Renew Forklift driver' }).waitFor()
  expect(page.url()).toBe(link)
  // The refused password is the browser's only complaint.
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])

  // Signed in already, it opens at once; when the session has ended meanwhile, it asks for the sign-in and comes back.
  await context.clearCookies()
  await page.goto(link)
  await page.getByLabel('Username or e-mail').fill(OTHER.username)
  await page.getByLabel('Password', { exact: true }).fill(OTHER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'This link is for somebody else' }).waitFor()
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await page.getByLabel('Username or e-mail').fill(HOLDER.username)
  await page.getByLabel('Password', { exact: true }).fill(HOLDER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Renew Forklift driver' }).waitFor()
  expect(page.url()).toBe(link)
  await page.goto(link)
  await page.getByRole('heading', { name: 'Renew Forklift driver' }).waitFor()
  await context.close()
})
