/**
 * All that was said of a pack, as sets: joining two is their union, so whatever order pieces come in, in whatever number of drops, the
 * outcome is the same. What the pack then claims, shows and draws follows from this alone (claims.ts, texts.ts, plan.ts).
 */
import type { IconSpec } from '../icon/types';
import type { Kind } from '../prototype/types';
import { byText } from './packing';
import type { ModClaim } from './types';

export type Setting = string | number | boolean;

export interface Evidence {
  /** 1: a dump came to its end. */
  whole: 0 | 1;
  /** The person's name for it, out of a snapshot; '' when it has none. */
  name: string;
  counts: [type: string, count: number][];
  /** Names of files it came from. */
  files: string[];
  infos: [mod: string, version: string, title: string, author: string, dependencies: string[], from: string][];
  /** Mods by name; `order`: their names as the game loaded them, where that was told. */
  lists: [from: string, mods: ModClaim[], order?: string[]][];
  settings: [from: string, gameVersion: string | null, startup: [string, Setting][]][];
  versions: [version: string, from: string][];
  /** Mods whose texts name prototypes of this pack, which says that they were on. */
  used: string[];
  /** Icons given apart from prototypes. */
  icons: [kind: Kind, name: string, spec: IconSpec][];
  /** Files of layers that are stored; version is '' where nobody said. */
  found: [mod: string, version: string, path: string, hash: string, size: number][];
  pictures: [kind: Kind, name: string, picture: 'native' | 'slot', premultiplied: 0 | 1, hash: string, size: number][];
  given: Given | null;
}

/** Finished sheets that came with a snapshot, which may lack the files they were drawn from. */
export interface Given {
  /** Hash and bytes of each sheet, by number. */
  sheets: [hash: string, size: number][];
  /** How many pictures there are. */
  pictures: number;
  /** Number of picture, and files that were missing when it was drawn. */
  refs: [kind: Kind, name: string, picture: number, missing: string[]][];
}

export const noEvidence = (): Evidence => ({
  whole: 0,
  name: '',
  counts: [],
  files: [],
  infos: [],
  lists: [],
  settings: [],
  versions: [],
  used: [],
  icons: [],
  found: [],
  pictures: [],
  given: null,
});

/** Beyond any real pack; of more, those that sort first are kept. */
const MOST = { files: 300, infos: 5_000, lists: 20, settings: 20, versions: 200, counts: 2_000, icons: 500_000, found: 500_000 };

export function joined(a: Evidence, b: Evidence): Evidence {
  return {
    whole: a.whole || b.whole ? 1 : 0,
    name: [a.name, b.name].sort(byText).at(-1)!,
    counts: mostOf([...a.counts, ...b.counts]).slice(0, MOST.counts),
    files: union(a.files, b.files, MOST.files),
    infos: union(a.infos, b.infos, MOST.infos),
    lists: union(a.lists, b.lists, MOST.lists),
    settings: union(a.settings, b.settings, MOST.settings),
    versions: union(a.versions, b.versions, MOST.versions),
    used: union(a.used, b.used, MOST.infos),
    icons: union(a.icons, b.icons, MOST.icons),
    found: union(a.found, b.found, MOST.found),
    pictures: union(a.pictures, b.pictures, MOST.found),
    given: better(a.given, b.given),
  };
}

/** Equal rows once, in one order whatever order they came in. */
export function union<T>(a: readonly T[], b: readonly T[], most: number): T[] {
  const rows = new Map<string, T>();
  for (const row of a) rows.set(JSON.stringify(row), row);
  for (const row of b) rows.set(JSON.stringify(row), row);
  return [...rows.entries()]
    .sort((x, y) => byText(x[0], y[0]))
    .slice(0, most)
    .map(([, row]) => row);
}

/** Of one type the highest count: dumps of one pack may differ in prototypes that nothing is kept of. */
function mostOf(counts: Evidence['counts']): Evidence['counts'] {
  const most = new Map<string, number>();
  for (const [type, count] of counts) most.set(type, Math.max(count, most.get(type) ?? 0));
  return [...most].sort((x, y) => byText(x[0], y[0]));
}

/** The one with more whole pictures, then with more bytes (lossless before lossy); one order, whoever came first. */
function better(a: Given | null, b: Given | null): Given | null {
  if (a === null || b === null) return a ?? b;
  const rank = (given: Given) => [given.refs.filter((ref) => ref[3].length === 0).length, sum(given)] as const;
  const [x, y] = [rank(a), rank(b)];
  const by = x[0] - y[0] || x[1] - y[1] || byText(JSON.stringify(a), JSON.stringify(b));
  return by < 0 ? b : a;
}

const sum = (given: Given): number => given.sheets.reduce((bytes, [, size]) => bytes + size, 0);
