/**
 * Reading many files of one zip: 10,000 pictures of 8 kB, deflated and stored, as a mod's zip has them. Windows of neighbours beside
 * the least that must be done (one read of the whole file, and inflating what is in memory), and beside one slice an entry.
 */
import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync, zipSync } from 'fflate';
import type { Source } from '../src/import/source';
import { openZip, readEntries, type ZipEntry } from '../src/import/zip';
import { type Row, row } from './row';

const ENTRIES = 10_000;
const BYTES = 8_000;
const ROUNDS = 5;
/** What a `File.slice` of a browser takes, in ms (src/import/windows.ts): the disk of this machine is no browser's. */
const SLICE_MS = 1;
const never = new AbortController().signal;

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [how, level, bound] of [
    ['deflated', 6, 1700],
    ['stored', 0, 500],
  ] as const) {
    const file = join(tmpdir(), `factoscope-bench-${process.pid}-${how}.zip`);
    try {
      writeFileSync(file, zipSync(pictures(), { level }));
      const handle = await open(file);
      const { size } = await handle.stat();
      let slices = 0;
      const source: Source = {
        name: file,
        size,
        async slice(start, end) {
          slices++;
          const bytes = new Uint8Array(Math.min(end, size) - start);
          await handle.read(bytes, 0, bytes.length, start);
          return bytes;
        },
      };
      const opened = await openZip(source);
      if (!opened.ok) throw new Error(opened.problem.detail);
      const { entries } = opened.value;
      const floor = await best(() => atOnce(file, size, entries));
      const apart = await best(() => oneByOne(source, entries));
      slices = 0;
      const windows = await best(() => inWindows(source, entries));
      const each = slices / ROUNDS;
      await handle.close();
      const work = `10,000 ${how} entries of 8 kB, file to bytes, in ${each} slices`;
      rows.push(row(work, windows, 'ms', { floor, against: 'one read of the file + inflating', atMost: bound }));
      rows.push(
        row(`the same, with ${SLICE_MS} ms a slice as in a browser`, windows + each * SLICE_MS, 'ms', {
          floor: apart + ENTRIES * SLICE_MS,
          against: 'one slice an entry',
          ratioAtMost: 1,
        }),
      );
    } finally {
      rmSync(file, { force: true });
    }
  }
  return rows;
}

async function best(work: () => Promise<number>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    const bytes = await work();
    shortest = Math.min(shortest, performance.now() - start);
    if (bytes !== ENTRIES * BYTES) throw new Error(`${bytes} bytes instead of ${ENTRIES * BYTES}`);
  }
  return shortest;
}

async function inWindows(source: Source, entries: readonly ZipEntry[]): Promise<number> {
  const read = await readEntries(source, entries, never, ({ detail }) => {
    throw new Error(detail);
  });
  return read.reduce((sum, bytes) => sum + bytes!.length, 0);
}

async function oneByOne(source: Source, entries: readonly ZipEntry[]): Promise<number> {
  let total = 0;
  for (const entry of entries) {
    const [bytes] = await readEntries(source, [entry], never, () => {});
    total += bytes!.length;
  }
  return total;
}

/** The floor: no directory, no checksum, no window. */
async function atOnce(path: string, size: number, entries: readonly ZipEntry[]): Promise<number> {
  const fd = openSync(path, 'r');
  const all = new Uint8Array(size);
  readSync(fd, all, 0, size, 0);
  closeSync(fd);
  const view = new DataView(all.buffer);
  let total = 0;
  for (const { offset, packed, method, size: length } of entries) {
    const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const bytes = all.subarray(from, from + packed);
    total += method === 0 ? bytes.slice().length : inflateSync(bytes, { out: new Uint8Array(length) }).length;
  }
  return total;
}

/** Noise and plain areas by turns, so that deflate has something to do. */
function pictures(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  let state = 12_345;
  for (let i = 0; i < ENTRIES; i++) {
    const bytes = new Uint8Array(BYTES);
    for (let at = 0; at < BYTES; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[at] = at % 64 < 40 ? state >>> 24 : 0;
    }
    files[`mod/graphics/icons/${i}.png`] = bytes;
  }
  return files;
}
