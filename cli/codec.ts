/** PNG and WebP on the command line, by the same WASM as in the browser; its bytes lie in node_modules. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import initPng, { decode, encode } from '@jsquash/png/codec/pkg/squoosh_png.js';
import createDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import createEncoder from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { createCodec } from '../src/core/icon/codec';
import type { Codec } from '../src/core/icon/types';

const { resolve } = createRequire(import.meta.url);
const modules = new Map<string, Promise<WebAssembly.Module>>();

function compiled(name: string): Promise<WebAssembly.Module> {
  const module = modules.get(name) ?? readFile(resolve(name)).then((bytes) => WebAssembly.compile(bytes));
  modules.set(name, module);
  return module;
}

export function codec(): Codec {
  // What the codecs hand pixels over in; Node has none.
  (globalThis as { ImageData?: unknown }).ImageData ??= class {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {}
  };
  return createCodec({
    async png() {
      const { memory } = await initPng(await compiled('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
      return { decode, encode, memory: () => memory.buffer.byteLength };
    },
    webpEncoder: async () => await createEncoder(own(await compiled('@jsquash/webp/codec/enc/webp_enc_simd.wasm'))),
    webpDecoder: async () => await createDecoder(own(await compiled('@jsquash/webp/codec/dec/webp_dec.wasm'))),
  });
}

/** Emscripten's code is given its module instead of looking for a file. */
const own = (module: WebAssembly.Module) => ({
  noInitialRun: true,
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
    const instance = new WebAssembly.Instance(module, imports);
    done(instance);
    return instance.exports;
  },
});
