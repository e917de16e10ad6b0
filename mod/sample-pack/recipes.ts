/** Recipes, with numbers of our own, and what is made from them: barrels filled and emptied, things taken apart. */
import { icon } from './art';
import { color, type Data, type Fields, fluid, item, layer, layered, list, plain, tinted, type Value } from './data';

/** `name: seconds category = ingredients > results`; the result is one of its name where none is given; @ is a fluid, ! known from the start. */
const RECIPES = `
!wooden-chest: 0.5 = wood 2
!iron-chest: 0.5 = iron-plate 8
steel-chest: 0.5 = steel-plate 8
storage-tank: 3 = iron-plate 20, steel-plate 5
!transport-belt: 0.5 = iron-plate 1, iron-gear-wheel 1 > transport-belt 2
fast-transport-belt: 0.5 = iron-gear-wheel 5, transport-belt 1
express-transport-belt: 0.5 crafting-with-fluid = iron-gear-wheel 10, fast-transport-belt 1, @lubricant 20
underground-belt: 1 = iron-plate 10, transport-belt 5 > underground-belt 2
fast-underground-belt: 2 = iron-gear-wheel 40, underground-belt 2 > fast-underground-belt 2
express-underground-belt: 2 crafting-with-fluid = iron-gear-wheel 80, fast-underground-belt 2, @lubricant 40 > express-underground-belt 2
splitter: 1 = electronic-circuit 5, iron-plate 5, transport-belt 4
fast-splitter: 2 = splitter 1, iron-gear-wheel 10, electronic-circuit 10
express-splitter: 2 crafting-with-fluid = fast-splitter 1, iron-gear-wheel 10, advanced-circuit 10, @lubricant 80
!burner-inserter: 0.5 = iron-plate 1, iron-gear-wheel 1
inserter: 0.5 = electronic-circuit 1, iron-gear-wheel 1, iron-plate 1
long-handed-inserter: 0.5 = iron-gear-wheel 1, iron-plate 1, inserter 1
fast-inserter: 0.5 = electronic-circuit 2, iron-plate 2, inserter 1
bulk-inserter: 0.5 = iron-gear-wheel 15, electronic-circuit 15, advanced-circuit 1, fast-inserter 1
small-electric-pole: 0.5 = wood 1, copper-cable 2 > small-electric-pole 2
medium-electric-pole: 0.5 = iron-stick 4, steel-plate 2, copper-plate 2
big-electric-pole: 0.5 = iron-stick 8, steel-plate 5, copper-cable 4
substation: 0.5 = steel-plate 10, advanced-circuit 5, copper-cable 6
pipe: 0.5 = iron-plate 1
pipe-to-ground: 0.5 = pipe 10, iron-plate 5 > pipe-to-ground 2
pump: 2 = engine-unit 1, steel-plate 1, pipe 1
rail: 0.5 = stone 1, steel-plate 1, iron-stick 1 > rail 2
rail-support: 0.5 = rail 10, refined-concrete 20
train-stop: 0.5 = electronic-circuit 5, iron-plate 6, steel-plate 3
rail-signal: 0.5 = electronic-circuit 1, iron-plate 5
rail-chain-signal: 0.5 = electronic-circuit 1, iron-plate 5
locomotive: 4 = engine-unit 20, electronic-circuit 10, steel-plate 30
cargo-wagon: 1 = iron-gear-wheel 10, iron-plate 20, steel-plate 20
fluid-wagon: 1.5 = iron-gear-wheel 10, steel-plate 16, pipe 8, storage-tank 1
car: 2 = engine-unit 8, iron-plate 20, steel-plate 5
tank: 5 = engine-unit 32, steel-plate 50, iron-gear-wheel 15, advanced-circuit 10
logistic-robot: 0.5 = flying-robot-frame 1, advanced-circuit 2
construction-robot: 0.5 = flying-robot-frame 1, electronic-circuit 2
active-provider-chest: 0.5 = steel-chest 1, electronic-circuit 3, advanced-circuit 1
passive-provider-chest: 0.5 = steel-chest 1, electronic-circuit 3, advanced-circuit 1
storage-chest: 0.5 = steel-chest 1, electronic-circuit 3, advanced-circuit 1
buffer-chest: 0.5 = steel-chest 1, electronic-circuit 3, advanced-circuit 1
requester-chest: 0.5 = steel-chest 1, electronic-circuit 3, advanced-circuit 1
roboport: 5 = steel-plate 45, iron-gear-wheel 45, advanced-circuit 45
small-lamp: 0.5 = electronic-circuit 1, copper-cable 3, iron-plate 1
arithmetic-combinator: 0.5 = copper-cable 5, electronic-circuit 5
decider-combinator: 0.5 = copper-cable 5, electronic-circuit 5
constant-combinator: 0.5 = copper-cable 5, electronic-circuit 2
power-switch: 2 = iron-plate 5, copper-cable 5, electronic-circuit 2
programmable-speaker: 2 = iron-plate 3, iron-stick 4, copper-cable 5, electronic-circuit 4
display-panel: 0.5 = iron-plate 1, electronic-circuit 1
concrete: 10 crafting-with-fluid = stone-brick 5, iron-ore 1, @water 100 > concrete 10
hazard-concrete: 0.25 = concrete 10 > hazard-concrete 10
refined-concrete: 15 crafting-with-fluid = concrete 20, iron-stick 8, steel-plate 1, @water 100 > refined-concrete 10
landfill: 0.5 = stone 50
!stone-brick: 3.2 smelting = stone 2
!repair-pack: 0.5 = electronic-circuit 3, iron-gear-wheel 1
boiler: 0.5 = stone-furnace 1, pipe 4
steam-engine: 0.5 = iron-gear-wheel 8, iron-plate 10, pipe 5
solar-panel: 10 = copper-plate 40, steel-plate 5, electronic-circuit 15
accumulator: 10 = iron-plate 2, battery 5
nuclear-reactor: 8 = steel-plate 500, advanced-circuit 500, copper-plate 500, concrete 500
heat-pipe: 1 = copper-plate 20, steel-plate 10
heat-exchanger: 3 = steel-plate 10, copper-plate 100, pipe 10
steam-turbine: 3 = iron-gear-wheel 50, copper-plate 50, pipe 20
!burner-mining-drill: 2 = iron-gear-wheel 3, stone-furnace 1, iron-plate 3
electric-mining-drill: 2 = electronic-circuit 3, iron-gear-wheel 5, iron-plate 10
offshore-pump: 0.5 = pipe 3, iron-gear-wheel 2
pumpjack: 5 = steel-plate 5, iron-gear-wheel 10, electronic-circuit 5, pipe 10
!stone-furnace: 0.5 = stone 5
steel-furnace: 3 = steel-plate 6, stone-brick 10
electric-furnace: 5 = steel-plate 10, advanced-circuit 5, stone-brick 10
foundry: 10 = tungsten-plate 20, steel-plate 50, electronic-circuit 30, refined-concrete 20
assembling-machine-1: 0.5 = electronic-circuit 3, iron-gear-wheel 5, iron-plate 9
assembling-machine-2: 0.5 = assembling-machine-1 1, electronic-circuit 3, iron-gear-wheel 5, steel-plate 2
assembling-machine-3: 0.5 = assembling-machine-2 2, speed-module 4
oil-refinery: 8 = steel-plate 15, iron-gear-wheel 10, stone-brick 10, electronic-circuit 10, pipe 10
chemical-plant: 5 = steel-plate 5, iron-gear-wheel 5, electronic-circuit 5, pipe 5
centrifuge: 4 = steel-plate 50, iron-gear-wheel 100, advanced-circuit 100, concrete 100, pipe 20
electromagnetic-plant: 10 = steel-plate 50, processing-unit 50, refined-concrete 50
lab: 2 = iron-gear-wheel 10, electronic-circuit 10, transport-belt 4
beacon: 15 = electronic-circuit 20, advanced-circuit 20, steel-plate 10, copper-cable 10
rocket-silo: 30 = steel-plate 1000, concrete 1000, pipe 100, processing-unit 200, electric-engine-unit 200
radar: 0.5 = electronic-circuit 5, iron-gear-wheel 5, iron-plate 10
stone-wall: 0.5 = stone-brick 5
gate: 0.5 = stone-wall 1, steel-plate 2, electronic-circuit 2
gun-turret: 8 = iron-gear-wheel 10, copper-plate 10, iron-plate 20
laser-turret: 20 = steel-plate 20, electronic-circuit 20, battery 12
flamethrower-turret: 20 = steel-plate 30, iron-gear-wheel 15, pipe 10, engine-unit 5
!iron-plate: 3.2 smelting = iron-ore 1
!copper-plate: 3.2 smelting = copper-ore 1
steel-plate: 16 smelting = iron-plate 5
!copper-cable: 0.5 electronics = copper-plate 1 > copper-cable 2
!iron-stick: 0.5 = iron-plate 1 > iron-stick 2
!iron-gear-wheel: 0.5 = iron-plate 2
!electronic-circuit: 0.5 electronics = iron-plate 1, copper-cable 3
advanced-circuit: 6 electronics = electronic-circuit 2, plastic-bar 2, copper-cable 4
processing-unit: 10 crafting-with-fluid = electronic-circuit 20, advanced-circuit 2, @sulfuric-acid 5
engine-unit: 10 advanced-crafting = steel-plate 1, iron-gear-wheel 1, pipe 2
electric-engine-unit: 10 crafting-with-fluid = engine-unit 1, electronic-circuit 2, @lubricant 15
flying-robot-frame: 20 = electric-engine-unit 1, battery 2, steel-plate 1, electronic-circuit 3
low-density-structure: 20 = steel-plate 2, copper-plate 20, plastic-bar 5
plastic-bar: 1 chemistry = coal 1, @petroleum-gas 20 > plastic-bar 2
sulfur: 1 chemistry = @water 30, @petroleum-gas 30 > sulfur 2
sulfuric-acid: 1 chemistry = sulfur 5, iron-plate 1, @water 100 > @sulfuric-acid 50
lubricant: 1 chemistry = @heavy-oil 10 > @lubricant 10
battery: 4 chemistry = iron-plate 1, copper-plate 1, @sulfuric-acid 20
explosives: 4 chemistry = sulfur 1, coal 1, @water 10 > explosives 2
solid-fuel: 1 chemistry = @light-oil 10
rocket-fuel: 15 crafting-with-fluid = solid-fuel 10, @light-oil 10
barrel: 1 = steel-plate 1
uranium-fuel-cell: 10 = iron-plate 10, uranium-235 1, uranium-238 19 > uranium-fuel-cell 10
rocket-part: 3 rocket-building = processing-unit 1, low-density-structure 1, rocket-fuel 1
!firearm-magazine: 1 = iron-plate 4
piercing-rounds-magazine: 3 = firearm-magazine 1, steel-plate 1, copper-plate 5
uranium-rounds-magazine: 10 = piercing-rounds-magazine 1, uranium-238 1
grenade: 8 = iron-plate 5, coal 10
submachine-gun: 10 = iron-gear-wheel 10, copper-plate 5, iron-plate 10
modular-armor: 15 = advanced-circuit 30, steel-plate 50
personal-shield: 10 = advanced-circuit 5, steel-plate 10
personal-battery: 10 = battery 5, steel-plate 10
!automation-science-pack: 5 = copper-plate 1, iron-gear-wheel 1
logistic-science-pack: 6 = inserter 1, transport-belt 1
military-science-pack: 10 = piercing-rounds-magazine 1, grenade 1, stone-wall 2 > military-science-pack 2
chemical-science-pack: 24 = sulfur 1, advanced-circuit 3, engine-unit 2 > chemical-science-pack 2
production-science-pack: 21 = rail 30, electric-furnace 1, productivity-module 1 > production-science-pack 3
utility-science-pack: 21 = low-density-structure 3, processing-unit 2, flying-robot-frame 1 > utility-science-pack 3
speed-module: 15 electronics = advanced-circuit 5, electronic-circuit 5
speed-module-2: 30 electronics = speed-module 4, advanced-circuit 5, processing-unit 5
speed-module-3: 60 electronics = speed-module-2 4, advanced-circuit 5, processing-unit 5
efficiency-module: 15 electronics = advanced-circuit 5, electronic-circuit 5
efficiency-module-2: 30 electronics = efficiency-module 4, processing-unit 5
efficiency-module-3: 60 electronics = efficiency-module-2 4, processing-unit 5
productivity-module: 15 electronics = advanced-circuit 5, electronic-circuit 5
productivity-module-2: 30 electronics = productivity-module 4, processing-unit 5
productivity-module-3: 60 electronics = productivity-module-2 4, processing-unit 5
quality-module: 15 electronics = electronic-circuit 5, advanced-circuit 5
quality-module-2: 30 electronics = quality-module 4, processing-unit 5
quality-module-3: 60 electronics = quality-module-2 4, processing-unit 5
tungsten-plate: 10 advanced-crafting = tungsten-ore 4, coal 1
big-mining-drill: 30 = electric-mining-drill 2, tungsten-plate 20, advanced-circuit 10
crusher: 10 = low-density-structure 20, steel-plate 10, electric-engine-unit 10
asteroid-collector: 10 = low-density-structure 20, processing-unit 5, electric-engine-unit 8
thruster: 10 = steel-plate 10, processing-unit 10, electric-engine-unit 5
cargo-landing-pad: 30 = concrete 200, steel-plate 25, processing-unit 10
cargo-bay: 10 = steel-plate 20, low-density-structure 20, processing-unit 5
space-platform-foundation: 10 = steel-plate 20, copper-cable 20
space-platform-starter-pack: 60 = space-platform-foundation 60, steel-plate 20, processing-unit 20
agricultural-tower: 10 = steel-plate 10, electronic-circuit 3, landfill 1
biochamber: 20 = nutrients 5, iron-plate 20, electronic-circuit 5, landfill 1
metallurgic-science-pack: 10 metallurgy = tungsten-plate 2, @molten-iron 200
space-science-pack: 15 = metallic-asteroid-chunk 1, iron-plate 2, rocket-fuel 1 > space-science-pack 5
`;

