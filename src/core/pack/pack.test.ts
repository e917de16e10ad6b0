import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames } from '../prototype/locale/names';
import { MemoryStore, StoreFull } from '../world/block-store';
import { openPack } from './open';
import type { Ladder } from './row';
import { type Bench, bench, bytes, drop, dump, never, PIECES, type Piece, PROTOTYPES, render, shelf, stored } from './testing/game';

const one = async (at: Bench): Promise<string> => {
  const packs = await at.library.packs();
  expect(packs).toHaveLength(1);
  return packs[0]!.id;
};

describe('what comes of a drop', () => {
  it('is one pack with its claims, each with its source', async () => {
    const at = bench();
    const report = await drop(at, [dump(), ...PIECES]);
    expect(report.problems).toMatchObject([
      { code: 'icon-missing', detail: expect.stringContaining('1 file of base'), tip: expect.stringContaining('data/base'), count: 1 },
      {
        code: 'icon-missing',
        detail: expect.stringContaining('graphics/none.png'),
        tip: expect.stringContaining('Drop the mod'),
        count: 1,
      },
    ]);
    expect(report.loose).toBeNull();
    const [info] = await at.library.packs();
    expect(report.packs).toEqual([info!.id]);
    expect(info!.id).toMatch(/^base-\d\.\d-[0-9a-f]{16}$/);
    expect(info!.claims.gameVersion).toEqual({ value: '2.0.76', source: 'base/info.json' });
    expect(info!.claims.mods.map(({ value, source }) => [value.name, value.version, source])).toEqual([
      ['base', '2.0.76', 'mods/mod-list.json'],
      ['helper', '0.1.0', 'mods/mod-list.json'],
      ['tin', '1.9.0', 'mods/mod-list.json'],
    ]);
    expect(info!.claims.settings?.value).toEqual({ constructor: 'x', 'tin-amount': 3 });
    expect(info!.counts).toMatchObject({ item: 4, ammo: 1, recipe: 1, 'ambient-sound': 1, quality: 1 });
    expect(info!.name).toBe('Base 2.0.76 + 2 mods');
    expect(info!.unfinished).toBeUndefined();
  });

  it('has pictures of what was found, and says what is missing', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    const id = await one(at);
    const pack = (await openPack(at.store, id))!;
    // ore, plate, cog (its bytes serve three), tin-shot without its second layer, molten tin, the technology, the oven
    expect(pack.info.icons).toMatchObject({ complete: 9, incomplete: 2, sheets: 1, pending: 1 });
    expect(pack.pictureOf({ kind: 'item', name: 'tin-ore' })).toBe(0);
    expect(pack.pictureOf({ kind: 'item', name: 'cog' })).toBe(pack.pictureOf({ kind: 'item', name: '__proto__' }));
    expect(pack.pictureOf({ kind: 'item', name: 'cog' })).toBe(pack.pictureOf({ kind: 'quality', name: 'constructor' }));
    expect(pack.pictureOf({ kind: 'item', name: 'tin-plate' })).toBe(pack.pictureOf({ kind: 'recipe', name: 'tin-plate' }));
    expect(pack.pictureOf({ kind: 'item-group', name: 'goods' })).toBeNull();
    expect(pack.missing({ kind: 'item-group', name: 'goods' })).toEqual(['__base__/graphics/group.png']);
    expect(pack.missing({ kind: 'item', name: 'tin-shot' })).toEqual(['__tin__/graphics/none.png']);
    expect(pack.missing({ kind: 'technology', name: 'tin' })).toEqual([]);
    expect(pack.missingByMod()).toEqual([
      { mod: 'base', files: 1, examples: ['__base__/graphics/group.png'] },
      { mod: 'tin', files: 1, examples: ['__tin__/graphics/none.png'] },
    ]);
    // The list says 1.9.0, though 1.10.0 lies there too; what only the newer one has is better than nothing.
    const plate = pack.picturePlan('item', 'tin-plate');
    expect(plate).toMatchObject({ from: 'layers' });
    const read = async (name: string, kind: 'item' | 'fluid') => {
      const plan = pack.picturePlan(kind, name);
      return plan?.from === 'layers' ? new TextDecoder().decode((await pack.layers([plan.files[0]!]))[0]!) : null;
    };
    expect(await read('tin-plate', 'item')).toBe('old plate');
    expect(await read('molten-tin', 'fluid')).toBe('molten');
    expect(pack.sheetPlan(0)).toHaveLength(pack.info.icons.pictures);
    expect(pack.sheetPlan(1)).toBeNull();
    expect(pack.sheetPlan(-1)).toBeNull();
  });

  it('keeps its plan when it is opened again, as long as that is the same', async () => {
    const at = bench();
    await drop(at, [dump()]);
    const first = (await openPack(at.store, await one(at)))!;
    await at.library.rename(first.info.id, 'Renamed');
    const again = (await openPack(at.store, first.info.id, first))!;
    expect(again.info.name).toBe('Renamed');
    expect(again.opened).toBe(first.opened);
    await drop(at, PIECES, first.info.id);
    const changed = (await openPack(at.store, first.info.id, again))!;
    expect(changed.opened).not.toBe(first.opened);
    expect(changed.planNumber).not.toBe(first.planNumber);
  });

  it('has texts in load order, of the versions that are on', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    const pack = (await openPack(at.store, await one(at)))!;
    expect(pack.info.languages).toEqual(['de', 'dump', 'en']);
    const texts = await pack.texts();
    expect(texts.get('en')!.tables.map(({ mod }) => mod)).toEqual(['base', 'tin', 'helper']);
    const names = createNames(await pack.raw(), texts);
    const label = (language: string, name: string) => names.in([language]).label({ kind: 'item', name });
    expect(label('en', 'tin-plate')).toBe('Old tin plate');
    expect(label('en', 'cog')).toBe('Helped cog');
    expect(label('de', 'cog')).toBe('Zahnrad');
    expect(names.in(['en']).label({ kind: 'fluid', name: 'molten-tin' })).toBe('Flüssiges Zinn');
  });

  it('without a list claims the mods that icons and texts tell of, not all that lie there', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES.filter(({ name }) => name !== 'mod-list')]);
    const [info] = await at.library.packs();
    expect(info!.claims.mods.map(({ value, source }) => [value.name, value.version, source])).toEqual([
      ['base', '2.0.76', 'base/info.json'],
      ['helper', '0.1.0', 'helper/info.json'],
      ['tin', '1.10.0', 'tin_1.10.0/info.json'],
    ]);
    const other = bench();
    const stranger = shelf('stranger', '1.0.0', {});
    const texts = new Map([
      ['mod-name.stranger', 'Stranger'],
      ['item-name.unheard-of', 'x'],
    ]);
    await drop(other, [
      dump(),
      { name: 'stranger', feed: (sink) => [sink.shelf(stranger), sink.locale('stranger', 'fr', texts, '1.0.0', 'locale/fr/a.cfg')] },
    ]);
    const [alone] = await other.library.packs();
    expect(alone!.claims.mods.map(({ value, source }) => [value.name, source])).toEqual([
      ['base', 'icons'],
      ['tin', 'icons'],
    ]);
    expect(alone!.languages).toEqual([]);
  });

  it('has icons that were given apart from prototypes, where they can be drawn', async () => {
    const at = bench();
    const layer = {
      file: '__base__/graphics/cog.png',
      size: 64,
      scale: 0.5,
      shift: [0, 0] as [number, number],
      tint: [1, 1, 1, 1] as [number, number, number, number],
      floating: false,
    };
    const given: Piece = {
      name: 'browser',
      feed(sink) {
        const to = sink.dump('export.zip');
        for (const name of ['a', 'b', 'c']) to.prototype('item', name, { stack_size: 1 });
        to.icon('item', 'a', { expected: 64, layers: [layer] });
        to.icon('item', 'b', { expected: 64, layers: [layer, { ...layer, scale: Number.NaN }] });
        to.icon('item', 'c', { expected: 64, layers: [{ ...layer, file: '../../etc/x.png' }] });
        to.end(true);
      },
    };
    await drop(at, [given, { name: 'base', feed: (sink) => sink.shelf(shelf('base', '1', { 'graphics/cog.png': 'cog' })) }]);
    const pack = (await openPack(at.store, await one(at)))!;
    expect(['a', 'b', 'c'].map((name) => pack.pictureOf({ kind: 'item', name }))).toEqual([0, 0, null]);
    expect(pack.info.icons).toMatchObject({ complete: 2, incomplete: 0, pictures: 1 });
  });

  it('reads from the shelves only what icons name', async () => {
    const at = bench();
    const tin = shelf('tin', '1.9.0', { 'graphics/plate.png': 'plate', 'graphics/other.png': 'other' });
    const stranger = shelf('stranger', '1.0.0', { 'graphics/plate.png': 'x' });
    await drop(at, [dump(), { name: 'shelves', feed: (sink) => [tin, stranger].map((each) => sink.shelf(each)) }]);
    expect(tin.asked).toEqual(['graphics/plate.png']);
    expect(stranger.asked).toEqual([]);
  });

  it('is the same bytes from any order of pieces in any number of drops', async () => {
    const whole = bench();
    await drop(whole, [dump(), ...PIECES]);
    const expected = await stored(whole);
    const id = await one(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([dump(), ...PIECES], { minLength: PIECES.length + 1 }),
        fc.array(fc.nat(PIECES.length), { maxLength: 5 }),
        fc.boolean(),
        async (order, cuts, again) => {
          const at = bench();
          const edges = [...new Set([0, ...cuts, order.length])].sort((a, b) => a - b);
          for (const [i, edge] of edges.slice(0, -1).entries()) {
            const pieces = order.slice(edge, edges[i + 1]);
            const open = (await at.library.packs())[0]?.id ?? null;
            await drop(at, pieces, open);
            // A sheet that was drawn meanwhile is no hindrance.
            if (again && open !== null) await drop(at, pieces, open);
          }
          expect(await one(at)).toBe(id);
          expect(await stored(at)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('twice is once', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    await render(at, await one(at));
    const before = (await at.library.packs())[0]!;
    const report = await drop(at, [dump(), ...PIECES]);
    expect(report.packs).toEqual([before.id]);
    expect((await at.library.packs())[0]).toEqual(before);
  });
});

describe('pieces that come later', () => {
  const named = (...names: string[]): Piece[] => PIECES.filter(({ name }) => names.includes(name));

  it('give the open pack its icons; drawn sheets that show the same stay', async () => {
    const at = bench();
    await drop(at, [dump(), ...named('base files')]);
    const id = await one(at);
    const first = (await at.library.packs())[0]!;
    expect(first.icons).toMatchObject({ pending: 1 });
    const old = await at.library.pendingSheets(id);
    await render(at, id);
    expect((await at.library.packs())[0]!.icons.pending).toBe(0);

    const report = await drop(at, named('tin 1.10.0'), id);
    expect(report.packs).toEqual([id]);
    const later = (await at.library.packs())[0]!;
    expect(later.version).toBeGreaterThan(first.version);
    expect(later.icons.complete).toBeGreaterThan(first.icons.complete);
    expect(later.icons.pending).toBe(1);
    expect(await at.library.putSheet(id, old.plan, 0, bytes('RIFF....WEBP........'))).toBe(false);

    await render(at, id);
    await drop(at, named('base texts'), id);
    expect((await at.library.packs())[0]!).toMatchObject({ languages: ['de', 'en'], icons: { pending: 0 } });
  });

  it('wait when no pack is open, and are given by hand', async () => {
    const at = bench();
    await drop(at, [dump()]);
    const id = await one(at);
    const importer = at.workshop.importer('later', null);
    for (const { feed } of named('base files', 'base texts', 'mod-list')) feed(importer);
    const report = await importer.finish(never);
    expect(report).toEqual({ packs: [], problems: [], loose: { texts: 2, icons: 1 } });
    expect((await at.library.packs())[0]!.languages).toEqual([]);
    expect(await at.workshop.join('later', id, never)).toMatchObject({
      packs: [id],
      problems: [{ code: 'icon-missing' }, { code: 'icon-missing' }],
      loose: null,
    });
    expect((await at.library.packs())[0]!).toMatchObject({ languages: ['de', 'en'] });
    expect(await at.workshop.join('later', id, never)).toMatchObject({ packs: [], problems: [{ code: 'pieces-gone' }], loose: null });
  });

  it('wait on when the pack they are given to is gone', async () => {
    const at = bench();
    const importer = at.workshop.importer('x', null);
    for (const { feed } of named('base files')) feed(importer);
    await importer.finish(never);
    const report = await at.workshop.join('x', 'base-2.0-0123456789abcdef', never);
    expect(report).toMatchObject({ packs: [], problems: [{ code: 'pack-gone' }], loose: { texts: 0, icons: 1 } });
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.icons.complete).toBeGreaterThan(0);
  });

  it('of claims alone wait in silence', async () => {
    const at = bench();
    expect(await drop(at, named('mod-list', 'settings'))).toEqual({ packs: [], problems: [], loose: null });
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.claims.mods).toHaveLength(3);
  });

  it('bring a pack back from the bin', async () => {
    const at = bench();
    await drop(at, [dump()]);
    const id = await one(at);
    await at.library.remove(id);
    expect((await at.library.packs())[0]!.deletedAt).toBeDefined();
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.deletedAt).toBeUndefined();
  });
});

