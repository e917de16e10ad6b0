import wasm from '../src/core/kernels/build/kernels.wasm?url';
import { type Kernels, loadKernels } from '../src/core/kernels/kernels';
import { fetched, tooOld } from './wasm';

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
  const bytes = await fetched(wasm);
  try {
    return await loadKernels(bytes);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? tooOld : error;
  }
}
