import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Kernels, loadKernels } from '../src/core/kernels/kernels';

const built = new URL('../src/core/kernels/build/kernels.wasm', import.meta.url);
const script = fileURLToPath(new URL('../scripts/kernels.mjs', import.meta.url));

/** In a clone that was never built the kernels are made first: 2 s, once. */
export async function kernels(): Promise<Kernels> {
  // stdout is for the result alone.
  if (!existsSync(built)) execFileSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  return await loadKernels(new Uint8Array(await readFile(built)));
}