export function addRecipes(data: Data): void {
  for (const text of RECIPES.split('\n')) {
    const row = /^(!?)([\w-]+): ([\d.]+)(?: ([\w-]+))? = ([^>]*)(?:> (.*))?$/.exec(text.trim());
    if (row === null) continue;
    const [, known, name = '', seconds, category, ingredients = '', results] = row;
    const fields: Fields = {
      energy_required: Number(seconds),
      ingredients: list(ingredients),
      results: list(results ?? name),
      ...(category === undefined ? {} : { category }),
      ...(known === '!' ? {} : { enabled: false }),
    };
    data.add('recipe', name, {
      ...fields,
      ...CONDITIONS[name],
      ...(name.endsWith('-plate') || name.includes('circuit') ? { allow_productivity: true } : {}),
    });
  }
  addSpecial(data);
  addBarrels(data);
  addTakenApart(data);
  for (const category of new Set([...data.raw.get('recipe')!.values()].map(({ category }) => String(category ?? 'crafting'))))
    data.add('recipe-category', category, {});
  for (const category of ['basic-crafting', 'advanced-crafting'])
    if (!data.raw.get('recipe-category')!.has(category)) data.add('recipe-category', category, {});
}

/** Where it can be done at all. */
const CONDITIONS: Record<string, Fields> = {
  'metallurgic-science-pack': { surface_conditions: [{ property: 'pressure', min: 4000, max: 4000 }] },
  'tungsten-plate': { surface_conditions: [{ property: 'gravity', min: 30 }] },
  'space-science-pack': { surface_conditions: [{ property: 'gravity', min: 0, max: 0 }] },
  'electromagnetic-plant': { surface_conditions: [{ property: 'magnetic-field', min: 99, max: 99 }] },
  'rocket-part': { hide_from_player_crafting: true, hidden: true, auto_recycle: false },
};

