/** Who moves at the latest moment of a world that is watched: between two places that are told the mark goes the way between them. */

/** Faster than this, in tiles a tick, nobody travels: that was a teleport. */
const FASTEST = 3;
/** A way takes as long as it took to be told of it, within this (ms): where somebody is now is seen within a second of the line that tells it. */
const LEAST = 100;
const MOST = 700;

interface Way {
  from: [x: number, y: number];
  to: [x: number, y: number];
  began: number;
  takes: number;
}

export interface Told {
  key: string;
  x: number;
  y: number;
}

/** Where frames come from; another one in tests. */
interface Frames {
  now(): number;
  next(run: () => void): void;
}
const browserFrames: Frames = { now: () => performance.now(), next: (run) => void requestAnimationFrame(run) };

export class Glide {
  private readonly ways = new Map<string, Way>();
  private told: { tick: number; at: number } | null = null;
  private running = false;

  constructor(
    private readonly move: (key: string, x: number, y: number) => void,
    private readonly frames: Frames = browserFrames,
  ) {}

  /** All who are shown, where they are at a tick. None: nobody glides any more. */
  set(all: readonly Told[], tick: number): void {
    const now = this.frames.now();
    const before = this.told;
    this.told = all.length === 0 ? null : before?.tick === tick ? before : { tick, at: now };
    const keys = new Set(all.map(({ key }) => key));
    for (const key of this.ways.keys()) if (!keys.has(key)) this.ways.delete(key);
    for (const { key, x, y } of all) {
      const way = this.ways.get(key);
      if (way !== undefined && way.to[0] === x && way.to[1] === y) this.step(key, way, now);
      else this.ways.set(key, this.wayTo(way, [x, y], before, tick, now));
    }
    for (const [key, way] of this.ways) this.step(key, way, now);
    if (this.running || !this.any(now)) return;
    this.running = true;
    this.frames.next(this.frame);
  }

  private wayTo(way: Way | undefined, to: Way['to'], before: { tick: number; at: number } | null, tick: number, now: number): Way {
    const from = way === undefined ? to : placeOf(way, now);
    const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const there = before === null || far > FASTEST * Math.max(0, tick - before.tick);
    const takes = before === null ? 0 : Math.min(MOST, Math.max(LEAST, now - before.at));
    return { from: there ? to : from, to, began: now, takes };
  }

  /** Is on the way somewhere. */
  glides(key: string): boolean {
    const way = this.ways.get(key);
    return way !== undefined && isOnTheWay(way, this.frames.now());
  }

  stop(): void {
    this.ways.clear();
  }

  private readonly frame = () => {
    const now = this.frames.now();
    for (const [key, way] of this.ways) if (way.takes > 0) this.step(key, way, now);
    this.running = this.any(now);
    if (this.running) this.frames.next(this.frame);
  };

  private step(key: string, way: Way, now: number): void {
    if (way.from[0] === way.to[0] && way.from[1] === way.to[1]) return;
    const [x, y] = placeOf(way, now);
    this.move(key, x, y);
  }

  private any(now: number): boolean {
    for (const way of this.ways.values()) if (isOnTheWay(way, now)) return true;
    return false;
  }
}

const isOnTheWay = ({ from, to, began, takes }: Way, now: number): boolean =>
  now - began < takes && (from[0] !== to[0] || from[1] !== to[1]);

function placeOf({ from, to, began, takes }: Way, now: number): Way['to'] {
  const part = takes === 0 ? 1 : Math.min(1, (now - began) / takes);
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}
