/** How fast a game runs, from when its ticks came to be known. */
import type { Tick } from '../../../src/core/packet/schema';

/** Of real time, in ms. */
const MINUTE = 60_000;
/** A game with nobody in it tells something every ten minutes; one that has been silent for longer may not run at all. */
const SILENT = 15 * MINUTE;
/** Ticks in a second that no game makes: a log is read that was written before. */
const READING = 6_000;

interface Point {
  at: number;
  tick: Tick;
}

export class TickRate {
  /** Ascending in both, of the last minute in which anything came, and the one before. */
  private points: Point[] = [];

  /** The last tick that is known at a time (ms). */
  add(at: number, tick: Tick): void {
    const last = this.points.at(-1);
    if (last !== undefined && (tick < last.tick || at < last.at)) this.points = [];
    else if (last?.tick === tick) return;
    else if (last !== undefined && (tick - last.tick) * 1000 > READING * (at - last.at)) this.points = [];
    this.points.push({ at, tick });
    while (this.points.length > 2 && this.points[1]!.at <= at - MINUTE) this.points.shift();
  }

  /** Ticks in a second of real time over the last minute, or since the telling before where they come more rarely; null: not known. */
  at(now: number): number | null {
    const [first] = this.points;
    const last = this.points.at(-1);
    if (first === undefined || last === undefined || first === last || now - last.at > SILENT) return null;
    const span = last.at - first.at;
    // Longer without a word than it took to tell all of these: it has slowed down.
    const until = now - last.at > Math.max(span, MINUTE) ? now : last.at;
    return until > first.at ? ((last.tick - first.tick) * 1000) / (until - first.at) : null;
  }
}
