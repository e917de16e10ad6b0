/** A PNG written by node:zlib as its rows come. */
import { createDeflate, type Deflate } from 'node:zlib';
import type { RowSink } from '../src/core/picture/draw';
import { PngRows, pngData, pngEnd, pngHead } from '../src/core/picture/png';

export class PngWriter implements RowSink {
  private readonly deflate: Deflate = createDeflate({ level: 6 });
  private readonly finished: Promise<void>;
  private readonly lines: PngRows;
  /** Bytes of the file, in order. */
  private readonly parts: Uint8Array[];

  constructor(width: number, height: number) {
    this.lines = new PngRows(width);
    this.parts = [...pngHead(width, height)];
    this.deflate.on('data', (bytes: Uint8Array) => this.parts.push(pngData(bytes)));
    this.finished = new Promise((resolve, reject) => this.deflate.on('end', resolve).on('error', reject));
  }

  /** Resolves when there is room for more. */
  async rows(pixels: Uint8ClampedArray): Promise<void> {
    if (!this.deflate.write(this.lines.filtered(pixels))) await new Promise((resolve) => this.deflate.once('drain', resolve));
  }

  /** The file, when all rows are in. */
  async end(): Promise<Uint8Array> {
    this.deflate.end();
    await this.finished;
    return Buffer.concat([...this.parts, pngEnd()]);
  }
}
