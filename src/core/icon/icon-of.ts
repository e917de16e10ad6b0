/** A prototype's icon, where it is not written there too. */
import { field, isTable, listOf, table, text } from '../prototype/fields';
import { expectedSize, typesOf } from '../prototype/kinds';
import type { DataVersion, RawData, RawTable } from '../prototype/types';
import { dataVersionOf } from '../prototype/version';
import type { Problem } from '../result';
import { specOf } from './layers';
import type { IconSpec } from './types';

/** Another picture that some prototypes have: a location's on the star map, a shortcut's small one, an item's for dark buttons. */
export type ExtraPicture = 'starmap' | 'small' | 'dark_background';
const EXTRA_SIZE: Readonly<Record<ExtraPicture, number>> = { starmap: 512, small: 24, dark_background: 64 };

/** Null: it has none. `problem` hears of layers that are left out. */
export function iconOf(
  raw: RawData,
  type: string,
  name: string,
  problem?: (problem: Problem) => void,
  extra?: ExtraPicture,
): IconSpec | null {
  const prototype = raw.get(type)?.get(name);
  if (prototype === undefined) return null;
  const expected = extra === undefined ? expectedSize(type) : EXTRA_SIZE[extra];
  const given = { expected, version: versionOf(raw), of: `${type} "${name}"`, problem };
  const own = specOf(prototype, extra === undefined ? '' : `${extra}_`, given);
  if (own !== null || type !== 'recipe' || extra !== undefined) return own;
  const product = mainProduct(prototype);
  return product === null ? null : productIcon(raw, product, problem);
}

/** Every recipe is looked at to tell: once is enough, as data does not change any more when its icons are asked for. */
const versions = new WeakMap<RawData, DataVersion>();

function versionOf(raw: RawData): DataVersion {
  const known = versions.get(raw) ?? dataVersionOf(raw);
  versions.set(raw, known);
  return known;
}

interface Product {
  kind: 'item' | 'fluid';
  name: string;
}

function productIcon(raw: RawData, { kind, name }: Product, problem?: (problem: Problem) => void): IconSpec | null {
  const type = typesOf(kind).find((type) => raw.get(type)?.has(name));
  return type === undefined ? null : iconOf(raw, type, name, problem);
}

/** The product that gives a recipe its icon: its main one, else the only one. */
function mainProduct(recipe: RawTable): Product | null {
  // 1.1 may write all of it twice, for normal and expensive mode.
  const of = [recipe, table(recipe, 'normal'), table(recipe, 'expensive')].find(
    (one) => field(one, 'results') !== undefined || field(one, 'result') !== undefined,
  );
  if (of === undefined || of === null) return null;
  const products = productsOf(of);
  const main = text(of, 'main_product') ?? text(recipe, 'main_product');
  if (main !== null && main !== '') return products.find(({ name }) => name === main) ?? null;
  return products.length === 1 ? products[0]! : null;
}

function productsOf(of: RawTable): Product[] {
  const results = listOf(field(of, 'results'));
  const single = text(of, 'result');
  if (results === null) return single === null ? [] : [{ kind: 'item', name: single }];
  return results.flatMap((entry): Product[] => {
    // 1.1 knows ["iron-plate", 2] too.
    const name = isTable(entry) ? text(entry, 'name') : listOf(entry)?.[0];
    if (typeof name !== 'string') return [];
    const type = isTable(entry) ? text(entry, 'type') : null;
    return type === null || type === 'item' || type === 'fluid' ? [{ kind: type ?? 'item', name }] : [];
  });
}