/** More than one product, chances, ranges, temperatures, catalysts. */
function addSpecial(data: Data): void {
  const add = (name: string, art: string, category: string, seconds: number, ingredients: Value[], results: Value[], more: Fields = {}) =>
    data.add('recipe', name, {
      ...plain(art),
      ...{ subgroup: 'fluid-recipes', order: name, enabled: false, category, energy_required: seconds, ingredients, results, ...more },
    });
  add(
    'basic-oil-processing',
    'petroleum-gas',
    'oil-processing',
    5,
    [fluid('crude-oil', 100)],
    [fluid('petroleum-gas', 45, { fluidbox_index: 3 })],
    { main_product: '' },
  );
  add(
    'advanced-oil-processing',
    'heavy-oil',
    'oil-processing',
    5,
    list('@water 50, @crude-oil 100'),
    list('@heavy-oil 25, @light-oil 45, @petroleum-gas 55'),
  );
  add('heavy-oil-cracking', 'light-oil', 'chemistry', 2, list('@water 30, @heavy-oil 40'), list('@light-oil 30'), { main_product: '' });
  add('light-oil-cracking', 'petroleum-gas', 'chemistry', 2, list('@water 30, @light-oil 30'), list('@petroleum-gas 20'), {
    main_product: '',
  });
  add(
    'uranium-processing',
    'uranium-ore',
    'centrifuging',
    12,
    list('uranium-ore 10'),
    [item('uranium-235', 1, { probability: 0.007 }), item('uranium-238', 1, { probability: 0.993 })],
    {
      subgroup: 'uranium-processing',
    },
  );
  // What goes in and comes out again is no gain: statistics and productivity pass it by.
  add(
    'uranium-enrichment',
    'uranium-ore',
    'centrifuging',
    60,
    [item('uranium-235', 40, { ignored_by_stats: 40 }), item('uranium-238', 5, { ignored_by_stats: 2 })],
    [
      item('uranium-235', 41, { ignored_by_stats: 40, ignored_by_productivity: 40 }),
      item('uranium-238', 2, { ignored_by_stats: 2, ignored_by_productivity: 2 }),
    ],
    { subgroup: 'uranium-processing', main_product: 'uranium-235' },
  );
  add('uranium-fuel-reprocessing', 'uranium-fuel-cell', 'centrifuging', 60, list('depleted-uranium-fuel-cell 5'), list('uranium-238 3'), {
    subgroup: 'uranium-processing',
    main_product: '',
  });
  add(
    'molten-iron',
    'drop',
    'metallurgy',
    32,
    list('iron-ore 50'),
    [fluid('molten-iron', 500, { temperature: 1500 })],
    tinted('drop', [1, 0.6, 0.3]),
  );
  add(
    'molten-iron-from-lava',
    'drop',
    'metallurgy',
    16,
    [fluid('lava', 500, { minimum_temperature: 1200 })],
    [fluid('molten-iron', 250), item('stone', 10)],
    {
      ...layered(layer('drop', { tint: [1, 0.6, 0.3] }), layer('stone', { scale: 0.25, shift: [-8, -8] })),
      ...{ main_product: 'molten-iron', surface_conditions: [{ property: 'pressure', min: 4000 }] },
    },
  );
  add(
    'casting-steel',
    'steel-plate',
    'metallurgy',
    3.2,
    [fluid('molten-iron', 30, { minimum_temperature: 1200, maximum_temperature: 2000 })],
    list('steel-plate 1'),
    { subgroup: 'raw-material' },
  );
  add(
    'steam-condensation',
    'water',
    'chemistry',
    1,
    [fluid('steam', 1000, { temperature: 165 })],
    [fluid('water', 90, { temperature: 95 })],
    { main_product: '' },
  );
  add('thruster-fuel', 'drop', 'chemistry', 2, list('@water 10, solid-fuel 1'), list('@thruster-fuel 75'), {
    ...tinted('drop', [1, 0.5, 0.5]),
  });
  add('thruster-oxidizer', 'drop', 'chemistry', 2, list('@water 10, iron-ore 1'), list('@thruster-oxidizer 75'), {
    ...tinted('drop', [0.5, 0.8, 1]),
  });
  add(
    'metallic-asteroid-crushing',
    'asteroid',
    'crushing',
    2,
    list('metallic-asteroid-chunk 1'),
    [
      item('iron-ore', 20),
      { type: 'item', name: 'copper-ore', amount_min: 2, amount_max: 6 },
      item('metallic-asteroid-chunk', 1, { probability: 0.2 }),
    ],
    {
      ...{ subgroup: 'space-material', main_product: 'iron-ore' },
    },
  );
  add(
    'sunberry-processing',
    'seed',
    'organic',
    1,
    list('sunberry 2'),
    [item('sunberry-seed', 1, { probability: 0.02 }), item('nutrients', 1, { extra_count_fraction: 0.5 })],
    {
      ...{ subgroup: 'agriculture-processes', result_is_always_fresh: true },
    },
  );
  add('nutrients-from-spoilage', 'sulfur', 'organic', 2, list('spoilage 10'), list('nutrients 1'), {
    subgroup: 'agriculture-processes',
    ...tinted('sulfur', [1, 0.8, 0.5]),
  });
}

