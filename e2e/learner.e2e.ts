import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  // One after the other: unpacking the browser moves the temporary folder, which the stack would inherit.
  browser = await openBrowser()
  stack = await startStack({ DEMO: '1' })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const MARIO = { username: 'mario', password: 'recert-demo' }

test.each([{ phone: true, dark: false }, { phone: true, dark: true }, { phone: false, dark: false }, { phone: false, dark: true }])(
  'R11.1 a learner sees what they hold, in words and in their language, without axe findings (%o)', async (look) => {
    const { page, context, faults } = await openWindow(browser, look)
    await page.goto(stack.url)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await expectAccessible(page, 'sign-in')
    await signIn(page, `${stack.url}/my-activities/certification`, MARIO)
    // Mario's language is Italian.
    await page.getByRole('heading', { name: 'Le mie attività' }).waitFor()
    await page.getByText('First Aid at Work').first().waitFor()
    const text = await page.locator('main').innerText()
    expect(text).toContain('Forklift')
    expect(text).toMatch(/Scade tra 1\d giorni/)
    expect(text).toMatch(/Scaduta/)
    expect(text).toMatch(/Sempre valid/)
    await expectAccessible(page, 'certification')
    await page.getByRole('button', { name: /cicli precedenti/i }).click()
    await page.getByText(/Archiviat/).first().waitFor()
    await expectAccessible(page, 'earlier cycles')
    expect(faults).toEqual([])
    await context.close()
  })

test('R5.1 R11.1 the profile changes the language, and everything follows', async () => {
  const { page, context } = await openWindow(browser, { phone: true })
  await signIn(page, stack.url, { username: 'admin', password: 'recert-demo' })
  await page.goto(`${stack.url}/profile`)
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  await expectAccessible(page, 'profile')
  await page.getByLabel('Language').selectOption({ label: 'Italiano' })
  await page.getByRole('button', { name: 'Save Changes' }).click()
  await page.getByRole('heading', { name: 'Profilo' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Profilo' }).waitFor()
  await page.getByLabel('Lingua').selectOption({ label: 'English' })
  await page.getByRole('button', { name: 'Salva modifiche' }).click()
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  expect(await page.getByRole('link', { name: 'My Activities' }).count()).toBeGreaterThan(0)
  await context.close()
})

test('R5.1 R11.1 the profile changes the time zone, found as people write it, and every date follows', async () => {
  const { page, context } = await openWindow(browser, { phone: true })
  await signIn(page, `${stack.url}/profile`, MARIO)
  const datesIn = async (zone: string): Promise<string[]> => {
    await page.goto(`${stack.url}/profile`)
    await page.getByLabel('Fuso orario').selectOption({ label: zone })
    await page.getByRole('button', { name: 'Salva modifiche' }).click()
    await page.getByText('Il tuo profilo è salvato.').waitFor()
    await page.goto(`${stack.url}/my-activities/certification`)
    await page.getByText('First Aid at Work').first().waitFor()
    return (await page.locator('main').innerText()).match(/\d{1,2} \p{L}{3,} \d{4}/gu) ?? []
  }
  // They are 25 hours apart: no instant is of the same day in both.
  const [west, east] = [await datesIn('Pacific/Pago Pago'), await datesIn('Pacific/Kiritimati')]
  expect(west.length).toBeGreaterThan(2)
  expect(east).toHaveLength(west.length)
  expect(east.filter((date, nth) => date === west[nth])).toEqual([])
  await datesIn('Europe/Rome')
  await context.close()
})

test('a wrong password is answered with a sentence, and the page asked for is shown after the right one', async () => {
  const { page, context } = await openWindow(browser, { phone: true })
  await page.goto(`${stack.url}/profile`)
  await page.getByLabel('Username or e-mail').fill('mario')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This username and password do not belong together').waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.getByLabel('Password', { exact: true }).fill(MARIO.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/profile')
  await context.close()
})

test('a learner who opens the administration is told so, and shown the way back', async () => {
  const { page, context } = await openWindow(browser)
  await signIn(page, `${stack.url}/admin`, MARIO)
  await page.getByRole('link', { name: 'Alle mie certificazioni' }).first().waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Awarded Users')
  await context.close()
})
