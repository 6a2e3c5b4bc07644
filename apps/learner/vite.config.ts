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
    // React, Mantine and the router are needed by every page, and come as one file.
    chunkSizeWarningLimit: 700,
  },
  server: { port: 5174, proxy: { '/api': api, '/trpc': api } },
})