/** A third is full of the fluid's colour. */
function addBarrels(data: Data): void {
  for (const [name, base, flow] of [
    ['water', [0, 0.34, 0.6, 0.75], [0.7, 0.7, 0.7, 0.75]],
    ['lubricant', [0.15, 0.32, 0.03, 0.75], [0.43, 0.73, 0.37, 0.75]],
    ['crude-oil', [0, 0, 0, 191.25], [128, 128, 128, 191.25]],
  ] as const) {
    const picture = (art: string, shift: readonly [number, number]): Fields =>
      layered(
        layer(art),
        layer('barrel-side-mask', { tint: [...base], scale: 0.4, shift: [shift[0] / 2, 4] }),
        layer('barrel-hoop-mask', { tint: { r: flow[0], g: flow[1], b: flow[2], a: flow[3] }, scale: 0.4, shift: [shift[0] / 2, 4] }),
        { icon: icon(name), icon_size: 64, scale: 0.25, shift: [...shift] },
      );
    const common: Fields = {
      enabled: false,
      energy_required: 0.2,
      hide_from_player_crafting: true,
      allow_quality: false,
      allow_decomposition: false,
    };
    data.add('recipe', `${name}-barrel`, {
      ...{ ...picture('barrel-fill', [-8, -8]), ...common, category: 'crafting-with-fluid', subgroup: 'fill-barrel', order: name },
      localised_name: ['recipe-name.fill-barrel', [`fluid-name.${name}`]],
      ingredients: [fluid(name, 50, { ignored_by_stats: 50 }), item('barrel', 1, { ignored_by_stats: 1 })],
      results: [item(`${name}-barrel`, 1, { ignored_by_stats: 1 })],
    });
    data.add('recipe', `empty-${name}-barrel`, {
      ...{ ...picture('barrel-empty', [7, 8]), ...common, category: 'crafting-with-fluid', subgroup: 'empty-barrel', order: name },
      localised_name: ['recipe-name.empty-filled-barrel', [`fluid-name.${name}`]],
      ingredients: [item(`${name}-barrel`, 1, { ignored_by_stats: 1 })],
      results: [fluid(name, 50, { ignored_by_stats: 50 }), item('barrel', 1, { ignored_by_stats: 1 })],
    });
  }
}

/** As the recycler's recipes: a quarter comes back. */
function addTakenApart(data: Data): void {
  for (const name of ['iron-gear-wheel', 'transport-belt', 'electronic-circuit'])
    data.add('recipe', `${name}-recycling`, {
      ...layered({ icon: icon('recycling') }, { icon: icon(name), scale: 0.4 }, { icon: icon('recycling-top') }),
      ...{
        subgroup: 'other',
        category: 'recycling',
        hidden: true,
        allow_decomposition: false,
        unlock_results: false,
        energy_required: 0.03125,
      },
      localised_name: ['recipe-name.recycling', [name === 'transport-belt' ? 'entity-name.transport-belt' : `item-name.${name}`]],
      ingredients: list(name),
      results: [item('iron-plate', 0.5, { extra_count_fraction: 0.5 })],
      crafting_machine_tint: { primary: color([0.5, 0.5, 0.5, 0.5]) },
    });
}
