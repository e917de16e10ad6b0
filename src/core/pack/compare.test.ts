import { describe, expect, it } from 'vitest';
import { differences, packOf } from './compare';
import type { PackInfo } from './types';

function pack(id: string, game: string | null, mods: Record<string, string | null>, more: Partial<PackInfo> = {}): PackInfo {
  return {
    id: `${id}-2.0-0123456789abcdef`,
    name: id,
    version: 1,
    claims: {
      gameVersion: game === null ? null : { value: game, source: 'x' },
      mods: Object.entries(mods).map(([name, version]) => ({ value: { name, version }, source: 'x' })),
      settings: null,
    },
    counts: {},
    languages: [],
    icons: { complete: 0, incomplete: 0, pictures: 0, sheets: 0, pending: 0 },
    bytes: 0,
    files: [],
    createdAt: 1,
    changedAt: 1,
    ...more,
  };
}
const world = (mods: Record<string, string>, gameVersion: string | null = '2.0.55') => ({
  gameVersion,
  mods: Object.entries(mods).map(([name, version]) => ({ name, version })),
});

describe('the pack of a world', () => {
  const base = pack('base', '2.0.55', { base: '2.0.55' });
  const tin = pack('tin', '2.0.55', { base: '2.0.55', tin: '1.2.0', helper: null });

  it('is the one with its mods; a version nobody said fits', () => {
    expect(packOf(world({ core: '2.0.55', base: '2.0.55', tin: '1.2.0', helper: '3.0.0' }), [base, tin])).toEqual({
      pack: tin.id,
      exact: true,
      missing: [],
      extra: [],
      otherVersion: [],
    });
    expect(packOf(world({ base: '2.0.55' }), [tin, base])).toMatchObject({ pack: base.id, exact: true });
  });
  it('is the nearest, and says what does not match', () => {
    expect(packOf(world({ base: '2.0.55', tin: '1.3.0', zinc: '1.0.0' }), [base, tin])).toEqual({
      pack: tin.id,
      exact: false,
      missing: ['zinc'],
      extra: ['helper'],
      otherVersion: [{ name: 'tin', world: '1.3.0', pack: '1.2.0' }],
    });
  });
  it('is of the same game, known or told by its prototypes', () => {
    expect(packOf(world({ base: '1.1.110' }, '1.1.110'), [base, tin])).toBeNull();
    expect(packOf(world({ base: '2.1.0' }, '2.1.0'), [pack('x', null, { base: null })])).toBeNull();
    expect(packOf(world({ base: '2.0.9' }, '2.0.9'), [base])).toMatchObject({ exact: false });
    expect(packOf(world({ base: '2.0.9' }, null), [base])).toMatchObject({ pack: base.id });
    expect(packOf(world({ base: '2.0.55' }), [])).toBeNull();
  });
  it('is none from the bin, and the one changed last of equals', () => {
    expect(packOf(world({ base: '2.0.55' }), [{ ...base, deletedAt: 5 }])).toBeNull();
    const newer = { ...base, id: 'newer-2.0-0123456789abcdef', changedAt: 2 };
    expect(packOf(world({ base: '2.0.55' }), [base, newer])).toMatchObject({ pack: newer.id });
  });
});

describe('packs told apart', () => {
  const of = (...infos: PackInfo[]) => differences(infos).map(({ differs }) => differs);
  it('by game, mods and versions that not all have', () => {
    const a = pack('a', '2.0.55', { base: '2.0.55', tin: '1.2.0', helper: null });
    const b = pack('b', '2.0.60', { base: '2.0.60', tin: '1.3.0', helper: null });
    expect(of(a, b)).toEqual([
      [
        { by: 'game', version: '2.0.55' },
        { by: 'mod', name: 'tin', version: '1.2.0' },
      ],
      [
        { by: 'game', version: '2.0.60' },
        { by: 'mod', name: 'tin', version: '1.3.0' },
      ],
    ]);
    expect(of(a)).toEqual([[]]);
  });
  it('by settings, and by counts when nothing else tells', () => {
    const settings = (amount: number) => ({ value: { amount }, source: 'x' });
    const a = pack('a', '2.0', {});
    const with1 = { ...a, claims: { ...a.claims, settings: settings(1) } };
    const with2 = { ...a, claims: { ...a.claims, settings: settings(2) } };
    expect(of(with1, with2)).toEqual([[{ by: 'settings' }], [{ by: 'settings' }]]);
    expect(of({ ...a, counts: { recipe: 1204 } }, { ...a, counts: {} })).toEqual([
      [{ by: 'count', type: 'recipe', count: 1204 }],
      [{ by: 'count', type: 'recipe', count: 0 }],
    ]);
  });
  it('by a few, of many', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`m${i}`, null]));
    const [first] = differences([pack('a', '2.0', many), pack('b', '2.0', {})]);
    expect([first!.differs.length, first!.more]).toEqual([6, 34]);
  });
});
