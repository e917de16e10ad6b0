/** Prototypes ↔ blocks of text: canonical and sorted, so that the same pack is the same bytes whoever dumped it. */
import { canonical } from '../prototype/identity';
import { normalise } from '../prototype/normalise';
import type { RawData, RawTable } from '../prototype/types';

/** Characters of a block; one prototype is never cut. */
const BLOCK = 4_000_000;

export type Gathered = Map<string, Map<string, RawTable>>;

/** Each block is a JSON list of [type, name, table]; the type is 0 where it is that of the row before. */
export function* rawBlocks(raw: RawData): Generator<string> {
  let rows: string[] = [];
  let size = 0;
  for (const type of [...raw.keys()].sort()) {
    const named = raw.get(type)!;
    let first = true;
    for (const name of [...named.keys()].sort()) {
      const row = `[${first ? JSON.stringify(type) : 0},${JSON.stringify(name)},${canonical(named.get(name)!)}]`;
      first = false;
      rows.push(row);
      size += row.length;
      if (size < BLOCK) continue;
      yield `[${rows.join(',\n')}]`;
      rows = [];
      size = 0;
      first = true;
    }
  }
  if (rows.length > 0) yield `[${rows.join(',\n')}]`;
}

/** What was stored by this site. */
export function readRawBlock(text: string, into: Gathered): void {
  let named: Map<string, RawTable> | undefined;
  for (const [type, name, table] of JSON.parse(text) as [string | 0, string, RawTable][]) {
    if (type !== 0) {
      named = into.get(type) ?? new Map();
      into.set(type, named);
    }
    named?.set(name, tableOf(table));
  }
}

/** The same out of somebody else's file; every [type, name] in it, in order. null: it is none of ours. */
export function readForeignBlock(value: unknown, into: Gathered): [type: string, name: string][] | null {
  if (!Array.isArray(value)) return null;
  const named: [string, string][] = [];
  let type: unknown;
  for (const row of value as unknown[]) {
    if (!Array.isArray(row) || row.length !== 3) return null;
    if (row[0] !== 0) type = row[0];
    if (typeof type !== 'string' || typeof row[1] !== 'string' || typeof row[2] !== 'object' || row[2] === null) return null;
    named.push([type, row[1]]);
    const table = normalise(type, row[1], tableOf(row[2] as RawTable));
    if (table === null) continue;
    const of = into.get(type) ?? new Map<string, RawTable>();
    into.set(type, of.set(row[1], table));
  }
  return named;
}

/** An empty table and an empty list are one in canonical form; a prototype is a table. */
const tableOf = (table: RawTable): RawTable => (Array.isArray(table) && table.length === 0 ? {} : table);
