import { describe, expect, it } from 'vitest';
import type { Found } from '../../core/world/place-types';
import type { SearchRow } from '../../state/client';
import { type Row, rangesOf, rowKey, together } from './rows';

const tag: Found = { what: 'tag', name: 'ore', surface: 1, at: [1, 2], force: 1 };
const player: Found = { what: 'player', player: 2, name: 'Ore', surface: 1, at: [0, 0], online: true };
const item = { ref: { kind: 'item', name: 'ore', label: 'Ore' } } as unknown as SearchRow;
const position: Row = { key: 'position', type: 'position', at: [1, 2], surface: null };

describe('what was found', () => {
  it('on the map comes first there and last among the items; a typed place before all', () => {
    const types = (rows: Row[]) => rows.map(({ type }) => type);
    expect(types(together([item], [tag], null, { mapFirst: true, each: 9 }))).toEqual(['map', 'item']);
    expect(types(together([item], [tag], null, { mapFirst: false, each: 9 }))).toEqual(['item', 'map']);
    expect(types(together([item], [tag], position, { mapFirst: false, each: 9 }))).toEqual(['position', 'item', 'map']);
  });

  it('has a key for each row, whatever strangers call their tags', () => {
    const rows = together([item], [tag, tag, player, { ...tag, at: [3, 4] }], position, { mapFirst: true, each: 9 });
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    expect(rowKey(player)).toBe(rowKey({ ...player, at: [9, 9] }));
  });

  it('stops of one name on one surface are one row', () => {
    const stop = (id: number, surface: number): Found => ({ what: 'stop', name: 'Iron', surface, at: [id, 0], id });
    const rows = together([], [stop(1, 1), stop(2, 1), stop(3, 2), stop(4, 1)], null, { mapFirst: true, each: 9 });
    expect(rows.map((row) => row.type === 'map' && row.also)).toEqual([
      [
        [2, 0],
        [4, 0],
      ],
      [],
    ]);
  });

  it('of fields the largest come first, and crumbs are left out', () => {
    const field = (amount: number): Found => ({
      what: 'patch',
      name: 'ore',
      surface: 1,
      at: [amount, 0],
      area: [0, 0, 1, 1],
      amount,
      count: 1,
    });
    const rows = together([], [field(1), player, ...Array.from({ length: 20 }, (_, i) => field(i + 2))], null, {
      mapFirst: true,
      each: 99,
    });
    const amounts = rows.map((row) => (row.type === 'map' && row.found.what === 'patch' ? row.found.amount : 'player'));
    expect(amounts).toEqual([21, 'player', 20, 19, 18, 17, 16, 15, 14, 13, 12]);
  });

  it('beside items is some of each kind', () => {
    const tags = [1, 2, 3].map((x): Found => ({ ...tag, at: [x, 0] }));
    expect(together([item], [...tags, player], null, { mapFirst: true, each: 2 }).map(({ type }) => type)).toEqual([
      'map',
      'map',
      'map',
      'item',
    ]);
  });

  it('is marked where the words are', () => {
    expect(rangesOf('Iron Ore north', 'ore iron')).toEqual([
      [5, 8],
      [0, 4],
    ]);
    expect(rangesOf('assembling-machine', 'machine')).toEqual([[11, 18]]);
    expect([rangesOf('Straße', 'e'), rangesOf('abc', 'x'), rangesOf('abc', ' ')]).toEqual([[], [], []]);
  });
});
