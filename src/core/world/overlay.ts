/**
 * What is drawn over the base: deposits and footprints of a region, painted at 1 px a tile from the things that stand there
 * and reduced like everything else. Kept, since neighbouring rasters and zooms ask again.
 */
import type { Kernels } from '../kernels/kernels';
import type { SurfaceIndex, Tick } from '../packet/schema';
import { chunkAt, chunkSide, LEVELS, RASTER } from './geometry';
import { Recent } from './recent';
import type { Tables } from './tables';
import type { ChunkThings, EntityRow } from './things';
import type { View } from './types';
import { thingsLane, type Unit } from './unit';

/** Things may reach over their chunk's edge by this much. */
const REACH = 8;

/** Forces as the painter needs them. */
export interface Sides {
  /** Those that have charted, lowest first. */
  charts: number[];
  foes: ReadonlySet<number>;
  neutral: ReadonlySet<number>;
}

/** Regions east and south of the raster's corner, and 64 chunks at every level, one level after another. */
export interface RegionOverlay {
  x: number;
  y: number;
  pixels: Uint8Array;
}

/** A chunk's things and where the chunk lies on the raster. */
interface Placed {
  things: ChunkThings;
  x: number;
  y: number;
}

export class Overlays {
  private readonly painted = new Recent<Uint8Array | null>(400);
  /** Each region is asked for by its eight neighbours too. */
  private readonly standing = new Recent<Map<number, ChunkThings>>(48);

  constructor(
    private readonly unit: Unit,
    private readonly tables: Tables,
    private readonly kernels: Kernels,
  ) {}

  /** Of all regions of level 0 that lie in a region of `level`. */
  async of(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<RegionOverlay[]> {
    const across = 1 << level;
    const regions = new Map<string, [number, number]>();
    for (const layer of this.unit.layers(tick)) {
      for (const [x, y] of await layer.unit.lanes.regions(thingsLane(view.surface), 0)) {
        for (const [ox, oy] of around(x, y)) {
          if (Math.floor(ox / across) === rx && Math.floor(oy / across) === ry) regions.set(`${ox}.${oy}`, [ox, oy]);
        }
      }
    }
    const found: RegionOverlay[] = [];
    for (const [x, y] of regions.values()) {
      const pixels = await this.region(view, tick, sides, x, y);
      if (pixels) found.push({ x: x - rx * across, y: y - ry * across, pixels });
    }
    return found;
  }

  private region(view: View, tick: Tick, sides: Sides, rx: number, ry: number): Promise<Uint8Array | null> {
    const key = `${view.surface}/${view.resources}/${view.buildings}/${tick}/${rx}.${ry}`;
    return this.painted.get(key, () => this.paint(view, tick, sides, rx, ry));
  }

  private things(surface: SurfaceIndex, rx: number, ry: number, tick: Tick): Promise<Map<number, ChunkThings>> {
    return this.standing.get(`${surface}/${tick}/${rx}.${ry}`, () => this.unit.thingsIn(surface, rx, ry, tick));
  }

  private async paint(view: View, tick: Tick, sides: Sides, rx: number, ry: number): Promise<Uint8Array | null> {
    const chunks: Placed[] = [];
    for (const [x, y] of around(rx, ry)) {
      for (const [slot, things] of await this.things(view.surface, x, y, tick)) {
        const [cx, cy] = chunkAt(x, y, slot, 0);
        const placed = { things, x: cx * 32 - rx * RASTER, y: cy * 32 - ry * RASTER };
        if (touches(placed)) chunks.push(placed);
      }
    }
    // From here on nothing is awaited: the raster is shared.
    this.kernels.raster.begin();
    let drawn = 0;
    // Whatever is built stands on the ore, the ore of the next chunk too.
    if (view.resources) for (const chunk of chunks) drawn += this.deposits(chunk);
    if (view.buildings) for (const chunk of chunks) drawn += this.buildings(chunk, sides, rx * RASTER, ry * RASTER);
    return drawn > 0 ? pyramid(this.kernels.raster.take(), this.kernels) : null;
  }

  private deposits({ things, x, y }: Placed): number {
    for (const deposit of things.deposits.values()) {
      const name = this.tables.name(deposit.name);
      const [w, h] = (this.tables.prototype(name)?.size ?? [1, 1]).map((side) => Math.max(1, Math.round(side))) as [number, number];
      const left = x + (deposit.tile & 31) - Math.floor(w / 2);
      const top = y + (deposit.tile >> 5) - Math.floor(h / 2);
      this.kernels.raster.fill(left, top, w, h, this.tables.entityColour(name, false));
    }
    return things.deposits.size;
  }

  private buildings({ things }: Placed, sides: Sides, left: number, top: number): number {
    let drawn = 0;
    for (const row of things.entities.values()) {
      const name = this.tables.name(row.name);
      if (sides.neutral.has(row.force) || NATURAL.has(this.tables.prototype(name)?.type ?? '')) continue;
      const { x, y, w, h } = footprint(row, this.tables);
      this.kernels.raster.fill(x - left, y - top, w, h, this.tables.entityColour(name, sides.foes.has(row.force)));
      drawn += 1;
    }
    return drawn;
  }
}

/** Types that are no buildings, whoever owns them. */
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

function* around(rx: number, ry: number): Iterable<[number, number]> {
  for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) yield [rx + x, ry + y];
}

function touches({ x, y }: Placed): boolean {
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
export function overlayStart(level: number): number {
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
  const all = new Uint8Array(overlayStart(LEVELS + 1));
  all.set(chunks);
  const each = reduced.length / 64;
  let within = 0;
  for (let level = 1; level <= LEVELS; level++) {
    const size = chunkSide(level) ** 2 * 4;
    for (let chunk = 0; chunk < 64; chunk++)
      all.set(reduced.subarray(chunk * each + within, chunk * each + within + size), overlayStart(level) + chunk * size);
    within += size;
  }
  return all;
}
