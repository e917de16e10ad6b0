import { Inflate, inflateSync } from 'fflate';
import { fail, ok, type Problem, type Result } from '../core/result';
import { bomb, FREE, Growth, RATIO } from './growth';
import type { Source } from './source';
import { Gather, streamSource } from './stream-source';
import { WINDOW, type Windows } from './windows';

/**
 * A zip's central directory, and its entries as sources, straight from APPNOTE.TXT 6.3.10. Never trusts a size, a name or
 * an offset: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export interface ZipEntry {
  /** Path within the zip, with `/`. */
  name: string;
  size: number;
  packed: number;
  method: number;
  crc: number;
  encrypted: boolean;
  /** Of its local header. */
  offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY = 64 * 1024 * 1024;
const MAX_ENTRIES = 200_000;
/** Of one entry, inflated. */
const MAX_BYTES = 4 * 1024 ** 3;
const OLD = 0xffffffff;

/** All files of a zip in the order of its directory. Errors: `zip-damaged`, `zip-too-large`. */
export async function openZip(source: Source): Promise<Result<{ entries: ZipEntry[]; problems: Problem[] }>> {
  const tailStart = Math.max(0, source.size - END_SIZE - MAX_COMMENT);
  const tail = await source.slice(tailStart, source.size);
  const view = viewOf(tail);
  let end = tail.length - END_SIZE;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return damaged('its directory is missing: it was probably cut');
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR64) {
    const at = number64(view, end - 12);
    const record = at === null ? null : await source.slice(at, at + 56);
    if (!record || record.length < 56 || viewOf(record).getUint32(0, true) !== END64) return damaged('its long directory is missing');
    count = number64(viewOf(record), 32) ?? -1;
    size = number64(viewOf(record), 40) ?? -1;
    offset = number64(viewOf(record), 48) ?? -1;
  }
  if (count < 0 || offset < 0 || offset + size > source.size) return damaged('its directory lies outside the file');
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY) return fail('zip-too-large', `It holds ${count} entries; 200,000 are read.`);
  return ok(directory(await source.slice(offset, offset + size), count, source.size));
}

function directory(bytes: Uint8Array, count: number, fileSize: number): { entries: ZipEntry[]; problems: Problem[] } {
  const view = viewOf(bytes);
  const decoder = new TextDecoder();
  const entries: ZipEntry[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let packedTotal = 0;
  let at = 0;
  // Some packers write the count in 16 bits, however many there are: the directory itself says where it ends.
  for (let i = 0; i < MAX_ENTRIES; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) {
      if (i < count) problems.push(damaged(`its directory ends after ${i} of ${count} entries`).problem);
      break;
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const entry: ZipEntry = {
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      offset: view.getUint32(at + 42, true),
    };
    long(entry, bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (entry.name.endsWith('/')) continue;
    const wrong = fault(entry, seen, fileSize);
    if (wrong) {
      problems.push(wrong);
      continue;
    }
    packedTotal += entry.packed;
    // Entries that overlap are how a small zip becomes petabytes.
    if (packedTotal > fileSize) {
      problems.push(fail('zip-bomb', 'Its entries overlap: the rest was not read.').problem);
      break;
    }
    seen.add(entry.name);
    entries.push(entry);
  }
  return { entries, problems };
}

function fault(entry: ZipEntry, seen: ReadonlySet<string>, fileSize: number): Problem | null {
  const name = entry.name.slice(0, 200);
  if (/(^|\/)\.\.(\/|$)|^\/|^[A-Za-z]:/.test(entry.name))
    return fail('zip-path', `The entry "${name}" points out of the zip and was left out.`).problem;
  if (seen.has(entry.name)) return fail('zip-duplicate', `The entry "${name}" is there twice; the first is read.`).problem;
  if (entry.offset + entry.packed > fileSize) return damaged(`the entry "${name}" lies outside the file`).problem;
  return null;
}

/** The zip64 extra field holds, in this order, what did not fit into 32 bits. */
function long(entry: ZipEntry, extra: Uint8Array): void {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (entry[key] !== OLD || next + 8 > extra.length) continue;
      entry[key] = number64(view, next) ?? Number.MAX_SAFE_INTEGER;
      next += 8;
    }
    return;
  }
}

/** One entry's bytes. What is wrong with them is reported while they are read; those before the fault are given. */
export function entrySource(zip: Source, entry: ZipEntry, report: (problem: Problem) => void): Source {
  return streamSource(entry.name, entry.size, (signal, quiet) => entryBytes(zip, entry, signal, quiet ? () => {} : report));
}

