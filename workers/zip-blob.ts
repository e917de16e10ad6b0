/** A zip of stored files, written as they come, for the disk. */
import { Zip, ZipPassThrough } from 'fflate';

/** So many bytes are handed to the browser as one blob, which it may keep on the disk. */
const PART = 16 * 1024 * 1024;
/** What is read of a blob at once. */
const PIECE = 4 * 1024 * 1024;
/** A zip without its 64-bit additions holds less than this, and some room is needed for its directory. */
const MOST = 0xffff_ffff - 64 * 1024 * 1024;

export class ZipBlob {
  private readonly blobs: Blob[] = [];
  private parts: Uint8Array<ArrayBuffer>[] = [];
  private waiting = 0;
  private size = 0;
  private readonly zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    this.parts.push(bytes as Uint8Array<ArrayBuffer>);
    this.waiting += bytes.length;
    this.size += bytes.length;
    if (this.waiting >= PART) this.flush();
  });

  /** false: there is no room for it, and it was left out. */
  async add(name: string, content: Uint8Array | Blob): Promise<boolean> {
    const length = content instanceof Blob ? content.size : content.length;
    if (this.size + length > MOST) return false;
    const entry = new ZipPassThrough(name);
    // The same content is the same bytes.
    entry.mtime = new Date(1980, 0, 1);
    this.zip.add(entry);
    if (!(content instanceof Blob)) entry.push(content, true);
    else {
      for (let at = 0; at < length; at += PIECE) entry.push(new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer()), false);
      entry.push(new Uint8Array(0), true);
    }
    return true;
  }

  end(): Blob {
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
