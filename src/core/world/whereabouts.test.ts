import { expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { feed, Game, kernels } from './testing/host';
import type { View } from './types';

const view: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };

async function world(packets: Packet[]) {
  const store = new MemoryStore();
  const game = new Game('w1');
  const importer = await new Library(store, await kernels()).importer();
  feed(importer, 'a.log', game.chained(game.header(1), ...packets));
  await importer.finish();
  return (await new Library(store, await kernels()).world('w1'))!;
}

const machine = (id: number, x: number, y: number, recipe?: string) => ({
  name: 'assembler',
  id,
  at: [x, y] as [number, number],
  ...(recipe === undefined ? {} : { recipe }),
});

it('all of a kind, the nearest first, of a recipe or of any, at any tick', async () => {
  const of = await world([
    { kind: 'built', tick: 10, surface: 1, list: [machine(1, 5.5, 5.5, 'gear'), machine(2, 400.5, 0.5, 'cable'), machine(3, -300.5, 2.5)] },
    { kind: 'built', tick: 11, surface: 1, list: [{ name: 'chest', id: 9, at: [0.5, 0.5] }] },
    { kind: 'built', tick: 11, surface: 2, list: [machine(8, 0.5, 0.5, 'gear')] },
    { kind: 'removed', tick: 20, surface: 1, list: [machine(3, -300.5, 2.5)] },
  ]);
  const where = (names: string[] | null, recipes: string[] | null, change: Partial<View> = {}, limit = 10) =>
    of.places.where({ ...view, ...change }, { names, recipes, at: [390, 0], limit });
  expect(await where(['assembler'], null)).toEqual({ count: 2, places: [[400.5, 0.5], [5.5, 5.5]] }); // biome-ignore format: one line
  expect(await where(['assembler'], null, { tick: 15 }, 1)).toEqual({ count: 3, places: [[400.5, 0.5]] });
  expect(await where(null, ['gear', '__proto__'])).toEqual({ count: 1, places: [[5.5, 5.5]] });
  expect(await where(['assembler', 'chest'], ['gear'])).toEqual({ count: 1, places: [[5.5, 5.5]] });
  expect(await where([], null)).toEqual({ count: 0, places: [] });
  expect(await where(['assembler'], null, { surface: 3 })).toEqual({ count: 0, places: [] });
});

it('only what is large enough is listed, where that is asked', async () => {
  const of = await world([
    {
      ...{ kind: 'built', tick: 10, surface: 1 },
      list: [
        { name: 'belt', id: 1, at: [0.5, 0.5], size: [1, 1] },
        { name: 'boiler', id: 2, at: [9.5, 9], size: [3, 2] },
        { name: 'silo', id: 3, at: [20.5, 20.5], size: [9, 9] },
      ],
    },
  ]);
  const names = async (least?: number) => (await of.places.entities(view, [0, 0, 64, 64], 10, least)).map(({ name }) => name);
  expect(await names()).toEqual(['silo', 'boiler', 'belt']);
  expect(await names(2)).toEqual(['silo', 'boiler']);
  expect(await names(2.4)).toEqual(['silo']);
});
