import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, unzipSync } from 'fflate';
import { normalise } from '../normalise';
import type { RawData, RawTable } from '../types';

/** Real dumps, which the project does not carry. */
export const DUMPS = {
  spaceAge20: '/work/shared/data/dumps/data-raw-dump_space-age_2.0.15.zip',
  base21: '/work/shared/data/dumps/base-2.1.12.json.gz',
  spaceAge21: '/work/shared/data/dumps/sa-2.1.12.json.gz',
} as const;

/** For `it.skipIf`. */
export const noDumps = !Object.values(DUMPS).every((path) => existsSync(path));

type Dump = Record<string, Record<string, RawTable>>;

export function readDump(name: keyof typeof DUMPS): Dump {
  const bytes = new Uint8Array(readFileSync(DUMPS[name]));
  const plain = DUMPS[name].endsWith('.gz') ? gunzipSync(bytes) : Object.values(unzipSync(bytes))[0]!;
  return JSON.parse(new TextDecoder().decode(plain)) as Dump;
}

/** Normalised, as a pack holds it. */
export function rawOf(dump: unknown): RawData {
  const raw = new Map<string, Map<string, RawTable>>();
  for (const [type, named] of Object.entries(dump as Dump)) {
    for (const [name, table] of Object.entries(named)) {
      const kept = normalise(type, name, table);
      if (!kept) continue;
      const own = raw.get(type) ?? new Map<string, RawTable>();
      raw.set(type, own.set(name, kept));
    }
  }
  return raw;
}
