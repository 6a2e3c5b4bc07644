import { DomainError } from '@recert/domain/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv, RECORD_MOST, separatorHint } from './parse-csv.ts'

type Read = { cells: string[][]; lines: number[]; broken: number[] } | { refused: string; line: unknown }

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function read(text: string, separator = ',', size = 1e9): Promise<Read> {
  const result = { cells: [] as string[][], lines: [] as number[], broken: [] as number[] }
  try {
    for await (const batch of parseCsv(pieces(text, size), separator)) {
      for (const { cells, line, broken } of batch) {
        result.cells.push(cells)
        result.lines.push(line)
        if (broken) result.broken.push(line)
      }
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { refused: error.code, line: error.values['line'] }
  }
  return result
}

/** Cases that CSV readers are known to stumble over: those of RFC 4180, of csv-spectrum and of other readers' suites, in our words. */
const CORPUS: [what: string, text: string, cells: string[][], lines?: number[], separator?: string][] = [
  ['one row', 'a,b,c', [['a', 'b', 'c']]],
  ['final line end', 'a,b\n', [['a', 'b']]],
  ['rows', 'a,b\nc,d\n', [['a', 'b'], ['c', 'd']]],
  ['spaces are kept', ' a , b ', [[' a ', ' b ']]],
  ['empty cells', ',,\n,x,', [['', '', ''], ['', 'x', '']]],
  ['blank lines count as lines', 'a\n\n\nb', [['a'], [''], [''], ['b']], [1, 2, 3, 4]],
  ['a line of spaces', 'a\n   \nb', [['a'], ['   '], ['b']]],
  ['trailing separator', 'a,b,\nc,d,', [['a', 'b', ''], ['c', 'd', '']]],
  ['ragged rows', 'a\nb,c,d\ne,f', [['a'], ['b', 'c', 'd'], ['e', 'f']]],
  ['quoted cell', '"a",b', [['a', 'b']]],
  ['quoted separator', '"a,b",c', [['a,b', 'c']]],
  ['quoted line end', 'x,"a\nb"\ny,z', [['x', 'a\nb'], ['y', 'z']], [1, 3]],
  ['several quoted line ends', '"a\n\nb","c\nd"\n"e",f\ng,h', [['a\n\nb', 'c\nd'], ['e', 'f'], ['g', 'h']], [1, 5, 6]],
  ['doubled quotes', '"a ""b"" c"', [['a "b" c']]],
  ['only doubled quotes', '""""', [['"']]],
  ['empty quoted cells', '"","",""', [['', '', '']]],
  ['doubled quotes at both ends', '"""a""",b', [['"a"', 'b']]],
  ['JSON in a cell', '1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"', [['1', '{"type": "Point", "coordinates": [102.0, 0.5]}']]],
  ['a quote within an unquoted cell is itself', 'a"b,c""d,e"', [['a"b', 'c""d', 'e"']]],
  ['a quote after a space is itself', 'a, "b"', [['a', ' "b"']]],
  ['spaces after a closing quote', '"a" ,"b"  \nc,d', [['a', 'b'], ['c', 'd']]],
  ['quoted last cell, no final line end', 'a,"b"', [['a', 'b']]],
  ['quoted cell with only a line end', '"\n",b', [['\n', 'b']], [1]],
  ['semicolon', 'a;"b;c";d', [['a', 'b;c', 'd']], [1], ';'],
  ['tab', 'a\t"b\tc"\td', [['a', 'b\tc', 'd']], [1], '\t'],
  ['pipe', 'a|b,c|d', [['a', 'b,c', 'd']], [1], '|'],
  ['space', 'a "b c" d', [['a', 'b c', 'd']], [1], ' '],
  ['a letter', 'aXbX"cXd"', [['a', 'b', 'cXd']], [1], 'X'],
  ['a sign of regular expressions', 'a.b.*', [['a', 'b', '*']], [1], '.'],
  ['wide characters', '😀,𝒳,e\u0301\n山,ß,ﬁ', [['😀', '𝒳', 'e\u0301'], ['山', 'ß', 'ﬁ']]],
  ['no-break space, other line signs', 'a\u00a0b\u2028c,\u0085d\u000be', [['a\u00a0b\u2028c', '\u0085d\u000be']]],
  ['sep= is passed over and counts as a line', 'sep=;\na;b', [['a', 'b']], [2], ';'],
  ['SEP= in quotes', '"SEP=;"\na;b', [['a', 'b']], [2], ';'],
  ['sep= of another separator is data', 'sep=;\na,b', [['sep=;'], ['a', 'b']], [1, 2]],
  ['only sep=', 'sep=;', [], [], ';'],
  ['sep= later on is data', 'a\nsep=,\nb', [['a'], ['sep=', ''], ['b']]],
  ['names of object properties', '__proto__,constructor\ntoString,hasOwnProperty', [['__proto__', 'constructor'], ['toString', 'hasOwnProperty']]],
  ['NUL', 'a\0b,c', [['a\0b', 'c']]],
  ['nothing', '', []],
  ['only a line end', '\n', [['']]],
]

describe('R8.7 records as they stand', () => {
  for (const [what, text, cells, lines, separator] of CORPUS) {
    test(`${what}`, async () => {
      const whole = await read(text, separator)
      expect(whole).toMatchObject({ cells, broken: [] })
      if (lines) expect(whole).toMatchObject({ lines })
      for (const size of [1, 2, 3, 7]) expect(await read(text, separator, size)).toEqual(whole)
    })
  }
})

describe('R8.7 quotes that do not match', () => {
  const BROKEN: [what: string, text: string, expected: Partial<Extract<Read, { cells: unknown }>> | { refused: string; line: number }][] = [
    ['spoil their row alone within one line', 'a,b\n"x"y",z\nc,d\n', { broken: [2], lines: [1, 2, 3] }],
    ['text after a closing quote', '"a"b,"c"\nd,e\n', { broken: [1], lines: [1, 2] }],
    ['a quote that opens in the last line spoils that line alone', 'a,b\nc,"d\n', { cells: [['a', 'b'], ['c', 'd']], broken: [2] }],
    ['the same without a final line end', 'a,b\nc,"d', { cells: [['a', 'b'], ['c', 'd']], broken: [2] }],
    ['a quote that swallows lines refuses the file and says where it opens', 'a,b\nc,"d\ne,f\ng,h\n', { refused: 'QUOTE_NOT_CLOSED', line: 2 }],
    ['a quote that ends in the next line’s quote refuses it too', 'a,"b\nc,"d"\ne,f\n', { refused: 'QUOTE_NOT_CLOSED', line: 1 }],
    ['the line is that of the quote, not of the record', '"a\nb","c\nd\n', { refused: 'QUOTE_NOT_CLOSED', line: 2 }],
    ['a quote in the last line after proper line ends in quotes', 'a,"b\nc","d\n', { broken: [1], cells: [['a', 'b\nc', 'd']] }],
  ]
  for (const [what, text, expected] of BROKEN) {
    test(`${what}`, async () => {
      const whole = await read(text)
      expect(whole).toMatchObject(expected)
      for (const size of [1, 2, 3, 7]) expect(await read(text, ',', size)).toEqual(whole)
    })
  }

  test('a record without an end is refused early', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<string> {
      yield 'a,b\n"'
      for (; asked < 1000; asked++) yield 'x,"",y\n'.repeat(8192)
    }
    const reading = (async () => { for await (const batch of parseCsv(endless(), ',')) expect(batch).toBeDefined() })()
    await expect(reading).rejects.toMatchObject({ code: 'RECORD_TOO_LONG', values: { line: 2 } })
    expect(asked * 8192 * 7).toBeLessThan(RECORD_MOST * 2)
  })
})

