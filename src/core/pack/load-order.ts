/** The order mods load in, which settles whose text counts. */
import { parseDependency } from './dependency';
import { byText } from './packing';

/** The game's own, for when nobody dropped their `info.json`. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['core', []],
  ['base', []],
  ['elevated-rails', ['base']],
  ['quality', ['base']],
  ['recycler', ['base']],
  ['space-age', ['base', 'elevated-rails', 'quality', '? recycler']],
]);

/** Real chains have a dozen mods. */
const DEEPEST = 500;

/**
 * `core`, then by depth of dependencies and lower-case name; `~` does not order, `!` is no edge, those that are optional order when they
 * are there. Source: the game's data stage, as its order was measured (mods with equal depth load by name). `told`: as the game itself said
 * it loaded them, which counts before what follows from dependencies.
 */
export function loadOrder(
  mods: readonly string[],
  dependenciesOf: (mod: string) => readonly string[] | null,
  told: readonly string[] = [],
): string[] {
  const here = new Set(mods);
  const depths = new Map<string, number>();
  const depth = (mod: string, level = 0): number => {
    const known = depths.get(mod);
    if (known !== undefined) return known;
    // Also ends a circle, which the game refuses.
    depths.set(mod, 0);
    const dependencies = dependenciesOf(mod) ?? KNOWN.get(mod) ?? ['base'];
    let deepest = mod === 'core' ? -1 : 0;
    for (const text of dependencies) {
      const on = dependency(text);
      if (on !== null && on !== mod && level < DEEPEST && here.has(on)) deepest = Math.max(deepest, depth(on, level + 1) + 1);
    }
    depths.set(mod, deepest);
    return deepest;
  };
  // Sorted first: where mods depend on each other in a circle, depths follow from where one begins.
  const sorted = [...here].sort((a, b) => byText(a.toLowerCase(), b.toLowerCase()) || byText(a, b));
  for (const mod of sorted) depth(mod);
  const worked = sorted.sort((a, b) => depths.get(a)! - depths.get(b)! || byText(a.toLowerCase(), b.toLowerCase()) || byText(a, b));
  return told.length === 0 ? worked : asTold(worked, told);
}

/** Those that were told of, in that order; each other one behind the one it came behind. */
function asTold(worked: readonly string[], told: readonly string[]): string[] {
  const places = new Map(told.map((mod, i) => [mod, i]));
  const behind = new Map<string, number>();
  let last = -1;
  for (const mod of worked) {
    last = places.get(mod) ?? last;
    behind.set(mod, last);
  }
  // Sorting keeps those of one place as they were, and the one that was told of comes first there.
  const rank = (mod: string) => behind.get(mod)! * 2 + (places.has(mod) ? 0 : 1);
  return [...worked].sort((a, b) => rank(a) - rank(b));
}

/** Mod that is to load before; null for what orders nothing. */
function dependency(text: string): string | null {
  const of = parseDependency(text);
  return of === null || of.sort === 'conflict' || of.sort === 'no-order' ? null : of.mod;
}
