import { expect, it } from 'vitest';
import { createBook } from './book';
import { INTERNAL } from './labels';
import { createPages, type Pages } from './pages';
import { rawOf } from './testing/raw';
import type { Page, Ref } from './types';

const pagesOf = (dump: Record<string, unknown>): Pages => createPages(createBook(rawOf(dump)), INTERNAL, () => null);
const page = (pages: Pages, kind: Ref['kind'], name: string): Page => pages.page({ kind, name })!;
const item = (more: object = {}) => ({ stack_size: 50, ...more });
const recipe = (ingredients: unknown[], results: unknown[], more: object = {}) => ({ ingredients, results, ...more });
const of = (name: string, amount = 1, type = 'item') => ({ type, name, amount });
const fact = (of: Page, key: string) => of.facts.find((one) => one.key === key)?.value;
const names = (refs: readonly { name: string }[] | null | undefined) => refs?.map((ref) => ref.name);

/** A small game: ore → plate → gear, a machine, hands. */
const SMALL = {
  planet: {
    home: {
      order: 'a',
      surface_properties: {},
      map_gen_settings: { autoplace_settings: { entity: { settings: { ore: {} } }, tile: { settings: { sea: {} } } } },
    },
  },
  'surface-property': { pressure: { default_value: 1000 } },
  'item-group': { stuff: { order: 'b' }, other: { order: 'z' }, first: { order: 'a' } },
  'item-subgroup': { raw: { group: 'stuff', order: 'a' }, made: { group: 'stuff', order: 'b' }, start: { group: 'first' } },
  item: {
    ore: item({ subgroup: 'raw', order: 'b' }),
    plate: item({ subgroup: 'made', order: 'b' }),
    gear: item({ subgroup: 'made', order: 'a' }),
    maker: item({ subgroup: 'start', place_result: 'maker' }),
    furnace: item({ subgroup: 'start', place_result: 'furnace' }),
    drill: item({ subgroup: 'start', place_result: 'drill' }),
    pump: item({ place_result: 'pump' }),
    secret: item({ hidden: true }),
  },
  fluid: { water: { default_temperature: 15, heat_capacity: '2kJ' }, steam: { default_temperature: 15, heat_capacity: '0.2kJ' } },
  tile: { sea: { fluid: 'water' } },
  resource: {
    ore: { minable: { mining_time: 2, result: 'ore' } },
    hard: { minable: { mining_time: 4, result: 'gem', required_fluid: 'water', fluid_amount: 10 } },
  },
  character: { character: { crafting_categories: ['crafting'], mining_categories: ['basic-solid'] } },
  'mining-drill': {
    drill: {
      mining_speed: 0.5,
      resource_categories: ['basic-solid'],
      energy_usage: '90kW',
      energy_source: { type: 'electric' },
      resource_searching_radius: 2.49,
    },
  },
  'offshore-pump': { pump: { pumping_speed: 20, energy_source: { type: 'void' } } },
  furnace: {
    furnace: {
      crafting_categories: ['smelting'],
      crafting_speed: 1,
      source_inventory_size: 1,
      result_inventory_size: 1,
      energy_usage: '90kW',
      energy_source: { type: 'burner', fuel_categories: ['chemical'] },
    },
  },
  'assembling-machine': {
    maker: {
      crafting_categories: ['crafting', 'wet'],
      crafting_speed: 0.75,
      energy_usage: '150kW',
      energy_source: { type: 'electric' },
      module_slots: 2,
      ingredient_count: 2,
      fluid_boxes: [{ production_type: 'input' }],
    },
  },
  recipe: {
    plate: recipe([of('ore')], [of('plate')], { category: 'smelting', energy_required: 3.2 }),
    gear: recipe([of('plate', 2)], [of('gear')], { enabled: false }),
    dear: recipe([of('plate', 3), of('ore'), of('gear')], [of('gear', 2)], { enabled: false }),
    wet: recipe([of('plate'), of('water', 10, 'fluid')], [of('gear', 3)], { category: 'wet', enabled: false }),
    maker: recipe([of('gear')], [of('maker')]),
    furnace: recipe([of('ore')], [of('furnace')]),
    drill: recipe([of('ore')], [of('drill')]),
    pump: recipe([of('ore')], [of('pump')], { enabled: false }),
    lost: recipe([of('ore')], [of('secret')], { enabled: false, hidden: true }),
  },
  technology: {
    gears: {
      effects: [{ type: 'unlock-recipe', recipe: 'gear' }],
      unit: { count: 10, time: 15, ingredients: [['gear', 2]] },
      prerequisites: ['start'],
    },
    start: { effects: {}, research_trigger: { type: 'craft-item', item: 'plate', count: 5 } },
    wetness: {
      effects: [
        { type: 'unlock-recipe', recipe: 'wet' },
        { type: 'unlock-recipe', recipe: 'dear' },
      ],
      prerequisites: ['gears'],
    },
    pumps: { effects: [{ type: 'unlock-recipe', recipe: 'pump' }], prerequisites: ['wetness'] },
  },
};

