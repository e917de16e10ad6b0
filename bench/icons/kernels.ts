import { readFile } from 'node:fs/promises';
import { type Kernels, loadKernels } from '../../src/core/kernels/kernels';

export async function loadedKernels(): Promise<Kernels> {
  return await loadKernels(new Uint8Array(await readFile(new URL('../../src/core/kernels/build/kernels.wasm', import.meta.url))));
}
