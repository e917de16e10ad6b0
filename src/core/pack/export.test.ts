import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContainer } from './container';
import { openPack, type StoredPack } from './open';
import { readPack } from './read-pack';
import { type Bench, bench, bytes, drop, dump, never, oneFile, PIECES, type Piece, PROTOTYPES, render, stored, webp } from './testing/game';
import { type Block, textBlock, writeContainer } from './write-container';
import type { PackExportOptions } from './write-pack';

const ALL: PackExportOptions = { icons: true, native: false };

async function filled(pieces: readonly Piece[] = [dump(), ...PIECES]): Promise<{ at: Bench; id: string }> {
  const at = bench();
  const { packs } = await drop(at, pieces);
  await render(at, packs[0]!);
  return { at, id: packs[0]! };
}
const exported = async ({ at, id }: { at: Bench; id: string }, options = ALL) => oneFile(await at.library.exportPack(id, options));

async function snapshot(file: Uint8Array, name = 'pack.zip'): Promise<Piece> {
  const read = await readContainer({ size: file.length, slice: async (a, b) => file.subarray(a, b) }, never);
  if (!read.ok) throw new Error(read.problem.detail);
  return { name, feed: (sink) => sink.snapshot(read.value, name) };
}
async function imported(file: Uint8Array): Promise<{ at: Bench; id: string }> {
  const at = bench();
  const report = await drop(at, [await snapshot(file)]);
  expect(report).toMatchObject({ problems: [], loose: null });
  return { at, id: report.packs[0]! };
}

/** All that somebody sees of a pack. */
async function seen({ at, id }: { at: Bench; id: string }) {
  const pack: StoredPack = (await openPack(at.store, id))!;
  const { bytes: _b, files: _f, version: _v, createdAt: _c, changedAt: _d, ...info } = pack.info;
  const refs = PROTOTYPES.map(([type, name]) => ({ kind: ({ ammo: 'item', furnace: 'entity' }[type] ?? type) as 'item', name }));
  const sheets = await Promise.all(Array.from({ length: pack.sheets }, (_, n) => pack.sheet(n)));
  const texts = [...(await pack.texts())].map(([language, { tables, dumped }]) => [language, tables, dumped]);
  return { info, raw: await pack.raw(), texts, pictures: refs.map((ref) => [ref, pack.pictureOf(ref), pack.missing(ref)]), sheets };
}

