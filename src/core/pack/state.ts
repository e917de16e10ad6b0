/** A pack as it is held while it changes: prototypes, and all that came for them. */
import type { RawData } from '../prototype/types';
import type { BlockStore } from '../world/block-store';
import { type Evidence, joined } from './evidence';
import { dataPrefix, endOf, evidenceKey } from './keys';
import { inflated, unpackJson } from './packing';
import { type Gathered, readRawBlock } from './raw-blocks';
import { LADDER, type Ladder, lift, PACK_VERSION } from './row';
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

/** `v`: the version it was stored by; an older one is lifted. */
export async function loadState(store: BlockStore, id: string, v = PACK_VERSION, ladder: Ladder = LADDER): Promise<PackState> {
  const evidence = lift('evidence', await loadEvidence(store, id), v, ladder) as Evidence;
  const texts = [...(await loadTexts(store, id))].map(([language, rows]): [string, TextRows] => [
    language,
    lift('texts', rows, v, ladder) as TextRows,
  ]);
  return { raw: await loadRaw(store, id), evidence, texts: new Map(texts) };
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

/** The same for who reads few of them: a language is unpacked when its rows are first asked for. */
export async function openTexts(store: BlockStore, id: string): Promise<TextEvidence> {
  const prefix = `${dataPrefix(id)}text/`;
  return new Map((await under(store, prefix)).map(([key, bytes]) => [key.slice(prefix.length), new PackedRows(bytes)]));
}

class PackedRows implements TextRows {
  private rows: TextRows | null = null;

  constructor(private bytes: Uint8Array | null) {}

  get tables(): TextRows['tables'] {
    return this.unpacked().tables;
  }

  get dumped(): TextRows['dumped'] {
    return this.unpacked().dumped;
  }

  private unpacked(): TextRows {
    if (this.bytes !== null) this.rows = unpackJson(this.bytes) as TextRows;
    this.bytes = null;
    return this.rows!;
  }
}

async function under(store: BlockStore, prefix: string): Promise<[string, Uint8Array][]> {
  const keys = await store.keys(prefix, endOf(prefix));
  const values = await store.get(keys);
  return keys.flatMap((key, i): [string, Uint8Array][] => (values[i] === undefined ? [] : [[key, values[i]]]));
}
