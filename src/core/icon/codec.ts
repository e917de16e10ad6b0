/**
 * Bytes ↔ pixels by codecs in WASM. This holds what worker and Node have in common: what is refused before a decoder sees it, how the encoder
 * is set, and that a decoder that fell over is made anew.
 */
import type { Problem } from '../result';
import { FROM_MOD, pngHead } from './png-guard';
import type { Codec, Effort, Pixels } from './types';
import { webpSize } from './webp';

/** What the codecs' own ImageData has. */
interface Image {
  data: { buffer: ArrayBufferLike; byteOffset: number; length: number };
  width: number;
  height: number;
}

/** The codecs as they come. They throw on what they cannot read. */
export interface PngModule {
  decode(bytes: Uint8Array): Image;
  encode(data: Uint8Array, width: number, height: number, bitDepth: number): Uint8Array;
  /** Bytes of memory it has taken; it never gives any back. */
  memory(): number;
}
export interface WebpEncoder {
  encode(data: Uint8Array, width: number, height: number, options: Record<string, number>): Uint8Array | null;
}
export interface WebpDecoder {
  decode(bytes: Uint8Array): Image | null;
}
/** Each call makes a new instance. */
export interface CodecModules {
  png(): Promise<PngModule>;
  webpEncoder(): Promise<WebpEncoder>;
  webpDecoder(): Promise<WebpDecoder>;
}

/** A decoder that had a picture this large is made anew, so that one huge file does not cost its memory for ever. */
const MAX_KEPT = 128 * 2 ** 20;

/** libwebp's WebPConfig, its defaults where nothing is said (src/enc/config_enc.c). */
const WEBP: Readonly<Record<string, number>> = {
  quality: 75,
  target_size: 0,
  target_PSNR: 0,
  method: 4,
  sns_strength: 50,
  filter_strength: 60,
  filter_sharpness: 0,
  filter_type: 1,
  partitions: 0,
  segments: 4,
  pass: 1,
  show_compressed: 0,
  preprocessing: 0,
  autofilter: 0,
  partition_limit: 0,
  alpha_compression: 1,
  alpha_filtering: 1,
  alpha_quality: 100,
  lossless: 0,
  exact: 0,
  image_hint: 0,
  emulate_jpeg_size: 0,
  thread_level: 0,
  low_memory: 0,
  near_lossless: 100,
  use_delta_palette: 0,
  use_sharp_yuv: 0,
};
/**
 * `exact`: the encoder may else change colours where nothing is seen. Ours are 0 there, which costs nothing, and what is decoded is what was
 * encoded, byte for byte. The lossy one smooths them: that is smaller.
 */
const EFFORTS: Readonly<Record<Effort, Readonly<Record<string, number>>>> = {
  fast: { lossless: 1, exact: 1, method: 0 },
  small: { lossless: 1, exact: 1, method: 4, quality: 100 },
  lossy: { quality: 90 },
};

export function createCodec(modules: CodecModules): Codec {
  const png = kept(modules.png);
  const webpEncoder = kept(modules.webpEncoder);
  const webpDecoder = kept(modules.webpDecoder);

  return {
    async decodePng(bytes) {
      const head = pngHead(bytes);
      if (!head.ok) throw head.problem;
      const module = await png.get();
      try {
        return pixelsOf(module.decode(bytes));
      } catch {
        // It aborted in the midst of its work, and its stack is left as it was then.
        png.forget(module);
        throw broken('PNG');
      } finally {
        if (module.memory() > MAX_KEPT) png.forget(module);
      }
    },
    async encodePng({ data, width, height }) {
      const module = await png.get();
      try {
        return exactly(module.encode(data, width, height, 8));
      } finally {
        if (module.memory() > MAX_KEPT) png.forget(module);
      }
    },
    async encodeWebp({ data, width, height }, effort) {
      const module = await webpEncoder.get();
      const bytes = module.encode(data, width, height, { ...WEBP, ...EFFORTS[effort] });
      if (bytes === null) throw new Error(`a picture of ${width} × ${height} px was not encoded`);
      return exactly(bytes);
    },
    async decodeWebp(bytes) {
      const size = webpSize(bytes);
      if (size === null || size.width * size.height > MAX_WEBP_PIXELS) throw broken('WebP');
      const module = await webpDecoder.get();
      let image: Image | null = null;
      try {
        image = module.decode(bytes);
      } catch {
        webpDecoder.forget(module);
      }
      if (image === null) throw broken('WebP');
      return pixelsOf(image);
    },
  };
}

/** A sheet of ours has a megapixel. */
const MAX_WEBP_PIXELS = 16 * 2 ** 20;

/** One instance for all; a failure to make it is not kept. */
function kept<T>(make: () => Promise<T>): { get(): Promise<T>; forget(module: T): void } {
  let current: Promise<T> | null = null;
  let made: T | null = null;
  return {
    get() {
      current ??= make().then(
        (module) => {
          made = module;
          return module;
        },
        (error) => {
          current = null;
          throw error;
        },
      );
      return current;
    },
    forget(module) {
      if (made !== module) return;
      current = null;
      made = null;
    },
  };
}

function pixelsOf({ data, width, height }: Image): Pixels {
  return { width, height, data: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length) };
}

/** In a buffer of its own, so that it can be transferred. */
const exactly = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.byteLength === bytes.buffer.byteLength ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();

const broken = (kind: string): Problem => ({
  code: `${kind.toLowerCase()}-broken`,
  file: '',
  line: 0,
  detail: `This ${kind} is cut or damaged: it cannot be decoded.`,
  tip: FROM_MOD,
});
