import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withFormulaMark, withoutFormulaMark } from './formula-mark.ts'

test('R13.1 no cell begins like a formula, and each comes back as it was', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '\t', '\n', 'a', '1') }))
  fc.assert(fc.property(cell, (text) => {
    expect(withFormulaMark(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    expect(withoutFormulaMark(withFormulaMark(text))).toBe(text)
  }), { numRuns: 2000 })
  expect(withFormulaMark('=1+1')).toBe("'=1+1")
  expect(withFormulaMark("d'accordo")).toBe("d'accordo")
})
