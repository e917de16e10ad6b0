import { describe, expect, it } from 'vitest';
import { decodePng } from '../mod/host/png';
import type { Packet } from '../src/core/packet/schema';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { Picture, View } from '../src/core/world/types';
import type { PictureQuestion } from '../src/worker-api/picture-api';
import { createPictureService } from './picture-service';

const view: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };
const plain: PictureQuestion = { view, area: [-32, -32, 64, 64], scale: { times: 1, level: 0 }, marks: [], grid: false };

/** Charts of 3 × 3 chunks, each of another colour, and two players. */
async function service(label: (text: string) => Picture | null = () => null) {
  const store = new MemoryStore();
  const game = new Game('w1');
  const chart = (x: number, y: number): Packet => {
    const px = new Uint8Array(2048);
    const value = ((x + 2) << 13) | ((y + 2) << 6) | 7;
    for (let i = 0; i < 1024; i++) px.set([value & 255, value >> 8], i * 2);
    return { kind: 'chart', tick: 2, surface: 1, force: 1, at: [x, y], px: pack(px) };
  };
  const player = (index: number, x: number, y: number) => ({ index, name: `P${index}`, at: [x, y] as [number, number], surface: 1 });
  const players: Packet = { kind: 'players', tick: 2, whole: true, list: [player(1, 0, 0), player(2, 1, 1)] };
  const charts = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => chart(x, y)));
  const importer = await new Library(store, await kernels()).importer();
  feed(importer, 'a.log', [...game.chained(game.header(1), players), ...game.here(...charts)]);
  await importer.finish();
  return { store, api: createPictureService({ store, kernels, label }) };
}

const decoded = async (png: Blob | null) => decodePng(new Uint8Array(await png!.arrayBuffer()));

describe('a picture', () => {
  it('is what the map shows, pixel by pixel, at every scale', async () => {
    const { store, api } = await service();
    const world = (await new Library(store, await kernels()).world('w1'))!;
    for (const level of [0, 1, 5]) {
      const { width, height, pixels } = await decoded(await api.picture({ ...plain, scale: { times: 1, level } }, () => {}));
      const shown = await world.area(view, plain.area, level);
      expect([width, height]).toEqual([96 >> level, 96 >> level]);
      expect(new Set(new Uint32Array(pixels.slice().buffer)).size).toBeGreaterThan(8);
      expect(Buffer.from(pixels).equals(Buffer.from(shown.pixels))).toBe(true);
    }
    const large = await decoded(await api.picture({ ...plain, area: [0, 0, 2, 1], scale: { times: 3, level: 0 } }, () => {}));
    expect([large.width, large.height]).toEqual([6, 3]);
  });

  it('tells how far it is, rows of all', async () => {
    const { api } = await service();
    const told: number[][] = [];
    await api.picture({ ...plain, area: [-32, -600, 64, 300] }, (...rows) => told.push(rows));
    expect(told).toEqual([88, 344, 600, 856, 900].map((done) => [done, 900]));
  });

  it('has marks and names when asked, and no name over another', async () => {
    const name: Picture = { width: 20, height: 8, pixels: new Uint8ClampedArray(20 * 8 * 4).fill(255) };
    const asked: string[] = [];
    const { api } = await service((text) => {
      asked.push(text);
      return name;
    });
    const bare = await decoded(await api.picture(plain, () => {}));
    const marked = await decoded(await api.picture({ ...plain, marks: ['players'] }, () => {}));
    expect(asked).toEqual(['P2', 'P1']);
    const differs = (x: number, y: number) => {
      const at = ((y + 32) * 96 + x + 32) * 4;
      return [0, 1, 2].some((c) => bare.pixels[at + c] !== marked.pixels[at + c]);
    };
    // The mark of the first and the name of the second; the first's own would lie under it.
    expect([differs(-3, 0), differs(1 + 6 + 19, 1), differs(0 + 6, 1 - 5), differs(40, 0)]).toEqual([true, true, false, false]);
  });

  it('that would be empty is none; one that would be too large is refused in plain words', async () => {
    const { api } = await service();
    expect(await api.picture({ ...plain, area: [5000, 5000, 5100, 5100] }, () => {})).toBe(null);
    expect(await api.picture({ ...plain, view: { ...view, world: 'none' } }, () => {})).toBe(null);
    for (const area of [
      [0, 0, 16_385, 1],
      [0, 0, Number.POSITIVE_INFINITY, 1],
      [5, 5, 5, 5],
    ] as const)
      await expect(api.picture({ ...plain, area: [...area] }, () => {})).rejects.toMatchObject({ code: 'picture-too-large' });
  });
});
