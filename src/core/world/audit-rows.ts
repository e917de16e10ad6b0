/** What the rows of an audit are made of, counted and kept as they come: of all that is told the newest, and how much it was. */
import type { PlayerIndex, Position, Tick } from '../packet/schema';
import type { Deed } from './deeds';
import { Newest } from './newest';
import { AUDIT_KINDS, type AuditAnswer, type AuditKind, type AuditQuestion, type AuditRow } from './place-types';
import type { Tables } from './tables';
import type { EntityRow } from './thing-codec';
import type { Area } from './types';

/** Each is an object of some hundred bytes. */
const MOST_ROWS = 100_000;
/** Moves whose other end has not come yet; beyond that both ends are told. */
const MOST_WAITING = 100_000;

type ThingDeed = Deed & { row: EntityRow };

export class AuditRows {
  /** Of what is pushed out again no row is made. */
  private readonly newest: Newest<AuditRow | ThingDeed>;
  private readonly kinds = new Map<AuditKind, number>();
  private readonly players = new Map<PlayerIndex, number>();
  private readonly wantedKinds: ReadonlySet<AuditKind> | null;
  private readonly wantedPlayers: ReadonlySet<PlayerIndex> | null;
  private readonly moves = new Map<string, AuditRow>();
  private readonly clears = new Map<Tick, AuditRow & { cleared: number }>();
  private total = 0;

  constructor(
    { kinds, players, limit, area }: AuditQuestion,
    private readonly tables: Tables,
  ) {
    this.newest = new Newest(Math.max(0, Math.min(limit, MOST_ROWS)));
    this.wantedKinds = kinds && new Set(kinds);
    this.wantedPlayers = players && new Set(players);
    this.area = area;
  }
  private readonly area: Area;

  /** `chunk`: where the chunk lies, for what is said of all of it. */
  deed(deed: Deed, chunk: Area): void {
    const { row, cleared, tick } = deed;
    if (cleared) this.cleared(tick, cleared, chunk);
    else if (!row) this.add({ tick, clock: null, kind: deed.kind, name: '', at: this.middle(chunk) });
    else if (within(this.area, row.x / 256, row.y / 256)) this.ofThing(deed, row);
  }

  private ofThing(deed: Deed, row: EntityRow): void {
    if (deed.kind === 'moved' && !deed.seen && row.id) this.moved(this.rowOf(deed, row));
    else if (this.counts(deed.kind, deed.by) && this.newest.wants(deed.tick)) this.newest.add(deed as ThingDeed);
  }

  add(row: AuditRow): void {
    if (this.counts(row.kind, row.by ?? 0)) this.newest.add(row);
  }

  /** Counts, and answers whether it is asked for. */
  private counts(kind: AuditKind, player: PlayerIndex): boolean {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    this.players.set(player, (this.players.get(player) ?? 0) + 1);
    if (this.wantedKinds && !this.wantedKinds.has(kind)) return false;
    if (this.wantedPlayers && !this.wantedPlayers.has(player)) return false;
    this.total += 1;
    return true;
  }

  /** `clockAt`: ms since 1970; null where no clock is known. */
  answer(clockAt: (tick: Tick) => number | null): AuditAnswer {
    for (const row of this.moves.values()) this.add(row);
    this.moves.clear();
    for (const row of this.clears.values()) this.add(row);
    this.clears.clear();
    const rows = this.newest.values().map((one) => ('row' in one ? this.rowOf(one, one.row) : one));
    for (const row of rows) row.clock = clockAt(row.tick);
    return {
      rows,
      total: this.total,
      kinds: Object.fromEntries(AUDIT_KINDS.filter((kind) => this.kinds.has(kind)).map((kind) => [kind, this.kinds.get(kind)!])),
      players: [...this.players].map(([player, count]) => ({ player, count })).sort((a, b) => b.count - a.count || a.player - b.player),
    };
  }

  /** What leaves its chunk is told twice [P23]: one row, when both ends lie in the area. */
  private moved(row: AuditRow): void {
    const key = `${row.tick}/${row.id}`;
    const other = this.moves.get(key);
    if (other === undefined || other.away === row.away) {
      if (other) this.add(other);
      if (this.moves.size < MOST_WAITING) this.moves.set(key, row);
      else this.add(row);
      return;
    }
    this.moves.delete(key);
    const [left, come] = row.away ? [row, other] : [other, row];
    this.add({ ...come, from: left.at });
  }

  /** All chunks that were cleared at one tick are one row. */
  private cleared(tick: Tick, things: readonly EntityRow[], chunk: Area): void {
    const count = things.filter(({ x, y }) => within(this.area, x / 256, y / 256)).length;
    if (count === 0) return;
    const row = this.clears.get(tick);
    if (row) row.cleared += count;
    else this.clears.set(tick, { tick, clock: null, kind: 'missing', name: '', at: this.middle(chunk), seen: true, cleared: count });
  }

  private middle(chunk: Area): Position {
    const [x0, y0, x1, y1] = this.area;
    return [(Math.max(x0, chunk[0]) + Math.min(x1, chunk[2])) / 2, (Math.max(y0, chunk[1]) + Math.min(y1, chunk[3])) / 2];
  }

  private rowOf({ tick, kind, old, how, by, cause, seen, away }: Deed, row: EntityRow): AuditRow {
    const { tables } = this;
    const nameAt = (number: number): string => (number ? tables.name(number - 1) : '');
    const said: AuditRow = { tick, clock: null, kind, name: tables.name(row.name), at: [row.x / 256, row.y / 256] };
    if (row.id) said.id = row.id;
    if (row.force) said.force = row.force;
    if (how) said.how = how;
    if (by) said.by = by;
    if (cause >= 0) said.cause = tables.name(cause);
    if (seen) said.seen = true;
    if (away) said.away = true;
    if (kind === 'removed' || kind === 'died' || kind === 'missing' || away) return said;
    const before = kind === 'upgraded' || kind === 'built' || kind === 'found' ? undefined : old;
    if (row.recipe !== (before?.recipe ?? 0) || (kind === 'recipe' && !old)) said.recipe = nameAt(row.recipe);
    if (row.dir !== (before?.dir ?? 0) || (kind === 'rotated' && !old)) said.dir = row.dir;
    if (row.quality !== (before?.quality ?? 0)) said.quality = nameAt(row.quality);
    if (kind === 'upgraded' && old && old.name !== row.name) said.was = tables.name(old.name);
    if (kind === 'moved' && old) said.from = [old.x / 256, old.y / 256];
    return said;
  }
}

export const within = ([x0, y0, x1, y1]: Area, x: number, y: number): boolean => x >= x0 && y >= y0 && x < x1 && y < y1;
