/**
 * The censuses of all regions of a branch, made when they are first asked for, and kept as far as memory goes. One that no
 * longer holds at the tick asked for is made anew; the others stay.
 */
import type { SurfaceIndex, Tick } from '../packet/schema';
import type { Turns } from '../turns';
import { type RegionCensus, regionCensus } from './census';
import type { ChartMask } from './chart-mask';
import type { Charted } from './patches';
import { regionsIn } from './regions-in';
import type { Tables } from './tables';
import { thingsLane, type Unit } from './unit';

/** Some four million entities. */
const MOST_BYTES = 64 * 1024 * 1024;

export class CensusBook {
  /** The one asked for longest ago first. */
  private readonly kept = new Map<string, RegionCensus>();
  private bytes = 0;
  /** One walk at a time: what two ask for at once is made once. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly unit: Unit,
    private readonly tables: Tables,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** Goes through all regions of a surface in which a force has charted anything. */
  each(surface: SurfaceIndex, tick: Tick, mask: ChartMask, turns: Turns, take: (region: Charted) => void): Promise<void> {
    const walk = this.last.then(() => this.walk(surface, tick, mask, turns, take));
    this.last = walk.catch(() => {});
    return walk;
  }

  private async walk(surface: SurfaceIndex, tick: Tick, mask: ChartMask, turns: Turns, take: (region: Charted) => void): Promise<void> {
    for (const [rx, ry] of await regionsIn(this.unit, thingsLane(surface), null, tick)) {
      const allowed = await mask.slots(rx, ry);
      if (allowed !== null && !allowed.includes(1)) continue;
      const known = this.held(surface, rx, ry, tick);
      take({ census: known ?? (await this.make(surface, rx, ry, tick)), allowed });
      await turns.rest();
    }
  }

  private held(surface: SurfaceIndex, rx: number, ry: number, tick: Tick): RegionCensus | undefined {
    const key = `${surface}/${rx}.${ry}`;
    const known = this.kept.get(key);
    if (!known || tick < known.from || tick >= known.to) return undefined;
    this.kept.delete(key);
    this.kept.set(key, known);
    return known;
  }

  private async make(surface: SurfaceIndex, rx: number, ry: number, tick: Tick): Promise<RegionCensus> {
    const key = `${surface}/${rx}.${ry}`;
    const census = await regionCensus(this.unit, this.tables, surface, rx, ry, tick);
    this.bytes += census.bytes - (this.kept.get(key)?.bytes ?? 0);
    this.kept.delete(key);
    this.kept.set(key, census);
    for (const [old, other] of this.kept) {
      if (this.bytes <= this.mostBytes || old === key) break;
      this.kept.delete(old);
      this.bytes -= other.bytes;
    }
    return census;
  }
}