it('says who makes a thing, simplest first, how fast and with what power', () => {
  const gear = page(pagesOf(SMALL), 'item', 'gear');
  expect(gear.made.map((row) => row.ref.name)).toEqual(['gear', 'wet', 'dear']);
  expect(gear.made[0]).toMatchObject({ byHand: true, enabled: false, time: 0.5, categories: ['crafting'] });
  expect(names(gear.made[0]!.unlockedBy)).toEqual(['gears']);
  expect(gear.machines).toHaveLength(1);
  expect(gear.machines[0]).toMatchObject({
    speed: 0.75,
    power: 155_000,
    drain: 5000,
    modules: 2,
    slots: { items: 2, fluidsIn: 1, fluidsOut: 0 },
  });
  expect(gear.machines[0]!.makes[0]!.perMinute).toBe(90);
  expect(gear.machines[0]!.uses[0]!.perMinute).toBe(180);
  expect(names(page(pagesOf(SMALL), 'item', 'ore').used.map((row) => row.ref))).toContain('plate');
});

it('tells a machine with too few slots, and hands that hold no fluid', () => {
  const pages = pagesOf(SMALL);
  const dear = page(pages, 'recipe', 'dear');
  expect(dear.machines[0]!.tooSmall).toBe(true);
  expect(dear.recipes[0]!.machines).toEqual([]);
  const wet = page(pages, 'recipe', 'wet');
  expect(wet.recipes[0]).toMatchObject({ byHand: false });
  expect(wet.machines[0]!.tooSmall).toBeUndefined();
  expect(page(pages, 'entity', 'maker').makes.map((row) => row.ref.name)).not.toContain('dear');
});

it('finds the way: of the recipe, the machine and all it is made of', () => {
  const pages = pagesOf(SMALL);
  const path = (kind: Ref['kind'], name: string) => page(pages, kind, name).path?.map((step) => step.ref.name) ?? null;
  expect(path('item', 'plate')).toEqual([]);
  expect(path('item', 'gear')).toEqual(['start', 'gears']);
  expect(path('entity', 'maker')).toEqual(['start', 'gears']);
  expect(path('fluid', 'water')).toEqual(['start', 'gears', 'wetness', 'pumps']);
  expect(path('recipe', 'wet')).toEqual(['start', 'gears', 'wetness', 'pumps']);
  expect(path('technology', 'wetness')).toEqual(['start', 'gears']);
  expect(path('item', 'secret')).toBeNull();
  const steps = page(pages, 'item', 'gear').path!;
  expect(steps[0]!.trigger).toMatchObject({ type: 'craft-item', count: 5 });
  expect(steps[1]!.cost).toMatchObject({ count: 10, time: 15 });
  expect(steps[1]!.needs).toEqual(['start']);
});

it('does not hang on prerequisites in a circle, nor on recipes in one', () => {
  const pages = pagesOf({
    item: { a: item(), b: item() },
    recipe: { a: recipe([of('b')], [of('a')], { enabled: false }), b: recipe([of('a')], [of('b')], { enabled: false }) },
    technology: {
      one: { prerequisites: ['two', 'one', 'gone'], effects: [{ type: 'unlock-recipe', recipe: 'a' }] },
      two: { prerequisites: ['one'], effects: [{ type: 'unlock-recipe', recipe: 'b' }] },
    },
  });
  expect(names(page(pages, 'technology', 'one').path!.map((step) => step.ref))).toEqual(['one', 'two']);
  expect(page(pages, 'item', 'a').path).toHaveLength(2);
  expect(page(pages, 'item', 'a').planets).toBeNull();
});

