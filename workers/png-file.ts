import type { RowSink } from '../src/core/picture/draw';
import { PngRows, pngData, pngEnd, pngHead } from '../src/core/picture/png';

/** So many bytes are handed to the browser as one blob, which it may keep on the disk. */
const PART = 16 * 1024 * 1024;

/** A PNG deflated by the browser as its rows come; only what is deflated is kept. */
export class PngFile implements RowSink {
  private readonly lines: PngRows;
  private readonly deflate = new CompressionStream('deflate');
  private readonly writer = this.deflate.writable.getWriter();
  private readonly collected: Promise<void>;
  private readonly blobs: Blob[] = [];
  private parts: Uint8Array<ArrayBuffer>[];
  private size = 0;

  constructor(width: number, height: number) {
    this.lines = new PngRows(width);
    this.parts = pngHead(width, height);
    this.collected = this.collect();
    // Told to whoever writes or ends, so that nobody needs to hear of it here.
    this.collected.catch(() => {});
  }

  async rows(pixels: Uint8ClampedArray): Promise<void> {
    // Until they are taken, and not only until there is room: some count that in pieces of any size.
    await this.writer.write(this.lines.filtered(pixels));
  }

  async end(): Promise<Blob> {
    await this.writer.close();
    await this.collected;
    this.parts.push(pngEnd());
    this.flush();
    return new Blob(this.blobs, { type: 'image/png' });
  }

  private async collect(): Promise<void> {
    const reader = this.deflate.readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.parts.push(pngData(value));
      this.size += value.length;
      if (this.size >= PART) this.flush();
    }
  }

  private flush(): void {
    this.blobs.push(new Blob(this.parts));
    this.parts = [];
    this.size = 0;
  }
}
