import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// Rules of notifications on the screens of the administration: whom Recert tells of what, when, and in which words.

let stack: Stack
let browser: Browser
const chief = { username: 'chief', password: 'correct horse battery' }
beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  await call(stack, 'PUT', '/demo/clock', { now: '2026-03-01T09:00:00Z' })
  await call(stack, 'POST', '/people', { ...chief, firstName: 'Chief', lastName: 'X', email: 'chief@example.org', timeZone: 'UTC', language: 'en', role: 'superadmin' })
  for (const username of ['ann', 'ben']) await call(stack, 'POST', '/people', { username, firstName: username === 'ann' ? 'Ann' : 'Ben', lastName: 'X', email: `${username}@example.org`, timeZone: 'UTC', language: 'en', branchPath: 'Italy/Milan', groups: ['Crew'] })
  await call(stack, 'POST', '/certifications', { name: 'Work at height', code: 'WAH', validity: { amount: 1, unit: 'year' } })
  await call(stack, 'POST', '/certifications', { name: 'First aid', code: 'AID', validity: { amount: 2, unit: 'year' } })
  await call(stack, 'POST', '/awards', { usernames: ['ann'], certificationCode: 'WAH', issuedAt: '2026-01-01' })
  await call(stack, 'POST', '/awards', { usernames: ['ben'], certificationCode: 'AID', issuedAt: '2026-02-01' })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

type Rule = { id: string; name: string; event: string; timing: string; amount: number; unit: string; active: boolean; digest: boolean; managerCopy: boolean; calendarAttachment: boolean; channels: string[]; texts: object; certifications: { code: string }[]; groups: { name: string }[]; branches: { name: string }[]; version: number }
const rules = async () => (await call<{ items: Rule[] }>(stack, 'GET', '/notification-rules')).items
const ruleOf = async (name: string) => (await rules()).find((rule) => rule.name === name)
const mails = async () => (await call<{ items: { to: string; subject: string }[] }>(stack, 'GET', '/mails')).items
const TEXTS = { en: { subject: '[certification_title] expires', body: 'Dear [first_name],\n\nrenew it:\n\n[renew_link]' } }
const make = (name: string, more: object = {}) => call<{ id: string }>(stack, 'POST', '/notification-rules', { name, event: 'expired', timing: 'before', amount: 30, unit: 'day', texts: TEXTS, ...more })

/** The text inside the previewed mail, without what only lists of mails show of it. */
const previewed = (page: Page) => page.getByRole('region', { name: 'Preview' }).frameLocator('iframe').getByRole('main')
const body = (page: Page) => page.getByRole('textbox', { name: 'Body', exact: true })

