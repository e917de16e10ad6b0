import { LEVELS } from '../src/core/world/geometry';
import type { Area, Picture, View } from '../src/core/world/types';
import type { World } from '../src/core/world/world';

/** What is painted for a thumbnail, at most: beyond it only the middle is shown. */
const MAX_SIDE = 2048;

/** A whole surface at the reduction at which it is just larger than the box; null when there is nothing to draw. */
export async function surfacePicture(world: World, view: View, width: number, height: number): Promise<Picture | null> {
  const bounds = await world.bounds(view);
  if (bounds === null) return null;
  const level = levelFor(bounds, width, height);
  const side = MAX_SIDE << level;
  const [left, right] = middle(bounds[0], bounds[2], side);
  const [top, bottom] = middle(bounds[1], bounds[3], side);
  return await world.area(view, [left, top, right, bottom], level);
}

/** The size of a picture fitted into a box, its shape kept; never enlarged. */
export function fitted(picture: { width: number; height: number }, width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, width / picture.width, height / picture.height);
  return { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) };
}

function levelFor([x0, y0, x1, y1]: Area, width: number, height: number): number {
  for (let level = 0; level < LEVELS; level++) if ((x1 - x0) >> level <= width * 2 && (y1 - y0) >> level <= height * 2) return level;
  return LEVELS;
}

function middle(from: number, to: number, side: number): [number, number] {
  if (to - from <= side) return [from, to];
  // Where a game begins, if that is in it: outposts of one scout should not push the base off the picture.
  const center = from < 0 && to > 0 ? 0 : (from + to) / 2;
  const start = Math.min(Math.max(from, Math.floor(center - side / 2)), to - side);
  return [start, start + side];
}
