import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { EntityState, Packet } from '../packet/schema';
import { Turns } from '../turns';
import { MemoryStore } from './block-store';
import { CensusBook } from './census-book';
import { ChartMask } from './chart-mask';
import { Library } from './library';
import type { FindQuestion, Standing } from './place-types';
import { readStored } from './stored-row';
import { loadWorld } from './stored-world';
import { feed, Game, kernels, pack } from './testing/host';
import { naiveStanding } from './testing/naive-places';
import { PlaceHistory, steps } from './testing/place-history';
import type { Area, View } from './types';
import type { World } from './world';

const view: View = { world: 'w1', branch: '', surface: 1, force: null, base: 'none', resources: true, buildings: true, tick: null };
const question = (text: string, more: Partial<FindQuestion> = {}): FindQuestion => ({
  world: 'w1',
  branch: '',
  tick: null,
  force: null,
  surface: 1,
  at: [0, 0],
  text,
  names: [],
  limit: 100,
  ...more,
});

async function worldOf(packets: readonly Packet[]): Promise<World> {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  const game = new Game();
  feed(importer, 'a.log', [...game.chained(game.header(1)), ...packets.flatMap((packet) => game.chained(packet))]);
  await importer.finish();
  return (await library.world('w1'))!;
}

const far = (at: readonly number[], from: readonly number[]): number => (at[0]! - from[0]!) ** 2 + (at[1]! - from[1]!) ** 2;

