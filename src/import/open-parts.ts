import type { LogEntry } from '../core/world/log-entry';

/** More are never waited for [P5]. */
const MOST_OPEN = 64;
/** Parts that have not come within so many lines are lost. */
const PATIENCE = 20_000;

/** Which packets in parts have begun and not ended: whoever reads on from here would have to read their beginnings again. */
export class OpenParts {
  private readonly groups = new Map<string, { missing: Set<number>; since: number }>();
  private lines = 0;

  entry(entry: LogEntry): void {
    this.lines += 1;
    if (entry.type !== 'packets' || entry.envelope.part === undefined) return;
    const [n, of, id] = entry.envelope.part;
    const { seq } = entry.envelope;
    const key = seq === undefined ? `local ${id}` : `chained ${seq - n}`;
    const group = this.groups.get(key) ?? { missing: new Set(Array.from({ length: of }, (_, i) => i + 1)), since: this.lines };
    group.missing.delete(n);
    if (group.missing.size === 0) this.groups.delete(key);
    else this.groups.set(key, group);
    for (const oldest of this.groups.keys()) {
      if (this.groups.size <= MOST_OPEN) break;
      this.groups.delete(oldest);
    }
  }

  get any(): boolean {
    for (const [key, { since }] of this.groups) if (this.lines - since > PATIENCE) this.groups.delete(key);
    return this.groups.size > 0;
  }
}
