/**
 * Lanes of pictures: the chart of a force and the ground of a surface. A value is a chunk's whole packed picture at a tick:
 * 32² values at level 0 (RGB565, or tile numbers), fewer and RGB565 at the reduced levels; one byte: known, but not its
 * pixels; none: gone. Equal neighbours in time are stored once [P16].
 */
import type { Kernels } from '../kernels/kernels';
import type { ChunkPosition, Tick } from '../packet/schema';
import { chunkAt, LEVEL_PIXELS, LEVELS, regionOf, slotOf } from './geometry';
import { type Lanes, replaces } from './lanes';
import { packPixels, packRgba, unpackPixels } from './pixel-codec';
import { baseOf, type Entry, entriesOf, latest } from './record';

/** Pixels of a chunk. */
export const PIXELS = 1024;
export const GONE = new Uint8Array(0);
export const PIXELS_UNKNOWN = new Uint8Array([1]);
/** Tile number of what is not known. */
export const NO_TILE = 0xffff;

export interface PixelChange {
  chunk: ChunkPosition;
  tick: Tick;
  /** Sampled at `tick` for a keyframe that began here [P16]. */
  key?: Tick;
  /** The whole packed value, or single pixels as (index, value) pairs. */
  value: Uint8Array | { set: number[] };
  /** The reduced copies, where they are made already: while the values were at hand. */
  reduced?: Uint8Array[];
}

/** A new version of a slot on its way into the lanes. */
interface Added extends Entry {
  reduced?: Uint8Array[];
}

/** 32² values of level 0, little-endian → their reduced copies, packed, one a level. */
export type Reducer = (values: Uint8Array) => Uint8Array[];

interface Version {
  tick: Tick;
  bytes: Uint8Array;
  /** Came with the record before all its entries. */
  base?: true;
}

export interface PixelLane {
  lanes: Lanes;
  lane: string;
  reduce: Reducer;
  /** What a parent branch knows of a region where this one leaves it. */
  inherited(rx: number, ry: number): Promise<Map<number, Uint8Array>>;
}

/** Stages changes of one lane, all levels. */
export async function changePixels(target: PixelLane, changes: readonly PixelChange[]): Promise<void> {
  const regions = new Map<string, PixelChange[]>();
  for (const change of changes) {
    const key = `${regionOf(change.chunk[0], 0)}.${regionOf(change.chunk[1], 0)}`;
    const list = regions.get(key);
    if (list) list.push(change);
    else regions.set(key, [change]);
  }
  const accepted: { chunk: ChunkPosition; entry: Added }[] = [];
  const dropped: { chunk: ChunkPosition; tick: Tick }[] = [];
  for (const [key, list] of regions) {
    const [rx, ry] = key.split('.').map(Number) as [number, number];
    const { add, drop } = await changesOfRegion(target, rx, ry, list);
    await target.lanes.merge({ lane: target.lane, level: 0, rx, ry }, add, new Set(drop.map((d) => `${d.tick}/${d.slot}`)), replaces);
    for (const entry of add) accepted.push({ chunk: chunkAt(rx, ry, entry.slot, 0), entry });
    for (const { tick, slot } of drop) dropped.push({ chunk: chunkAt(rx, ry, slot, 0), tick });
  }
  await stageReduced(target, accepted, dropped);
}

async function changesOfRegion(
  target: PixelLane,
  rx: number,
  ry: number,
  list: PixelChange[],
): Promise<{ add: Added[]; drop: { tick: Tick; slot: number }[] }> {
  const lowest = list.reduce((least, change) => Math.min(least, change.key ?? change.tick), Number.POSITIVE_INFINITY);
  const records = await target.lanes.from({ lane: target.lane, level: 0, rx, ry }, lowest);
  const inherited = await target.inherited(rx, ry);
  const versions = new Map<number, Version[]>();
  const wanted = new Set(list.map((change) => slotOf(change.chunk, 0)));
  const of = (slot: number): Version[] => {
    let known = versions.get(slot);
    if (!known) {
      const before = inherited.get(slot);
      known = before ? [{ tick: Number.NEGATIVE_INFINITY, bytes: before, base: true }] : [];
      versions.set(slot, known);
    }
    return known;
  };
  if (records[0])
    for (const [slot, bytes] of baseOf(records[0]))
      if (wanted.has(slot)) versions.set(slot, [{ tick: Number.NEGATIVE_INFINITY, bytes, base: true }]);
  for (const record of records)
    for (const entry of entriesOf(record)) if (wanted.has(entry.slot)) of(entry.slot).push({ tick: entry.tick, bytes: entry.bytes });

  const add = new Map<string, Added>();
  const drop: { tick: Tick; slot: number }[] = [];
  for (const change of [...list].sort((a, b) => a.tick - b.tick)) {
    const slot = slotOf(change.chunk, 0);
    const known = of(slot);
    const tick = placed(change, known);
    let at = known.length;
    while (at > 0 && known[at - 1]!.tick > tick) at--;
    const before = known[at - 1];
    const bytes = change.value instanceof Uint8Array ? change.value : patched(before?.bytes, change.value.set);
    const same = before?.tick === tick && !before.base;
    const earlier = same ? known[at - 2] : before;
    if (before && equal(before.bytes, bytes)) continue;
    // Two observations of one tick: the same winner whatever came first.
    if (same && change.value instanceof Uint8Array && compare(before.bytes, bytes) > 0 && !add.has(`${tick}/${slot}`)) continue;
    const forget = (version: Version): void => {
      if (!add.delete(`${version.tick}/${slot}`)) drop.push({ tick: version.tick, slot });
    };
    if (same) {
      forget(before);
      at -= 1;
      known.splice(at, 1);
    }
    if (!earlier && bytes.length === 0) continue;
    if (earlier && equal(earlier.bytes, bytes)) continue;
    known.splice(at, 0, { tick, bytes });
    add.set(`${tick}/${slot}`, { tick, slot, bytes, ...(change.reduced ? { reduced: change.reduced } : {}) });
    const next = known[at + 1];
    if (next && equal(next.bytes, bytes)) {
      known.splice(at + 1, 1);
      forget(next);
    }
  }
  return { add: [...add.values()].sort((a, b) => a.tick - b.tick), drop };
}

