/** What stands in the world: machines with what they take, give and need. */
import { type Data, type Fields, fluid, layer, layered, plain, tinted } from './data';

const electric = (pollution = 0): Fields => ({
  energy_source: {
    type: 'electric',
    usage_priority: 'secondary-input',
    ...(pollution === 0 ? {} : { emissions_per_minute: { pollution } }),
  },
});
const burner = (pollution: number, fuels: string[] = ['chemical']): Fields => ({
  energy_source: { type: 'burner', fuel_categories: fuels, effectivity: 1, fuel_inventory_size: 1, emissions_per_minute: { pollution } },
});
const box = (side: number): Fields => ({
  collision_box: [
    [0.2 - side / 2, 0.2 - side / 2],
    [side / 2 - 0.2, side / 2 - 0.2],
  ],
  selection_box: [
    [-side / 2, -side / 2],
    [side / 2, side / 2],
  ],
});
const fluidBox = (production_type: 'input' | 'output' | 'input-output', more: Fields = {}): Fields => ({
  production_type,
  volume: 1000,
  pipe_connections: [{ flow_direction: production_type, direction: 0, position: [0, -1] }],
  ...more,
});
const IN_AIR: Fields = { surface_conditions: [{ property: 'pressure', min: 10 }] };
const IN_SPACE: Fields = { surface_conditions: [{ property: 'pressure', min: 0, max: 0 }] };

type Add = (type: string, name: string, side: number, fields: Fields) => void;

/** Answers which item places what, for those items that are placed as something of their own name. */
export function addEntities(data: Data): (item: string) => string | undefined {
  const placed = new Map<string, string>();
  const add: Add = (type, name, side, fields) => {
    const { icon: _icon, icons: _icons, ...rest } = fields;
    const picture = 'icons' in fields ? { icons: fields.icons } : 'icon' in fields ? { icon: fields.icon } : plain(name);
    const item = name === 'straight-rail' ? 'rail' : name;
    placed.set(item, name);
    data.add(type, name, {
      ...picture,
      ...box(side),
      ...{ flags: ['placeable-neutral', 'player-creation'], minable: { mining_time: 0.2, result: item }, max_health: 100 + side * 50 },
      ...rest,
    });
  };
  addLogistics(add);
  addTrains(add);
  addPower(add);
  addMakers(add);
  addSpace(add, data);
  addDefence(add);
  return (item) => placed.get(item);
}

function addLogistics(add: Add): void {
  for (const [name, slots] of [
    ['wooden-chest', 16],
    ['iron-chest', 32],
    ['steel-chest', 48],
  ] as const)
    add('container', name, 1, { inventory_size: slots });
  for (const mode of ['active-provider', 'passive-provider', 'storage', 'buffer', 'requester'])
    add('logistic-container', `${mode}-chest`, 1, { inventory_size: 48, logistic_mode: mode });
  add('storage-tank', 'storage-tank', 3, { fluid_box: fluidBox('input-output', { volume: 25000 }) });
  ['', 'fast-', 'express-'].forEach((tier, i) => {
    const speed = 0.03125 * (i + 1);
    const next = ['fast-', 'express-'][i];
    const upgrade = (kind: string): Fields => (next === undefined ? {} : { next_upgrade: `${next}${kind}` });
    add('transport-belt', `${tier}transport-belt`, 1, { speed, ...upgrade('transport-belt') });
    add('underground-belt', `${tier}underground-belt`, 1, { speed, max_distance: 5 + 2 * i, ...upgrade('underground-belt') });
    add('splitter', `${tier}splitter`, 2, { speed, ...upgrade('splitter') });
  });
  // A badge that is made smaller: 16 px of a 64 px drawing.
  add('lane-splitter', 'lane-splitter', 1, {
    ...layered(layer('splitter'), layer('signal-1', { scale: 0.25, shift: [8, -8] })),
    ...{ speed: 0.03125, hidden: true, minable: { mining_time: 0.1 } },
  });
  const arms: [string, number, Fields][] = [
    ['burner-inserter', 0.0117, burner(0)],
    ['inserter', 0.014, electric()],
    ['long-handed-inserter', 0.02, electric()],
    ['fast-inserter', 0.04, electric()],
    ['bulk-inserter', 0.04, { ...electric(), bulk: true }],
  ];
  for (const [name, rotation_speed, more] of arms)
    add('inserter', name, 1, {
      rotation_speed,
      extension_speed: rotation_speed * 2,
      energy_per_movement: '5kJ',
      energy_per_rotation: '5kJ',
      ...more,
    });
  for (const [name, reach, side] of [
    ['small-electric-pole', 7.5, 1],
    ['medium-electric-pole', 9, 1],
    ['big-electric-pole', 32, 2],
    ['substation', 18, 2],
  ] as const)
    add('electric-pole', name, side, { maximum_wire_distance: reach, supply_area_distance: side === 1 ? 3.5 : 9 });
  add('pipe', 'pipe', 1, { fluid_box: fluidBox('input-output', { volume: 100 }) });
  add('pipe-to-ground', 'pipe-to-ground', 1, { fluid_box: fluidBox('input-output', { volume: 100 }) });
  add('pump', 'pump', 1, { ...electric(), energy_usage: '30kW', pumping_speed: 20, fluid_box: fluidBox('input-output', { volume: 400 }) });
  add('roboport', 'roboport', 4, {
    ...electric(),
    energy_usage: '50kW',
    charging_energy: '500kW',
    logistics_radius: 25,
    construction_radius: 55,
    robot_slots_count: 7,
  });
  for (const name of ['logistic-robot', 'construction-robot'])
    add(name, name, 1, { speed: 0.05, max_payload_size: 1, max_energy: '1.5MJ', energy_per_tick: '0.05kJ' });
  add('lamp', 'small-lamp', 1, { ...electric(), energy_usage_per_tick: '5kW' });
  for (const name of [
    'arithmetic-combinator',
    'decider-combinator',
    'constant-combinator',
    'power-switch',
    'programmable-speaker',
    'display-panel',
  ])
    add(name, name, 1, {});
}

