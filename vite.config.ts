import { defineConfig } from 'vite';
import { contentSecurityPolicy, serviceWorker } from './scripts/vite-plugins.mjs';

export default defineConfig({
  // Works under any path of any static host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/site',
    target: 'es2022',
    // No data: addresses for assets, since the content security policy lets scripts fetch none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [contentSecurityPolicy(), serviceWorker('workers/service.worker.ts')],
});
