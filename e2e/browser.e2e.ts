import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { findBrowser, openBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => { browser = await openBrowser() })
afterAll(() => browser.close())

test('the browser of the tests runs scripts, draws text and takes clicks', async () => {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end('<title>Up</title><h1 style="display:inline">Certification</h1><button onclick="this.textContent = `pressed`">Renew Now</button>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.getByRole('button', { name: 'Renew Now' }).click()
  expect(await page.getByRole('button', { name: 'pressed' }).isVisible()).toBe(true)
  // Without a font, text has no width.
  expect((await page.getByRole('heading').boundingBox())?.width).toBeGreaterThan(40)
  expect((await page.screenshot()).length).toBeGreaterThan(1000)
  await page.close()
  server.close()
})

test('a CHROMIUM_PATH that is no program is refused in words', async () => {
  await expect(findBrowser({ CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(/^CHROMIUM_PATH must name/)
})