describe('two dumps in one drop', () => {
  it('are two packs, and what else came belongs to both', async () => {
    const at = bench();
    const other = dump([...PROTOTYPES, ['item', 'more', { stack_size: 1 }]], 'other.json');
    const report = await drop(at, [dump(), other, ...PIECES]);
    expect(report.packs).toHaveLength(2);
    for (const info of await at.library.packs())
      expect(info).toMatchObject({ languages: ['de', 'dump', 'en'], claims: { gameVersion: { value: '2.0.76' } } });
  });
  it('of the same prototypes are one, whatever their order', async () => {
    const at = bench();
    const report = await drop(at, [dump(), dump([...PROTOTYPES].reverse(), 'copy.json')]);
    expect(report.packs).toHaveLength(1);
    expect((await at.library.packs())[0]!.files).toEqual(['copy.json', 'data-raw-dump.json']);
  });
  it('that say nothing are a problem, no pack', async () => {
    const at = bench();
    const report = await drop(at, [dump([], 'empty.json')]);
    expect(report).toMatchObject({ packs: [], problems: [{ code: 'dump-empty', file: 'empty.json' }] });
    expect(await at.library.packs()).toEqual([]);
  });
  it('cut off are marked until the whole one comes', async () => {
    const at = bench();
    await drop(at, [dump(PROTOTYPES, 'a.json', false)]);
    expect((await at.library.packs())[0]!.unfinished).toBe(true);
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.unfinished).toBeUndefined();
  });
});

