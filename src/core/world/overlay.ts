/**
 * What is drawn over the base: deposits and footprints of a region, painted at 1 px a tile from the things that stand there
 * and reduced like everything else. Kept, since neighbouring rasters and zooms ask again.
 */
import { type Kernels, REDUCED_AT, REDUCED_BYTES } from '../kernels/kernels';
import type { SurfaceIndex, Tick } from '../packet/schema';
import { type DrawnChunk, DrawnThings, type Readable, stampOf } from './drawn-things';
import { CHUNK, chunkAt, chunkSide, RASTER } from './geometry';
import { Recent } from './recent';
import type { Tables } from './tables';
import { depositOf, type EntityLook } from './thing-codec';
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

/** A region that is painted, or one beside it, and what tells of it. */
interface Beside {
  x: number;
  y: number;
  readable: Readable;
  stamp: string;
}

/** What is drawn in a region: only the chunks (0–63, row by row) in which there is anything; whole or reduced, as it is asked for. */
interface Painted {
  chunks: Uint8Array;
  /** 32² pixels RGBA each. */
  full: Uint8Array;
  /** The reduced copies of each. */
  reduced: Uint8Array;
}

/** Regions east and south of the raster's corner. */
export interface RegionOverlay extends Painted {
  x: number;
  y: number;
}

/** A chunk's things and where the chunk lies on the raster. */
interface Placed {
  things: DrawnChunk;
  x: number;
  y: number;
}

/** What things of one prototype look like. */
interface Look {
  natural: boolean;
  size: readonly [number, number];
  friend: number;
  foe: number;
}

export class Overlays {
  /** Up to 260 kB each, and 90 kB. */
  private readonly painted = { full: new Recent<Painted | null>(64), reduced: new Recent<Painted | null>(256) };
  /** Each region is asked for by its eight neighbours too. */
  private readonly standing = new Recent<DrawnThings>(48);

  /** By number of the prototype: thousands of one kind are painted in a row. */
  private readonly looks: (Look | undefined)[] = [];
  /** Chunks of the region being painted in which something was. */
  private readonly touched = new Uint8Array(64);

  constructor(
    private readonly unit: Unit,
    private readonly tables: Tables,
    private readonly kernels: Kernels,
  ) {}

