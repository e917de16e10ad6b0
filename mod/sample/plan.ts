/** What is built on a surface, where and when: groups of things, each put down over a span of the world's time. */
import type { Position, Tick } from '../../src/core/packet/schema';
import { type EntityName, sizeOf, type TileName, tileId } from './palette';
import type { Terrain } from './terrain';

export interface Thing {
  /** Unit number. */
  id: number;
  name: EntityName;
  /** Centre. */
  at: Position;
  dir: number;
  size: [w: number, h: number];
  force: number;
  born: Tick;
  /** Infinity while it stands to the end. */
  died: Tick;
  /** Player index; 0: robots. */
  by: number;
  recipe?: string;
  /** When the recipe is set; later than `born`. */
  recipeAt?: Tick;
  /** How it went and what killed it. */
  end?: { how: 'player' | 'robot' | 'died'; cause?: string };
}
/** One chunk's part of a paved or filled rectangle. */
export interface Paving {
  cx: number;
  cy: number;
  /** Tile index in the chunk. */
  spots: number[];
  tile: number;
  born: Tick;
}
export interface Group {
  label: string;
  from: Tick;
  to: Tick;
  things: Thing[];
  box: [x0: number, y0: number, x1: number, y1: number];
}

export const NORTH = 0;
export const EAST = 4;
export const SOUTH = 8;
export const WEST = 12;

/** How many things are put down at one tick: a blueprint's corner, a handful of robots. */
const BATCH = 10;

export class Plan {
  readonly groups: Group[] = [];
  readonly paving: Paving[] = [];
  private readonly taken = new Map<number, Thing>();
  private current: Group | null = null;
  private by = 1;
  private nextId: number;

  constructor(
    readonly terrain: Terrain,
    /** Ticks the whole world lasts. */
    readonly length: Tick,
    firstId: number,
  ) {
    this.nextId = firstId;
  }

  /** Everything `build` puts down appears between `from` and `to` (shares of the world's time), in the order of the calls. */
  group(label: string, from: number, to: number, by: number, build: () => void): Group {
    const group: Group = {
      label,
      from: Math.round(from * this.length),
      to: Math.round(to * this.length),
      things: [],
      box: [1e9, 1e9, -1e9, -1e9],
    };
    this.groups.push(group);
    this.current = group;
    this.by = by;
    build();
    const batches = Math.ceil(group.things.length / BATCH);
    group.things.forEach((thing, i) => {
      thing.born = group.from + Math.round(((group.to - group.from) * Math.floor(i / BATCH)) / Math.max(1, batches));
      if (thing.recipe !== undefined) thing.recipeAt = thing.born + 240;
      const [x, y] = thing.at;
      group.box = [Math.min(group.box[0], x), Math.min(group.box[1], y), Math.max(group.box[2], x), Math.max(group.box[3], y)];
    });
    return group;
  }

  free(left: number, top: number, w: number, h: number): boolean {
    for (let y = top; y < top + h; y++)
      for (let x = left; x < left + w; x++) if (this.taken.has(key(x, y)) || this.terrain.isWater(x, y)) return false;
    return true;
  }

  at(x: number, y: number): Thing | undefined {
    return this.taken.get(key(x, y));
  }

  /** Puts a thing down by its north-west tile; null where there is no room. `over` allows what lies there already. */
  add(name: EntityName, left: number, top: number, dir = 0, more: { recipe?: string; over?: boolean; wet?: boolean } = {}): Thing | null {
    const [w, h] = sizeOf(name, dir);
    if (!more.over && !more.wet && !this.free(left, top, w, h)) return null;
    if (more.over && this.terrain.isWater(left, top)) this.fill(left - 1, top - 1, w + 2, h + 2);
    const group = this.current!;
    const thing: Thing = {
      id: this.nextId++,
      name,
      at: [left + w / 2, top + h / 2],
      dir,
      size: [w, h],
      force: 1,
      born: 0,
      died: Infinity,
      by: this.by,
    };
    if (more.recipe !== undefined) thing.recipe = more.recipe;
    group.things.push(thing);
    for (let y = top; y < top + h; y++) for (let x = left; x < left + w; x++) this.taken.set(key(x, y), thing);
    return thing;
  }

  /** A belt or a pipe from tile to tile along one axis; what lies in its way is passed under where that is short. */
  run(name: EntityName, x0: number, y0: number, x1: number, y1: number): void {
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
    const dx = Math.sign(x1 - x0);
    const dy = Math.sign(y1 - y0);
    const pipe = name === 'pipe';
    const dir = pipe ? 0 : dx > 0 ? EAST : dx < 0 ? WEST : dy > 0 ? SOUTH : NORTH;
    const under: EntityName = pipe ? 'pipe-to-ground' : 'underground-belt';
    let last: Thing | null = null;
    let blocked = false;
    for (let i = 0; i <= steps; i++) {
      const x = x0 + dx * i;
      const y = y0 + dy * i;
      const isFree = this.free(x, y, 1, 1);
      if (!isFree) {
        if (!blocked && last !== null) {
          last.name = under;
          last.dir = dir;
        }
        blocked = true;
        last = null;
        continue;
      }
      last = this.add(blocked ? under : name, x, y, blocked || !pipe ? dir : 0);
      blocked = false;
    }
  }

  /** Paves or fills a rectangle over the current group's span, chunk by chunk. */
  pave(tile: TileName, left: number, top: number, w: number, h: number): void {
    const group = this.current!;
    const cells: Paving[] = [];
    for (let cy = top >> 5; cy <= (top + h - 1) >> 5; cy++)
      for (let cx = left >> 5; cx <= (left + w - 1) >> 5; cx++) {
        const spots: number[] = [];
        for (let y = Math.max(top, cy * 32); y < Math.min(top + h, cy * 32 + 32); y++)
          for (let x = Math.max(left, cx * 32); x < Math.min(left + w, cx * 32 + 32); x++)
            if (!this.terrain.isWater(x, y)) spots.push((y & 31) * 32 + (x & 31));
        if (spots.length > 0) cells.push({ cx, cy, spots, tile: tileId(tile), born: 0 });
      }
    cells.forEach((cell, i) => {
      cell.born = group.from + Math.round(((group.to - group.from) * i) / cells.length);
    });
    this.paving.push(...cells);
  }

  private fill(left: number, top: number, w: number, h: number): void {
    const born = this.current!.from;
    for (let y = top; y < top + h; y++)
      for (let x = left; x < left + w; x++)
        if (this.terrain.isWater(x, y))
          this.paving.push({ cx: x >> 5, cy: y >> 5, spots: [(y & 31) * 32 + (x & 31)], tile: tileId('landfill'), born });
  }

  /** Takes the things of a group away again, in their order. */
  dismantle(group: Group, from: number, to: number, how: 'player' | 'robot' | 'died', cause?: string): void {
    const start = Math.round(from * this.length);
    const span = Math.round((to - from) * this.length);
    group.things.forEach((thing, i) => {
      thing.died = Math.max(thing.born + 60, start + Math.round((span * Math.floor(i / BATCH) * BATCH) / group.things.length));
      thing.end = cause === undefined ? { how } : { how, cause };
      for (let y = thing.at[1] - thing.size[1] / 2; y < thing.at[1] + thing.size[1] / 2; y++)
        for (let x = thing.at[0] - thing.size[0] / 2; x < thing.at[0] + thing.size[0] / 2; x++)
          this.taken.delete(key(Math.floor(x), Math.floor(y)));
    });
  }
}

const key = (x: number, y: number): number => (x + 500000) * 1000003 + y + 500000;
