import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `npm run dev` in this folder talks to a Recert that runs beside it.
const api = process.env.RECERT_URL ?? 'http://localhost:4000'

export default defineConfig({
  base: '/',
  publicDir: '../../packages/ui/public',
  plugins: [react(), lingui({ macroTransform: true, failOnCompileError: true })],
  build: {
    target: 'es2024',
    // The content security policy allows data: for images only, and inlined assets gain little.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page needs comes as one file, and so does what a visit begins with: dozens of small ones, shared by many pages, would each wait for a connection.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: /learner[\\/]src[\\/]main\.tsx$/, priority: 1 },
            { name: 'activities', test: /features[\\/](activities[\\/]my-activities-page|learning[\\/]courses-page|awards[\\/]my-certifications-page)\.tsx$/ },
          ],
        },
      },
    },
  },
  server: { port: 5174, proxy: { '/api': api, '/trpc': api } },
})
