/**
 * Who told when. Statistics are told in rounds, of all forces and surfaces at once but those of which nothing has changed
 * (`mod/statistics.ts`): so who is silent while others are heard made nothing until then, unless lines are missing there.
 */
import type { Tick } from '../packet/schema';
import { ROUND } from './number-points';
import type { Span } from './types';

export class Telling {
  private round: Tick | null = null;
  private before: Tick = 0;
  private readonly last = new Map<string, Tick>();

  constructor(
    /** Of which no log tells. */
    private readonly gaps: readonly Span[],
    /** The log tells from the world's beginning, so what was never told of was 0. */
    private readonly begins: boolean,
  ) {}

  /** Anybody told something at a tick; in their order. Until when nothing had changed of it, null where that is not known. */
  hear(teller: string, tick: Tick): Tick | null {
    if (this.round === null || tick - this.round >= ROUND) {
      this.before = this.round ?? 0;
      this.round = tick;
    }
    const last = this.last.get(teller);
    this.last.set(teller, tick);
    if (last === undefined) return this.begins ? this.before : null;
    return this.before > last && this.whole(last, tick) ? this.before : null;
  }

  /** Until when nothing changed of one that was silent at last; null where it was heard in the last round. */
  quiet(teller: string): Span | null {
    const last = this.last.get(teller);
    if (last === undefined || this.round === null || this.round <= last || !this.whole(last, this.round)) return null;
    return [last, this.round];
  }

  private whole(from: Tick, to: Tick): boolean {
    return !this.gaps.some(([first, last]) => last > from && first < to);
  }
}
