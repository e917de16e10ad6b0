import type { Problem } from '../result';
import type { Codec, Pixels } from './types';

/** A file's picture, or why there is none. */
export interface Decoded {
  picture: Pixels | null;
  problem: Problem | null;
}

/** A layer is often in many icons of a sheet and of the next ones. */
const MAX_BYTES = 64 * 2 ** 20;
/** Even a file that cannot be decoded costs a little. */
const ENTRY_BYTES = 200;
/** Files asked for at once. */
const BATCH = 64;

/** Decoded PNGs by key, those used last; bounded by their bytes. */
export class DecodedFiles {
  private readonly kept = new Map<string, Decoded>();
  private bytes = 0;
  /** Read but not decoded yet. */
  private readonly read = new Map<string, Uint8Array | null>();

  /** `load` gives bytes of PNGs by key, null where there are none. */
  constructor(
    private readonly load: (keys: readonly string[]) => Promise<(Uint8Array | null)[]>,
    private readonly codec: Pick<Codec, 'decodePng'>,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  /** Names what will be asked for soon, in that order: it is read in batches. Replaces what was named before. */
  expect(keys: Iterable<string>): void {
    this.read.clear();
    this.soon = [...new Set(keys)].filter((key) => !this.kept.has(key));
  }
  private soon: string[] = [];

  /** `file` is what problem rows name. */
  async get(key: string, file: string): Promise<Decoded> {
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const bytes = await this.bytesOf(key);
    const decoded = bytes === null ? { picture: null, problem: gone(file) } : await this.decode(bytes, file);
    this.keep(key, decoded);
    return decoded;
  }

  private async bytesOf(key: string): Promise<Uint8Array | null> {
    if (!this.read.has(key)) {
      const at = this.soon.indexOf(key);
      const keys = at < 0 ? [key] : this.soon.splice(0, at + BATCH).slice(at);
      const found = await this.load(keys);
      for (const [i, one] of keys.entries()) this.read.set(one, found[i] ?? null);
    }
    const bytes = this.read.get(key) ?? null;
    this.read.delete(key);
    return bytes;
  }

  private async decode(bytes: Uint8Array, file: string): Promise<Decoded> {
    try {
      return { picture: await this.codec.decodePng(bytes), problem: null };
    } catch (error) {
      if (error instanceof Error) throw error;
      return { picture: null, problem: { ...(error as Problem), file } };
    }
  }

  private keep(key: string, decoded: Decoded): void {
    this.kept.set(key, decoded);
    this.bytes += size(decoded);
    for (const [oldest, one] of this.kept) {
      if (this.bytes <= this.maxBytes || this.kept.size === 1) break;
      this.kept.delete(oldest);
      this.bytes -= size(one);
    }
  }
}

const size = ({ picture }: Decoded): number => ENTRY_BYTES + (picture?.data.length ?? 0);

const gone = (file: string): Problem => ({
  code: 'icon-file-gone',
  file,
  line: 0,
  detail: 'The pack knows this file, but its bytes are not stored any more.',
  tip: 'Drop the files of its mod again.',
});
