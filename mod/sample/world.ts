/**
 * The truth of a made-up world: what lies and stands anywhere at any tick, and what the game would show of it. Logs are
 * written from it, and tests compare pictures with it. Nothing is kept but the plans, so its size costs no memory.
 */
import type { ChunkPosition, EntityState, ForceIndex, Position, SurfaceIndex, Tick } from '../../src/core/packet/schema';
import { CLIFF_565, ENEMY_565, fill, ORE_565, treeOn } from './brush';
import { buildAurora, buildVulcanus, Space, Vulcanus } from './elsewhere';
import { Nauvis } from './nauvis';
import { unit } from './noise';
import { buildNordhafen, type Station } from './nordhafen';
import { friendColor, RESOURCE_NAMES, TILE_565, to565 } from './palette';
import { type Paving, Plan, type Thing } from './plan';
import type { Ground, Terrain } from './terrain';

export interface WorldOptions {
  seed: number;
  /** Chunks of Nauvis charted at the end, about. */
  chunks: number;
  hours: number;
  /** Nauvis is always there. */
  surfaces?: ('vulcanus' | 'aurora')[];
  /** 2: a second team charts the west for itself. */
  teams?: 1 | 2;
  /** Another history from this tick on: some of what was planned is never built. */
  turn?: Tick;
  /** Ticks between two looks of a radar at the same chunk. */
  sweep?: Tick;
}
export interface Surface {
  index: SurfaceIndex;
  name: string;
  planet?: string;
  platform?: string;
  /** When it came to be. */
  born: Tick;
  terrain: Terrain;
  plan: Plan;
}
export const PLAYER_FORCE = 1;
export const ENEMY_FORCE = 2;
export const SECOND_FORCE = 4;
const HOUR = 216000;
/** Of each tile under a drill, a tick. */
const DRAIN = 1 / 3200;
/** The mod looks at what was mined this often; in between, nothing counts as mined. */
const MINED = 36000;

export interface Camp {
  id: number;
  name: Thing['name'];
  at: Position;
  died: Tick;
}

interface Local {
  /** Whose footprint touches the chunk. */
  things: Thing[];
  paving: Paving[];
}

export class World {
  readonly length: Tick;
  readonly surfaces: Surface[] = [];
  readonly stations: Station[];
  readonly sweep: Tick;
  private readonly locals = new Map<string, Local>();
  private readonly camps = new Map<string, Camp[]>();
  private readonly radius: number;

  constructor(readonly options: WorldOptions) {
    this.length = Math.round(options.hours * HOUR);
    this.sweep = options.sweep ?? Math.max(1800, Math.round(this.length / 24));
    this.radius = Math.sqrt(options.chunks / 2.57);
    const nauvis = new Nauvis(options.seed);
    const town = new Plan(nauvis, this.length, 1000);
    this.stations = buildNordhafen(town).stations;
    this.addSurface({ index: 1, name: 'nauvis', planet: 'nauvis', born: 0, terrain: nauvis, plan: town });
    if (options.surfaces?.includes('vulcanus')) {
      const terrain = new Vulcanus(options.seed);
      const plan = new Plan(terrain, this.length, 100000);
      buildVulcanus(plan);
      this.addSurface({ index: 2, name: 'vulcanus', planet: 'vulcanus', born: Math.round(0.71 * this.length), terrain, plan });
    }
    if (options.surfaces?.includes('aurora')) {
      const terrain = new Space(options.seed);
      const plan = new Plan(terrain, this.length, 200000);
      buildAurora(plan);
      this.addSurface({ index: 3, name: 'platform-1', platform: 'Aurora', born: Math.round(0.635 * this.length), terrain, plan });
    }
  }

  surface(index: SurfaceIndex): Surface {
    return this.surfaces.find((s) => s.index === index)!;
  }

  get forces(): ForceIndex[] {
    return this.options.teams === 2 ? [PLAYER_FORCE, SECOND_FORCE] : [PLAYER_FORCE];
  }

