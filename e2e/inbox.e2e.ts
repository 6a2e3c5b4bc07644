import { unsubscribeUrl } from '@recert/actions/notifications/opt-out'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// What somebody is told in the inbox of both apps, and mails that they stop.

const SECRET = 'for-these-tests-only-and-nowhere-else'
const JO = { username: 'jo', password: 'long enough' }
const GINA = { username: 'gina', password: 'long enough' }

let stack: Stack
let browser: Browser
let ruleId: string
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1', AUTH_SECRET: SECRET })
  await at('2026-03-01T09:00:00Z')
  await call(stack, 'POST', '/people', { ...JO, firstName: 'Jo', lastName: 'Moser', timeZone: 'UTC', language: 'en' })
  await call(stack, 'POST', '/people', { ...GINA, firstName: 'Gina', lastName: 'Rossi', timeZone: 'Europe/Rome', language: 'it' })
  await call(stack, 'POST', '/certifications', { name: 'Forklift driver', code: 'FLT', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await call(stack, 'POST', '/certifications', { name: 'First aid', code: 'AID', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await call(stack, 'POST', '/certifications', { name: 'Soon gone', code: 'GONE', validity: { amount: 1, unit: 'year' } })
  const texts = {
    en: { subject: 'You hold [certification_title]', body: 'Dear [first_name],\n\nrenew it here in time: [renew_link]\n\nNot ours: https://elsewhere.example/renew' },
    it: { subject: 'Possiedi [certification_title]', body: 'Ciao [first_name],\n\nrinnova qui: [renew_link]' },
  }
  const { id } = await call<{ id: string }>(stack, 'POST', '/notification-rules', { name: 'On issue', event: 'issued', channels: ['in_app'], texts, active: true })
  ruleId = id
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

let now = ''
const at = async (instant: string) => {
  now = instant
  await call(stack, 'PUT', '/demo/clock', { now })
}
/** Gives somebody a certification, and lets an hour pass, in which they are told of it. */
async function told(username: string, certificationCode: string): Promise<string> {
  const { awardIds: [id = ''] } = await call<{ awardIds: string[] }>(stack, 'POST', '/awards', { usernames: [username], certificationCode, issuedAt: now })
  await at(new Date(Date.parse(now) + 3_600_000).toISOString())
  return id
}
const opener = (page: Page, subject: string) => page.getByRole('listitem').getByRole('button', { name: subject, exact: true })

test('R11.2 a learner’s bell counts what comes without a reload; opening reads it, and it leads to the award and to our own addresses alone', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true })
  await signIn(page, `${stack.url}/my-activities/certification`, JO)
  await page.getByRole('link', { name: 'Inbox, no unread messages' }).click()
  await page.getByText('No messages yet').waitFor()
  await expectAccessible(page, 'empty')

  // R10.2: the page stays as it is, and somebody is awarded.
  const forklift = await told(JO.username, 'FLT')
  const bell = page.getByRole('link', { name: 'Inbox, 1 unread message' })
  await bell.waitFor({ timeout: 20_000 })
  await opener(page, 'You hold Forklift driver').waitFor()
  // Heard by a screen reader, from a region that was there before.
  await page.getByRole('status').filter({ hasText: 'New message: You hold Forklift driver' }).waitFor({ state: 'attached' })
  await page.getByRole('listitem').filter({ hasText: 'Forklift driver' }).getByText('Unread', { exact: true }).waitFor()
  await expectAccessible(page, 'unread')

  await opener(page, 'You hold Forklift driver').click()
  await page.getByText('Dear Jo,').waitFor()
  await page.getByRole('link', { name: 'Inbox, no unread messages' }).waitFor()
  expect(await opener(page, 'You hold Forklift driver').getAttribute('aria-expanded')).toBe('true')
  await page.getByText('You have read everything.').waitFor()
  await expectAccessible(page, 'open')
  const body = page.getByRole('listitem').filter({ hasText: 'Dear Jo' })
  expect(await body.getByText('Not ours: https://elsewhere.example/renew').count()).toBe(1)
  expect((await body.getByRole('link').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))).map((href) => new URL(href).pathname.replace(/^\/renew\/.+/, '/renew/…'))).toEqual(['/renew/…', '/my-activities/certification'])
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true)

  // Marked as unread again, it stays so while it is open, and nobody is told of it as if it were new.
  await body.getByRole('button', { name: 'Mark as unread' }).click()
  await bell.waitFor()
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Mark as read')
  await page.getByText('1 unread message', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('Dear Jo,').waitFor()
  await page.getByRole('link', { name: 'Inbox, no unread messages' }).waitFor()
  expect(await page.getByRole('status').filter({ hasText: 'New message' }).count()).toBe(0)

  await body.getByRole('link', { name: 'To the certification: Forklift driver' }).click()
  await page.getByRole('heading', { name: 'Forklift driver' }).waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe(forklift)

  await page.goBack()
  await body.getByRole('link', { name: /\/renew\// }).click()
  await page.getByRole('heading', { name: 'Renew Forklift driver' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R11.2 an earlier cycle is led to, what is gone is not; all are marked as read and taken back; more are shown page by page', async () => {
  const [first = ''] = (await call<{ items: { id: string }[] }>(stack, 'GET', '/awards?username=jo&certificationCode=FLT')).items.map(({ id }) => id)
  // More than a page of them.
  for (let n = 0; n < 21; n++) await call(stack, 'POST', '/awards', { usernames: [JO.username], certificationCode: 'AID', issuedAt: new Date(Date.parse(now) + n * 1000).toISOString() })
  await call(stack, 'POST', '/awards', { usernames: [JO.username], certificationCode: 'FLT', issuedAt: now })
  await call(stack, 'DELETE', `/awards/${await told(JO.username, 'GONE')}`)

  const { page, context, faults } = await openWindow(browser, { dark: true })
  await signIn(page, `${stack.url}/inbox`, JO)
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Inbox, 23 unread messages' }).waitFor()
  const rows = page.getByRole('list', { name: 'Messages' }).getByRole('listitem')
  expect(await rows.count()).toBe(20)
  await expectAccessible(page, 'many, dark')
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect.poll(() => rows.count()).toBe(24)
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0)

  await page.getByRole('button', { name: 'Mark all as read' }).press('Enter')
  await page.getByText('23 messages are marked as read.').waitFor()
  await page.getByRole('link', { name: 'Inbox, no unread messages' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Inbox, 23 unread messages' }).waitFor()
  await expect.poll(() => rows.getByText('Unread', { exact: true }).count()).toBe(23)
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByText('23 messages are marked as read.').waitFor()

  // The first message is of a cycle that has been replaced since.
  await rows.last().getByRole('button', { name: 'You hold Forklift driver' }).click()
  await page.getByRole('link', { name: 'To the certification: Forklift driver' }).click()
  await page.getByRole('heading', { name: 'Earlier cycles' }).waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe(first)
  await page.goBack()
  const gone = rows.filter({ hasText: 'Soon gone' })
  await gone.getByRole('button', { name: 'You hold Soon gone' }).click()
  await gone.getByText('Dear Jo').waitFor()
  expect(await gone.getByRole('link').allInnerTexts()).toEqual([expect.stringContaining('/renew/')])
  expect(faults).toEqual([])
  await context.close()
})

test('R11.2 in Italian, in the dark, on a phone', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true, dark: true, language: 'it-IT' })
  await page.goto(`${stack.url}/inbox`)
  await page.getByLabel('Nome utente o e-mail').fill(GINA.username)
  await page.getByLabel('Password', { exact: true }).fill(GINA.password)
  await page.getByRole('button', { name: 'Accedi' }).click()
  await page.getByText('Ancora nessun messaggio').waitFor()
  await told(GINA.username, 'FLT')
  await page.getByRole('link', { name: 'Posta in arrivo, 1 messaggio non letto' }).waitFor({ timeout: 20_000 })
  await page.getByText('Non letto', { exact: true }).waitFor()
  await expectAccessible(page, 'unread, Italian, dark, phone')
  await opener(page, 'Possiedi Forklift driver').click()
  await page.getByText('Ciao Gina,').waitFor()
  await expectAccessible(page, 'open, Italian, dark, phone')
  expect(faults).toEqual([])
  await context.close()
})

test('R11.2 an administrator’s bell shows the last messages, and the inbox leads to the award', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin/people`, stack.admin)
  await page.getByRole('button', { name: 'Inbox, no unread messages' }).click()
  await page.getByText('No messages yet. What a notification rule tells you').waitFor()
  await page.keyboard.press('Escape')

  const award = await told(stack.admin.username, 'AID')
  const bell = page.getByRole('button', { name: 'Inbox, 1 unread message' })
  await bell.waitFor({ timeout: 20_000 })
  await page.getByRole('status').filter({ hasText: 'New message: You hold First aid' }).waitFor({ state: 'attached' })
  await bell.click()
  const last = page.getByRole('list', { name: 'Last messages' })
  await last.getByText('Unread', { exact: true }).waitFor()
  await expectAccessible(page, 'popover')
  await last.getByRole('link', { name: 'You hold First aid' }).click()
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
  await page.getByText('renew it here in time').waitFor()
  await page.getByRole('button', { name: 'Inbox, no unread messages' }).waitFor()
  await expectAccessible(page, 'inbox')
  await page.getByRole('link', { name: 'To the award: First aid' }).click()
  await page.waitForURL(`**/admin/awarded-users/${award}`)
  await page.getByRole('heading', { name: 'First aid' }).waitFor()

  // By the keyboard: the bell, all messages.
  await page.getByRole('button', { name: 'Inbox, no unread messages' }).press('Enter')
  await page.getByRole('link', { name: 'All messages' }).press('Enter')
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()

  // Away from it meanwhile: a page that asks for its messages in that instant is refused, and the browser logs it.
  const inbox = page.url()
  await page.goto('about:blank')
  await call(stack, 'PUT', '/features/notifications', { active: false })
  await page.goto(inbox)
  await page.getByText('Messages are switched off').waitFor()
  expect(await page.getByRole('button', { name: /^Inbox/ }).count()).toBe(0)
  await page.goto('about:blank')
  await call(stack, 'PUT', '/features/notifications', { active: true })
  expect(faults).toEqual([])
  await context.close()
})

/** As it stands in a mail to somebody. */
async function linkFor(username: string): Promise<string> {
  const { id } = await call<{ id: string }>(stack, 'GET', `/people/${username}`)
  return unsubscribeUrl(SECRET, stack.url, id, ruleId)
}

test('R10.5 the link of a mail stops its rule’s mails for whoever has it, signed out, by a button alone, and takes it back; so does the profile', async () => {
  const link = await linkFor(JO.username)
  const { page, context, faults } = await openWindow(browser, { phone: true })
  const referrers: (string | undefined)[] = []
  page.on('response', (answer) => { if (new URL(answer.url()).pathname.startsWith('/unsubscribe/')) referrers.push(answer.headers()['referrer-policy']) })
  await page.goto(link)
  await page.getByRole('heading', { name: 'Stop these mails?' }).waitFor()
  await page.getByText('Recert sends Jo the mails “On issue”.').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Moser')
  await expectAccessible(page, 'before')
  await page.reload()
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await page.getByRole('heading', { name: 'These mails are stopped' }).waitFor()
  await page.getByRole('status').filter({ hasText: 'Jo no longer gets the mails “On issue”.' }).waitFor()
  await expectAccessible(page, 'stopped')
  await page.reload()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('heading', { name: 'Stop these mails?' }).waitFor()
  await page.goto(`${link.slice(0, -3)}AAA`)
  await page.getByRole('heading', { name: 'This link is not whole' }).waitFor()
  await expectAccessible(page, 'altered')
  expect(new Set(referrers)).toEqual(new Set(['no-referrer']))

  // As a mail program does it; then the profile says so.
  expect((await fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })).status).toBe(200)
  await signIn(page, `${stack.url}/profile`, JO)
  await page.getByText('You have stopped these mails. What you are told in the inbox goes on.').waitFor()
  await expectAccessible(page, 'profile, stopped')
  await page.getByRole('button', { name: 'Receive again: On issue' }).click()
  await page.getByRole('status').filter({ hasText: 'You get the mails “On issue” again.' }).waitFor()
  await page.getByText('You get all mails about your certifications.').waitFor()
  await expectAccessible(page, 'profile, received again')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Receive again: On issue' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})