async function* entryBytes(zip: Source, entry: ZipEntry, signal: AbortSignal, report: (problem: Problem) => void): Windows {
  const name = entry.name.slice(0, 200);
  if (entry.encrypted) return report(encrypted(name).problem);
  if (entry.method !== 0 && entry.method !== 8) return report(method(name, entry.method).problem);
  const header = await zip.slice(entry.offset, entry.offset + 30);
  if (header.length < 30 || viewOf(header).getUint32(0, true) !== LOCAL)
    return report(damaged(`"${name}" is not where it should be`).problem);
  const start = entry.offset + 30 + viewOf(header).getUint16(26, true) + viewOf(header).getUint16(28, true);
  const end = Math.min(zip.size, start + entry.packed);
  const gather = new Gather();
  const growth = new Growth();
  let total = 0;
  let crc = 0;
  const take = (piece: Uint8Array) => {
    total += piece.length;
    growth.gave(piece.length);
    crc = crc32(piece, crc);
    gather.add(piece);
  };
  const inflate = entry.method === 8 ? new Inflate(take) : null;
  for (let at = start; at < end; ) {
    const window = await zip.slice(at, Math.min(end, at + WINDOW));
    signal.throwIfAborted();
    if (window.length === 0) break;
    for (let from = 0; from < window.length; ) {
      const step = window.subarray(from, from + growth.step);
      growth.took(step.length);
      try {
        if (inflate) inflate.push(step, at + from + step.length >= end);
        else take(step.slice());
      } catch (error) {
        report(damaged(`"${name}" cannot be inflated (${error instanceof Error ? error.message : 'unknown'})`).problem);
        const rest = gather.take(true);
        if (rest) yield { bytes: rest, done: at };
        return;
      }
      if (total > entry.size || total > MAX_BYTES || growth.isBomb) {
        const rest = gather.take(true);
        if (rest) yield { bytes: rest, done: at };
        const lies = `"${name}" inflates to more than it says (${entry.size} bytes): it was not read to its end.`;
        return report(growth.isBomb ? bomb(name) : fail('zip-bomb', lies).problem);
      }
      from += step.length;
      const piece = gather.take(false);
      if (piece) yield { bytes: piece, done: at + from };
    }
    at += window.length;
  }
  const rest = gather.take(true);
  if (rest) yield { bytes: rest, done: end };
  if (total !== entry.size || crc >>> 0 !== entry.crc) {
    report(wrongCrc(name).problem);
  }
}

/** A whole entry is had as one buffer: no picture, text or list of a mod is longer. */
const MAX_WHOLE = 64 * 1024 * 1024;
/** Between neighbours that are wanted may lie so many bytes that are not: reading them costs less than another slice's millisecond. */
const GAP = 256 * 1024;
/** A local header's extra field is not in the directory; what is longer is read apart. */
const EXTRA = 256;
/** Deflate gives so many bytes for one at most: an entry that says more lies. */
const MOST = 1032;

/**
 * Many entries as wholes, in the order asked; null for what cannot be had, which `report` tells. Neighbours are read in one slice
 * of up to 8 MB: a `File.slice` takes about 1 ms whatever its size.
 */
export async function readEntries(
  zip: Source,
  entries: readonly ZipEntry[],
  signal: AbortSignal,
  report: (problem: Problem) => void,
  max = MAX_WHOLE,
): Promise<(Uint8Array | null)[]> {
  const result: (Uint8Array | null)[] = entries.map(() => null);
  const order = entries.map((entry, i) => ({ entry, i })).sort((a, b) => a.entry.offset - b.entry.offset);
  for (let from = 0; from < order.length; ) {
    signal.throwIfAborted();
    const start = order[from]!.entry.offset;
    let end = farEnd(order[from]!.entry);
    let to = from + 1;
    for (; to < order.length; to++) {
      const { entry } = order[to]!;
      if (entry.offset > end + GAP || farEnd(entry) - start > WINDOW) break;
      end = Math.max(end, farEnd(entry));
    }
    if (end - start > MAX_WHOLE + WINDOW) end = start;
    const window = await zip.slice(start, Math.min(end, zip.size));
    for (const { entry, i } of order.slice(from, to)) {
      const whole = await wholeEntry(zip, entry, window, start, max);
      if (whole.ok) result[i] = whole.value;
      else report({ ...whole.problem, file: entry.name.slice(0, 500) });
    }
    from = to;
  }
  return result;
}

