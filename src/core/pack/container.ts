/** The zip that packs (and worlds) are carried in, read and checked. Law: docs/snapshot.md. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { inflateBounded } from '../inflate';
import { fail, ok, type Result } from '../result';
import { hashOf } from './packing';

/** What bytes are read from: a file, a buffer, a static host. */
export interface Bytes {
  readonly size: number;
  /** From `start` up to `end` (not included); fewer only at the end. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

export const CONTAINER_VERSION = 1;
export const HEAD_NAME = 'factoscope';
/** [S2] Zip's own header of the first entry, and with what is in it. */
export const HEAD_START = 30 + HEAD_NAME.length;
export const HEAD_END = 1024;
/** [S3] What a reader asks for first. */
export const FIRST_READ = 65_536;

/** [S2] */
export interface Head {
  factoscope: 'snapshot';
  version: number;
  /** Bytes of the whole file. */
  size: number;
  /** SHA-256 of the index as it lies there, and so of everything. */
  hash: string;
  index: [offset: number, length: number];
  /** The first picture, for whoever wants to show one at once; null: there is none. */
  first: [offset: number, length: number] | null;
}
/** [S4] `inflated` is 0 for what is not deflated. */
export type IndexRow = [path: string, offset: number, length: number, hash: string, inflated: number];

/** Rung i makes the header of version i + 2 from one of i + 1; blocks are lifted by those who read them. */
export type HeadRung = (head: Record<string, unknown>) => Record<string, unknown>;
const LADDER: readonly HeadRung[] = [];

const MAX_INDEX = 16_000_000;
const MAX_INDEX_TEXT = 64_000_000;
const MAX_BLOCKS = 200_000;
const MAX_BLOCK = 256_000_000;
const MAX_TOTAL = 1_500_000_000;
const WINDOW = 8_000_000;

/** The first bytes of a file are those of a snapshot (64 bytes are enough). */
export function isContainer(head: Uint8Array): boolean {
  if (head.length < HEAD_START || head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return false;
  // The whole name: a mod's zip begins with "factoscope_0.1.0/".
  return (head[26]! | (head[27]! << 8)) === HEAD_NAME.length && new TextDecoder().decode(head.subarray(30, HEAD_START)) === HEAD_NAME;
}

/**
 * What the first bytes say of the length of their file, for whoever cannot know it otherwise; null: they are none of a snapshot. Whether
 * it is true shows when blocks are read.
 */
export function toldSize(start: Uint8Array): number | null {
  if (start.length < HEAD_END || !isContainer(start)) return null;
  const size = (parsed(start.subarray(HEAD_START, HEAD_END)) as { size?: unknown } | null)?.size;
  return isWhole(size) && size >= HEAD_END ? size : null;
}

export interface Container {
  head: Head;
  /** In the order they lie, offsets counted from the start of the file. */
  blocks: ReadonlyMap<string, IndexRow>;
}

/** Reads header and index: for a small one a single read of 64 kB. Problems: `snapshot-…`, `too-new`. */
export async function openContainer(source: Bytes, ladder = LADDER): Promise<Result<Container>> {
  const start = await source.slice(0, Math.min(FIRST_READ, source.size));
  if (!isContainer(start)) return fail('snapshot-damaged', 'This is no snapshot of Factoscope.');
  const head = readHead(start.subarray(HEAD_START, HEAD_END), source.size, ladder);
  if (!head.ok) return head;
  const [offset, length] = head.value.index;
  const packed = offset + length <= start.length ? start.subarray(offset, offset + length) : await source.slice(offset, offset + length);
  if (packed.length !== length || bytesToHex(sha256(packed)) !== head.value.hash) return damaged('its index is not what it was');
  const text = inflateBounded(packed, MAX_INDEX_TEXT);
  if (!text.ok) return text;
  const rows = readIndex(parsed(text.value), offset + length, source.size);
  return rows === null ? damaged('its index does not fit the file') : ok({ head: head.value, blocks: rows });
}

function readHead(bytes: Uint8Array, size: number, ladder: readonly HeadRung[]): Result<Head> {
  let json = parsed(bytes) as Record<string, unknown> | null;
  if (typeof json !== 'object' || json === null || json.factoscope !== 'snapshot' || !isWhole(json.version) || json.version < 1)
    return damaged('its header cannot be read');
  if (json.version > ladder.length + 1)
    return fail(
      'too-new',
      'A newer version of Factoscope wrote this file.',
      'Reload the page to get the newer version, or open the file there.',
    );
  for (let v = json.version; v <= ladder.length; v++) json = ladder[v - 1]!(json);
  const { size: told, hash, index, first } = json;
  if (told !== size) return damaged(`it should have ${Number(told).toLocaleString('en')} bytes and has ${size.toLocaleString('en')}`);
  if (
    typeof hash !== 'string' ||
    !isPlace(index, HEAD_END, size) ||
    index[1] > MAX_INDEX ||
    !(first === null || isPlace(first, HEAD_END, size))
  )
    return damaged('its header says what cannot be');
  return ok({ factoscope: 'snapshot', version: ladder.length + 1, size, hash, index, first });
}

/** Null: places that overlap or lie outside, names that are none, more than a file may make of itself. */
function readIndex(value: unknown, base: number, size: number): Map<string, IndexRow> | null {
  if (!Array.isArray(value) || value.length > MAX_BLOCKS) return null;
  const rows = new Map<string, IndexRow>();
  let end = base;
  let total = 0;
  for (const row of value as unknown[]) {
    if (!Array.isArray(row) || row.length !== 5) return null;
    const [path, from, length, hash, inflated] = row as unknown[];
    if (typeof path !== 'string' || !isPath(path) || rows.has(path) || typeof hash !== 'string') return null;
    if (!isWhole(from) || !isWhole(length) || !isWhole(inflated)) return null;
    const offset = base + from;
    if (offset < end || offset + length > size || length > MAX_BLOCK || inflated > MAX_BLOCK) return null;
    end = offset + length;
    total += inflated || length;
    if (total > MAX_TOTAL) return null;
    rows.set(path, [path, offset, length, hash, inflated]);
  }
  return rows;
}

/** One block, checked and inflated. */
export async function readBlock(source: Bytes, row: IndexRow): Promise<Result<Uint8Array>> {
  return checked(row, await source.slice(row[1], row[1] + row[2]));
}

function checked([path, , length, hash, inflated]: IndexRow, bytes: Uint8Array): Result<Uint8Array> {
  if (bytes.length !== length || hashOf(bytes) !== hash) return damaged(`"${path}" in it is not what it was`);
  if (inflated === 0) return ok(bytes);
  const result = inflateBounded(bytes, inflated);
  return !result.ok || result.value.length === inflated ? result : damaged(`"${path}" in it is not as long as it should be`);
}

/** All blocks by path, checked and inflated. Problems: `snapshot-damaged`, `zip-bomb`, `bad-zlib`, `too-new`. */
export async function readContainer(source: Bytes, signal: AbortSignal): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const opened = await openContainer(source);
  return opened.ok ? await readBlocks(source, opened.value, () => true, signal) : opened;
}

/** Those that are wanted: for `PackSink.snapshot`. Problems: `snapshot-damaged`, `zip-bomb`, `bad-zlib`. */
export async function readBlocks(
  source: Bytes,
  container: Container,
  wanted: (path: string) => boolean,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const blocks = new Map<string, Uint8Array>();
  let window: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array(0) };
  for (const row of container.blocks.values()) {
    const [path, offset, length] = row;
    if (!wanted(path)) continue;
    // A slice of a file takes a millisecond however short it is.
    if (offset < window.from || offset + length > window.from + window.bytes.length) {
      signal.throwIfAborted();
      window = { from: offset, bytes: await source.slice(offset, Math.min(source.size, offset + Math.max(length, WINDOW))) };
    }
    const block = checked(row, window.bytes.subarray(offset - window.from, offset - window.from + length));
    if (!block.ok) return block;
    // Not a view of the window: one picture would hold all of it.
    blocks.set(path, row[4] === 0 ? block.value.slice() : block.value);
  }
  return ok(blocks);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isPath = (path: string): boolean =>
  /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/.test(path) && path.length <= 200;

function isPlace(value: unknown, least: number, size: number): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2 || !isWhole(value[0]) || !isWhole(value[1])) return false;
  return value[0] >= least && value[0] + value[1] <= size;
}

const damaged = (why: string) =>
  fail(
    'snapshot-damaged',
    `This snapshot is damaged: ${why}.`,
    'Fetch the file again from where it came from, or have it exported once more.',
  );
