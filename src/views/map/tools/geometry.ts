import type { Position } from '../../../core/packet/schema';
import type { Area } from '../../../core/world/types';

/** Lengths of the ways from each point to the next, in tiles. */
export function lengths(points: readonly Position[]): number[] {
  return points.slice(1).map(([x, y], i) => Math.hypot(x - points[i]![0], y - points[i]![1]));
}

/** What the points lie around, in square tiles, however they turn; 0 for fewer than three. Where the way crosses itself, parts count against each other. */
export function areaAround(points: readonly Position[]): number {
  let twice = 0;
  for (const [i, [x, y]] of points.entries()) {
    const [nx, ny] = points[(i + 1) % points.length]!;
    twice += x * ny - nx * y;
  }
  return Math.abs(twice) / 2;
}

/** The rectangle between two corners: the whole tiles that it touches, at least one. */
export function areaBetween([ax, ay]: Position, [bx, by]: Position): Area {
  const box: Area = [Math.floor(Math.min(ax, bx)), Math.floor(Math.min(ay, by)), Math.ceil(Math.max(ax, bx)), Math.ceil(Math.max(ay, by))];
  return [box[0], box[1], Math.max(box[2], box[0] + 1), Math.max(box[3], box[1] + 1)];
}
