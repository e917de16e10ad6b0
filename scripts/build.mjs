import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { install } from './install.mjs';
import { main, root, run } from './tools.mjs';

/** What the site is made of. */
const sources = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'src',
  'workers',
  'public',
  // The mod is downloaded from the site.
  'mod',
  'package.json',
  'LICENSE',
  'scripts/vite-plugins.mjs',
  'scripts/kernels.mjs',
];
/** Made by the build, or no part of what is built. */
const NOT_SITE = /^(?:src\/core\/kernels\/build|mod\/(?:sim|sample|sample-pack|testing|example))$/;
const stamp = join(root, '.cache/site.stamp');

/**
 * Builds the site into dist/site, unless it was built from just these files.
 * @param {{ force?: boolean }} [options]
 */
export async function buildSite({ force = false } = {}) {
  const state = fingerprint();
  if (!force && existsSync(join(root, 'dist/site/sw.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state)
    return 'up to date';
  // Not imported above: this file also runs before anything is installed.
  const { buildKernels } = await import('./kernels.mjs');
  await buildKernels();
  await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
  // After the site, whose service worker keeps what was there when it was made: a zip is fetched when somebody wants it.
  await run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'mod/host/build.ts']);
  cpSync(join(root, 'dist/mod'), join(root, 'dist/site/mod'), { recursive: true });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
  return 'built';
}

/** Names, sizes and times of all sources: quick, and sees what was removed too. */
function fingerprint() {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (stats === undefined || NOT_SITE.test(path) || /\.test\.tsx?$/.test(path)) return;
    if (stats.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    else hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  };
  for (const path of sources) add(path);
  return hash.digest('hex');
}

await main(import.meta.url, async () => {
  await install();
  return await buildSite({ force: true });
});
