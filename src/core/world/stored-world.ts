/** A world as it is held while open: its tables and runs, and how it goes into the store. */
import { deflateSync, inflateSync } from 'fflate';
import type { Kernels } from '../kernels/kernels';
import type { Batch, BlockStore } from './block-store';
import { RunBuilder } from './run';
import {
  blockPrefix,
  endOf,
  fromBytes,
  infoEntry,
  runKey,
  runPrefix,
  STORED_VERSION,
  type StoredWorld,
  tablesKey,
  toBytes,
} from './stored-row';
import { type StoredTables, Tables } from './tables';
import { Unit } from './unit';

export interface OpenWorld {
  stored: StoredWorld;
  tables: Tables;
  units: Unit[];
  runs: RunBuilder[];
}

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
