import { expect, test } from 'vitest'
import { draw } from './draw.ts'
import { judge, kept, type Line, table } from './lines.ts'
import { readOptions } from './options.ts'

const line = (held: Line['held'], value: number, floor?: number, rest: Partial<Line> = {}): Line =>
  ({ promise: 'V1', what: 'an <import> & more', figure: { value, unit: 's' }, floor: floor === undefined ? undefined : { value: floor, unit: 's' }, held, ...rest })

test.each([
  [line({ mostTimes: 2 }, 19, 10), 'kept', 0.95], [line({ mostTimes: 2 }, 21, 10), 'missed', 1.05], [line({ leastTimes: 0.3 }, 29, 100), 'missed', 0.3 / 0.29],
  [line({ most: 250 }, 250), 'kept', 1], [line({ least: 600 }, 300), 'missed', 2], [line({ most: 0 }, 0), 'kept', 0], [line({ most: 0 }, 1), 'missed', 2],
  [line({ holds: true }, 1), 'kept', null], [line({ holds: false }, 1), 'missed', null], [line({ mostTimes: 2 }, 19), 'not measured', null],
  [line({ most: 1 }, 9, undefined, { instead: 'not built' }), 'not built', 9], [line(undefined, 9), 'for orientation', null],
] as const)('a figure is held against what was promised: %j is %s', (given, verdict, share) => {
  const judged = judge(given, true)
  expect(judged.verdict).toBe(verdict)
  if (share === null) expect(judged.share).toBeNull()
  else expect(judged.share).toBeCloseTo(share, 6)
})

test('small sizes judge only what holds at any size', () => {
  expect(judge(line({ mostTimes: 2 }, 99, 1), false).verdict).toBe('too small to judge')
  expect(judge(line({ holds: false }, 1, undefined, { anySize: true }), false).verdict).toBe('missed')
  expect(kept([judge(line({ mostTimes: 2 }, 99, 1), false), judge(line({ most: 1 }, 9, undefined, { instead: 'not built' }), true)])).toBe(true)
  expect(kept([judge(line({ most: 1 }, 9), true)])).toBe(false)
})

test('the table names figure, floor, ratio and promise, and the picture is well-formed text', () => {
  const lines = [judge(line({ mostTimes: 2 }, 21, 10, { note: 'because' }), true), judge(line({ most: 1 }, 0, undefined, { figure: null, instead: 'not built' }), true)]
  const text = table(lines)
  for (const part of ['21 s', '10 s', '2.1 ×', '≤ 2 ×', '✗ missed', 'because', 'not built']) expect(text).toContain(part)
  const machine = { cpu: '', cores: 2, memoryGib: 4, node: '24', postgres: '18', commit: '', date: '2026-01-01T00:00:00Z' }
  const svg = draw({ machine, sizes: { rows: 1000, people: 10 }, seconds: 1, lines })
  expect(svg).toContain('an &lt;import&gt; &amp; more')
  expect(svg).toContain('prefers-color-scheme: dark')
  expect(svg).not.toContain('NaN')
})

test('options: sizes by name, a part of the promises, a sentence for what is wrong', () => {
  expect(readOptions(['--only=V5,V1', '--rows', '20000', '--people', '2000'])).toMatchObject({ only: ['V1', 'V5'], rows: 20_000, people: 2000, completions: 2000, quick: false })
  expect(readOptions(['--help'])).toBeNull()
  expect(() => readOptions(['--only', 'V12'])).toThrow('V12 is none of them')
  expect(() => readOptions(['--rows', 'many'])).toThrow('--rows must be a whole number')
  expect(() => readOptions(['--rows', '100000', '--people', '10'])).toThrow('needs at least')
})
