/**
 * A PNG written row by row. A map may have 16,384² pixels, a gigabyte: codecs that want a picture whole (@jsquash/png) would hold it
 * two or three times.
 */
import { createDeflate, type Deflate } from 'node:zlib';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Filter "up": maps have large even areas, whose rows become zeros. */
const UP = 2;
const RGBA = 6;

export class PngWriter {
  private readonly deflate: Deflate = createDeflate({ level: 6 });
  private readonly finished: Promise<void>;
  private above: Uint8Array;
  /** Bytes of the file, in order. */
  private readonly parts: Uint8Array[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.above = new Uint8Array(width * 4);
    const header = new Uint8Array(13);
    const view = new DataView(header.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    header.set([8, RGBA], 8);
    this.parts.push(SIGNATURE, chunk('IHDR', header));
    this.deflate.on('data', (bytes: Uint8Array) => this.parts.push(chunk('IDAT', bytes)));
    this.finished = new Promise((resolve, reject) => this.deflate.on('end', resolve).on('error', reject));
  }

  /** The next row, straight RGBA. Resolves when there is room for another. */
  async row(pixels: Uint8Array | Uint8ClampedArray): Promise<void> {
    const line = new Uint8Array(pixels.length + 1);
    line[0] = UP;
    for (let i = 0; i < pixels.length; i++) line[i + 1] = pixels[i]! - this.above[i]!;
    this.above.set(pixels);
    if (!this.deflate.write(line)) await new Promise((resolve) => this.deflate.once('drain', resolve));
  }

  /** The file, when all rows are in. */
  async end(): Promise<Uint8Array> {
    this.deflate.end();
    await this.finished;
    return Buffer.concat([...this.parts, chunk('IEND', new Uint8Array(0))]);
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** As PNG wants it; node:zlib has it only since version 22. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
