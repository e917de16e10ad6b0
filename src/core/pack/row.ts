/** What a pack says of itself in the store: the one row that is read to list it. */
import type { BlockStore } from '../world/block-store';
import { endOf, INFOS, infoKey, isId } from './keys';
import { packJson, unpackJson } from './packing';
import type { PackInfo } from './types';

/** Version of everything stored of a pack. An older one is lifted by the ladder below; a newer one is left alone. */
export const PACK_VERSION = 1;
/** Version of what follows from prototypes and evidence (plan, names, claims); an older one is worked out anew at start. */
export const DERIVED_VERSION = 1;

export interface PackRow {
  v: number;
  derived: number;
  info: PackInfo;
  /** The person named it. */
  named: 0 | 1;
  /** Bytes of everything but rendered sheets. */
  bytes: number;
  /** Rendered sheets: key and bytes. */
  sheets: [key: string, size: number][];
}

/** Lifts what a pack has in the store by one version: what it says of itself, its evidence, its texts of one language. */
export interface Rung {
  row?(row: PackRow): PackRow;
  evidence?(evidence: unknown): unknown;
  texts?(rows: unknown): unknown;
}
/** By the version that a rung stands on. Prototypes need none: their form is what the id is made of; and the plan is worked out anew. */
export type Ladder = ReadonlyMap<number, Rung>;
export const LADDER: Ladder = new Map();

/** `v`: the version it was stored by. A row keeps that number until the whole pack is written anew. */
export function lift<P extends keyof Rung>(part: P, value: unknown, v: number, ladder: Ladder): unknown {
  let lifted = value;
  for (let at = v; at < PACK_VERSION; at++) {
    const rung = ladder.get(at)?.[part] as ((value: unknown) => unknown) | undefined;
    if (rung) lifted = rung(lifted);
  }
  return lifted;
}

const lifted = (bytes: Uint8Array, ladder: Ladder): PackRow => {
  const row = unpackJson(bytes) as PackRow;
  return { ...(lift('row', row, row.v, ladder) as PackRow), v: row.v };
};

export async function readRow(store: BlockStore, id: string, ladder: Ladder = LADDER): Promise<PackRow | null> {
  if (!isId(id)) return null;
  const [bytes] = await store.get([infoKey(id)]);
  return bytes === undefined ? null : lifted(bytes, ladder);
}

export async function allRows(store: BlockStore, ladder: Ladder = LADDER): Promise<PackRow[]> {
  const values = await store.get(await store.keys(INFOS, endOf(INFOS)));
  return values.flatMap((bytes) => (bytes === undefined ? [] : [lifted(bytes, ladder)]));
}

export const rowEntry = (row: PackRow): [string, Uint8Array] => [infoKey(row.info.id), packJson(row)];
export const tooNew = (row: PackRow): boolean => row.v > PACK_VERSION;
/** Of an older version of the site: it is opened and changed when it is settled (PackLibrary.settle), which is the first thing of a visit. */
export const stale = (row: PackRow): boolean => !tooNew(row) && (row.v !== PACK_VERSION || row.derived !== DERIVED_VERSION);
