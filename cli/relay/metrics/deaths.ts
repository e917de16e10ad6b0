/** How often somebody died, by force: events, which nobody has totals of. */
import type { ForceIndex, Tick } from '../../../src/core/packet/schema';
import { LAST } from '../../../src/core/world/summary';
import type { Unit } from '../../../src/core/world/unit';

/** Lines may tell of a death so many ticks after it (an hour): it is not looked for again further back. */
const LATE = 216_000;
/** Deaths that are told from each other by when and who; more within that time are counted when they are first seen, late ones not. */
const MAX_KNOWN = 10_000;

export class Deaths {
  /** "tick/player". */
  private known = new Map<string, Tick>();
  private upTo: Tick = 0;
  private from: Tick = 0;
  /** By force; null: of whom no force is known. */
  readonly counts = new Map<ForceIndex | null, number>();

  /** All that are known by now; `forceOf` as it is now. */
  async look(unit: Unit, end: Tick, forceOf: (player: number) => ForceIndex | undefined): Promise<void> {
    // An older save was loaded: what it shares with the history that was left is counted.
    if (end < this.upTo) this.from = Math.min(this.from, (unit.parent?.cut ?? end) + 1);
    this.upTo = end;
    for await (const entry of unit.numberEntries(this.from, LAST)) {
      if (entry.teller !== null) continue;
      const { event } = entry;
      if (event[0] !== 'd') continue;
      const key = `${entry.tick}/${event[1]}`;
      if (this.known.has(key)) continue;
      this.known.set(key, entry.tick);
      const force = forceOf(event[1]) ?? null;
      this.counts.set(force, (this.counts.get(force) ?? 0) + 1);
    }
    this.from = Math.max(this.from, end - LATE, 0);
    for (const [key, tick] of this.known) if (tick < this.from) this.known.delete(key);
    if (this.known.size <= MAX_KNOWN) return;
    this.known.clear();
    this.from = end + 1;
  }

  clear(): void {
    this.known.clear();
    this.counts.clear();
    this.from = this.upTo = 0;
  }
}
