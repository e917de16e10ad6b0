/** What the store knows of servers that were watched: a row each, written together with what their lines say. */
import { isPosition, type Position } from '../src/core/live/wire';
import type { Batch, BlockStore } from '../src/core/world/block-store';
import type { LogPlace } from '../src/core/world/log-ingest';
import { endOf, fromBytes, infoKey, toBytes } from '../src/core/world/stored-row';
import type { FeedPlace, FeedSource } from '../src/worker-api/feed-api';

const PREFIX = 'v/';
const VERSION = 1;

export interface FeedRow {
  source: FeedSource;
  position: Position | null;
  /** The launch its lines are of, to read on in the middle of one. */
  log: LogPlace | null;
  /** The world that its lines went into last. */
  world: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

export const feedKey = ({ relay, server }: Pick<FeedSource, 'relay' | 'server'>): string =>
  `${PREFIX}${encodeURIComponent(relay)}/${server}`;

export const placeOf = ({ source, position, world }: FeedRow): FeedPlace => ({ source, position, world });

export const feedEntry = (row: FeedRow): [string, Uint8Array] => [feedKey(row.source), toBytes({ v: VERSION, ...row })];

/** null: it was never watched, or a newer version of the site did. Of a world that is gone nobody can go on. */
export async function readFeed(store: BlockStore, key: string): Promise<FeedRow | null> {
  const [bytes] = await store.get([key]);
  const row = bytes === undefined ? null : decode(bytes);
  return row === null ? null : await standing(store, row);
}

/** The last one first. */
export async function allFeeds(store: BlockStore): Promise<FeedRow[]> {
  const values = await store.get(await store.keys(PREFIX, endOf(PREFIX)));
  const rows = values.flatMap((bytes) => (bytes === undefined ? [] : [decode(bytes)])).filter((row) => row !== null);
  const standings = await Promise.all(rows.map((row) => standing(store, row)));
  return standings.sort((a, b) => b.at - a.at);
}

async function standing(store: BlockStore, row: FeedRow): Promise<FeedRow> {
  if (row.world === null) return row;
  const [info] = await store.get([infoKey(row.world)]);
  return info === undefined ? { ...row, position: null, log: null, world: null } : row;
}

function decode(bytes: Uint8Array): FeedRow | null {
  try {
    const { v, source, position, log, world, at } = fromBytes(bytes) as FeedRow & { v: number };
    if (v !== VERSION || typeof source.relay !== 'string' || typeof source.server !== 'string') return null;
    const goesOn = isPosition(position) && log !== null;
    return { source, position: goesOn ? position : null, log: goesOn ? log : null, world, at };
  } catch {
    return null;
  }
}

/** Puts a row into every batch: there is no moment at which it says something else than what is stored. */
export class FeedStore implements BlockStore {
  constructor(
    private readonly store: BlockStore,
    private readonly row: () => FeedRow,
  ) {}

  keys(from: string, to: string): Promise<string[]> {
    return this.store.keys(from, to);
  }

  get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    return this.store.get(keys);
  }

  put(batch: Batch): Promise<void> {
    return this.store.put({ set: [...batch.set, feedEntry(this.row())], remove: batch.remove });
  }
}
