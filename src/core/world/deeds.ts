/**
 * What happened to the things of one chunk, told from its lane: the events as they came, and what statements show that no
 * event had told. Follows the same rules as what stands on the map (things.ts), change by change.
 */
import type { How, PlayerIndex, Tick } from '../packet/schema';
import type { AuditKind } from './place-types';
import type { Entry } from './record';
import { Change, type ChangeKind, type DecodedChange, decodeChange, deedOf, type EntityRow, keyOf, kindOf } from './thing-codec';
import { laterEvents } from './things';

/** One row to be, in the numbers of the lane. */
export interface Deed {
  tick: Tick;
  kind: AuditKind;
  /** Of the thing as it is from then on; of one that went as it was. null: of the chunk, not of one thing. */
  row: EntityRow | null;
  /** What it was before, where that is known and differs. */
  old?: EntityRow | undefined;
  how?: How | undefined;
  by: PlayerIndex;
  /** Name number; -1: not told. */
  cause: number;
  /** Shown by a statement. */
  seen?: boolean;
  /** `moved`: this is the place it left. */
  away?: boolean;
  /** `missing` without a thing: so many went when all of the chunk was cleared. */
  cleared?: EntityRow[];
}

/** As `keyOf`, without a text for each unit number. */
type ThingKey = number | string;
const thingKey = (row: EntityRow): ThingKey => {
  // Whole numbers of 31 bits are found many times faster than those that are kept as doubles.
  const small = row.id | 0;
  return small === row.id && small !== 0 ? small : row.id || keyOf(row);
};

/** Nothing but deposits: no deed of anybody's. */
const SILENT: ReadonlySet<ChangeKind> = new Set([Change.amounts, Change.allAmounts]);

export class ChunkDeeds {
  private standing = new Map<ThingKey, EntityRow>();
  /** Of the tick being told: what comes at the same tick may say it better. */
  private readonly told: Deed[] = [];
  private tick: Tick = Number.NEGATIVE_INFINITY;

  constructor(private readonly tell: (deed: Deed) => void) {}

  /** All changes of this chunk in one record; `from`: the first that counts; those after `until` only tell what a keyframe need not. */
  follow(entries: readonly Entry[], until: Tick): void {
    // A branch's own stretch begins with what it takes over; a statement placed before that has no say.
    const inherited = entries.findIndex(({ bytes }) => kindOf(bytes) === Change.state);
    for (let i = Math.max(0, inherited); i < entries.length && entries[i]!.tick <= until; i++) {
      const { tick, bytes } = entries[i]!;
      if (SILENT.has(kindOf(bytes))) continue;
      if (tick !== this.tick) this.flush();
      this.tick = tick;
      this.change(tick, bytes, i, entries);
    }
  }

  /** To be called at the end. */
  flush(): void {
    for (const deed of this.told) this.tell(deed);
    this.told.length = 0;
  }

  private change(tick: Tick, bytes: Uint8Array, index: number, entries: readonly Entry[]): void {
    const change = decodeChange(bytes);
    const { how, cause, merged } = deedOf(bytes);
    if (merged) this.say({ tick, kind: 'merged', row: null, by: 0, cause: -1 });
    switch (change.kind) {
      case Change.state:
        this.standing = new Map(change.entities.map((row) => [thingKey(row), row]));
        return;
      case Change.gone:
        if (this.standing.size > 0)
          this.say({ tick, kind: 'missing', row: null, by: 0, cause: -1, seen: true, cleared: [...this.standing.values()] });
        this.standing = new Map();
        return;
      case Change.whole:
      case Change.seen:
        this.stated(tick, change, laterEvents(change.sampled, index, entries));
        return;
      case Change.built:
        for (const row of change.entities) this.built(tick, row, how);
        return;
      case Change.changed:
        for (const row of change.entities) this.changed(tick, row, how);
        return;
      case Change.removed:
        for (const row of change.entities) this.removed(tick, row, how, cause);
        return;
    }
  }

  private say(deed: Deed): void {
    this.told.push(deed);
  }

  /** What was said of a thing at this tick is said better now. */
  private unsay(which: (deed: Deed) => boolean): Deed | undefined {
    const at = this.told.findLastIndex(which);
    return at < 0 ? undefined : this.told.splice(at, 1)[0];
  }

