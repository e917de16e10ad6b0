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

/** Rung i lifts a row of version i + 1 by one. Rows of other keys are lifted by whoever reads them, by the same number. */
export type Rung = (row: PackRow) => PackRow;
const LADDER: readonly Rung[] = [];

export function lift(row: PackRow, ladder: readonly Rung[] = LADDER): PackRow {
  let lifted = row;
  for (let v = row.v; v <= ladder.length; v++) lifted = { ...ladder[v - 1]!(lifted), v: v + 1 };
  return lifted;
}

export async function readRow(store: BlockStore, id: string): Promise<PackRow | null> {
  if (!isId(id)) return null;
  const [bytes] = await store.get([infoKey(id)]);
  return bytes === undefined ? null : lift(unpackJson(bytes) as PackRow);
}

export async function allRows(store: BlockStore): Promise<PackRow[]> {
  const values = await store.get(await store.keys(INFOS, endOf(INFOS)));
  return values.flatMap((bytes) => (bytes === undefined ? [] : [lift(unpackJson(bytes) as PackRow)]));
}

export const rowEntry = (row: PackRow): [string, Uint8Array] => [infoKey(row.info.id), packJson(row)];
export const tooNew = (row: PackRow): boolean => row.v > PACK_VERSION;
/** Of an older version of the site. */
export const stale = (row: PackRow): boolean => !tooNew(row) && (row.v !== PACK_VERSION || row.derived !== DERIVED_VERSION);
