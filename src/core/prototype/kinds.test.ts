import { expect, it } from 'vitest';
import { ALL_KINDS, expectedSize, kindOf, typesOf } from './kinds';
import { noDumps, readDump } from './testing/raw';

it('sorts types as the game sorts its dumps', () => {
  expect(kindOf('assembling-machine')).toBe('entity');
  expect(kindOf('tool')).toBe('item');
  expect(kindOf('planet')).toBe('space-location');
  expect(kindOf('optimized-decorative')).toBe('decorative');
  expect(kindOf('research-achievement')).toBe('achievement');
  expect(kindOf('noise-expression')).toBeNull();
  for (const name of ['__proto__', 'constructor', 'toString', '']) expect(kindOf(name)).toBeNull();
});

it('gives every type of a kind back', () => {
  for (const kind of ALL_KINDS) for (const type of typesOf(kind)) expect(kindOf(type)).toBe(kind);
  expect(typesOf('mod')).toEqual([]);
});

it('knows the sizes icons are expected to have', () => {
  expect(['item', 'technology', 'item-group', 'kill-achievement', 'shortcut', 'planet'].map(expectedSize)).toEqual([
    64, 256, 128, 128, 32, 64,
  ]);
});

it.skipIf(noDumps)('leaves no type with an icon without a kind, in real dumps', () => {
  for (const name of ['spaceAge20', 'base21', 'spaceAge21'] as const) {
    const without = Object.entries(readDump(name)).filter(
      // An icon of a burner's usage is a sprite, not a path.
      ([type, named]) =>
        kindOf(type) === null &&
        Object.values(named).some((prototype) => typeof prototype.icon === 'string' || prototype.icons !== undefined),
    );
    expect(without.map(([type]) => type)).toEqual([]);
  }
});
