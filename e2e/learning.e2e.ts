import { makePackage } from '@recert/actions/materials/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { call, expectAccessible, openWindow, signIn } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  // One after the other: unpacking the browser moves the temporary folder, which the stack would inherit.
  browser = await openBrowser()
  stack = await startStack()
  await call(stack, 'POST', '/certifications', { name: 'Ladder worker', code: 'LADDER', validity: { amount: 2, unit: 'year' } })
})
afterAll(async () => {
  await browser.close()
  await stack.stop()
})

const QUIZ = {
  passMark: 60, attempts: 2,
  questions: [
    { id: 'height', text: 'How high?', kind: 'single', answers: [{ id: 'a', text: 'Three metres', correct: true }, { id: 'b', text: 'As far as it goes', correct: false }] },
    { id: 'check', text: 'What is checked?', kind: 'multiple', answers: [{ id: 'a', text: 'The feet', correct: true }, { id: 'b', text: 'The rungs', correct: true }, { id: 'c', text: 'The colour', correct: false }] },
  ],
}

/** A person with a sign-in, enrolled in a new course. */
async function learner(username: string, course: { code: string; name: string; materials: object[] }): Promise<{ username: string; password: string }> {
  const password = 'long enough'
  await call(stack, 'POST', '/people', { username, firstName: 'Jo', lastName: 'Moser', timeZone: 'Europe/Rome', language: 'en', password })
  await call(stack, 'POST', '/courses', course)
  await call(stack, 'POST', '/enrolments', { usernames: [username], items: [{ kind: 'course', code: course.code }] })
  return { username, password }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 })
/** The heading of the material has the focus: whoever reads by keyboard or by ear goes on there. */
const focused = (page: Page) => page.evaluate('document.activeElement.textContent')

