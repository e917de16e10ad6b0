import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBook } from './book';
import { identityOf } from './identity';
import { INTERNAL } from './labels';
import { normalise } from './normalise';
import { createPages, TABS } from './pages';
import { rawOf } from './testing/raw';
import type { RawTable } from './types';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'with space',
  'a/b',
  '"quoted" \\ and [bracketed]',
  "'; DROP",
  'x'.repeat(200),
  'עברית ‮turned',
  '<b>bold</b>',
  '\n',
  '',
];

it('makes pages of any name', () => {
  const parsed = JSON.parse(
    JSON.stringify({
      item: Object.fromEntries(NAMES.map((name) => [`${name}`, { stack_size: 1, subgroup: name, place_result: name }])),
      'item-subgroup': Object.fromEntries(NAMES.map((name) => [name, { group: name }])),
      'assembling-machine': Object.fromEntries(NAMES.map((name) => [name, { crafting_categories: [name], crafting_speed: 1 }])),
      technology: Object.fromEntries(
        NAMES.map((name) => [name, { prerequisites: NAMES, effects: [{ type: 'unlock-recipe', recipe: name }] }]),
      ),
      planet: Object.fromEntries(
        NAMES.map((name) => [
          name,
          { map_gen_settings: { autoplace_controls: Object.fromEntries(NAMES.map((control) => [control, {}])) } },
        ]),
      ),
      resource: Object.fromEntries(
        NAMES.map((name) => [`${name}!`, { autoplace: { control: name }, minable: { mining_time: 1, result: name } }]),
      ),
      recipe: Object.fromEntries(
        NAMES.map((name) => [
          name,
          {
            category: name,
            enabled: false,
            ingredients: [{ type: 'item', name, amount: 1 }],
            results: NAMES.map((result) => ({ type: 'item', name: result, amount: 1 })),
          },
        ]),
      ),
    }),
  );
  const raw = rawOf(parsed);
  const book = createBook(raw);
  const pages = createPages(book, INTERNAL, () => null);
  // `Object.fromEntries` and JSON both keep `__proto__` as a key of its own.
  expect(book.all('item')).toHaveLength(NAMES.length);
  for (const name of NAMES) {
    const item = pages.page({ kind: 'item', name })!;
    expect(item.ref.name).toBe(name);
    expect(item.made.length).toBeGreaterThan(NAMES.length - 1);
    expect(item.copy.command!.split('\n')).toHaveLength(1);
    expect(pages.page({ kind: 'technology', name })!.path).not.toBeNull();
    expect(pages.page({ kind: 'recipe', name })!.machines).toHaveLength(1);
    expect(pages.raw({ kind: 'item', name })).toHaveLength(1);
    expect(pages.page({ kind: 'fluid', name })).toBeNull();
    expect(pages.page({ kind: 'mod', name })).toBeNull();
  }
  expect(identityOf(raw)).toMatch(/^[0-9a-f]{16}$/);
});

const SOME = fc.constantFrom(
  'a',
  'b',
  'c',
  '__proto__',
  'constructor',
  'inf',
  '10MW',
  '1e999J',
  'electric',
  'burner',
  'item',
  'fluid',
  'damage',
  'projectile',
  '',
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    SOME,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'type',
        'name',
        'amount',
        'result',
        'results',
        'filter',
        'property',
        'min',
        'item',
        '1',
        '2',
        '__proto__',
        'action',
        'projectile',
        'settings',
        'entity',
        'units',
      ),
      tie('any'),
      { maxKeys: 5 },
    ),
  ),
})).any;
const FIELDS = [
  'icon',
  'icons',
  'subgroup',
  'order',
  'ingredients',
  'results',
  'result',
  'normal',
  'expensive',
  'category',
  'categories',
  'energy_required',
  'enabled',
  'hidden',
  'flags',
  'main_product',
  'surface_conditions',
  'minable',
  'energy_source',
  'energy_usage',
  'fluid_boxes',
  'fluid_box',
  'output_fluid_box',
  'input_fluid_box',
  'crafting_categories',
  'crafting_speed',
  'fixed_recipe',
  'resource_categories',
  'mining_categories',
  'effect_receiver',
  'prerequisites',
  'effects',
  'unit',
  'research_trigger',
  'max_level',
  'place_result',
  'place_as_tile',
  'placeable_by',
  'plant_result',
  'spoil_result',
  'spoil_to_trigger_result',
  'burnt_result',
  'fuel_value',
  'fuel_category',
  'rocket_launch_products',
  'attack_parameters',
  'ammo_type',
  'capsule_action',
  'action',
  'initial_action',
  'effect',
  'resistances',
  'equipment_grid',
  'shape',
  'collision_box',
  'tile_width',
  'map_gen_settings',
  'surface_properties',
  'asteroid_spawn_definitions',
  'fluid',
  'inputs',
  'result_units',
  'target_temperature',
  'heat_capacity',
  'default_temperature',
  'weight',
  'stack_size',
  'level',
  'speed',
  'normal',
  'infinite',
  'growth_ticks',
  'module_slots',
  'allowed_effects',
  'emissions_per_minute',
  'absorptions_per_second',
  'next',
  'from',
  'to',
  'autoplace',
];
const TYPES = [
  'item',
  'ammo',
  'module',
  'fluid',
  'recipe',
  'technology',
  'assembling-machine',
  'furnace',
  'rocket-silo',
  'mining-drill',
  'offshore-pump',
  'boiler',
  'generator',
  'fusion-reactor',
  'thruster',
  'reactor',
  'resource',
  'plant',
  'tree',
  'tile',
  'planet',
  'surface',
  'space-connection',
  'quality',
  'character',
  'unit-spawner',
  'projectile',
  'asteroid-chunk',
  'asteroid-collector',
  'agricultural-tower',
  'solar-panel-equipment',
  'equipment-grid',
  'item-group',
  'item-subgroup',
  'surface-property',
  'utility-constants',
  'lab',
  'beacon',
  'inserter',
];

