import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openZip, unpackEntry } from './read-zip.ts'
import { makePackage, makeZip, type TestEntry } from './testing.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'recert-zip-')) })
afterAll(() => rm(folder, { recursive: true }))

/** What is wrong with a zip of these entries, or null; everything is unpacked. */
async function faultOf(bytes: Buffer): Promise<string | null> {
  const file = path.join(folder, 'package.zip')
  await writeFile(file, bytes)
  try {
    const { zip, entries } = await openZip(file)
    try {
      for (const entry of entries) await buffer(unpackEntry(zip, entry))
    } finally {
      zip.close()
    }
    return null
  } catch (error) {
    const { code, values } = error as { code: string; values: { detail: string } }
    return code === 'PACKAGE_INVALID' ? values.detail : String(error)
  }
}
const fault = (entries: TestEntry[]) => faultOf(makeZip(entries))

test('R12.1 a sound zip is read, folders and what macOS adds left aside', async () => {
  expect(await faultOf(makePackage([{ name: 'media/' }, { name: 'media/a.txt', bytes: 'a' }, { name: '__MACOSX/../x', bytes: 'x' }, { name: 'raw.bin', bytes: 'raw', method: 0 }]))).toBeNull()
})

test('R12.1 paths that leave the package are refused, however they are written', async () => {
  for (const name of ['../evil.html', 'a/../../evil.html', 'a/..', '/etc/passwd', 'C:/evil.html', 'c:evil.html', 'a\\..\\evil.html', 'a\0b', './../x']) {
    expect(await fault([{ name, bytes: 'x' }]), JSON.stringify(name)).toMatch(/outside the package|absolute path|backslash|control characters/)
  }
})

test('R12.1 links, devices, passwords, unknown methods and names that come twice are refused', async () => {
  expect(await fault([{ name: 'link', bytes: '/etc/passwd', mode: 0o120777 }])).toMatch(/a link or a device/)
  expect(await fault([{ name: 'device', mode: 0o020666 }])).toMatch(/a link or a device/)
  expect(await fault([{ name: 'a.html', bytes: 'x', encrypted: true }])).toMatch(/protected by a password/)
  expect(await fault([{ name: 'a.html', bytes: 'x', method: 14 }])).toMatch(/packed by a method/)
  expect(await fault([{ name: 'a/b.html', bytes: 'x' }, { name: 'a//./b.html', bytes: 'y' }])).toMatch(/“a\/b.html” twice/)
  expect(await fault([{ name: 'caf\u00e9.html', bytes: 'x' }, { name: 'cafe\u0301.html', bytes: 'y' }])).toMatch(/twice/)
  expect(await fault([{ name: 'ok.html', bytes: 'x', mode: 0o100644 }])).toBeNull()
})

test('R12.1 a zip bomb is refused before it is unpacked', async () => {
  expect(await fault([{ name: 'bomb', bytes: Buffer.alloc(60 * 1024 * 1024) }])).toMatch(/more than a hundred times its size/)
  expect(await fault([{ name: 'huge', bytes: 'x', claimedSize: 600 * 1024 * 1024 }])).toMatch(/more than 500 MB/)
  expect(await fault(Array.from({ length: 12 }, (_, n) => ({ name: `part${n}`, bytes: 'x', claimedSize: 49 * 1024 * 1024 })))).toMatch(/more than a hundred times its size|more than 500 MB/)
  expect(await fault(Array.from({ length: 5001 }, (_, n) => ({ name: `file${n}` })))).toMatch(/more than 5000 files/)
})

test('R12.1 an entry that unpacks to more or less than it says, or to something else, is refused', async () => {
  expect(await fault([{ name: 'liar', bytes: 'x'.repeat(5000), claimedSize: 10 }])).toMatch(/damaged/)
  expect(await fault([{ name: 'liar', bytes: 'x', claimedSize: 5000 }])).toMatch(/damaged/)
  expect(await fault([{ name: 'altered', bytes: 'x', crc: 1 }])).toMatch(/damaged/)
})

test('R12.1 a damaged zip is refused wherever it is cut', async () => {
  const whole = makePackage()
  for (const length of [4, 30, 200, whole.length - 1]) expect(await faultOf(whole.subarray(0, length)), String(length)).toMatch(/damaged/)
  expect(await faultOf(Buffer.from('no zip at all'))).toMatch(/damaged/)
})