test.each([{ phone: true, dark: false }, { phone: false, dark: true }])('R11.1 R12.1 R4.3 a course is worked through, kept at every step, and earns its certification (%o)', async (look) => {
  const code = look.phone ? 'PHONE' : 'DESK'
  const person = await learner(`worker ${code}`, {
    code, name: `Ladders ${code}`,
    materials: [{ code: 'A', title: 'Welcome', kind: 'page', body: '# Why\n\nRead **this** and [that](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |' }, { code: 'B', title: 'The law', kind: 'link', url: 'https://example.org/law' }, { code: 'C', title: 'The quiz', kind: 'quiz', quiz: QUIZ }],
  })
  await call(stack, 'POST', '/certifications/LADDER/items', { kind: 'course', code })
  const { page, context, faults } = await openWindow(browser, look)
  await signIn(page, stack.url, person)
  // There is something to do, so the first page is that.
  await page.getByRole('link', { name: `Ladders ${code}` }).waitFor()
  await expectAccessible(page, 'courses')
  await page.getByRole('link', { name: `Ladders ${code}` }).click()
  await page.getByRole('link', { name: 'Start: Welcome' }).waitFor()
  await expectAccessible(page, 'overview')
  await page.getByRole('link', { name: 'Start: Welcome' }).click()
  await page.getByText('Read this and that.').waitFor()
  await expect.poll(() => focused(page)).toBe('Welcome')
  await expectAccessible(page, 'page')
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  await page.getByRole('button', { name: 'I have read it' }).click()
  await heading(page, 'The law').waitFor()
  await expect.poll(() => focused(page)).toBe('The law')
  await expectAccessible(page, 'link')

  if (look.phone) {
    await page.getByRole('button', { name: 'Contents' }).click()
    await expectAccessible(page, 'contents')
    await page.getByRole('dialog').getByRole('link', { name: /Welcome/ }).click()
    await heading(page, 'Welcome').waitFor()
    await expect.poll(() => focused(page)).toBe('Welcome')
    await page.getByRole('link', { name: 'Next: The law' }).click()
    await heading(page, 'The law').waitFor()
  }

  // On another device it is the same.
  const other = await openWindow(browser)
  await signIn(other.page, `${stack.url}`, person)
  await other.page.getByText('1 of 3 done').waitFor()
  await other.context.close()

  await page.reload()
  await page.getByText('1 of 3 done').waitFor()
  await page.getByRole('button', { name: 'I have been there' }).click()
  await heading(page, 'The quiz').waitFor()
  await page.getByRole('button', { name: 'Send the answers' }).click()
  await page.getByText('2 questions have no answer yet.').waitFor()
  await page.getByLabel('As far as it goes').check()
  await page.getByLabel('The feet').check()
  await page.getByRole('button', { name: 'Send the answers' }).click()
  await page.getByText('1 attempt is left.').waitFor()
  await expectAccessible(page, 'quiz not passed')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByLabel('Three metres').check()
  await page.getByLabel('The feet').check()
  await page.getByLabel('The rungs').check()
  await page.getByRole('button', { name: 'Send the answers' }).click()
  await page.getByText('You have earned Ladder worker, valid until').waitFor()
  await expectAccessible(page, 'completed')
  await page.getByRole('link', { name: 'To my certifications', exact: true }).click()
  await page.getByText('Ladder worker').first().waitFor()
  await page.goto(`${stack.url}/my-activities/courses?show=done`)
  await page.getByRole('link', { name: `Ladders ${code}` }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R12.1 a SCORM package reports from its frame, is resumed where it was left, and is heard when it is left', async () => {
  const html = `<!doctype html><html lang="en"><head><title>Part</title></head><body><h1>The part</h1><p id="at"></p><button id="go">Go on</button><script>
    API.LMSInitialize('')
    document.getElementById('at').textContent = 'At ' + (API.LMSGetValue('cmi.core.lesson_location') || 'the beginning')
    document.getElementById('go').onclick = () => { API.LMSSetValue('cmi.core.lesson_location', 'page 2'); API.LMSCommit('') }
    addEventListener('pagehide', () => { API.LMSSetValue('cmi.core.score.raw', '90'); API.LMSSetValue('cmi.core.lesson_status', 'passed'); API.LMSFinish('') })
  </script></body></html>`
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(makePackage([], html).subarray())]), 'package.zip')
  const answer = await fetch(`${stack.url}/api/v1/files?purpose=scorm`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}` }, body: form })
  const { id } = (await answer.json()) as { id: string }
  const person = await learner('player', { code: 'SCORM', name: 'A package', materials: [{ code: 'S', title: 'Try it', kind: 'scorm', fileId: id }, { code: 'T', title: 'Afterwards', kind: 'page', body: 'Well done.' }] })

  const { page, context, faults } = await openWindow(browser)
  await signIn(page, stack.url, person)
  await page.getByRole('link', { name: 'A package' }).click()
  await page.getByRole('link', { name: 'Start: Try it' }).click()
  const frame = page.frameLocator('iframe')
  await frame.getByText('At the beginning').waitFor()
  await frame.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Your progress is saved.').waitFor()
  await page.getByText('0 of 2 done').waitFor()
  await page.goto(`${stack.url}/my-activities/courses`)
  await page.getByRole('link', { name: 'A package' }).click()
  await page.getByRole('link', { name: /^Continue/ }).click()
  await frame.getByText('At page 2').waitFor()
  await page.getByRole('link', { name: 'Next: Afterwards' }).click()
  await heading(page, 'Afterwards').waitFor()
  await page.getByText('1 of 2 done').waitFor()
  await page.getByText('90 %').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('R12.1 a course that is open to all is found, joined and opened, by keyboard alone', async () => {
  for (let n = 0; n < 6; n++) await call(stack, 'POST', '/courses', { code: `OPEN-${n}`, name: `Standing ${n}`, selfEnrolment: true })
  await call(stack, 'POST', '/courses', { code: 'OPEN', name: 'Sitting well', selfEnrolment: true, materials: [{ code: 'P', title: 'Chairs', kind: 'page', body: 'Sit.' }] })
  const person = await learner('joiner', { code: 'OTHER', name: 'Something else', materials: [] })
  const { page, context, faults } = await openWindow(browser)
  await signIn(page, stack.url, person)
  await page.getByRole('searchbox', { name: 'Search for a course' }).focus()
  await page.keyboard.type('sitting')
  await expect.poll(() => page.getByRole('button', { name: /^Join/ }).count()).toBe(1)
  await page.getByRole('button', { name: 'Join: Sitting well' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sitting well', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Start: Chairs' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Chairs')
  // From the heading, the next stop but the page's own is the button that says it is done.
  await page.keyboard.press('Tab')
  await expect.poll(() => focused(page)).toBe('I have read it')
  await page.keyboard.press('Enter')
  await page.getByText('You have completed this course').waitFor()
  expect(faults).toEqual([])
  await context.close()
})
