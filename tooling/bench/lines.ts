import type { Options, PromiseName } from './options.ts'

export type Unit = 's' | 'ms' | 'rows/s' | 'requests/s' | '/s' | 'MiB' | 'kB' | 'points' | 'rows' | 'errors' | '' | 'µs' | 'notifications' | 'mails/s'
export type Measured = { value: number; unit: Unit }

/** What a figure is held against: a multiple of its floor (at most or, where more is better, at least), a figure as such, or a fact that holds or not. */
export type Held = { most: number } | { least: number } | { mostTimes: number } | { leastTimes: number } | { holds: boolean }

/** One sentence of the promises, measured. */
export type Line = {
  promise: PromiseName
  what: string
  figure: Measured | null
  floor?: Measured | undefined
  held?: Held | undefined
  /** In place of a verdict. */
  instead?: 'not built' | 'not measured' | 'failed' | undefined
  /** Which of many it was, or why there is no figure. */
  note?: string | undefined
  /** For the JSON only: what the figure was made of. */
  details?: Record<string, number[]> | undefined
  /** What holds at any size is judged at any size. */
  anySize?: boolean | undefined
}

export type Verdict = 'kept' | 'missed' | 'not built' | 'not measured' | 'failed' | 'too small to judge' | 'for orientation'
export type Judged = Line & { ratio: number | null; /** How much of what was promised it takes: up to 1 is kept. */ share: number | null; verdict: Verdict }

/** Below these, what begins once weighs more than what is measured. */
const LEAST = { rows: 100_000, people: 10_000, completions: 10_000 } as const

export const bigEnough = (sizes: Options): boolean => Object.entries(LEAST).every(([name, least]) => sizes[name as keyof typeof LEAST] >= least)

export function judge(line: Line, judgeable: boolean): Judged {
  const { figure, floor } = line
  const ratio = figure && floor && floor.value > 0 ? figure.value / floor.value : null
  const share = shareOf(line, ratio)
  return { ...line, ratio, share, verdict: line.instead ?? verdictOf(line, share, judgeable || line.anySize === true) }
}

function verdictOf({ held }: Line, share: number | null, judgeable: boolean): Verdict {
  if (!held) return 'for orientation'
  if ('holds' in held && held.holds) return 'kept'
  if (!judgeable) return 'too small to judge'
  if ('holds' in held) return 'missed'
  return share === null ? 'not measured' : share <= 1 ? 'kept' : 'missed'
}

function shareOf({ figure, held }: Line, ratio: number | null): number | null {
  if (!held || !figure) return null
  if ('most' in held) return held.most === 0 ? (figure.value === 0 ? 0 : 2) : figure.value / held.most
  if ('least' in held) return figure.value === 0 ? null : held.least / figure.value
  if (ratio === null) return null
  if ('mostTimes' in held) return ratio / held.mostTimes
  return 'leastTimes' in held ? held.leastTimes / ratio : null
}

const MARKS: Record<Verdict, string> = {
  kept: '✓', missed: '✗ missed', 'not built': 'not built', 'not measured': 'not measured', failed: '✗ failed', 'too small to judge': 'too small to judge', 'for orientation': '',
}

/** What was promised, in words. */
export function promised({ held, figure }: Line): string {
  if (!held) return ''
  const unit = figure?.unit ? ` ${figure.unit}` : ''
  if ('most' in held) return `≤ ${number(held.most)}${unit}`
  if ('least' in held) return `≥ ${number(held.least)}${unit}`
  if ('mostTimes' in held) return `≤ ${held.mostTimes} ×`
  return 'leastTimes' in held ? `≥ ${held.leastTimes} ×` : 'must hold'
}

export const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2 })

export const shown = (measured: Measured | null | undefined): string => (measured ? `${number(measured.value)}${measured.unit ? ` ${measured.unit}` : ''}` : '')

/** One table, notes under their lines. */
export function table(lines: readonly Judged[]): string {
  const head = ['', 'measured', 'figure', 'floor', 'ratio', 'promised', '']
  const rows = lines.map((line) => [
    line.promise, line.what, shown(line.figure), shown(line.floor), line.ratio === null ? '' : `${number(line.ratio)} ×`, promised(line), MARKS[line.verdict],
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const right = [2, 3, 4]
  const drawn = (row: string[]): string => row.map((cell, column) => (right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()
  return [
    drawn(head), widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.flatMap((row, index) => [drawn(row), ...(lines[index]?.note ? [`${' '.repeat((widths[0] ?? 0) + 4)}${lines[index].note}`] : [])]),
  ].join('\n')
}

export const kept = (lines: readonly Judged[]): boolean => lines.every(({ verdict }) => verdict !== 'missed' && verdict !== 'failed')
