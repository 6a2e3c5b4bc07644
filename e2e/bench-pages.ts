import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { freePort } from '@recert/db/embedded'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'

// What the screens weigh and how quick they are, for `npm run bench`, which starts this as a process of its own and gets the answer as a message.

type Asked = { url: string; cookies: { admin: string; learner: string }; lighthouse: number; sortRounds: number }
type Weight = { js: number; css: number }
type Scores = { page: string; form: 'desktop' | 'mobile'; performance: number; accessibility: number; /** What the middle run's performance is made of. */ metrics: string }
export type PagesMeasured = {
  portal: Weight; shell: Weight; list: Weight
  largestLazy: { file: string; bytes: number }
  paints: { what: string; ms: number }[]
  lighthouse: Scores[] | { not: string }
}

const dist = (app: string): string => fileURLToPath(new URL(`../apps/${app}/dist`, import.meta.url))
const LIST = '/admin/awarded-users'

async function measure({ url, cookies, lighthouse, sortRounds }: Asked): Promise<PagesMeasured> {
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  try {
    const weigh = (path: string, cookie: string): Promise<Loaded> => loadedBy(browser, url, path, cookie)
    const [portal, shell, list] = [await weigh('/', cookies.learner), await weigh('/admin/apps', cookies.admin), await weigh(LIST, cookies.admin)]
    const paints = await paintTimes(browser, url, cookies.admin, sortRounds)
    return {
      portal: weightOf(portal), shell: weightOf(shell), list: weightOf(list), largestLazy: largestLazy([...portal, ...shell]), paints,
      lighthouse: lighthouse === 0 ? { not: 'left out' } : await scores(port, [{ page: 'portal', address: `${url}/`, cookie: cookies.learner }, { page: 'list', address: url + LIST, cookie: cookies.admin }], lighthouse)
        .catch((error: unknown) => ({ not: error instanceof Error ? error.message : String(error) })),
    }
  } finally {
    await browser.close()
  }
}

async function openPage(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } })
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url }])
  return context.newPage()
}

type Loaded = string[]

/** Scripts and styles that a first look at a page loads, by their addresses. */
async function loadedBy(browser: Browser, url: string, path: string, cookie: string): Promise<Loaded> {
  const page = await openPage(browser, url, cookie)
  const found = new Set<string>()
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url())
    if (/\.(js|css)$/.test(pathname)) found.add(pathname)
  })
  await page.goto(url + path)
  await page.waitForLoadState('networkidle')
  if (new URL(page.url()).pathname.endsWith('/sign-in')) throw new Error(`${path} asks to sign in.`)
  await page.context().close()
  return [...found]
}

const fileOf = (path: string): string => (path.startsWith('/admin/') ? join(dist('admin'), path.slice('/admin/'.length)) : join(dist('learner'), path.slice(1)))
const zipped = (file: string): number => (existsSync(`${file}.gz`) ? statSync(`${file}.gz`).size : gzipSync(readFileSync(file), { level: 9 }).length)
const weightOf = (paths: Loaded): Weight => {
  const sum = (end: string): number => paths.filter((path) => path.endsWith(end)).reduce((bytes, path) => bytes + zipped(fileOf(path)), 0)
  return { js: sum('.js'), css: sum('.css') }
}

/** Of everything that no first look needs. */
function largestLazy(first: Loaded): { file: string; bytes: number } {
  const needed = new Set(first.map(fileOf))
  const all = ['admin', 'learner'].flatMap((app) => readdirSync(join(dist(app), 'assets')).filter((name) => name.endsWith('.js')).map((name) => join(dist(app), 'assets', name)))
  return all.filter((file) => !needed.has(file)).map((file) => ({ file: file.split('/').at(-1) ?? '', bytes: zipped(file) }))
    .reduce((most, one) => (one.bytes > most.bytes ? one : most), { file: '', bytes: 0 })
}

const HEADERS = ['Issued', 'Expires', 'Username', 'Expires', 'Username'] as const

