import { labelBox, type Mark } from '../src/core/picture/marks';
import type { Area, Picture } from '../src/core/world/types';

/** A name as pixels; null where there is no font. */
export type Label = (text: string) => Picture | null;

/** More names than anybody reads on one picture. */
const MOST_LABELS = 2000;
/** A longer name would cover the map. */
const LONGEST = 40;

export const within = ([x0, y0, x1, y1]: Area, x: number, y: number) => x >= x0 && y >= y0 && x < x1 && y < y1;

/** Players' names first, and none over another. What is drawn last lies on top: that are the players. */
export function withLabels(marks: Mark[], area: Area, scale: number, label: Label): Mark[] {
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
