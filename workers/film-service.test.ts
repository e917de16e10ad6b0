import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodePng } from '../mod/host/png';
import type { Packet } from '../src/core/packet/schema';
import { MAX_FRAMES } from '../src/core/picture/film';
import type { Strip } from '../src/core/picture/marks';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { Picture, View } from '../src/core/world/types';
import type { FilmQuestion } from '../src/worker-api/film-api';
import { PngFilm } from './film-png';
import { createFilmService, type FilmFile } from './film-service';

const view: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };
const plain: FilmQuestion = {
  ...{ view, area: [-32, -32, 32, 32], scale: { times: 1, level: 0 }, marks: [], grid: false },
  ...{ span: [10, 40], frames: 4, rate: 30, captions: [], format: 'png' },
};
const GROUND = [0x0d, 0x0d, 0x0e, 255];

/** One chunk is charted at tick 10, another at 20, the first anew at 30; a player walks. */
async function service(label: (text: string) => Picture | null = () => null) {
  const store = new MemoryStore();
  const game = new Game('w1');
  const chart = (tick: number, x: number, value: number): Packet => {
    const px = new Uint8Array(2048);
    for (let i = 0; i < 1024; i++) px.set([value & 255, value >> 8], i * 2);
    return { kind: 'chart', tick, surface: 1, force: 1, at: [x, 0], px: pack(px) };
  };
  const player = (tick: number, x: number): Packet => ({
    ...{ kind: 'players', tick, whole: true },
    list: [{ index: 1, name: 'P1', at: [x, -20], surface: 1, online: true }],
  });
  const importer = await new Library(store, await kernels()).importer();
  const told = [player(10, -20), chart(10, 0, 0x1234), chart(20, -1, 0x4321), chart(30, 0, 0x00ff), player(40, 10)];
  feed(importer, 'a.log', [...game.chained(game.header(1), ...told)]);
  await importer.finish();
  const strips: Strip[] = [];
  const seen: FilmFile = {
    frame: async (strip) => void strips.push(strip),
    end: async () => new Blob(['film']),
  };
  const base = { store, kernels, label, formats: async () => ['png' as const] };
  return {
    store,
    strips,
    seen: createFilmService({ ...base, file: async () => seen }),
    api: createFilmService({ ...base, file: async () => new PngFilm() }),
  };
}

const at = ({ width, pixels }: Pick<Strip, 'width' | 'pixels'>, x: number, y: number) => [
  ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('a film', () => {
  it('shows in each frame what the map shows at its tick, over the ground', async () => {
    const { store, strips, seen } = await service();
    const world = (await new Library(store, await kernels()).world('w1'))!;
    for (const level of [0, 1, 2]) {
      strips.length = 0;
      expect(await seen.film({ ...plain, scale: { times: 1, level } }, () => {})).not.toBe(null);
      expect(strips).toHaveLength(4);
      for (const [nth, tick] of [10, 20, 30, 40].entries()) {
        const shown = await world.area({ ...view, tick }, plain.area, level);
        const expected = new Uint8ClampedArray(shown.pixels);
        for (let i = 0; i < expected.length; i += 4) if (expected[i + 3] === 0) expected.set(GROUND, i);
        expect(Buffer.from(strips[nth]!.pixels).equals(Buffer.from(expected))).toBe(true);
      }
      expect(strips[0]).not.toEqual(strips[1]);
      expect(strips[1]).not.toEqual(strips[2]);
    }
  });

  it('is enlarged by whole pixels, and has even sides', async () => {
    const { strips, seen } = await service();
    await seen.film({ ...plain, area: [-9, 0, 0, 7], scale: { times: 3, level: 0 }, frames: 1 }, () => {});
    const [strip] = strips;
    expect([strip!.width, strip!.height]).toEqual([28, 22]);
    expect(at(strip!, 0, 0)).toEqual(at(strip!, 26, 20));
    expect(at(strip!, 0, 0)).not.toEqual(GROUND);
    expect([at(strip!, 27, 0), at(strip!, 0, 21)]).toEqual([GROUND, GROUND]);
  });

  it('has players where they were, and what stands in the corner', async () => {
    const words: string[] = [];
    const name: Picture = { width: 4, height: 4, pixels: new Uint8ClampedArray(64).fill(255) };
    const { strips, seen } = await service((text) => {
      words.push(text);
      return name;
    });
    await seen.film({ ...plain, frames: 2, marks: ['players'], captions: ['0 min', ''] }, () => {});
    // A name is drawn once, however many frames have it.
    expect(words).toEqual(['P1', '0 min']);
    expect([at(strips[0]!, 12, 12), at(strips[1]!, 12, 12), at(strips[1]!, 42, 12)]).toEqual([
      [255, 158, 22, 255],
      GROUND,
      [255, 158, 22, 255],
    ]);
    expect([at(strips[0]!, 9, 9), at(strips[1]!, 9, 9)]).toEqual([[255, 255, 255, 255], GROUND]);
  });

  it('as pictures is a zip of numbered PNGs, and the same bytes each time', async () => {
    const { api } = await service();
    const told: number[][] = [];
    const [once, again] = [await api.film(plain, (...frames) => told.push(frames)), await api.film(plain, () => {})];
    const bytes = new Uint8Array(await once!.arrayBuffer());
    expect(Buffer.from(await again!.arrayBuffer()).equals(bytes)).toBe(true);
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['frame-00001.png', 'frame-00002.png', 'frame-00003.png', 'frame-00004.png']);
    const { width, height, pixels } = decodePng(files['frame-00002.png']!);
    expect([width, height, at({ width, pixels: new Uint8ClampedArray(pixels) }, 40, 0)]).toEqual([64, 64, GROUND]);
    expect(told).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });

  it('of nothing is none; what no film takes is refused in plain words', async () => {
    const { api } = await service();
    expect(await api.film({ ...plain, area: [5000, 5000, 5100, 5100] }, () => {})).toBe(null);
    expect(await api.film({ ...plain, view: { ...view, world: 'none' } }, () => {})).toBe(null);
    for (const wrong of [
      { area: [0, 0, 4098, 100] },
      { area: [0, 0, 4096, 4096] },
      { area: [0, 0, 8, 100] },
      { area: [0, 0, Number.POSITIVE_INFINITY, 100] },
    ] satisfies Partial<FilmQuestion>[])
      await expect(api.film({ ...plain, ...wrong }, () => {})).rejects.toMatchObject({ code: 'film-size' });
    for (const wrong of [
      { frames: MAX_FRAMES + 1 },
      { frames: 0 },
      { frames: 1.5 },
      { rate: 0 },
      { rate: 600 },
      { span: [5, 4] },
    ] satisfies Partial<FilmQuestion>[])
      await expect(api.film({ ...plain, ...wrong }, () => {})).rejects.toMatchObject({ code: 'film-length' });
  });
});
