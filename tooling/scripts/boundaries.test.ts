import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkImports, packageFolders } from './boundaries.ts'
import { importsOf } from './imports-of.ts'
import { ROOT } from './places.ts'

let root: string
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'recert-boundaries-')) })
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A checkout with nothing in it but one file of one package. */
function plant(file: string, source: string): string[] {
  const folder = file.startsWith('e2e/') ? 'e2e' : file.split('/').slice(0, 2).join('/')
  mkdirSync(join(root, dirname(file)), { recursive: true })
  writeFileSync(join(root, folder, 'package.json'), '{}')
  writeFileSync(join(root, file), source)
  return checkImports(root).map((violation) => `${violation.file}:${violation.line} ${violation.says}`)
}

test.each([
  ['apps/admin/src/main.tsx', "import { connect } from '@recert/db/client'", 'the screens may import'],
  ['apps/learner/src/main.tsx', "import { appRouter } from '@recert/api/app-router'", 'the screens may import'],
  ['apps/admin/src/main.tsx', "import { type AppRouter } from '@recert/api/app-router'", 'the screens may import'],
  ['apps/admin/src/main.tsx', "import type { Env } from '@recert/api/env'", 'the screens may import'],
  ['apps/admin/src/main.tsx', "const late = await import('@recert/actions/awards/remove')", 'the screens may import'],
  ['apps/admin/src/main.tsx', "import { join } from 'node:path'", 'nothing of Node'],
  ['packages/domain/src/dates.ts', "import dayjs from 'dayjs'", 'domain is pure'],
  ['packages/domain/src/dates.ts', "export * from '@recert/db/client'", 'domain is pure'],
  ['packages/ui/src/list.tsx', "import { Link } from '@tanstack/react-router'", 'ui knows no API'],
  ['packages/actions/src/workflows.ts', "import { steps } from './steps.ts'", 'workflows run in a sandbox'],
  ['packages/actions/src/awards/remove.ts', "import { createTestDatabase } from '@recert/db/testing'", 'made for tests'],
  ['packages/actions/src/awards/remove.ts', "import { connect } from '../../../db/src/client.ts'", 'may not leave its package'],
  ['packages/actions/src/awards/remove.ts', "import {\n  load,\n} from './load'", 'carries its file'],
  ['packages/db/src/client.ts', '// @ts-' + 'ignore', 'switches a check off'],
])('a wrong import is caught: %s %s', (file, source, says) => {
  expect(plant(file, `\n${source}\n`)).toEqual([expect.stringContaining(says)])
  expect(plant(file, `\n${source}\n`)[0]).toMatch(new RegExp(`^${file}:2 `))
})

test.each([
  ['apps/admin/src/main.tsx', "import type { AppRouter } from '@recert/api/app-router'\nimport { sentence } from '@recert/domain/sentence'\nimport './main.css'"],
  ['apps/admin/vite.config.ts', "import { join } from 'node:path'"],
  ['packages/domain/src/dates.test.ts', "import { test } from 'vitest'\nimport { readFileSync } from 'node:fs'"],
  ['packages/actions/src/workflows.ts', "import type { Steps } from './steps.ts'\nimport type { Engine } from './engine.ts'"],
  ['packages/actions/src/start.ts', "// import { x } from '../../../db/src/client.ts'\nconst text = \"import('@recert/db/testing')\".length"],
])('a right one passes: %s', (file, source) => {
  expect(plant(file, source).filter((line) => !line.includes("imports '@recert/db/testing'"))).toEqual([])
})

test('imports are read over several lines, with their kind', () => {
  expect(importsOf("import a, {\n  type B,\n} from 'one'\nimport type { C } from \"two\"\nexport type { D } from './three.ts'\n/* import 'four' */\nimport './five.css'\nconst six = () => import('six')\nimport type from 'seven'"))
    .toEqual([
      { from: 'one', typeOnly: false, line: 1 }, { from: 'two', typeOnly: true, line: 4 }, { from: './three.ts', typeOnly: true, line: 5 },
      { from: './five.css', typeOnly: false, line: 7 }, { from: 'six', typeOnly: false, line: 8 }, { from: 'seven', typeOnly: false, line: 9 },
    ])
})

test('turbo catches a package that depends on one above it', () => {
  for (const file of ['package.json', 'turbo.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...packageFolders(ROOT).flatMap((folder) => [`${folder}/package.json`, `${folder}/turbo.json`])]) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    cpSync(join(ROOT, file), join(root, file))
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  expect(turboBoundaries(root)).toContain('no issues found')

  mkdirSync(join(root, 'packages/domain/src'), { recursive: true })
  const manifest = JSON.parse(execFileSync('cat', [join(ROOT, 'packages/domain/package.json')], { encoding: 'utf8' })) as { dependencies?: Record<string, string> }
  writeFileSync(join(root, 'packages/domain/package.json'), JSON.stringify({ ...manifest, dependencies: { '@recert/mail': 'workspace:*' } }))
  expect(turboBoundaries(root)).toContain('@recert/mail')

  function turboBoundaries(cwd: string): string {
    try {
      return execFileSync(join(ROOT, 'node_modules/.bin/turbo'), ['boundaries', '--dangerously-disable-package-manager-check', '--skip-infer', '--cwd', cwd], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } })
    } catch (error) {
      return `${(error as { stdout: string }).stdout}${(error as { stderr: string }).stderr}`
    }
  }
})
