import { describe, expect, it, vi } from 'vitest';
import type { Packet } from '../src/core/packet/schema';
import { type BlockStore, MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { Picture, View } from '../src/core/world/types';
import { createRasterService } from './raster-service';
import { fitted } from './thumbnail';

const view: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };
const px = pack(new Uint8Array(2048).fill(0xff));
const chart = (tick: number, x: number, y: number): Packet => ({ kind: 'chart', tick, surface: 1, force: 1, at: [x, y], px });

type Shown = Picture & { size?: { width: number; height: number } };
const bitmap = async (picture: Picture, size?: Shown['size']) => ({ ...picture, size }) as unknown as ImageBitmap;
const shown = (value: ImageBitmap | null | 'same') => value as unknown as Shown;

async function stored(packets: Packet[]) {
  const store = new MemoryStore();
  const game = new Game('w1');
  await add(store, [...game.chained(game.header(1)), ...game.here(...packets)]);
  return { store, game };
}

async function add(store: BlockStore, lines: string[]): Promise<void> {
  const importer = await new Library(store, await kernels()).importer();
  feed(importer, 'a.log', lines);
  await importer.finish();
}

describe('the raster service', () => {
  it('paints rasters; null where nothing is known, in worlds that are not there too', async () => {
    const { store } = await stored([chart(2, 0, 0)]);
    const api = createRasterService({ store, kernels, bitmap });
    const raster = shown(await api.raster(view, 0, 0, 0));
    expect([raster.width, raster.height]).toEqual([256, 256]);
    expect([...raster.pixels.slice(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(raster.pixels[33 * 4 + 3]).toBe(0);
    expect(await api.raster(view, 0, 9, 9)).toBe(null);
    expect(await api.raster({ ...view, world: 'none' }, 0, 0, 0)).toBe(null);
    expect(await api.info('none')).toBe(null);
    await expect(api.state('none', 'main', null)).rejects.toMatchObject({ code: 'no-such-world' });
  });

  it('shows what is new after it was told of a change, not before', async () => {
    const { store, game } = await stored([chart(2, 0, 0)]);
    const api = createRasterService({ store, kernels, bitmap });
    const size = async () => (await api.bounds(view))!;
    expect(await size()).toEqual([0, 0, 32, 32]);
    game.checkpoints.push([2, game.state.seq, game.state.chain]);
    await add(store, [...game.chained(game.header(3)), ...game.here(chart(4, 2, 1))]);
    expect(await size()).toEqual([0, 0, 32, 32]);
    await api.changed('w1');
    expect(await size()).toEqual([0, 0, 96, 64]);
  });

  it('opens a world once, and again when opening failed', async () => {
    const { store } = await stored([chart(2, 0, 0)]);
    const opening = vi.spyOn(Library.prototype, 'world').mockRejectedValueOnce(new Error('disk'));
    const api = createRasterService({ store, kernels, bitmap });
    await expect(api.bounds(view)).rejects.toThrow('disk');
    await Promise.all([api.bounds(view), api.raster(view, 0, 0, 0), api.info('w1')]);
    expect(opening).toHaveBeenCalledTimes(2);
    opening.mockRestore();
  });

  it('a thumbnail is a whole surface in a box, however large the surface is', async () => {
    const small = await stored([chart(2, 0, 0), chart(2, 1, 0)]);
    const one = shown(await createRasterService({ store: small.store, kernels, bitmap }).thumbnail(view, 32, 32));
    expect(one).toMatchObject({ width: 64, height: 32, size: { width: 32, height: 16 } });
    const huge = await stored([chart(2, -31_000, 0), chart(2, 31_000, 0), chart(2, 0, 3)]);
    const other = shown(await createRasterService({ store: huge.store, kernels, bitmap }).thumbnail(view, 320, 200));
    expect(other).toMatchObject({ width: 2048, height: 4 });
  });

  it('sizes keep the shape and never grow', () => {
    expect(fitted({ width: 400, height: 100 }, 100, 100)).toEqual({ width: 100, height: 25 });
    expect(fitted({ width: 10, height: 20 }, 100, 100)).toEqual({ width: 10, height: 20 });
    expect(fitted({ width: 10_000, height: 1 }, 100, 100)).toEqual({ width: 100, height: 1 });
  });
});
