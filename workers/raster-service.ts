/** What a raster worker answers, without the worker. */
import { transfer } from 'comlink';
import type { Kernels } from '../src/core/kernels/kernels';
import type { BlockStore } from '../src/core/world/block-store';
import type { Picture, View } from '../src/core/world/types';
import type { World } from '../src/core/world/world';
import type { RasterApi } from '../src/worker-api/raster-api';
import { createMounts, type Mounts } from './mounts';
import { createNumbersService } from './numbers-service';
import { createPlaceService } from './place-service';
import { fitted, surfacePicture } from './thumbnail';
import { createTimeService } from './time-service';

export interface RasterServices {
  store: BlockStore;
  kernels(): Promise<Kernels>;
  /** A bitmap of straight RGBA, exactly; scaled to `size` when given. */
  bitmap(picture: Picture, size?: { width: number; height: number }): Promise<ImageBitmap>;
  /** Worlds that are not in the store; absent: as they come. */
  mounts?: Mounts;
}

/** Worlds kept open, each with its caches. */
const OPEN = 3;

export function createRasterService({ store, kernels, bitmap, mounts = createMounts({ store, kernels }) }: RasterServices): RasterApi {
  const open = new Map<string, Promise<World | null>>();
  mounts.onUnmount((id) => open.delete(id));

  async function world(id: string): Promise<World | null> {
    const found = open.get(id) ?? load(id);
    // The one used last goes last.
    open.delete(id);
    open.set(id, found);
    for (const oldest of open.keys()) {
      if (open.size <= OPEN) break;
      open.delete(oldest);
    }
    return await found;
  }

  function load(id: string): Promise<World | null> {
    const loading = (async () => await (await mounts.library(id)).world(id))();
    // Neither a failure nor "no such world" is kept.
    const forget = () => {
      if (open.get(id) === loading) open.delete(id);
    };
    loading.then((found) => found === null && forget(), forget);
    return loading;
  }

  async function picture(view: View, z: number, x: number, y: number): Promise<Picture | null> {
    return (await (await world(view.world))?.picture(view, z, x, y)) ?? null;
  }

  return {
    async raster(view, z, x, y, shown) {
      if (shown !== undefined && (await (await world(view.world))?.unchanged(view, z, x, y, shown))) return 'same';
      const found = await picture(view, z, x, y);
      return found === null ? null : sent(await bitmap(found));
    },
    async thumbnail(view, width, height) {
      const of = await world(view.world);
      const whole = of === null ? null : await surfacePicture(of, view, width, height);
      return whole === null ? null : sent(await bitmap(whole, fitted(whole, width, height)));
    },
    info: async (id) => (await world(id))?.info ?? null,
    state: async (id, branch, tick) => await (await known(id)).state(branch, tick),
    story: async (id, branch, tick, limit, types, force) => await (await known(id)).story(branch, tick, limit, types, force),
    here: async (view, x, y) => (await (await world(view.world))?.here(view, x, y)) ?? [],
    bounds: async (view) => (await (await world(view.world))?.bounds(view)) ?? null,
    reach: async (id, branch, surface) => (await (await world(id))?.reach(branch, surface)) ?? null,
    bases: async (view) => (await (await world(view.world))?.bases(view)) ?? { chart: false, terrain: false, charted: 0 },
    ...createPlaceService(known),
    ...createNumbersService(known),
    ...createTimeService(known),
    openHosted: mounts.openHosted,
    async mount(hosted) {
      // What was looked for before, and not found, is there now.
      open.delete(hosted.id);
      await mounts.mount(hosted);
    },
    unmount: mounts.unmount,
    hostedPack: mounts.hostedPack,
    cancelHostedPack: mounts.cancelHostedPack,
    async changed(id) {
      if (id === null) open.clear();
      else open.delete(id);
    },
  };

  async function known(id: string): Promise<World> {
    const found = await world(id);
    if (found !== null) return found;
    throw { code: 'no-such-world', file: '', line: 0, detail: 'This world is not in this browser.', tip: 'Drop its log again.' };
  }
}

const sent = (picture: ImageBitmap): ImageBitmap => transfer(picture, [picture]);
