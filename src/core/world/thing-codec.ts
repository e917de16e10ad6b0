/**
 * What stands on a surface, as rows and as bytes: a region may hold thousands, so a row is binary and of one width.
 */
import type { EntityEventPacket, EntityState, How, PlayerIndex, Tick } from '../packet/schema';

/** Names of prototypes as numbers, append-only, one table a world. */
export interface Names {
  number(name: string): number;
  name(number: number): string;
}

export interface EntityRow {
  /** Centre in 1/256 tile. */
  x: number;
  y: number;
  /** Unit number; 0: none. */
  id: number;
  name: number;
  /** Name numbers + 1; 0: none. */
  recipe: number;
  quality: number;
  force: number;
  dir: number;
  /** In 1/16 tile as it stands; 0: the prototype's. */
  w: number;
  h: number;
  /** Player who built it; 0: not known. */
  by: PlayerIndex;
  /** Tick it was built; -1: not known. */
  since: Tick;
}
/** What of a row is drawn. */
export type EntityLook = Pick<EntityRow, 'x' | 'y' | 'name' | 'force' | 'dir' | 'w' | 'h'>;
export interface DepositRow {
  name: number;
  /** Tile in the chunk, y * 32 + x. */
  tile: number;
  amount: number;
}
export interface ChunkThings {
  entities: Map<string, EntityRow>;
  /** Amounts by `depositKey`: an ore field has thousands. */
  deposits: Map<number, number>;
}

export const Change = { state: 0, built: 1, changed: 2, removed: 3, whole: 4, seen: 5, amounts: 6, allAmounts: 7, gone: 8 } as const;
export type ChangeKind = (typeof Change)[keyof typeof Change];

/** How things come and go, by number from 1; 0: not told, or by a word of a newer mod. Append-only. */
const HOWS: readonly How[] = ['player', 'robot', 'script', 'platform', 'cloned', 'died', 'rotated', 'upgraded', 'recipe', 'force', 'moved'];
const MERGED = 128;

/** What a change says of the deed. */
export interface Deed {
  how?: How | undefined;
  /** Name number of what killed it, or of the player; -1: not told. */
  cause?: number;
  /** Of a statement: events of this chunk were dropped before it. */
  merged?: boolean;
}

/** Kind, deed, cause + 1 (u16), entities, deposits (u32 each), sample's tick. */
const HEADER = 20;
const ROW = 44;
const DEPOSIT = 8;
const UNKNOWN = -1;

/** [P17]: by unit number, else by name and place. */
export const keyOf = (row: EntityRow): string => (row.id ? `${row.id}` : `${row.name}/${row.x}/${row.y}`);
export const depositKey = (name: number, tile: number): number => name * 1024 + tile;
export const depositOf = (key: number): { name: number; tile: number } => ({ name: key >> 10, tile: key & 1023 });

export function rowOf(entity: EntityState, names: Names, by: PlayerIndex = 0, since: Tick = UNKNOWN): EntityRow {
  return {
    x: Math.round(entity.at[0] * 256),
    y: Math.round(entity.at[1] * 256),
    id: entity.id ?? 0,
    name: names.number(entity.name),
    recipe: entity.recipe ? names.number(entity.recipe) + 1 : 0,
    quality: entity.quality ? names.number(entity.quality) + 1 : 0,
    force: entity.force ?? 0,
    dir: entity.dir ?? 0,
    w: entity.size ? Math.round(entity.size[0] * 16) : 0,
    h: entity.size ? Math.round(entity.size[1] * 16) : 0,
    by,
    since,
  };
}

export const deedOfPacket = ({ how, cause }: EntityEventPacket, names: Names): Deed => ({
  how,
  cause: cause === undefined ? UNKNOWN : names.number(cause),
});

