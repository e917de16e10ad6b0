/**
 * A snapshot that lies on some static host, read where it lies. Header and index come with the first read; after that a block is fetched
 * when it is asked for, held to its hash, and kept. Nothing of the host is believed: the size comes from the header, and a file that was
 * changed meanwhile is known by blocks that are not what the index says and by another header.
 */
import { type Bytes, type Container, FIRST_READ, HEAD_END, type IndexRow, openContainer, toldSize } from '../core/pack/container';
import { hashOf, hashOfText, sameBytes } from '../core/pack/packing';
import { fail, ok, type Problem, type Result } from '../core/result';
import { gatheredReads, type ReadRange } from './gathered-reads';
import { firstBytes, type HttpBytes, type HttpOptions, httpBytes } from './http-bytes';
import type { KeptBlocks } from './kept-blocks';

export interface HostedOptions extends HttpOptions {
  /** Where fetched blocks are kept; absent: nowhere. */
  kept?: KeptBlocks;
  signal?: AbortSignal;
}

export interface HostedFile {
  url: URL;
  /** The host cannot be reached: this is the file as it was seen last. */
  stale: boolean;
  container: Container;
  bytes: HostedBytes;
}

/** Problems: `no-ranges`, `unreachable`, `fetch-failed`, `fetch-cut`, `snapshot-damaged`, `too-new`, `cancelled`. */
export async function openHosted(url: URL, options: HostedOptions = {}): Promise<Result<HostedFile>> {
  const { kept } = options;
  const key = hashOfText(`beginning of ${url.href}`);
  const first = await firstBytes(url, FIRST_READ, options);
  if (first.ok) {
    const opened = await reopenHosted(url, first.value, options);
    if (opened.ok) kept?.keep(key, opened.value.bytes.start);
    return opened;
  }
  const last = first.problem.code === 'unreachable' ? await kept?.get(key) : undefined;
  const opened = last && (await reopenHosted(url, last, options));
  return opened?.ok ? ok({ ...opened.value, stale: true }) : first;
}

/** The same for whoever has its beginning already, as `HostedBytes.start` gives it: nothing is fetched then. */
export async function reopenHosted(url: URL, start: Uint8Array, options: HostedOptions = {}): Promise<Result<HostedFile>> {
  const size = toldSize(start);
  if (size === null)
    return fail('snapshot-damaged', `What lies at ${url.href} is no snapshot of Factoscope.`, 'Is it the address of the file itself?');
  // A file that ends before the first read does has the length that came, whatever it says.
  const bytes = new HostedBytes(url, start, start.length < FIRST_READ ? start.length : size, options);
  try {
    const container = await openContainer(bytes);
    if (!container.ok) return container;
    bytes.know(container.value);
    return ok({ url, stale: false, container: container.value, bytes });
  } catch (error) {
    if (options.signal?.aborted) return fail('cancelled', 'It was cancelled.');
    return { ok: false, problem: error as Problem };
  }
}

export class HostedBytes implements Bytes {
  private readonly http: HttpBytes;
  private readonly read: ReadRange;
  private readonly rows = new Map<number, IndexRow>();
  private readonly underWay = new Map<number, Promise<Uint8Array>>();
  private changed = false;
  private beginning: Uint8Array;

  constructor(
    readonly url: URL,
    start: Uint8Array,
    readonly size: number,
    private readonly options: HostedOptions,
  ) {
    this.beginning = start;
    this.http = httpBytes(url, options);
    this.read = gatheredReads((from, to) => this.http.read(from, to, options.signal));
  }

  /** The file from its first byte to the end of its index, or as far as it was fetched with it. */
  get start(): Uint8Array {
    return this.beginning;
  }

  /** Bytes of bodies, so far. */
  get received(): number {
    return this.http.received;
  }

  know({ head, blocks }: Container): void {
    for (const row of blocks.values()) this.rows.set(row[1], row);
    const end = Math.max(head.index[0] + head.index[1], Math.min(this.beginning.length, FIRST_READ));
    this.beginning = this.beginning.slice(0, end);
  }

  /** Throws a Problem: those of the reads, `snapshot-changed`, `snapshot-damaged`. */
  async slice(from: number, to: number): Promise<Uint8Array> {
    const [start, end] = [Math.max(0, from), Math.min(to, this.size)];
    if (end <= this.beginning.length) return this.beginning.subarray(start, end);
    const row = this.rows.get(start);
    if (row === undefined || row[2] !== end - start) return await this.plain(start, end);
    const found = this.underWay.get(start) ?? this.block(row).finally(() => this.underWay.delete(start));
    this.underWay.set(start, found);
    return await found;
  }

  /** The index, when the first read did not reach its end; and what of a block nobody can check. */
  private async plain(start: number, end: number): Promise<Uint8Array> {
    const have = this.beginning.length;
    if (start > have || this.rows.size > 0) return await this.fetched(start, end);
    const rest = await this.http.read(have, end, this.options.signal);
    const all = new Uint8Array(end);
    all.set(this.beginning);
    all.set(rest, have);
    this.beginning = all;
    return all.subarray(start, end);
  }

  private async block([, offset, length, hash]: IndexRow): Promise<Uint8Array> {
    const kept = await this.options.kept?.get(hash);
    if (kept?.length === length && hashOf(kept) === hash) return kept;
    const bytes = await this.fetched(offset, offset + length);
    if (hashOf(bytes) !== hash) throw (await this.whetherChanged()) ?? wrongBytes(this.url);
    this.options.kept?.keep(hash, bytes);
    return bytes;
  }

  private async fetched(start: number, end: number): Promise<Uint8Array> {
    try {
      return await this.read(start, end);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      // A shorter file answers that it has no such bytes.
      throw (await this.whetherChanged()) ?? error;
    }
  }

  /** The header of what lies there now is another one; null: it is not, or nobody can say. */
  private async whetherChanged(): Promise<Problem | null> {
    if (!this.changed) {
      const now = await firstBytes(this.url, HEAD_END, this.options);
      this.changed = now.ok && !sameBytes(now.value, this.beginning.subarray(0, HEAD_END));
    }
    return this.changed ? fileChanged(this.url) : null;
  }
}

const fileChanged = (url: URL): Problem =>
  fail(
    'snapshot-changed',
    `The file on ${url.host} has been replaced by another since it was opened.`,
    'Open it again to see the new one. What is stored in this browser stays as it is.',
  ).problem;
const wrongBytes = (url: URL): Problem =>
  fail(
    'snapshot-damaged',
    `${url.host} gives other bytes than the file’s own index tells of.`,
    'The file was damaged when it was put there: put it there once more.',
  ).problem;
