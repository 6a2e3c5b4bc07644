import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { precompress } from './screens.ts'
import { filesBelow, hashOf, readStamp, writeStamp } from './stamps.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recert-stamps-'))
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/a.ts'), 'a')
  writeFileSync(join(root, 'src/deep/b.ts'), 'b')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a hash follows contents and names, not what is built or installed', () => {
  const before = hashOf(root, ['src'])
  mkdirSync(join(root, 'src/node_modules'))
  writeFileSync(join(root, 'src/node_modules/x.js'), 'x')
  mkdirSync(join(root, 'src/dist'))
  expect(hashOf(root, ['src'])).toBe(before)
  writeFileSync(join(root, 'src/deep/b.ts'), 'B')
  const changed = hashOf(root, ['src'])
  expect(changed).not.toBe(before)
  renameSync(join(root, 'src/deep/b.ts'), join(root, 'src/deep/c.ts'))
  expect(hashOf(root, ['src'])).not.toBe(changed)
})

test('what is absent hashes as absent, and a stamp reads back', () => {
  expect(filesBelow(join(root, 'nowhere'))).toEqual([])
  expect(hashOf(root, ['nowhere'])).toBe(hashOf(root, []))
  expect(readStamp(join(root, 'stamp'))).toBeNull()
  writeStamp(join(root, 'new/stamp'), 'value')
  expect(readStamp(join(root, 'new/stamp'))).toBe('value')
})

test('assets get a smaller copy beside them, which unpacks to the same; pictures and tiny files get none', async () => {
  const text = 'const certification = 1;\n'.repeat(200)
  writeFileSync(join(root, 'app.js'), text)
  writeFileSync(join(root, 'logo.png'), text)
  writeFileSync(join(root, 'tiny.css'), 'a')
  await precompress(root)
  expect(brotliDecompressSync(readFileSync(join(root, 'app.js.br'))).toString()).toBe(text)
  expect(gunzipSync(readFileSync(join(root, 'app.js.gz'))).toString()).toBe(text)
  expect(filesBelow(root).filter((file) => /(png|css)\.(br|gz)$/.test(file))).toEqual([])
})
