/** Totals that somebody else counts, as counters that never fall: a loaded save has made less than the one that was left. */

export interface Total<L extends string> {
  labels: Record<L, string>;
  value: number;
}

export class Totals<L extends string> {
  private rows = new Map<string, Total<L>>();
  /** By labels of those told last. */
  private present = new Set<string>();
  /** How many found no room when they were told last. */
  leftOut = 0;

  constructor(private readonly most: number) {}

  /**
   * All there are now. What is less than before stays as it was until it is more: what was made in a history that was left counts once.
   * Rows of equal labels are added. Whoever had a row keeps it; of others the largest get one.
   */
  tell(totals: Iterable<Total<L>>): void {
    const told = new Map<string, Total<L>>();
    for (const { labels, value } of totals) {
      if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) continue;
      const key = JSON.stringify(Object.values(labels));
      const known = told.get(key);
      if (known === undefined) told.set(key, { labels, value });
      else known.value += value;
    }
    this.present = new Set(told.keys());
    const others: [string, Total<L>][] = [];
    for (const [key, total] of told) {
      const row = this.rows.get(key);
      if (row === undefined) others.push([key, total]);
      else row.value = Math.max(row.value, total.value);
    }
    this.admit(others.sort(([, a], [, b]) => b.value - a.value));
  }

  private admit(others: [string, Total<L>][]): void {
    const over = this.rows.size + others.length - this.most;
    if (over > 0) this.forget(over);
    const room = Math.max(0, this.most - this.rows.size);
    for (const [key, total] of others.slice(0, room)) this.rows.set(key, total);
    this.leftOut = Math.max(0, others.length - room);
  }

  /** Those that nobody tells of any more give their room away. */
  private forget(count: number): void {
    let left = count;
    for (const key of this.rows.keys()) {
      if (left === 0) return;
      if (!this.present.has(key) && this.rows.delete(key)) left -= 1;
    }
  }

  /** Another world: it counts from its own beginning. */
  clear(): void {
    this.rows = new Map();
    this.leftOut = 0;
  }

  all(): Iterable<Total<L>> {
    return this.rows.values();
  }
}
