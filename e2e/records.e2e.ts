import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, importFile, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// R13.5: a person's certification record on the screen and on paper; R3.5: a certification's page.

let stack: Stack
let browser: Browser
let ada = { id: '' }
let fire = { id: '' }
const ADA = { username: 'ada', password: 'correct horse battery' }

beforeAll(async () => {
  browser = await openBrowser()
  stack = await startStack({ DEMO_CLOCK: '1' })
  const clock = (day: string) => call(stack, 'PUT', '/demo/clock', { now: `${day}T12:00:00Z` })
  await call(stack, 'PUT', '/features/notifications', { active: true })
  await call(stack, 'PUT', '/features/external_training', { active: true })
  await clock('2022-01-01')
  ada = await call(stack, 'POST', '/people', { ...ADA, firstName: 'Ada', lastName: 'Byron', timeZone: 'UTC', language: 'en', branchPath: 'Italy/Milan', groups: ['Drivers'] })
  await call(stack, 'POST', '/people', { username: 'ben', firstName: 'Ben', lastName: 'Rossi', timeZone: 'UTC', language: 'en' })
  await call(stack, 'POST', '/courses', { code: 'C1', name: 'Fire course' })
  await call(stack, 'POST', '/courses', { code: 'C2', name: 'Old course' })
  fire = await call(stack, 'POST', '/certifications', { code: 'FIRE', name: 'Fire safety', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await call(stack, 'POST', '/certifications', { code: 'LIFT', name: 'Fork lift', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  for (const code of ['C1', 'C2']) await call(stack, 'POST', '/certifications/FIRE/items', { kind: 'course', code })
  await call(stack, 'DELETE', '/certifications/FIRE/items/course/C2')
  await call(stack, 'POST', '/completions', { username: 'ada', kind: 'course', itemCode: 'C1', completedAt: '2022-01-01T12:00:00Z' })
  await clock('2022-12-01')
  const held = async () => (await call<{ items: { id: string }[] }>(stack, 'GET', '/awards?username=ada&certificationCode=FIRE')).items[0]?.id ?? ''
  await call(stack, 'POST', `/awards/${await held()}/renewals`, { itemCode: 'C1' })
  await call(stack, 'POST', '/completions', { username: 'ada', kind: 'course', itemCode: 'C1', completedAt: '2022-12-01T12:00:00Z' })
  await clock('2024-02-01')
  await importFile(stack, 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\nada,FIRE,2024-02-01,0,2025-02-01\nben,FIRE,2024-02-01,0,2024-02-20\n')
  const gone = await call<{ awardIds: string[] }>(stack, 'POST', '/awards', { usernames: ['ada'], certificationCode: 'LIFT', issuedAt: '2024-01-01', alwaysValid: true })
  await call(stack, 'DELETE', `/awards/${gone.awardIds[0]}`)
  const form = new FormData()
  form.append('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'proof.pdf')
  const sent = await fetch(`${stack.url}/api/v1/files?purpose=evidence`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}` }, body: form })
  const { id: evidenceId } = (await sent.json()) as { id: string }
  await call(stack, 'POST', '/external-activities', { username: 'ada', title: 'Lift seminar', completedAt: '2024-01-15', certificationCode: 'LIFT', evidenceId })
  const texts = { en: { subject: 'Hello', body: 'Soon.' } }
  await call(stack, 'POST', '/notification-rules', { name: 'Fire reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', certifications: ['FIRE'], texts, active: true })
}, 180_000)
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const background = (page: Page) => page.evaluate<string[]>('[document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor)')
const WHITE = 'rgb(255, 255, 255)'

test('R13.5 the record from the person’s page: every cycle with its proof, history on request, in the address', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/people/${ada.id}`)
  await page.getByRole('link', { name: 'Certification record' }).click()
  await page.getByRole('heading', { name: 'Certification record of Ada Byron', level: 1 }).waitFor()
  expect(await page.title()).toBe('Record – Ada Byron – 2024-02-01')
  for (const text of ['Italy/Milan', 'Drivers', 'written in the time zone UTC']) await page.getByText(text, { exact: true }).waitFor()
  const cycles = page.getByRole('table', { name: /Fire safety/ }).locator('tbody')
  expect(await cycles.count()).toBe(3)
  expect(await cycles.nth(0).innerText()).toContain('by an import: row 1 of the file records.csv')
  expect(await cycles.nth(1).innerText()).toContain('Late, after it had expired')
  expect(await cycles.nth(2).innerText()).toContain('Early, while it was valid')
  expect(await cycles.nth(2).innerText()).toContain('Renewal with “Fire course”')
  await page.getByText(/^A cycle was removed on .* by /).waitFor()
  const lift = page.getByRole('table', { name: /Fork lift/ })
  expect(await lift.innerText()).toMatch(/Lift seminar[\s\S]*application\/pdf[\s\S]*SHA-256 [0-9a-f]{64}/)
  const [download] = await Promise.all([page.waitForEvent('download'), lift.getByRole('link', { name: 'proof.pdf' }).click()])
  expect(download.suggestedFilename()).toBe('proof.pdf')
  expect(await page.getByText('History', { exact: true }).count()).toBe(0)
  await expectAccessible(page, 'the record')
  await page.getByRole('checkbox', { name: 'With history' }).check()
  await page.getByText('Renewal started').first().waitFor()
  expect(new URL(page.url()).search).toContain('history')
  await page.reload()
  await page.getByText('Renewal started').first().waitFor()
  await expectAccessible(page, 'the record with its history')
  expect(faults).toEqual([])
  await context.close()
})

test('R13.5 on paper: black on white in dark mode, too, without navigation and buttons, on A4 and Letter', async () => {
  const { page, context, faults } = await openWindow(browser, { dark: true })
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/people/${ada.id}/record`)
  await page.getByRole('heading', { name: 'Certification record of Ada Byron', level: 1 }).waitFor()
  await expectAccessible(page, 'the record in the dark')
  const hidden = [page.getByRole('navigation', { name: 'Main' }), page.getByRole('navigation', { name: 'Breadcrumbs' }), page.getByRole('banner'), page.getByRole('button', { name: 'Print' }), page.getByRole('checkbox', { name: 'With history' })]
  for (const one of hidden) expect(await one.isVisible()).toBe(true)
  expect(await background(page)).not.toContain(WHITE)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const one of hidden) expect(await one.isVisible()).toBe(false)
  expect(await background(page)).toEqual([WHITE, WHITE])
  const inks = await page.evaluate<string[]>('[...new Set([...document.querySelectorAll("table *")].map((element) => getComputedStyle(element).color))]')
  expect(inks).toEqual(['rgb(0, 0, 0)'])
  expect(await page.evaluate<string>('getComputedStyle(document.querySelector("thead")).display')).toBe('table-header-group')
  await page.emulateMedia({ media: null })
  for (const format of ['A4', 'Letter'] as const) expect((await page.pdf({ format })).subarray(0, 5).toString()).toBe('%PDF-')
  // What the button does is the browser's own dialog.
  await page.evaluate('void (window.print = () => { document.body.dataset.printed = "yes" })')
  await page.getByRole('button', { name: 'Print' }).click()
  expect(await page.evaluate('document.body.dataset.printed')).toBe('yes')
  expect(faults).toEqual([])
  await context.close()
})

test('R13.5 holders print their own on a phone, without what left their history, in Italian, too', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true })
  await signIn(page, stack.url, ADA)
  await page.goto(`${stack.url}/my-activities/certification`)
  await page.getByRole('link', { name: 'My certification record' }).click()
  await page.getByRole('heading', { name: 'My certification record', level: 1 }).waitFor()
  await page.getByText('Early, while it was valid').waitFor()
  expect(await page.getByText('A cycle was removed').count()).toBe(0)
  expect(await page.getByText('records.csv').count()).toBe(0)
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  await expectAccessible(page, 'one’s own record')
  await page.emulateMedia({ media: 'print' })
  for (const one of [page.getByRole('navigation', { name: 'Main' }), page.getByRole('banner')]) expect(await one.isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
  await call(stack, 'PATCH', '/people/ada', { language: 'it' })
  await page.reload()
  await page.getByRole('heading', { name: 'La mia scheda delle certificazioni', level: 1 }).waitFor()
  await page.getByText('In anticipo, mentre era valida').waitFor()
  expect(await page.title()).toBe('Scheda – Ada Byron – 2024-02-01')
  await call(stack, 'PATCH', '/people/ada', { language: 'en' })
  expect(faults).toEqual([])
  await context.close()
})

test('R3.5 a certification’s page: holders by standing lead to their list, chain and years to theirs, rules and imports to their pages', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/certifications/${fire.id}?tab=awarded`)
  await page.getByRole('link', { name: 'All holders: 2' }).waitFor()
  await page.getByRole('link', { name: 'Expiring: 1' }).click()
  await page.waitForURL(/standing=/)
  const holders = page.getByRole('table', { name: 'Awarded Users' }).locator('tbody tr')
  await page.getByText('1 row').waitFor()
  expect(await holders.count()).toBe(1)

  await page.getByRole('tab', { name: 'Assigned Items' }).click()
  const before = page.getByRole('table', { name: 'Assigned before' })
  await before.getByRole('link', { name: 'Old course' }).waitFor()

  await page.getByRole('tab', { name: 'Chain' }).click()
  const years = page.getByRole('table', { name: 'By year' })
  await years.waitFor()
  expect(await years.locator('tbody tr').allInnerTexts()).toEqual(['2024\t2\t0\t1\t0', '2023\t0\t0\t0\t1', '2022\t2\t1\t0\t0'])
  const ways = page.getByRole('table', { name: 'How cycles followed each other' })
  expect(await ways.locator('tbody tr').allInnerTexts()).toEqual(['First cycle, none before\t–\t–\t2', 'Awarded again by an import\t0\t1\t1', 'Renewal\t1\t0\t1'])
  await expectAccessible(page, 'the chain')
  await years.getByRole('row', { name: /^2022/ }).getByRole('link').click()
  await page.getByText('2 rows').waitFor()

  await page.getByRole('tab', { name: 'Rules' }).click()
  await page.getByRole('link', { name: 'Fire reminder' }).waitFor()
  await page.getByText('30 days before it expires').waitFor()
  await expectAccessible(page, 'the rules')
  await page.getByRole('tab', { name: 'Imports' }).click()
  const imported = page.getByRole('table', { name: 'Imports' }).locator('tbody tr')
  await imported.getByRole('link', { name: 'records.csv' }).waitFor()
  expect(await imported.innerText()).toMatch(/\t1\t1$/)
  await expectAccessible(page, 'the imports')
  await imported.getByRole('link', { name: 'records.csv' }).click()
  await page.waitForURL(/\/imports\//)
  expect(faults).toEqual([])
  await context.close()
})

test('R3.5 the same on a phone and in the dark: nothing scrolls sideways but tables', async () => {
  const { page, context, faults } = await openWindow(browser, { phone: true, dark: true })
  await signIn(page, `${stack.url}/admin`, stack.admin)
  for (const [path, what] of [[`/certifications/${fire.id}?tab=awarded`, 'All holders: 2'], [`/certifications/${fire.id}?tab=chain`, 'How cycles followed each other'], [`/people/${ada.id}/record`, 'Early, while it was valid']] as const) {
    await page.goto(`${stack.url}/admin${path}`)
    await page.getByText(what).first().waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(390)
    await expectAccessible(page, path)
  }
  expect(faults).toEqual([])
  await context.close()
})
