import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawData, RawTable, RawValue } from '../prototype/types';
import type { Problem } from '../result';
import { iconOf } from './icon-of';
import { cleanPath, MAX_LAYERS, specOf, tintOf } from './layers';

type Tables = Record<string, Record<string, Record<string, unknown>>>;
const rawOf = (tables: Tables): RawData =>
  new Map(Object.entries(tables).map(([type, named]) => [type, new Map(Object.entries(named) as [string, RawTable][])]));

function read(type: string, table: Record<string, unknown>, others: Tables = {}) {
  const problems: Problem[] = [];
  const spec = iconOf(rawOf({ ...others, [type]: { ...others[type], it: table } }), type, 'it', (problem) => problems.push(problem));
  return { spec, layers: spec?.layers ?? null, said: problems.map(({ detail }) => detail) };
}

const file = '__m__/a.png';
const plain = { shift: [0, 0], tint: [1, 1, 1, 1], floating: false };

describe('layers of an icon', () => {
  it('come from `icon` and `icon_size`, 64 when it is not written', () => {
    expect(read('item', { icon: file }).spec).toEqual({ expected: 64, layers: [{ file, size: 64, scale: 0.5, ...plain }] });
    expect(read('item', { icon: file, icon_size: 32 }).layers).toEqual([{ file, size: 32, scale: 1, ...plain }]);
    expect(read('item', {}).spec).toBe(null);
  });

  it('come from `icons` alone where there are any: the own icon and its size are not even looked at', () => {
    const { layers, said } = read('item', { icons: [{ icon: file }, { icon: '__m__/b.png', icon_size: 32 }], icon: '../x', icon_size: 0 });
    expect(layers?.map((layer) => [layer.file, layer.size, layer.scale])).toEqual([
      [file, 64, 0.5],
      ['__m__/b.png', 32, 1],
    ]);
    expect(said).toEqual([]);
    expect(read('item', { icons: {}, icon: file }).layers).toHaveLength(1);
    // As a dump writes a list with a hole.
    expect(read('item', { icons: { 1: { icon: file }, 3: { icon: '__m__/b.png' } } }).layers).toHaveLength(2);
  });

  it.each([
    ['technology', 256, 2],
    ['achievement', 128, 1],
    ['kill-achievement', 128, 1],
    ['item-group', 128, 1],
    ['shortcut', 32, 0.25],
    ['recipe', 64, 0.5],
    ['planet', 64, 0.5],
  ])('%s: expects %d px, a layer of 64 px has scale %d', (type, expected, scale) => {
    const { spec } = read(type, { icons: [{ icon: file }] });
    expect([spec?.expected, spec?.layers[0]?.scale]).toEqual([expected, scale]);
  });

  it('a place on the star map has a picture of 512 px more, a shortcut one of 24', () => {
    const raw = rawOf({
      planet: { vulcanus: { icon: file, starmap_icon: '__m__/star.png', starmap_icon_size: 512 } },
      shortcut: { undo: { icon: file, icon_size: 56, small_icons: [{ icon: '__m__/small.png', icon_size: 24 }] } },
    });
    expect(iconOf(raw, 'planet', 'vulcanus', undefined, 'starmap')).toMatchObject({ expected: 512, layers: [{ size: 512, scale: 0.5 }] });
    expect(iconOf(raw, 'shortcut', 'undo', undefined, 'small')).toMatchObject({ expected: 24, layers: [{ size: 24, scale: 0.5 }] });
    expect(iconOf(raw, 'planet', 'vulcanus', undefined, 'dark_background')).toBe(null);
  });

  it('in data of 1.1 a size that is not written is 32, and the prototype’s own is one for its layers', () => {
    const old: Tables = { recipe: { 'iron-gear-wheel': { result: 'iron-gear-wheel' } } };
    expect(read('item', { icon: file }, old).layers?.[0]?.size).toBe(32);
    expect(read('item', { icons: [{ icon: file }] }, old).layers?.[0]?.size).toBe(32);
    expect(
      read('item', { icons: [{ icon: file }, { icon: file, icon_size: 128 }], icon_size: 64 }, old).layers?.map(({ size }) => size),
    ).toEqual([64, 128]);
    expect(read('item', { icons: [{ icon: file }], icon_size: 128 }).layers?.[0]?.size).toBe(64);
  });

  it('shifts are {x, y} or [x, y]', () => {
    const shifts = [[8, -8], { x: 8, y: -8 }, { 1: 8, 2: -8 }];
    for (const shift of shifts) expect(read('item', { icons: [{ icon: file, shift }] }).layers?.[0]?.shift).toEqual([8, -8]);
  });

  it.each<[RawValue | undefined, number[]]>([
    [undefined, [1, 1, 1, 1]],
    [{ r: 0.5 }, [0.5, 0, 0, 1]],
    [
      [0.5, 0.25, 1, 0],
      [0.5, 0.25, 1, 0],
    ],
    [{ r: 255, g: 51 }, [1, 0.2, 0, 1]],
    // One channel above 1, and all are of 255.
    [{ r: 1, g: 51, b: 0, a: 102 }, [1 / 255, 0.2, 0, 0.4]],
    [
      [1, 1, 1, 255],
      [1 / 255, 1 / 255, 1 / 255, 1],
    ],
    [{}, [0, 0, 0, 1]],
    [[], [0, 0, 0, 1]],
    ['red', [1, 1, 1, 1]],
    [{ r: -3, g: 900, b: 255, a: 255 }, [0, 1, 1, 1]],
  ])('tint %j is %j', (tint, expected) => {
    const read = tintOf(tint);
    for (const [i, channel] of expected.entries()) expect(read[i]).toBeCloseTo(channel, 12);
  });

  it('paths: doubled slashes are folded, and none leads out of its mod', () => {
    expect(cleanPath('__base__//graphics///icons/a.png')).toBe('__base__/graphics/icons/a.png');
    expect(cleanPath('__space age__/ä/‮b.png')).toBe('__space age__/ä/‮b.png');
    for (const bad of [
      '__m__/../x.png',
      '/etc/passwd',
      'a.png',
      '__m__',
      '',
      '__m__/a\\b.png',
      `__m__/${'a'.repeat(2000)}`,
      '__m__/a\0.png',
    ])
      expect(cleanPath(bad)).toBe(null);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['icon_size 0', { icon_size: 0 }, /layer 1 has icon_size 0/],
    ['a negative one', { icon_size: -64 }, /icon_size -64/],
    ['one that is text', { icon_size: '64' }, /icon_size "64"/],
    ['one beyond all bounds', { icon_size: 1e9 }, /icon_size 1000000000/],
    ['half a pixel', { icon_size: 0.5 }, /icon_size 0.5/],
    ['infinity', { icon_size: 'inf' }, /icon_size "inf"/],
    ['scale 0', { scale: 0 }, /scale 0/],
    ['a negative scale', { scale: -1 }, /scale -1/],
    ['a huge scale', { scale: 1e6 }, /scale 1000000/],
    ['an endless shift', { shift: ['inf', 0] }, /shift \["inf",0\]/],
    ['a shift of text', { shift: 'left' }, /shift "left"/],
    ['a path out of its mod', { icon: '__m__/../../x.png' }, /no path within a mod/],
    ['no file', { icon: 7 }, /names no file/],
  ])('%s: the layer is left out and told, the rest stays', (_, fault, said) => {
    const { layers, said: rows } = read('item', { icons: [{ icon: file, ...fault }, { icon: '__m__/rest.png' }] });
    expect(layers?.map((layer) => layer.file)).toEqual(['__m__/rest.png']);
    expect(rows).toEqual([expect.stringMatching(said)]);
    expect(read('item', { icons: [{ icon: file, ...fault }] }).spec).toBe(null);
  });

  it('icon_size 1 is one', () => {
    expect(read('item', { icons: [{ icon: '__core__/graphics/empty.png', icon_size: 1 }] }).layers?.[0]).toMatchObject({
      size: 1,
      scale: 32,
    });
  });

  it('no more layers than anybody has', () => {
    const { layers, said } = read('item', { icons: Array.from({ length: 5000 }, () => ({ icon: file })) });
    expect(layers).toHaveLength(MAX_LAYERS);
    expect(said).toEqual([expect.stringContaining('5000 layers')]);
  });

  it('a Sprite is no icon, names and keys of any kind are only names', () => {
    expect(read('airborne-pollutant', { icon: { filename: file, size: 64, y: 192 } }).spec).toBe(null);
    const table = JSON.parse(`{"__proto__": {"icon": "${file}"}, "constructor": 1}`);
    expect(iconOf(rawOf({ item: { __proto__: table, constructor: table } }), 'item', 'constructor')).toBe(null);
    expect(iconOf(rawOf({}), '__proto__', 'constructor')).toBe(null);
  });

  it('whatever is written, what comes out is within bounds', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom('inf', '-inf', null, 'x', [], {}));
    const layer = fc.record(
      {
        icon: fc.constantFrom(file, '', 3),
        icon_size: number,
        scale: number,
        shift: fc.oneof(fc.array(number), number),
        tint: fc.oneof(fc.array(number), fc.dictionary(fc.constantFrom('r', 'g', 'b', 'a'), number)),
      },
      { requiredKeys: ['icon'] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(layer, fc.jsonValue()), { maxLength: 5 }), (icons) => {
        const spec = specOf({ icons } as unknown as RawTable, '', { expected: 64, version: '2.0', of: 'it' });
        for (const { size, scale, shift, tint } of spec?.layers ?? []) {
          expect(Number.isInteger(size) && size > 0 && size <= 4096).toBe(true);
          expect(scale > 0 && size * scale * 2 <= 8192).toBe(true);
          expect(shift.every((by) => Math.abs(by) <= 4096)).toBe(true);
          expect(tint.every((channel) => channel >= 0 && channel <= 1)).toBe(true);
        }
      }),
    );
  });
});

