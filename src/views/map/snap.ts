export type Snap = 'peek' | 'half' | 'full';

/** Height of the head alone, in px. */
export const PEEK = 64;
/** Faster than this, in px a ms, a throw decides and not the place. */
const THROW = 0.5;

/** Where a sheet let go at a height, with a speed upwards, comes to rest. */
export function settle(height: number, speed: number, room: number): Snap {
  const stops: [Snap, number][] = [
    ['peek', PEEK],
    ['half', room / 2],
    ['full', room - 60],
  ];
  const thrown =
    speed > THROW ? stops.find(([, stop]) => stop > height) : speed < -THROW ? stops.findLast(([, stop]) => stop < height) : undefined;
  if (thrown !== undefined) return thrown[0];
  return stops.reduce((best, stop) => (Math.abs(stop[1] - height) < Math.abs(best[1] - height) ? stop : best))[0];
}
