import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createNames } from '../prototype/locale/names';
import type { Kind, RawTable } from '../prototype/types';
import { readContainer } from './container';
import { openPack } from './open';
import { bench, drop, never, oneFile, type Piece } from './testing/game';
import type { PackTexts } from './types';

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const LOCALE = `${DATA}locale/space-age-2.0/`;

/** Languages are put together when they are read. */
const plain = (texts: ReadonlyMap<string, PackTexts>) => [...texts].map(([language, { tables, dumped }]) => [language, tables, dumped]);

type Dump = Record<string, Record<string, RawTable>>;
function dumpOf(file: string): Dump {
  const bytes = new Uint8Array(readFileSync(`${DATA}dumps/${file}`));
  return JSON.parse(new TextDecoder().decode(file.endsWith('.gz') ? gunzipSync(bytes) : Object.values(unzipSync(bytes))[0]!)) as Dump;
}
const dumped = (data: Dump): Piece => ({
  name: 'dump',
  feed(sink) {
    const to = sink.dump('data-raw-dump.json');
    for (const [type, named] of Object.entries(data)) for (const [name, table] of Object.entries(named)) to.prototype(type, name, table);
    to.end(true);
  },
});
const locale: Piece = {
  name: 'locale',
  feed(sink) {
    for (const file of readdirSync(LOCALE)) {
      const { names, descriptions } = JSON.parse(readFileSync(LOCALE + file, 'utf8')) as Record<string, Record<string, string>>;
      const map = (texts: Record<string, string> | undefined) => new Map(Object.entries(texts ?? {}));
      sink.texts(
        { language: null, kind: file.replace('-locale.json', '') as Kind, names: map(names), descriptions: map(descriptions) },
        file,
      );
    }
  },
};

describe('real dumps', () => {
  it.skipIf(!existsSync(LOCALE))(
    'of Space Age with its texts: counts are the JSON’s, the language is found, all else than pictures is below 400 kB, and comes back equal (needs ../shared)',
    async () => {
      const data = dumpOf('data-raw-dump_space-age_2.0.15.zip');
      const at = bench();
      const report = await drop(at, [dumped(data), locale]);
      expect(new Set(report.problems.map(({ code }) => code))).toEqual(new Set(['icon-missing']));
      const [info] = await at.library.packs();
      expect(info!.counts).toEqual(Object.fromEntries(Object.entries(data).map(([type, named]) => [type, Object.keys(named).length])));
      expect(info!.id).toMatch(/^space-age-2\.0-/);
      expect(info!.languages).toEqual(['en']);

      const file = oneFile(await at.library.exportPack(info!.id, { icons: true, native: false }));
      expect(file.length).toBeLessThan(400_000);

      const read = await readContainer({ size: file.length, slice: async (a, b) => file.subarray(a, b) }, never);
      if (!read.ok) throw new Error(read.problem.detail);
      const there = bench();
      const { packs } = await drop(there, [{ name: 'zip', feed: (sink) => sink.snapshot(read.value, 'pack.zip') }]);
      expect(packs).toEqual([info!.id]);
      const [mine, theirs] = [(await openPack(at.store, packs[0]!))!, (await openPack(there.store, packs[0]!))!];
      expect(await theirs.raw()).toEqual(await mine.raw());
      expect(plain(await theirs.texts())).toEqual(plain(await mine.texts()));
      expect(theirs.info.claims).toEqual(mine.info.claims);
      expect(oneFile(await there.library.exportPack(packs[0]!, { icons: true, native: false }))).toEqual(file);
      const names = createNames(await theirs.raw(), await theirs.texts()).in(['en']);
      expect(names.label({ kind: 'item', name: 'iron-plate' })).toBe('Iron plate');
    },
    120_000,
  );

  it.skipIf(!existsSync(DATA))(
    'of base and Space Age 2.1 side by side are told apart (needs ../shared)',
    async () => {
      const at = bench();
      const { packs } = await drop(at, [dumped(dumpOf('base-2.1.12.json.gz')), dumped(dumpOf('sa-2.1.12.json.gz'))]);
      expect(packs.map((id) => id.replace(/-[0-9a-f]{16}$/, ''))).toEqual(['base-2.1', 'space-age-2.1']);
      expect((await at.library.packs()).map(({ name }) => name).sort()).toEqual(['Base 2.1', 'Space Age 2.1']);
    },
    120_000,
  );
});