/** A keyframe's sample holds from the keyframe's first tick unless something in between says otherwise [P16]. */
function placed(change: PixelChange, known: readonly Version[]): Tick {
  const { tick, key } = change;
  if (key === undefined || key >= tick) return tick;
  return known.some((version) => version.tick > key && version.tick <= tick) ? tick : key;
}

function patched(before: Uint8Array | undefined, set: readonly number[]): Uint8Array {
  const values = new Uint16Array(PIXELS).fill(NO_TILE);
  if (before) unpackPixels(before, 0, before.length, values, 0, PIXELS);
  for (let i = 0; i + 1 < set.length; i += 2) values[set[i]!] = set[i + 1]!;
  return packPixels(values);
}

/** A value's reduced copies, packed; what is no picture stays what it is. */
function reducedOf({ bytes, reduced }: Added, reduce: Reducer): Uint8Array[] | null {
  if (reduced) return reduced;
  const values = new Uint16Array(PIXELS);
  return unpackPixels(bytes, 0, bytes.length, values, 0, PIXELS) ? reduce(new Uint8Array(values.buffer)) : null;
}

/** Of a chart: RGB565 at every level. */
export const reducesChart =
  (kernels: Kernels): Reducer =>
  (values) => {
    const copies = kernels.reduce565(values);
    return LEVEL_PIXELS.map(([start, end]) => packPixels(copies.subarray(start, end)));
  };

/** Of the ground: by what its tiles look like now. */
export const reducesGround =
  (kernels: Kernels, tables: { tileTable(): Uint32Array }): Reducer =>
  (values) => {
    const copies = kernels.reduceIndexed(values, tables.tileTable());
    return LEVEL_PIXELS.map(([start, end]) => packRgba(copies.subarray(start * 4, end * 4)));
  };

async function stageReduced(
  target: PixelLane,
  accepted: { chunk: ChunkPosition; entry: Added }[],
  dropped: { chunk: ChunkPosition; tick: Tick }[],
): Promise<void> {
  const reduced = accepted.map(({ entry }) => reducedOf(entry, target.reduce));
  for (let level = 1; level <= LEVELS; level++) {
    const byRegion = new Map<string, { add: Entry[]; drop: Set<string> }>();
    const of = (chunk: ChunkPosition): { add: Entry[]; drop: Set<string> } => {
      const key = `${regionOf(chunk[0], level)}.${regionOf(chunk[1], level)}`;
      const region = byRegion.get(key) ?? { add: [], drop: new Set<string>() };
      byRegion.set(key, region);
      return region;
    };
    accepted.forEach(({ chunk, entry }, i) => {
      const bytes = reduced[i]?.[level - 1] ?? entry.bytes;
      of(chunk).add.push({ tick: entry.tick, slot: slotOf(chunk, level), bytes });
    });
    for (const { chunk, tick } of dropped) of(chunk).drop.add(`${tick}/${slotOf(chunk, level)}`);
    for (const [key, { add, drop }] of byRegion) {
      const [rx, ry] = key.split('.').map(Number) as [number, number];
      add.sort((a, b) => a.tick - b.tick);
      await target.lanes.merge({ lane: target.lane, level, rx, ry }, add, drop, replaces);
    }
  }
}

/** Makes the reduced copies anew, because the colours of level 0 have changed. */
export async function recolour(target: PixelLane): Promise<void> {
  for (let level = 1; level <= LEVELS; level++) {
    for (const [rx, ry] of await target.lanes.regions(target.lane, level)) await target.lanes.clear({ lane: target.lane, level, rx, ry });
  }
  for (const [rx, ry] of await target.lanes.regions(target.lane, 0)) {
    const records = await target.lanes.from({ lane: target.lane, level: 0, rx, ry }, 0);
    const first = records[0];
    if (!first) continue;
    const entries = [...baseOf(first)].map(([slot, bytes]): Entry => ({ tick: first.from, slot, bytes }));
    for (const record of records) for (const entry of entriesOf(record)) entries.push(entry);
    await stageReduced(
      target,
      entries.map((entry) => ({ chunk: chunkAt(rx, ry, entry.slot, 0), entry })),
      [],
    );
  }
}

/** Values of a region at a tick: the unit's own over what it inherits. */
export async function pixelsAt(
  lanes: Lanes,
  lane: string,
  rx: number,
  ry: number,
  tick: Tick,
  into = new Map<number, Uint8Array>(),
): Promise<Map<number, Uint8Array>> {
  const [record] = await lanes.read([{ lane, level: 0, rx, ry }], tick);
  if (record) latest(record, tick, (slot, start, end) => into.set(slot, record.data.subarray(start, end)), 64);
  return into;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
