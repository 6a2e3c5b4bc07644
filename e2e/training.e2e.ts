import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePackage, makeZip } from '@recert/actions/materials/testing'
import type { Browser, Page } from 'playwright-core'
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

const save = (page: Page) => page.getByRole('button', { name: 'Save Changes' }).click()
const materials = (page: Page) => page.getByRole('list', { name: 'Materials' })

async function addMaterial(page: Page, kind: RegExp, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add material' }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  await page.getByLabel('Title').fill(title)
}

/** Finds the API as packages do, and says what it found on its page. */
const SCO = `<!doctype html><html><head><title>Part</title></head><body><p id="said"></p><iframe title="Inner" src="inner.html"></iframe><script>
let seat = window; while (!seat.API && seat.parent !== seat) seat = seat.parent
document.getElementById('said').textContent = [seat.API.LMSInitialize(''), seat.API.LMSGetValue('cmi.core.student_name'), typeof localStorage.setItem, origin].join(' / ')
</script></body></html>`
const INNER = '<!doctype html><html><head></head><body><p id="inner"></p><script>document.getElementById("inner").textContent = API.LMSInitialize("")</script></body></html>'

test('R12.1 R4.2 a course is made, filled with materials of every kind, put in order by keyboard, and linked from its own side', async () => {
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.getByRole('link', { name: 'Courses' }).click()
  await page.getByRole('link', { name: 'New course' }).first().click()
  await save(page)
  await page.getByText('The code is missing').first().waitFor()
  await page.getByLabel('Name').fill('Ladders')
  await page.getByLabel('Code').fill('LADDERS')
  await save(page)
  await page.getByText('No materials yet').waitFor()
  await expectAccessible(page, 'a course without materials')

  await addMaterial(page, /^Page/, 'Welcome')
  await page.getByRole('textbox', { name: 'Page' }).fill('# Up you go\n\n**Three** points of contact. <script>alert(1)</script>')
  await page.getByText('Preview', { exact: true }).click()
  await page.getByRole('heading', { name: 'Up you go' }).waitFor()
  expect(await page.getByText('<script>').count()).toBe(1)
  await expectAccessible(page, 'a page in preview')
  await save(page)
  await materials(page).waitFor()

  await addMaterial(page, /^Quiz/, 'Test yourself')
  await save(page)
  await page.getByText('question 1 has no text').first().waitFor()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('How many points of contact?')
  await page.getByRole('textbox', { name: 'Answer 1 of question 1' }).fill('Three')
  await page.getByRole('textbox', { name: 'Answer 2 of question 1' }).fill('One')
  await expectAccessible(page, 'a quiz')
  await save(page)
  await materials(page).waitFor()

  const [refused, zip] = [join(stack.dataDir, 'refused.zip'), join(stack.dataDir, 'package.zip')]
  writeFileSync(refused, makeZip([{ name: 'index.html', bytes: 'no manifest' }]))
  await addMaterial(page, /^SCORM/, 'Package')
  await page.setInputFiles('input[type=file]', refused)
  await page.getByText('it has no imsmanifest.xml').waitFor()
  await expectAccessible(page, 'a refused package')
  writeFileSync(zip, makePackage([{ name: 'inner.html', bytes: INNER }], SCO))
  await page.setInputFiles('input[type=file]', zip)
  await page.getByText('package.zip ·').waitFor()
  await page.getByRole('checkbox', { name: 'Keep it in the central repository' }).check()
  await save(page)
  await materials(page).waitFor()

  await addMaterial(page, /^Link/, 'More')
  await page.getByLabel('Address').fill('javascript:alert(1)')
  await save(page)
  await page.getByText('is not a web address').first().waitFor()
  await page.getByLabel('Address').fill('https://example.org/more')
  await save(page)
  await materials(page).getByRole('link', { name: 'More' }).waitFor()

  let saved = 0
  page.on('response', (answer) => { if (answer.url().includes('materials.reorder') && answer.ok()) saved += 1 })
  await page.getByRole('button', { name: 'Move Package up' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Package is now number 2 of 4').waitFor()
  await expect.poll(() => materials(page).getByRole('link').allTextContents()).toEqual(['Welcome', 'Package', 'Test yourself', 'More'])
  await page.keyboard.press('Enter')
  await page.getByText('Package is now number 1 of 4').waitFor()
  // Its own button is at the end, so the other one has the focus.
  await page.locator('[aria-label="Move Package down"]:focus').waitFor()
  // The order is shown before it is saved, and the second move waits for the first.
  await expect.poll(() => saved).toBe(2)
  await page.reload()
  await materials(page).waitFor()
  expect(await materials(page).getByRole('link').allTextContents()).toEqual(['Package', 'Welcome', 'Test yourself', 'More'])
  await expectAccessible(page, 'the materials of a course')

  await page.getByRole('button', { name: 'Preview Package' }).click()
  const frame = page.frameLocator('iframe[title="The part"]')
  await frame.getByText('true / Preview / function / null').waitFor()
  // Frames within the package have origins of their own, and find the API nevertheless.
  expect(await frame.frameLocator('iframe').locator('#inner').textContent()).toBe('true')
  await page.keyboard.press('Escape')

  await call(stack, 'POST', '/certifications', { name: 'Working at height', code: 'WAH', validity: { amount: 1, unit: 'year' } })
  await page.getByRole('tab', { name: 'Advanced Properties' }).click()
  await page.getByRole('combobox', { name: 'Certifications' }).click()
  await page.getByRole('option', { name: 'Working at height (WAH)' }).click()
  await page.keyboard.press('Escape')
  await save(page)
  await page.getByText('Completions count from now on').first().waitFor()
  await expectAccessible(page, 'retraining')
  await context.close()
  // A browser logs refused uploads by itself.
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
})

test('R4.2 R4.8 a learning plan is made on a phone, linked, and unlinked with the count of what was earned through it', async () => {
  await call(stack, 'POST', '/courses', { code: 'FALLS', name: 'Falls' })
  await call(stack, 'POST', '/certifications', { name: 'Rope access', code: 'ROPE', validity: { amount: 1, unit: 'year' } })
  await call(stack, 'POST', '/people', { username: 'ana', firstName: 'Ana', lastName: 'Ruiz', timeZone: 'UTC', language: 'en' })
  const { page, context, faults } = await openWindow(browser, { phone: true, dark: true })
  await signIn(page, `${stack.url}/admin`, stack.admin)
  await page.goto(`${stack.url}/admin/learning-plans/new`)
  await page.getByLabel('Name').fill('On site')
  await page.getByLabel('Code').fill('SITE')
  await page.getByRole('combobox', { name: 'Add a course' }).fill('fall')
  await page.getByRole('option', { name: 'Falls (FALLS)' }).click()
  await expectAccessible(page, 'a new learning plan')
  await save(page)
  await page.getByRole('tab', { name: 'Certifications & Retraining' }).click()
  await page.getByRole('combobox', { name: 'Certifications' }).click()
  await page.getByRole('option', { name: /^Rope access/ }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Completions count from now on').first().waitFor()

  await call(stack, 'POST', '/completions', { username: 'ana', kind: 'learning_plan', itemCode: 'SITE', completedAt: new Date().toISOString() })
  await page.reload()
  await page.getByRole('combobox', { name: 'Certifications' }).focus()
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Rope access: 1 award was earned through it').waitFor()
  await expectAccessible(page, 'unlinking')
  await page.getByRole('radio', { name: 'Keep them' }).check()
  await page.getByRole('button', { name: 'Unassign', exact: true }).click()
  await page.getByText('On site is saved').first().waitFor()
  expect(await call<{ items: unknown[] }>(stack, 'GET', '/awards?username=ana')).toMatchObject({ items: [{ certificationCode: 'ROPE' }] })
  await page.goto(`${stack.url}/admin/learning-plans`)
  await page.getByRole('button', { name: 'Delete On site' }).click()
  await page.getByText('1 completion is on record').waitFor()
  expect(await page.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true)
  await expectAccessible(page, 'a plan that cannot be deleted')
  await context.close()
  expect(faults).toEqual([])
})
