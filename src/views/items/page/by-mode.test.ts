import { expect, it } from 'vitest';
import type { RecipeRow } from '../../../core/prototype/types';
import { byMode, hasModes } from './by-mode';

const row = (name: string, mode?: 'expensive') =>
  ({ ref: { kind: 'recipe', name, label: name, picture: null }, sort: 'recipe', ...(mode === undefined ? {} : { mode }) }) as RecipeRow;

it('shows each recipe in one mode', () => {
  const rows = [row('a'), row('a', 'expensive'), row('b')];
  const told = (of: RecipeRow[]) => of.map(({ ref, mode = 'normal' }) => `${ref.name} ${mode}`);
  expect(told(byMode(rows, false))).toEqual(['a normal', 'b normal']);
  expect(told(byMode(rows, true))).toEqual(['a expensive', 'b normal']);
  expect(hasModes(rows)).toBe(true);
  expect(hasModes([row('b')])).toBe(false);
});
