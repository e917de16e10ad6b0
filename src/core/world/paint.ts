/**
 * A raster from stored blocks: one opaque base, then overlays, at one of the levels a region is kept in. Rasters at level k
 * cover exactly one region of that level, so a picture costs a few records at any zoom and any tick.
 */
import type { Kernels } from '../kernels/kernels';
import type { Side } from '../kernels/raster';
import type { Tick } from '../packet/schema';
import { chunkAt, chunkSide, LEVELS, RASTER, regionSide } from './geometry';
import { RGBA, unpackPixels } from './pixel-codec';
import { type LaneRecord, latest } from './record';
import type { Tables } from './tables';
import type { ChunkThings, EntityRow } from './things';
import type { Picture, View } from './types';
import { chartLane, tilesLane, type Unit } from './unit';

/** Forces as the painter needs them. */
export interface Sides {
  /** Lowest first. */
  charts: number[];
  foes: ReadonlySet<number>;
  neutral: ReadonlySet<number>;
}

/** Where each slot's value lies: in which record, from where to where. */
interface Winners {
  records: LaneRecord[];
  which: Int16Array;
  start: Uint32Array;
  end: Uint32Array;
}

/** Things may reach over their chunk's edge by this much. */
const REACH = 8;
const OVERLAYS_KEPT = 400;

export class Painter {
  private readonly overlays = new Map<string, Promise<Uint8Array | null>>();

  constructor(
    private readonly unit: Unit,
    private readonly tables: Tables,
    private readonly kernels: Kernels,
  ) {}

