import { afterEach, describe, expect, it, vi } from 'vitest';
import { PRIVATE } from '../core/world/snapshot/choice';
import type { View } from '../core/world/types';
import { CHANNEL } from '../worker-api/life';
import { type Client, createClient } from '.';
import { FakeWorker, fakeWorkers } from './testing/fake-worker';

let client: Client;
afterEach(() => {
  client.dispose();
  FakeWorker.all.length = 0;
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const started = () => vi.waitFor(() => expect(FakeWorker.all).toHaveLength(1), { timeout: 30_000 });
const view: View = { world: 'w', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null };
const file = { name: 'a.log', file: new File(['x'], 'a.log') };
const report = { files: [], problems: [], worlds: [], cancelled: false };

function withRaster(api: () => object, rasters = 1): void {
  client = createClient({ startRaster: fakeWorkers(api), startImport: () => fail('no import worker wanted'), rasters });
}
function withImport(api: () => object): void {
  client = createClient({ startImport: fakeWorkers(api), startRaster: () => fail('no raster worker wanted') });
}
function fail(message: string): never {
  throw new Error(message);
}

describe('worker death', () => {
  it('a read is tried once more on a new worker', async () => {
    let starts = 0;
    withRaster(() => (++starts === 1 ? { info: never } : { info: async (id: string) => ({ id }) }));
    const asked = client.raster.info('w');
    await started();
    FakeWorker.all[0]!.fail('out of memory');
    expect(await asked).toEqual({ id: 'w' });
    expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('a worker that always dies is a plain failure, and the next call starts a new one', async () => {
    withRaster(() => {
      const worker = { info: never };
      queueMicrotask(() => FakeWorker.all.at(-1)!.fail('broken'));
      return worker;
    });
    await expect(client.raster.info('w')).rejects.toMatchObject({ code: 'worker-died', detail: expect.stringContaining('broken') });
    expect(FakeWorker.all).toHaveLength(2);
    await expect(client.raster.info('w')).rejects.toMatchObject({ code: 'worker-died' });
    expect(FakeWorker.all).toHaveLength(4);
  });

  it('a worker that cannot be started is a plain failure', async () => {
    client = createClient({ startRaster: () => fail('refused') });
    await expect(client.raster.info('w')).rejects.toMatchObject({ code: 'worker-died', detail: expect.stringContaining('refused') });
  });

  it('an import is not repeated: it rejects, and the next one gets a new worker', async () => {
    let starts = 0;
    withImport(() => (++starts === 1 ? { run: never } : { run: async () => report }));
    const running = client.import.run('1', [file], () => {});
    await started();
    FakeWorker.all[0]!.dispatchEvent(new Event('messageerror'));
    await expect(running).rejects.toMatchObject({ code: 'worker-died' });
    expect(starts).toBe(1);
    expect(await client.import.run('2', [file], () => {})).toEqual(report);
  });

  it('a worker that ends without a word is noticed by its lock', async () => {
    const granted: (() => void)[] = [];
    const locks = {
      request: (_name: string, _options: unknown, got: () => void) => new Promise<void>((resolve) => granted.push(() => resolve(got()))),
    };
    vi.stubGlobal('navigator', { locks });
    withImport(() => ({ alive: async () => 'life-1', worlds: never, run: never }));
    const running = client.import.run('1', [file], () => {});
    await vi.waitFor(() => expect(granted).toHaveLength(1), { timeout: 30_000 });
    granted[0]!();
    await expect(running).rejects.toMatchObject({ code: 'worker-died' });
    vi.unstubAllGlobals();
  });

  it('a worker that never answers at all is given up, and the read is tried on a new one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let starts = 0;
    withRaster(() => (++starts === 1 ? { alive: never, info: never } : { info: async (id: string) => ({ id }) }));
    const asked = client.raster.info('w');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeWorker.all[0]!.terminated).toBe(true);
    expect(await asked).toEqual({ id: 'w' });
  });

  it('dispose rejects what is under way and starts nothing again', async () => {
    withRaster(() => ({ info: never }));
    const asked = client.raster.info('w');
    await started();
    client.dispose();
    await expect(asked).rejects.toMatchObject({ code: 'worker-died' });
    expect(FakeWorker.all).toHaveLength(1);
  });
});

describe('a moment', () => {
  it('is painted first: what else is asked of it waits for its rasters', async () => {
    const order: string[] = [];
    let paint = (_: null) => {};
    withRaster(() => ({
      raster: () => {
        order.push('raster');
        return new Promise<null>((resolve) => {
          paint = resolve;
        });
      },
      info: async () => {
        order.push('info');
        return null;
      },
    }));
    const info = client.raster.info('w');
    const raster = client.raster.raster(view, 0, 0, 0);
    await vi.waitFor(() => expect(order[0]).toBe('raster'), { timeout: 30_000 });
    paint(null);
    await Promise.all([info, raster]);
    expect(order).toEqual(['raster', 'info']);
  });
});

describe('imports', () => {
  it('tell progress until they end, and a cancel reaches the worker', async () => {
    const seen: unknown[] = [];
    withImport(() => {
      let end = (_: unknown) => {};
      const ended = new Promise((resolve) => {
        end = resolve;
      });
      return {
        run: async (_id: string, _files: unknown, onProgress: (progress: unknown) => Promise<void>) => {
          await onProgress({ bytes: 1 });
          return await ended;
        },
        cancel: async (id: string) => end({ ...report, cancelled: id === 'job' }),
      };
    });
    const controller = new AbortController();
    const running = client.import.run('job', [file], (progress) => seen.push(progress), controller.signal);
    await vi.waitFor(() => expect(seen).toEqual([{ bytes: 1 }]), { timeout: 30_000 });
    controller.abort();
    expect(await running).toMatchObject({ cancelled: true });
  });

  it('one that does not answer a cancel is ended', async () => {
    withImport(() => ({ run: never, cancel: never }));
    const controller = new AbortController();
    const running = client.import.run('job', [file], () => {}, controller.signal);
    await started();
    vi.useFakeTimers();
    controller.abort();
    vi.advanceTimersByTime(30_000);
    await expect(running).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('an export tells progress, rejects when it is aborted, and when its worker dies', async () => {
    let end = (_: unknown) => {};
    withImport(() => ({
      exportWorld: async (...[, , , , onProgress]: [string, string, object, null, (progress: unknown) => Promise<void>]) => {
        await onProgress({ done: 1, total: 2 });
        return await new Promise((resolve) => {
          end = resolve;
        });
      },
      cancel: async () => end(null),
    }));
    const seen: unknown[] = [];
    const controller = new AbortController();
    const zip = client.import.exportWorld('w', PRIVATE, null, (progress) => seen.push(progress), controller.signal);
    await vi.waitFor(() => expect(seen).toEqual([{ done: 1, total: 2 }]), { timeout: 30_000 });
    controller.abort('enough');
    await expect(zip).rejects.toBe('enough');
    const other = client.import.exportWorld('w', PRIVATE, null, () => {});
    await vi.waitFor(() => expect(client.pending).toBe(1), { timeout: 30_000 });
    FakeWorker.all[0]!.fail('out of memory');
    await expect(other).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('plain failures of the worker stay plain, bugs become rows', async () => {
    const problem = { code: 'store-too-new', file: '', line: 0, detail: 'newer', tip: 'reload' };
    withImport(() => ({
      worlds: () => Promise.reject(problem),
      split: () => Promise.reject(new TypeError('x is not a function')),
    }));
    await expect(client.import.worlds()).rejects.toEqual(problem);
    await expect(client.import.split('w')).rejects.toMatchObject({ code: 'bug', detail: 'TypeError: x is not a function' });
  });
});

describe('the raster pool', () => {
  it('starts workers on demand, spreads rasters over them, the same raster always on the same', async () => {
    let starts = 0;
    withRaster(() => {
      const name = ++starts;
      return { raster: async (_view: View, z: number, x: number, y: number) => ({ name, z, x, y, close() {} }).name };
    }, 3);
    expect(starts).toBe(0);
    const round = () =>
      Promise.all(Array.from({ length: 64 }, (_, i) => client.raster.raster(view, 0, i % 8, Math.floor(i / 8)) as Promise<unknown>));
    const first = await round();
    expect(new Set(first).size).toBe(3);
    expect(await round()).toEqual(first);
    expect(starts).toBe(3);
  });

  it('stops when nothing was asked for a minute', async () => {
    withRaster(() => ({ info: async () => null }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    await client.raster.info('w');
    vi.advanceTimersByTime(59_000);
    expect(FakeWorker.all[0]!.terminated).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(FakeWorker.all[0]!.terminated).toBe(true);
    expect(await client.raster.info('w')).toBe(null);
  });

  it('what is asked after a change does not join what was asked before it, and workers forget first', async () => {
    const calls: string[] = [];
    withRaster(() => ({
      info: async () => void calls.push('info'),
      changed: async (world: string) => void calls.push(`changed ${world}`),
    }));
    const heard: (string | null)[] = [];
    client.onWorldChanged((world) => {
      heard.push(world);
      void client.raster.info('w');
    });
    await client.raster.info('w');
    const other = new BroadcastChannel(CHANNEL);
    other.postMessage('nonsense');
    other.postMessage({ type: 'changed', world: 7 });
    other.postMessage({ type: 'changed', world: 'w' });
    await vi.waitFor(() => expect(calls).toEqual(['info', 'changed w', 'info']), { timeout: 30_000 });
    expect(heard).toEqual(['w']);
    other.close();
  });
});

describe('pending', () => {
  it('counts calls until they are answered', async () => {
    withRaster(() => ({ info: async () => null, state: () => Promise.reject(new Error('no')) }));
    const counts: number[] = [];
    client.onPending((count) => counts.push(count));
    const calls = [client.raster.info('w'), client.raster.info('v'), client.raster.state('w', 'main', null).catch(() => {})];
    expect(client.pending).toBe(3);
    await client.idle();
    expect(client.pending).toBe(0);
    expect(counts).toEqual([1, 2, 3, 2, 1, 0]);
    await Promise.all(calls);
  });
});