/** `sampled`: for statements of a keyframe, when they were true for certain. */
export function encodeChange(
  kind: ChangeKind,
  entities: readonly EntityRow[],
  deposits: readonly DepositRow[] = [],
  sampled: Tick = UNKNOWN,
  deed: Deed = {},
): Uint8Array {
  const bytes = new Uint8Array(HEADER + entities.length * ROW + deposits.length * DEPOSIT);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, kind);
  view.setUint8(1, (deed.how === undefined ? 0 : HOWS.indexOf(deed.how) + 1) | (deed.merged ? MERGED : 0));
  view.setUint16(2, (deed.cause ?? -1) + 1, true);
  view.setUint32(4, entities.length, true);
  view.setUint32(8, deposits.length, true);
  view.setFloat64(12, sampled, true);
  let at = HEADER;
  for (const row of entities) {
    view.setInt32(at, row.x, true);
    view.setInt32(at + 4, row.y, true);
    view.setFloat64(at + 8, row.id, true);
    view.setFloat64(at + 16, row.since, true);
    view.setUint16(at + 24, row.name, true);
    view.setUint16(at + 26, row.recipe, true);
    view.setUint16(at + 28, row.quality, true);
    view.setUint16(at + 30, row.force, true);
    view.setUint32(at + 32, row.by, true);
    view.setUint16(at + 36, row.w, true);
    view.setUint16(at + 38, row.h, true);
    view.setUint8(at + 40, row.dir);
    at += ROW;
  }
  for (const row of deposits) {
    view.setUint16(at, row.name, true);
    view.setUint16(at + 2, row.tile, true);
    view.setUint32(at + 4, row.amount, true);
    at += DEPOSIT;
  }
  return bytes;
}

export interface DecodedChange {
  kind: ChangeKind;
  sampled: Tick;
  entities: EntityRow[];
  /** Key and amount, key and amount … */
  deposits: Uint32Array;
}

export function decodeChange(bytes: Uint8Array): DecodedChange {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  const depositCount = view.getUint32(8, true);
  const entities: EntityRow[] = [];
  const deposits = new Uint32Array(depositCount * 2);
  let at = HEADER;
  for (let i = 0; i < count; i++, at += ROW) {
    entities.push({
      x: view.getInt32(at, true),
      y: view.getInt32(at + 4, true),
      id: view.getFloat64(at + 8, true),
      since: view.getFloat64(at + 16, true),
      name: view.getUint16(at + 24, true),
      recipe: view.getUint16(at + 26, true),
      quality: view.getUint16(at + 28, true),
      force: view.getUint16(at + 30, true),
      by: view.getUint32(at + 32, true),
      w: view.getUint16(at + 36, true),
      h: view.getUint16(at + 38, true),
      dir: view.getUint8(at + 40),
    });
  }
  for (let i = 0; i < depositCount; i++, at += DEPOSIT) {
    deposits[i * 2] = depositKey(view.getUint16(at, true), view.getUint16(at + 2, true));
    deposits[i * 2 + 1] = view.getUint32(at + 4, true);
  }
  return { kind: view.getUint8(0) as ChangeKind, sampled: view.getFloat64(12, true), entities, deposits };
}

/** A change's rows one by one, where making objects of all of them takes too long. */
export class Rows {
  private readonly view: DataView;
  readonly kind: ChangeKind;
  readonly entities: number;
  readonly deposits: number;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.kind = kindOf(bytes);
    this.entities = this.view.getUint32(4, true);
    this.deposits = this.view.getUint32(8, true);
  }

  /** Its unit number, else 0. */
  id(i: number): number {
    return this.view.getFloat64(HEADER + i * ROW + 8, true);
  }

  /** Another number for each name at each place of a chunk, below 0. */
  place(i: number): number {
    const at = HEADER + i * ROW;
    const within = (this.view.getInt32(at + 4, true) & 8191) * 8192 + (this.view.getInt32(at, true) & 8191);
    return -1 - this.view.getUint16(at + 24, true) * 67_108_864 - within;
  }

  /** What it takes to draw it. */
  look(i: number, into: EntityLook): EntityLook {
    const at = HEADER + i * ROW;
    into.x = this.view.getInt32(at, true);
    into.y = this.view.getInt32(at + 4, true);
    into.name = this.view.getUint16(at + 24, true);
    into.force = this.view.getUint16(at + 30, true);
    into.w = this.view.getUint16(at + 36, true);
    into.h = this.view.getUint16(at + 38, true);
    into.dir = this.view.getUint8(at + 40);
    return into;
  }

  /** Key and amount. */
  deposit(i: number): [number, number] {
    const at = HEADER + this.entities * ROW + i * DEPOSIT;
    return [depositKey(this.view.getUint16(at, true), this.view.getUint16(at + 2, true)), this.view.getUint32(at + 4, true)];
  }
}

export const sampledOf = (bytes: Uint8Array): Tick => new DataView(bytes.buffer, bytes.byteOffset).getFloat64(12, true);

/** Of a change that is not decoded. */
export const kindOf = (bytes: Uint8Array): ChangeKind => bytes[0] as ChangeKind;

export function deedOf(bytes: Uint8Array): Required<Deed> {
  const how = HOWS[(bytes[1]! & ~MERGED) - 1];
  return { how, cause: (bytes[2]! | (bytes[3]! << 8)) - 1, merged: (bytes[1]! & MERGED) !== 0 };
}
