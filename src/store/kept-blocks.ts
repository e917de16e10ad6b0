/**
 * Blocks of hosted files, kept by their content: what was fetched once is not fetched again, by whatever address it comes. Beside the
 * worlds in the same database, under a prefix of its own:
 *
 *     h/b/<hash>  a block as it lies in its file; under a hash of its address, the beginning of a file
 *     h/u/<hash>  JSON [bytes, when it was last used in ms since 1970]
 *
 * It is only a help: nothing here rejects, and where there is no room nothing is kept.
 */
import type { BlockStore } from '../core/world/block-store';

export const KEPT = 'h/';
const BLOCKS = `${KEPT}b/`;
const USES = `${KEPT}u/`;
const USES_END = `${KEPT}u0`;

const MOST_BYTES = 256 * 1024 * 1024;
/** Written in one batch, and how long the first of it waits for more, in ms. */
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_WAIT = 300;
/** A use is told once in this time, in ms: the order need not be exact. */
const USE_STEP = 600_000;

export interface KeepOptions {
  most?: number;
  now?: () => number;
}

export class KeptBlocks {
  private most: number;
  private readonly now: () => number;
  private readonly pending = new Map<string, Uint8Array>();
  private pendingBytes = 0;
  private readonly used = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writing: Promise<void> = Promise.resolve();
  /** Kept since old ones were last looked for; infinite: not looked for yet. */
  private since = Number.POSITIVE_INFINITY;

  constructor(
    private readonly store: BlockStore,
    { most = MOST_BYTES, now = Date.now }: KeepOptions = {},
  ) {
    this.most = most;
    this.now = now;
  }

  /** As it was kept; whoever asks compares it with its hash again, since a disk may lie. */
  async get(hash: string): Promise<Uint8Array | undefined> {
    const pending = this.pending.get(hash);
    if (pending !== undefined || this.most <= 0) return pending;
    try {
      const [bytes] = await this.store.get([BLOCKS + hash]);
      if (bytes !== undefined) this.use(hash, bytes.length);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** `hash` is that of the bytes. */
  keep(hash: string, bytes: Uint8Array): void {
    if (this.most <= 0 || bytes.length > this.most / 4 || this.pending.has(hash)) return;
    // Not a view of all that came with it.
    this.pending.set(hash, bytes.slice());
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= BATCH_BYTES) this.write();
    else this.soon();
  }

  /** Resolves when all that was given is kept, or is not going to be. */
  settled(): Promise<void> {
    this.write();
    return this.writing;
  }

  private use(hash: string, length: number): void {
    const known = this.used.get(hash);
    const now = this.now();
    if (known !== undefined && now - known < USE_STEP) return;
    this.used.set(hash, now);
    this.writing = this.writing.then(() => this.put([[USES + hash, told(length, now)]]));
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.write(), BATCH_WAIT);
  }

  private write(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.pending.size === 0) return;
    const batch = [...this.pending];
    const bytes = this.pendingBytes;
    this.pendingBytes = 0;
    const now = this.now();
    this.writing = this.writing.then(async () => {
      await this.put(
        batch.flatMap(([hash, block]): [string, Uint8Array][] => [
          [BLOCKS + hash, block],
          [USES + hash, told(block.length, now)],
        ]),
      );
      for (const [hash, block] of batch) {
        this.used.set(hash, now);
        if (this.pending.get(hash) === block) this.pending.delete(hash);
      }
      this.since += bytes;
      if (this.since > this.most / 8) await this.forgetOld(this.most).catch(() => 0);
    });
  }

  /** Where there is no room, half of what is kept goes; where there is none even so, nothing is kept any more. */
  private async put(set: [string, Uint8Array][]): Promise<void> {
    if (this.most <= 0) return;
    for (const last of [false, true]) {
      try {
        await this.store.put({ set, remove: [] });
        return;
      } catch {
        const kept = last ? 0 : await this.forgetOld(this.most).catch(() => 0);
        this.most = last ? 0 : Math.floor(Math.min(this.most, kept) / 2);
        await this.forgetOld(this.most).catch(() => 0);
      }
    }
  }

  /** Those used longest ago go, so that there is room for what comes until it is asked again. Resolves with the bytes that stay. */
  private async forgetOld(most: number): Promise<number> {
    this.since = 0;
    const keys = await this.store.keys(USES, USES_END);
    const values = await this.store.get(keys);
    const rows = keys
      .map((key, i) => ({ hash: key.slice(USES.length), ...read(values[i]) }))
      .sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : 1));
    let total = rows.reduce((sum, { length }) => sum + length, 0);
    if (total <= most * 0.875) return total;
    const remove: string[] = [];
    for (const { hash, length } of rows) {
      if (total <= most * 0.75) break;
      total -= length;
      remove.push(BLOCKS + hash, USES + hash);
    }
    await this.store.put({ set: [], remove });
    return total;
  }
}

const told = (length: number, at: number): Uint8Array => new TextEncoder().encode(JSON.stringify([length, at]));

/** What cannot be read goes first. */
function read(bytes: Uint8Array | undefined): { length: number; at: number } {
  try {
    const [length, at] = JSON.parse(new TextDecoder().decode(bytes)) as [number, number];
    if (Number.isFinite(length) && Number.isFinite(at)) return { length, at };
  } catch {
    // Told by what follows.
  }
  return { length: 0, at: 0 };
}
