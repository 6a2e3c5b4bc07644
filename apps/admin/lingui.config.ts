import { formatter } from '@lingui/format-po'
import { defineConfig } from '@lingui/cli'

/** Texts are written in English in the sources; `pnpm extract` collects them, those of packages/ui included, into src/locales. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'it'],
  // Line numbers would change the catalogues with every edit.
  format: formatter({ lineNumbers: false }),
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['src', '../../packages/ui/src'] }],
})
