import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openContainer } from '../src/core/pack/container';
import { type Block, textBlock, writeContainer } from '../src/core/pack/write-container';
import type { Packet } from '../src/core/packet/schema';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { EVERYTHING, PRIVATE } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { Picture, View } from '../src/core/world/types';
import { RangeServer } from '../src/store/testing/range-server';
import { createMounts } from './mounts';
import { createRasterService } from './raster-service';

const px = pack(new Uint8Array(2_048).fill(0xff));
const chart = (tick: number, x: number, y: number): Packet => ({ kind: 'chart', tick, surface: 1, force: 1, at: [x, y], px });
const bitmap = async (picture: Picture) => picture as unknown as ImageBitmap;
const http = { waits: [1, 1] };
const code = (name: string) => expect.objectContaining({ code: name });

/** A library with one world of so many charts. */
async function played(chunks: number): Promise<Library> {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  const game = new Game('w1');
  const charts = Array.from({ length: chunks }, (_, i) => chart(2 + i, i, 0));
  feed(importer, 'a.log', [...game.chained(game.header(1)), ...game.here(...charts)]);
  await importer.finish();
  return library;
}

async function zipped(chunks: number, more: readonly Block[] = [], choice = EVERYTHING): Promise<Uint8Array> {
  const open = await (await played(chunks)).open('w1');
  return Buffer.concat(writeContainer([...more, ...(await worldBlocks(open!, choice))], null));
}

let server: RangeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});
async function hosted(file: Uint8Array, store = new MemoryStore()) {
  server = await RangeServer.start(file);
  const mounts = createMounts({ store, kernels, http });
  return { store, mounts, api: createRasterService({ store, kernels, bitmap, mounts }) };
}
const viewOf = (world: string): View => ({
  world,
  branch: 'main',
  surface: 1,
  force: 1,
  base: 'chart',
  resources: false,
  buildings: false,
  tick: null,
});

describe('worlds that are mounted', () => {
  it('answer as those of the store do, which stay as they are', async () => {
    const { api, store } = await hosted(await zipped(9));
    const here = await (await played(9)).world('w1');
    const { info, start, packBytes } = await api.openHosted(server!.url());
    expect(info).toMatchObject({ hosted: server!.url(), snapshot: true });
    expect(packBytes).toBe(0);
    const view = viewOf(info.id);
    expect(await api.bounds(view)).toEqual(await here!.bounds(viewOf('w1')));
    const raster = (await api.raster(view, 0, 0, 0)) as unknown as Picture;
    expect(raster.pixels).toEqual((await here!.picture(viewOf('w1'), 0, 0, 0))!.pixels);
    expect(start.id).toBe(info.id);
    expect((await store.keys('', '~')).filter((key) => !key.startsWith('h/'))).toEqual([]);
    await expect(api.state('w1', 'main', null)).rejects.toEqual(code('no-such-world'));
  });

  it('are known to another worker without a fetch, in whatever order it learns of them', async () => {
    const { api } = await hosted(await zipped(9));
    const { info, start } = await api.openHosted(server!.url());
    server!.forget();
    const other = createRasterService({ store: new MemoryStore(), kernels, bitmap });
    expect(await other.info(info.id)).toBeNull();
    await other.mount(start);
    expect((await other.info(info.id))?.id).toBe(info.id);
    expect(server!.ranges.length).toBe(0);
  });

  it('are gone when they are unmounted; one that is kept then comes from the store', async () => {
    const { api, mounts, store } = await hosted(await zipped(9));
    const { info } = await api.openHosted(server!.url());
    expect((await api.info(info.id))?.id).toBe(info.id);
    await api.unmount(info.id);
    expect(await api.info(info.id)).toBeNull();
    expect((await mounts.library(info.id)).store).toBe(store);
  });

  it('that fail are asked again the next time', async () => {
    const { api } = await hosted(await zipped(9));
    const { info, start } = await api.openHosted(server!.url());
    const other = createRasterService({
      store: new MemoryStore(),
      kernels,
      bitmap,
      mounts: createMounts({ store: new MemoryStore(), kernels, http }),
    });
    await other.mount({ ...start, start: start.start.subarray(0, 2_000) });
    await expect(other.info(info.id)).rejects.toEqual(code('snapshot-damaged'));
    await api.unmount(info.id);
    server!.manner = 'dead';
    await expect(createMounts({ store: new MemoryStore(), kernels, http }).openHosted(server!.url())).rejects.toEqual(code('unreachable'));
    server!.manner = 'good';
    expect((await api.openHosted(server!.url())).info.id).toBe(info.id);
  });

  it('of a file without a world are refused', async () => {
    const { api } = await hosted(Buffer.concat(writeContainer([textBlock('pack/head', 'pack', '{}')], null)));
    await expect(api.openHosted(server!.url())).rejects.toEqual(code('snapshot-no-world'));
  });

  it('of one id in two files are two worlds', async () => {
    const one = await hosted(await zipped(9));
    const { info } = await one.api.openHosted(server!.url());
    server!.file = await zipped(4, [], PRIVATE);
    const other = await one.api.openHosted(server!.url());
    expect(other.info.id).not.toBe(info.id);
    expect(other.info.id.slice(0, 2)).toBe('w1');
  });

  it('give their pack alone, as a snapshot that says the same; a cancel stops it', async () => {
    const file = fileURLToPath(new URL('../public/sample/Nordland.zip', import.meta.url));
    const source = readFileSync(file);
    const bytesOf = (bytes: Uint8Array) => ({
      size: bytes.length,
      slice: async (start: number, end: number) => bytes.subarray(start, end),
    });
    const sample = await openContainer(bytesOf(source));
    if (!sample.ok) throw new Error(sample.problem.detail);
    const blocks = [...sample.value.blocks.values()].map(
      ([path, offset, length, , inflated]): Block => ({
        path,
        entry: path.split('/')[1]!,
        bytes: source.subarray(offset, offset + length),
        inflated,
      }),
    );
    const { api } = await hosted(await zipped(9, blocks));
    const { info, packBytes } = await api.openHosted(server!.url());
    expect(packBytes).toBe(blocks.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const told: number[] = [];
    const zip = new Uint8Array(await (await api.hostedPack(info.id, ({ done }) => void told.push(done))).arrayBuffer());
    const alone = await openContainer(bytesOf(zip));
    if (!alone.ok) throw new Error(alone.problem.detail);
    const hashes = (rows: Iterable<readonly unknown[]>) => [...rows].map(([path, , , hash]) => `${path} ${hash}`).sort();
    expect(hashes(alone.value.blocks.values())).toEqual(hashes(sample.value.blocks.values()));
    expect(told.at(-1)).toBe(packBytes);
    server!.forget();
    const stopping = createMounts({ store: new MemoryStore(), kernels, http });
    await stopping.openHosted(server!.url());
    const cancelled = stopping.hostedPack(info.id, () => void stopping.cancelHostedPack());
    await expect(cancelled).rejects.toEqual(code('stopped'));
  });
});
