/** The JSON of one line of the Item Browser's Dump mod, by its type. */
import { field, isTable, num, text } from '../../core/prototype/fields';
import type { RawTable } from '../../core/prototype/types';
import type { BrowserData, Localised } from './browser-data';
import { layer, layersIn, nameOf, partsIn, strings } from './browser-fields';

const localised = (table: RawTable): Localised => ({
  name: field(table, 'localised_name'),
  description: field(table, 'localised_description'),
});

/** False: nothing of the Dump mod's. */
export function takeDumped(data: BrowserData, type: string, value: unknown): boolean {
  if (!isTable(value as RawTable)) return false;
  const table = value as RawTable;
  const name = nameOf(table);
  if (name === null) return false;
  switch (type) {
    case 'item':
    case 'fluid':
      data.item(type, name, localised(table));
      return true;
    case 'machine':
      data.machine(name, {
        ...localised(table),
        categories: strings(table, 'crafting_categories'),
        speed: num(table, 'crafting_speed', 1),
        itemSlots: num(table, 'item_slots', 0),
        fluidsIn: num(table, 'fluid_input_slots', 0),
        fluidsOut: num(table, 'fluid_output_slots', 0),
        moduleSlots: num(table, 'module_slots', 0),
        power: num(table, 'energy_usage', 0),
      });
      return true;
    case 'normal-recipe':
    case 'expensive-recipe':
      data.recipe(
        name,
        type === 'normal-recipe' ? 'normal' : 'expensive',
        {
          time: num(table, 'crafting_time', 0.5),
          category: text(table, 'crafting_category') ?? 'crafting',
          ingredients: partsIn(table, 'ingredients', 'amount_min', 'amount_max'),
          products: partsIn(table, 'products', 'amount_min', 'amount_max'),
        },
        localised(table),
      );
      return true;
    case 'icon':
      data.icon(text(table, 'type') ?? '', name, layersIn(table, dumpedLayer));
      return true;
    default:
      return false;
  }
}

function dumpedLayer(table: RawTable) {
  const size = num(table, 'size', 32);
  return layer(
    text(table, 'file'),
    size,
    num(table, 'scale', 1),
    [num(table, 'shift_x', 0), num(table, 'shift_y', 0)],
    [num(table, 'tint_red'), num(table, 'tint_green'), num(table, 'tint_blue'), num(table, 'tint_alpha')],
  );
}
