import { deflateSync } from 'fflate';
import { expect, it } from 'vitest';
import { dataVersionOf, normalise } from './normalise';
import { noDumps, rawOf, readDump } from './testing/raw';
import type { RawTable, RawValue } from './types';

it('keeps what is said and icons, and drops what is only seen and heard', () => {
  const kept = normalise('assembling-machine', 'maker', {
    type: 'assembling-machine',
    name: 'maker',
    icons: [{ icon: '__own__/a.png', icon_size: 32, tint: { r: 1 } }],
    graphics_set: { animation: { layers: [{ filename: 'x.png' }] } },
    working_sound: { sound: { filename: 'x.ogg' } },
    odd_looks: { north: { filename: 'x.png' } },
    collision_mask: { layers: { object: true } },
    minable: { mining_time: 1, result: 'maker', mined_sound: { filename: 'a.ogg' } },
    fluid_boxes: [{ production_type: 'input', pipe_covers: { north: { filename: 'p.png' } }, pipe_connections: {} }],
    energy_source: { type: 'electric', smoke: [{ name: 'smoke' }] },
    crafting_speed: 1,
  });
  expect(kept).toEqual({
    icons: [{ icon: '__own__/a.png', icon_size: 32, tint: { r: 1 } }],
    collision_mask: { layers: { object: true } },
    minable: { mining_time: 1, result: 'maker' },
    fluid_boxes: [{ production_type: 'input', pipe_connections: {} }],
    energy_source: { type: 'electric' },
    crafting_speed: 1,
  });
});

it('keeps no sounds, noise and styles, and sights only by their icon', () => {
  expect(normalise('noise-expression', 'a', { expression: '1' })).toBeNull();
  expect(normalise('gui-style', 'default', {})).toBeNull();
  expect(normalise('explosion', 'a', { order: 'a', flags: [] })).toBeNull();
  expect(normalise('explosion', 'a', { icon: 'b.png', order: 'a', smoke_count: 5 })).toEqual({ icon: 'b.png', order: 'a' });
});

it('bounds depth, length and number, and lets no key through to the prototype', () => {
  let deep: RawValue = 1;
  for (let i = 0; i < 5000; i++) deep = { deep };
  const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x"}') as RawTable;
  const kept = normalise('item', 'a', {
    ...hostile,
    deep,
    long: 'x'.repeat(50_000),
    many: Array.from({ length: 300_000 }, () => 1),
  } as RawTable)!;
  expect((kept.long as string).length).toBe(10_000);
  expect((kept.many as RawValue[]).length).toBeLessThan(100_001);
  expect(kept.deep).toBeUndefined();
  const own = normalise('item', 'a', hostile)!;
  expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
  expect(Object.keys(own)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(normalise('item', 'n'.repeat(2000), {})).toBeNull();
  expect(normalise('item', 'a', [] as unknown as RawTable)).toBeNull();
});

it('tells versions by what only they have', () => {
  const recipes = (recipe: RawTable, more: Record<string, unknown> = {}) => dataVersionOf(rawOf({ recipe: { a: recipe }, ...more }));
  expect(recipes({ normal: { ingredients: [['iron', 1]], result: 'a' } })).toBe('1.1');
  expect(recipes({ ingredients: [['iron', 1]], result: 'a' })).toBe('1.1');
  expect(recipes({ ingredients: [], results: [{ type: 'item', name: 'a', amount: 1 }] })).toBe('2.0');
  expect(recipes({ ingredients: [['iron', 1]] }, { planet: { nauvis: {} } })).toBe('2.0');
  expect(recipes({ categories: ['crafting'], ingredients: [] })).toBe('2.1');
  expect(recipes({ results: [{ type: 'item', name: 'a', amount: 1, independent_probability: 0.5 }] })).toBe('2.1');
  expect(dataVersionOf(new Map())).toBe('2.0');
});

it.skipIf(noDumps)('makes little of real dumps, and reads their version', () => {
  const space = rawOf(readDump('spaceAge20'));
  const json = JSON.stringify(Object.fromEntries([...space].map(([type, named]) => [type, Object.fromEntries(named)])));
  expect(deflateSync(new TextEncoder().encode(json), { level: 9 }).length).toBeLessThan(200_000);
  expect(json).not.toMatch(/\.ogg"|"filename":"__(?!core__\/graphics\/icons)/);
  expect(dataVersionOf(space)).toBe('2.0');
  expect(dataVersionOf(rawOf(readDump('base21')))).toBe('2.1');
  expect(dataVersionOf(rawOf(readDump('spaceAge21')))).toBe('2.1');
});
