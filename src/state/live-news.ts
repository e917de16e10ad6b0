/** From which tick on the newer versions of a world that is watched differ from older ones: what shows the time before need not be painted again. */

/** Older versions are on no screen any more. */
const MOST = 100;

export class News {
  private world: string | null = null;
  /** Ascending; each follows the one before it without another in between. */
  private rows: { version: number; since: number | null }[] = [];

  /** `since`: all that is new in this version lies at this tick or behind it; null: it may be anywhere. */
  add(world: string, version: number, since: number | null): void {
    if (world !== this.world) this.rows = [];
    this.world = world;
    this.rows.push({ version, since });
    if (this.rows.length > MOST) this.rows.shift();
  }

  /** The last tick up to which that version and the newest show the same; null: nobody knows. */
  upTo(world: string, version: number): number | null {
    const at = world === this.world ? this.rows.findIndex((row) => row.version === version) : -1;
    if (at < 0) return null;
    let least = Number.POSITIVE_INFINITY;
    for (const { since } of this.rows.slice(at + 1)) {
      if (since === null) return null;
      least = Math.min(least, since);
    }
    return least === Number.POSITIVE_INFINITY || least < 1 ? null : least - 1;
  }
}