it('shows mining, pumping and their places as recipes', () => {
  const pages = pagesOf(SMALL);
  const ore = page(pages, 'item', 'ore');
  expect(ore.made[0]).toMatchObject({ sort: 'mining', byHand: true, time: 2 });
  expect(ore.machines[0]!.makes[0]!.perMinute).toBe(15);
  expect(names(ore.planets)).toEqual(['home']);
  expect(page(pages, 'fluid', 'water').made[0]).toMatchObject({ sort: 'pumping', time: null });
  expect(page(pages, 'fluid', 'water').machines[0]!.makes[0]!.perMinute).toBe(72_000);
  expect(page(pages, 'item', 'plate').planets).toBeNull();
  const home = page(pages, 'space-location', 'home');
  expect(names(home.related.find(({ key }) => key === 'resources')?.refs)).toEqual(['ore']);
  expect(names(home.related.find(({ key }) => key === 'fluidsHere')?.refs)).toEqual(['water']);
  expect(fact(page(pages, 'entity', 'drill'), 'miningArea')).toEqual({ type: 'text', text: '5 × 5' });
});

it('asks for fluid by the tenth, and no hands, where mining needs it', () => {
  const pages = pagesOf({ ...SMALL, item: { ...SMALL.item, gem: item() } });
  expect(page(pages, 'item', 'gem').made[0]).toMatchObject({ byHand: false, ingredients: [{ amount: 1 }], machines: [] });
});

it('sorts groups and what is in them as the game does, hidden ones counted apart', () => {
  const grid = pagesOf(SMALL).grid('item');
  expect(grid.groups.map(({ group, count, hidden }) => [group.name, count, hidden])).toEqual([
    ['first', 3, 0],
    ['stuff', 3, 0],
    ['other', 1, 1],
  ]);
  expect(grid.groups[1]!.subgroups.map(({ name, entries }) => [name, names(entries)])).toEqual([
    ['raw', ['ore']],
    ['made', ['gear', 'plate']],
  ]);
  // A recipe stands where its product stands.
  expect(pagesOf(SMALL).grid('recipe').groups[1]!.subgroups[0]!.name).toBe('made');
  expect(
    pagesOf(SMALL)
      .tabs()
      .find(({ tab }) => tab === 'item'),
  ).toEqual({ tab: 'item', count: 7 });
  expect(
    pagesOf(SMALL)
      .grid('technology')
      .groups.map(({ group }) => group.name),
  ).toEqual(['']);
});

it('reads both modes of 1.1, its short forms and its rockets', () => {
  const pages = pagesOf({
    item: { ore: item(), plate: item(), satellite: item({ rocket_launch_product: ['plate', 1000] }), part: item() },
    recipe: {
      plate: {
        normal: { ingredients: [['ore', 1]], result: 'plate', result_count: 2 },
        expensive: { ingredients: [['ore', 3]], result: 'plate', energy_required: 7 },
      },
      part: { ingredients: [['plate', 10]], result: 'part', energy_required: 3, category: 'rocket', hidden: true },
    },
    'rocket-silo': { silo: { fixed_recipe: 'part', rocket_parts_required: 100, crafting_speed: 1, crafting_categories: ['rocket'] } },
  });
  const rows = page(pages, 'recipe', 'plate').recipes;
  expect(rows.map(({ mode, time, ingredients, products }) => [mode, time, ingredients[0]!.amount, products[0]!.amount])).toEqual([
    [undefined, 0.5, 1, 2],
    ['expensive', 7, 3, 1],
  ]);
  const launch = page(pages, 'item', 'satellite').used[0]!;
  expect(launch).toMatchObject({ sort: 'rocket', products: [{ amount: 1000 }] });
  expect(launch.ingredients.map(({ ref, amount }) => [ref.name, amount])).toEqual([
    ['satellite', 1],
    ['part', 100],
  ]);
  expect(fact(page(pages, 'item', 'plate'), 'weight')).toBeUndefined();
});

