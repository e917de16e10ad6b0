/** Which chunks of a surface a force has charted at a tick: what it may be told of. */
import type { ForceIndex, SurfaceIndex, Tick } from '../packet/schema';
import { chunkAt, LEVELS, regionOf, regionSide, slotOf } from './geometry';
import { chartLane, type Unit } from './unit';

export class ChartMask {
  private readonly regions = new Map<string, Promise<Uint8Array>>();

  private constructor(
    private readonly unit: Unit,
    private readonly lane: string | null,
    private readonly tick: Tick,
  ) {}

  /** Without a force, and on surfaces of which there is no chart at all, nothing is hidden. */
  static of(unit: Unit, surface: SurfaceIndex, force: ForceIndex | null, tick: Tick): ChartMask {
    const masked = force !== null && [...unit.allCharts()].some((key) => key.startsWith(`${surface}/`));
    return new ChartMask(unit, masked ? chartLane(surface, force) : null, tick);
  }

  get open(): boolean {
    return this.lane === null;
  }

  /** A place in tiles. */
  async charted(x: number, y: number): Promise<boolean> {
    return this.lane === null || (await this.chunk(Math.floor(x / 32), Math.floor(y / 32)));
  }

  async chunk(cx: number, cy: number): Promise<boolean> {
    if (this.lane === null) return true;
    // At the smallest copies of pictures, of which one record is read for 256 × 256 chunks.
    return (await this.region(regionOf(cx, LEVELS), regionOf(cy, LEVELS)))[slotOf([cx, cy], LEVELS)] === 1;
  }

  /** Of the chunks of a region of level 0, row by row: 1 where charted; null: all are. */
  async slots(rx: number, ry: number): Promise<Uint8Array | null> {
    if (this.lane === null) return null;
    const side = regionSide(0);
    const filled = await this.region(regionOf(rx * side, LEVELS), regionOf(ry * side, LEVELS));
    const slots = Uint8Array.from({ length: side * side }, (_, slot) => filled[slotOf(chunkAt(rx, ry, slot, 0), LEVELS)]!);
    return slots.includes(0) ? slots : null;
  }

  private region(rx: number, ry: number): Promise<Uint8Array> {
    const key = `${rx}.${ry}`;
    let found = this.regions.get(key);
    if (!found) {
      found = this.unit.pixelSlots(this.lane!, rx, ry, this.tick, LEVELS).then((slots) => {
        const filled = new Uint8Array(regionSide(LEVELS) ** 2);
        for (const slot of slots) filled[slot] = 1;
        return filled;
      });
      this.regions.set(key, found);
    }
    return found;
  }
}
