import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main, root, run } from './tools.mjs';

const sources = join(root, 'src/core/kernels/assembly');
const entry = join(sources, 'index.ts');
const target = join(root, 'src/core/kernels/build/kernels.wasm');

/** Compiles the AssemblyScript kernels to one WASM SIMD module, when they are newer than the last one. */
export async function buildKernels() {
  if (!existsSync(entry)) return 'no kernels';
  const newest = Math.max(
    ...[sources, fileURLToPath(import.meta.url), ...readdirSync(sources).map((name) => join(sources, name))].map(
      (path) => statSync(path).mtimeMs,
    ),
  );
  if (existsSync(target) && statSync(target).mtimeMs >= newest) return 'up to date';
  mkdirSync(dirname(target), { recursive: true });
  // The stub runtime never frees: the kernels work in memory that their caller lays out.
  const options = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert'];
  await run(process.execPath, ['node_modules/assemblyscript/bin/asc.js', entry, '-o', target, ...options]);
  return `${statSync(target).size} bytes`;
}

await main(import.meta.url, buildKernels);
