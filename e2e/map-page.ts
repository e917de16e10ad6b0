/** What tests see of the map: where a tile is on the screen, and the pixels the rasters show there. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { loadKernels } from '../src/core/kernels/kernels';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { View } from '../src/core/world/types';
import { readFile } from '../src/import/read-file';
import { runImport } from '../src/import/run-import';
import { bytesSource } from '../src/import/source';
import { expect, idle } from './fixtures';

const kernels = loadKernels(new Uint8Array(readFileSync('src/core/kernels/build/kernels.wasm')));

export async function openSample(page: Page, query = ''): Promise<void> {
  await page.goto('');
  await idle(page);
  await page.getByRole('button', { name: 'Open the sample world' }).first().click();
  await page.waitForSelector('.map');
  await idle(page);
  if (query === '') return;
  const [hash = ''] = new URL(page.url()).hash.split('?');
  await goTo(page, `${hash}?${query}`);
}

/** Opens an address of the same visit. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), hash);
  await idle(page);
}

export async function param(page: Page, name: string): Promise<string | null> {
  await idle(page);
  return new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get(name);
}

/** What the rasters show at a point of the screen: straight RGBA, all 0 where there is nothing. */
export function pixelAt(page: Page, x: number, y: number): Promise<number[]> {
  return page.evaluate(
    ([px, py]) => {
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.raster')) {
        const box = canvas.getBoundingClientRect();
        if (px < box.left || py < box.top || px >= box.right || py >= box.bottom) continue;
        const copy = new OffscreenCanvas(1, 1).getContext('2d')!;
        const scale = canvas.width / box.width;
        copy.drawImage(canvas, -Math.floor((px - box.left) * scale), -Math.floor((py - box.top) * scale));
        const data = [...copy.getImageData(0, 0, 1, 1).data];
        if (data[3] !== 0) return data;
      }
      return [0, 0, 0, 0];
    },
    [x, y] as const,
  );
}

/** Where the map's centre is on the screen. */
export async function centreOf(page: Page): Promise<[number, number]> {
  const box = (await page.locator('.map').boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The part of the screen in which the rasters show something, in px. */
export function drawn(page: Page): Promise<{ width: number; height: number }> {
  return page.evaluate(() => {
    const box = { left: 1e9, top: 1e9, right: 0, bottom: 0 };
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.raster')) {
      const { left, top, width } = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const scale = width / canvas.width;
      for (let i = 3; i < data.length; i += 4) {
        if (data[i] === 0) continue;
        const x = left + ((i >> 2) % canvas.width) * scale;
        const y = top + Math.floor((i >> 2) / canvas.width) * scale;
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x + scale);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y + scale);
      }
    }
    return { width: box.right - box.left, height: box.bottom - box.top };
  });
}

/** The chart of a log at some tiles, read outside of the browser by the very same code. */
export async function chartOf(name: string, text: string, tiles: [number, number][]): Promise<number[][]> {
  const store = new MemoryStore();
  await runImport({
    files: [bytesSource(name, new TextEncoder().encode(text))],
    importer: await new Library(store, await kernels).importer(),
    readFile,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const library = new Library(store, await kernels);
  const [info] = await library.worlds();
  const world = await library.world(info!.id);
  const view: View = {
    ...{
      world: info!.id,
      branch: info!.branches[0]!.id,
      surface: 1,
      force: 1,
      base: 'chart',
      resources: false,
      buildings: false,
      tick: null,
    },
  };
  return Promise.all(tiles.map(async ([x, y]) => [...(await world!.area(view, [x, y, x + 1, y + 1], 0)).pixels]));
}

/** Watches a point of the screen frame by frame; answers in how many it went empty after something was there. */
export async function watchBlank(page: Page, x: number, y: number): Promise<() => Promise<{ frames: number; blank: number }>> {
  await page.evaluate(
    ([px, py]) => {
      const seen = { frames: 0, blank: 0 };
      Object.assign(window, { seen });
      const look = () => {
        const shows = [...document.querySelectorAll<HTMLCanvasElement>('.raster')].some((canvas) => {
          const box = canvas.getBoundingClientRect();
          if (px < box.left || py < box.top || px >= box.right || py >= box.bottom) return false;
          const copy = new OffscreenCanvas(1, 1).getContext('2d')!;
          const scale = canvas.width / box.width;
          copy.drawImage(canvas, -Math.floor((px - box.left) * scale), -Math.floor((py - box.top) * scale));
          return copy.getImageData(0, 0, 1, 1).data[3] !== 0;
        });
        seen.frames += 1;
        if (!shows) seen.blank += 1;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    [x, y] as const,
  );
  return async () => {
    const seen = await page.evaluate(() => (window as unknown as { seen: { frames: number; blank: number } }).seen);
    expect(seen.frames).toBeGreaterThan(10);
    return seen;
  };
}
