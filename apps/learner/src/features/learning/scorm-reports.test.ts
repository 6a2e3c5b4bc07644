import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ReportState, scormReports } from './scorm-reports.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const codeOf = (error: unknown) => (error instanceof TypeError ? 'UNAVAILABLE' : 'NOT_ENROLLED')
const report = (sco: string, value: string) => ({ type: 'recert-scorm', sco, data: { value }, finished: false })

test('reports go one at a time, and of several of one part that wait only the latest', async () => {
  const sent: string[] = []
  const doors: (() => void)[] = []
  const { take, settled } = scormReports({ send: (sco, { value }) => { sent.push(`${sco} ${value}`); return new Promise((resolve) => { doors.push(resolve) }) }, onState: () => {}, codeOf })
  for (const [sco, value] of [['a', '1'], ['a', '2'], ['b', '1'], ['a', '3']] as const) take(report(sco, value))
  expect(sent).toEqual(['a 1'])
  const all = settled()
  for (let turn = 0; turn < 3; turn++) { doors[turn]?.(); await vi.advanceTimersByTimeAsync(0) }
  await all
  expect(sent).toEqual(['a 1', 'a 3', 'b 1'])
})

test('what did not get through is tried again, and says so meanwhile', async () => {
  const states: ReportState[] = []
  let away = true
  const sent: string[] = []
  const { take, settled } = scormReports({ send: async (sco) => { if (away) throw new TypeError('Failed to fetch'); sent.push(sco) }, onState: (state) => states.push(state), codeOf })
  take(report('a', '1'))
  await settled()
  expect(states.at(-1)).toMatchObject({ saved: false, error: expect.any(TypeError), trying: true })
  away = false
  await vi.advanceTimersByTimeAsync(5000)
  expect([sent, states.at(-1)]).toEqual([['a'], { saving: false, saved: true, error: null, trying: false }])
})

test('what is refused is said and not sent again; the parts behind it and later reports are sent', async () => {
  const states: ReportState[] = []
  const sent: string[] = []
  const refusal = new Error('refused')
  const { take, settled } = scormReports({ send: async (sco, { value }) => { sent.push(`${sco} ${value}`); if (sco === 'a' && value === '1') throw refusal }, onState: (state) => states.push(state), codeOf })
  take(report('a', '1'))
  await settled()
  expect(states.at(-1)).toEqual({ saving: false, saved: false, error: refusal, trying: false })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual(['a 1'])
  for (const message of [report('b', '1'), report('a', '2')]) take(message)
  await settled()
  expect(sent).toEqual(['a 1', 'b 1', 'a 2'])
})

test('other messages are passed over', () => {
  const send = vi.fn<() => Promise<void>>(async () => {})
  const { take } = scormReports({ send, onState: () => {}, codeOf })
  for (const message of [null, 'recert-scorm', { type: 'other', sco: 'a', data: {} }, { type: 'recert-scorm', sco: 1, data: {} }, { type: 'recert-scorm', sco: 'a' }]) take(message)
  expect(send).not.toHaveBeenCalled()
})