describe('a pack as a zip', () => {
  it('[S6] comes back equal, and is the same bytes again', async () => {
    const here = await filled();
    const file = await exported(here);
    const there = await imported(file);
    expect(there.id).toBe(here.id);
    expect(await seen(there)).toEqual(await seen(here));
    expect(await exported(there)).toEqual(file);
    expect((await openPack(there.at.store, there.id))!.sheetPlan(0)).toBeNull();
  });

  it('[S6] comes back equal whatever was in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(PIECES), fc.subarray(PROTOTYPES, { minLength: 1 }), fc.boolean(), async (pieces, prototypes, native) => {
        const here = await filled([dump(prototypes), ...pieces]);
        const options = { icons: true, native };
        const file = await exported(here, options);
        const there = await imported(file);
        expect(await seen(there)).toEqual(await seen(here));
        expect(await exported(there, options)).toEqual(file);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('[S7] without icons has none, and they can be dropped there', async () => {
    const here = await filled();
    const there = await imported(await exported(here, { icons: false, native: true }));
    expect((await at(there)).icons).toMatchObject({ complete: 0, pictures: 0, sheets: 0 });
    await drop(there.at, PIECES, there.id);
    expect((await at(there)).icons).toMatchObject({ ...(await at(here)).icons, pending: 1 });
  });

  it('[S7] with sheets of another effort has those', async () => {
    const here = await filled();
    const file = await exported(here, { ...ALL, sheets: [webp('lossy')] });
    const there = await imported(file);
    expect(await (await openPack(there.at.store, there.id))!.sheet(0)).toEqual(webp('lossy'));
    // The better of two stays, whichever came first.
    const both = await imported(file);
    await drop(both.at, [await snapshot(await exported(await filled(), { ...ALL, sheets: [webp('lossless and so larger')] }))]);
    expect(await (await openPack(both.at.store, both.id))!.sheet(0)).toEqual(webp('lossless and so larger'));
    await drop(both.at, [await snapshot(file)]);
    expect(await (await openPack(both.at.store, both.id))!.sheet(0)).toEqual(webp('lossless and so larger'));
  });

  it('[S7] with what pictures are drawn from has their bytes', async () => {
    const here = await filled();
    const there = await imported(await exported(here, { icons: true, native: true }));
    const pack = (await openPack(there.at.store, there.id))!;
    const plan = pack.picturePlan('technology', 'tin');
    expect(plan).toMatchObject({ from: 'finished', premultiplied: true, picture: 'native' });
    expect(await pack.layers([plan?.from === 'finished' ? plan.file : ''])).toEqual([bytes('tech picture')]);
    const without = (await openPack((await imported(await exported(here))).at.store, here.id))!;
    expect(without.picturePlan('technology', 'tin')).toBeNull();
  });

  it('[S7] leaves out sheets that are not rendered yet', async () => {
    const at = bench();
    const { packs } = await drop(at, [dump(), ...PIECES]);
    const there = await imported(await exported({ at, id: packs[0]! }));
    expect((await openPack(there.at.store, there.id))!.info.icons).toMatchObject({ pictures: 0, sheets: 0 });
  });

  it('[S8] has the languages that were asked for', async () => {
    const there = await imported(await exported(await filled(), { ...ALL, languages: ['de'] }));
    expect((await at(there)).languages).toEqual(['de']);
  });

  it('[S9] tells nothing of mods that are off, nor how files were called', async () => {
    const here = await filled([dump([...PROTOTYPES], 'C:/Users/someone/dump.json'), ...PIECES, SECRET]);
    const read = await snapshotBlocks(await exported(here));
    for (const content of read.values()) expect(new TextDecoder().decode(content)).not.toMatch(/someone|secret/);
  });

  it('gains what it lacked; its finished sheets stay the first', async () => {
    const some = PIECES.filter(({ name }) => name === 'base files');
    const here = await filled([dump(), ...some]);
    const there = await imported(await exported(here));
    const cog = { kind: 'item' as const, name: 'cog' };
    const ore = { kind: 'item' as const, name: 'tin-ore' };
    const before = (await openPack(there.at.store, there.id))!;
    await drop(there.at, PIECES, there.id);
    const after = (await openPack(there.at.store, there.id))!;
    expect(after.pictureOf(cog)).toBe(before.pictureOf(cog));
    expect(before.pictureOf(ore)).toBeNull();
    expect(after.pictureOf(ore)).toBe(256);
    expect(after.info.icons).toMatchObject({ sheets: 2, pending: 1, complete: 9 });
    expect(after.sheetPlan(0)).toBeNull();
    await render(there.at, there.id);
    expect(await after.sheet(1)).toEqual(webp('fast 1'));
    const again = await imported(await exported(there));
    expect(await seen(again)).toEqual(await seen(there));
    expect(await exported(again)).toEqual(await exported(there));
  });

  it('joins what else is dropped, in any order, to the same bytes', async () => {
    const some = PIECES.filter(({ name }) => name === 'base files' || name === 'base texts');
    const zip = await snapshot(await exported(await filled([dump(), ...some])));
    const whole = bench();
    await drop(whole, [dump(), ...PIECES, zip]);
    const expected = await stored(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([dump(), ...PIECES, zip], { minLength: PIECES.length + 2 }),
        fc.nat(PIECES.length + 1),
        async (order, cut) => {
          const at = bench();
          await drop(at, order.slice(0, cut));
          await drop(at, order.slice(cut), (await at.library.packs())[0]?.id ?? null);
          expect(await stored(at)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('keeps the name that a person gave', async () => {
    const here = await filled();
    await here.at.library.rename(here.id, 'Mine');
    expect((await at(await imported(await exported(here)))).name).toBe('Mine');
  });
});

const at = async (one: { at: Bench; id: string }) => (await openPack(one.at.store, one.id))!.info;
const SECRET: Piece = {
  name: 'a mod that is off',
  feed(sink) {
    const info = {
      name: 'secret',
      version: '1.0.0',
      title: 'secret',
      author: '',
      description: '',
      factorioVersion: null,
      dependencies: [],
    };
    sink.mod(info, 'mods/secret/info.json');
    sink.locale('secret', 'en', new Map([['item-name.cog', 'secret cog']]), '1.0.0', 'locale/en/s.cfg');
  },
};

async function snapshotBlocks(file: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = await readContainer({ size: file.length, slice: async (a, b) => file.subarray(a, b) }, never);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

describe('a hostile pack in a whole container', () => {
  const json = (value: unknown) => bytes(JSON.stringify(value));
  const HEAD = json({ v: 1, evidence: {} });
  const RAW = json([['item', 'cog', { stack_size: 1 }]]);
  const read = (entries: Record<string, Uint8Array>) => readPack(new Map(Object.entries(entries)), 'x.zip');

  it.each<[string, Record<string, Uint8Array>, string]>([
    ['no pack', {}, 'snapshot-no-pack'],
    ['a head that is no JSON', { 'pack/head': bytes('{'), 'pack/raw/0000': RAW }, 'snapshot-damaged'],
    ['a newer pack', { 'pack/head': json({ v: 2 }), 'pack/raw/0000': RAW }, 'too-new'],
    ['no prototypes', { 'pack/head': HEAD }, 'snapshot-damaged'],
    ['prototypes that are none', { 'pack/head': HEAD, 'pack/raw/0000': json([[0, 'cog', {}]]) }, 'snapshot-damaged'],
    ['prototypes that are no list', { 'pack/head': HEAD, 'pack/raw/0000': json({ item: 1 }) }, 'snapshot-damaged'],
  ])('[S6] is refused: %s', (_name, entries, code) => {
    expect(read(entries)).toMatchObject({ ok: false, problem: { code, file: 'x.zip' } });
  });

  it('[S6] says another id than its own: its own counts', () => {
    const made = read({ 'pack/head': json({ v: 1, id: '../../i/w1', evidence: {} }), 'pack/raw/0000': RAW });
    expect(made.ok && made.value.id).toMatch(/^pack-\d\.\d-[0-9a-f]{16}$/);
  });

  it('[S6] [S7] [S8] says of itself what cannot be: that is left out', () => {
    const evidence = {
      whole: 'yes',
      counts: [['__proto__', 5], ['x', -1], 'y'],
      infos: [['a', 'b'], 7, ['m', '1', 't', 'a', ['x', 5], 'f']],
      lists: [['f', [{ name: '__proto__', version: '1' }, { name: 7 }, null]]],
      settings: [
        [
          'f',
          null,
          [
            ['__proto__', true],
            ['n', null],
          ],
        ],
      ],
      icons: [
        ['item', 'cog', { expected: 64, layers: [{ file: '__a__/../b.png', size: 64, scale: 1, shift: [0, 0], tint: [1, 1, 1, 1] }] }],
      ],
      found: [['a', '1', 'p', 'f'.repeat(32), 5]],
      pictures: [['item', 'cog', 'native', 1, 'not a hash', 5]],
      given: { sheets: [['x', 1]], pictures: 1, refs: [] },
    };
    const made = read({
      'pack/head': json({ v: 1, evidence }),
      'pack/raw/0000': RAW,
      'pack/pictures': json({ pictures: [300], missing: [[0, 99]], files: [] }),
      'pack/sheet/0000': webp('x'),
      'pack/sheet/0001': bytes('<script>'),
      'pack/text/..': json({ tables: [['m', '', '', [['item-name.cog', 'x']]]] }),
      'pack/text/en': json({
        tables: [
          [
            'm',
            '',
            '',
            [
              ['item-name.cog', 'Cog'],
              [5, 6],
            ],
          ],
          ['m'],
        ],
        dumped: [['nothing', [], []]],
      }),
      'pack/file/0000': bytes('other content'),
    });
    if (!made.ok) throw new Error(made.problem.detail);
    const { state, files } = made.value.arrival;
    expect(state.evidence).toMatchObject({
      whole: 0,
      counts: [['__proto__', 5]],
      infos: [['m', '1', 't', 'a', ['x'], 'f']],
      icons: [],
      found: [],
      pictures: [],
      given: null,
    });
    expect(state.evidence.lists).toEqual([['f', [{ name: '__proto__', version: '1' }]]]);
    expect(state.evidence.settings).toEqual([['f', null, [['__proto__', true]]]]);
    expect([...state.texts]).toEqual([['en', { tables: [['m', '', '', [['item-name.cog', 'Cog']]]], dumped: [] }]]);
    expect([...files]).toEqual([]);
  });

  it('[S7] has sheets of a gigabyte of pixels, or that are none: they end there', () => {
    const blocks = (second: Uint8Array) => ({
      'pack/head': json({ v: 1, evidence: {} }),
      'pack/raw/0000': RAW,
      'pack/pictures': json({ pictures: [0], missing: [], files: [] }),
      'pack/sheet/0000': webp('fine'),
      'pack/sheet/0001': second,
    });
    const sheets = (second: Uint8Array) => {
      const made = read(blocks(second));
      return made.ok ? made.value.arrival.state.evidence.given?.sheets.length : null;
    };
    expect(sheets(webp('as large as may be', 1024, 1024))).toBe(2);
    const strange = [webp('wide', 16_384, 64), webp('high', 64, 16_384), bytes('RIFF....WEBP is all it says of itself'), bytes('')];
    expect(strange.map(sheets)).toEqual([1, 1, 1, 1]);
  });

  it('is stored with names that mean something to the language', async () => {
    const blocks: Block[] = [
      textBlock(
        'pack/head',
        'pack/head',
        JSON.stringify({ v: 1, evidence: { settings: [['f', null, [['__proto__', true]]]], counts: [['__proto__', 1]] } }),
      ),
      textBlock('pack/raw/0000', 'pack/raw', '[["item","__proto__",{"__proto__":{"polluted":1},"stack_size":5}]]'),
    ];
    const { at, id } = await imported(oneFile(writeContainer(blocks, null)));
    const pack = (await openPack(at.store, id))!;
    expect(Object.entries(pack.info.counts)).toEqual([['__proto__', 1]]);
    expect(Object.entries(pack.info.claims.settings!.value)).toEqual([['__proto__', true]]);
    expect([...(await pack.raw()).get('item')!.keys()]).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
