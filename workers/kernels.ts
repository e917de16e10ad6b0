import wasm from '../src/core/kernels/build/kernels.wasm?url';
import { type Kernels, loadKernels } from '../src/core/kernels/kernels';
import type { Problem } from '../src/core/result';

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
  const response = await fetch(wasm).catch(() => null);
  if (!response?.ok) throw notLoaded(response === null ? 'no network' : `${response.status}`);
  const bytes = await response.arrayBuffer();
  try {
    return await loadKernels(bytes);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? tooOld : error;
  }
}

const tooOld: Problem = {
  code: 'browser-too-old',
  file: '',
  line: 0,
  detail: 'This browser cannot run the code that paints the map (WebAssembly SIMD).',
  tip: 'Any Chrome or Edge from 91, Firefox from 89, Safari from 16.4 can.',
};

const notLoaded = (why: string): Problem => ({
  code: 'not-loaded',
  file: '',
  line: 0,
  detail: `A part of the site did not load (${why}).`,
  tip: 'Reload the page; the site may have been updated.',
});