describe('a recipe without an icon', () => {
  const others: Tables = {
    item: { plate: { icon: '__m__/plate.png' }, slag: { icon: '__m__/slag.png' } },
    tool: { pack: { icon: '__m__/pack.png' } },
    fluid: { water: { icon: '__m__/water.png' }, plate: { icon: '__m__/molten.png' } },
  };
  const of = (recipe: Record<string, unknown>) => read('recipe', recipe, others).layers?.[0]?.file ?? null;
  const item = (name: string) => ({ type: 'item', name, amount: 1 });

  it('takes that of its main product, else of its only one', () => {
    expect(of({ results: [item('slag'), item('plate')], main_product: 'plate' })).toBe('__m__/plate.png');
    expect(of({ results: [item('pack')] })).toBe('__m__/pack.png');
    expect(of({ results: [{ type: 'fluid', name: 'plate', amount: 10 }] })).toBe('__m__/molten.png');
    expect(of({ results: [item('slag'), item('plate')] })).toBe(null);
    expect(of({ results: [item('plate')], main_product: '' })).toBe('__m__/plate.png');
    expect(of({ results: [item('nobody')] })).toBe(null);
    expect(of({ results: [] })).toBe(null);
    expect(of({ icon: '__m__/own.png', results: [item('plate')] })).toBe('__m__/own.png');
  });

  it('as 1.1 writes them: `result`, pairs, normal mode', () => {
    expect(of({ result: 'plate' })).toBe('__m__/plate.png');
    expect(of({ results: [['slag', 2]] })).toBe('__m__/slag.png');
    expect(of({ normal: { result: 'pack' }, expensive: { result: 'slag' } })).toBe('__m__/pack.png');
  });
});
