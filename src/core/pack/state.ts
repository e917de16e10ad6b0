/** A pack as it is held while it changes: prototypes, and all that came for them. */
import type { RawData } from '../prototype/types';
import type { BlockStore } from '../world/block-store';
import { type Evidence, joined } from './evidence';
import { dataPrefix, endOf, evidenceKey } from './keys';
import { inflated, unpackJson } from './packing';
import { type Gathered, readRawBlock } from './raw-blocks';
import { joinedTexts, type TextEvidence, type TextRows } from './text-rows';

export interface PackState {
  raw: RawData;
  evidence: Evidence;
  texts: TextEvidence;
}

/** The union; both are of the same prototypes. */
export const joinedStates = (a: PackState, b: PackState): PackState => ({
  raw: a.raw,
  evidence: joined(a.evidence, b.evidence),
  texts: joinedTexts([a.texts, b.texts]),
});

export async function loadState(store: BlockStore, id: string): Promise<PackState> {
  return { raw: await loadRaw(store, id), evidence: await loadEvidence(store, id), texts: await loadTexts(store, id) };
}

export async function loadRaw(store: BlockStore, id: string): Promise<RawData> {
  const raw: Gathered = new Map();
  for (const [, bytes] of await under(store, `${dataPrefix(id)}raw/`)) readRawBlock(inflated(bytes), raw);
  return raw;
}

export async function loadEvidence(store: BlockStore, id: string): Promise<Evidence> {
  const [bytes] = await store.get([evidenceKey(id)]);
  if (bytes === undefined) throw new Error(`pack ${id} has lost its evidence`);
  return unpackJson(bytes) as Evidence;
}

export async function loadTexts(store: BlockStore, id: string): Promise<TextEvidence> {
  const prefix = `${dataPrefix(id)}text/`;
  return new Map((await under(store, prefix)).map(([key, bytes]) => [key.slice(prefix.length), unpackJson(bytes) as TextRows]));
}

async function under(store: BlockStore, prefix: string): Promise<[string, Uint8Array][]> {
  const keys = await store.keys(prefix, endOf(prefix));
  const values = await store.get(keys);
  return keys.flatMap((key, i): [string, Uint8Array][] => (values[i] === undefined ? [] : [[key, values[i]]]));
}
