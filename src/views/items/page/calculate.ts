import type { Page } from '../../../core/prototype/types';

/** What the calculators say they know. Names of mods that are the game's own. */
const OWN = new Set(['core', 'base', 'space-age', 'quality', 'elevated-rails', 'recycler']);

export interface Calculator {
  name: string;
  href: string;
}

/**
 * Addresses of calculators for what a page is of, a minute's 60 of it. They take internal names, so they are offered where the name
 * is the game's own: an item or a fluid that something makes, in a pack of the game's own mods or from one of them.
 * Sources: factoriolab.github.io (the data set "spa" is Space Age, "2.0" the base game), kirkmcdonald.github.io/calc.html.
 */
export function calculators(page: Page, gameVersion: string | null, mods: readonly string[]): Calculator[] {
  const { kind, name } = page.ref;
  if ((kind !== 'item' && kind !== 'fluid') || page.made.length === 0) return [];
  if (page.mod !== null && !OWN.has(page.mod)) return [];
  const old = gameVersion?.startsWith('1.') === true;
  const space = !old && (mods.includes('space-age') || page.mod === 'space-age');
  const set = old ? '1.1' : space ? 'spa' : '2.0';
  const id = encodeURIComponent(name);
  return [
    { name: 'FactorioLab', href: `https://factoriolab.github.io/${set}/list?o=${id}*60&v=11` },
    {
      name: 'KirkMcDonald',
      href: `https://kirkmcdonald.github.io/calc.html#${old ? 'data=1-1-110' : space ? 'data=space-age-2-0-55' : 'data=2-0-55'}&items=${id}:r:60`,
    },
  ];
}
