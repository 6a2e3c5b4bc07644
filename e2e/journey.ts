import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Stack } from './stack.ts'

export type Look = { phone?: boolean; dark?: boolean; language?: string }

/** A fresh browser window: desktop or phone, light or dark. Fails the test at its end (see `settled`) if a page logged an error. */
export async function openWindow(browser: Browser, { phone = false, dark = false, language = 'en-GB' }: Look = {}): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 900 },
    colorScheme: dark ? 'dark' : 'light', locale: language, reducedMotion: 'reduce', hasTouch: phone,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  return { page, context, faults }
}

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, url: string, { username, password }: { username: string; password: string }): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'))
}

/** Frames in which no script runs, as those of mails: axe would wait for them for ever. */
const WITHOUT_SCRIPTS = 'iframe[sandbox]:not([sandbox~="allow-scripts"])'

/** No findings of axe on what is shown now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).exclude(WITHOUT_SCRIPTS).analyze()
  expect(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([])
}

/** A call of the REST API with the stack's key. */
export async function call<Body = Record<string, unknown>>(stack: Stack, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await fetch(`${stack.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.apiKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Body
}

export type ImportSeen = { id: string; state: string; error: { code: string; message: string } | null; counts: Record<'total' | 'new' | 'replaced' | 'unchanged' | 'rejected' | 'skipped', number> }

/** Uploads a file through the REST API and waits until nothing moves any more. */
export async function importFile(stack: Stack, csv: string | Buffer, options: object = {}): Promise<ImportSeen> {
  const form = new FormData()
  form.append('file', new Blob([typeof csv === 'string' ? csv : new Uint8Array(csv)]), 'records.csv')
  form.append('options', JSON.stringify(options))
  const answer = await fetch(`${stack.url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}` }, body: form })
  if (answer.status !== 202) throw new Error(`the upload answered ${answer.status}: ${await answer.text()}`)
  const { id } = (await answer.json()) as { id: string }
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const seen = await call<ImportSeen>(stack, 'GET', `/imports/${id}`)
    if (!['queued', 'validating', 'running'].includes(seen.state)) return seen
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
  throw new Error(`the import ${id} did not end within a minute`)
}
