/** `data.raw` of the simulated game, as much as a dump of it needs: the prototypes in the form of the game's files. */
import type { Content } from './prototypes';

export function rawPrototypes({ entities, itemGroups, items, recipes, technologies, tiles }: Content): Record<string, unknown>[] {
  return [
    ...itemGroups.map((name) => ({ type: 'item-group', name, order: 'a', icon: `__base__/graphics/item-group/${name}.png` })),
    { type: 'item-subgroup', name: 'raw', group: itemGroups[0], order: 'a' },
    ...items.map((name, i) => ({
      type: 'item',
      name,
      icon: `__base__/graphics/icons/${name}.png`,
      subgroup: 'raw',
      order: `a-${String.fromCharCode(97 + i)}`,
      stack_size: 100,
      flags: [],
    })),
    { type: 'fluid', name: 'water', default_temperature: 15, base_color: [0, 0.34, 0.6], flow_color: [0.7, 0.7, 0.7] },
    ...[...recipes.values()].map(({ name, ingredients, result, seconds }) => ({
      type: 'recipe',
      name,
      category: name === 'iron-plate' ? 'smelting' : 'crafting',
      energy_required: seconds,
      ingredients: ingredients.map(([item, amount]) => ({ type: 'item', name: item, amount })),
      results: [{ type: 'item', name: result, amount: 1 }],
    })),
    ...[...entities.values()].map(({ name, type, size: [w, h], color }) => ({
      type,
      name,
      collision_box: [
        [-w / 2 + 0.1, -h / 2 + 0.1],
        [w / 2 - 0.1, h / 2 - 0.1],
      ],
      ...(color ? { map_color: color } : {}),
      ...(type === 'assembling-machine' ? { crafting_categories: ['crafting'], crafting_speed: 0.5, energy_usage: '75kW' } : {}),
    })),
    ...[...tiles].map(([name, color]) => ({ type: 'tile', name, map_color: color, layer: 1 })),
    ...technologies.map((name) => ({ type: 'technology', name, unit: { count: 10, time: 10, ingredients: [] }, effects: [] })),
  ];
}