  /** Of all regions of level 0 that lie in a region of `level`. */
  async of(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<RegionOverlay[]> {
    const across = 1 << level;
    const regions = new Map<string, [number, number]>();
    for (const [x, y] of await this.near(view.surface, tick, level, rx, ry)) {
      for (const [ox, oy] of around(x, y)) {
        if (Math.floor(ox / across) === rx && Math.floor(oy / across) === ry) regions.set(`${ox}.${oy}`, [ox, oy]);
      }
    }
    const found: RegionOverlay[] = [];
    for (const [x, y] of regions.values()) {
      const painted = await this.region(view, tick, sides, level, x, y);
      if (painted) found.push({ x: x - rx * across, y: y - ry * across, ...painted });
    }
    return found;
  }

  /** Regions of level 0, in a region of `level` or beside it, in which anything ever stood. */
  private async near(surface: SurfaceIndex, tick: Tick, level: number, rx: number, ry: number): Promise<[number, number][]> {
    const across = 1 << level;
    const near = (at: number, from: number): boolean => at >= from * across - 1 && at <= (from + 1) * across;
    const found: [number, number][] = [];
    for (const layer of this.unit.layers(tick)) {
      for (const [x, y] of await layer.unit.lanes.regions(thingsLane(surface), 0)) if (near(x, rx) && near(y, ry)) found.push([x, y]);
    }
    return found;
  }

  /** Whether nothing was told of what stands there after one tick and up to another. */
  async unchanged({ surface }: View, after: Tick, until: Tick, level: number, rx: number, ry: number): Promise<boolean> {
    const lane = thingsLane(surface);
    for (const [x, y] of await this.near(surface, until, level, rx, ry))
      if (await this.unit.tellsOf(lane, 0, x, y, after, until)) return false;
    return true;
  }

  /** By what is told of it and beside it, not by the tick: what did not change is not painted again while time goes on. */
  private async region(view: View, tick: Tick, sides: Sides, level: number, rx: number, ry: number): Promise<Painted | null> {
    const beside: Beside[] = [];
    for (const [x, y] of around(rx, ry)) {
      const readable = await this.unit.thingRecords(view.surface, x, y, tick);
      if (readable.length > 0) beside.push({ x, y, readable, stamp: stampOf(readable) });
    }
    if (beside.length === 0) return null;
    const key = JSON.stringify([view.surface, view.resources, view.buildings, rx, ry, beside.map(({ x, y, stamp }) => [x, y, stamp])]);
    const kept = level === 0 ? this.painted.full : this.painted.reduced;
    return await kept.get(key, async () => this.paint(view, await this.placed(view.surface, beside, rx, ry), sides, level, rx, ry));
  }

  private async placed(surface: SurfaceIndex, beside: readonly Beside[], rx: number, ry: number): Promise<Placed[]> {
    const chunks: Placed[] = [];
    for (const { x, y, readable, stamp } of beside) {
      const standing = await this.standing.get(`${surface}/${x}.${y}/${stamp}`, async () => new DrawnThings(readable));
      for (const slot of standing.slots()) {
        const [cx, cy] = chunkAt(x, y, slot, 0);
        const place = { x: cx * 32 - rx * RASTER, y: cy * 32 - ry * RASTER };
        if (touches(place)) chunks.push({ things: standing.at(slot)!, ...place });
      }
    }
    return chunks;
  }

  private paint(view: View, chunks: readonly Placed[], sides: Sides, level: number, rx: number, ry: number): Painted | null {
    // From here on nothing is awaited: the raster is shared.
    this.kernels.raster.begin();
    this.touched.fill(0);
    // Whatever is built stands on the ore, the ore of the next chunk too.
    if (view.resources) for (const chunk of chunks) this.deposits(chunk);
    if (view.buildings) for (const chunk of chunks) this.buildings(chunk, sides, rx * RASTER, ry * RASTER);
    return this.touched.includes(1) ? cutUp(this.kernels.raster.take(), this.touched, this.kernels, level) : null;
  }

  private fill(x: number, y: number, w: number, h: number, color: number): void {
    this.kernels.raster.fill(x, y, w, h, color);
    for (let cy = Math.max(0, y >> 5); cy <= Math.min(7, (y + h - 1) >> 5); cy++)
      for (let cx = Math.max(0, x >> 5); cx <= Math.min(7, (x + w - 1) >> 5); cx++) this.touched[cy * 8 + cx] = 1;
  }

  private deposits({ things, x, y }: Placed): void {
    // Neighbours are of one kind: what it looks like is asked once.
    let name = -1;
    let [w, h, color] = [1, 1, 0];
    for (const key of things.deposits) {
      const deposit = depositOf(key);
      if (deposit.name !== name) {
        name = deposit.name;
        [w, h, color] = this.lookOf(this.tables.name(name));
      }
      const left = x + (deposit.tile & 31) - Math.floor(w / 2);
      const top = y + (deposit.tile >> 5) - Math.floor(h / 2);
      this.fill(left, top, w, h, color);
    }
  }

  private lookOf(name: string): [w: number, h: number, color: number] {
    const [w, h] = (this.tables.prototype(name)?.size ?? [1, 1]).map((side) => Math.max(1, Math.round(side))) as [number, number];
    return [w, h, this.tables.entityColour(name, false)];
  }

  private buildings({ things }: Placed, sides: Sides, left: number, top: number): void {
    for (const row of things.entities()) {
      const look = this.looks[row.name] ?? this.learn(row.name);
      if (look.natural || sides.neutral.has(row.force)) continue;
      const { x, y, w, h } = covered(row, look.size);
      this.fill(x - left, y - top, w, h, sides.foes.has(row.force) ? look.foe : look.friend);
    }
  }

  private learn(number: number): Look {
    const name = this.tables.name(number);
    const prototype = this.tables.prototype(name);
    const look: Look = {
      natural: NATURAL.has(prototype?.type ?? ''),
      size: prototype?.size ?? [1, 1],
      friend: this.tables.entityColour(name, false),
      foe: this.tables.entityColour(name, true),
    };
    this.looks[number] = look;
    return look;
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

function touches({ x, y }: { x: number; y: number }): boolean {
  return x > -32 - REACH && y > -32 - REACH && x < RASTER + REACH && y < RASTER + REACH;
}

/** The tiles a thing covers: its size as it stands, else the prototype's, turned by its direction. */
export const footprint = (row: EntityLook, tables: Tables): Covered =>
  covered(row, tables.prototype(tables.name(row.name))?.size ?? [1, 1]);

interface Covered {
  x: number;
  y: number;
  w: number;
  h: number;
}

function covered(row: EntityLook, size: readonly [number, number]): Covered {
  let w = row.w / 16;
  let h = row.h / 16;
  if (!w || !h) {
    [w, h] = size;
    if (row.dir === 4 || row.dir === 12) [w, h] = [h, w];
  }
  return {
    x: Math.round(row.x / 256 - w / 2),
    y: Math.round(row.y / 256 - h / 2),
    w: Math.max(1, Math.round(w)),
    h: Math.max(1, Math.round(h)),
  };
}

/** Where a chunk lies in what is painted of its region, at a level: in which bytes, and from where on. */
export function overlayAt(painted: Painted, level: number): { pixels: Uint8Array; start: number; step: number } {
  if (level === 0) return { pixels: painted.full, start: 0, step: CHUNK_BYTES };
  return { pixels: painted.reduced, start: REDUCED_AT[chunkSide(level)]!, step: REDUCED_BYTES };
}

const CHUNK_BYTES = CHUNK * CHUNK * 4;

/** A 256 px picture cut into those of its 64 chunks in which something was painted. */
function cutUp(picture: Uint8ClampedArray, touched: Uint8Array, kernels: Kernels, level: number): Painted {
  const chunks = Uint8Array.from(touched.keys()).filter((chunk) => touched[chunk] === 1);
  const full = new Uint8Array(chunks.length * CHUNK_BYTES);
  chunks.forEach((chunk, i) => {
    for (let row = 0; row < CHUNK; row++) {
      const from = (((chunk >> 3) * CHUNK + row) * RASTER + (chunk & 7) * CHUNK) * 4;
      full.set(picture.subarray(from, from + CHUNK * 4), i * CHUNK_BYTES + row * CHUNK * 4);
    }
  });
  const nothing = new Uint8Array(0);
  return level === 0 ? { chunks, full, reduced: nothing } : { chunks, full: nothing, reduced: kernels.reduce(full) };
}
