import type { Kind, Page } from '../../../core/prototype/types';

/** What research is about even where none is needed. */
const RESEARCHED: ReadonlySet<Kind | 'mod'> = new Set(['item', 'fluid', 'recipe', 'technology']);

/** Whether a page says what must be researched first: of a group or a tree that none is needed is no news. */
export function tellsPath({ ref, path, technology, recipes, made }: Page): boolean {
  if (path === null) return technology !== null || recipes.length > 0 || made.length > 0;
  return path.length > 0 || RESEARCHED.has(ref.kind);
}
