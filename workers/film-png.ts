/** A film as numbered pictures in a zip: any program makes a film of them. */
import { Zip, ZipPassThrough } from 'fflate';
import type { Strip } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { FilmFile } from './film-service';
import { PngFile } from './png-file';

/** So many bytes are handed to the browser as one blob, which it may keep on the disk. */
const PART = 16 * 1024 * 1024;
/** A zip without its 64-bit additions holds less than this, and some room is needed for its directory. */
const MOST = 0xffff_ffff - 64 * 1024 * 1024;

export class PngFilm implements FilmFile {
  private readonly blobs: Blob[] = [];
  private parts: Uint8Array<ArrayBuffer>[] = [];
  private waiting = 0;
  private size = 0;
  private frames = 0;
  private readonly zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    this.parts.push(bytes as Uint8Array<ArrayBuffer>);
    this.waiting += bytes.length;
    this.size += bytes.length;
    if (this.waiting >= PART) this.flush();
  });

  async frame({ width, height, pixels }: Strip): Promise<void> {
    const png = new PngFile(width, height);
    await png.rows(pixels);
    const bytes = new Uint8Array(await (await png.end()).arrayBuffer());
    if (this.size + bytes.length > MOST) throw tooMuch;
    this.frames += 1;
    // From 1, with leading zeros: so programs take them as a sequence.
    const entry = new ZipPassThrough(`frame-${String(this.frames).padStart(5, '0')}.png`);
    // The same film is the same bytes.
    entry.mtime = new Date(1980, 0, 1);
    this.zip.add(entry);
    entry.push(bytes, true);
  }

  async end(): Promise<Blob> {
    this.zip.end();
    this.flush();
    return new Blob(this.blobs, { type: 'application/zip' });
  }

  private flush(): void {
    this.blobs.push(new Blob(this.parts));
    this.parts = [];
    this.waiting = 0;
  }
}

const tooMuch: Problem = {
  code: 'film-length',
  file: '',
  line: 0,
  detail: 'The pictures are more than a zip can hold, 4 GB.',
  tip: 'Choose a smaller scale, a higher speed, or a shorter span.',
};
