/** What the browser has stored, read and judged outside of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { loadKernels } from '../src/core/kernels/kernels';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { View } from '../src/core/world/types';
import { readFile } from '../src/import/read-file';
import { runImport } from '../src/import/run-import';
import { bytesSource } from '../src/import/source';

const kernels = loadKernels(new Uint8Array(readFileSync('src/core/kernels/build/kernels.wasm')));

/** Every key and value of the page’s database.. */
export async function dump(page: Page): Promise<Map<string, Uint8Array>> {
  const rows = await page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ask(indexedDB.open('factoscope'));
    const store = database.transaction('blocks').objectStore('blocks');
    const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
    database.close();
    // By way of a data address, since an array of numbers is slow to carry out of the page.
    const text = (bytes: Uint8Array<ArrayBuffer>) =>
      new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
        reader.readAsDataURL(new Blob([bytes]));
      });
    return await Promise.all(keys.map(async (key, i) => [String(key), await text(values[i])] as const));
  });
  return new Map(rows.map(([key, value]) => [key, new Uint8Array(Buffer.from(value, 'base64'))]));
}

/** The worlds in a dump as a person could compare them: what they say of themselves, every pixel as a hash, every row told. */
export async function golden(stored: ReadonlyMap<string, Uint8Array>): Promise<unknown[]> {
  const store = new MemoryStore();
  await store.put({ set: [...stored], remove: [] });
  return await goldenOf(store);
}

/** The same, read from the files outside the browser by the very same code. */
export async function expected(files: { name: string; text: string }[]): Promise<unknown[]> {
  const store = new MemoryStore();
  await runImport({
    files: files.map(({ name, text }) => bytesSource(name, new TextEncoder().encode(text))),
    importer: await new Library(store, await kernels).importer(),
    readFile,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return await goldenOf(store);
}

async function goldenOf(store: MemoryStore): Promise<unknown[]> {
  const library = new Library(store, await kernels);
  const result: unknown[] = [];
  for (const info of (await library.worlds()).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const world = await library.world(info.id);
    if (world === null) throw new Error(`${info.id} does not open`);
    const branch = info.branches.find(({ opens }) => opens)?.id ?? 'main';
    const { createdAt: _1, changedAt: _2, version: _3, bytes: _4, unfinished: _5, files: _6, ...told } = info;
    const surfaces: Record<string, unknown> = {};
    for (const { index, name, map } of info.surfaces) {
      if (!map) continue;
      const view: View = {
        world: info.id,
        branch,
        surface: index,
        force: null,
        base: 'chart',
        resources: true,
        buildings: true,
        tick: null,
      };
      const bounds = await world.bounds(view);
      const hash = createHash('sha256');
      for (const level of [0, 2, 5]) if (bounds !== null) hash.update((await world.area(view, bounds, level)).pixels);
      surfaces[name] = { bounds, pixels: hash.digest('hex').slice(0, 16) };
    }
    const story = await world.story(branch, null, 10_000);
    result.push({ ...told, surfaces_: surfaces, state: await world.state(branch, null), story: story.rows });
  }
  return result;
}