  private addSurface(surface: Surface): void {
    this.surfaces.push(surface);
    const turn = this.options.turn ?? Infinity;
    surface.plan.groups.forEach((group, g) => {
      for (const thing of group.things) {
        // The other history: every third work is not gone on with, and what would have fallen stands.
        if (thing.born > turn && g % 3 === 1) continue;
        if (thing.died > turn && g % 3 === 1) thing.died = Infinity;
        const chart = this.chartedAt(surface.index, PLAYER_FORCE, Math.floor(thing.at[0]) >> 5, Math.floor(thing.at[1]) >> 5);
        // Who builds sees: what lies where nobody ever goes is not built.
        if (chart === Infinity) continue;
        if (thing.born <= chart) thing.born = chart + 60;
        if (thing.recipeAt !== undefined && thing.recipeAt <= thing.born) thing.recipeAt = thing.born + 240;
        if (thing.died < thing.born + 600) thing.died = thing.born + 600;
        const [x, y] = thing.at;
        const [w, h] = thing.size;
        for (let cy = Math.floor(y - h / 2) >> 5; cy <= Math.floor(y + h / 2 - 0.01) >> 5; cy++)
          for (let cx = Math.floor(x - w / 2) >> 5; cx <= Math.floor(x + w / 2 - 0.01) >> 5; cx++)
            this.local(surface.index, cx, cy, true).things.push(thing);
      }
    });
    for (const paving of surface.plan.paving) {
      const chart = this.chartedAt(surface.index, PLAYER_FORCE, paving.cx, paving.cy);
      if (chart === Infinity || paving.born > turn) continue;
      if (paving.born <= chart) paving.born = chart + 60;
      this.local(surface.index, paving.cx, paving.cy, true).paving.push(paving);
    }
    for (const { paving } of this.locals.values()) paving.sort((a, b) => a.born - b.born);
  }

  private local(surface: SurfaceIndex, cx: number, cy: number, make = false): Local {
    const key = `${surface}/${cx}/${cy}`;
    let local = this.locals.get(key);
    if (local === undefined) {
      local = { things: [], paving: [] };
      if (make) this.locals.set(key, local);
    }
    return local;
  }

  // ---- what is charted ----

  /** When this force first saw the chunk; Infinity: never. */
  chartedAt(surface: SurfaceIndex, force: ForceIndex, cx: number, cy: number): Tick {
    const { seed } = this.options;
    const born = this.surfaces.find((s) => s.index === surface)?.born ?? 0;
    if (surface === 1) {
      const mx = cx + 0.5 - (force === SECOND_FORCE ? -this.radius * 0.5 : 0.3);
      const my = cy + 0.5 - 0.4;
      const ragged = 0.09 * unit(seed + 1, cx, cy) + 0.045 * Math.sin(cx * 1.3) + 0.045 * Math.cos(cy * 1.7);
      const d = Math.hypot(mx / (this.radius * 1.12), my / (this.radius * 0.8)) * (force === SECOND_FORCE ? 1.9 : 1) + ragged;
      if (d > 1) return Infinity;
      const near = Math.hypot(mx, my);
      if (near < 4 || d < 0.12) return force === SECOND_FORCE ? Math.round(0.2 * this.length) : 0;
      const share = 0.85 * d ** 1.7 + 0.06 * unit(seed + 2, cx, cy);
      return Math.round((force === SECOND_FORCE ? 0.2 + 0.8 * share : share) * this.length);
    }
    if (force !== PLAYER_FORCE) return Infinity;
    if (surface === 2) {
      const d = Math.hypot((cx + 0.5) / 6.2, (cy + 0.5) / 4.6) + 0.12 * unit(seed + 3, cx, cy);
      return d > 1 ? Infinity : born + Math.round((d < 0.5 ? 0.001 : 0.2 * d) * this.length);
    }
    return Math.abs(cx + 0.5) < 2 && Math.abs(cy + 0.5) < 3 ? born + 60 : Infinity;
  }

  isCharted(surface: SurfaceIndex, force: ForceIndex, cx: number, cy: number, tick: Tick): boolean {
    return this.chartedAt(surface, force, cx, cy) <= tick;
  }

