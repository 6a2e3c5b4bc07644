import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { startStack } from './stack.ts'

// What mails look like: each as a mail program shows it that is a browser, and in the administration.

const SAMPLES = fileURLToPath(new URL('../packages/mail/src/testing.ts', import.meta.url))
let browser: Browser
let samples: Record<string, { subject: string; html: string; text: string }>
beforeAll(async () => {
  browser = await openBrowser()
  // By Node alone, as the servers run it.
  const { stdout } = await promisify(execFile)(process.execPath, [SAMPLES], { maxBuffer: 1e8 })
  samples = JSON.parse(stdout) as typeof samples
})
afterAll(() => browser.close())

/** Of every text that is seen: its contrast with what is behind it, and its words. The least first. */
const CONTRASTS = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = (element) => { const color = channels(getComputedStyle(element).backgroundColor); return color[3] === 0 ? behind(element.parentElement) : color }
  const seen = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode
    if (!parentElement.checkVisibility() || !data.trim()) continue
    const [a, b] = [light(channels(getComputedStyle(parentElement).color)), light(behind(parentElement))]
    seen.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), data])
  }
  return seen.sort(([a], [b]) => a - b)
})()`
const [LIGHT, DARK] = [['rgb(241, 243, 245)', 'rgb(255, 255, 255)'], ['rgb(20, 20, 20)', 'rgb(36, 36, 36)']]
const BACKGROUNDS = `['.page > table > tbody > tr > td', '.card'].map((part) => getComputedStyle(document.querySelector(part)).backgroundColor)`

async function show(html: string, { width, dark = false }: { width: number; dark?: boolean }, look: (page: Page) => Promise<void>): Promise<void> {
  const { page, context, faults } = await openWindow(browser, { dark })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.setViewportSize({ width, height: 844 })
  await page.setContent(html)
  await look(page)
  expect(faults).toEqual([])
  expect(asked, 'fetched').toEqual([])
  await context.close()
}

test.each([[false, 390], [false, 1000], [true, 390], [true, 1000]])('R10.9 every mail can be read (dark: %s, %i px wide): contrast, nothing beyond the edge, no findings of axe, nothing fetched', { timeout: 120_000 }, async (dark, width) => {
  expect(Object.keys(samples).length).toBeGreaterThan(7)
  for (const [name, { html }] of Object.entries(samples)) {
    await show(html, { width, dark }, async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width)
      const [least, ...others] = await page.evaluate<[number, string][]>(CONTRASTS)
      expect(least?.[0], `${name}: ${least?.[1]}`).toBeGreaterThan(4.5)
      expect(others.length, name).toBeGreaterThan(3)
      expect(await page.evaluate(BACKGROUNDS), name).toEqual(dark ? DARK : LIGHT)
      await expectAccessible(page, name)
    })
  }
})

test('R10.9 names from right to left leave a sentence as it runs; a text from right to left runs so, with all around it', async () => {
  const directions = `[...document.querySelectorAll('h1, .text')].map((each) => getComputedStyle(each).direction)`
  await show(samples['names from right to left']?.html ?? '', { width: 390 }, async (page) => {
    expect(await page.evaluate(directions)).toEqual(['ltr', 'ltr'])
    expect(await page.evaluate(`[...document.querySelectorAll('p bdi')].map((each) => getComputedStyle(each).direction)`)).toEqual(['rtl', 'rtl', 'rtl'])
  })
  await show(samples['text from right to left']?.html ?? '', { width: 390 }, async (page) => {
    expect(await page.evaluate(directions)).toEqual(['rtl', 'rtl', 'rtl'])
    const { x = 0, width = 0 } = (await page.getByRole('link', { name: 'Renew now' }).boundingBox()) ?? {}
    expect(x + width, 'the button is at the right').toBeGreaterThan(340)
  })
})

test('R10.9 the administration shows a mail in the scheme that the viewer has chosen', { timeout: 180_000 }, async () => {
  const stack = await startStack()
  try {
    await call(stack, 'PATCH', '/people/root', { email: 'root@example.org' })
    const { page, context, faults } = await openWindow(browser)
    // A scheme that the tests pretend for the whole window would hide the one that a page has chosen from what it frames.
    await page.emulateMedia({ colorScheme: null })
    await signIn(page, `${stack.url}/admin`, stack.admin)
    // By whoever is signed in, who is the one that is told.
    await page.evaluate(`(() => {
      const form = new FormData()
      form.append('file', new Blob(['username,certification_code,certification_issue_date,always_valid\\nnobody,FIRE,2024-01-01,1']), 'records.csv')
      form.append('options', '{}')
      return fetch('/api/v1/imports', { method: 'POST', body: form })
    })()`)
    await expect.poll(async () => (await call<{ items: unknown[] }>(stack, 'GET', '/mails')).items.length, { timeout: 20_000 }).toBe(1)
    await page.goto(`${stack.url}/admin/outbox`)
    await page.getByText('Import finished: records.csv').click()
    const shown = page.getByRole('dialog').frameLocator('iframe')
    await shown.getByRole('heading', { name: 'Import finished: records.csv' }).waitFor()
    const backgrounds = () => page.frames().find((frame) => frame.parentFrame() !== null)?.evaluate(BACKGROUNDS)
    expect(await backgrounds()).toEqual(LIGHT)
    await page.evaluate(`localStorage.setItem('mantine-color-scheme-value', 'dark')`)
    await page.reload()
    await shown.getByRole('heading', { name: 'Import finished: records.csv' }).waitFor()
    // Without axe, which runs in frames and waits for ever for one that may run nothing; the mail itself was asked above.
    expect(await backgrounds()).toEqual(DARK)
    expect(faults).toEqual([])
    await context.close()
  } finally {
    await stack.stop()
  }
})
