/** What a snapshot says of its world as a whole: `world/head`. */
import { isIndex, isNumber, isObject, isCount as isTick } from '../../packet/guards';
import type { Color, EntityPrototype } from '../../packet/schema';
import type { StoredUnit } from '../stored-row';
import type { StoredTables } from '../tables';
import type { BranchInfo, Gap, Span, WorldInfo } from '../types';
import type { SnapshotChoice } from './choice';

/** Of all blocks under `world/`. */
export const WORLD_BLOCKS_VERSION = 1;
export const HEAD_PATH = 'world/head';

export interface SnapshotUnit extends Pick<StoredUnit, 'branch' | 'cut' | 'charts' | 'grounds' | 'built'> {
  /** Place in the list of the unit it stands on. */
  parent: number | null;
}

/** What of the world's own description goes along. */
export type SnapshotInfo = Pick<
  WorldInfo,
  | 'name'
  | 'gameVersion'
  | 'seed'
  | 'mods'
  | 'surfaces'
  | 'forces'
  | 'players'
  | 'ticks'
  | 'clocks'
  | 'branches'
  | 'gaps'
  | 'packets'
  | 'chunks'
  | 'engine'
>;

export interface SnapshotHead {
  v: number;
  /** The world's own id. */
  id: string;
  info: SnapshotInfo;
  units: SnapshotUnit[];
  tables: StoredTables;
  choice: SnapshotChoice;
}

type Raw = Record<string, unknown>;
const isText = (value: unknown, most = 1_000): value is string => typeof value === 'string' && value.length <= most;
const listOf = <T>(value: unknown, most: number, read: (one: unknown) => T | null): T[] =>
  (Array.isArray(value) ? value.slice(0, most) : []).map(read).filter((one) => one !== null);
const spanOf = (value: unknown): Span | null =>
  Array.isArray(value) && value.length === 2 && isNumber(value[0]) && isNumber(value[1]) ? [value[0], value[1]] : null;
const colourOf = (value: unknown): Color | undefined =>
  Array.isArray(value) && value.length === 3 && value.every((one) => isIndex(one) && one <= 255) ? (value as Color) : undefined;
const MOST_UNITS = 1_000;
const MOST = 65_000;

/** Built anew of what is right in it; null: it is no head at all. */
export function readHead(value: unknown): SnapshotHead | null {
  if (!isObject(value) || !isIndex(value.v) || !isText(value.id, 48) || !/^[A-Za-z0-9_-]+$/.test(value.id)) return null;
  if (!isObject(value.info) || !isObject(value.tables) || !Array.isArray(value.units)) return null;
  const units = listOf(value.units, MOST_UNITS, readUnit);
  // A parent stands before its children, so no circle can be made.
  if (units.length === 0 || units.length !== value.units.length || units.some(({ parent }, i) => parent !== null && parent >= i))
    return null;
  return {
    v: value.v,
    id: value.id,
    info: readInfo(value.info),
    units,
    tables: readTables(value.tables),
    choice: readChoice(value.choice),
  };
}

function readUnit(value: unknown): SnapshotUnit | null {
  if (!isObject(value) || !isText(value.branch, 100) || !isTick(value.cut)) return null;
  if (value.parent !== null && !isIndex(value.parent)) return null;
  return {
    branch: value.branch,
    parent: value.parent,
    cut: value.cut,
    charts: listOf(value.charts, MOST, (one) => (isText(one, 30) && /^\d+\/\d+$/.test(one) ? one : null)),
    grounds: listOf(value.grounds, MOST, (one) => (isIndex(one) ? one : null)),
    built: listOf(value.built, MOST, (one) => (isIndex(one) ? one : null)),
  };
}

