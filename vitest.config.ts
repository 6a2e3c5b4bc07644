import { defineConfig } from 'vitest/config'

const everywhere = ['apps/*/{src,test}', 'packages/*/src', 'tooling/*', 'e2e']

/** `x.test.ts` needs nothing; `x.db.test.ts` a PostgreSQL, which is started once for all; `x.e2e.ts` the whole of Recert and a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', '**/*.db.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: everywhere.map((folder) => `${folder}/**/*.db.test.ts`),
          globalSetup: ['packages/db/src/testing-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