it('makes pages of anything: no field is trusted', () => {
  const prototype = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 12 });
  const named = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), prototype, { maxKeys: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...TYPES), named, { maxKeys: 12 }), (dump) => {
      const raw = rawOf(dump);
      identityOf(raw);
      const book = createBook(raw);
      const pages = createPages(book, INTERNAL, () => null);
      for (const tab of TABS) pages.grid(tab);
      for (const type of raw.keys())
        for (const name of raw.get(type)!.keys())
          for (const kind of [
            'item',
            'fluid',
            'recipe',
            'technology',
            'entity',
            'tile',
            'space-location',
            'space-connection',
            'surface',
            'quality',
            'equipment',
            'item-group',
          ] as const)
            pages.page({ kind, name });
      for (const [mod] of book.mods) expect(pages.page({ kind: 'mod', name: mod })).not.toBeNull();
    }),
    { numRuns: 400 },
  );
});

it('holds 100,000 prototypes: built once, and pages stay small', () => {
  const dump: Record<string, Record<string, RawTable>> = {
    item: {},
    recipe: {},
    technology: {},
    'assembling-machine': { m: { crafting_categories: ['c'], crafting_speed: 1 } },
  };
  const count = 45_000;
  for (let i = 0; i < count; i++) {
    dump.item![`item-${i}`] = { stack_size: 50, order: `${i}`, icon: `__mod-${i % 100}__/a.png` };
    const ingredients = [
      { type: 'item', name: `item-${i - 1}`, amount: 1 },
      { type: 'item', name: `item-${Math.floor(i / 2)}`, amount: 2 },
    ];
    dump.recipe![`item-${i}`] = {
      category: 'c',
      enabled: i === 0,
      ingredients: i === 0 ? [] : ingredients,
      results: [{ type: 'item', name: `item-${i}`, amount: 1 }],
    };
    if (i % 4 === 0)
      dump.technology![`tech-${i}`] = {
        prerequisites: i === 0 ? [] : [`tech-${i - 4}`],
        effects: [0, 1, 2, 3].map((more) => ({ type: 'unlock-recipe', recipe: `item-${i + more}` })),
      };
  }
  const before = process.memoryUsage().heapUsed;
  const book = createBook(rawOf(dump));
  const pages = createPages(book, INTERNAL, () => null);
  const last = pages.page({ kind: 'item', name: `item-${count - 1}` })!;
  expect(last.path!).toHaveLength(count / 4);
  expect(pages.grid('item').groups[0]!.count).toBe(count);
  expect(pages.discover(1)).not.toBeNull();
  expect(JSON.stringify(pages.page({ kind: 'item', name: 'item-5' })).length).toBeLessThan(100_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(600_000_000);
}, 60_000);

it('does not follow what shoots itself, hatches itself or is its own upgrade', () => {
  const dump = {
    ammo: { a: { ammo_type: { action: { type: 'direct', action_delivery: { type: 'projectile', projectile: 'p' } } } } },
    projectile: { p: { action: { type: 'direct', action_delivery: { type: 'projectile', projectile: 'p' } } } },
    quality: { q: { next: 'q' } },
    recipe: { r: { ingredients: [], results: [] } },
  };
  const pages = createPages(createBook(rawOf(dump)), INTERNAL, () => null);
  expect(pages.page({ kind: 'item', name: 'a' })).not.toBeNull();
  expect(pages.page({ kind: 'quality', name: 'q' })).not.toBeNull();
  expect(normalise('item', 'a', {})).toEqual({});
});
