import type { Problem } from '../src/core/result';
import { notLoaded } from './part';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** A module by its address, fetched and compiled once a worker; a failure is not kept. Rejects with a Problem. */
export function compiled(address: string): Promise<WebAssembly.Module> {
  let module = modules.get(address);
  if (module === undefined) {
    module = load(address).catch((error) => {
      modules.delete(address);
      throw error;
    });
    modules.set(address, module);
  }
  return module;
}

/** Rejects with a Problem. */
export async function fetched(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw notLoaded(response === null ? 'no network' : `${response.status}`);
  return await response.arrayBuffer();
}

async function load(address: string): Promise<WebAssembly.Module> {
  const bytes = await fetched(address);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? tooOld : error;
  }
}

export const tooOld: Problem = {
  code: 'browser-too-old',
  file: '',
  line: 0,
  detail: 'This browser cannot run the code that paints maps and icons (WebAssembly SIMD).',
  tip: 'Any Chrome or Edge from 91, Firefox from 89, Safari from 16.4 can.',
};
