/** A world's own record in the store: all that is read to list it. */
import type { ChainPoint, Tick } from '../packet/schema';
import type { BlockStore } from './block-store';
import type { SnapshotChoice } from './snapshot/choice';
import type { WorldInfo } from './types';

/** Version of everything stored of a world. An older one is derived anew from its ledger. */
export const STORED_VERSION = 2;

export interface StoredUnit {
  id: number;
  branch: string;
  /** Unit id it stands on, and the last tick in common. */
  parent: number | null;
  cut: Tick;
  charts: string[];
  grounds: number[];
  built: number[];
}

/** A world that was joined into another: what it takes to split it off again. */
export interface Member {
  id: string;
  name: string;
  heads: number[][] | null;
}

export interface StoredWorld {
  v: number;
  info: WorldInfo;
  /** Hashes of the first lines of the files it is known by; null when the world has an id of its own [P25]. */
  heads: number[][] | null;
  /** Itself first, then those joined into it; absent when it is one. */
  members?: Member[];
  units: StoredUnit[];
  /** The last point of history that is known of the branch that opens; absent where lines have no numbers. */
  tip?: ChainPoint;
  /** Tick of the packet that told game and mods last. */
  configuredAt?: Tick;
  nextRun: number;
  nextUnit: number;
  /** Players' names that only the engine's lines give. */
  names: string[];
  /** It came in a snapshot: it has no lines, and nothing can be derived anew or added. */
  snapshot?: { /** The world it is of. */ of: string; choice: SnapshotChoice };
  ledgerBytes: number;
  blockBytes: number;
}

export const infoKey = (id: string): string => `i/${id}`;
export const tablesKey = (id: string): string => `t/${id}`;
export const runPrefix = (id: string): string => `r/${id}/`;
export const runKey = (id: string, run: string): string => `${runPrefix(id)}${run.padStart(6, '0')}`;
export const blockPrefix = (id: string, unit?: number): string => `b/${id}/${unit === undefined ? '' : `${unit}/`}`;
/** Everything of a world lies under these; each ends where its last character grows by one. */
export const prefixesOf = (id: string): string[] => [`l/${id}/`, runPrefix(id), blockPrefix(id)];
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;

export const toBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const fromBytes = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

export async function allStored(store: BlockStore): Promise<StoredWorld[]> {
  const values = await store.get(await store.keys('i/', 'i0'));
  return values.filter((bytes) => bytes !== undefined).map((bytes) => fromBytes(bytes) as StoredWorld);
}

export async function readStored(store: BlockStore, id: string): Promise<StoredWorld | null> {
  const [bytes] = await store.get([infoKey(id)]);
  return bytes ? (fromBytes(bytes) as StoredWorld) : null;
}

/** Whether this is the world of an id, its own or that of a world joined into it. */
export const answersTo = (stored: StoredWorld, id: string): boolean =>
  stored.info.id === id || (stored.members?.some((member) => member.id === id) ?? false);

export const infoEntry = (stored: StoredWorld): [string, Uint8Array] => [infoKey(stored.info.id), toBytes(stored)];

/** All keys of a world, its info included. */
export async function keysOf(store: BlockStore, id: string): Promise<string[]> {
  const keys = await Promise.all(prefixesOf(id).map((prefix) => store.keys(prefix, endOf(prefix))));
  return [[infoKey(id), tablesKey(id)], ...keys].flat();
}

/** Left half read, or of an older version of the site. */
export const stale = (stored: StoredWorld): boolean =>
  stored.snapshot === undefined && (stored.v < STORED_VERSION || (stored.v === STORED_VERSION && stored.info.unfinished === true));
