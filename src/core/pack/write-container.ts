/** Writes the zip that packs (and worlds) are carried in. Law: docs/snapshot.md. The same blocks are the same bytes. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { CONTAINER_VERSION, HEAD_END, HEAD_NAME, HEAD_START, type Head } from './container';
import { crc32 } from './crc32';
import { deflated, hashOf, packJson, textBytes } from './packing';

export interface Block {
  path: string;
  /** Zip entry it lies in. Blocks of one entry follow each other. */
  entry: string;
  bytes: Uint8Array;
  /** Bytes it inflates to; 0: it is not deflated. */
  inflated: number;
}

/** [S1] */
export const MAX_ENTRIES = 300;
/** Zip without its 64-bit additions. */
const MAX_BYTES = 0xffff_ffff;

/** A block of text, deflated. */
export function textBlock(path: string, entry: string, text: string): Block {
  const inflated = textBytes(text).length;
  // An empty block is nothing deflated: 0 says that it is not.
  return { path, entry, bytes: inflated === 0 ? new Uint8Array(0) : deflated(text, 9), inflated };
}

/** In pieces that follow each other. `first`: path of the picture that the header points to. */
export function writeContainer(blocks: readonly Block[], first: string | null): Uint8Array<ArrayBuffer>[] {
  const entries = grouped(blocks);
  if (entries.length + 2 > MAX_ENTRIES) throw new Error(`a snapshot of ${entries.length + 2} entries`);

  // Offsets are counted from the end of the index, whose own length they would change otherwise.
  const rows: [string, number, number, string, number][] = [];
  let at = 0;
  for (const { name, parts } of entries) {
    at += 30 + name.length;
    for (const { path, bytes, inflated } of parts) {
      rows.push([path, at, bytes.length, hashOf(bytes), inflated]);
      at += bytes.length;
    }
  }
  const index = packJson(rows, 9);
  const base = HEAD_END + 30 + INDEX.length + index.length;
  const files = [{ name: INDEX, parts: [index] }, ...entries.map(({ name, parts }) => ({ name, parts: parts.map(({ bytes }) => bytes) }))];
  const directorySize = [HEAD_NAME, ...files.map(({ name }) => name)].reduce((sum, name) => sum + 46 + name.length, 0);
  const size = base + at + directorySize + 22;
  if (size > MAX_BYTES) throw new Error(`a snapshot of ${size} bytes`);

  const place = rows.find(([path]) => path === first);
  const head: Head = {
    factoscope: 'snapshot',
    version: CONTAINER_VERSION,
    size,
    hash: bytesToHex(sha256(index)),
    index: [base - index.length, index.length],
    first: place === undefined ? null : [base + place[1], place[2]],
  };
  const padded = textBytes(JSON.stringify(head).padEnd(HEAD_END - HEAD_START));

  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, parts } of [{ name: HEAD_NAME, parts: [padded] }, ...files]) {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const crc = parts.reduce((before, part) => crc32(part, before), 0);
    directory.push(header(name, crc, length, offset));
    pieces.push(header(name, crc, length, null), ...(parts as Uint8Array<ArrayBuffer>[]));
    offset += 30 + name.length + length;
  }
  pieces.push(...directory, end(directory.length, directorySize, offset));
  return pieces;
}

const INDEX = 'index';

function grouped(blocks: readonly Block[]): { name: string; parts: Block[] }[] {
  const entries = new Map<string, Block[]>();
  for (const block of blocks) {
    const parts = entries.get(block.entry);
    if (parts) parts.push(block);
    else entries.set(block.entry, [block]);
  }
  return [...entries].map(([name, parts]) => ({ name, parts }));
}

/** Of an entry: before its bytes when `offset` is null, else in the directory. Stored, names are ASCII, dated 1 January 1980. */
function header(name: string, crc: number, length: number, offset: number | null): Uint8Array<ArrayBuffer> {
  const start = offset === null ? 30 : 46;
  const bytes = new Uint8Array(start + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, offset === null ? 0x04034b50 : 0x02014b50, true);
  let at = 4;
  if (offset !== null) {
    view.setUint16(at, 20, true);
    at += 2;
  }
  view.setUint16(at, 20, true);
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, length, true);
  view.setUint32(at + 18, length, true);
  view.setUint16(at + 22, name.length, true);
  if (offset !== null) view.setUint32(42, offset, true);
  bytes.set(textBytes(name), start);
  return bytes;
}

function end(entries: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(22);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries, true);
  view.setUint16(10, entries, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}