/** Fails at the n-th put, or lets nothing in beyond a number of bytes. */
class BadStore extends MemoryStore {
  puts = 0;
  constructor(
    private failAt: number,
    private readonly error: () => Error,
  ) {
    super();
  }
  override async put(batch: Parameters<MemoryStore['put']>[0]): Promise<void> {
    if (++this.puts === this.failAt) throw this.error();
    await super.put(batch);
  }
  mend(): void {
    this.failAt = -1;
  }
}

describe('a store that fails', () => {
  /** Enough for several puts: 64 MB are held before they go. */
  const heavy = (): Piece => {
    const big = new Map(
      ['plate', 'ore', 'molten', 'tech', 'none'].map((name, i) => [`graphics/${name}.png`, new Uint8Array(15_000_000).fill(i)]),
    );
    const read = async (paths: readonly string[]) => paths.map((path) => big.get(path) ?? null);
    return { name: 'heavy', feed: (sink) => sink.shelf({ mod: 'tin', version: '1.0.0', from: 'x', has: (path) => big.has(path), read }) };
  };

  it('keeps the old when it is full, and says so', async () => {
    const store = new BadStore(2, () => new StoreFull());
    const at = bench(store);
    await drop(at, [dump()]);
    const id = await one(at);
    const before = await stored(at);
    await expect(drop(at, PIECES, id)).rejects.toThrow(StoreFull);
    expect(await stored(at)).toEqual(before);
    store.mend();
    await drop(at, PIECES, id);
    const other = bench();
    await drop(other, [dump(), ...PIECES]);
    expect(await stored(at)).toEqual(await stored(other));
  });

  it('that is full after one of two packs tells of that one', async () => {
    const at = bench(new BadStore(2, () => new StoreFull()));
    const other = dump([['item', 'other', { stack_size: 1 }]], 'other.json');
    const report = await drop(at, [dump(), other]);
    expect(report).toMatchObject({
      packs: [await one(at)],
      problems: expect.arrayContaining([expect.objectContaining({ code: 'storage-full' })]),
    });
  });

  it('killed between puts has no half of a pack, and what was left goes', async () => {
    const died = new Error('killed');
    const store = new BadStore(-1, () => died);
    const at = bench(store);
    // As of a worker that dies: files lie there, the pack does not.
    await store.put({ set: [['p/d/base-2.0-0123456789abcdef/file/00', bytes('left')]], remove: [] });
    expect(await at.library.packs()).toEqual([]);
    await drop(at, [dump()]);
    const id = await one(at);
    await store.put({ set: [[`p/d/${id}/file/11`, bytes('left')]], remove: [] });
    await at.library.purge();
    expect(await store.keys('p/d/base-2.0-0123456789abcdef/', 'p/d/base-2.0-0123456789abcdef0')).toEqual([]);
    await drop(at, [dump()]);
    expect(await store.keys(`p/d/${id}/file/`, `p/d/${id}/file0`)).toEqual([]);
  });

  it('lets go of files that were put before the end failed', async () => {
    const store = new BadStore(3, () => new StoreFull());
    const at = bench(store);
    await drop(at, [dump()]);
    const before = await stored(at);
    await expect(drop(at, [heavy()], await one(at))).rejects.toThrow(StoreFull);
    expect(store.puts).toBeGreaterThanOrEqual(3);
    expect([...(await stored(at)).keys()]).toEqual([...before.keys()]);
  });
});