function addTrains(add: Add): void {
  add('straight-rail', 'straight-rail', 2, { icon: plain('rail').icon });
  add('rail-support', 'rail-support', 4, { ...tinted('rail', [0.7, 0.7, 0.75]), support_range: 15 });
  for (const name of ['train-stop', 'rail-signal', 'rail-chain-signal']) add(name, name, name === 'train-stop' ? 2 : 1, {});
  add('locomotive', 'locomotive', 4, { ...burner(5), max_power: '600kW', max_speed: 1.2, weight: 2000 });
  add('cargo-wagon', 'cargo-wagon', 4, { inventory_size: 40, max_speed: 1.5, weight: 1000 });
  add('fluid-wagon', 'fluid-wagon', 4, { capacity: 50000, max_speed: 1.5, weight: 1000 });
  add('car', 'car', 2, { ...burner(10), consumption: '150kW', inventory_size: 80, weight: 700 });
  add('car', 'tank', 3, { ...burner(16), consumption: '600kW', inventory_size: 80, weight: 20000 });
}

function addPower(add: Add): void {
  add('boiler', 'boiler', 3, {
    ...burner(30),
    ...{ energy_consumption: '1.8MW', target_temperature: 165, mode: 'output-to-separate-pipe' },
    fluid_box: fluidBox('input-output', { filter: 'water' }),
    output_fluid_box: fluidBox('output', { filter: 'steam' }),
  });
  add('generator', 'steam-engine', 5, {
    ...{
      energy_source: { type: 'electric', usage_priority: 'secondary-output' },
      effectivity: 1,
      fluid_usage_per_tick: 0.5,
      maximum_temperature: 165,
    },
    fluid_box: fluidBox('input-output', { filter: 'steam', minimum_temperature: 100 }),
  });
  add('solar-panel', 'solar-panel', 3, { energy_source: { type: 'electric', usage_priority: 'solar' }, production: '60kW' });
  add('accumulator', 'accumulator', 2, {
    energy_source: {
      type: 'electric',
      buffer_capacity: '5MJ',
      usage_priority: 'tertiary',
      input_flow_limit: '300kW',
      output_flow_limit: '300kW',
    },
  });
  add('reactor', 'nuclear-reactor', 5, { ...burner(0, ['nuclear']), consumption: '40MW', neighbour_bonus: 1 });
  add('heat-pipe', 'heat-pipe', 1, { heat_buffer: { max_temperature: 1000, specific_heat: '1MJ' } });
  add('boiler', 'heat-exchanger', 3, {
    ...{
      energy_source: { type: 'heat', max_temperature: 1000, min_working_temperature: 500, specific_heat: '1MJ' },
      energy_consumption: '10MW',
      target_temperature: 500,
    },
    ...{ fluid_box: fluidBox('input-output', { filter: 'water' }), output_fluid_box: fluidBox('output', { filter: 'steam' }) },
  });
  add('generator', 'steam-turbine', 5, {
    ...{
      energy_source: { type: 'electric', usage_priority: 'secondary-output' },
      effectivity: 1,
      fluid_usage_per_tick: 1,
      maximum_temperature: 500,
    },
    fluid_box: fluidBox('input-output', { filter: 'steam', minimum_temperature: 100 }),
  });
}

