import type { Page } from '../../../core/prototype/types';
import { relatedWord } from '../../../texts/facts';
import { w } from '../../../texts/items';
import { relatedOf } from './related';
import { tellsPath } from './tells-path';

/** The parts of a page, in its order, for whoever wants to get to one. */
export function contents(page: Page): { id: string; title: string; count: number | null }[] {
  const { few, many } = relatedOf(page);
  const parts: [id: string, title: string, count: number | null][] = [
    ['recipe', w.page.recipe, known(page.recipes)],
    ['made', w.page.made, known(page.made)],
    ['machines', w.page.machines, page.machines.length],
    ['makes', w.page.makes, known(page.makes)],
    ['used', w.page.used, known(page.used)],
    ['path', w.page.path, tellsPath(page) ? (page.path?.length ?? 0) : 0],
    ['unlocks', w.technology.unlocks, (page.technology?.unlocks.length ?? 0) + (page.technology?.effects.length ?? 0)],
    ['needs', w.technology.prerequisites, page.technology?.prerequisites.length ?? 0],
    ['leads', w.technology.leadsTo, page.technology?.leadsTo.length ?? 0],
    ...many.map(({ key, refs }): [string, string, number] => [`r-${key}`, relatedWord(key), refs.length]),
    ['related', w.page.related, few.length],
  ];
  const filled = parts.filter(([, , count]) => count !== 0).map(([id, title, count]) => ({ id, title, count }));
  return page.ref.kind === 'mod' ? filled : [...filled, { id: 'raw', title: w.page.raw, count: null }];
}

/** Without what is hidden, as the parts themselves. */
const known = (rows: Page['made']) => rows.filter((row) => row.hidden !== true).length || rows.length;
