import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area } from '../core/world/types';
import {
  type Address,
  type ItemsAddress,
  isStep,
  kindNamed,
  MAX_ZOOM,
  type MapAddress,
  MIN_ZOOM,
  OVERLAYS,
  readAddress,
  SECTIONS,
  writeAddress,
} from './url';

const map: MapAddress = {
  ...{ page: 'map', world: 'nordhafen-1', surface: 'nauvis', x: 12.5, y: -40, z: -2, force: 'player', branch: 'main' },
  ...{ base: 'chart', on: ['players', 'grid'], tick: 216000, area: [-8, -4, 24, 12.5], url: null, rest: [], newer: false },
};

describe('the address', () => {
  it('is readable', () => {
    expect(writeAddress(map)).toBe(
      '#/map/nordhafen-1/nauvis?v=1&x=12.5&y=-40&z=-2&force=player&branch=main&base=chart&on=players,grid&tick=216000&area=-8,-4,24,12.5',
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
      area: fc.option(
        fc
          .tuple(
            fc.integer({ min: -999, max: 999 }),
            fc.integer({ min: -999, max: 999 }),
            fc.integer({ min: 1, max: 99 }),
            fc.integer({ min: 1, max: 99 }),
          )
          .map(([x, y, width, height]): Area => [x, y, x + width, y + height]),
      ),
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
    for (const none of ['', '1,2,3', '1,2,3,x', '4,2,3,5', '1,2,1,5', '1,2,3,4,5', 'Infinity,1,2,3'])
      expect(readAddress(`#/map/w?area=${none}`)).toMatchObject({ area: null });
    expect(readAddress('#/map/w?area=-9e9,0,9e9,1')).toMatchObject({ area: [-1_000_000, 0, 1_000_000, 1] });
  });

  it('is a step for Back when the view changes, none when the map or its time is moved', () => {
    const to = (change: Partial<MapAddress>): Address => ({ ...map, ...change });
    expect(isStep(map, to({ x: 1, y: 2, z: 3 }))).toBe(false);
    expect(isStep(map, to({ tick: null }))).toBe(false);
    expect(isStep(map, to({ surface: 'vulcanus' }))).toBe(true);
    expect(isStep(map, to({ force: '*' }))).toBe(true);
    expect(isStep(map, to({ base: 'terrain' }))).toBe(true);
    expect(isStep({ page: 'start', url: null, rest: [], newer: false }, map)).toBe(true);
  });

  it('is no step when the site fills in the surface it chose itself', () => {
    expect(isStep({ ...map, surface: null }, map)).toBe(false);
  });
});

const items: ItemsAddress = {
  ...{ page: 'items', pack: 'space-age-0123456789abcdef', tab: null, ref: null, language: null, query: '' },
  ...{ url: null, rest: [], newer: false },
};
const plate = { kind: 'item', name: 'iron-plate' } as const;

describe('the address of items', () => {
  it('is readable', () => {
    expect(writeAddress({ ...items, pack: null })).toBe('#/items');
    expect(writeAddress(items)).toBe('#/items/space-age-0123456789abcdef?v=1');
    expect(writeAddress({ ...items, tab: 'space-location' })).toBe('#/items/space-age-0123456789abcdef/space-location?v=1');
    expect(writeAddress({ ...items, ref: plate, language: 'pt-BR', query: 'ferro' })).toBe(
      '#/items/space-age-0123456789abcdef/item/iron-plate?v=1&lang=pt-BR&q=ferro',
    );
  });

  it('reads what it writes', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const kind = fc.constantFrom(...SECTIONS, 'surface' as const, 'item-group' as const, 'decorative' as const);
    const where = fc.oneof(
      fc.record({ pack: fc.constant(null), tab: fc.constant(null), ref: fc.constant(null) }),
      fc.record({ pack: text, tab: fc.option(fc.constantFrom(...SECTIONS)), ref: fc.constant(null) }),
      fc.record({ pack: text, tab: fc.constant(null), ref: fc.record({ kind, name: text }) }),
    );
    const rest = fc.record({
      language: fc.option(fc.constantFrom('de', 'zh-CN', 'dump')),
      query: fc.string({ maxLength: 60, unit: 'grapheme' }),
    });
    const more = fc.record({ url: fc.option(fc.webUrl()), rest: fc.constant([['night', 'a b&c=1']] as [string, string][]) });
    fc.assert(
      fc.property(where, rest, more, (a, b, c) => {
        const address: ItemsAddress = { page: 'items', ...a, ...b, ...c, newer: false };
        expect(readAddress(writeAddress(address))).toEqual(address);
      }),
    );
  });

  it.each(['__proto__', 'constructor', 'with space', '"quoted"', 'a/b?c#d&e=f', '%2F', '..', 'x'.repeat(200), 'שלום‏', '中'.repeat(200)])(
    'leads to what is called %s',
    (name) => {
      const address = { ...items, ref: { kind: 'recipe' as const, name } };
      expect(readAddress(writeAddress(address))).toEqual(address);
    },
  );

  it('holds half a surrogate pair as what browsers make of it', () => {
    const address = { ...items, ref: { kind: 'item' as const, name: 'a\ud800b' }, query: '\udc00' };
    expect(readAddress(writeAddress(address))).toEqual({ ...address, ref: { kind: 'item', name: 'a\ufffdb' }, query: '\ufffd' });
  });

  it('leads to the pack where it asks for what is no kind', () => {
    for (const path of ['evil', '__proto__', 'constructor/x', 'evil/iron-plate', 'item-group', 'item-group/'])
      expect(readAddress(`#/items/p/${path}`)).toMatchObject({ page: 'items', pack: 'p', tab: null, ref: null });
    expect(readAddress('#/items/p/item/')).toMatchObject({ pack: 'p', tab: 'item', ref: null });
    for (const none of ['#/items', '#/items/', '#/items//item/x', '#/items//item']) {
      expect(readAddress(none)).toMatchObject({ page: 'items', pack: null, tab: null, ref: null });
    }
  });

  it('bounds what a hostile link asks for', () => {
    const address = readAddress(`#/items/p?q=${'x'.repeat(5000)}&lang=%3Cscript%3E`) as ItemsAddress;
    expect([address.query.length, address.language]).toEqual([200, null]);
  });

  it('knows no kind by what every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '', null, undefined, 7]) expect(kindNamed(name)).toBeUndefined();
    expect(kindNamed('mod')).toBe('mod');
  });

  it('is a step for Back from one thing to the next, and none while typing or in another language', () => {
    const at = (change: Partial<ItemsAddress>): Address => ({ ...items, ...change });
    expect(isStep(at({}), at({ tab: 'fluid' }))).toBe(true);
    expect(isStep(at({ tab: 'item' }), at({ ref: plate }))).toBe(true);
    expect(isStep(at({ ref: plate }), at({ ref: { kind: 'recipe', name: 'iron-plate' } }))).toBe(true);
    expect(isStep(at({}), at({ pack: null }))).toBe(true);
    expect(isStep(at({}), at({ query: 'i' }))).toBe(false);
    expect(isStep(at({ query: 'i' }), at({ query: 'ir' }))).toBe(false);
    expect(isStep(at({ language: 'de' }), at({ language: 'ja' }))).toBe(false);
    expect(isStep(map, at({}))).toBe(true);
  });
});

