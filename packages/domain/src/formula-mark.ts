/** Beginning with one of these, a spreadsheet takes a cell for a formula, in their full-width forms too. */
export const FORMULA_SIGNS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'] as const

const FORMULA = new RegExp(`^'*[${FORMULA_SIGNS.map((sign) => RegExp.escape(sign)).join('')}]`)

/** A cell that a spreadsheet shows as text: one that it would take for a formula gets a quote in front, and so does one that already has that quote, so that the mark can be taken off again. */
export const withFormulaMark = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** The cell as it was before `withFormulaMark`. */
export const withoutFormulaMark = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)