  /** Everything a force has charted by a tick, row by row. */
  chartedChunks(surface: SurfaceIndex, force: ForceIndex, tick: Tick): ChunkPosition[] {
    const reach = surface === 1 ? Math.ceil(this.radius * 1.3) + 5 : 9;
    const found: ChunkPosition[] = [];
    for (let cy = -reach; cy < reach; cy++)
      for (let cx = -reach; cx < reach; cx++) if (this.isCharted(surface, force, cx, cy, tick)) found.push([cx, cy]);
    return found;
  }

  /** The ticks at which the force's map of this chunk was drawn anew, ascending; the first is its charting. */
  drawnAt(surface: SurfaceIndex, force: ForceIndex, cx: number, cy: number): Tick[] {
    const first = this.chartedAt(surface, force, cx, cy);
    if (first === Infinity) return [];
    if (this.sweep >= this.length) return [first];
    const { things, paving } = this.local(surface, cx, cy);
    const ticks = new Set<Tick>([first]);
    const phase = Math.floor(unit(this.options.seed + 4, cx, cy) * this.sweep);
    const next = (tick: Tick): void => {
      // The last look comes just before the end, so that the end shows what was built.
      const last = this.length - 600;
      if (tick <= first || tick > last) return;
      ticks.add(Math.min(last, Math.ceil((tick - phase) / this.sweep) * this.sweep + phase));
    };
    for (const thing of things) {
      next(thing.born);
      next(thing.died);
    }
    for (const { born } of paving) next(born);
    for (const [tick] of this.depletions(surface, cx, cy)) next(tick);
    for (const nest of this.nestsNear(surface, cx, cy)) next(nest.died);
    return [...ticks].sort((a, b) => a - b);
  }

  // ---- what is there ----

  ground(surface: SurfaceIndex, cx: number, cy: number): Ground {
    return this.surface(surface).terrain.chunk(cx, cy);
  }

  /** Indices into TILE_NAMES, row by row. */
  tiles(surface: SurfaceIndex, cx: number, cy: number, tick: Tick): Uint8Array {
    const { tiles } = this.ground(surface, cx, cy);
    const { paving } = this.local(surface, cx, cy);
    if (paving.length === 0) return tiles;
    const now = tiles.slice();
    for (const { spots, tile, born } of paving) if (born <= tick) for (const spot of spots) now[spot] = tile;
    return now;
  }

  paving(surface: SurfaceIndex, cx: number, cy: number): readonly Paving[] {
    return this.local(surface, cx, cy).paving;
  }

  /** What was ever built with its centre in this chunk. */
  things(surface: SurfaceIndex, cx: number, cy: number): Thing[] {
    return this.local(surface, cx, cy).things.filter(({ at }) => Math.floor(at[0]) >> 5 === cx && Math.floor(at[1]) >> 5 === cy);
  }

  /** Chunks in which something is ever built or paved. */
  builtChunks(surface: SurfaceIndex): ChunkPosition[] {
    return [...this.locals.keys()]
      .map((key) => key.split('/').map(Number))
      .filter(([s]) => s === surface)
      .map(([, x, y]) => [x!, y!]);
  }

  /** What stands in this chunk, as packets tell it: the players' and the enemy's. */
  entities(surface: SurfaceIndex, cx: number, cy: number, tick: Tick): EntityState[] {
    const list = this.things(surface, cx, cy)
      .filter((thing) => thing.born <= tick && tick < thing.died)
      .map((thing) => state(thing, tick));
    for (const nest of this.nests(surface, cx, cy))
      if (tick < nest.died) list.push({ id: nest.id, name: nest.name, at: nest.at, force: ENEMY_FORCE });
    return list;
  }

  /** Nests fall when something is built where they would be in the way. */
  nests(surface: SurfaceIndex, cx: number, cy: number): Camp[] {
    const key = `${surface}/${cx}/${cy}`;
    let camps = this.camps.get(key);
    if (camps === undefined) {
      if (this.camps.size >= 20000) this.camps.clear();
      camps = this.surface(surface)
        .terrain.nests(cx, cy)
        .map(({ id, name, x, y }) => ({ id, name, at: [x, y], died: this.fallOf(surface, cx, cy, x, y) }));
      this.camps.set(key, camps);
    }
    return camps;
  }

