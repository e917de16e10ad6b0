/**
 * What stands and lies in one region at one time, in columns: a hundredth of the memory of rows, and quick to go through by name.
 * Holds as long as nothing in the region changes, so that going through time reads anew only where something happened.
 */
import type { SurfaceIndex, Tick } from '../packet/schema';
import { oresOf, type RegionOre } from './ore';
import { entriesUpTo } from './record';
import type { Tables } from './tables';
import type { ChunkThings, EntityRow } from './thing-codec';
import { thingsLane, type Unit } from './unit';

export interface RegionCensus {
  rx: number;
  ry: number;
  /** True from `from` on, and before `to`. */
  from: Tick;
  to: Tick;
  /** Name numbers, and where the entities of each begin in the columns; one more for the end. */
  names: Uint16Array;
  starts: Uint32Array;
  /** Centre in 1/256 tile. */
  xs: Int32Array;
  ys: Int32Array;
  /** Name numbers + 1; 0: none. */
  recipes: Uint16Array;
  /** The chunk in the region by the centre. */
  slots: Uint8Array;
  ores: RegionOre;
  bytes: number;
}

export async function regionCensus(
  unit: Unit,
  tables: Tables,
  surface: SurfaceIndex,
  rx: number,
  ry: number,
  tick: Tick,
): Promise<RegionCensus> {
  const [from, to] = await heldFor(unit, surface, rx, ry, tick);
  const things = await unit.thingsIn(surface, rx, ry, tick);
  const columns = columnsOf(things);
  const ores = oresOf(things, tables);
  return { rx, ry, from, to, ...columns, ores, bytes: columns.xs.length * 11 + columns.names.length * 6 + ores.bytes + 500 };
}

/** For how long nothing of the region's lane changes around a tick. */
async function heldFor(unit: Unit, surface: SurfaceIndex, rx: number, ry: number, tick: Tick): Promise<[from: Tick, to: Tick]> {
  const address = { lane: thingsLane(surface), level: 0, rx, ry };
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  const most = unit.layers(Number.POSITIVE_INFINITY);
  for (const [i, layer] of unit.layers(tick).entries()) {
    const { lanes } = layer.unit;
    // Up to where this layer may speak at any tick.
    const limit = most[i]!.tick;
    const meet = (next: Tick | undefined): void => {
      if (next !== undefined && next > tick && next <= limit) to = Math.min(to, next);
    };
    const [record] = await lanes.read([address], layer.tick);
    if (record) {
      const past = entriesUpTo(record, layer.tick);
      from = Math.max(from, past > 0 ? record.entryTick[past - 1]! : record.from);
      meet(record.entryTick[past]);
    }
    meet((await lanes.ticks(address)).find((first) => first > layer.tick));
  }
  return [from, to];
}

function columnsOf(things: ReadonlyMap<number, ChunkThings>): Pick<RegionCensus, 'names' | 'starts' | 'xs' | 'ys' | 'recipes' | 'slots'> {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { entities } of things.values())
    for (const { name } of entities.values()) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      total += 1;
    }
  const names = Uint16Array.from(counts.keys());
  const starts = new Uint32Array(names.length + 1);
  const next = new Map<number, number>();
  names.forEach((name, i) => {
    next.set(name, starts[i]!);
    starts[i + 1] = starts[i]! + counts.get(name)!;
  });
  const columns = {
    names,
    starts,
    xs: new Int32Array(total),
    ys: new Int32Array(total),
    recipes: new Uint16Array(total),
    slots: new Uint8Array(total),
  };
  const put = ({ name, x, y, recipe }: EntityRow): void => {
    const at = next.get(name)!;
    next.set(name, at + 1);
    columns.xs[at] = x;
    columns.ys[at] = y;
    columns.recipes[at] = recipe;
    // 32 tiles of 256 parts are a chunk, eight chunks a region's side.
    columns.slots[at] = ((y >> 13) & 7) * 8 + ((x >> 13) & 7);
  };
  for (const { entities } of things.values()) for (const row of entities.values()) put(row);
  return columns;
}
