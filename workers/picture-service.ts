/** What a picture worker answers, without the worker. */
import type { Kernels } from '../src/core/kernels/kernels';
import { draw, MAX_SIDE, scaleOf, sizeOf } from '../src/core/picture/draw';
import { marksOf } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import type { PictureApi } from '../src/worker-api/picture-api';
import { type Label, within, withLabels } from './labelled';
import { createMounts, type Mounts } from './mounts';
import { PngFile } from './png-file';

export interface PictureServices {
  store: BlockStore;
  kernels(): Promise<Kernels>;
  label: Label;
  /** Worlds that are not in the store; absent: as they come. */
  mounts?: Mounts;
}

export function createPictureService({ store, kernels, label, mounts = createMounts({ store, kernels }) }: PictureServices): PictureApi {
  return {
    async picture({ view, area, scale, marks: overlays, grid }, onProgress, hosted) {
      const [width, height] = sizeOf(area, scale);
      if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE)) throw tooLarge(width, height);
      if (hosted !== undefined) await mounts.mount(hosted);
      const world = await (await mounts.library(view.world)).world(view.world);
      if (world === null) return null;
      const marks = marksOf(await world.state(view.branch, view.tick), view, new Set(overlays)).filter(({ x, y }) => within(area, x, y));
      const labelled = withLabels(marks, area, scaleOf(scale), label);
      const file = new PngFile(width, height);
      const drawn = await draw(world, view, { area, scale, marks: labelled, grid }, file, onProgress);
      const png = await file.end();
      return drawn ? png : null;
    },
  };
}

const tooLarge = (width: number, height: number): Problem => ({
  code: 'picture-too-large',
  file: '',
  line: 0,
  detail: `The picture would have ${width} × ${height} px, and a side may have ${MAX_SIDE}.`,
  tip: 'Choose a smaller scale, or a part of the map.',
});