function counted(entities: readonly EntityState[], surface: number, at: [number, number]): Standing[] {
  const rows = new Map<string, Standing>();
  for (const entity of entities) {
    const row = rows.get(entity.name) ?? { name: entity.name, surface, count: 0, recipes: {}, at: entity.at };
    rows.set(entity.name, row);
    row.count += 1;
    if (entity.recipe) row.recipes[entity.recipe] = (row.recipes[entity.recipe] ?? 0) + 1;
    const nearer = far(entity.at, at) - far(row.at, at) || entity.at[1] - row.at[1] || entity.at[0] - row.at[0];
    if (nearer < 0) row.at = entity.at;
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

describe('what stands', () => {
  it('is counted and found as in a naive replay, at any tick in any order', async () => {
    await fc.assert(
      fc.asyncProperty(steps(50), fc.array(fc.nat(110), { minLength: 4, maxLength: 6 }), async (list, ticks) => {
        const history = new PlaceHistory();
        for (const step of list) history.do(step);
        const world = await worldOf(history.packets);
        const near: [number, number] = [20, 3];
        for (const part of ticks) {
          const tick = Math.floor((history.tick * part) / 100);
          const standing = new Map([1, 2].map((surface) => [surface, naiveStanding(history.packets, surface, tick)]));
          const told = await world.places.standing({ ...view, tick }, null, near);
          for (const surface of [1, 2])
            expect(told.filter((row) => row.surface === surface)).toEqual(counted(standing.get(surface)!, surface, near));
          const some = await world.places.standing({ ...view, surface: 2, tick }, ['pipe', 'constructor'], near);
          expect(some.filter(({ surface }) => surface === 1)).toEqual(
            counted(standing.get(1)!, 1, near).filter(({ name }) => name === 'pipe'),
          );

          const found = await world.places.find(question('asse', { tick, at: near }));
          const machines = standing.get(1)!.filter(({ name }) => name === 'assembling-machine-1');
          const row = found.find((one) => one.what === 'entities' && one.name === 'assembling-machine-1' && one.surface === 1);
          expect(row ?? null).toEqual(
            machines.length === 0
              ? null
              : {
                  what: 'entities',
                  name: 'assembling-machine-1',
                  surface: 1,
                  count: machines.length,
                  places: machines.map(({ at }) => at).sort((a, b) => far(a, near) - far(b, near) || a[1] - b[1] || a[0] - b[0]),
                },
          );
          const area: Area = [-10, 0, 20, 20];
          const listed = await world.places.entities({ ...view, tick }, area, 1000);
          const inside = standing.get(1)!.filter(({ at: [x, y] }) => x >= -10 && x < 20 && y >= 0 && y < 20);
          expect(listed.map(({ id }) => id).sort()).toEqual(inside.map(({ id }) => id).sort());
        }
      }),
      { numRuns: 50, seed: 7 },
    );
  }, 120_000);

  it('is only told of where the force has charted', async () => {
    const px = pack(new Uint8Array(2048).fill(0xff));
    const stands = (id: number, x: number): Packet => ({
      kind: 'built',
      tick: 5,
      surface: 1,
      list: [{ id, name: 'pipe', at: [x + 0.5, 0.5], force: 1 }],
    });
    const ore = (x: number): Packet => ({
      kind: 'resources',
      tick: 5,
      surface: 1,
      at: [x >> 5, 0],
      amounts: { 'iron-ore': [x, 0, 10] },
      whole: true,
    });
    const world = await worldOf([
      { kind: 'chart', tick: 2, surface: 1, force: 1, at: [0, 0], px },
      { kind: 'chart', tick: 2, surface: 1, force: 2, at: [1, 0], px },
      ...[stands(1, 3), stands(2, 40), ore(31), ore(32)],
    ]);
    for (const [force, x] of [
      [1, 3],
      [2, 40],
    ] as const) {
      const mine = { ...view, force };
      expect((await world.places.standing(mine, ['pipe'], [0, 0])).map(({ count, at }) => [count, at])).toEqual([[1, [x + 0.5, 0.5]]]);
      expect((await world.places.entities(mine, [0, 0, 64, 64], 9)).map(({ at }) => at)).toEqual([[x + 0.5, 0.5]]);
      expect((await world.places.find(question('pipe', { force }))).map((row) => row.what === 'entities' && row.places)).toEqual([
        [[x + 0.5, 0.5]],
      ]);
      expect(await world.places.find(question('iron', { force }))).toMatchObject([{ what: 'patch', amount: 10, count: 1 }]);
      const told = await world.places.audit({ ...question(''), area: [0, 0, 64, 64], until: null, players: null, kinds: null, force });
      expect(told.rows.map(({ at }) => at)).toEqual([[x + 0.5, 0.5]]);
    }
    expect(await world.places.find(question('iron'))).toMatchObject([{ what: 'patch', amount: 20, count: 2, area: [31, 0, 33, 1] }]);
  });
});

describe('censuses', () => {
  it('are let go when they take too much memory, and made again', async () => {
    const list = Array.from({ length: 20 }, (_, i): EntityState => ({ id: i + 1, name: 'pipe', at: [i * 256 + 0.5, 0.5] }));
    const store = new MemoryStore();
    const library = new Library(store, await kernels());
    const importer = await library.importer();
    const game = new Game();
    feed(importer, 'a.log', [...game.chained(game.header(1)), ...game.chained({ kind: 'built', tick: 5, surface: 1, list })]);
    await importer.finish();
    const open = await loadWorld(store, await kernels(), (await readStored(store, 'w1'))!, false);
    const unit = open.units[0]!;
    const read = vi.spyOn(unit, 'thingsIn');
    const count = async (book: CensusBook) => {
      let found = 0;
      await book.each(1, 10, ChartMask.of(unit, 1, null, 10), new Turns(), ({ census }) => {
        found += census.xs.length;
      });
      return found;
    };
    const roomy = new CensusBook(unit, open.tables);
    expect([await count(roomy), await count(roomy)]).toEqual([20, 20]);
    expect(read).toHaveBeenCalledTimes(20);
    const small = new CensusBook(unit, open.tables, 2000);
    // Two at once: each finds all, and neither spoils the other's walk.
    expect(await Promise.all([count(small), count(small)])).toEqual([20, 20]);
    expect(read).toHaveBeenCalledTimes(60);
  });
});

describe('patches of ore', () => {
  it('are what touches, over the borders of chunks and regions, as a flood fill of all tiles tells', async () => {
    const tile = fc.tuple(
      fc.integer({ min: 250, max: 262 }),
      fc.integer({ min: -6, max: 6 }),
      fc.constantFrom('iron-ore', 'coal'),
      fc.integer({ min: 1, max: 9 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(tile, { minLength: 1, maxLength: 90 }), async (list) => {
        const tiles = new Map(list.map(([x, y, name, amount]) => [`${name} ${x} ${y}`, { x, y, name, amount }]));
        const packets: Packet[] = [...tiles.values()].map(({ x, y, name, amount }) => ({
          kind: 'resources',
          tick: 3,
          surface: 1,
          at: [Math.floor(x / 32), Math.floor(y / 32)],
          amounts: { [name]: [x, y, amount] },
        }));
        const world = await worldOf(packets);
        for (const name of ['iron-ore', 'coal']) {
          const told = await world.places.find(question(name, { limit: 1000 }));
          const expected = floodFilled([...tiles.values()].filter((one) => one.name === name));
          const plain = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
          expect(plain(told.map((row) => (row.what === 'patch' ? { area: row.area, amount: row.amount, count: row.count } : {})))).toEqual(
            plain(expected),
          );
          for (const row of told)
            if (row.what === 'patch') expect(tiles.has(`${name} ${Math.floor(row.at[0])} ${Math.floor(row.at[1])}`)).toBe(true);
          const total = expected.reduce((sum, { amount }) => sum + amount, 0);
          const standing = await world.places.standing(view, [name], [0, 0]);
          expect(standing.map(({ amount, count }) => [amount, count])).toEqual(
            expected.length > 0 ? [[total, [...tiles.values()].filter((one) => one.name === name).length]] : [],
          );
        }
      }),
      { numRuns: 60, seed: 8 },
    );
  }, 60_000);

  it('of wells are fields of what lies near', async () => {
    const world = await worldOf([
      { kind: 'prototypes', tick: 1, entities: { 'crude-oil': { type: 'resource', size: [3, 3] } } },
      { kind: 'resources', tick: 2, surface: 1, at: [0, 0], amounts: { 'crude-oil': [0, 0, 5, 9, 0, 7, 30, 0, 1] } },
      { kind: 'resources', tick: 2, surface: 1, at: [1, 0], amounts: { 'crude-oil': [40, 0, 2] } },
    ]);
    expect(await world.places.find(question('crude', { at: [40, 0] }))).toMatchObject([
      { amount: 3, count: 2, area: [30, 0, 41, 1] },
      { amount: 12, count: 2, area: [0, 0, 10, 1], at: [0.5, 0.5] },
    ]);
  });
});

interface Tile {
  x: number;
  y: number;
  amount: number;
}

function floodFilled(tiles: readonly Tile[]): { area: Area; amount: number; count: number }[] {
  const left = new Set(tiles);
  const patches: { area: Area; amount: number; count: number }[] = [];
  for (const first of tiles) {
    if (!left.delete(first)) continue;
    const patch = [first];
    for (const one of patch)
      for (const other of [...left])
        if (Math.abs(one.x - other.x) <= 1 && Math.abs(one.y - other.y) <= 1) {
          left.delete(other);
          patch.push(other);
        }
    const xs = patch.map(({ x }) => x);
    const ys = patch.map(({ y }) => y);
    patches.push({
      area: [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1],
      amount: patch.reduce((sum, { amount }) => sum + amount, 0),
      count: patch.length,
    });
  }
  return patches;
}

describe('search on the map', () => {
  const named: Packet[] = [
    {
      kind: 'forces',
      tick: 1,
      list: [
        { index: 1, name: 'player' },
        { index: 4, name: 'red' },
      ],
    },
    {
      kind: 'players',
      tick: 2,
      list: [
        { index: 1, name: 'Ännchen', at: [5, 5], surface: 1, force: 1, online: true },
        { index: 2, name: 'constructor', at: [9, 9], surface: 2, force: 4 },
        { index: 3, name: 'annabel' },
      ],
    },
    { kind: 'tags', tick: 3, surface: 1, force: 1, list: [{ id: 7, at: [1, 1], text: 'Iron here', icon: 'item/coal' }] },
    { kind: 'tags', tick: 3, surface: 1, force: 4, list: [{ id: 8, at: [2, 2], icon: 'item/iron-plate' }] },
    { kind: 'stops', tick: 4, surface: 1, list: [{ id: 99, at: [70, 3], name: 'Old Iron', force: 1 }] },
    { kind: 'built', tick: 5, surface: 1, list: [{ id: 100, name: 'iron-chest', at: [40.5, 3.5], force: 1 }] },
    { kind: 'built', tick: 5, surface: 2, list: [{ id: 101, name: 'iron-chest', at: [4.5, 3.5], force: 1 }] },
    { kind: 'resources', tick: 5, surface: 1, at: [0, 0], amounts: { 'iron-ore': [1, 1, 50, 2, 2, 25] } },
    { kind: 'channel', tick: 6, name: 'iron-count', data: { a: 1 } },
    { kind: 'channel', tick: 8, name: 'iron-count', data: { a: 2 } },
  ];

  it('finds players, tags, stops, patches, things and channels, the best first', async () => {
    const world = await worldOf(named);
    const found = await world.places.find(question('iron'));
    expect(found.map((row) => `${row.what} ${row.name}`)).toEqual([
      'tag Iron here',
      'patch iron-ore',
      'entities iron-chest',
      'entities iron-chest',
      'channel iron-count',
      'stop Old Iron',
      'tag ',
    ]);
    expect(found[1]).toEqual({ what: 'patch', name: 'iron-ore', surface: 1, at: [1.5, 1.5], area: [1, 1, 3, 3], amount: 75, count: 2 });
    expect(found.slice(2, 4).map((row) => row.what === 'entities' && row.surface)).toEqual([1, 2]);
    expect(found[4]).toEqual({ what: 'channel', name: 'iron-count', count: 2, last: 8, text: '{"a":2}' });
    expect((await world.places.find(question('iron', { surface: 2 }))).filter(({ what }) => what === 'entities')).toMatchObject([
      { surface: 2 },
      { surface: 1 },
    ]);
  });

  it('folds what was typed and what there is; knows prototypes by what the page says they mean; empty finds nothing', async () => {
    const world = await worldOf(named);
    expect(await world.places.find(question('annchen'))).toEqual([
      { what: 'player', player: 1, name: 'Ännchen', surface: 1, at: [5, 5], online: true },
    ]);
    expect(await world.places.find(question('CONSTRUCTOR'))).toMatchObject([{ what: 'player', player: 2 }]);
    expect(await world.places.find(question('eisenkiste', { names: ['iron-chest', '__proto__'] }))).toMatchObject([
      { what: 'entities', surface: 1, places: [[40.5, 3.5]] },
      { what: 'entities', surface: 2, places: [[4.5, 3.5]] },
    ]);
    for (const nothing of ['', '  ', 'nowhere']) expect(await world.places.find(question(nothing))).toEqual([]);
    expect(await world.places.find(question('iron', { limit: 0 }))).toEqual([]);
    expect(await world.places.find(question('iron', { limit: 3 }))).toHaveLength(3);
  });

  it('tells of the tick that is looked at, and of other forces nothing that is theirs', async () => {
    const world = await worldOf(named);
    expect((await world.places.find(question('iron', { tick: 4 }))).map(({ what }) => what)).toEqual(['tag', 'stop', 'tag']);
    expect(await world.places.find(question('iron-count', { tick: 6 }))).toMatchObject([{ count: 1, last: 6, text: '{"a":1}' }]);
    expect((await world.places.find(question('constructor', { force: 1 }))).length).toBe(0);
    expect((await world.places.find(question('iron', { force: 4, tick: 4 }))).map(({ what }) => what)).toEqual(['tag']);
  });
});
