import { field, isTable, list, listOf, table, text } from '../fields';
import type { Kind, RawTable, RawValue, Ref } from '../types';

/**
 * Whose texts a prototype without its own takes: an item those of what it places, a recipe those of what it makes.
 * Source: lua-api.factorio.com, PrototypeBase.localised_name.
 */
export function lenderOf(kind: Kind, prototype: RawTable): Ref | null {
  if (kind === 'item') return placedBy(prototype);
  return kind === 'recipe' ? mainProduct(prototype) : null;
}

function placedBy(item: RawTable): Ref | null {
  const entity = text(item, 'place_result');
  if (entity) return { kind: 'entity', name: entity };
  const equipment = text(item, 'place_as_equipment_result');
  if (equipment) return { kind: 'equipment', name: equipment };
  const tile = text(table(item, 'place_as_tile'), 'result');
  return tile ? { kind: 'tile', name: tile } : null;
}

/** `main_product`, else the only product; `main_product = ""` says that there is none. */
function mainProduct(recipe: RawTable): Ref | null {
  // 1.1 may keep all of it under `normal`.
  const body = table(recipe, 'normal') ?? table(recipe, 'expensive') ?? recipe;
  const results = list(body, 'results').map(productOf);
  const main = text(body, 'main_product') ?? text(recipe, 'main_product');
  if (main === '') return null;
  if (main !== null) return results.find((result) => result?.name === main) ?? { kind: 'item', name: main };
  if (results.length > 0) return results.length === 1 ? results[0]! : null;
  const single = text(body, 'result') ?? text(recipe, 'result');
  return single ? { kind: 'item', name: single } : null;
}

/** `{type, name}` or the short `[name, amount]` of 1.1. */
function productOf(product: RawValue): Ref | null {
  if (isTable(product)) {
    const name = text(product, 'name') ?? text(product, '1');
    return name === null ? null : { kind: field(product, 'type') === 'fluid' ? 'fluid' : 'item', name };
  }
  const name = listOf(product)?.[0];
  return typeof name === 'string' ? { kind: 'item', name } : null;
}