describe('a link that holds what it shows', () => {
  it('is read whole, as long as it is one', () => {
    const data = `1.${'aZ09-_'.repeat(2700)}`;
    const address = readAddress(`#/link/${data}`);
    expect(address).toMatchObject({ page: 'link', data });
    expect(writeAddress(address)).toBe(`#/link/${data}`);
    expect(readAddress(`#/link/1.${'a'.repeat(100_000)}`)).toMatchObject({ page: 'link', data: expect.stringMatching(/^.{10000,20000}$/) });
    expect(readAddress('#/link')).toMatchObject({ page: 'link', data: '' });
  });
});

describe('what a link needs', () => {
  it('is told in it, of a map and of a pack, in bounds', () => {
    const needs = { name: 'Nordhafen & Söhne', files: ['factorio-current.log', 'a, b.zip'] };
    expect(readAddress(writeAddress({ ...map, needs }))).toEqual({ ...map, needs });
    const many = { name: 'x'.repeat(500), files: Array.from({ length: 50 }, () => 'y'.repeat(500)) };
    const read = readAddress(writeAddress({ ...map, needs: many })).needs;
    expect([read?.name.length, read?.files.length, read?.files[0]?.length]).toEqual([100, 5, 100]);
    expect(readAddress(writeAddress(map)).needs).toBeUndefined();
  });

  it('is no step for Back', () => {
    expect(isStep({ ...map, needs: { name: 'a', files: [] } }, map)).toBe(false);
  });
});
