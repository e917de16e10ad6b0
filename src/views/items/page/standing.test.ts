import { describe, expect, it } from 'vitest';
import type { Page, RecipeRow } from '../../../core/prototype/types';
import type { Standing } from '../../../core/world/place-types';
import { onSurfaces, wantedOf } from './standing';

const row = (sort: RecipeRow['sort'], kind: 'recipe' | 'entity', name: string) => ({ sort, ref: { kind, name } });
const page = (of: object) => ({ made: [], related: [], recipes: [], technology: null, type: '', ...of }) as unknown as Page;
const at: [number, number] = [0, 0];

describe('what of a page stands on a map', () => {
  it('an item: what it places, the recipes that make it, the fields it is mined from', () => {
    const related = [
      { key: 'places', refs: [{ kind: 'entity', name: 'rail' }, { kind: 'entity', name: 'rail' }, { kind: 'tile', name: 'concrete' }] }, // biome-ignore format: one line
      { key: 'fuels', refs: [{ kind: 'entity', name: 'train' }] },
    ];
    const made = [row('recipe', 'recipe', 'rail'), row('mining', 'entity', 'rail-ore'), row('rocket', 'entity', 'silo')];
    expect(wantedOf(page({ ref: { kind: 'item', name: 'x' }, related, made }))).toEqual({
      entities: ['rail'],
      recipes: ['rail'],
      deposits: ['rail-ore'],
    });
  });

  it('an entity: itself; a resource: its fields; a recipe: the machines set to it; anything else nothing', () => {
    const nothing = { entities: [], recipes: [], deposits: [] };
    const made = [row('recipe', 'recipe', 'no')];
    expect(wantedOf(page({ ref: { kind: 'entity', name: 'lab' }, made }))).toEqual({ ...nothing, entities: ['lab'] });
    expect(wantedOf(page({ ref: { kind: 'entity', name: 'coal' }, type: 'resource' }))).toEqual({ ...nothing, deposits: ['coal'] });
    expect(wantedOf(page({ ref: { kind: 'recipe', name: 'gear' }, made }))).toEqual({ ...nothing, recipes: ['gear'] });
    expect(wantedOf(page({ ref: { kind: 'technology', name: 'gear' }, made }))).toEqual(nothing);
  });

  it('counts by surface, the most first; a name of the language is only a name', () => {
    const standing: Standing[] = [
      { name: 'assembler', surface: 1, count: 5, recipes: { gear: 2, cable: 1 }, at },
      { name: 'assembler', surface: 2, count: 9, recipes: { gear: 4 }, at },
      { name: 'foundry', surface: 1, count: 3, recipes: { cast: 3 }, at },
      { name: 'coal', surface: 1, count: 10, amount: 5000, recipes: {}, at },
      { name: 'constructor', surface: 1, count: 1, recipes: {}, at },
    ];
    const found = onSurfaces(standing, {
      entities: ['assembler', 'constructor', 'coal'],
      recipes: ['gear', 'cast', 'toString'],
      deposits: ['coal'],
    });
    expect(found.stands.map(({ surface, count }) => [surface, count])).toEqual([[2, 9], [1, 6]]); // biome-ignore format: one line
    expect(found.makes.map(({ surface, count }) => [surface, count])).toEqual([[1, 5], [2, 4]]); // biome-ignore format: one line
    expect(found.fields).toEqual([{ surface: 1, count: 5000, at }]);
  });
});
