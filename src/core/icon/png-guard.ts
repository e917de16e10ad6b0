/** What a PNG says of itself, before a decoder is let at it: 30,000 px a side are 3.6 GB of memory. */
import { fail, ok, type Result } from '../result';

export const MAX_PNG_SIDE = 16_384;
export const MAX_PNG_PIXELS = 32 * 2 ** 20;

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Bits a channel that each colour type may have. */
const DEPTHS: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
]);

export interface PngHead {
  width: number;
  height: number;
}

/** Source: PNG specification (third edition), 5.2 and 11.2.1. */
export function pngHead(bytes: Uint8Array): Result<PngHead> {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) return fail('not-a-png', 'This is no PNG picture.', FROM_MOD);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Length 13, "IHDR".
  if (bytes.length < 33 || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452)
    return fail('png-broken', 'This PNG ends before it says how large it is.', FROM_MOD);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (width === 0 || height === 0) return fail('png-broken', `This PNG says it has ${width} × ${height} px.`, FROM_MOD);
  if (!DEPTHS.get(bytes[25]!)?.includes(bytes[24]!))
    return fail('png-broken', 'This PNG has colours of a kind that does not exist.', FROM_MOD);
  if (width > MAX_PNG_SIDE || height > MAX_PNG_SIDE || width * height > MAX_PNG_PIXELS) {
    const most = `${MAX_PNG_SIDE.toLocaleString('en')} px a side and ${MAX_PNG_PIXELS / 2 ** 20} million in all`;
    return fail('png-too-large', `This PNG says it has ${width} × ${height} px. It is not opened: icons have at most ${most}.`, FROM_MOD);
  }
  return ok({ width, height });
}

export const FROM_MOD = 'The icon is drawn without it. Is the file whole? Download the mod again, or tell its author.';