function readInfo(value: Raw): SnapshotInfo {
  const { engine } = value;
  const counted = (what: string): number => (isObject(engine) && isIndex(engine[what]) ? engine[what] : 0);
  const counts = (table: unknown): Record<string, number> =>
    Object.fromEntries(Object.entries(isObject(table) ? table : {}).filter((row): row is [string, number] => isTick(row[1])));
  return {
    name: isText(value.name, 120) ? value.name : '',
    gameVersion: isText(value.gameVersion, 40) ? value.gameVersion : null,
    seed: isNumber(value.seed) ? value.seed : null,
    mods: listOf(value.mods, MOST, (one) =>
      isObject(one) && isText(one.name) && isText(one.version) ? { name: one.name, version: one.version } : null,
    ),
    surfaces: listOf(value.surfaces, MOST, readSurface),
    forces: listOf(value.forces, MOST, readNamed),
    players: listOf(value.players, MOST, readNamed),
    ticks: spanOf(value.ticks),
    clocks: spanOf(value.clocks),
    branches: listOf(value.branches, MOST_UNITS, readBranch),
    gaps: listOf(value.gaps, MOST, readGap),
    packets: counts(value.packets),
    chunks: counts(value.chunks),
    engine: {
      ...{ joins: counted('joins'), leaves: counted('leaves'), errors: counted('errors'), saves: counted('saves') },
      ...(counted('chats') > 0 ? { chats: counted('chats') } : {}),
    },
  };
}

function readNamed(value: unknown): { index: number; name: string; color?: Color } | null {
  if (!isObject(value) || !isIndex(value.index) || !isText(value.name)) return null;
  const color = colourOf(value.color);
  return { index: value.index, name: value.name, ...(color ? { color } : {}) };
}

function readSurface(value: unknown): SnapshotInfo['surfaces'][number] | null {
  const named = readNamed(value);
  if (named === null) return null;
  const { planet, platform, gone, map } = value as Raw;
  return {
    index: named.index,
    name: named.name,
    ...(isText(planet) ? { planet } : {}),
    ...(isText(platform) ? { platform } : {}),
    ...(gone === true ? { gone } : {}),
    map: map === true,
  };
}

function readBranch(value: unknown): BranchInfo | null {
  if (!isObject(value) || !isText(value.id, 100) || !(value.parent === null || isText(value.parent, 100))) return null;
  const { leavesAt, clock } = value;
  return {
    id: value.id,
    parent: value.parent,
    leavesAt: isObject(leavesAt) && isIndex(leavesAt.seq) && isTick(leavesAt.tick) ? { seq: leavesAt.seq, tick: leavesAt.tick } : null,
    ticks: spanOf(value.ticks),
    opens: value.opens === true,
    clock: isNumber(clock) ? clock : null,
    ...(value.unlinked === true ? { unlinked: true as const } : {}),
  };
}

function readGap(value: unknown): Gap | null {
  if (!isObject(value) || !isText(value.branch, 100) || !isIndex(value.lines)) return null;
  const ticks = spanOf(value.ticks);
  return ticks && { branch: value.branch, ticks, lines: value.lines };
}

function readTables(value: Raw): StoredTables {
  const names = listOf(value.names, MOST, (one) => (isText(one) ? one : ''));
  const tiles = listOf(value.tiles, MOST, (one): StoredTables['tiles'][number] | null => {
    const [name, color, tick] = Array.isArray(one) ? (one as unknown[]) : [];
    const known = colourOf(color);
    return isText(name) && known && isTick(tick) ? [name, known, tick] : null;
  });
  const entities = listOf(value.entities, MOST, (one): StoredTables['entities'][number] | null => {
    const [name, prototype, tick] = Array.isArray(one) ? (one as unknown[]) : [];
    return isText(name) && isObject(prototype) && isTick(tick) ? [name, readPrototype(prototype), tick] : null;
  });
  return { names, tiles, entities };
}

function readPrototype({ type, color, friend, enemy, size }: Raw): EntityPrototype {
  const sides = Array.isArray(size) && size.length === 2 && size.every((side) => isNumber(side) && side >= 0 && side <= 64);
  const looks = { color: colourOf(color), friend: colourOf(friend), enemy: colourOf(enemy) };
  return {
    ...(isText(type) ? { type } : {}),
    ...Object.fromEntries(Object.entries(looks).filter(([, one]) => one !== undefined)),
    ...(sides ? { size: size as [number, number] } : {}),
  };
}

function readChoice(value: unknown): SnapshotChoice {
  const raw = isObject(value) ? value : {};
  const indices = (list: unknown): number[] | null =>
    Array.isArray(list) ? listOf(list, MOST, (one) => (isIndex(one) ? one : null)) : null;
  return {
    branch: isText(raw.branch, 100) ? raw.branch : null,
    span: spanOf(raw.span),
    surfaces: indices(raw.surfaces),
    forces: indices(raw.forces),
    chat: raw.chat === true,
    names: raw.names === 'keep' ? 'keep' : 'numbered',
    engine: raw.engine === true,
  };
}
