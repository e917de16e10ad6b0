/** What a film worker answers, without the worker. */
import type { Kernels } from '../src/core/kernels/kernels';
import { scaleOf } from '../src/core/picture/draw';
import { FrameMaker, frameFits, frameSize, MAX_FRAMES, tickOf } from '../src/core/picture/film';
import { drawOver, marksOf, type Strip } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import type { Picture } from '../src/core/world/types';
import type { FilmApi, FilmFormat, FilmQuestion } from '../src/worker-api/film-api';
import { type Label, within, withLabels } from './labelled';
import { createMounts, type Mounts } from './mounts';

/** Takes frames in order and becomes the file. */
export interface FilmFile {
  /** Resolves when there is room for the next. */
  frame(strip: Strip): Promise<void>;
  end(): Promise<Blob>;
}

export interface FilmServices {
  store: BlockStore;
  kernels(): Promise<Kernels>;
  label: Label;
  /** Worlds that are not in the store; absent: as they come. */
  mounts?: Mounts;
  formats(width: number, height: number): Promise<FilmFormat[]>;
  /** Rejects with a Problem when it cannot be made after all. */
  file(format: FilmFormat, size: { width: number; height: number }, rate: number): Promise<FilmFile>;
}

/** Names as pixels that are kept from frame to frame. */
const MOST_KEPT = 500;
/** Pixels from the corner. */
const CAPTION_AT = 8;

export function createFilmService({
  store,
  kernels,
  label,
  formats,
  file,
  mounts = createMounts({ store, kernels }),
}: FilmServices): FilmApi {
  return {
    formats,
    async film(question, onProgress, hosted) {
      refuse(question);
      const { view, area, scale, marks: overlays, span, frames, captions, format, rate } = question;
      if (hosted !== undefined) await mounts.mount(hosted);
      const world = await (await mounts.library(view.world)).world(view.world);
      if (world === null) return null;
      const named = kept(label);
      const shown = new Set<string>(overlays);
      const maker = new FrameMaker(world, question, (now) => {
        const marks = marksOf(now, view, shown).filter(({ x, y }) => within(area, x, y));
        return withLabels(marks, area, scaleOf(scale), named);
      });
      const made = await file(format, maker, rate);
      for (let nth = 0; nth < frames; nth++) {
        const strip = await maker.frame(tickOf(span, nth, frames));
        const words = captions[nth] ?? '';
        const caption = words === '' ? null : label(words);
        if (caption !== null) drawOver(strip, caption, CAPTION_AT, CAPTION_AT);
        await made.frame(strip);
        onProgress(nth + 1, frames);
      }
      const blob = await made.end();
      return maker.drawn ? blob : null;
    },
  };
}

function refuse({ area, scale, span, frames, rate, captions }: FilmQuestion): void {
  if (!frameFits(area, scale)) throw wrongSize(...frameSize(area, scale));
  const counted = Number.isInteger(frames) && frames >= 1 && frames <= MAX_FRAMES && captions.length <= MAX_FRAMES;
  if (!counted || !(span[0] <= span[1]) || !(rate >= 1 && rate <= 60)) throw wrongLength(frames);
}

/** The same names come frame after frame. */
function kept(label: Label): Label {
  const pictures = new Map<string, Picture | null>();
  return (text) => {
    const known = pictures.get(text);
    if (known !== undefined) return known;
    if (pictures.size >= MOST_KEPT) pictures.clear();
    const picture = label(text);
    pictures.set(text, picture);
    return picture;
  };
}

const wrongSize = (width: number, height: number): Problem => ({
  code: 'film-size',
  file: '',
  line: 0,
  detail: `The frames would have ${width} × ${height} px, which no film takes.`,
  tip: 'Choose another scale, or another part of the map.',
});

const wrongLength = (frames: number): Problem => ({
  code: 'film-length',
  file: '',
  line: 0,
  detail: `The film would have ${frames} frames, and ${MAX_FRAMES} are possible.`,
  tip: 'Choose a higher speed, or a shorter span.',
});