/** Where an entry ends, or a little behind it. */
const farEnd = (entry: ZipEntry): number => entry.offset + 30 + entry.name.length * 3 + EXTRA + entry.packed;

async function wholeEntry(zip: Source, entry: ZipEntry, window: Uint8Array, start: number, max: number): Promise<Result<Uint8Array>> {
  const name = entry.name.slice(0, 200);
  if (entry.encrypted) return encrypted(name);
  if (entry.method !== 0 && entry.method !== 8) return method(name, entry.method);
  if (entry.size > max || entry.packed > max + (max >> 8) + 64)
    return fail('zip-too-large', `"${name}" is larger than ${Math.round(max / 1024 / 1024)} MB, which no such file is: it was left out.`);
  if (entry.size > MOST * entry.packed + MOST || (entry.method === 0 && entry.size !== entry.packed)) return lies(name);
  if (entry.size > FREE && entry.size > RATIO * entry.packed) return { ok: false, problem: bomb(entry.name) };
  const at = entry.offset - start;
  const header = window.subarray(at, at + 30);
  if (header.length < 30 || viewOf(header).getUint32(0, true) !== LOCAL) return damaged(`"${name}" is not where it should be`);
  const from = at + 30 + viewOf(header).getUint16(26, true) + viewOf(header).getUint16(28, true);
  const packed =
    from + entry.packed <= window.length
      ? window.subarray(from, from + entry.packed)
      : await zip.slice(start + from, Math.min(zip.size, start + from + entry.packed));
  if (packed.length < entry.packed) return damaged(`"${name}" is cut`);
  const whole = entry.method === 0 ? packed.slice() : inflated(packed, entry.size);
  if (whole === null) return damaged(`"${name}" cannot be inflated`);
  if (whole.length !== entry.size || crc32(whole) >>> 0 !== entry.crc) return wrongCrc(name);
  return ok(whole);
}

function inflated(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    // What does not fit is dropped or thrown at, never allocated; one byte more shows that there was more.
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch {
    return null;
  }
}

/** An entry as a source of its own where its bytes lie as they are: a zip in a zip need not be held. Null: it is packed, or not there. */
export async function storedSource(zip: Source, entry: ZipEntry, name: string): Promise<Source | null> {
  if (entry.method !== 0 || entry.encrypted || entry.size !== entry.packed) return null;
  const header = await zip.slice(entry.offset, entry.offset + 30);
  if (header.length < 30 || viewOf(header).getUint32(0, true) !== LOCAL) return null;
  const start = entry.offset + 30 + viewOf(header).getUint16(26, true) + viewOf(header).getUint16(28, true);
  if (start + entry.size > zip.size) return null;
  return { name, size: entry.size, slice: (from, to) => zip.slice(start + from, start + Math.min(to, entry.size)) };
}

const encrypted = (name: string) =>
  fail('zip-encrypted', `"${name}" is encrypted.`, 'Unpack the zip with its password and drop what is in it.');
const method = (name: string, number: number) =>
  fail('zip-method', `"${name}" is packed in a way (${number}) that is not read.`, 'Unpack the zip and drop what is in it.');
const lies = (name: string) => fail('zip-bomb', `"${name}" says that it inflates to more than deflate can give: it was left out.`);
const wrongCrc = (name: string) => fail('zip-crc', `"${name}" is not what was packed: its checksum differs.`, 'Copy the zip again.');

/** Four tables of the checksum, for four bytes at a time: table n is for the byte that n others follow. */
const CRC = new Int32Array(1024);
for (let n = 0; n < 256; n++) {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  CRC[n] = c;
}
for (let n = 256; n < 1024; n++) CRC[n] = (CRC[n - 256]! >>> 8) ^ CRC[CRC[n - 256]! & 255]!;

export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = CRC[768 + (crc & 255)]! ^ CRC[512 + ((crc >>> 8) & 255)]! ^ CRC[256 + ((crc >>> 16) & 255)]! ^ CRC[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = CRC[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc;
}

const damaged = (why: string) =>
  fail('zip-damaged', `The zip is damaged: ${why}.`, 'Copy the zip again, or unpack it and drop what is in it.');
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
/** Null where no double holds it. */
function number64(view: DataView, at: number): number | null {
  const value = view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : null;
}