const ALL_EFFECTS: Fields = { allowed_effects: ['consumption', 'speed', 'productivity', 'pollution', 'quality'] };
const HAND = ['crafting', 'basic-crafting', 'advanced-crafting', 'electronics'];

function addMakers(add: Add): void {
  const drill = (name: string, side: number, speed: number, power: string, more: Fields) =>
    add('mining-drill', name, side, {
      mining_speed: speed,
      energy_usage: power,
      resource_categories: ['basic-solid'],
      resource_searching_radius: side * 0.83,
      ...more,
    });
  drill('burner-mining-drill', 2, 0.25, '150kW', burner(12));
  drill('electric-mining-drill', 3, 0.5, '90kW', { ...electric(10), ...ALL_EFFECTS, module_slots: 3, input_fluid_box: fluidBox('input') });
  drill('big-mining-drill', 5, 2.5, '300kW', {
    ...tinted('electric-mining-drill', [1, 0.7, 0.5]),
    ...{
      ...electric(40),
      ...ALL_EFFECTS,
      module_slots: 4,
      resource_categories: ['basic-solid', 'hard-solid'],
      resource_drain_rate_percent: 50,
    },
    input_fluid_box: fluidBox('input'),
  });
  drill('pumpjack', 3, 1, '90kW', {
    ...electric(10),
    ...ALL_EFFECTS,
    module_slots: 2,
    resource_categories: ['basic-fluid'],
    output_fluid_box: fluidBox('output'),
  });
  add('offshore-pump', 'offshore-pump', 1, {
    energy_source: { type: 'void' },
    energy_usage: '60kW',
    pumping_speed: 20,
    fluid_box: fluidBox('output'),
  });

  const furnace = (name: string, side: number, speed: number, power: string, more: Fields) =>
    add('furnace', name, side, {
      crafting_categories: ['smelting'],
      crafting_speed: speed,
      energy_usage: power,
      source_inventory_size: 1,
      result_inventory_size: 1,
      ...more,
    });
  furnace('stone-furnace', 2, 1, '90kW', { ...burner(2), ...IN_AIR, next_upgrade: 'steel-furnace' });
  furnace('steel-furnace', 2, 2, '90kW', { ...burner(4), ...IN_AIR });
  furnace('electric-furnace', 3, 2, '180kW', { ...electric(1), ...ALL_EFFECTS, module_slots: 2 });

  const maker = (name: string, side: number, speed: number, power: string, categories: string[], more: Fields = {}) =>
    add('assembling-machine', name, side, {
      crafting_categories: categories,
      crafting_speed: speed,
      energy_usage: power,
      ...electric(3),
      ...ALL_EFFECTS,
      ...more,
    });
  const pipes = (inputs: number, outputs: number): Fields => ({
    fluid_boxes: [...Array.from({ length: inputs }, () => fluidBox('input')), ...Array.from({ length: outputs }, () => fluidBox('output'))],
  });
  maker('assembling-machine-1', 3, 0.5, '75kW', HAND, {
    next_upgrade: 'assembling-machine-2',
    allowed_effects: ['consumption'],
    ingredient_count: 4,
  });
  maker('assembling-machine-2', 3, 0.75, '150kW', [...HAND, 'crafting-with-fluid'], {
    ...pipes(1, 1),
    module_slots: 2,
    next_upgrade: 'assembling-machine-3',
  });
  maker('assembling-machine-3', 3, 1.25, '375kW', [...HAND, 'crafting-with-fluid'], { ...pipes(1, 1), module_slots: 4 });
  maker('oil-refinery', 5, 1, '420kW', ['oil-processing'], { ...pipes(2, 3), module_slots: 3 });
  maker('chemical-plant', 3, 1, '210kW', ['chemistry'], { ...pipes(2, 2), module_slots: 3 });
  maker('centrifuge', 3, 1, '350kW', ['centrifuging'], { module_slots: 2 });
  maker('foundry', 5, 4, '2.5MW', ['metallurgy', 'smelting'], {
    ...pipes(2, 2),
    module_slots: 4,
    effect_receiver: { base_effect: { productivity: 0.5 } },
  });
  maker('electromagnetic-plant', 4, 2, '2MW', ['electronics', 'crafting-with-fluid'], {
    ...pipes(2, 2),
    ...{ module_slots: 5, effect_receiver: { base_effect: { productivity: 0.5 } } },
  });
  maker('biochamber', 3, 2, '500kW', ['organic'], {
    ...tinted('chemical-plant', [0.8, 1, 0.6]),
    ...burner(-1, ['nutrients']),
    ...{ module_slots: 4, effect_receiver: { base_effect: { productivity: 0.5 } } },
  });
  maker('crusher', 3, 1, '540kW', ['crushing'], { ...tinted('centrifuge', [1, 0.8, 0.6]), ...IN_SPACE, module_slots: 2 });
  maker('rocket-silo', 9, 1, '4MW', ['rocket-building'], { fixed_recipe: 'rocket-part', rocket_parts_required: 50, module_slots: 4 });
  add('lab', 'lab', 3, {
    ...{ ...electric(), ...ALL_EFFECTS, energy_usage: '60kW', researching_speed: 1, module_slots: 2 },
    inputs: ['automation', 'logistic', 'military', 'chemical', 'production', 'utility', 'space', 'metallurgic'].map(
      (pack) => `${pack}-science-pack`,
    ),
  });
  add('beacon', 'beacon', 3, {
    ...electric(),
    energy_usage: '480kW',
    module_slots: 2,
    supply_area_distance: 3,
    distribution_effectivity: 1.5,
    allowed_effects: ['consumption', 'speed', 'pollution'],
  });
  add('agricultural-tower', 'agricultural-tower', 3, {
    ...tinted('radar', [0.7, 1, 0.6]),
    ...electric(),
    energy_usage: '100kW',
    radius: 3,
    input_inventory_size: 3,
    surface_conditions: [{ property: 'pressure', min: 1000, max: 2000 }],
  });
}