it('counts probabilities, ranges, extras and what comes back', () => {
  const pages = pagesOf({
    item: { a: item(), b: item() },
    recipe: {
      odd: recipe(
        [of('a', 40)],
        [
          { type: 'item', name: 'a', amount: 41, ignored_by_productivity: 40 },
          { type: 'item', name: 'b', amount_min: 1, amount_max: 3, probability: 0.5 },
        ],
        { energy_required: 1, category: 'x' },
      ),
      new: recipe(
        [],
        [{ type: 'item', name: 'b', amount: 2, independent_probability: 0.5, shared_probability: { min: 0.25, max: 0.75 } }],
        { categories: ['x'] },
      ),
      more: recipe([], [{ type: 'item', name: 'b', amount: 1, extra_count_fraction: 0.25 }], { categories: ['x'] }),
    },
    'assembling-machine': { m: { crafting_categories: ['x'], crafting_speed: 1, effect_receiver: { base_effect: { productivity: 0.5 } } } },
  });
  const odd = page(pages, 'recipe', 'odd');
  expect(odd.recipes[0]!.products).toMatchObject([
    { amount: 41, catalyst: 40 },
    { amount: 1, min: 1, max: 3, probability: 0.5 },
  ]);
  expect(odd.machines[0]!.makes.map(({ perMinute }) => perMinute)).toEqual([41.5 * 60, 1.5 * 60]);
  expect(page(pages, 'recipe', 'new').recipes[0]!.products[0]).toMatchObject({ amount: 0.5, probability: 0.25 });
  expect(page(pages, 'recipe', 'more').recipes[0]!.products[0]).toMatchObject({ amount: 1.25, min: 1, max: 2 });
});

it('boils, generates, spoils, burns, grows and collects', () => {
  const pages = pagesOf({
    ...SMALL,
    surface: { platform: { surface_properties: { pressure: 0 } } },
    item: {
      ...SMALL.item,
      fish: item({ spoil_result: 'rot', spoil_ticks: 600 }),
      rot: item(),
      cell: item({ fuel_value: '8GJ', fuel_category: 'nuclear', burnt_result: 'ash' }),
      ash: item(),
      seed: item({ plant_result: 'bush' }),
      rock: item(),
    },
    plant: { bush: { growth_ticks: 6000, minable: { mining_time: 1, results: [of('fish', 5)] } } },
    'agricultural-tower': { tower: {} },
    reactor: { pile: { consumption: '40MW', energy_source: { type: 'burner', fuel_categories: ['nuclear'], burnt_inventory_size: 1 } } },
    boiler: {
      kettle: {
        mode: 'output-to-separate-pipe',
        energy_consumption: '1.8MW',
        target_temperature: 165,
        fluid_box: { filter: 'water' },
        output_fluid_box: { filter: 'steam' },
      },
    },
    generator: { engine: { fluid_usage_per_tick: 0.5, maximum_temperature: 165, fluid_box: { filter: 'steam' } } },
    'asteroid-chunk': { chunk: { minable: { mining_time: 1, result: 'rock' } } },
    'asteroid-collector': { net: { surface_conditions: [{ property: 'pressure', max: 0 }] } },
  });
  const rows = (kind: Ref['kind'], name: string) => page(pages, kind, name).made.map((row) => row.sort);
  expect(page(pages, 'fluid', 'steam').made[0]).toMatchObject({
    sort: 'boiling',
    energy: 300_000,
    products: [{ amount: 10, temperature: [165, 165] }],
  });
  expect(page(pages, 'fluid', 'steam').machines[0]!.makes[0]!.perMinute).toBe(3600);
  expect(page(pages, 'fluid', 'steam').used[0]).toMatchObject({ sort: 'generating', energy: 30_000 });
  expect(fact(page(pages, 'entity', 'engine'), 'powerOutput')).toMatchObject({ value: 900_000, unit: 'W' });
  expect(rows('item', 'rot')).toEqual(['spoiling']);
  expect(fact(page(pages, 'item', 'fish'), 'spoilTime')).toMatchObject({ value: 10, unit: 's' });
  expect(rows('item', 'ash')).toEqual(['burning']);
  expect(page(pages, 'item', 'ash').machines[0]!.makes[0]!.perMinute).toBe(0.3);
  expect(rows('item', 'fish')).toContain('growing');
  expect(rows('item', 'rock')).toEqual(['collecting']);
  expect(names(page(pages, 'item', 'rock').planets)).toEqual(['platform']);
});

