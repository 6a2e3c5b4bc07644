import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type Import, importsOf } from './imports-of.ts'
import { filesBelow } from './stamps.ts'

export type Violation = { file: string; line: number; says: string }

type Found = Import & { file: string; folder: string; test: boolean; config: boolean }
type Rule = { applies: (found: Found) => boolean; allows: (found: Found) => boolean; says: string }

const inside = (...folders: string[]) => ({ folder }: Found): boolean => folders.includes(folder)
const ours = (from: string): boolean => from.startsWith('@recert/')
const relativeTo = (from: string): boolean => from.startsWith('.')
const named = (...names: string[]) => (from: string): boolean => names.some((name) => from === name || from.startsWith(`${name}/`))

/** What `turbo boundaries` cannot tell: it knows packages, but neither files nor whether only types come in. */
const RULES: Rule[] = [
  {
    applies: ({ from, typeOnly, ...found }) => inside('apps/admin', 'apps/learner')({ from, typeOnly, ...found }) && ours(from),
    allows: ({ from, typeOnly }) => named('@recert/ui', '@recert/domain')(from) || (typeOnly && from === '@recert/api/app-router'),
    says: 'the screens may import @recert/ui, @recert/domain, and `import type { AppRouter } from \'@recert/api/app-router\'`, nothing else of ours',
  },
  {
    applies: (found) => inside('apps/admin', 'apps/learner', 'packages/ui', 'packages/domain')(found) && !found.test && !found.config,
    allows: ({ from }) => !from.startsWith('node:'),
    says: 'this runs in browsers: nothing of Node',
  },
  {
    applies: (found) => inside('packages/domain')(found) && !found.test,
    allows: ({ from }) => relativeTo(from),
    says: 'domain is pure: it imports nothing but its own files',
  },
  {
    applies: inside('packages/ui'),
    allows: ({ from }) => !named('@trpc', '@tanstack', '@recert/api')(from),
    says: 'ui knows no API and no routes',
  },
  {
    applies: ({ file }) => file === 'packages/actions/src/workflows.ts',
    allows: ({ typeOnly }) => typeOnly,
    says: 'workflows run in a sandbox: `import type` only',
  },
  {
    applies: ({ from }) => from.startsWith('@recert/db/testing') || named('vitest', 'fast-check')(from),
    allows: ({ test, file }) => test || file.startsWith('tooling/torture/') || /(\/testing(-server)?|-testing|\.contract|\/reporter)\.ts$/.test(file),
    says: 'what is made for tests is imported by tests and by torture only',
  },
  {
    applies: ({ from, folder }) => relativeTo(from) && folder !== '.',
    allows: ({ from, file, folder }) => !relative(folder, join(dirname(file), from)).startsWith('..'),
    says: 'a relative import may not leave its package; import it by the package\'s name',
  },
  {
    applies: ({ from }) => relativeTo(from),
    allows: ({ from }) => /\.[a-z]+$/.test(from.replace(/\?.*$/, '')),
    says: 'a relative import carries its file\'s ending',
  },
]

/** Checks every source file of a checkout against the rules. */
export function checkImports(root: string): Violation[] {
  return packageFolders(root).flatMap((folder) => filesBelow(join(root, folder)).filter((file) => /\.tsx?$/.test(file)).flatMap((path) => {
    const file = relative(root, path).split(sep).join('/')
    const source = readFileSync(path, 'utf8')
    return [...complaintsOf(file, folder, source), ...suppressionsOf(file, source)]
  }))
}

function complaintsOf(file: string, folder: string, source: string): Violation[] {
  const test = /\.(test|e2e|contract)\.tsx?$/.test(file) || folder === 'e2e'
  const config = file.endsWith('.config.ts')
  return importsOf(source).flatMap((found) =>
    RULES.filter((rule) => rule.applies({ ...found, file, folder, test, config }) && !rule.allows({ ...found, file, folder, test, config }))
      .map(({ says }) => ({ file, line: found.line, says: `imports '${found.from}': ${says}` })))
}

// Written in two parts, so that this file does not find itself.
const SUPPRESSION = new RegExp(['@ts-' + '(?:ignore|expect-error|nocheck)', '(?:ox|es)lint-' + 'disable', 'biome-' + 'ignore'].join('|'))

/** There are none, so that what the checks say is all there is to say. */
function suppressionsOf(file: string, source: string): Violation[] {
  return source.split('\n').flatMap((text, i) => {
    const found = SUPPRESSION.exec(text)
    return found ? [{ file, line: i + 1, says: `switches a check off with ${found[0]}: change the code, or the rule for all` }] : []
  })
}

/** Every folder that is a package, relative to the checkout. */
export function packageFolders(root: string): string[] {
  const grouped = ['apps', 'packages', 'tooling'].filter((group) => existsSync(join(root, group)))
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
  return [...grouped, 'e2e'].filter((folder) => existsSync(join(root, folder, 'package.json')) && basename(folder) !== 'node_modules')
}
