/** What a mod wants of another. */
export interface Dependency {
  mod: string;
  /** `no-order`: needed, but its load order does not count. `recommended` is 2.1's. */
  sort: 'required' | 'conflict' | 'optional' | 'hidden-optional' | 'no-order' | 'recommended';
  version: { relation: '<' | '<=' | '=' | '>=' | '>'; number: string } | null;
}

const SORTS: ReadonlyMap<string, Dependency['sort']> = new Map([
  ['', 'required'],
  ['!', 'conflict'],
  ['?', 'optional'],
  ['(?)', 'hidden-optional'],
  ['~', 'no-order'],
  ['+', 'recommended'],
]);

/** Names of mods may hold spaces and dots. */
const DEPENDENCY = /^(!|\?|\(\?\)|~|\+)?([^<>=!?~+]+)(?:(<=|>=|<|>|=)([\d. ]+))?$/;

/** "? some mod >= 1.2" taken apart; null: it is none. Source: wiki.factorio.com/Tutorial:Mod_structure, "Dependency". */
export function parseDependency(text: string): Dependency | null {
  const match = text.length > 400 ? null : DEPENDENCY.exec(text.trim());
  const mod = match?.[2]?.trim();
  if (!match || !mod) return null;
  const relation = match[3] as NonNullable<Dependency['version']>['relation'] | undefined;
  const number = match[4]?.trim() ?? '';
  if (relation && !/^\d+(\.\d+){0,3}$/.test(number)) return null;
  return { mod, sort: SORTS.get(match[1] ?? '')!, version: relation ? { relation, number } : null };
}
