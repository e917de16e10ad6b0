/** One world being read: pictures, what stands where, who is there, what was told, at any tick of any branch. */
import type { Kernels } from '../kernels/kernels';
import type { ChunkPosition, ForceIndex, Position, SurfaceIndex, Tick } from '../packet/schema';
import { CHUNK, chunkKey, LEVELS, RASTER, regionOf, slotOf } from './geometry';
import { type JournalState, worldState } from './journal';
import { WorldNumbers } from './numbers';
import { footprint, type Sides } from './overlay';
import { Painter } from './paint';
import { unpackPixels } from './pixel-codec';
import { NO_TILE, PIXELS } from './pixels';
import { Places } from './places';
import { Recent } from './recent';
import type { OpenWorld } from './stored-world';
import { inOrder, toldOnce } from './story';
import { LAST, openingUnit } from './summary';
import { depositOf, type EntityRow } from './thing-codec';
import { thingHere } from './thing-here';
import { depositTile } from './things';
import { Times } from './times';
import type { Area, Picture, StoryRow, ThingHere, View, WorldInfo, WorldState } from './types';
import { chartLane, thingsLane, tilesLane, type Unit } from './unit';

export class World {
  private readonly painters = new Map<Unit, Painter>();
  /** Asked for twice a raster. */
  private readonly known = new Map<Unit, Map<SurfaceIndex, Sides>>();
  private readonly states = new Recent<JournalState>(8);
  private readonly told = new Recent<StoryRow[]>(1);
  private readonly boxes = new Recent<Area | null>(8);
  readonly places: Places;
  readonly times: Times;
  readonly numbers: WorldNumbers;

  constructor(
    private readonly open: OpenWorld,
    private readonly kernels: Kernels,
  ) {
    const sources = { open, unit: (branch: string) => this.unit(branch), state: (unit: Unit, tick: Tick) => this.stateOf(unit, tick) };
    this.places = new Places(sources);
    this.times = new Times(sources);
    this.numbers = new WorldNumbers(
      () => this.info,
      (branch) => this.unit(branch),
    );
  }

  get info(): WorldInfo {
    return this.open.stored.info;
  }

  private unit(branch: string): Unit {
    const at = this.open.stored.units.findIndex((unit) => unit.branch === branch);
    return this.open.units[at] ?? openingUnit(this.open);
  }

  private stateOf(unit: Unit, tick: Tick): Promise<JournalState> {
    return this.states.get(`${this.open.units.indexOf(unit)}/${tick}`, () => unit.stateAt(tick));
  }

  private sides(unit: Unit, surface: SurfaceIndex): Sides {
    const known = this.known.get(unit) ?? new Map<SurfaceIndex, Sides>();
    this.known.set(unit, known);
    const sides = known.get(surface) ?? this.sidesOf(unit, surface);
    known.set(surface, sides);
    return sides;
  }

  /** Of all times: the game's own forces keep their names, and a raster must not read the journal for them. */
  private sidesOf(unit: Unit, surface: SurfaceIndex): Sides {
    const { forces } = this.info;
    const charts = [...unit.allCharts()].map((key) => key.split('/').map(Number) as [number, number]).filter(([on]) => on === surface);
    return {
      charts: charts.map(([, force]) => force).sort((a, b) => a - b),
      foes: new Set(forces.filter((force) => force.name === 'enemy').map((force) => force.index)),
      neutral: new Set(forces.filter((force) => force.name === 'neutral').map((force) => force.index)),
    };
  }

  /** The raster Leaflet calls z, x, y, for z from -5 to 0; null where nothing is known. */
  async picture(view: View, z: number, x: number, y: number): Promise<Picture | null> {
    if (z > 0 || z < -LEVELS) return null;
    const unit = this.unit(view.branch);
    const tick = view.tick ?? LAST;
    return this.painter(unit).picture(view, tick, this.sides(unit, view.surface), -z, x, y);
  }

  private painter(unit: Unit): Painter {
    const painter = this.painters.get(unit) ?? new Painter(unit, this.open.tables, this.kernels);
    this.painters.set(unit, painter);
    return painter;
  }

  /** Whether a raster is at another tick (null: the latest) what it is at the view's; false also where that takes longer to find out. */
  async unchanged(view: View, z: number, x: number, y: number, shown: Tick | null): Promise<boolean> {
    if (z > 0 || z < -LEVELS) return true;
    const ticks = [view.tick ?? LAST, shown ?? LAST] as const;
    if (ticks[0] === ticks[1]) return true;
    const unit = this.unit(view.branch);
    return await this.painter(unit).unchanged(view, Math.min(...ticks), Math.max(...ticks), this.sides(unit, view.surface), -z, x, y);
  }

