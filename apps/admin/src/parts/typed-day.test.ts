import { expect, test } from 'vitest'
import { readDay } from './typed-day.ts'

test('a day is read as YYYY-MM-DD, and nothing else is guessed at', () => {
  expect(readDay('2025-12-31')).toEqual({ day: '2025-12-31' })
  expect(readDay(' 2024-02-29 ')).toEqual({ day: '2024-02-29' })
  for (const text of ['31/12/2025', '12/31/2025', '03/04/2025', 'Dec 31 2025', '2025-02-30', '2025-13-01', '2025-1-5', '25-12-31', '2025-12-31 10:00', '2025-12', 'tomorrow', '']) {
    expect(readDay(text), text).toEqual({ wrong: 'unreadable' })
  }
})

test('a day outside its limits is told apart from one that cannot be read', () => {
  const limits = { min: '2025-03-01', max: '2025-03-31' }
  expect(readDay('2025-02-28', limits)).toEqual({ wrong: 'too_early' })
  expect(readDay('2025-04-01', limits)).toEqual({ wrong: 'too_late' })
  expect(readDay('2025-03-01', limits)).toEqual({ day: '2025-03-01' })
  expect(readDay('2025-03-31', limits)).toEqual({ day: '2025-03-31' })
})