it('bounds recipes to the places whose properties fit, and forgets ways round', () => {
  const pages = pagesOf({
    ...SMALL,
    planet: { home: {}, far: { order: 'b', surface_properties: { pressure: 4000 } } },
    item: { x: item(), 'x-barrel': item(), y: item() },
    recipe: {
      x: recipe([], [of('x')], { surface_conditions: [{ property: 'pressure', min: 4000, max: 4000 }] }),
      fill: recipe([of('x')], [of('x-barrel')]),
      empty: recipe([of('x-barrel')], [of('x')]),
      y: recipe([of('x')], [of('y')]),
    },
  });
  expect(names(page(pages, 'item', 'x').planets)).toEqual(['far']);
  expect(names(page(pages, 'recipe', 'x').planets)).toEqual(['far']);
  expect(page(pages, 'recipe', 'x').recipes[0]!.conditions).toMatchObject([{ min: 4000, max: 4000 }]);
  expect(page(pages, 'item', 'y').planets).toBeNull();
});

it('weighs what has no weight by what it is made of', () => {
  const pages = pagesOf({
    planet: { home: {} },
    item: { ore: item({ weight: 2000 }), plate: item({ stack_size: 100 }), gear: item({ stack_size: 100 }), loop: item() },
    recipe: {
      plate: recipe([of('ore')], [of('plate')], { allow_productivity: true }),
      gear: recipe([of('plate', 2)], [of('gear')]),
      loop: recipe([of('loop')], [of('loop')]),
    },
  });
  // 2000 × 0.5 = 1000: ten stacks of 100 fit a rocket exactly.
  expect(fact(page(pages, 'item', 'plate'), 'weight')).toMatchObject({ value: 1 });
  // Without productivity a stack fills the rocket: 1,000,000 / 100.
  expect(fact(page(pages, 'item', 'gear'), 'rocketCapacity')).toMatchObject({ value: 100 });
  expect(page(pages, 'item', 'loop').facts.length).toBeGreaterThan(0);
});

it('reads damage through projectiles, modules of both versions, and armour', () => {
  const pages = pagesOf({
    'ammo-category': { bullet: {}, rocket: {} },
    ammo: {
      shell: item({
        ammo_category: 'rocket',
        ammo_type: { action: { type: 'direct', action_delivery: { type: 'projectile', projectile: 'flying' } } },
      }),
    },
    gun: { tube: item({ attack_parameters: { ammo_category: 'rocket', range: 36, cooldown: 60 } }) },
    projectile: {
      flying: {
        action: [
          {
            type: 'direct',
            action_delivery: { type: 'instant', target_effects: [{ type: 'damage', damage: { type: 'explosion', amount: 50 } }] },
          },
        ],
      },
    },
    'damage-type': { explosion: {} },
    module: { fast: item({ effect: { speed: { bonus: 0.2 }, consumption: { bonus: 0.5 } } }), new: item({ effect: { speed: 0.2 } }) },
    'equipment-grid': { small: { width: 5, height: 6 } },
    armor: { vest: item({ equipment_grid: 'small', resistances: [{ type: 'explosion', percent: 20, decrease: 3 }] }) },
  });
  expect(fact(page(pages, 'item', 'shell'), 'damage')).toMatchObject({ refs: [{ ref: { name: 'explosion' }, amount: 50 }] });
  expect(names(page(pages, 'item', 'shell').related.find(({ key }) => key === 'shotBy')?.refs)).toEqual(['tube']);
  expect(fact(page(pages, 'item', 'fast'), 'effectSpeed')).toEqual(fact(page(pages, 'item', 'new'), 'effectSpeed'));
  expect(fact(page(pages, 'item', 'vest'), 'equipmentGrid')).toEqual({ type: 'text', text: '5 × 6' });
});
