/**
 * What stands in a region at a tick, as far as it takes to draw it: read straight from the bytes of its records, chunk by chunk as
 * they are asked for, since at most moments of a film it is looked at once. Gives what `foldThings` gives, in its order.
 */
import type { Tick } from '../packet/schema';
import { baseValue, type Entry, entriesUpTo, entryValue, type LaneRecord } from './record';
import { Change, type EntityLook, kindOf, Rows } from './thing-codec';
import { foldThings } from './things';

export interface DrawnChunk {
  /** Each is what it is until the next one comes. */
  entities(): Iterable<EntityLook>;
  /** `depositKey` of each. */
  deposits: Iterable<number>;
}

/** Records with the ticks up to which they speak, those of parents first. */
export type Readable = { record: LaneRecord; tick: Tick }[];

/** Changes with every entry that counts: equal texts are equal pictures. */
export const stampOf = (readable: Readable): string =>
  readable.map(({ record, tick }) => `${record.from}:${entriesUpTo(record, tick)}`).join();

export class DrawnThings {
  /** Chunk → where its history lies: in which record, its base (-1: none), its entries in order. */
  private readonly chunks = new Map<number, { at: number; base: number; entries: number[] }>();
  private readonly read = new Map<number, DrawnChunk>();

  constructor(private readonly readable: Readable) {
    readable.forEach(({ record, tick }, at) => {
      // A branch restates a chunk where it first tells of it: what its parent knows of that counts no more.
      for (let i = 0; i < record.baseSlot.length; i++) this.chunks.set(record.baseSlot[i]!, { at, base: i, entries: [] });
      for (let i = 0, end = entriesUpTo(record, tick); i < end; i++) {
        const slot = record.entrySlot[i]!;
        const known = this.chunks.get(slot);
        if (known?.at === at) known.entries.push(i);
        else this.chunks.set(slot, { at, base: -1, entries: [i] });
      }
    });
  }

  /** Ascending: what lies over what at the edge of chunks must not depend on which of them was told of first. */
  slots(): Iterable<number> {
    return [...this.chunks.keys()].sort((a, b) => a - b);
  }

  at(slot: number): DrawnChunk | undefined {
    const found = this.read.get(slot) ?? this.fold(slot);
    if (found) this.read.set(slot, found);
    return found;
  }

  private fold(slot: number): DrawnChunk | undefined {
    const chunk = this.chunks.get(slot);
    if (!chunk) return undefined;
    const { record, tick } = this.readable[chunk.at]!;
    const base = chunk.base < 0 ? undefined : baseValue(record, chunk.base);
    const changes = chunk.entries.map((i) => entryValue(record, i));
    // What a keyframe states may be undone by what is told later.
    if (changes.some((bytes) => kindOf(bytes) === Change.whole)) {
      const things = foldThings(base, historyOf(record, slot), tick);
      // Gone through once for each view that is painted.
      return { entities: () => things.entities.values(), deposits: [...things.deposits.keys()] };
    }
    return new RowsOfChanges(base?.length ? [base, ...changes] : changes);
  }
}

function historyOf(record: LaneRecord, slot: number): Entry[] {
  const entries: Entry[] = [];
  record.entrySlot.forEach((other, i) => {
    if (other === slot) entries.push({ tick: record.entryTick[i]!, slot, bytes: entryValue(record, i) });
  });
  return entries;
}

/** More than a chunk has room for. */
const MOST_ROWS = 65_536;

class RowsOfChanges implements DrawnChunk {
  private readonly changes: Rows[];
  /** Unit number or place → which change, and which row of it. */
  private readonly standing = new Map<number, number>();
  private readonly amounts = new Set<number>();

  constructor(changes: readonly Uint8Array[]) {
    this.changes = changes.map((bytes) => new Rows(bytes));
    this.changes.forEach((rows, at) => {
      this.apply(rows, at);
    });
  }

  get deposits(): Iterable<number> {
    return this.amounts;
  }

  private apply(rows: Rows, at: number): void {
    const { kind } = rows;
    if (kind === Change.gone || kind === Change.state) this.standing.clear();
    if (kind === Change.gone || kind === Change.state || kind === Change.allAmounts) this.amounts.clear();
    for (let i = 0; i < rows.entities; i++) {
      const key = rows.id(i) || rows.place(i);
      if (kind !== Change.removed) this.standing.set(key, at * MOST_ROWS + i);
      else if (!this.standing.delete(key)) this.standing.delete(rows.place(i));
    }
    for (let i = 0; i < rows.deposits; i++) {
      const [key, amount] = rows.deposit(i);
      if (amount > 0) this.amounts.add(key);
      else this.amounts.delete(key);
    }
  }

  *entities(): Iterable<EntityLook> {
    const look: EntityLook = { x: 0, y: 0, name: 0, force: 0, dir: 0, w: 0, h: 0 };
    for (const place of this.standing.values()) yield this.changes[Math.floor(place / MOST_ROWS)]!.look(place % MOST_ROWS, look);
  }
}
