/** Logs become the right map, pixel by pixel: each compared with what it was written from. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chartWorldFromPng } from '../mod/host/chart-world';
import { LuaGame } from '../mod/host/lua-game';
import type { Image } from '../mod/host/png';
import { generate } from '../mod/sample/generate';
import { TILE_COLORS } from '../mod/sample/palette';
import { command, Folder, pictureAt, pixelOf, shown } from './testing/command';
import { lines, truth } from './testing/foundry';

const preview = '/work/shared/data/maps/nauvis-preview-1024.png';
const folder = new Folder();

/** Where a picture differs, at most ten; `expected` gives RGBA of a tile, null for nothing. */
function differences(
  image: Image,
  [left, top]: readonly [number, number],
  expected: (x: number, y: number) => readonly number[] | null,
): string[] {
  const found: string[] = [];
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const want = expected(x + left, y + top) ?? [0, 0, 0, 0];
      const got = pixelOf(image, x, y);
      if (got.some((part, c) => part !== want[c]) && found.length < 10) found.push(`${x + left},${y + top}: ${got} instead of ${want}`);
    }
  }
  return found;
}

describe("a log in Kafkatorio's wire format, by an encoder of its own", () => {
  const opaque = (x: number, y: number, things: boolean) => {
    const color = truth(x, y, things);
    return color && [...color, 255];
  };

  for (const form of ['encoded', 'plain', 'v0.9', 'v0.8', '2021'] as const) {
    it(`becomes the right ground (${form})`, async () => {
      const log = folder.file(`kafkatorio-${form}.log`, lines(form));
      const out = folder.at(`ground-${form}.png`);
      expect(await command('render', log, '--out', out)).toMatchObject({ code: 0, out: '' });
      const image = pictureAt(out);
      expect([image.width, image.height]).toEqual([96, 64]);
      expect(differences(image, [-32, -32], (x, y) => opaque(x, y, false))).toEqual([]);
    });
  }

  it('becomes the right ground, ore and buildings, what was mined gone', async () => {
    const log = folder.file('kafkatorio.log', lines());
    const out = folder.at('things.png');
    expect(await command('render', log, '--overlays', 'resources,buildings', '--area', '-40,-40,72,40', '--out', out)).toMatchObject({
      code: 0,
    });
    const image = pictureAt(out);
    expect([image.width, image.height]).toEqual([112, 80]);
    expect(differences(image, [-40, -40], (x, y) => opaque(x, y, true))).toEqual([]);
  });
});

describe('a log whose lines the mod wrote in Lua', () => {
  const log: string[] = [];
  const { world } = generate({ seed: 11, chunks: 90, hours: 1, emitter: new LuaGame(), onLine: (line) => log.push(line) });
  const path = folder.file('lua.log', log);
  const end = world.length - 1;

  it('becomes the right chart', async () => {
    const out = folder.at('lua-chart.png');
    expect(await command('render', path, '--out', out)).toMatchObject({ code: 0 });
    const chunks = world.chartedChunks(1, 1, end);
    const left = Math.min(...chunks.map(([x]) => x)) * 32;
    const top = Math.min(...chunks.map(([, y]) => y)) * 32;
    const painted = new Map(chunks.map(([x, y]) => [`${x}/${y}`, world.chart(1, 1, x, y, end)!]));
    const expected = (x: number, y: number) => {
      const chunk = painted.get(`${x >> 5}/${y >> 5}`);
      return chunk === undefined ? null : shown(chunk[(y & 31) * 32 + (x & 31)]!);
    };
    expect(differences(pictureAt(out), [left, top], expected)).toEqual([]);
  });

  it('becomes the right ground', async () => {
    const out = folder.at('lua-ground.png');
    const area = [-96, -96, 96, 96];
    expect(await command('render', path, '--base', 'terrain', '--area', area.join(), '--out', out)).toMatchObject({ code: 0 });
    const tiles = new Map<string, Uint8Array>();
    const expected = (x: number, y: number) => {
      const [cx, cy] = [x >> 5, y >> 5];
      if (!world.isCharted(1, 1, cx, cy, end)) return null;
      const chunk = tiles.get(`${cx}/${cy}`) ?? world.tiles(1, cx, cy, end);
      tiles.set(`${cx}/${cy}`, chunk);
      return [...TILE_COLORS[chunk[(y & 31) * 32 + (x & 31)]!]!, 255];
    };
    expect(differences(pictureAt(out), [-96, -96], expected)).toEqual([]);
  });
});

describe("a world of charts cut from the game's own preview (skipped where its file is missing)", () => {
  it.skipIf(!existsSync(preview))('is that picture, but for the bits that RGB565 has not', async () => {
    const { lines: log } = chartWorldFromPng(preview);
    const out = folder.at('preview.png');
    expect(await command('render', folder.file('preview.log', log), '--out', out)).toMatchObject({ code: 0 });
    const original = pictureAt(preview);
    const image = pictureAt(out);
    expect([image.width, image.height]).toEqual([1024, 1024]);
    const rounded = (x: number, y: number) => {
      const [r, g, b] = pixelOf(original, x + 512, y + 512) as [number, number, number, number];
      return shown(((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3));
    };
    expect(differences(image, [-512, -512], rounded)).toEqual([]);
  });
});
