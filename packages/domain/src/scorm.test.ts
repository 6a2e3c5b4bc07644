import { expect, test } from 'vitest'
import { packageResult, scoResult, withParameters } from './scorm.ts'

const sco = (id: string, masteryScore: number | null = null) => ({ id, title: id, href: 'x.html', masteryScore, launchData: '' })

test('R12.1 SCORM 1.2: completed or passed is done, failed and incomplete are not', () => {
  const done = (status: string) => scoResult('1.2', sco('a'), { 'cmi.core.lesson_status': status }).done
  expect(['completed', 'passed', 'failed', 'incomplete', 'browsed', 'not attempted', ''].map(done)).toEqual([true, true, false, false, false, false, false])
  expect(scoResult('1.2', sco('a'), {})).toEqual({ done: false, score: null })
})

test('R12.1 SCORM 1.2: a mastery score decides where there is a score', () => {
  const result = (raw: string, status = 'completed') => scoResult('1.2', sco('a', 80), { 'cmi.core.lesson_status': status, 'cmi.core.score.raw': raw })
  expect(result('80')).toEqual({ done: true, score: 80 })
  expect(result('79')).toEqual({ done: false, score: 79 })
  expect(result('79', 'passed').done).toBe(false)
  expect(result('').done).toBe(true)
})

test('R12.1 SCORM 2004: success goes before completion, and the scaled score before the raw one', () => {
  const result = (data: Record<string, string>, mastery: number | null = null) => scoResult('2004', sco('a', mastery), data)
  expect(result({ 'cmi.completion_status': 'completed', 'cmi.success_status': 'unknown' }).done).toBe(true)
  expect(result({ 'cmi.completion_status': 'completed', 'cmi.success_status': 'failed' }).done).toBe(false)
  expect(result({ 'cmi.completion_status': 'incomplete', 'cmi.success_status': 'passed' }).done).toBe(true)
  expect(result({ 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.5' }, 75)).toEqual({ done: false, score: 50 })
  expect(result({ 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.75' }, 75)).toEqual({ done: true, score: 75 })
  expect(result({ 'cmi.score.raw': '15', 'cmi.score.min': '10', 'cmi.score.max': '20' }).score).toBe(50)
  expect(result({ 'cmi.score.scaled': '-1' }).score).toBe(0)
  expect(result({ 'cmi.score.scaled': 'NaN' }).score).toBeNull()
})

test('R12.1 a package is done when each of its parts is, and its score is the mean of theirs', () => {
  const both = { version: '1.2' as const, title: '', scos: [sco('a'), sco('b')] }
  const passed = (raw: string) => ({ 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': raw })
  expect(packageResult(both, { a: passed('100') })).toEqual({ done: false, score: 100 })
  expect(packageResult(both, { a: passed('100'), b: passed('50') })).toEqual({ done: true, score: 75 })
  expect(packageResult(both, {})).toEqual({ done: false, score: null })
})

test('R12.1 parameters join an address as SCORM says', () => {
  expect(withParameters('a.html', '?x=1')).toBe('a.html?x=1')
  expect(withParameters('a.html?y=2', '&x=1')).toBe('a.html?y=2&x=1')
  expect(withParameters('a.html#top', 'x=1')).toBe('a.html?x=1#top')
  expect(withParameters('a.html', '#part')).toBe('a.html#part')
  expect(withParameters('a.html#top', '#part')).toBe('a.html#top')
  expect(withParameters('a.html', ' ')).toBe('a.html')
})
