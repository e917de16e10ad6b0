/** Snapshots written by somebody who means harm, with every checksum right: whatever they say, they are read, shown and written again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBook } from '../prototype/book';
import { createNames } from '../prototype/locale/names';
import { createPages, TABS } from '../prototype/pages';
import { readContainer } from './container';
import { openPack } from './open';
import { bench, bytes, drop, dump, never, oneFile, PIECES, render } from './testing/game';

const ALL = { icons: true, native: true };

async function blocksOf(file: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = await readContainer({ size: file.length, slice: async (a, b) => file.subarray(a, b) }, never);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

async function exported(pieces = [dump(), ...PIECES]) {
  const at = bench();
  const [id] = (await drop(at, pieces)).packs;
  await render(at, id!);
  return await blocksOf(oneFile(await at.library.exportPack(id!, ALL)));
}

const JUNK: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    2 ** 53,
    '',
    '__proto__',
    'constructor',
    '..',
    '../../x',
    'inf',
    'x'.repeat(5000),
    '\u202e\0\ud800',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [[[]]],
    { length: 9 },
    { __proto__: 1 },
    Array(300).fill('x'),
    JSON.parse('{"__proto__":{"a":1},"constructor":1}'),
  ],
];

/** Somewhere in a value, by numbers that say at which turn which way: what stands there is another, gone, or there twice. */
function changed(value: unknown, way: readonly number[], junk: unknown, how: number): unknown {
  const [turn, ...rest] = way;
  if (turn === undefined || typeof value !== 'object' || value === null) return junk;
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 0) return junk;
  const at = turn % entries.length;
  const inner = entries[at]![1];
  const last = rest.length === 0 || typeof inner !== 'object' || inner === null;
  const put: [string, unknown][] = !last
    ? [[entries[at]![0], changed(inner, rest, junk, how)]]
    : how === 0
      ? [[entries[at]![0], junk]]
      : how === 1
        ? []
        : [entries[at]!, [`${entries[at]![0]}2`, inner]];
  const all = [...entries.slice(0, at), ...put, ...entries.slice(at + 1)];
  return Array.isArray(value) ? all.map(([, one]) => one) : Object.fromEntries(all);
}

const change = fc.record({
  block: fc.nat(),
  way: fc.array(fc.nat(50), { minLength: 0, maxLength: 8 }),
  junk: fc.constantFrom(...JUNK),
  how: fc.nat(2),
});

it('[S6] [S7] [S8] whatever is written anywhere, they are refused or become a pack, which can be looked at, searched and exported', async () => {
  const whole = await exported();
  const jsons = [...whole.keys()].filter((path) => !/\/(sheet|file)\//.test(path));
  let packs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const blocks = new Map(whole);
      for (const { block, way, junk, how } of changes) {
        const path = jsons[block % jsons.length]!;
        const value = JSON.parse(new TextDecoder().decode(blocks.get(path)!));
        blocks.set(path, bytes(JSON.stringify(changed(value, way, junk, how)) ?? ''));
      }
      const at = bench();
      const { packs: ids, problems } = await drop(at, [{ name: 'x', feed: (sink) => sink.snapshot(blocks, 'x.zip') }]);
      if (ids.length === 0) return void expect(problems).not.toEqual([]);
      packs++;
      const pack = (await openPack(at.store, ids[0]!))!;
      expect(pack.info.counts).toEqual(expect.any(Object));
      const raw = await pack.raw();
      const names = createNames(raw, await pack.texts());
      const pages = createPages(
        createBook(raw),
        names.in(pack.info.languages),
        (ref) => pack.pictureOf(ref),
        (ref) => pack.missing(ref),
      );
      pack.missingByMod();
      for (const tab of TABS)
        for (const { subgroups } of pages.grid(tab).groups)
          for (const { entries } of subgroups)
            for (const ref of entries) {
              expect(pages.page(ref)?.ref.name).toBe(ref.name);
              const { picture } = pages.show(ref)!;
              if (picture !== null) expect(picture).toBeLessThan(pack.sheets * 256);
            }
      for (let n = 0; n < pack.sheets; n++) await pack.sheet(n);
      // Joins what else there is, and comes back to the byte.
      await drop(at, PIECES, ids[0]!);
      const once = oneFile(await at.library.exportPack(ids[0]!, ALL));
      const again = bench();
      const entries = await blocksOf(once);
      const report = await drop(again, [{ name: 'y', feed: (sink) => sink.snapshot(entries, 'y.zip') }]);
      expect(report.packs).toEqual(ids);
      expect(oneFile(await again.library.exportPack(ids[0]!, ALL))).toEqual(once);
    }),
    { numRuns: 120 },
  );
  // They are not all refused.
  expect(packs).toBeGreaterThan(20);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
}, 120_000);
