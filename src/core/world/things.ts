/**
 * Lane of what stands on a surface: entities and resource deposits of a chunk, as a state and changes to it. A change is
 * kept as it came, so that the history can be told; a state is what a fold of them gives. Rows are binary, since a
 * region may hold thousands.
 */
import type { ChunkPosition, Tick } from '../packet/schema';
import { chunkAt, regionOf, slotOf } from './geometry';
import type { Fold, Lanes } from './lanes';
import { baseOf, baseValue, type Entry, entriesOf, entryValue, type LaneRecord } from './record';
import {
  Change,
  type ChangeKind,
  type ChunkThings,
  type DecodedChange,
  decodeChange,
  deedOf,
  depositOf,
  type EntityRow,
  encodeChange,
  keyOf,
  kindOf,
  sampledOf,
} from './thing-codec';

export const nothing = (): ChunkThings => ({ entities: new Map(), deposits: new Map() });

/** What stands at `until`. `entries` may reach beyond it: a keyframe's statement needs to know what came between its first tick and its sample. */
export function foldThings(base: Uint8Array | undefined, entries: readonly Entry[], until: Tick): ChunkThings {
  let things = nothing();
  if (base?.length) apply(things, decodeChange(base), 0, []);
  for (let i = 0; i < entries.length && entries[i]!.tick <= until; i++) {
    const entry = entries[i]!;
    const change = decodeChange(entry.bytes);
    if (change.kind === Change.gone) things = nothing();
    else apply(things, change, i, entries);
  }
  return things;
}

function apply(things: ChunkThings, change: DecodedChange, index: number, entries: readonly Entry[]): void {
  switch (change.kind) {
    case Change.removed:
      for (const row of change.entities) {
        if (!things.entities.delete(keyOf(row))) things.entities.delete(keyOf({ ...row, id: 0 }));
      }
      return;
    case Change.whole:
      restate(things, change, index, entries);
      return;
    case Change.seen:
      see(things, change, index, entries);
      return;
    case Change.allAmounts:
      things.deposits = new Map();
      break;
    case Change.state:
      things.entities = new Map();
      things.deposits = new Map();
      break;
  }
  for (const row of change.entities) {
    const key = keyOf(row);
    const old = change.kind === Change.built ? undefined : things.entities.get(key);
    things.entities.set(key, old ? { ...row, since: old.since, by: old.by } : row);
  }
  for (let i = 0; i < change.deposits.length; i += 2) {
    if (change.deposits[i + 1]! > 0) things.deposits.set(change.deposits[i]!, change.deposits[i + 1]!);
    else things.deposits.delete(change.deposits[i]!);
  }
}

/** [P16]: these stand, but for what events up to the sample say. */
function see(things: ChunkThings, change: DecodedChange, index: number, entries: readonly Entry[]): void {
  const later = laterEvents(change.sampled, index, entries);
  for (const row of change.entities) {
    const key = keyOf(row);
    const old = things.entities.get(key);
    if (later.get(key) === Change.built || (old && later.has(key))) continue;
    things.entities.set(key, old ? { ...row, since: old.since, by: old.by } : row);
  }
}

/** What events between a keyframe's statement and its sample say of each thing first. */
export function laterEvents(sampled: Tick, index: number, entries: readonly Entry[]): Map<string, ChangeKind> {
  const later = new Map<string, ChangeKind>();
  for (let i = index + 1; i < entries.length && entries[i]!.tick <= sampled; i++) {
    const kind = kindOf(entries[i]!.bytes);
    if (kind !== Change.built && kind !== Change.removed && kind !== Change.changed) continue;
    for (const row of decodeChange(entries[i]!.bytes).entities) if (!later.has(keyOf(row))) later.set(keyOf(row), kind);
  }
  return later;
}

/** [P15], [P16]: the list is all there is, from the keyframe's first tick on, but for what events up to its sample say. */
function restate(things: ChunkThings, change: DecodedChange, index: number, entries: readonly Entry[]): void {
  const later = laterEvents(change.sampled, index, entries);
  const next = new Map<string, EntityRow>();
  for (const [key, row] of things.entities) {
    const kind = later.get(key);
    if (kind === Change.removed || kind === Change.changed) next.set(key, row);
  }
  for (const row of change.entities) {
    const key = keyOf(row);
    if (later.get(key) === Change.built || next.has(key)) continue;
    const old = things.entities.get(key);
    next.set(key, old ? { ...row, since: old.since, by: old.by } : row);
  }
  things.entities = next;
}

export const encodeThings = (things: ChunkThings): Uint8Array =>
  encodeChange(
    Change.state,
    [...things.entities.values()],
    Array.from(things.deposits, ([key, amount]) => ({ ...depositOf(key), amount })),
  );

export const foldedThings: Fold = (base, entries, until) => encodeThings(foldThings(base, entries, until));

/** A record may not end between a keyframe's first tick and its sample. */
export function mayCut(entries: Entry[], at: number): boolean {
  const tick = entries[at]!.tick;
  for (let i = 0; i < at; i++) if (sampledOf(entries[i]!.bytes) >= tick) return false;
  return true;
}

export interface ThingChange {
  chunk: ChunkPosition;
  /** Where it stands in time: a keyframe's statement at the keyframe's first tick. */
  tick: Tick;
  bytes: Uint8Array;
}

