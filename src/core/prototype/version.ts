import { field, isTable, list, text } from './fields';
import type { DataVersion, RawData, RawTable } from './types';

/** Types that came with 2.0 and that its own core or base always define. */
const SINCE_2_0 = ['quality', 'surface', 'planet', 'space-location', 'airborne-pollutant', 'surface-property', 'legacy-straight-rail'];
/** Types that 2.0 took away. */
const UNTIL_1_1 = ['curved-rail', 'flying-text'];

/**
 * How the data is to be read, by what only one version has: a dump does not say it. Data too small to tell (a few prototypes of a
 * test or of a cut log) reads as 2.0, whose forms the others share.
 */
export function dataVersionOf(raw: RawData): DataVersion {
  const recipes = [...(raw.get('recipe')?.values() ?? [])];
  const constants = raw.get('utility-constants')?.get('default');
  if (raw.has('electric-energy-interface-equipment') || field(constants, 'default_rocket_lift_weight') !== undefined) return '2.1';
  if (recipes.some((recipe) => list(recipe, 'categories').length > 0 || hasNewProbability(recipe))) return '2.1';
  if (SINCE_2_0.some((type) => raw.get(type)?.size)) return '2.0';
  if (UNTIL_1_1.some((type) => raw.get(type)?.size) || recipes.some(isOldRecipe)) return '1.1';
  return '2.0';
}

const hasNewProbability = (recipe: RawTable): boolean =>
  list(recipe, 'results').some(
    (result) =>
      isTable(result) && (field(result, 'independent_probability') !== undefined || field(result, 'shared_probability') !== undefined),
  );

/** Modes, a single `result`, and ingredients without a type went with 2.0. */
function isOldRecipe(recipe: RawTable): boolean {
  if (field(recipe, 'normal') !== undefined || field(recipe, 'expensive') !== undefined || text(recipe, 'result') !== null) return true;
  return [...list(recipe, 'ingredients'), ...list(recipe, 'results')].some(
    (entry) => Array.isArray(entry) || (isTable(entry) && text(entry, 'type') === null),
  );
}
