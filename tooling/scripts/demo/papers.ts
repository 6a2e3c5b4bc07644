/** A page of paper, A4, in points. */
const [WIDTH, HEIGHT, MARGIN] = [595, 842, 64]

type Line = { text: string; size: number; bold: boolean }

/** A form to print: a title and its lines. */
export const checkSheet = (title: string, lines: readonly string[]): Buffer =>
  pdfOf([{ text: title, size: 20, bold: true }, { text: '', size: 10, bold: false }, ...lines.map((text) => ({ text, size: 11, bold: false }))])

/** What somebody brings home from a training elsewhere. `date` as YYYY-MM-DD. */
export const attendance = (name: string, { title, institute, date }: { title: string; institute: string; date: string }): Buffer =>
  pdfOf([
    { text: institute, size: 12, bold: false }, { text: '', size: 40, bold: false },
    { text: 'Certificate of attendance', size: 24, bold: true }, { text: '', size: 24, bold: false },
    { text: name, size: 18, bold: true }, { text: 'has taken part in', size: 12, bold: false }, { text: title, size: 16, bold: true },
    { text: `and passed its final test on ${date}.`, size: 12, bold: false }, { text: '', size: 60, bold: false }, { text: '______________________', size: 11, bold: false }, { text: 'Head of training', size: 10, bold: false },
  ])

/** A PDF of one page with these lines from the top down, in letters of Western Europe; others lose their accents, or are left out. */
function pdfOf(lines: readonly Line[]): Buffer {
  let top = HEIGHT - MARGIN
  const content = lines.map(({ text, size, bold }) => {
    top -= size * 1.6
    return `BT /${bold ? 'B' : 'R'} ${size} Tf ${MARGIN} ${top.toFixed(1)} Td (${escaped(text)}) Tj ET`
  }).join('\n')
  const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'), font('Helvetica-Bold'),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1')
}

const LETTERS: Record<string, string> = { ł: 'l', Ł: 'L', ı: 'i', '–': '-', '’': "'", '…': '...' }

/** One byte a letter, and what a PDF's string marks out escaped. */
function escaped(text: string): string {
  const western = text.normalize('NFC').replace(/[^\x20-\x7e\xa0-\xff]/g, (letter) => LETTERS[letter] ?? letter.normalize('NFD').replace(/[^\x20-\x7e]/g, ''))
  return western.replace(/[\\()]/g, (sign) => `\\${sign}`)
}