  private fallOf(surface: SurfaceIndex, cx: number, cy: number, x: number, y: number): Tick {
    let died = Infinity;
    for (const { box, from } of this.surface(surface).plan.groups) {
      const [x0, y0, x1, y1] = box;
      if (x1 - x0 < 300 && x > x0 - 14 && x < x1 + 14 && y > y0 - 14 && y < y1 + 14) died = Math.min(died, from - 600);
    }
    return died === Infinity ? died : Math.max(died, this.chartedAt(surface, PLAYER_FORCE, cx, cy) + 600);
  }

  private nestsNear(surface: SurfaceIndex, cx: number, cy: number): (Camp & { size: number })[] {
    const found = [];
    for (let y = cy - 1; y <= cy + 1; y++)
      for (let x = cx - 1; x <= cx + 1; x++)
        for (const nest of this.nests(surface, x, y)) {
          const size = nest.name.endsWith('spawner') ? 5 : 2;
          const [nx, ny] = nest.at;
          if (nx + size / 2 > cx * 32 && nx - size / 2 < cx * 32 + 32 && ny + size / 2 > cy * 32 && ny - size / 2 < cy * 32 + 32)
            found.push({ ...nest, size });
        }
    return found;
  }

  // ---- ore ----

  /** Whether a drill may reach into the chunk. */
  private isNearWorks(surface: SurfaceIndex, cx: number, cy: number): boolean {
    for (let y = cy - 1; y <= cy + 1; y++) for (let x = cx - 1; x <= cx + 1; x++) if (this.locals.has(`${surface}/${x}/${y}`)) return true;
    return false;
  }

  /** When each tile's ore began to be mined: by the drills that reach it. */
  private minedSince(surface: SurfaceIndex, cx: number, cy: number): Float64Array {
    const since = new Float64Array(1024).fill(Infinity);
    for (let y = cy - 1; y <= cy + 1; y++)
      for (let x = cx - 1; x <= cx + 1; x++)
        for (const thing of this.local(surface, x, y).things) {
          if (!thing.name.endsWith('mining-drill')) continue;
          const reach = thing.size[0] === 5 ? 6 : 2;
          const [mx, my] = [Math.floor(thing.at[0]), Math.floor(thing.at[1])];
          for (let ty = Math.max(my - reach, cy * 32); ty <= Math.min(my + reach, cy * 32 + 31); ty++)
            for (let tx = Math.max(mx - reach, cx * 32); tx <= Math.min(mx + reach, cx * 32 + 31); tx++) {
              const i = (ty & 31) * 32 + (tx & 31);
              if (thing.born < since[i]!) since[i] = thing.born;
            }
        }
    return since;
  }

  /** Amount left on each tile, 1,024 row by row. */
  amounts(surface: SurfaceIndex, cx: number, cy: number, tick: Tick): Uint32Array {
    const { ore, amount } = this.ground(surface, cx, cy);
    if (!this.isNearWorks(surface, cx, cy)) return amount;
    const since = this.minedSince(surface, cx, cy);
    const looked = Math.floor(tick / MINED) * MINED;
    const left = amount.slice();
    for (let i = 0; i < 1024; i++)
      if (left[i]! > 0 && since[i]! < looked && RESOURCE_NAMES[ore[i]! - 1] !== 'crude-oil')
        left[i] = Math.max(0, left[i]! - Math.floor((looked - since[i]!) * DRAIN));
    return left;
  }

  /** Ticks at which tiles run out, with their indices in the chunk; ascending. */
  depletions(surface: SurfaceIndex, cx: number, cy: number): [tick: Tick, spots: number[]][] {
    if (!this.isNearWorks(surface, cx, cy)) return [];
    const { ore, amount } = this.ground(surface, cx, cy);
    if (!ore.some((kind) => kind > 0)) return [];
    const since = this.minedSince(surface, cx, cy);
    const found = new Map<Tick, number[]>();
    for (let i = 0; i < 1024; i++) {
      if (amount[i] === 0 || since[i] === Infinity || RESOURCE_NAMES[ore[i]! - 1] === 'crude-oil') continue;
      const tick = Math.ceil((since[i]! + amount[i]! / DRAIN) / MINED) * MINED;
      if (tick >= this.length) continue;
      const spots = found.get(tick);
      if (spots) spots.push(i);
      else found.set(tick, [i]);
    }
    return [...found].sort((a, b) => a[0] - b[0]);
  }