test('R2.1 R10.1 the app is activated, the first rule begins with a ready-made text, is refused at its place, previewed for a person, tested and saved', async () => {
  await call(stack, 'PUT', '/features/notifications', { active: false })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/notification-rules`)
  await page.getByText('Notifications is not active').waitFor()
  await page.getByRole('link', { name: 'Apps & Features' }).last().click()
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Activate App' }).click()
  await expectAccessible(page, 'activate')
  await page.getByRole('button', { name: 'Activate Now' }).click()
  await page.getByRole('link', { name: 'Rules' }).click()
  await page.getByText('No rules yet').waitFor()
  await expectAccessible(page, 'no rules')
  await page.getByRole('link', { name: 'Reminder 30 days before' }).click()
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Reminder 30 days before')

  // Anybody who holds something, in the language of the tab.
  await previewed(page).getByText('your certification').waitFor()
  await page.getByRole('tab', { name: 'Italiano' }).click()
  await previewed(page).getByText('la tua certificazione').waitFor()
  await page.getByRole('combobox', { name: 'As it reads for' }).fill('ben')
  await page.getByRole('option', { name: 'Ben X · ben' }).click()
  await previewed(page).getByText('Ciao Ben').waitFor()
  await previewed(page).getByText('1 febbraio 2028').waitFor()
  await expectAccessible(page, 'editor')

  // An unknown shortcode is told in the preview and at its field while it is typed, and when it is saved at its field in its own language.
  await body(page).fill('Ciao [first_name],\n\n scade il [scadenza]')
  const sentence = 'The body names “[scadenza]” in line 3, column 11'
  await page.getByRole('region', { name: 'Preview' }).getByText(sentence).first().waitFor()
  await page.locator('form').getByText(sentence).waitFor()
  await page.getByRole('tab', { name: 'English' }).click()
  await previewed(page).getByText('Hello Ben').waitFor()
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.locator('form').getByText(sentence).waitFor()
  expect(await page.getByRole('tab', { name: 'Italiano' }).getAttribute('aria-selected')).toBe('true')
  expect(await page.evaluate('document.activeElement.getAttribute("data-path")')).toBe('texts.it.body')
  await expectAccessible(page, 'refused')
  expect(await rules()).toEqual([])

  // The right one is inserted where the cursor is, by keyboard.
  await body(page).fill('Ciao , scade presto')
  for (const key of ['Home', ...Array.from({ length: 5 }, () => 'ArrowRight')]) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Insert shortcode into the body' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /first_name/ }).waitFor()
  await expectAccessible(page, 'shortcodes')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect.poll(() => body(page).inputValue()).toBe('Ciao [first_name], scade presto')
  await expect.poll(() => page.evaluate('document.activeElement.getAttribute("data-path")')).toBe('texts.it.body')
  await page.keyboard.type('!')
  expect(await body(page).inputValue()).toBe('Ciao [first_name]!, scade presto')
  await previewed(page).getByText('Ciao Ben!, scade presto').waitFor()

  await page.getByRole('button', { name: 'Send a test to me' }).click()
  await page.getByText('The test goes to chief@example.org').waitFor()
  expect(await mails()).toMatchObject([{ to: 'chief@example.org', subject: expect.stringMatching(/^\[Test\] First aid scade tra \d+ giorni$/) as string }])

  await page.getByRole('radio', { name: 'Chosen certifications' }).check()
  await page.getByRole('radio', { name: 'Those of chosen branches and groups' }).check()
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('No certification is chosen').waitFor()
  await page.getByText('Nobody is chosen. Choose branches').waitFor()
  expect(await page.evaluate('document.activeElement.getAttribute("data-path")')).toBe('certifications')
  await page.getByRole('combobox', { name: 'Chosen certifications' }).fill('height')
  await page.getByRole('option', { name: 'Work at height (WAH)' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Branches' }).click()
  await page.getByRole('option', { name: 'Italy/Milan' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Inbox' }).check()
  for (const option of ['One mail per person and day', '.ics attachment', 'Copy to the managers']) await page.getByLabel(option).check()
  await page.getByText('Once saved, it tells of what falls due from then on').waitFor({ state: 'detached' })
  await page.getByRole('switch', { name: 'Active' }).check()
  await page.getByText('Once saved, it tells of what falls due from then on').waitFor()
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('is active. It tells of what falls due from now on').waitFor()
  await page.getByRole('heading', { name: 'Notification rules' }).waitFor()
  expect(await rules()).toMatchObject([{
    name: 'Reminder 30 days before', event: 'expired', timing: 'before', amount: 30, unit: 'day', channels: ['email', 'in_app'], digest: true, managerCopy: true, calendarAttachment: true, active: true,
    certifications: [{ code: 'WAH' }], branches: [{ name: 'Milan' }], groups: [], texts: { it: { body: 'Ciao [first_name]!, scade presto' } },
  }])
  await page.getByRole('cell', { name: '30 days before it expires' }).waitFor()
  await page.getByRole('link', { name: 'See it in the outbox' }).click()
  await page.getByRole('button', { name: /^\[Test\] First aid scade/ }).waitFor()
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
  await context.close()
})

test('R10.1 R10.3 a rule is paused and comes back, activated and taken back, copied, and deleted after saying what stays', async () => {
  await make('Menu', { active: true })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/notification-rules`)
  const choose = async (rule: string, what: string) => {
    await page.getByRole('button', { name: `Actions for ${rule}` }).click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  const undo = async (said: string) => {
    await page.getByRole('alert').filter({ hasText: said }).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('alert').filter({ hasText: said }).waitFor({ state: 'detached' })
  }
  await choose('Menu', 'Pause')
  await page.getByText('Menu is paused and tells nobody').waitFor()
  expect((await ruleOf('Menu'))?.active).toBe(false)
  await undo('Menu is paused and tells nobody')
  await page.getByText('Menu is active again').waitFor()
  expect((await ruleOf('Menu'))?.active).toBe(true)
  await choose('Menu', 'Pause')
  await page.getByText('Menu is paused and tells nobody').waitFor()
  await choose('Menu', 'Activate')
  await page.getByText('Menu is active. It tells of what falls due from now on').waitFor()
  expect((await ruleOf('Menu'))?.active).toBe(true)

  await choose('Menu', 'Copy')
  await expectAccessible(page, 'copy')
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Copy of Menu')
  await page.getByRole('button', { name: 'Make a paused copy' }).click()
  await page.getByRole('heading', { name: 'Copy of Menu' }).waitFor()
  expect(await ruleOf('Copy of Menu')).toMatchObject({ active: false, texts: TEXTS })

  await page.goto(`${stack.url}/admin/notification-rules`)
  await choose('Menu', 'Delete')
  await page.getByText('What it sent stays in the log').waitFor()
  await expectAccessible(page, 'delete')
  await page.getByRole('button', { name: 'Pause it instead' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect((await ruleOf('Menu'))?.active).toBe(false)
  await choose('Menu', 'Delete')
  await page.getByRole('button', { name: 'Delete 1 rule' }).click()
  await page.getByText('Menu is deleted').waitFor()
  expect(await ruleOf('Menu')).toBeUndefined()
  expect(await ruleOf('Copy of Menu')).toBeDefined()
  expect(faults).toEqual([])
  await context.close()
})

test('R10.3 R15.2 a rule that somebody else changed meanwhile is not overwritten in silence; another instant begins anew; leaving asks', async () => {
  const { id } = await make('Both', { active: true })
  const { page, context } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/notification-rules/${id}`)
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Mine')
  await call(stack, 'PATCH', `/notification-rules/${id}`, { name: 'Theirs' })
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('Someone changed this rule meanwhile').waitFor()
  await expectAccessible(page, 'conflict')
  expect((await ruleOf('Theirs'))?.id).toBe(id)
  await page.getByRole('button', { name: 'Load what it says now' }).click()
  await expect.poll(() => name.inputValue()).toBe('Theirs')

  await page.getByRole('textbox', { name: 'How long' }).fill('0')
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('A rule fires at the event, or a whole number from 1 to 9999').waitFor()
  expect(await page.evaluate('document.activeElement.getAttribute("data-path")')).toBe('amount')
  await page.getByRole('textbox', { name: 'How long' }).fill('2')
  await page.getByRole('combobox', { name: 'Unit' }).selectOption('week')
  await page.getByText('Once saved, it tells of what falls due from then on').waitFor()
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('Theirs is saved. It tells of what falls due from now on').waitFor()
  expect(await ruleOf('Theirs')).toMatchObject({ amount: 2, unit: 'week', active: true })
  // What is saved is left without a question.
  await page.getByRole('link', { name: 'Rules' }).first().click()
  await page.getByRole('link', { name: 'Theirs' }).click()

  await name.fill('Lost')
  await page.getByRole('link', { name: 'Groups' }).click()
  await page.getByText('Leave without saving?').waitFor()
  await page.getByRole('button', { name: 'Stay' }).click()
  expect(await name.inputValue()).toBe('Lost')
  await page.getByRole('link', { name: 'Groups' }).click()
  await page.getByRole('button', { name: 'Leave without saving' }).click()
  await page.getByRole('heading', { name: 'Groups' }).waitFor()
  await context.close()
})

test('R10.1 whoever has no address is told why no test can be sent; a rule without mails shows the words alone; a rule of which all is gone is not for all', async () => {
  await call(stack, 'POST', '/groups', { name: 'Passing' })
  await make('Narrow', { groups: ['Passing'], channels: ['in_app'] })
  const passing = (await call<{ items: { id: string; name: string }[] }>(stack, 'GET', '/groups')).items.find((group) => group.name === 'Passing')
  await call(stack, 'DELETE', `/groups/${passing?.id}`)
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/notification-rules`)
  await page.getByRole('row', { name: /Narrow/ }).getByText('None: what was chosen is gone').waitFor()
  await page.getByRole('link', { name: 'Narrow' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('Dear Ann,').waitFor()
  expect(await preview.locator('iframe').count()).toBe(0)
  expect(await page.getByRole('radio', { name: 'Those of chosen branches and groups' }).isChecked()).toBe(true)
  await page.getByLabel('E-mail').check()
  const test = preview.getByRole('button', { name: 'Send a test to me' })
  expect(await test.getAttribute('aria-disabled')).toBe('true')
  await preview.getByText('Your account has no e-mail address').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByText('Nobody is chosen. Choose branches').waitFor()
  await page.getByRole('tab', { name: 'Italiano' }).click()
  await preview.getByText('Nothing is written in Italiano').waitFor()
  await page.getByRole('combobox', { name: 'As it reads for' }).fill('chief')
  await page.getByRole('option', { name: /chief/ }).click()
  await preview.getByText('This person holds no certification now').waitFor()
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
  await context.close()
})

test.each([{}, { phone: true }, { dark: true }, { phone: true, dark: true, italian: true }])('the pages of rules have no axe findings and do not scroll sideways (%o)', { timeout: 120_000 }, async (look) => {
  const { id } = await make('Looked at', { active: true, certifications: ['WAH', 'AID'], groups: ['Crew'], channels: ['email', 'in_app'] })
  await make('A rule with a name that is so long that it has to be broken into several lines wherever it is shown', { event: 'issued', timing: 'at', amount: 0 })
  const viewer = { username: `viewer${look.phone ? '.phone' : ''}${look.dark ? '.dark' : ''}`, password: 'correct horse battery' }
  await call(stack, 'POST', '/people', { ...viewer, firstName: 'V', lastName: 'X', email: 'v@example.org', timeZone: 'UTC', language: 'italian' in look ? 'it' : 'en', role: 'superadmin' })
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, `${stack.url}/admin`, viewer)
  for (const path of ['/notification-rules', `/notification-rules/${id}`, '/notification-rules/new', '/notification-rules/new?start=issued']) {
    await page.goto(`${stack.url}/admin${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(page, path)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), `${path} scrolls sideways`).toBe(true)
    if ('italian' in look) {
      const shown = await page.locator('body').innerText()
      expect(shown, path).toContain('Notifiche')
      expect(shown.match(/\b(Save Changes|When|For whom|Certification has|How long|New rule|Preview|Everybody|Paused)\b/g), `${path} is in Italian`).toBeNull()
    }
  }
  expect(faults).toEqual([])
  for (const rule of await rules()) if (rule.name === 'Looked at' || rule.name.startsWith('A rule with')) await call(stack, 'DELETE', `/notification-rules/${rule.id}`)
  await context.close()
})

test('R10.1 where there are rules already, a new one takes the ready-made text that fits it; a long name leaves nothing out of reach', async () => {
  await make(`${'Verylong'.repeat(12)} name`)
  const { page, context, faults } = await openWindow(browser, { phone: true })
  await signIn(page, `${stack.url}/admin`, chief)
  await page.goto(`${stack.url}/admin/notification-rules/new`)
  await page.getByRole('radio', { name: 'Certification has been issued' }).check()
  await page.getByRole('button', { name: 'Use a ready-made text' }).focus()
  await expectAccessible(page, 'ready-made')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'Subject', exact: true }).inputValue()).toBe('You hold [certification_title]')
  expect(await page.evaluate('document.activeElement.getAttribute("data-path")')).toBe('texts.en.subject')
  expect(await page.getByRole('button', { name: 'Use a ready-made text' }).count()).toBe(0)

  const sideways = () => page.evaluate('document.documentElement.scrollWidth > innerWidth')
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Rules' }).click()
  await page.getByRole('button', { name: 'Leave without saving' }).click()
  await page.getByRole('link', { name: /^Verylong/ }).click()
  await page.getByRole('heading', { name: /^Verylong/ }).waitFor()
  expect(await sideways()).toBe(false)
  expect(faults).toEqual([])
  await context.close()
})