  /** An area in tiles at 2^-level px a tile, cut from rasters. */
  async area(view: View, [x0, y0, x1, y1]: Area, level: number): Promise<Picture> {
    const step = 1 << level;
    const left = Math.floor(x0 / step);
    const top = Math.floor(y0 / step);
    const width = Math.max(1, Math.ceil(x1 / step) - left);
    const height = Math.max(1, Math.ceil(y1 / step) - top);
    const pixels = new Uint8ClampedArray(width * height * 4);
    for (let ry = Math.floor(top / RASTER); ry * RASTER < top + height; ry++) {
      for (let rx = Math.floor(left / RASTER); rx * RASTER < left + width; rx++) {
        const raster = await this.picture(view, -level, rx, ry);
        if (raster) copy(raster.pixels, rx * RASTER - left, ry * RASTER - top, pixels, width, height);
      }
    }
    return { width, height, pixels };
  }

  async state(branch: string, tick: Tick | null): Promise<WorldState> {
    const at = tick ?? LAST;
    return worldState(await this.stateOf(this.unit(branch), at), tick ?? this.info.ticks?.[1] ?? 0);
  }

  /** The last `limit` rows up to a tick, oldest first; with a force, without what only others know. */
  async story(
    branch: string,
    tick: Tick | null,
    limit: number,
    types?: readonly string[],
    force: ForceIndex | null = null,
  ): Promise<{ rows: StoryRow[]; total: number }> {
    const unit = this.unit(branch);
    // What was said and what happened are two questions about the same rows.
    const key = `${this.open.units.indexOf(unit)}/${tick}`;
    let rows = await this.told.get(key, async () => toldOnce(inOrder(await unit.rowsUntil(tick ?? LAST))));
    if (types) rows = rows.filter((row) => types.includes(row.type));
    if (force !== null) rows = rows.filter((row) => row.force === undefined || row.force === force);
    return { rows: rows.slice(-limit), total: rows.length };
  }

  private async chartedAt(unit: Unit, view: View, tick: Tick, chunk: ChunkPosition): Promise<boolean> {
    if (view.force === null || this.sides(unit, view.surface).charts.length === 0) return true;
    const values = await unit.pixelsIn(chartLane(view.surface, view.force), regionOf(chunk[0], 0), regionOf(chunk[1], 0), tick);
    return (values.get(slotOf(chunk, 0))?.length ?? 0) > 0;
  }

  /** What is known of a place in tiles, topmost first; nothing where the force has not charted. */
  async here(view: View, x: number, y: number): Promise<ThingHere[]> {
    const unit = this.unit(view.branch);
    const tick = view.tick ?? LAST;
    const tile: Position = [Math.floor(x), Math.floor(y)];
    const chunk: ChunkPosition = [tile[0] >> 5, tile[1] >> 5];
    if (!(await this.chartedAt(unit, view, tick, chunk))) return [];
    const found = await this.entitiesAt(unit, view.surface, tick, x, y);
    const [rx, ry] = [regionOf(chunk[0], 0), regionOf(chunk[1], 0)];
    const things = (await unit.thingsIn(view.surface, rx, ry, tick)).get(slotOf(chunk, 0));
    for (const [key, amount] of things?.deposits ?? []) {
      const deposit = depositOf(key);
      const at = depositTile(rx, ry, slotOf(chunk, 0), deposit.tile);
      if (at[0] === tile[0] && at[1] === tile[1])
        found.push({ what: 'resource', name: this.open.tables.name(deposit.name), at: [at[0] + 0.5, at[1] + 0.5], amount });
    }
    const ground = (await unit.pixelsIn(tilesLane(view.surface), rx, ry, tick)).get(slotOf(chunk, 0));
    const values = new Uint16Array(PIXELS);
    if (ground && unpackPixels(ground, 0, ground.length, values, 0, PIXELS)) {
      const number = values[(tile[1] & 31) * 32 + (tile[0] & 31)]!;
      if (number !== NO_TILE) found.push({ what: 'tile', name: this.open.tables.name(number), at: tile });
    }
    return found;
  }

  private async entitiesAt(unit: Unit, surface: SurfaceIndex, tick: Tick, x: number, y: number): Promise<ThingHere[]> {
    const found: { row: EntityRow; area: number }[] = [];
    const regions = new Set<string>();
    for (const dy of [-8, 8]) for (const dx of [-8, 8]) regions.add(`${Math.floor((x + dx) / RASTER)}.${Math.floor((y + dy) / RASTER)}`);
    for (const key of regions) {
      const [rx, ry] = key.split('.').map(Number) as [number, number];
      for (const things of (await unit.thingsIn(surface, rx, ry, tick)).values()) {
        for (const row of things.entities.values()) {
          const box = footprint(row, this.open.tables);
          if (x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h) found.push({ row, area: box.w * box.h });
        }
      }
    }
    return found.sort((a, b) => a.area - b.area).map(({ row }) => thingHere(row, this.open.tables));
  }