/** From a click on a column, or a filter's change, until its rows are painted: each on a page that has not shown them before. */
async function paintTimes(browser: Browser, url: string, cookie: string, rounds: number): Promise<PagesMeasured['paints']> {
  const page = await openPage(browser, url, cookie)
  const paints: PagesMeasured['paints'] = []
  for (let round = 0; round < rounds; round++) {
    await page.goto(url + LIST)
    await page.locator('tbody tr').nth(9).waitFor()
    await page.waitForLoadState('networkidle')
    for (const [nth, header] of HEADERS.entries()) paints.push({ what: `sort ${header} ${HEADERS.slice(0, nth).includes(header) ? 'again' : 'once'}`, ms: await paintAfter(page, { header }) })
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Cycles').waitFor()
    paints.push({ what: 'filter by cycles', ms: await paintAfter(page, { select: 'all' }) })
  }
  await page.context().close()
  return paints
}

/** Runs in the page, and is written as text because this program knows no documents. */
const PAINT_AFTER = `async ({ header, select }) => {
  const body = () => document.querySelector('tbody')?.innerText ?? ''
  const before = body()
  const box = [...document.querySelectorAll('select')].find((each) => [...each.options].some(({ value }) => value === select))
  const began = performance.now()
  if (header) [...document.querySelectorAll('th button')].find((button) => button.innerText.trim() === header).click()
  else {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(box, select)
    box.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve) })
  while (document.querySelector('table')?.ariaBusy === 'true' || body() === before) {
    if (performance.now() - began > 10_000) throw new Error('no other rows after ' + (header ?? 'the filter'))
    await frame()
  }
  // The next frame begins when this one is painted.
  await frame()
  return performance.now() - began
}`
const paintAfter = (page: Page, click: { header?: string; select?: string }): Promise<number> => page.evaluate<number>(`(${PAINT_AFTER})(${JSON.stringify(click)})`)

const METRICS = [['first-contentful-paint', 'FCP'], ['largest-contentful-paint', 'LCP'], ['total-blocking-time', 'TBT'], ['cumulative-layout-shift', 'CLS'], ['speed-index', 'SI']] as const

/** The median of so many runs, for each page and form. */
async function scores(port: number, pages: { page: string; address: string; cookie: string }[], runs: number): Promise<Scores[]> {
  const { default: lighthouse, desktopConfig } = await import('lighthouse')
  const found: Scores[] = []
  for (const { page, address, cookie } of pages) {
    for (const form of ['desktop', 'mobile'] as const) {
      const some: Omit<Scores, 'page' | 'form'>[] = []
      for (let run = 0; run < runs; run++) {
        const result = await lighthouse(address, { port, logLevel: 'error', output: 'json', onlyCategories: ['performance', 'accessibility'], extraHeaders: { Cookie: cookie } }, form === 'desktop' ? desktopConfig : undefined)
        const { performance, accessibility } = result?.lhr.categories ?? {}
        if (performance?.score == null || accessibility?.score == null) throw new Error(`Lighthouse gave no score: ${result?.lhr.runtimeError?.message ?? 'and does not say why'}`)
        if (result?.lhr.finalDisplayedUrl.includes('/sign-in')) throw new Error(`Lighthouse was asked to sign in at ${address}.`)
        some.push({ performance: performance.score * 100, accessibility: accessibility.score * 100, metrics: METRICS.map(([id, name]) => `${name} ${result?.lhr.audits[id]?.displayValue ?? '?'}`).join(', ') })
      }
      const middle = (of: 'performance' | 'accessibility') => some.toSorted((a, b) => a[of] - b[of])[Math.floor(some.length / 2)]
      found.push({ page, form, performance: middle('performance')?.performance ?? 0, accessibility: middle('accessibility')?.accessibility ?? 0, metrics: middle('performance')?.metrics ?? '' })
    }
  }
  return found
}

process.send?.(await measure(JSON.parse(process.argv[2] ?? '') as Asked))
process.disconnect?.()
