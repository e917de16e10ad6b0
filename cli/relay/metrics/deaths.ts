/** How often somebody died, by force: events, which nobody has totals of. */
import type { ForceIndex, PlayerIndex, Tick } from '../../../src/core/packet/schema';
import type { AnyWorld } from '../worlds';

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

  /** All that are known by now. `cut`: where this history left another one; `forceOf` as it is now. */
  async look(
    world: Pick<AnyWorld, 'deaths'>,
    end: Tick,
    cut: Tick | null,
    forceOf: (player: PlayerIndex) => ForceIndex | undefined,
  ): Promise<void> {
    // An older save was loaded: what it shares with the history that was left is counted.
    if (end < this.upTo) this.from = Math.min(this.from, (cut ?? end) + 1);
    this.upTo = end;
    for (const [tick, player] of await world.deaths(this.from)) {
      const key = `${tick}/${player}`;
      if (this.known.has(key)) continue;
      this.known.set(key, tick);
      const force = forceOf(player) ?? null;
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
