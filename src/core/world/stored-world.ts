/** A world's own records in the store: what it is, its tables, its runs; and the world as it is held while open. */
import { deflateSync, inflateSync } from 'fflate';
import type { Kernels } from '../kernels/kernels';
import type { Tick } from '../packet/schema';
import type { Batch, BlockStore } from './block-store';
import { RunBuilder } from './run';
import { type StoredTables, Tables } from './tables';
import type { WorldInfo } from './types';
import { Unit } from './unit';

/** Version of everything stored of a world. An older one is derived anew from its ledger. */
export const STORED_VERSION = 1;

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
  /** Tick of the packet that told game and mods last. */
  configuredAt?: Tick;
  nextRun: number;
  nextUnit: number;
  /** Players' names that only the engine's lines give. */
  names: string[];
  ledgerBytes: number;
  blockBytes: number;
}

export interface OpenWorld {
  stored: StoredWorld;
  tables: Tables;
  units: Unit[];
  runs: RunBuilder[];
}

export const infoKey = (id: string): string => `i/${id}`;
const tablesKey = (id: string): string => `t/${id}`;
export const runPrefix = (id: string): string => `r/${id}/`;
export const runKey = (id: string, run: string): string => `${runPrefix(id)}${run.padStart(6, '0')}`;
export const blockPrefix = (id: string, unit?: number): string => `b/${id}/${unit === undefined ? '' : `${unit}/`}`;
/** Everything of a world lies under these; each ends where its last character grows by one. */
export const prefixesOf = (id: string): string[] => [`l/${id}/`, runPrefix(id), blockPrefix(id)];
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;

const toBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const fromBytes = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

export function newWorld(store: BlockStore, kernels: Kernels, id: string, head: number[] | null): OpenWorld {
  const now = Date.now();
  const stored: StoredWorld = {
    v: STORED_VERSION,
    info: {
      id,
      name: '',
      version: 0,
      gameVersion: null,
      seed: null,
      mods: [],
      surfaces: [],
      forces: [],
      players: [],
      ticks: null,
      clocks: null,
      branches: [],
      gaps: [],
      packets: {},
      chunks: {},
      engine: { joins: 0, leaves: 0, errors: 0, saves: 0 },
      bytes: 0,
      files: [],
      createdAt: now,
      changedAt: now,
    },
    heads: head ? [head] : null,
    units: [{ id: 0, branch: 'main', parent: null, cut: 0, charts: [], grounds: [], built: [] }],
    nextRun: 0,
    nextUnit: 1,
    names: [],
    ledgerBytes: 0,
    blockBytes: 0,
  };
  const tables = new Tables();
  return { stored, tables, units: openUnits(store, kernels, stored, tables), runs: [] };
}

export function openUnits(store: BlockStore, kernels: Kernels, stored: StoredWorld, tables: Tables): Unit[] {
  const units: Unit[] = [];
  for (const { id, parent, cut, charts, grounds, built } of stored.units) {
    const below = parent === null ? null : units[stored.units.findIndex((unit) => unit.id === parent)]!;
    const unit = new Unit(store, blockPrefix(stored.info.id, id), tables, kernels, below && { unit: below, cut });
    for (const chart of charts) unit.charts.add(chart);
    for (const surface of grounds) unit.grounds.add(surface);
    for (const surface of built) unit.built.add(surface);
    units.push(unit);
  }
  return units;
}

export async function allStored(store: BlockStore): Promise<StoredWorld[]> {
  const values = await store.get(await store.keys('i/', 'i0'));
  return values.filter((bytes) => bytes !== undefined).map((bytes) => fromBytes(bytes) as StoredWorld);
}

export async function readStored(store: BlockStore, id: string): Promise<StoredWorld | null> {
  const [bytes] = await store.get([infoKey(id)]);
  return bytes ? (fromBytes(bytes) as StoredWorld) : null;
}

/** `runs` only when it is to be written to. */
export async function loadWorld(store: BlockStore, kernels: Kernels, stored: StoredWorld, withRuns = true): Promise<OpenWorld> {
  const { id } = stored.info;
  const [tablesBytes] = await store.get([tablesKey(id)]);
  const tables = new Tables(tablesBytes ? (fromBytes(inflateSync(tablesBytes)) as StoredTables) : undefined);
  const runs: RunBuilder[] = [];
  if (withRuns) {
    const keys = await store.keys(runPrefix(id), endOf(runPrefix(id)));
    const values = await store.get(keys);
    // A run's pieces lie right behind its head.
    for (let i = 0; i < keys.length; ) {
      const pieces: Uint8Array[] = [];
      const head = i++;
      for (; keys[i]?.startsWith(`${keys[head]}/`); i++) if (values[i]) pieces.push(values[i]!);
      if (values[head]) runs.push(RunBuilder.decode(values[head]!, pieces));
    }
  }
  return { stored, tables, units: openUnits(store, kernels, stored, tables), runs };
}

/** Adds the world's own records to a batch. */
export function storeWorld(world: OpenWorld, batch: Batch): void {
  const { stored } = world;
  const { id } = stored.info;
  world.units.forEach((unit, i) => {
    const record = stored.units[i]!;
    record.charts = [...unit.charts];
    record.grounds = [...unit.grounds];
    record.built = [...unit.built];
    stored.blockBytes += unit.lanes.grown;
    unit.lanes.grown = 0;
  });
  for (const run of world.runs) {
    if (!run.changed || run.blocks === 0) continue;
    batch.set.push(...run.records(runKey(id, run.id)));
    run.changed = false;
  }
  batch.set.push([tablesKey(id), deflateSync(toBytes(world.tables.stored()), { level: 1 })]);
  stored.info.bytes = stored.ledgerBytes + stored.blockBytes;
  batch.set.push(infoEntry(stored));
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
