import { DomainError } from '@recert/domain/errors'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { checkCharset, decodeText, type Source } from './charset.ts'
import { chooseCharset } from './detect-charset.ts'

const source = (bytes: Buffer, size = 1e9): Source => async function* () {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function decoded(bytes: Buffer, charset: string, size?: number): Promise<string> {
  let text = ''
  for await (const piece of decodeText(source(bytes, size), charset)) text += piece
  return text
}

const BOM = '\ufeff'
const WESTERN = 'utente;corso\nnicolò;Sécurité incendie\nmüller;Größe\n'
const JAPANESE = 'username,name\nyamada,山田太郎\nsato,佐藤花子さん\nsuzuki,鈴木一郎、安全教育\n'
const CHINESE = 'username,name\nzhang,张伟\nwang,王芳\nli,李娜安全培训课程\n'
const RUSSIAN = 'username;name\nivanov;Иванов Пожарная безопасность\npetrov;Петров первая помощь\n'
const KOREAN = 'username,name\nkim,김철수 안전교육\nlee,이영희 응급처치\n'

describe('R8.1 charset auto', () => {
  const KNOWN: [what: string, bytes: Buffer, charset: string][] = [
    ['plain ASCII', Buffer.from('a,b\nc,d\n'), 'utf-8'],
    ['UTF-8', Buffer.from(WESTERN), 'utf-8'],
    ['UTF-8 with mark', Buffer.from(BOM + WESTERN), 'utf-8'],
    ['UTF-16LE with mark', iconv.encode(BOM + WESTERN, 'utf-16le'), 'utf-16le'],
    ['UTF-16BE with mark', iconv.encode(BOM + WESTERN, 'utf-16be'), 'utf-16be'],
    ['UTF-16LE without', iconv.encode(WESTERN, 'utf-16le'), 'utf-16le'],
    ['UTF-16BE without', iconv.encode(WESTERN, 'utf-16be'), 'utf-16be'],
    ['Windows-1252', iconv.encode(WESTERN, 'windows-1252'), 'windows-1252'],
    ['Windows-1252 by a single letter', iconv.encode('a,b\nandré,c\n', 'windows-1252'), 'windows-1252'],
    ['Windows-1252 by its euro sign', iconv.encode('a,b\nfee €,c\n', 'windows-1252'), 'windows-1252'],
    ['Shift_JIS', iconv.encode(JAPANESE, 'shift_jis'), 'shift_jis'],
    ['EUC-JP', iconv.encode(JAPANESE, 'euc-jp'), 'euc-jp'],
    ['GB18030', iconv.encode(CHINESE, 'gb18030'), 'gb18030'],
    ['Windows-1251', iconv.encode(RUSSIAN, 'windows-1251'), 'windows-1251'],
    ['KOI8-R', iconv.encode(RUSSIAN, 'koi8-r'), 'koi8-r'],
    ['Greek', iconv.encode('a;Γεώργιος Παπαδόπουλος\nb;Ασφάλεια εργασίας\n', 'windows-1253'), 'iso-8859-7'],
    ['Hebrew', iconv.encode('a;יוסף כהן בטיחות אש\n', 'windows-1255'), 'iso-8859-8'],
    ['Windows-1252 with capitals and typographic quotes', iconv.encode('É;ÀÉ “Größe” – naïve\nMÜLLER;ÖÄÜ\n', 'windows-1252'), 'windows-1252'],
    ['typographic signs of Windows-1252 beside plain letters', iconv.encode('username,name\na,O’Neil\nb,Côté–Roy\nc,25°C\n', 'windows-1252'), 'windows-1252'],
    ['UTF-8 that is cut off in its last character', Buffer.concat([Buffer.from('username,name\na,José\n'), Buffer.from([0x62, 0xc3])]), 'utf-8'],
    ['Shift_JIS of few characters', iconv.encode('username,name\na,山田\n', 'shift_jis'), 'shift_jis'],
    ['Big5', iconv.encode('a,張偉安全培訓課程\nb,我們的人\n', 'big5'), 'big5'],
    ['EUC-KR', iconv.encode(KOREAN, 'euc-kr'), 'euc-kr'],
    ['UTF-8 with a few broken bytes stays UTF-8', Buffer.concat([Buffer.from(WESTERN), Buffer.from([0x61, 0xe9, 0x0a]), Buffer.from(WESTERN)]), 'utf-8'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
  ]
  for (const [what, bytes, charset] of KNOWN) {
    test(`${what}`, async () => {
      expect(await chooseCharset(source(bytes), 'auto')).toBe(charset)
      expect(await chooseCharset(source(bytes, 3), 'auto')).toBe(charset)
    })
  }

  test('letters far behind in a large file count', async () => {
    const bytes = Buffer.concat([Buffer.alloc(3_000_000, 'plain,text\n'), iconv.encode('nicolò\nandré\n', 'windows-1252')])
    expect(await chooseCharset(source(bytes, 1024 * 1024), 'auto')).toBe('windows-1252')
  })

  test('a byte order mark is stronger than what was asked for', async () => {
    expect(await chooseCharset(source(Buffer.from(`${BOM}a,b`)), 'windows-1252')).toBe('utf-8')
    expect(await chooseCharset(source(iconv.encode(`${BOM}a,b`, 'utf-16be')), 'utf-8')).toBe('utf-16be')
  })

  test('UTF-32 and workbooks are refused', async () => {
    const utf32 = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])
    await expect(chooseCharset(source(utf32), 'utf-8')).rejects.toMatchObject({ code: 'CHARSET_UNSUPPORTED' })
    await expect(chooseCharset(source(Buffer.from('PK\x03\x04…')), 'auto')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})

test('R15.2 labels in any case, as WHATWG names them', () => {
  expect(['UTF-8', 'Windows-1252', 'latin1', 'ISO-8859-1', 'iso-8859-15', 'Shift_JIS', 'GB18030', ' utf-16 ', 'AUTO'].map(checkCharset))
    .toEqual(['utf-8', 'windows-1252', 'windows-1252', 'windows-1252', 'iso-8859-15', 'shift_jis', 'gb18030', 'utf-16le', 'auto'])
  expect(() => checkCharset('utf-9')).toThrow(DomainError)
})

describe('R8.7 decoding', () => {
  const TEXT = `a,b\r\n"é\r\nü",山\r\rß\n\r\nend`
  for (const charset of ['utf-8', 'utf-16le', 'utf-16be', 'gb18030']) {
    test(`${charset} arrives the same in pieces of any size, with \\n for every line end`, async () => {
      const bytes = iconv.encode(TEXT, charset)
      for (const size of [1, 2, 3, 5, 1000]) expect(await decoded(bytes, charset, size)).toBe(TEXT.replace(/\r\n?/g, '\n'))
    })
  }

  test('Shift_JIS characters whose second byte is a backslash or a pipe', async () => {
    const text = 'ソ十表能|芸\n'
    for (const size of [1, 2, 1000]) expect(await decoded(iconv.encode(text, 'shift_jis'), 'shift_jis', size)).toBe(text)
  })

  test('ISO-8859-15 has its euro sign', async () => {
    expect(await decoded(Buffer.from([0xa4, 0xbd]), 'iso-8859-15')).toBe('€œ')
  })

  test('what the charset cannot read becomes U+FFFD and swallows no separator', async () => {
    expect(await decoded(Buffer.from([0x61, 0xe9, 0x2c, 0x62, 0x0a]), 'utf-8')).toBe('a\ufffd,b\n')
    expect(await decoded(Buffer.from([0x81, 0x2c, 0x62]), 'shift_jis', 1)).toBe('\ufffd,b')
    expect(await decoded(Buffer.from([0x61, 0xc3]), 'utf-8')).toBe('a\ufffd')
  })

  test('a mark is not part of the text', async () => {
    expect(await decoded(Buffer.from(`${BOM}a`), 'utf-8', 1)).toBe('a')
    expect(await decoded(iconv.encode(`${BOM}a`, 'utf-16be'), 'utf-16be', 1)).toBe('a')
  })
})
