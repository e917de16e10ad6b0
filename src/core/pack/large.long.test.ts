import { describe, expect, it } from 'vitest';
import type { RawTable } from '../prototype/types';
import { openPack } from './open';
import { bench, drop, dump, oneFile, type Piece, shelf } from './testing/game';

const table = (i: number): RawTable => ({
  stack_size: 1 + (i % 100),
  order: `a[${i}]`,
  icons: [{ icon: `__mod__/graphics/${i % 2_000}.png` }, { icon: '__mod__/none.png' }],
});

describe('a pack of 100,000 prototypes', () => {
  it('is stored, planned and read back', async () => {
    const prototypes = Array.from({ length: 100_000 }, (_, i): [string, string, RawTable] => ['item', `thing-${i}`, table(i)]);
    const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`graphics/${i}.png`, `bytes of ${i}`]));
    const icons: Piece = { name: 'icons', feed: (sink) => sink.shelf(shelf('mod', '1.0.0', files)) };
    const at = bench();
    const { packs } = await drop(at, [dump(prototypes), icons]);
    const pack = (await openPack(at.store, packs[0]!))!;
    expect(pack.info.counts.item).toBe(100_000);
    expect(pack.info.icons).toMatchObject({ complete: 0, incomplete: 100_000, pictures: 2_000, sheets: 8 });
    expect((await pack.raw()).get('item')!.get('thing-99999')).toEqual(table(99_999));
    expect(pack.missingByMod()).toEqual([{ mod: 'mod', files: 1, examples: ['__mod__/none.png'] }]);
    const file = oneFile(await at.library.exportPack(packs[0]!, { icons: true, native: true }));
    expect(file.length).toBeGreaterThan(100_000);
  }, 60_000);
});

describe('names', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'with space',
    '"quoted"',
    "it's",
    'a/b',
    '..',
    'x'.repeat(200),
    'مرحبا',
    '\u202eevil',
    '<b>',
    'ü',
    '\u0000',
    '😀',
  ];
  it.each(NAMES)('like %j are kept as prototypes, mods, files and texts', async (name) => {
    const path = `graphics/${name.replaceAll('/', '-').replaceAll('..', 'dots').replaceAll('\u0000', '0')}.png`;
    const prototypes: [string, string, RawTable][] = [['item', name, { stack_size: 1, icon: `__mod__/${path}`, icon_size: 64 }]];
    const rest: Piece = {
      name: 'rest',
      feed(sink) {
        sink.shelf(shelf('mod', '1', { [path]: 'x' }));
        sink.locale('mod', 'en', new Map([[`item-name.${name}`, 'Name']]), '1', 'locale/en/x.cfg');
        sink.modList(
          [
            { name, version: null },
            { name: 'mod', version: '1' },
          ],
          'mod-list.json',
        );
        sink.texts({ language: 'de', kind: 'item', names: new Map([[name, 'Name']]), descriptions: new Map() }, 'item-locale.json');
        sink.settings(null, Object.fromEntries([[name, name]]), 'mod-settings.dat');
      },
    };
    const at = bench();
    const report = await drop(at, [dump(prototypes, `${name}.json`), rest]);
    expect(report.problems).toEqual([]);
    const pack = (await openPack(at.store, report.packs[0]!))!;
    expect(pack.pictureOf({ kind: 'item', name })).toBe(0);
    expect(pack.info.claims.mods.map(({ value }) => value.name)).toContain(name);
    expect(Object.entries(pack.info.claims.settings!.value)).toEqual([[name, name]]);
    expect((await pack.texts()).get('en')!.tables[0]!.table.get(`item-name.${name}`)).toBe('Name');
    expect((await pack.texts()).get('de')!.dumped[0]!.names.get(name)).toBe('Name');
  });

  it('of languages that are none are told and left out', async () => {
    const at = bench();
    const codes = ['../../i/x', 'en/', '__proto__', '', 'x'.repeat(99), 'pt-BR', 'zh_CN'];
    const texts: Piece = {
      name: 'texts',
      feed: (sink) => codes.map((code) => sink.locale('mod', code, new Map([['item-name.tin-plate', 'x']]), null, 'a.cfg')),
    };
    const report = await drop(at, [dump(), texts]);
    expect((await at.library.packs())[0]!.languages).toEqual(['pt-BR', 'zh_CN']);
    expect(report.problems.map(({ code }) => code)).toEqual([...Array(5).fill('language'), 'icon-missing', 'icon-missing']);
    expect(await at.store.keys('i/', 'i0')).toEqual([]);
  });

  it('of files that are too large, or unreadable, are left out', async () => {
    const at = bench();
    const read = async (paths: readonly string[]) => paths.map((path) => (path.includes('cog') ? new Uint8Array(16_000_001) : null));
    const broken: Piece = {
      name: 'broken',
      feed: (sink) => sink.shelf({ mod: 'base', version: '1', from: 'base.zip', has: () => true, read }),
    };
    const report = await drop(at, [dump(), broken]);
    expect(report.problems).toMatchObject([
      { code: 'icon-file-too-large', file: 'base.zip/graphics/cog.png' },
      { code: 'icon-missing' },
      { code: 'icon-missing' },
    ]);
    expect((await at.library.packs())[0]!.icons).toMatchObject({ complete: 0, pictures: 0 });
  });
});
