import { expect, it } from 'vitest';
import type { Packet } from '../src/core/packet/schema';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { View } from '../src/core/world/types';
import { createPictureService } from './picture-service';

it('the largest picture, a gigabyte of pixels, takes less than a quarter of that', async () => {
  const store = new MemoryStore();
  const game = new Game('w1');
  const chart: Packet = { kind: 'chart', tick: 2, surface: 1, force: 1, at: [0, 0], px: pack(new Uint8Array(2048).fill(0x5a)) };
  const importer = await new Library(store, await kernels()).importer();
  feed(importer, 'a.log', [...game.chained(game.header(1)), ...game.here(chart)]);
  await importer.finish();
  const api = createPictureService({ store, kernels, label: () => null });
  const view: View = {
    world: 'w1',
    branch: 'main',
    surface: 1,
    force: null,
    base: 'chart',
    resources: false,
    buildings: false,
    tick: null,
  };
  const held = () => process.memoryUsage().arrayBuffers / 1e6;
  const before = held();
  let most = 0;
  const png = await api.picture({ view, area: [-2048, -2048, 2048, 2048], scale: { times: 4, level: 0 }, marks: [], grid: false }, () => {
    most = Math.max(most, held() - before);
  });
  expect(png?.size).toBeLessThan(5_000_000);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(250);
}, 600_000);
