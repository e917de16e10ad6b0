/**
 * A raster from stored blocks: one opaque base, then overlays, at one of the levels a region is kept in. Rasters at level k
 * cover exactly one region of that level, so a picture costs a few records at any zoom and any tick.
 */
import type { Kernels } from '../kernels/kernels';
import type { Side } from '../kernels/raster';
import type { Tick } from '../packet/schema';
import { chunkSide, RASTER, regionSide } from './geometry';
import { Overlays, overlayAt, type RegionOverlay, type Sides } from './overlay';
import { RGBA, unpackPixels } from './pixel-codec';
import { type LaneRecord, latest } from './record';
import type { Tables } from './tables';
import type { Picture, View } from './types';
import { chartLane, tilesLane, type Unit } from './unit';

/** Where each slot's value lies: in which record, from where to where. */
interface Winners {
  records: LaneRecord[];
  which: Int16Array;
  start: Uint32Array;
  end: Uint32Array;
}

export class Painter {
  private readonly overlays: Overlays;

  constructor(
    private readonly unit: Unit,
    private readonly tables: Tables,
    private readonly kernels: Kernels,
  ) {
    this.overlays = new Overlays(unit, tables, kernels);
  }

  /** 256 × 256; null where nothing is known. `level` 0 … 5. */
  async picture(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<Picture | null> {
    const mask = await this.mask(view, tick, sides, level, rx, ry);
    const lanes = view.base === 'chart' ? charts(view, sides) : view.base === 'terrain' ? [tilesLane(view.surface)] : [];
    const bases = await Promise.all(lanes.map((lane) => this.winners(lane, tick, level, rx, ry)));
    const overlays = view.resources || view.buildings ? await this.overlays.of(view, tick, sides, level, rx, ry) : [];
    // From here on nothing is awaited: the raster is shared.
    const { raster } = this.kernels;
    raster.begin();
    let drawn = false;
    for (const base of bases) drawn = this.drawBase(base, view.base, level, view.base === 'terrain' ? mask : null) || drawn;
    for (const overlay of overlays) drawn = this.drawOverlay(overlay, level, mask) || drawn;
    return drawn ? { width: RASTER, height: RASTER, pixels: raster.take() } : null;
  }

  /** Whether nothing that is drawn of it was told after one tick and up to another. */
  async unchanged(view: View, after: Tick, until: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<boolean> {
    const lanes = view.base === 'chart' ? charts(view, sides) : view.base === 'terrain' ? [tilesLane(view.surface)] : [];
    if (this.masked(view, sides)) lanes.push(chartLane(view.surface, view.force!));
    for (const lane of lanes) if (await this.unit.tellsOf(lane, level, rx, ry, after, until)) return false;
    return !(view.resources || view.buildings) || (await this.overlays.unchanged(view, after, until, level, rx, ry));
  }

  /** Only what a force has charted is drawn; of a chart alone that holds already. */
  private masked(view: View, sides: Sides): boolean {
    const chartAlone = view.base === 'chart' && !view.resources && !view.buildings;
    return view.force !== null && sides.charts.length > 0 && !chartAlone;
  }

  /** Slots the force has charted; null: everything may be shown. */
  private async mask(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<Uint8Array | null> {
    if (!this.masked(view, sides)) return null;
    const winners = await this.winners(chartLane(view.surface, view.force!), tick, level, rx, ry);
    const mask = new Uint8Array(regionSide(level) ** 2);
    for (let slot = 0; slot < mask.length; slot++)
      mask[slot] = winners && winners.which[slot]! >= 0 && winners.end[slot]! > winners.start[slot]! ? 1 : 0;
    return mask;
  }

  private async winners(lane: string, tick: Tick, level: number, rx: number, ry: number): Promise<Winners | null> {
    let found: Winners | null = null;
    for (const layer of this.unit.layers(tick)) {
      const [record] = await layer.unit.lanes.read([{ lane, level, rx, ry }], layer.tick);
      if (!record) continue;
      const slots = regionSide(level) ** 2;
      found ??= { records: [], which: new Int16Array(slots).fill(-1), start: new Uint32Array(slots), end: new Uint32Array(slots) };
      const { which, start, end } = found;
      const index = found.records.push(record) - 1;
      latest(
        record,
        layer.tick,
        (slot, from, to) => {
          which[slot] = index;
          start[slot] = from;
          end[slot] = to;
        },
        slots,
      );
    }
    return found;
  }

  private drawBase(base: Winners | null, kind: View['base'], level: number, mask: Uint8Array | null): boolean {
    if (!base) return false;
    const { raster } = this.kernels;
    if (kind === 'terrain' && level === 0) raster.setTable(this.tables.tileTable());
    const side = chunkSide(level);
    const count = side * side;
    const across = regionSide(level);
    let drawn = false;
    base.records.forEach(({ data }, index) => {
      const slots: number[] = [];
      for (let slot = 0; slot < base.which.length; slot++)
        if (base.which[slot] === index && base.end[slot]! - base.start[slot]! > 1 && mask?.[slot] !== 0) slots.push(slot);
      const values = new Uint16Array(slots.length * count);
      const xs = new Int16Array(slots.length);
      const ys = new Int16Array(slots.length);
      const offsets = new Uint32Array(slots.length);
      let n = 0;
      for (const slot of slots) {
        const x = (slot % across) * side;
        const y = Math.floor(slot / across) * side;
        const start = base.start[slot]!;
        drawn = true;
        if (data[start] === RGBA) raster.blitRgba(data.subarray(start + 2, base.end[slot]), side as Side, x, y);
        else if (unpackPixels(data, start, base.end[slot]!, values, n * count, count, this.kernels.inflateZlib)) {
          xs[n] = x;
          ys[n] = y;
          n += 1;
        }
      }
      if (n === 0) return;
      const payloads = new Uint8Array(values.buffer, 0, n * count * 2);
      const format = level > 0 ? 'rgba' : kind === 'chart' ? 'rgb565' : 'indexed';
      const size = count * (level > 0 ? 4 : 2);
      for (let i = 0; i < n; i++) offsets[i] = i * size;
      raster.blitMany(format, side as Side, level > 0 ? this.kernels.expand565(payloads) : payloads, offsets.subarray(0, n), xs, ys);
    });
    return drawn;
  }

  private drawOverlay(overlay: RegionOverlay, level: number, mask: Uint8Array | null): boolean {
    const side = chunkSide(level);
    const { pixels, start, step } = overlayAt(overlay, level);
    const across = regionSide(level);
    const offsets: number[] = [];
    const xs: number[] = [];
    const ys: number[] = [];
    overlay.chunks.forEach((chunk, i) => {
      const x = overlay.x * 8 + (chunk & 7);
      const y = overlay.y * 8 + (chunk >> 3);
      if (mask?.[y * across + x] === 0) return;
      offsets.push(start + i * step);
      xs.push(x * side);
      ys.push(y * side);
    });
    if (offsets.length === 0) return false;
    this.kernels.raster.blitMany('over', side as Side, pixels, Uint32Array.from(offsets), Int16Array.from(xs), Int16Array.from(ys));
    return true;
  }
}

/** The lowest force is drawn last, on top. */
function charts(view: View, sides: Sides): string[] {
  const forces = view.force === null ? [...sides.charts].reverse() : [view.force];
  return forces.map((force) => chartLane(view.surface, force));
}
