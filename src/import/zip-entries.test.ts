import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../core/result';
import type { Source } from './source';
import { writeZip } from './testing/item-browser';
import { crc32, openZip, readEntries, storedSource, type ZipEntry } from './zip';

const never = new AbortController().signal;
const text = (value: string) => new TextEncoder().encode(value);

function sourceOf(bytes: Uint8Array) {
  const slices: number[] = [];
  const source: Source = {
    name: 'a.zip',
    size: bytes.length,
    slice: async (start, end) => {
      slices.push(Math.min(end, bytes.length) - start);
      return bytes.slice(start, Math.min(end, bytes.length));
    },
  };
  return { source, slices };
}

async function all(bytes: Uint8Array, change: (entry: ZipEntry) => void = () => {}) {
  const { source, slices } = sourceOf(bytes);
  const opened = await openZip(source);
  if (!opened.ok) throw new Error(opened.problem.detail);
  const { entries } = opened.value;
  entries.forEach(change);
  const problems: Problem[] = [];
  slices.length = 0;
  const read = await readEntries(source, entries, never, (problem) => problems.push(problem));
  return { entries, read, slices, codes: problems.map(({ code }) => code) };
}

describe('many entries at once', () => {
  it('are what was packed, whatever the packer, the order asked, and what lies between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ data: fc.uint8Array({ maxLength: 2000 }), deflate: fc.boolean(), extra: fc.uint8Array({ maxLength: 600 }) }), {
          maxLength: 20,
        }),
        fc.infiniteStream(fc.nat()),
        async (files, random) => {
          const zip = writeZip(files.map((file, i) => ({ ...file, name: `folder/${i}.bin` })));
          const { source } = sourceOf(zip);
          const opened = await openZip(source);
          if (!opened.ok) throw new Error(opened.problem.detail);
          const order = opened.value.entries.map((entry) => ({ entry, at: random.next().value as number })).sort((a, b) => a.at - b.at);
          const entries = order.map(({ entry }) => entry);
          const read = await readEntries(source, entries, never, ({ detail }) => expect.fail(detail));
          for (const [i, { name }] of entries.entries()) expect(read[i]).toEqual(files[Number(/\d+/.exec(name)![0])]!.data);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('take a slice for 8 MB of neighbours, and leave out what nobody asked for', async () => {
    const small = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${String(i).padStart(5, '0')}.png`, text(`picture ${i}`)]));
    const { read, slices } = await all(zipSync(small));
    expect(read.every((bytes, i) => new TextDecoder().decode(bytes!) === `picture ${i}`)).toBe(true);
    expect(slices).toHaveLength(1);
    const between = new Uint8Array(2_000_000);
    const { source, slices: apart } = sourceOf(zipSync({ 'a.txt': text('a'), 'b.bin': between, 'c.txt': text('c') }, { level: 0 }));
    const opened = await openZip(source);
    if (!opened.ok) throw new Error(opened.problem.detail);
    apart.length = 0;
    const [a, , c] = opened.value.entries;
    expect(await readEntries(source, [c!, a!], never, () => {})).toEqual([text('c'), text('a')]);
    expect(apart.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000);
  });

  it('a 100,000-entry zip is read', async () => {
    const files: Record<string, Uint8Array> = {};
    for (let i = 0; i < 100_000; i++) files[`mod/graphics/${i}.png`] = text(String(i));
    const { read, slices } = await all(zipSync(files, { level: 0 }));
    expect(read).toHaveLength(100_000);
    expect(new TextDecoder().decode(read[99_999]!)).toBe('99999');
    expect(slices.length).toBeLessThan(5);
  });

  it('a stored zip in a zip is a source without being held', async () => {
    const inner = zipSync({ 'a.txt': text('deep') });
    const { source } = sourceOf(zipSync({ 'in.zip': inner }, { level: 0 }));
    const opened = await openZip(source);
    const stored = opened.ok ? await storedSource(source, opened.value.entries[0]!, 'in.zip') : null;
    expect(await stored!.slice(0, 1e9)).toEqual(inner);
  });
});

it('a checksum is that of APPNOTE.TXT, in one piece or several', () => {
  expect(crc32(text('123456789')) >>> 0).toBe(0xcbf43926);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(50), (bytes, cut) => {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
    }),
  );
});

describe('entries that lie', () => {
  const zip = zipSync({ 'a.txt': text('x'.repeat(5000)), 'b.txt': text('fine') });
  const lie = (change: (entry: ZipEntry) => void) => all(zip, (entry) => entry.name === 'a.txt' && change(entry));

  it.each<[string, (entry: ZipEntry) => void, string]>([
    ['their checksum', (entry) => entry.crc++, 'zip-crc'],
    ['a size too small', (entry) => (entry.size = 100), 'zip-crc'],
    ['a size too large', (entry) => (entry.size = 6000), 'zip-crc'],
    ['a size no deflate can give', (entry) => (entry.size = 60_000_000), 'zip-bomb'],
    ['a size of gigabytes', (entry) => (entry.size = 2 ** 40), 'zip-too-large'],
    ['packed bytes behind the end', (entry) => (entry.packed = 1e7), 'zip-damaged'],
    ['an offset into nothing', (entry) => (entry.offset += 3), 'zip-damaged'],
    ['a method nobody knows', (entry) => (entry.method = 93), 'zip-method'],
    ['that they are encrypted', (entry) => (entry.encrypted = true), 'zip-encrypted'],
    ['that they are stored', (entry) => (entry.method = 0), 'zip-bomb'],
  ])('about %s are left out, and the others are read', async (_, change, code) => {
    const { read, codes } = await lie(change);
    expect(codes).toEqual([code]);
    expect(read).toEqual([null, text('fine')]);
  });

  it('that inflate to a thousand times their size are left', async () => {
    const bomb = zipSync({ 'a.txt': new Uint8Array(40_000_000), 'b.txt': text('fine') });
    expect(bomb.length).toBeLessThan(100_000);
    const { read, codes } = await all(bomb);
    expect([read, codes]).toEqual([[null, text('fine')], ['zip-bomb']]);
  });

  it('any damage leaves entries out or is without effect, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { maxLength: 4 }), async (changes) => {
        const copy = zip.slice();
        for (const [at, byte] of changes) copy[at] = byte;
        const { source } = sourceOf(copy);
        const opened = await openZip(source);
        if (!opened.ok) return;
        const read = await readEntries(source, opened.value.entries, never, () => {});
        expect(read).toHaveLength(opened.value.entries.length);
      }),
    );
  });
});
