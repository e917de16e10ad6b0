/**
 * A PNG row by row, without what deflates it: Node and browsers have that of their own. A map may have 16,384² pixels, a gigabyte:
 * codecs that want a picture whole (@jsquash/png) would hold it two or three times.
 */
import { crc32 } from '../pack/crc32';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Filter "up": maps have large even areas, whose rows become zeros. */
const UP = 2;
const RGBA = 6;

/** What a file begins with. */
export function pngHead(width: number, height: number): Uint8Array<ArrayBuffer>[] {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, RGBA], 8);
  return [SIGNATURE, chunk('IHDR', header)];
}

/** Bytes of the zlib stream that all rows become, cut anywhere. */
export const pngData = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => chunk('IDAT', bytes);
export const pngEnd = (): Uint8Array<ArrayBuffer> => chunk('IEND', new Uint8Array(0));

/** Turns rows of pixels into what is to be deflated. */
export class PngRows {
  private readonly above: Uint8Array;

  constructor(private readonly width: number) {
    this.above = new Uint8Array(width * 4);
  }

  /** Straight RGBA of whole rows. */
  filtered(pixels: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
    const { above, width } = this;
    const rows = pixels.length / (width * 4);
    const lines = new Uint8Array(pixels.length + rows);
    let to = 0;
    let from = 0;
    for (let row = 0; row < rows; row++) {
      lines[to++] = UP;
      for (let i = 0; i < above.length; i++) {
        const value = pixels[from++]!;
        lines[to++] = value - above[i]!;
        above[i] = value;
      }
    }
    return lines;
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
