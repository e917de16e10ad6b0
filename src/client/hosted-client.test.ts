import { afterEach, expect, it, vi } from 'vitest';
import type { HostedStart } from '../worker-api/hosted-api';
import { createRasterPool } from './raster-client';
import { FakeWorker, fakeWorkers } from './testing/fake-worker';

const start: HostedStart = { id: 'w1-0123456789', url: 'https://a.example/world.zip', start: new Uint8Array([1, 2, 3]) };
const opened = { info: { id: start.id, name: 'World' }, start, packBytes: 5 };

/** Workers that write down what they are told; each rejects what is asked of a world it does not know. */
function pool(workers: number, more: object = {}) {
  const told: string[][] = [];
  const startOne = fakeWorkers(() => {
    const mine: string[] = [];
    told.push(mine);
    const known = new Set<string>();
    return {
      openHosted: async () => {
        known.add(start.id);
        mine.push('open');
        return opened;
      },
      mount: async ({ id }: HostedStart) => {
        known.add(id);
        mine.push(`mount ${id}`);
      },
      unmount: async (id: string) => {
        known.delete(id);
        mine.push(`unmount ${id}`);
      },
      changed: async () => {},
      info: async (id: string) => (known.has(id) ? opened.info : null),
      raster: async ({ world }: { world: string }) => {
        if (!known.has(world)) throw { code: 'unknown', detail: world };
        return null;
      },
      ...more,
    };
  });
  return { told, pool: createRasterPool(startOne, workers) };
}
const view = {
  world: start.id,
  branch: 'main',
  surface: 1,
  force: null,
  base: 'chart',
  resources: false,
  buildings: false,
  tick: null,
} as const;
const everywhere = (of: ReturnType<typeof pool>['pool']) =>
  Promise.all(Array.from({ length: 64 }, (_, i) => of.raster(view, 0, (i % 8) * 2, Math.floor(i / 8) * 4)));

afterEach(() => {
  FakeWorker.all.length = 0;
});

it('every worker knows of what one has opened, before it is asked; also one that starts later or anew', async () => {
  const { told, pool: raster } = pool(3);
  expect((await raster.hosted.api.open(start.url)).info.id).toBe(start.id);
  expect(raster.hosted.startOf(start.id)).toEqual(start);
  await everywhere(raster);
  expect(told.length).toBe(3);
  for (const worker of FakeWorker.all) worker.fail('out of memory');
  await everywhere(raster);
  expect(told.length).toBe(6);
  for (const mine of told.slice(3)) expect(mine[0]).toBe(`mount ${start.id}`);
  raster.dispose();
});

it('what is closed is told to all that run, and to none that starts', async () => {
  const { told, pool: raster } = pool(2);
  await raster.hosted.api.open(start.url);
  await everywhere(raster);
  raster.hosted.api.close(start.id);
  expect(await raster.info(start.id)).toBeNull();
  await vi.waitFor(() => expect(told.flat().filter((one) => one.startsWith('unmount')).length).toBe(2), { timeout: 30_000 });
  for (const worker of FakeWorker.all) worker.fail('gone');
  expect(await raster.info(start.id)).toBeNull();
  expect(told.at(-1)).toEqual([]);
  raster.dispose();
});

it('who listens is told what went wrong with a mounted world, and with no other', async () => {
  const problem = { code: 'snapshot-changed', file: '', line: 0, detail: 'other', tip: '' };
  const failing = vi.fn();
  const { pool: raster } = pool(1, { bounds: () => Promise.reject(problem) });
  raster.hosted.api.onFailed(failing);
  await expect(raster.bounds({ ...view, world: 'mine' })).rejects.toEqual(problem);
  await raster.hosted.api.open(start.url);
  await expect(raster.bounds(view)).rejects.toEqual(problem);
  expect(failing.mock.calls).toEqual([[start.id, problem]]);
  raster.dispose();
});

it('an opening that is given up is not waited for', async () => {
  const { pool: raster } = pool(1, { openHosted: () => new Promise(() => {}) });
  const abort = new AbortController();
  const opening = raster.hosted.api.open(start.url, abort.signal);
  abort.abort('enough');
  await expect(opening).rejects.toBe('enough');
  raster.dispose();
});
