import { readFile } from 'node:fs/promises';
import { buildKernels } from '../../scripts/kernels.mjs';
import { type Kernels, loadKernels } from '../../src/core/kernels/kernels';

export async function kernels(): Promise<Kernels> {
  await buildKernels();
  return await loadKernels(new Uint8Array(await readFile(new URL('../../src/core/kernels/build/kernels.wasm', import.meta.url))));
}
