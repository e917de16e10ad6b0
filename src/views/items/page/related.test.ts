import { expect, it } from 'vitest';
import type { Page, Shown } from '../../../core/prototype/types';
import { contents } from './contents';
import { relatedOf } from './related';

const refs = (kind: Shown['kind'], many: number): Shown[] =>
  Array.from({ length: many }, (_, at) => ({ kind, name: `${at}`, label: `${at}`, picture: null }));
const page = (kind: Shown['kind'], related: Page['related'], change: Partial<Page> = {}) =>
  ({
    ...{ ref: { kind, name: 'it', label: 'It', picture: null }, related, technology: null, path: null },
    ...{ recipes: [], made: [], makes: [], used: [], machines: [] },
    ...change,
  }) as unknown as Page;
const keys = (lists: Page['related']) => lists.map(({ key }) => key);

it('few relations are rows, many have slots, and what has no picture is never a slot', () => {
  const { few, many } = relatedOf(
    page('entity', [
      { key: 'placedBy', refs: refs('item', 1) },
      { key: 'modules', refs: refs('item', 4) },
      { key: 'subgroups', refs: refs('item-subgroup', 9) },
      { key: 'samePrototypes', refs: refs('recipe', 5) },
      { key: 'next', refs: [] },
    ]),
  );
  expect([keys(few), keys(many)]).toEqual([['placedBy', 'subgroups', 'samePrototypes'], ['modules']]);
});

it('what a mod brings has slots, however little it is', () => {
  expect(keys(relatedOf(page('mod', [{ key: 'mod-fluid', refs: refs('fluid', 1) }])).many)).toEqual(['mod-fluid']);
});

it('the list of a page’s parts leads to those that are there', () => {
  const titles = (of: Page) => contents(of).map(({ id }) => id);
  expect(titles(page('item', [{ key: 'placedBy', refs: refs('item', 1) }], { path: [] }))).toEqual(['related', 'raw']);
  // Nobody asks whether a tree must be researched.
  expect(titles(page('entity', [], { path: [] }))).toEqual(['raw']);
});
