import { describe, expect, it } from 'vitest';
import type { RawTable } from '../prototype/types';
import { LayerFaults, missingByMod, missingRows } from './icon-report';
import { bench, drop, dump } from './testing/game';

const item = (name: string, table: RawTable): [string, string, RawTable] => ['item', name, { stack_size: 1, ...table }];
const file = '__tin__/a.png';

describe('layers that are no good', () => {
  it('are rows of the import, gathered by what is the matter', async () => {
    const prototypes = [
      ...['a', 'b', 'c', 'd', 'e'].map((name) => item(name, { icon: file, icon_size: 0 })),
      item('f', { icons: [{ icon: file }, { icon: file, scale: -1 }] }),
      item('g', { icon: '../../etc/passwd.png' }),
      ['recipe', 'a', { results: [{ type: 'item', name: 'a', amount: 1 }] }] as [string, string, RawTable],
    ];
    const at = bench();
    const report = await drop(at, [dump(prototypes)]);
    const rows = report.problems.filter(({ code }) => code === 'icon-layer');
    expect(rows.map(({ detail, count }) => [detail, count])).toEqual([
      ['The icons of item "a", item "b", item "c" and 2 more: layer 1 has icon_size 0.', 5],
      ['The icon of item "g": layer 1 names "../../etc/passwd.png", which is no path within a mod.', undefined],
      ['The icon of item "f": layer 2 has scale -1.', undefined],
    ]);
    // Said once: the pack is known.
    const again = await drop(at, [{ name: 'texts', feed: (sink) => sink.gameVersion('2.0.76', 'base/info.json') }], report.packs[0]!);
    expect(again.problems).toEqual([]);
  });

  it('are few rows, however many there are', () => {
    const faults = new LayerFaults();
    for (let i = 0; i < 5_000; i++) {
      const detail = `The icon of item "i${i}": layer 1 has icon_size ${-i}.`;
      faults.add({ kind: 'item', type: 'item', name: `i${i}` }, { code: 'icon-layer', file: '', line: 0, detail, tip: '' });
    }
    const rows = faults.rows();
    expect(rows).toHaveLength(16);
    expect(rows.at(-1)).toMatchObject({ code: 'icon-layer', count: 4_985 });
  });
});

describe('files that are missing', () => {
  it('are a row a mod, most first, with how to give them', () => {
    const files = ['__base__/x.png', '__tin__/b.png', ...Array.from({ length: 1_500 }, (_, i) => `__tin__/${i}.png`), 'odd.png'];
    expect(missingByMod({ files }).map(({ mod, files }) => [mod, files])).toEqual([
      ['tin', 1_501],
      ['', 1],
      ['base', 1],
    ]);
    expect(missingRows({ files }).map(({ detail, tip, count }) => [detail, tip, count])).toEqual([
      [
        '1,501 files of tin that icons are made of are missing: b.png, 0.png, 1.png …',
        'Drop the mod: its zip or its folder tin, from the folder mods, or all of mods.',
        1_501,
      ],
      ['1 file of no mod that icons are made of is missing: odd.png.', 'The mod’s author has to mend that.', 1],
      ['1 file of base that icons are made of is missing: x.png.', 'They lie in the game’s own folder: drop data/base, or all of data.', 1],
    ]);
  });

  it('of many mods are few rows', () => {
    const rows = missingRows({ files: Array.from({ length: 300 }, (_, i) => `__m${i}__/a.png`) });
    expect(rows).toHaveLength(16);
    expect(rows.reduce((sum, { count }) => sum + count!, 0)).toBe(300);
  });
});
