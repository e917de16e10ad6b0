import { kindOf } from '../kinds';
import type { Kind, RawData, RawTable, Ref } from '../types';

/** Prototypes by kind and name, whatever their own type. */
export type Index = ReadonlyMap<Kind, ReadonlyMap<string, RawTable>>;

export function createIndex(raw: RawData): Index {
  const index = new Map<Kind, Map<string, RawTable>>();
  for (const [type, prototypes] of raw) {
    const kind = kindOf(type);
    if (kind === null) continue;
    let names = index.get(kind);
    if (names === undefined) {
      names = new Map();
      index.set(kind, names);
    }
    for (const [name, prototype] of prototypes) if (!names.has(name)) names.set(name, prototype);
  }
  return index;
}

export function prototypeOf(index: Index, { kind, name }: Ref): RawTable | null {
  return kind === 'mod' ? null : (index.get(kind)?.get(name) ?? null);
}
