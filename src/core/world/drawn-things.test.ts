import { expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { Library } from './library';
import { feed, Game, kernels } from './testing/host';
import type { View } from './types';

it('ore of a chunk that was stated whole is painted in every view of it', async () => {
  const game = new Game();
  const base = { tick: 5, surface: 1, at: [0, 0] as [number, number], whole: true as const };
  const packets: Packet[] = [
    game.header(0),
    { kind: 'tiles', tick: 5, surface: 1, at: [0, 0], names: ['grass'], runs: [0, 1024] },
    { kind: 'entities', ...base, list: [{ id: 1, name: 'chest', at: [10.5, 10.5], force: 1 }] },
    { kind: 'resources', ...base, amounts: { iron: [3, 4, 50] } },
    { kind: 'prototypes', tick: 5, tiles: { grass: [1, 2, 3] }, entities: { iron: { color: [9, 8, 7], size: [1, 1] } } },
  ];
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  feed(importer, 'a.log', game.chained(...packets));
  await importer.finish();
  const world = (await library.world('w1'))!;
  const view: View = {
    world: 'w1',
    branch: 'main',
    surface: 1,
    force: null,
    base: 'terrain',
    resources: true,
    buildings: false,
    tick: null,
  };
  const place = (4 * 256 + 3) * 4;
  for (const buildings of [false, true, false]) {
    const picture = (await world.picture({ ...view, buildings }, 0, 0, 0))!;
    expect([buildings, ...picture.pixels.slice(place, place + 3)]).toEqual([buildings, 9, 8, 7]);
  }
});
