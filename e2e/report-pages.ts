import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openBrowser } from './browser.ts'
import { call } from './journey.ts'
import { type Stack, startStack } from './stack.ts'

// What the tests of reports begin with, and what they do on those pages.

const password = 'correct horse battery'
/** Sees everybody. */
export const chief = { username: 'chief', password }
/** Sees the people of Italy. */
export const pia = { username: 'pia', password }

/** Awards of three people, one of which was written down a year late. For Recert it is April 2026. */
export async function startReports(): Promise<{ browser: Browser; stack: Stack }> {
  const browser = await openBrowser()
  const stack = await startStack({ DEMO_CLOCK: '1' })
  await call(stack, 'PUT', '/demo/clock', { now: '2025-06-01T09:00:00Z' })
  const person = { timeZone: 'Europe/Rome', language: 'en' }
  await call(stack, 'POST', '/people', { ...person, ...chief, firstName: 'Chief', lastName: 'X', role: 'superadmin' })
  for (const [username, branchPath] of [['ann', 'Italy/Milan'], ['ben', 'Spain'], ['cid', 'Italy/Milan']]) await call(stack, 'POST', '/people', { ...person, username, firstName: username, lastName: 'X', branchPath, groups: ['Crew'] })
  await call(stack, 'POST', '/people', { ...person, ...pia, firstName: 'Pia', lastName: 'X', role: 'power_user', permissions: ['awards.view', 'people.view'], scopeBranches: ['Italy'] })
  await call(stack, 'POST', '/certifications', { name: 'Work at height', code: 'WAH', validity: { amount: 1, unit: 'year' } })
  await call(stack, 'POST', '/certifications', { name: 'First aid', code: 'AID', validity: { amount: 2, unit: 'year' } })
  await call(stack, 'POST', '/awards', { usernames: ['ann'], certificationCode: 'WAH', issuedAt: '2025-03-01' })
  await call(stack, 'POST', '/awards', { usernames: ['ben'], certificationCode: 'WAH', issuedAt: '2025-06-01' })
  await call(stack, 'POST', '/awards', { usernames: ['ben'], certificationCode: 'AID', issuedAt: '2025-02-01' })
  await call(stack, 'PUT', '/demo/clock', { now: '2026-04-01T09:00:00Z' })
  // Written down a year late.
  await call(stack, 'POST', '/awards', { usernames: ['cid'], certificationCode: 'AID', issuedAt: '2025-05-01' })
  return { browser, stack }
}

type Saved = { id: string; name: string; shared: boolean; version: number; definition: Record<string, unknown> }
export const savedAs = async (stack: Stack, name: string) => (await call<{ items: Saved[] }>(stack, 'GET', '/reports')).items.find((each) => each.name === name)
export const make = (stack: Stack, name: string, definition: object, more: object = {}) => call<{ id: string }>(stack, 'POST', '/reports', { name, definition, ...more })

export const rowsOf = (page: Page) => page.getByRole('table', { name: 'Rows of the report' }).getByRole('rowheader')
export const expectRows = (page: Page, names: string[]) => expect.poll(() => rowsOf(page).allInnerTexts(), { timeout: 10_000 }).toEqual(names)
/** The box itself is not to be seen. */
export const chip = (page: Page, name: string) => page.getByRole('group', { name: 'Standing' }).getByText(name, { exact: true })
