import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `npm run dev` in this folder talks to a Recert that runs beside it.
const api = process.env.RECERT_URL ?? 'http://localhost:4000'

export default defineConfig({
  base: '/admin/',
  publicDir: '../../packages/ui/public',
  plugins: [react(), lingui({ macroTransform: true, failOnCompileError: true })],
  build: {
    target: 'es2024',
    // The content security policy allows data: for images only, and inlined assets gain little.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page needs comes as one file, and so does what lists need: dozens of small ones, shared by many pages, would each wait for a connection.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: /admin[\\/]src[\\/]main\.tsx$/, priority: 2 },
            { name: 'lists', test: /features[\\/]awards[\\/]awards-list\.tsx$/, priority: 1 },
            // What charts calculate scales and shapes with, beside what draws them: no lazy file above 130 kB, compressed.
            { name: 'scales', test: /node_modules[\\/](d3-|internmap|victory-vendor|decimal\.js-light)/ },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': api, '/trpc': api } },
})
