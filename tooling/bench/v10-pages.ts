import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '@recert/scripts/places'
import { type Measurement, milliseconds } from './bench.ts'
import { median } from './http.ts'
import type { Line } from './lines.ts'
import { signIn } from './sign-in.ts'
import { certificationCode, ensureAwards } from './world.ts'

const LEARNER = { username: 'bench-learner', password: 'correct horse battery' }

/** What e2e/bench-pages.ts answers; that package is no dependency of this one. */
type Weight = { js: number; css: number }
type Scores = { page: string; form: 'desktop' | 'mobile'; performance: number; accessibility: number; metrics: string }
type Pages = {
  portal: Weight; shell: Weight; list: Weight; largestLazy: { file: string; bytes: number }; paints: { what: string; ms: number }[]; lighthouse: Scores[] | { not: string }
}

/** V10: the pages as they were built, in a real browser. */
export const measurePages: Measurement = async ({ stack, sizes, say }) => {
  await ensureAwards(stack.db, sizes)
  say('the pages')
  await stack.http.ask('POST', '/people', { ...LEARNER, firstName: 'Bench', lastName: 'Learner', timeZone: 'UTC', language: 'en' })
  for (let n = 0; n < 3; n++) await stack.http.ask('POST', '/awards', { usernames: [LEARNER.username], certificationCode: certificationCode(n), issuedAt: '2026-01-01' })
  const cookies = { admin: await signIn(stack.url, stack.admin), learner: await signIn(stack.url, LEARNER) }
  const pages = await inBrowser({ url: stack.url, cookies, lighthouse: sizes.lighthouse, sortRounds: sizes.quick ? 1 : 5 })
  if (pages instanceof Error) return [{ promise: 'V10', what: 'the pages in a browser', figure: null, instead: 'not measured', note: pages.message }]

  const weight = (what: string, bytes: number, most: number, note?: string): Line => ({ promise: 'V10', what, figure: { value: bytes / 1000, unit: 'kB' }, held: { most }, note, anySize: true })
  const kinds = [...new Set(pages.paints.map(({ what }) => what))].map((what) => ({ what, ms: median(pages.paints.filter((paint) => paint.what === what).map(({ ms }) => ms)) })).sort((a, b) => b.ms - a.ms)
  return [
    weight('portal, first load: JS', pages.portal.js, 190),
    weight('portal, first load: CSS', pages.portal.css, 20),
    weight('shell of the administration, with its smallest page: JS', pages.shell.js, 240),
    weight('a list in the administration: JS', pages.list.js, 275),
    weight('the largest chunk that no first load needs', pages.largestLazy.bytes, 130, pages.largestLazy.file),
    ...lighthouseLines(pages.lighthouse),
    { promise: 'V10', what: `a sort or filter among ${sizes.rows.toLocaleString('en-US')} is painted, the slowest`, figure: milliseconds(kinds[0]?.ms ?? 0), held: { most: 150 }, note: kinds.map(({ what, ms }) => `${what} ${ms.toFixed(0)}`).join(', ') },
  ]
}

function lighthouseLines(scores: Pages['lighthouse']): Line[] {
  const line = (what: string, least: number, of: 'performance' | 'accessibility', which: (score: Scores) => boolean): Line => {
    if ('not' in scores) return { promise: 'V10', what, figure: null, held: { least }, instead: 'not measured', note: scores.not }
    const fitting = scores.filter(which)
    return { promise: 'V10', what, figure: { value: Math.min(...fitting.map((score) => score[of])), unit: 'points' }, held: { least }, note: fitting.map((score) => `${score.page} ${score.form} ${Math.round(score[of])}${of === 'performance' ? ` (${score.metrics})` : ''}`).join(', ') }
  }
  return [
    line('Lighthouse, accessibility', 100, 'accessibility', () => true),
    line('Lighthouse, desktop performance', 95, 'performance', ({ form }) => form === 'desktop'),
    line('Lighthouse, mobile performance', 85, 'performance', ({ form }) => form === 'mobile'),
  ]
}

/** In a process of its own, so that it is gone afterwards. An Error says why it could not be measured. */
async function inBrowser(asked: object): Promise<Pages | Error> {
  const child = spawn(process.execPath, [join(ROOT, 'e2e/bench-pages.ts'), JSON.stringify(asked)], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => { said += text.toString() })
  const answer = once(child, 'message').then(([pages]) => pages as Pages)
  const ended = once(child, 'close').then(() => new Error(said.split('\n').find((line) => /Error/.test(line)) ?? 'the browser’s process ended without an answer'))
  return Promise.race([answer, ended])
}