  /** 256 × 256; null where nothing is known. `level` 0 … 5. */
  async picture(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<Picture | null> {
    const mask = await this.mask(view, tick, sides, level, rx, ry);
    const lanes = view.base === 'chart' ? charts(view, sides) : view.base === 'terrain' ? [tilesLane(view.surface)] : [];
    const bases = await Promise.all(lanes.map((lane) => this.winners(lane, tick, level, rx, ry)));
    const overlays = view.resources || view.buildings ? await this.overlaysOf(view, tick, sides, level, rx, ry) : [];
    // From here on nothing is awaited: the raster is shared.
    const { raster } = this.kernels;
    raster.begin();
    let drawn = false;
    for (const base of bases) drawn = this.drawBase(base, view.base, level, view.base === 'terrain' ? mask : null) || drawn;
    for (const overlay of overlays) drawn = this.drawOverlay(overlay, level, mask) || drawn;
    return drawn ? { width: RASTER, height: RASTER, pixels: raster.take() } : null;
  }

  /** Slots the force has charted; null: everything may be shown. */
  private async mask(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<Uint8Array | null> {
    if (view.force === null || sides.charts.length === 0 || view.base === 'chart') {
      if (view.base !== 'chart' || view.force === null || sides.charts.length === 0 || !(view.resources || view.buildings)) return null;
    }
    const winners = await this.winners(chartLane(view.surface, view.force), tick, level, rx, ry);
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
        else if (unpackPixels(data, start, base.end[slot]!, values, n * count, count)) {
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

  // ---- overlays ------------------------------------------------------------------------------------------------------

  private async overlaysOf(
    view: View,
    tick: Tick,
    sides: Sides,
    level: number,
    rx: number,
    ry: number,
  ): Promise<{ x: number; y: number; pixels: Uint8Array }[]> {
    const across = 1 << level;
    const lane = `things:${view.surface}`;
    const regions = new Map<string, [number, number]>();
    for (const layer of this.unit.layers(tick)) {
      for (const [x, y] of await layer.unit.lanes.regions(lane, 0)) {
        // A thing may reach over into the next region.
        for (const [ox, oy] of around(x, y))
          if (Math.floor(ox / across) === rx && Math.floor(oy / across) === ry) regions.set(`${ox}.${oy}`, [ox, oy]);
      }
    }
    const found: { x: number; y: number; pixels: Uint8Array }[] = [];
    for (const [x, y] of regions.values()) {
      const pixels = await this.overlay(view, tick, sides, x, y);
      if (pixels) found.push({ x: x - rx * across, y: y - ry * across, pixels });
    }
    return found;
  }

  /** All levels of a region's overlay, kept: 64 chunks × (4,096 + reduced) bytes. */
  private overlay(view: View, tick: Tick, sides: Sides, rx: number, ry: number): Promise<Uint8Array | null> {
    const key = `${view.surface}/${view.resources}/${view.buildings}/${tick}/${rx}.${ry}`;
    let made = this.overlays.get(key);
    if (!made) {
      made = this.makeOverlay(view, tick, sides, rx, ry);
      made.catch(() => this.overlays.delete(key));
    }
    this.overlays.delete(key);
    this.overlays.set(key, made);
    for (const old of this.overlays.keys()) {
      if (this.overlays.size <= OVERLAYS_KEPT) break;
      this.overlays.delete(old);
    }
    return made;
  }

  private async makeOverlay(view: View, tick: Tick, sides: Sides, rx: number, ry: number): Promise<Uint8Array | null> {
    const regions = await Promise.all(
      [...around(rx, ry)].map(async ([x, y]) => ({ x, y, things: await this.unit.thingsIn(view.surface, x, y, tick) })),
    );
    const { raster } = this.kernels;
    raster.begin();
    const left = rx * RASTER;
    const top = ry * RASTER;
    let drawn = false;
    for (const { x, y, things } of regions) {
      for (const [slot, chunk] of things) {
        const [cx, cy] = chunkAt(x, y, slot, 0);
        const own = x === rx && y === ry;
        if (!own && !touches(cx * 32 - left, cy * 32 - top)) continue;
        drawn = this.drawThings(chunk, view, sides, cx * 32, cy * 32, left, top, own) || drawn;
      }
    }
    if (!drawn) return null;
    const picture = raster.take();
    return pyramid(picture, this.kernels);
  }

  private drawThings(
    chunk: ChunkThings,
    view: View,
    sides: Sides,
    chunkX: number,
    chunkY: number,
    left: number,
    top: number,
    own: boolean,
  ): boolean {
    const { raster } = this.kernels;
    let drawn = false;
    if (view.resources && own) {
      for (const deposit of chunk.deposits.values()) {
        const name = this.tables.name(deposit.name);
        const [w, h] = this.tables.prototype(name)?.size ?? [1, 1];
        const x = chunkX + (deposit.tile & 31) - Math.floor(w / 2);
        const y = chunkY + (deposit.tile >> 5) - Math.floor(h / 2);
        raster.fill(x - left, y - top, Math.max(1, Math.round(w)), Math.max(1, Math.round(h)), this.tables.entityColour(name, false));
        drawn = true;
      }
    }
    if (!view.buildings) return drawn;
    for (const row of chunk.entities.values()) {
      if (sides.neutral.has(row.force) || this.natural(row)) continue;
      const { x, y, w, h } = footprint(row, this.tables);
      raster.fill(x - left, y - top, w, h, this.tables.entityColour(this.tables.name(row.name), sides.foes.has(row.force)));
      drawn = true;
    }
    return drawn;
  }

  private natural(row: EntityRow): boolean {
    return NATURAL.has(this.tables.prototype(this.tables.name(row.name))?.type ?? '');
  }

  private drawOverlay(overlay: { x: number; y: number; pixels: Uint8Array }, level: number, mask: Uint8Array | null): boolean {
    const side = chunkSide(level);
    const size = side * side * 4;
    const start = levelStart(level);
    const across = regionSide(level);
    const offsets: number[] = [];
    const xs: number[] = [];
    const ys: number[] = [];
    for (let chunk = 0; chunk < 64; chunk++) {
      const x = overlay.x * 8 + (chunk & 7);
      const y = overlay.y * 8 + (chunk >> 3);
      if (mask?.[y * across + x] === 0) continue;
      offsets.push(start + chunk * size);
      xs.push(x * side);
      ys.push(y * side);
    }
    if (offsets.length === 0) return false;
    this.kernels.raster.blitMany('over', side as Side, overlay.pixels, Uint32Array.from(offsets), Int16Array.from(xs), Int16Array.from(ys));
    return true;
  }
}

const NATURAL: ReadonlySet<string> = new Set([
  'tree',
  'simple-entity',
  'cliff',
  'resource',
  'fish',
  'plant',
  'character',
  'corpse',
  'optimized-decorative',
]);

/** The lowest force is drawn last, on top. */
function charts(view: View, sides: Sides): string[] {
  const forces = view.force === null ? [...sides.charts].reverse() : [view.force];
  return forces.map((force) => chartLane(view.surface, force));
}

function* around(rx: number, ry: number): Iterable<[number, number]> {
  for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) yield [rx + x, ry + y];
}

/** Whether a chunk at these pixels of a raster may reach into it. */
function touches(x: number, y: number): boolean {
  return x > -32 - REACH && y > -32 - REACH && x < RASTER + REACH && y < RASTER + REACH;
}

/** The tiles a thing covers: its size as it stands, else the prototype's, turned by its direction. */
export function footprint(row: EntityRow, tables: Tables): { x: number; y: number; w: number; h: number } {
  let w = row.w / 16;
  let h = row.h / 16;
  if (!w || !h) {
    [w, h] = tables.prototype(tables.name(row.name))?.size ?? [1, 1];
    if (row.dir === 4 || row.dir === 12) [w, h] = [h, w];
  }
  return {
    x: Math.round(row.x / 256 - w / 2),
    y: Math.round(row.y / 256 - h / 2),
    w: Math.max(1, Math.round(w)),
    h: Math.max(1, Math.round(h)),
  };
}

/** Where a level begins in an overlay: 64 chunks of level 0, then of level 1 … */
function levelStart(level: number): number {
  let at = 0;
  for (let k = 0; k < level; k++) at += 64 * chunkSide(k) ** 2 * 4;
  return at;
}

/** A 256 px picture cut into its 64 chunks at all levels. */
function pyramid(picture: Uint8ClampedArray, kernels: Kernels): Uint8Array {
  const chunks = new Uint8Array(64 * 4096);
  for (let chunk = 0; chunk < 64; chunk++) {
    for (let row = 0; row < 32; row++) {
      const from = (((chunk >> 3) * 32 + row) * RASTER + (chunk & 7) * 32) * 4;
      chunks.set(picture.subarray(from, from + 128), chunk * 4096 + row * 128);
    }
  }
  const reduced = kernels.reduce(chunks);
  const all = new Uint8Array(levelStart(LEVELS + 1));
  all.set(chunks);
  const each = reduced.length / 64;
  let within = 0;
  for (let level = 1; level <= LEVELS; level++) {
    const size = chunkSide(level) ** 2 * 4;
    for (let chunk = 0; chunk < 64; chunk++)
      all.set(reduced.subarray(chunk * each + within, chunk * each + within + size), levelStart(level) + chunk * size);
    within += size;
  }
  return all;
}