test('R8.7 the pieces in which a file arrives make no difference', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '""', '\n', ' ', '\t', '😀', '="'), maxLength: 60 })
  await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.constantFrom(',', ';', ' '), async (content, size, separator) => {
    expect(await read(content, separator, size)).toEqual(await read(content, separator))
  }), { numRuns: 2000 })
})

test('R8.7 whatever can be written is read back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', ' ', '\t', '😀', '\0'), maxLength: 8 })
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  await fc.assert(fc.asyncProperty(table, async (rows) => {
    const text = rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')
    expect(await read(text)).toMatchObject({ cells: rows, broken: [] })
  }), { numRuns: 500 })
})

test('P14 no 64 KiB take a second', async () => {
  const SIZE = 64 * 1024
  const hard = ['"', '""', '"a"', '" "', '"a" "', ' "', '",', '"\n', ',', '\n', '"\n,', '"",""\n"', 'a"', '"a\n"b'].map((unit) => unit.repeat(SIZE / unit.length))
  for (const text of [...hard, `"${' '.repeat(SIZE)}"x`, `"a"${' '.repeat(SIZE)}`]) {
    for (const size of [SIZE, 1024]) {
      const from = performance.now()
      await read(text, ',', size)
      expect(performance.now() - from, JSON.stringify(text.slice(0, 12))).toBeLessThan(1000)
    }
  }
})

test('R8.1 Excel’s hint', () => {
  expect(['sep=;', 'SEP=,', '"sep=|"', 'sep=\t', 'sep=', 'sep=;;', 'xsep=;'].map(separatorHint)).toEqual([';', ',', '|', '\t', null, null, null])
})
