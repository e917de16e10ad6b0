import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { main, root } from './tools.mjs';

const budget = 120_000;

/**
 * Gzipped bytes of index.html and all that it loads by itself: its links and scripts, what those import or fetch by CSS, and the import
 * worker, which lists what is stored. e2e/shell.spec.ts measures the same by what a browser asks for.
 */
export function checkSize() {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  /** @param {string} path */
  const add = (path) => {
    if (sizes.has(path)) return;
    const bytes = readFileSync(join(root, 'dist/site', path));
    sizes.set(path, gzipSync(bytes).length);
    const found = path.endsWith('.html')
      ? bytes.toString().matchAll(/<(?:script|link)[^>]*?(?:src|href)="([^"]+\.(?:js|css))"/g)
      : bytes.toString().matchAll(/(?:\bfrom|\bimport|@import)\s*["'`]([^"'`]+)["'`]/g);
    for (const [, reference] of found) if (reference?.startsWith('.')) add(normalize(join(dirname(path), reference)));
  };
  add('index.html');
  const worker = readdirSync(join(root, 'dist/site/assets')).find((name) => /^import\.worker-.*\.js$/.test(name));
  if (worker === undefined) throw new Error('dist/site has no import worker: node scripts/build.mjs');
  add(`assets/${worker}`);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const table = [...sizes].map(([path, size]) => `${path} ${size}`).join('\n');
  if (total > budget) throw new Error(`${table}\n${total} bytes gzipped before anything is dropped, ${budget} allowed`);
  return `${(total / 1000).toFixed(1)} of ${budget / 1000} kB gzipped before anything is dropped`;
}

await main(import.meta.url, checkSize);
