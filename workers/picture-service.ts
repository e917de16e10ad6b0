/** What a picture worker answers, without the worker. */
import type { Kernels } from '../src/core/kernels/kernels';
import { draw, MAX_SIDE, scaleOf, sizeOf } from '../src/core/picture/draw';
import { labelBox, type Mark, marksOf } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { Area, Picture } from '../src/core/world/types';
import type { PictureApi } from '../src/worker-api/picture-api';
import { PngFile } from './png-file';

export interface PictureServices {
  store: BlockStore;
  kernels(): Promise<Kernels>;
  /** A name as pixels; null where there is no font. */
  label(text: string): Picture | null;
}

/** More names than anybody reads on one picture. */
const MOST_LABELS = 2000;
/** A longer name would cover the map. */
const LONGEST = 40;

export function createPictureService({ store, kernels, label }: PictureServices): PictureApi {
  return {
    async picture({ view, area, scale, marks: overlays, grid }, onProgress) {
      const [width, height] = sizeOf(area, scale);
      if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE)) throw tooLarge(width, height);
      const world = await new Library(store, await kernels()).world(view.world);
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

const within = ([x0, y0, x1, y1]: Area, x: number, y: number) => x >= x0 && y >= y0 && x < x1 && y < y1;

/** Players' names first, and none over another. What is drawn last lies on top: that are the players. */
function withLabels(marks: Mark[], area: Area, scale: number, label: PictureServices['label']): Mark[] {
  const taken: Area[] = [];
  return marks
    .toReversed()
    .map((mark): Mark => {
      if (mark.text === '' || taken.length >= MOST_LABELS) return mark;
      const words = mark.text.length > LONGEST ? `${mark.text.slice(0, LONGEST - 1)}…` : mark.text;
      const picture = label(words);
      if (picture === null) return mark;
      const box = labelBox(mark, picture, area, scale);
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return mark;
      taken.push(box);
      return { ...mark, label: picture };
    })
    .toReversed();
}

const tooLarge = (width: number, height: number): Problem => ({
  code: 'picture-too-large',
  file: '',
  line: 0,
  detail: `The picture would have ${width} × ${height} px, and a side may have ${MAX_SIDE}.`,
  tip: 'Choose a smaller scale, or a part of the map.',
});