  private built(tick: Tick, row: EntityRow, how: How | undefined): void {
    const key = thingKey(row);
    const old = this.standing.get(key);
    this.standing.set(key, row);
    // A statement of this very tick has shown it already.
    if (old && this.told.length > 0)
      this.unsay(({ kind, seen, row: other }) => kind === 'found' && seen === true && other !== null && thingKey(other) === key);
    if (how === 'upgraded') this.upgraded({ tick, row, by: row.by, cause: -1 });
    else if (how === 'moved') this.say({ tick, kind: 'moved', row, by: row.by, cause: -1 });
    else this.say({ tick, kind: 'built', row, how, by: row.by, cause: -1 });
  }

  /** What went from this place at the same tick is what it took the place of. */
  private upgraded(base: Pick<Deed, 'tick' | 'by' | 'cause'> & { row: EntityRow }): void {
    const { x, y } = base.row;
    const before = this.unsay((deed) => deed.kind === 'removed' && deed.row?.x === x && deed.row.y === y);
    this.say({
      ...base,
      kind: 'upgraded',
      how: before?.how ?? 'upgraded',
      by: base.by || (before?.by ?? 0),
      old: before?.row ?? undefined,
    });
  }

  private changed(tick: Tick, row: EntityRow, how: How | undefined): void {
    const key = thingKey(row);
    const old = this.standing.get(key);
    this.standing.set(key, old ? { ...row, since: old.since, by: old.by } : row);
    this.say({ tick, kind: kindOfChange(old, row, how), row, old, how, by: row.by, cause: -1 });
  }

  private removed(tick: Tick, row: EntityRow, how: How | undefined, cause: number): void {
    const key = thingKey(row);
    if (!this.standing.delete(key)) this.standing.delete(thingKey({ ...row, id: 0 }));
    if (this.told.length > 0) this.unsay(({ kind, row: other }) => kind === 'missing' && other !== null && thingKey(other) === key);
    const base = { tick, row, by: row.by, cause };
    if (how === 'moved') this.say({ ...base, kind: 'moved', away: true });
    else this.say({ ...base, kind: how === 'died' ? 'died' : 'removed', how });
  }

  /** [P15], [P16]: `later` is what events up to the statement's sample say. */
  private stated(tick: Tick, change: DecodedChange, later: ReadonlyMap<string, ChangeKind>): void {
    const base = { tick, by: 0, cause: -1, seen: true };
    const listed = new Set<ThingKey>();
    for (const row of change.entities) {
      const key = thingKey(row);
      listed.add(key);
      const old = this.standing.get(key);
      const event = later.size > 0 ? later.get(keyOf(row)) : undefined;
      if (event === Change.built || (old && event !== undefined)) continue;
      this.standing.set(key, old ? { ...row, since: old.since, by: old.by } : row);
      if (!old) this.say({ ...base, kind: 'found', row });
      else if (differs(old, row)) this.say({ ...base, kind: kindOfChange(old, row, undefined), row, old });
    }
    if (change.kind === Change.seen) return;
    for (const [key, row] of this.standing) {
      const event = later.size > 0 ? later.get(keyOf(row)) : undefined;
      if (listed.has(key) || event === Change.removed || event === Change.changed) continue;
      this.standing.delete(key);
      this.say({ ...base, kind: 'missing', row });
    }
  }
}

const differs = (a: EntityRow, b: EntityRow): boolean =>
  a.x !== b.x ||
  a.y !== b.y ||
  a.name !== b.name ||
  a.recipe !== b.recipe ||
  a.quality !== b.quality ||
  a.force !== b.force ||
  a.dir !== b.dir ||
  a.w !== b.w ||
  a.h !== b.h;

/** By what is new; where that is nothing, or not known, by what the event says it was. */
function kindOfChange(old: EntityRow | undefined, row: EntityRow, how: How | undefined): AuditKind {
  if (old) {
    if (old.x !== row.x || old.y !== row.y) return 'moved';
    if (old.name !== row.name) return 'upgraded';
    if (old.recipe !== row.recipe) return 'recipe';
    if (old.dir !== row.dir) return 'rotated';
    return how === 'rotated' ? 'rotated' : 'changed';
  }
  return how === 'rotated' || how === 'recipe' || how === 'upgraded' || how === 'moved' ? how : 'changed';
}
