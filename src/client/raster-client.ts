import type { Remote } from 'comlink';
import type { View } from '../core/world/types';
import type { RasterApi } from '../worker-api/raster-api';
import { Desk } from './desk';
import { createHostedClient, type HostedHost } from './hosted-client';
import { idleStop } from './idle-stop';
import { createNumbersClient } from './numbers-client';
import { createPlaceClient } from './place-client';
import { createTimeClient } from './time-client';
import type { RasterClient } from './types';
import { WorkerHost } from './worker-host';

/** So many rasters a worker may have before it; what is asked later, and then more wanted, waits behind them. */
const RASTERS_AT_ONCE = 32;
/** What else a moment shows is asked when its picture is whole, but no later than after so many ms. */
const PICTURE_FIRST_MS = 150;
/** The worker that answers all questions but rasters, so that one cache holds what they need. */
const ANSWERS = 0;

export interface RasterPool extends RasterClient {
  hosted: HostedHost;
  /** What is known of this world (null: of all) is old: what is asked from now on is read anew. */
  changed(world: string | null): void;
  dispose(): void;
}

export function createRasterPool(start: () => Worker, workers: number): RasterPool {
  const hosts: WorkerHost<RasterApi>[] = Array.from(
    { length: workers },
    () => new WorkerHost<RasterApi>('map worker', start, (api) => hosted.begun(api)),
  );
  const idle = idleStop(hosts);
  // Lanes beside the workers': answers do not wait behind rasters, and thumbnails hold up neither.
  const desk = new Desk(workers + 3);
  // More at once: the page, which is busy with what else a new moment shows, must not keep them waiting for each next one.
  const painting = new Desk(workers, RASTERS_AT_ONCE);
  const answers = workers;
  const thumbnails = workers + 1;
  const places = workers + 2;
  const epochs = new Map<string, number>();
  let epoch = 0;
  const hosted = createHostedClient(hosts, changed);

  function ask<T>(
    world: string,
    question: unknown[],
    lane: number,
    host: number,
    work: (api: Remote<RasterApi>, wanted: () => boolean) => Promise<T>,
    signal: AbortSignal | undefined,
    more: { copy?: (value: T) => Promise<T>; drop?: (value: T) => void } = {},
    at: Desk = desk,
  ): Promise<T> {
    // The epoch keeps what is asked after a change from joining what was asked before it.
    const key = JSON.stringify([epoch, epochs.get(world) ?? 0, ...question]);
    const run = async (wanted: () => boolean) => {
      if (at !== painting) {
        await painting.quiet(PICTURE_FIRST_MS);
        // Nobody is told.
        if (!wanted()) throw new DOMException('Nobody waits for it.', 'AbortError');
      }
      idle.awake();
      try {
        return await hosts[host]!.read((api) => work(api, wanted), wanted);
      } catch (error) {
        hosted.failed(world, error);
        throw error;
      } finally {
        idle.awake();
      }
    };
    return at.ask({ key, lane, work: run, signal, ...more });
  }

  const answer = <T>(world: string, question: unknown[], work: (api: Remote<RasterApi>) => Promise<T>, signal: AbortSignal | undefined) =>
    ask(world, question, answers, ANSWERS, work, signal);
  /** On the last worker, where they wait for each other alone. */
  const heavy = <T>(
    world: string,
    question: unknown[],
    work: (api: Remote<RasterApi>, wanted: () => boolean) => Promise<T>,
    signal: AbortSignal | undefined,
  ) => ask(world, question, places, workers - 1, work, signal);

  function changed(world: string | null): void {
    if (world === null) epoch += 1;
    else epochs.set(world, (epochs.get(world) ?? 0) + 1);
    // Sent on the same port as all questions, so that it arrives before whatever is asked next.
    for (const host of hosts) if (host.running) host.call((api) => api.changed(world)).catch(() => {});
  }

  return {
    raster(view, z, x, y, signal, shown) {
      const host = painter(x, y, workers);
      const question = ['raster', viewKey(view), z, x, y, ...(shown === undefined ? [] : [shown])];
      return ask(view.world, question, host, host, (api) => api.raster(view, z, x, y, shown), signal, rasters, painting);
    },
    thumbnail(view, width, height, signal) {
      const question = ['thumbnail', viewKey(view), width, height];
      return ask(view.world, question, thumbnails, workers - 1, (api) => api.thumbnail(view, width, height), signal, bitmaps);
    },
    info: (world, signal) => answer(world, ['info', world], (api) => api.info(world), signal),
    state: (world, branch, tick, signal) => answer(world, ['state', world, branch, tick], (api) => api.state(world, branch, tick), signal),
    story: (world, branch, tick, limit, types, signal, force) => {
      const question = ['story', world, branch, tick, limit, types, force];
      return answer(world, question, (api) => api.story(world, branch, tick, limit, types, force), signal);
    },
    here: (view, x, y, signal) => answer(view.world, ['here', viewKey(view), x, y], (api) => api.here(view, x, y), signal),
    bounds: (view, signal) => answer(view.world, ['bounds', viewKey(view)], (api) => api.bounds(view), signal),
    reach: (world, branch, surface, signal) =>
      answer(world, ['reach', world, branch, surface], (api) => api.reach(world, branch, surface), signal),
    bases: (view, signal) => answer(view.world, ['bases', viewKey(view)], (api) => api.bases(view), signal),
    ...createPlaceClient(heavy, answer, viewKey),
    ...createNumbersClient(heavy),
    ...createTimeClient(answer),

    hosted,
    changed,
    dispose() {
      idle.close();
      for (const host of hosts) host.close();
    },
  };
}

/** Of a raster that may be the same as before. */
const rasters = {
  copy: async (bitmap: ImageBitmap | null | 'same') => (bitmap === null || bitmap === 'same' ? bitmap : await createImageBitmap(bitmap)),
  drop: (bitmap: ImageBitmap | null | 'same') => {
    if (bitmap !== 'same') bitmap?.close();
  },
};

const bitmaps = {
  copy: async (bitmap: ImageBitmap | null) => (bitmap === null ? null : await createImageBitmap(bitmap)),
  drop: (bitmap: ImageBitmap | null) => bitmap?.close(),
};

function viewKey(view: View): unknown[] {
  const { world, branch, surface, force, base, resources, buildings, tick } = view;
  return [world, branch, surface, force, base, resources, buildings, tick];
}

/** Which worker paints a raster: four neighbours on one, since they are painted from the same blocks; as many on each in whatever is looked at. */
function painter(x: number, y: number, workers: number): number {
  const turn = ((x >> 1) + 2 * (y >> 1)) % workers;
  return turn < 0 ? turn + workers : turn;
}
