import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist', 'dist.new', 'dist.old', '.turbo', '.cache'])

/** One hash over files and folders (with what is below them) relative to `root`: their names and contents. What is absent counts as absent. */
export function hashOf(root: string, paths: string[], ...extra: string[]): string {
  const hash = createHash('sha256')
  for (const text of extra) hash.update(`${text}\0`)
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      // Lengths in front keep one file's end from being taken for the next one's beginning.
      const content = readFileSync(file)
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/** The file itself, or all files below a folder, in an order that does not depend on the machine. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).filter((name) => !SKIPPED.has(name)).sort().flatMap((name) => filesBelow(join(path, name)))
}

export const readStamp = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null)

/** Whole or not at all: a stamp must not outlive an interruption of what it vouches for. */
export function writeStamp(file: string, value: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, value)
  renameSync(`${file}.new`, file)
}