  oreName(surface: SurfaceIndex, cx: number, cy: number, spot: number): string {
    return RESOURCE_NAMES[this.ground(surface, cx, cy).ore[spot]! - 1]!;
  }

  /** By prototype: tile x, tile y, amount, … of what is left. */
  resources(surface: SurfaceIndex, cx: number, cy: number, tick: Tick): Record<string, number[]> {
    const { ore } = this.ground(surface, cx, cy);
    const left = this.amounts(surface, cx, cy, tick);
    const found: Record<string, number[]> = {};
    for (let i = 0; i < 1024; i++) {
      if (ore[i] === 0 || left[i] === 0) continue;
      const name = RESOURCE_NAMES[ore[i]! - 1]!;
      found[name] ??= [];
      found[name].push(cx * 32 + (i & 31), cy * 32 + (i >> 5), left[i]!);
    }
    return found;
  }

  // ---- what the game shows ----

  /** The chunk as the game would draw it on the map now: 1,024 RGB565 values, row by row. */
  paint(surface: SurfaceIndex, cx: number, cy: number, tick: Tick): Uint16Array {
    const { cover, ore } = this.ground(surface, cx, cy);
    const tiles = this.tiles(surface, cx, cy, tick);
    const { things, paving } = this.local(surface, cx, cy);
    const out = new Uint16Array(1024);
    for (let i = 0; i < 1024; i++) out[i] = cover[i] === 1 ? treeOn(tiles[i]!) : cover[i] === 2 ? CLIFF_565 : TILE_565[tiles[i]!]!;
    // Who paves or builds fells the trees first, and they do not come back.
    for (const { spots, born } of paving) if (born <= tick) for (const spot of spots) out[spot] = TILE_565[tiles[spot]!]!;
    for (const thing of things) if (thing.born <= tick) fill(out, cx, cy, thing.at, thing.size, null, tiles);
    if (ore.some((kind) => kind > 0)) {
      const left = this.amounts(surface, cx, cy, tick);
      for (let i = 0; i < 1024; i++) {
        if (left[i] === 0 || ore[i] === 0) continue;
        const color = ORE_565[ore[i]! - 1]!;
        if (RESOURCE_NAMES[ore[i]! - 1] === 'crude-oil')
          fill(out, cx, cy, [cx * 32 + (i & 31) + 0.5, cy * 32 + (i >> 5) + 0.5], [3, 3], color, tiles);
        else out[i] = color;
      }
    }
    for (const thing of things)
      if (thing.born <= tick && tick < thing.died) fill(out, cx, cy, thing.at, thing.size, to565(...friendColor(thing.name)), tiles);
    for (const nest of this.nestsNear(surface, cx, cy))
      if (tick < nest.died) fill(out, cx, cy, nest.at, [nest.size, nest.size], ENEMY_565, tiles);
    return out;
  }

  /** The chunk as this force's map showed it at a tick: as it was when last drawn; null before it was charted. */
  chart(surface: SurfaceIndex, force: ForceIndex, cx: number, cy: number, tick: Tick): Uint16Array | null {
    let last = -1;
    for (const drawn of this.drawnAt(surface, force, cx, cy)) if (drawn <= tick) last = drawn;
    return last < 0 ? null : this.paint(surface, cx, cy, last);
  }
}

export function state(thing: Thing, tick: Tick): EntityState {
  const entity: EntityState = { id: thing.id, name: thing.name, at: thing.at, force: thing.force };
  if (thing.dir !== 0) entity.dir = thing.dir;
  if (thing.recipe !== undefined && thing.recipeAt! <= tick) entity.recipe = thing.recipe;
  return entity;
}
