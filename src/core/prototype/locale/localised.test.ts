import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawValue } from '../types';
import { type Lookup, resolveLocalised } from './localised';
import { choosePlural } from './plural';

const TEXTS = new Map([
  ['hello', 'Hello'],
  ['time', 'Left: __1__ __plural_for_parameter_1_{1=minute|rest=minutes}__.'],
  ['two', '__2__ then __1__, __1__'],
  ['item-name.tin', 'Tin'],
  ['uses', 'Uses __ITEM__tin__ and __ENTITY__big-drill__ (__FLUID__none__)'],
  ['circle', 'a __ITEM__circle__ b'],
  ['press', '__CONTROL__open-gui__, __ALT_CONTROL__1__build__, __CONTROL_LEFT_CLICK__, __CONTROL_STYLE_BEGIN__x__CONTROL_STYLE_END__'],
  ['controls.open-gui', 'Open'],
  ['odd', '___1__ __ _1_ __0__ __99__ __NOPE__x__ __plural_for_parameter_1_{'],
  ['doubled', '__1____1__'],
]);
const lookup: Lookup = {
  text: (key) => TEXTS.get(key),
  name: (kind, name, steps) =>
    name === 'circle'
      ? resolveLocalised(['circle'], lookup, { ...steps, depth: steps.depth + 1 })
      : (TEXTS.get(`${kind}-name.${name}`) ?? null),
};
const resolve = (value: RawValue) => resolveLocalised(value, lookup);

describe('a localised string', () => {
  it.each<[string, RawValue, string | null]>([
    ['a text', 'plain __1__', 'plain __1__'],
    ['a number', 4.5, '4.5'],
    ['a boolean', true, 'true'],
    ['nothing', null, null],
    ['an empty one', [], ''],
    ['an empty one of Lua', {}, ''],
    ['a key', ['hello'], 'Hello'],
    ['a list with holes', { '1': 'two', '3': 'b', '2': 'a' }, 'b then a, a'],
    ['a missing key', ['nowhere'], null],
    ['parameters', ['two', 'a', ['hello']], 'Hello then a, a'],
    ['too few parameters', ['two', 'a'], ' then a, a'],
    ['a missing parameter by its last word', ['two', ['item-name.lead'], 1], '1 then lead, lead'],
    ['joined', ['', 'a ', ['hello'], 3, true], 'a Hello3true'],
    ['joined of nothing that is there', ['', ['nowhere'], ['no']], null],
    ['the first that is there', ['?', ['nowhere'], ['hello'], 'x'], 'Hello'],
    ['the last resort', ['?', ['nowhere'], ''], ''],
    ['none that is there', ['?', ['nowhere']], null],
    ['a plural of one', ['time', 1], 'Left: 1 minute.'],
    ['a plural of more', ['time', '21'], 'Left: 21 minutes.'],
    ['names in a text', ['uses'], 'Uses Tin and big-drill (none)'],
    ['controls', ['press'], 'Open, build, left click, x'],
    ['what only looks like placeholders', ['odd', 7], '_7 __ _1_   __NOPE__x__ __plural_for_parameter_1_{'],
  ])('%s', (_, value, text) => {
    expect(resolve(value)).toBe(text);
  });

  it('ends in circles, depths, and doublings', () => {
    expect(resolve(['circle'])!.length).toBeLessThan(20_001);
    let deep: RawValue = 'x';
    for (let i = 0; i < 10_000; i++) deep = ['', deep];
    expect(resolve(deep)).toBeNull();
    // As deep as the game follows, and not one deeper.
    const nested = (depth: number): RawValue => (depth === 0 ? 'x' : ['', nested(depth - 1)]);
    expect([resolve(nested(20)), resolve(nested(21))]).toEqual(['x', null]);
    let doubled: RawValue = 'xxxxxxxxxx';
    for (let i = 0; i < 19; i++) doubled = ['doubled', doubled];
    expect(resolve(doubled)!.length).toBe(20_000);
    expect(resolve(['', ...Array(100).fill('ab')])).toBe('ab'.repeat(20));
  });

  it('that refers ten ways at each turn is looked into two thousand times, and what is long enough is not gone on with', () => {
    let asked = 0;
    const tenfold: Lookup = {
      text: () => '__ITEM__a__'.repeat(10),
      name: (_, name, steps) => {
        asked++;
        return resolveLocalised([name], tenfold, steps);
      },
    };
    expect(resolveLocalised(['a'], tenfold)!.length).toBeLessThanOrEqual(20_000);
    expect(asked).toBeLessThanOrEqual(2000);
    let long = 0;
    const lengthy: Lookup = { text: () => '__ITEM__a__'.repeat(1000), name: () => 'x'.repeat(15_000 + long++) };
    expect(resolveLocalised(['a'], lengthy)!.length).toBe(20_000);
    expect(long).toBe(2);
  });

  it('never fails', () => {
    const piece = fc.constantFrom(
      '__',
      '1',
      '_',
      'ITEM',
      'plural_for_parameter_',
      '{',
      '}',
      '=',
      '|',
      'rest',
      'ends in ',
      ',',
      'CONTROL',
      'tin',
      'ALT_CONTROL',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.jsonValue(), (pieces, value) => {
        const strange: Lookup = { ...lookup, text: () => pieces.join('') };
        expect(typeof resolveLocalised(['k', 1, 'tin'], strange)).toBe('string');
        resolveLocalised(value as RawValue, strange);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a plural', () => {
  it.each([
    ['1=a|rest=b', '1', 'a'],
    ['1=a|rest=b', '2', 'b'],
    ['1=a|2,3=b|5-9=c|rest=d', '3', 'b'],
    ['1=a|2,3=b|5-9=c|rest=d', '7', 'c'],
    ['1=a|2,3=b|5-9=c|rest=d', '10', 'd'],
    ['ends in 12=d|ends in 2=e|rest=f', '112', 'd'],
    ['ends in 12=d|ends in 2=e|rest=f', '22', 'e'],
    ['ends in 11-14=d|ends in 1=e|rest=f', '113', 'd'],
    ['ends in 11,ends in 12,13=d|rest=f', '213', 'd'],
    ['0=none|rest=__1__ left', '5', '__1__ left'],
    ['1=a', '2', ''],
    ['1=|rest=s', '1', ''],
    ['1=a=b', '1', 'a=b'],
    ['1=a|rest=b', '1.5', 'b'],
    ['1=a|rest=b', 'many', 'b'],
    ['', '1', ''],
  ])('%s for %s', (options, number, text) => {
    expect(choosePlural(options, number)).toBe(text);
  });
});