/** Stages changes of one surface. `inherited` is what a parent branch knows of a region where this one leaves it, at `cut`. */
export async function changeThings(
  lanes: Lanes,
  lane: string,
  changes: readonly ThingChange[],
  inherited: (rx: number, ry: number) => Promise<Map<number, ChunkThings>>,
  cut: Tick,
): Promise<void> {
  const regions = new Map<string, ThingChange[]>();
  for (const change of changes) {
    const key = `${regionOf(change.chunk[0], 0)}.${regionOf(change.chunk[1], 0)}`;
    const list = regions.get(key);
    if (list) list.push(change);
    else regions.set(key, [change]);
  }
  for (const [key, list] of regions) {
    const [rx, ry] = key.split('.').map(Number) as [number, number];
    const address = { lane, level: 0, rx, ry };
    const lowest = list.reduce((least, change) => Math.min(least, change.tick), Number.POSITIVE_INFINITY);
    const records = await lanes.from(address, lowest);
    const known = bySlot(records);
    const parents = await inherited(rx, ry);
    const add: Entry[] = [];
    for (const change of list) {
      const slot = slotOf(change.chunk, 0);
      const slotKnown = known.get(slot) ?? { base: undefined, entries: [] };
      known.set(slot, slotKnown);
      if (!slotKnown.base && slotKnown.entries.length === 0 && parents.has(slot)) {
        const entry = { tick: cut, slot, bytes: encodeThings(parents.get(slot)!) };
        slotKnown.entries.push(entry);
        add.push(entry);
      }
      if (repeats(change, slotKnown)) continue;
      const entry = { tick: change.tick, slot, bytes: change.bytes };
      slotKnown.entries.push(entry);
      if (slotKnown.entries.length > 1 && slotKnown.entries.at(-2)!.tick > entry.tick) slotKnown.entries.sort((a, b) => a.tick - b.tick);
      add.push(entry);
    }
    await lanes.merge(address, add, new Set(), foldedThings, mayCut);
  }
}

/** A statement that says what is known already is not stored again; nor is an event read before. */
function repeats(change: ThingChange, known: SlotHistory): boolean {
  const kind = change.bytes[0];
  if (kind !== Change.whole && kind !== Change.allAmounts && kind !== Change.seen && kind !== Change.amounts) return false;
  // That something is missing in the history is news, whatever stands there.
  if (deedOf(change.bytes).merged) return false;
  const said = decodeChange(change.bytes);
  const now = foldThings(known.base, known.entries, Math.max(change.tick, said.sampled));
  if (kind === Change.whole && said.entities.length !== now.entities.size) return false;
  if (kind === Change.allAmounts && said.deposits.length !== now.deposits.size * 2) return false;
  for (const row of said.entities) {
    const old = now.entities.get(keyOf(row));
    if (!old || !sameRow(old, row)) return false;
  }
  for (let i = 0; i < said.deposits.length; i += 2) if ((now.deposits.get(said.deposits[i]!) ?? 0) !== said.deposits[i + 1]) return false;
  return true;
}

function sameRow(a: EntityRow, b: EntityRow): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.name === b.name &&
    a.recipe === b.recipe &&
    a.quality === b.quality &&
    a.force === b.force &&
    a.dir === b.dir &&
    a.w === b.w &&
    a.h === b.h
  );
}

interface SlotHistory {
  base: Uint8Array | undefined;
  entries: Entry[];
}

function bySlot(records: readonly LaneRecord[]): Map<number, SlotHistory> {
  const known = new Map<number, SlotHistory>();
  if (records[0]) for (const [slot, base] of baseOf(records[0])) known.set(slot, { base, entries: [] });
  for (const record of records) {
    for (const entry of entriesOf(record)) {
      const slot = known.get(entry.slot);
      if (slot) slot.entries.push(entry);
      else known.set(entry.slot, { base: undefined, entries: [entry] });
    }
  }
  return known;
}

/** What stands in a region at a tick, chunk by chunk, decoded when asked for. */
export class RegionThings {
  private readonly history = new Map<number, { base: number; entries: number[] }>();
  private readonly folded = new Map<number, ChunkThings>();

  constructor(
    private readonly record: LaneRecord,
    private readonly tick: Tick,
  ) {
    record.baseSlot.forEach((slot, i) => {
      this.history.set(slot, { base: i, entries: [] });
    });
    record.entrySlot.forEach((slot, i) => {
      const known = this.history.get(slot);
      if (known) known.entries.push(i);
      else this.history.set(slot, { base: -1, entries: [i] });
    });
  }

  /** Slots that hold anything at this tick. */
  *slots(): Iterable<number> {
    for (const [slot, { base, entries }] of this.history) if (base >= 0 || this.record.entryTick[entries[0]!]! <= this.tick) yield slot;
  }

  at(slot: number): ChunkThings | undefined {
    const known = this.history.get(slot);
    if (!known || (known.base < 0 && this.record.entryTick[known.entries[0]!]! > this.tick)) return undefined;
    let things = this.folded.get(slot);
    if (!things) {
      const entries = known.entries.map((i): Entry => ({ tick: this.record.entryTick[i]!, slot, bytes: entryValue(this.record, i) }));
      things = foldThings(known.base < 0 ? undefined : baseValue(this.record, known.base), entries, this.tick);
      this.folded.set(slot, things);
    }
    return things;
  }
}

/** Centre tile of a deposit, absolute. */
export function depositTile(rx: number, ry: number, slot: number, tile: number): [number, number] {
  const [cx, cy] = chunkAt(rx, ry, slot, 0);
  return [cx * 32 + (tile & 31), cy * 32 + (tile >> 5)];
}