function addSpace(add: Add, data: Data): void {
  add('asteroid-collector', 'asteroid-collector', 3, {
    ...tinted('requester-chest', [0.8, 0.9, 1]),
    ...IN_SPACE,
    arm_speed_base: 0.1,
    inventory_size: 40,
  });
  add('thruster', 'thruster', 4, {
    ...IN_SPACE,
    fuel_fluid_box: fluidBox('input', { filter: 'thruster-fuel' }),
    oxidizer_fluid_box: fluidBox('input', { filter: 'thruster-oxidizer' }),
  });
  add('cargo-landing-pad', 'cargo-landing-pad', 8, { ...tinted('platform', [1, 0.9, 0.7]), inventory_size: 80 });
  add('cargo-bay', 'cargo-bay', 4, { ...tinted('steel-chest', [0.8, 0.9, 1]), inventory_size_bonus: 20 });
  data.add('space-platform-hub', 'space-platform-hub', {
    ...plain('platform'),
    subgroup: 'space-related',
    order: 'h',
    inventory_size: 60,
    minable: {},
  });
  data.add('rocket-silo-rocket', 'rocket-silo-rocket', { hidden: true, inventory_size: 20 });
  data.add('character', 'character', {
    ...plain('armor'),
    subgroup: 'other',
    order: 'c',
    crafting_categories: ['crafting', 'electronics'],
    mining_speed: 0.5,
    mining_categories: ['basic-solid'],
  });
  data.add('asteroid', 'small-metallic-asteroid', { ...plain('asteroid'), subgroup: 'space-environment', order: 'a', max_health: 100 });
}

function addDefence(add: Add): void {
  add('wall', 'stone-wall', 1, {});
  add('gate', 'gate', 1, {});
  add('radar', 'radar', 3, { ...electric(), energy_usage: '300kW', max_distance_of_sector_revealed: 14 });
  add('ammo-turret', 'gun-turret', 2, { attack_parameters: { ammo_category: 'bullet', range: 18, cooldown: 6 } });
  add('electric-turret', 'laser-turret', 2, { ...electric(), attack_parameters: { ammo_category: 'laser', range: 24, cooldown: 40 } });
  add('fluid-turret', 'flamethrower-turret', 3, {
    attack_parameters: { range: 30, fluids: [fluid('crude-oil', 1), fluid('light-oil', 1)] },
  });
}
