import wasm from '../src/core/kernels/build/kernels.wasm?url';
import { type Kernels, loadKernels } from '../src/core/kernels/kernels';

let loading: Promise<Kernels> | null = null;

/** Fetched once a worker; a failure is not kept. */
export function kernels(): Promise<Kernels> {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Kernels> {
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`The pixel kernels did not load (${response.status}).`);
  return await loadKernels(await response.arrayBuffer());
}
