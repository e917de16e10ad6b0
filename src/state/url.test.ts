import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, isStep, MAX_ZOOM, type MapAddress, MIN_ZOOM, OVERLAYS, readAddress, writeAddress } from './url';

const map: MapAddress = {
  ...{ page: 'map', world: 'nordhafen-1', surface: 'nauvis', x: 12.5, y: -40, z: -2, force: 'player', branch: 'main' },
  ...{ base: 'chart', on: ['players', 'grid'], tick: 216000, url: null, rest: [], newer: false },
};

describe('the address', () => {
  it('is readable', () => {
    expect(writeAddress(map)).toBe(
      '#/map/nordhafen-1/nauvis?v=1&x=12.5&y=-40&z=-2&force=player&branch=main&base=chart&on=players,grid&tick=216000',
    );
  });

  it('reads what it writes', () => {
    const tenth = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((value) => value / 10 || 0);
    const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
    const overlays = fc.subarray([...OVERLAYS]);
    const any = fc.record({
      page: fc.constant('map' as const),
      world: text,
      surface: fc.option(text),
      x: fc.option(tenth(-1000, 1000)),
      y: fc.option(tenth(-1000, 1000)),
      z: fc.option(fc.integer({ min: MIN_ZOOM, max: MAX_ZOOM })),
      force: fc.option(fc.string({ unit: 'grapheme' })),
      branch: fc.option(text),
      base: fc.option(fc.constantFrom('chart' as const, 'terrain' as const, 'none' as const)),
      on: fc.option(overlays),
      tick: fc.option(fc.maxSafeNat()),
      url: fc.option(fc.webUrl()),
      rest: fc.constant([['night', 'a b&c=1']] as [string, string][]),
      newer: fc.constant(false),
    });
    fc.assert(
      fc.property(any, (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address);
      }),
    );
  });

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const once = readAddress(hash);
        expect(readAddress(writeAddress(once))).toEqual({ ...once, newer: false });
      }),
    );
    for (const hash of ['', '#', '#/', '#/map', '#/map//nauvis', '#/nowhere?x=1', '#/%E0%A4%A'])
      expect(readAddress(hash).page).toBe('start');
  });

  it('keeps keys it does not know', () => {
    const address = readAddress('#/map/w/nauvis?v=1&night=1&x=5&mark=a%26b');
    expect(address.rest).toEqual([
      ['night', '1'],
      ['mark', 'a&b'],
    ]);
    expect(writeAddress(address)).toBe('#/map/w/nauvis?v=1&x=5&night=1&mark=a%26b');
  });

  it('says when a newer site wrote it', () => {
    expect(readAddress('#/map/w?v=2').newer).toBe(true);
    expect(readAddress('#/map/w?v=1').newer).toBe(false);
    expect(readAddress('#/map/w').newer).toBe(false);
  });

  it('bounds what a hostile link asks for', () => {
    const address = readAddress('#/map/w?x=1e300&y=NaN&z=99&tick=-1&base=evil&on=players,evil,__proto__') as MapAddress;
    expect(address).toMatchObject({ x: 1_000_000, y: null, z: MAX_ZOOM, tick: null, base: null, on: ['players'] });
    expect(readAddress('#/map/w?tick=9007199254740993')).toMatchObject({ tick: null });
  });

  it('is a step for Back when the view changes, none when the map is moved', () => {
    const to = (change: Partial<MapAddress>): Address => ({ ...map, ...change });
    expect(isStep(map, to({ x: 1, y: 2, z: 3 }))).toBe(false);
    expect(isStep(map, to({ surface: 'vulcanus' }))).toBe(true);
    expect(isStep(map, to({ force: '*' }))).toBe(true);
    expect(isStep(map, to({ base: 'terrain' }))).toBe(true);
    expect(isStep({ page: 'start', url: null, rest: [], newer: false }, map)).toBe(true);
  });

  it('is no step when the site fills in the surface it chose itself', () => {
    expect(isStep({ ...map, surface: null }, map)).toBe(false);
  });
});