describe('the library', () => {
  it('names, bins, brings back and lets go', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    const id = await one(at);
    await at.library.rename(id, '  My tin  ');
    expect((await at.library.packs())[0]!.name).toBe('My tin');
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.name).toBe('My tin');
    await at.library.rename(id, '   ');
    expect((await at.library.packs())[0]!.name).toBe('My tin');
    await at.library.remove(id);
    await at.library.undelete(id);
    expect(await at.library.purge()).toBe(0);
    await at.library.remove(id);
    expect(await at.library.purge()).toBe(1);
    expect(await at.store.keys('', '\uffff')).toEqual([]);
    await at.library.rename('../i/w1', 'x');
    expect(await at.store.keys('', '\uffff')).toEqual([]);
  });

  it('leaves alone what a newer site has stored', async () => {
    const at = bench();
    await drop(at, [dump()]);
    const id = await one(at);
    const { packJson, unpackJson } = await import('./packing');
    const key = `p/i/${id}`;
    const row = unpackJson((await at.store.get([key]))[0]!) as { v: number };
    await at.store.put({ set: [[key, packJson({ ...row, v: 99 })]], remove: [] });
    const before = await stored(at);
    expect((await at.library.packs())[0]!.tooNew).toBe(true);
    expect(await openPack(at.store, id)).toBeNull();
    expect((await drop(at, [dump(), ...PIECES])).problems).toMatchObject([{ code: 'pack-too-new' }]);
    await at.library.rename(id, 'x');
    expect(await at.library.settle()).toEqual([]);
    expect(await stored(at)).toEqual(before);
  });

  it('lifts what an older site has stored, rung by rung', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    const id = await one(at);
    await render(at, id);
    const expected = await stored(at);
    const { packJson, unpackJson } = await import('./packing');
    const { PACK_VERSION } = await import('./row');
    const [row, evidence, texts] = [`p/i/${id}`, `p/d/${id}/evidence`, `p/d/${id}/text/en`];
    const read = async (key: string) => unpackJson((await at.store.get([key]))[0]!) as Record<string, unknown>;
    // Two versions ago the row called its name a title, evidence had its mods' files under `paths`, and texts were a bare list.
    const [{ info, ...rest }, said, { tables, dumped }] = [await read(row), await read(evidence), await read(texts)];
    const renamed = (of: object, from: string, to: string) =>
      Object.fromEntries(Object.entries(of).map(([key, value]) => [key === from ? to : key, value]));
    const { name, ...more } = info as Record<string, unknown>;
    const old: [string, unknown][] = [
      [row, { ...rest, v: PACK_VERSION - 2, info: { ...more, title: name } }],
      [evidence, renamed(said, 'found', 'paths')],
      [texts, [tables, dumped]],
    ];
    for (const language of ['de', '-']) {
      const of = await read(`p/d/${id}/text/${language}`);
      old.push([`p/d/${id}/text/${language}`, [of.tables, of.dumped]]);
    }
    await at.store.put({ set: old.map(([key, value]): [string, Uint8Array] => [key, packJson(value)]), remove: [] });
    expect(await at.library.unsettled()).toBe(true);
    expect(await openPack(at.store, id)).toBeNull();
    await at.library.rename(id, 'x');

    const ladder: Ladder = new Map([
      [
        PACK_VERSION - 2,
        {
          row: (of) => ({ ...of, info: { ...of.info, name: `${(of.info as unknown as { title: string }).title}!` } }),
          evidence: (of) => renamed(of as object, 'paths', 'found'),
        },
      ],
      [
        PACK_VERSION - 1,
        {
          row: (of) => ({ ...of, info: { ...of.info, name: of.info.name.slice(0, -1) } }),
          texts: (of) => ({ tables: (of as unknown[])[0], dumped: (of as unknown[])[1] }),
        },
      ],
    ]);
    expect((await at.library.settle(ladder)).map(({ id }) => id)).toEqual([id]);
    const parsed = (all: Map<string, string>) => [...all].map(([key, value]) => [key, key === row ? JSON.parse(value) : value]);
    expect(parsed(await stored(at))).toEqual(parsed(expected));
    expect(await at.library.unsettled()).toBe(false);
    expect(await openPack(at.store, id)).not.toBeNull();
  });

  it('works out anew what an older site has worked out', async () => {
    const at = bench();
    await drop(at, [dump(), ...PIECES]);
    const expected = await stored(at);
    const id = await one(at);
    const { packJson, unpackJson } = await import('./packing');
    const key = `p/i/${id}`;
    const row = unpackJson((await at.store.get([key]))[0]!) as { derived: number };
    await at.store.put({
      set: [
        [key, packJson({ ...row, derived: 0 })],
        [`p/d/${id}/plan`, packJson({ refs: [] })],
      ],
      remove: [],
    });
    expect((await at.library.settle()).map((info) => info.id)).toEqual([id]);
    expect(await stored(at)).toEqual(expected);
    expect(await at.library.settle()).toEqual([]);
  });
});
