/** How long a film is, and what it can be. */
import { frameFits, frameSize, MAX_FRAMES } from '../../../core/picture/film';
import type { Area, Span } from '../../../core/world/types';
import { SPEEDS } from '../../../state/time';
import { SCALES } from '../picture/scales';

/** Frames a second. */
export const RATE = 30;
/** Times as fast as the game: a film may be faster than what a person looks at. */
const FILM_SPEEDS: readonly number[] = [...SPEEDS, 3600, 14_400, 36_000, 144_000];
/** What is offered first lasts at most so long. */
const OPENING_SECONDS = 45;
/** And has at most so many pixels, if that is possible: what every device plays. */
const OPENING_PIXELS = 1920 * 1080;

/** In seconds of the film. */
export const lengthOf = ([first, last]: Span, speed: number): number => (last - first) / 60 / speed;

/** Both ends are shown. */
export const framesOf = (span: Span, speed: number): number => Math.max(2, Math.round(lengthOf(span, speed) * RATE) + 1);

/** Those at which a film of the span is neither too long nor over at once; the slowest, if it is short at any. */
export function speedsFor(span: Span): number[] {
  const possible = FILM_SPEEDS.filter((speed) => framesOf(span, speed) <= MAX_FRAMES);
  const lasting = possible.filter((speed) => lengthOf(span, speed) >= 1);
  return lasting.length > 0 ? lasting : [possible[0] ?? FILM_SPEEDS.at(-1)!];
}

export function openingSpeed(span: Span): number {
  const speeds = speedsFor(span);
  return speeds.find((speed) => lengthOf(span, speed) <= OPENING_SECONDS) ?? speeds.at(-1)!;
}

/** The largest of `SCALES` up to `most` px a tile that makes a film of the usual size; else the smallest possible; -1: none is. */
export function openingScale(area: Area, most: number): number {
  const possible = SCALES.flatMap((scale, nth) => (frameFits(area, scale) ? [nth] : []));
  const usual = possible.find((nth) => {
    const [width, height] = frameSize(area, SCALES[nth]!);
    return width * height <= OPENING_PIXELS && SCALES[nth]!.times / 2 ** SCALES[nth]!.level <= most;
  });
  return usual ?? possible.at(-1) ?? -1;
}