  /** Chunks that a view can draw; one may come twice. */
  private async drawable(view: View): Promise<ChunkPosition[]> {
    const unit = this.unit(view.branch);
    const tick = view.tick ?? LAST;
    const { charts } = this.sides(unit, view.surface);
    const forces = view.force === null ? charts : [view.force];
    const charted = (await Promise.all(forces.map((force) => unit.known(chartLane(view.surface, force), tick)))).flat();
    if (view.base === 'chart' && charted.length > 0) return charted;
    const masked = view.force !== null && charts.length > 0;
    let chunks = await unit.known(tilesLane(view.surface), tick);
    if (chunks.length === 0 || view.base === 'none') chunks = chunks.concat(await unit.known(thingsLane(view.surface), tick));
    if (!masked) return chunks;
    const allowed = new Set(charted.map(chunkKey));
    return chunks.filter((chunk) => allowed.has(chunkKey(chunk)));
  }

  /** Bounding box in tiles of what a view can draw; null when that is nothing. */
  bounds(view: View): Promise<Area | null> {
    const { branch, surface, force, base, tick } = view;
    return this.boxes.get(JSON.stringify([branch, surface, force, base, tick]), () => this.boxOf(view));
  }

  /** Where on a surface anything was known at any time, in whole regions; null: nowhere. Nothing is read for it but keys. */
  async reach(branch: string, surface: SurfaceIndex): Promise<Area | null> {
    const unit = this.unit(branch);
    const charts = this.sides(unit, surface).charts.map((force) => chartLane(surface, force));
    const lanes = [...[...charts, tilesLane(surface)].map((lane) => ({ lane, level: 1 })), { lane: thingsLane(surface), level: 0 }];
    const box: Area = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const layer of unit.layers(LAST)) {
      for (const { lane, level } of lanes) {
        // What stands at a region's edge reaches over it.
        const [side, over] = [RASTER << level, level === 0 ? CHUNK : 0];
        for (const [x, y] of await layer.unit.lanes.regions(lane, level)) {
          box[0] = Math.min(box[0], x * side - over);
          box[1] = Math.min(box[1], y * side - over);
          box[2] = Math.max(box[2], (x + 1) * side + over);
          box[3] = Math.max(box[3], (y + 1) * side + over);
        }
      }
    }
    return box[0] < box[2] ? box : null;
  }

  private async boxOf(view: View): Promise<Area | null> {
    const chunks = await this.drawable(view);
    if (chunks.length === 0) return null;
    const box: Area = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [x, y] of chunks) {
      box[0] = Math.min(box[0], x * 32);
      box[1] = Math.min(box[1], y * 32);
      box[2] = Math.max(box[2], x * 32 + 32);
      box[3] = Math.max(box[3], y * 32 + 32);
    }
    return box;
  }

  /** What this surface can be drawn from, for the view's force. */
  async bases(view: View): Promise<{ chart: boolean; terrain: boolean; charted: number }> {
    const unit = this.unit(view.branch);
    const tick = view.tick ?? LAST;
    const { charts } = this.sides(unit, view.surface);
    const forces = view.force === null ? charts : [view.force];
    let charted = 0;
    let chart = false;
    for (const force of forces) {
      const lane = chartLane(view.surface, force);
      charted += (await unit.known(lane, tick)).length;
      chart ||= await this.hasPixels(unit, lane, tick);
    }
    return { chart, terrain: await unit.knowsAny(tilesLane(view.surface), tick), charted };
  }

  private async hasPixels(unit: Unit, lane: string, tick: Tick): Promise<boolean> {
    for (const layer of unit.layers(tick)) {
      for (const [rx, ry] of await layer.unit.lanes.regions(lane, LEVELS)) {
        const [record] = await layer.unit.lanes.read([{ lane, level: LEVELS, rx, ry }], layer.tick);
        // A value of one pixel has four bytes, one of unknown pixels has one.
        if (record && record.data.length > record.entrySlot.length + record.baseSlot.length) return true;
      }
    }
    return false;
  }
}

function copy(raster: Uint8ClampedArray, x: number, y: number, into: Uint8ClampedArray, width: number, height: number): void {
  for (let row = Math.max(0, -y); row < RASTER && y + row < height; row++) {
    const from = Math.max(0, -x);
    const to = Math.min(RASTER, width - x);
    if (to > from) into.set(raster.subarray((row * RASTER + from) * 4, (row * RASTER + to) * 4), ((y + row) * width + x + from) * 4);
  }
}
