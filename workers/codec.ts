/** PNG and WebP in a worker. The WASM is fetched like the rest of the site, and never by the codecs' own code. */
import initPng, { decode, encode } from '@jsquash/png/codec/pkg/squoosh_png.js';
import pngWasm from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url';
import createDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import decoderWasm from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import createEncoder from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import encoderWasm from '@jsquash/webp/codec/enc/webp_enc_simd.wasm?url';
import { createCodec } from '../src/core/icon/codec';
import type { Codec } from '../src/core/icon/types';
import { compiled } from './wasm';

/** Each codec is fetched when it is first used. */
export function codec(): Codec {
  return createCodec({
    async png() {
      const { memory } = await initPng(await compiled(pngWasm));
      return { decode, encode, memory: () => memory.buffer.byteLength };
    },
    webpEncoder: async () => await createEncoder(own(await compiled(encoderWasm))),
    webpDecoder: async () => await createDecoder(own(await compiled(decoderWasm))),
  });
}

/** Emscripten's code is given its module instead of fetching it. */
const own = (module: WebAssembly.Module) => ({
  noInitialRun: true,
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
    const instance = new WebAssembly.Instance(module, imports);
    done(instance);
    return instance.exports;
  },
});
