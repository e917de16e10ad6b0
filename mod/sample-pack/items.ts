/** Groups, items and fluids. */
import { groupIcon } from './art';
import { type Data, type Fields, layer, layered, plain, tinted } from './data';

/** Group: its drawing, and its subgroups in order. */
const GROUPS: Record<string, [art: string, subgroups: string]> = {
  logistics: [
    'transport-belt',
    'storage belt inserter energy-pipe-distribution train-transport transport logistic-network circuit-network terrain',
  ],
  production: [
    'assembling-machine-2',
    'tool energy extraction-machine smelting-machine production-machine agriculture module space-related',
  ],
  'intermediate-products': [
    'iron-gear-wheel',
    'fluid-recipes raw-resource raw-material barrel fill-barrel empty-barrel intermediate-product uranium-processing agriculture-processes science-pack',
  ],
  space: ['platform', 'planets planet-connections space-material space-environment'],
  combat: ['gun-turret', 'gun ammo capsule armor equipment defensive-structure'],
  fluids: ['drop', 'fluid'],
  signals: ['signal-a', 'virtual-signal-number virtual-signal-letter virtual-signal-color'],
  tiles: ['drop', 'tiles-ground tiles-floor tiles-liquid'],
  enemies: ['gun-turret', 'enemies'],
  environment: ['drop', 'mineable-resources trees qualities'],
  other: ['signal-a', 'other'],
};

/** What lies in the hand: `name | subgroup | stack`, drawn by its own drawing. */
const ITEMS = `
wooden-chest storage 50; iron-chest storage 50; steel-chest storage 50; storage-tank storage 50
transport-belt belt 100; fast-transport-belt belt 100; express-transport-belt belt 100; underground-belt belt 50
fast-underground-belt belt 50; express-underground-belt belt 50; splitter belt 50; fast-splitter belt 50; express-splitter belt 50
burner-inserter inserter 50; inserter inserter 50; long-handed-inserter inserter 50; fast-inserter inserter 50; bulk-inserter inserter 50
small-electric-pole energy-pipe-distribution 50; medium-electric-pole energy-pipe-distribution 50; big-electric-pole energy-pipe-distribution 50
substation energy-pipe-distribution 50; pipe energy-pipe-distribution 100; pipe-to-ground energy-pipe-distribution 50; pump energy-pipe-distribution 50
rail train-transport 100; train-stop train-transport 10; rail-signal train-transport 50; rail-chain-signal train-transport 50
locomotive train-transport 5; cargo-wagon train-transport 5; fluid-wagon train-transport 5; car transport 1; tank transport 1
logistic-robot logistic-network 50; construction-robot logistic-network 50; active-provider-chest logistic-network 50
passive-provider-chest logistic-network 50; storage-chest logistic-network 50; buffer-chest logistic-network 50; requester-chest logistic-network 50
roboport logistic-network 10; small-lamp circuit-network 50; arithmetic-combinator circuit-network 50; decider-combinator circuit-network 50
constant-combinator circuit-network 50; power-switch circuit-network 10; programmable-speaker circuit-network 10; display-panel circuit-network 10
concrete terrain 100; hazard-concrete terrain 100; refined-concrete terrain 100; landfill terrain 100; stone-brick terrain 100
repair-pack tool 100; boiler energy 50; steam-engine energy 10; solar-panel energy 50; accumulator energy 50; nuclear-reactor energy 10
heat-pipe energy 50; heat-exchanger energy 50; steam-turbine energy 10; burner-mining-drill extraction-machine 50
electric-mining-drill extraction-machine 50; offshore-pump extraction-machine 20; pumpjack extraction-machine 20
stone-furnace smelting-machine 50; steel-furnace smelting-machine 50; electric-furnace smelting-machine 50; foundry smelting-machine 20
assembling-machine-1 production-machine 50; assembling-machine-2 production-machine 50; assembling-machine-3 production-machine 50
oil-refinery production-machine 10; chemical-plant production-machine 10; centrifuge production-machine 50; electromagnetic-plant production-machine 20
lab production-machine 10; beacon module 20; rocket-silo space-related 1; radar defensive-structure 50
stone-wall defensive-structure 100; gate defensive-structure 50; gun-turret defensive-structure 50; laser-turret defensive-structure 50
flamethrower-turret defensive-structure 50
wood raw-resource 100; coal raw-resource 50; stone raw-resource 50; iron-ore raw-resource 50; copper-ore raw-resource 50; uranium-ore raw-resource 50
iron-plate raw-material 100; copper-plate raw-material 100; steel-plate raw-material 100; solid-fuel raw-material 50; plastic-bar raw-material 100
sulfur raw-material 50; battery raw-material 200; explosives raw-material 50; barrel barrel 10; water-barrel barrel 10
copper-cable intermediate-product 200; iron-stick intermediate-product 100; iron-gear-wheel intermediate-product 100
electronic-circuit intermediate-product 200; advanced-circuit intermediate-product 200; processing-unit intermediate-product 100
engine-unit intermediate-product 50; electric-engine-unit intermediate-product 50; flying-robot-frame intermediate-product 50
low-density-structure intermediate-product 50; rocket-fuel intermediate-product 20; uranium-fuel-cell uranium-processing 50`;

/** What each machine of the belt's kind is placed as; everything else that has an entity of its own name is found by placeables(). */
const FUELS: Record<string, Fields> = {
  wood: { fuel_category: 'chemical', fuel_value: '2MJ' },
  coal: { fuel_category: 'chemical', fuel_value: '4MJ' },
  'solid-fuel': { fuel_category: 'chemical', fuel_value: '12MJ', fuel_acceleration_multiplier: 1.2, fuel_top_speed_multiplier: 1.05 },
  'rocket-fuel': { fuel_category: 'chemical', fuel_value: '100MJ', fuel_acceleration_multiplier: 1.8, fuel_top_speed_multiplier: 1.15 },
  'uranium-fuel-cell': { fuel_category: 'nuclear', fuel_value: '8GJ', burnt_result: 'depleted-uranium-fuel-cell' },
};
const PACKS = ['automation', 'logistic', 'military', 'chemical', 'production', 'utility', 'space', 'metallurgic'];

export function addGroups(data: Data): void {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  Object.entries(GROUPS).forEach(([name, [art, subgroups]], i) => {
    data.add('item-group', name, { order: letters[i]!, icon: groupIcon(art), icon_size: 128 });
    for (const [k, subgroup] of subgroups.split(' ').entries()) data.add('item-subgroup', subgroup, { group: name, order: letters[k]! });
  });
}

export function addItems(data: Data, placeable: (item: string) => string | undefined): void {
  let n = 0;
  const order = () => `a${String(++n).padStart(3, '0')}`;
  for (const row of ITEMS.split(/[;\n]/).map((text) => text.trim()))
    if (row !== '') {
      const [name = '', subgroup = '', stack = ''] = row.split(' ');
      const place = placeable(name);
      data.add(
        name === 'rail'
          ? 'rail-planner'
          : name === 'repair-pack'
            ? 'repair-tool'
            : ['car', 'tank', 'locomotive', 'cargo-wagon', 'fluid-wagon'].includes(name)
              ? 'item-with-entity-data'
              : 'item',
        name,
        {
          ...plain(name),
          ...{ subgroup, order: order(), stack_size: Number(stack), weight: 1000 },
          ...FUELS[name],
          ...(place === undefined ? {} : { place_result: place }),
          ...(['concrete', 'hazard-concrete', 'refined-concrete', 'landfill'].includes(name) || name === 'stone-brick'
            ? {
                place_as_tile: {
                  result: name === 'stone-brick' ? 'stone-path' : name,
                  condition_size: 1,
                  condition: { layers: { water_tile: true } },
                },
              }
            : {}),
        },
      );
    }
  for (const pack of PACKS)
    data.add('tool', `${pack}-science-pack`, {
      ...plain(`${pack}-science-pack`),
      ...{
        subgroup: 'science-pack',
        order: order(),
        stack_size: 200,
        durability: 1,
        localised_description: ['item-description.science-pack'],
      },
    });
  for (const [kind, effect] of Object.entries(EFFECTS))
    for (const [i, tier] of ['', '-2', '-3'].entries())
      data.add('module', `${kind}-module${tier}`, {
        ...plain(`${kind}-module${tier}`),
        ...{ subgroup: 'module', order: order(), stack_size: 50, category: kind, tier: i + 1 },
        effect: Object.fromEntries(Object.entries(effect).map(([what, value]) => [what, Math.round(value * (1 + i) * 1000) / 1000])),
        localised_description: [`item-description.${kind}-module`],
      });
  addOthers(data, order);
  addFluids(data);
}

const EFFECTS: Record<string, Record<string, number>> = {
  speed: { speed: 0.2, consumption: 0.5, quality: -0.1 },
  efficiency: { consumption: -0.3 },
  productivity: { productivity: 0.04, consumption: 0.4, pollution: 0.05, speed: -0.05 },
  quality: { quality: 0.1, speed: -0.05 },
};

function addOthers(data: Data, order: () => string): void {
  const add = (type: string, name: string, subgroup: string, fields: Fields) =>
    data.add(type, name, { subgroup, order: order(), stack_size: 50, ...fields });
  add('ammo', 'firearm-magazine', 'ammo', { ...plain('firearm-magazine'), ...ammo(5), magazine_size: 10 });
  add('ammo', 'piercing-rounds-magazine', 'ammo', { ...plain('piercing-rounds-magazine'), ...ammo(8), magazine_size: 10 });
  add('ammo', 'uranium-rounds-magazine', 'ammo', { ...plain('uranium-rounds-magazine'), ...ammo(24), magazine_size: 10 });
  add('capsule', 'grenade', 'capsule', { ...plain('grenade'), capsule_action: { type: 'throw' } });
  add('gun', 'submachine-gun', 'gun', { ...plain('gun'), stack_size: 1, attack_parameters: { ammo_category: 'bullet', range: 18 } });
  add('armor', 'modular-armor', 'armor', { ...plain('armor'), stack_size: 1, equipment_grid: 'small-equipment-grid', infinite: true });
  add('item', 'personal-shield', 'equipment', { ...plain('shield'), place_as_equipment_result: 'personal-shield' });
  add('item', 'personal-battery', 'equipment', { ...tinted('battery', [0.7, 0.9, 1]), place_as_equipment_result: 'personal-battery' });
  add('item', 'depleted-uranium-fuel-cell', 'uranium-processing', tinted('uranium-fuel-cell', [0.4, 0.4, 0.4]));
  add('item', 'uranium-235', 'uranium-processing', { ...tinted('uranium-ore', [0.7, 1, 0.5]), stack_size: 100 });
  add('item', 'uranium-238', 'uranium-processing', { ...tinted('uranium-ore', [0.4, 0.6, 0.3]), stack_size: 100 });
  add('item', 'tungsten-ore', 'raw-resource', tinted('iron-ore', [0.62, 0.45, 0.75]));
  add('item', 'tungsten-plate', 'raw-material', tinted('iron-plate', [0.62, 0.55, 0.7]));
  add('item', 'big-mining-drill', 'extraction-machine', {
    ...tinted('electric-mining-drill', [1, 0.7, 0.5]),
    place_result: 'big-mining-drill',
  });
  add('item', 'crusher', 'space-related', { ...tinted('centrifuge', [1, 0.8, 0.6]), place_result: 'crusher' });
  add('item', 'asteroid-collector', 'space-related', { ...tinted('requester-chest', [0.8, 0.9, 1]), place_result: 'asteroid-collector' });
  add('item', 'thruster', 'space-related', { ...plain('thruster'), place_result: 'thruster' });
  add('item', 'cargo-landing-pad', 'space-related', { ...tinted('platform', [1, 0.9, 0.7]), place_result: 'cargo-landing-pad' });
  add('item', 'cargo-bay', 'space-related', { ...tinted('steel-chest', [0.8, 0.9, 1]), place_result: 'cargo-bay' });
  add('item', 'space-platform-foundation', 'space-related', {
    ...tinted('ground', [0.6, 0.68, 0.75]),
    place_as_tile: { result: 'space-platform-foundation', condition_size: 1, condition: { layers: { empty_space: true } } },
  });
  add('space-platform-starter-pack', 'space-platform-starter-pack', 'space-related', {
    ...layered(layer('platform'), layer('plus', { scale: 0.25, shift: [8, 8], floating: true })),
    stack_size: 1,
  });
  add('item', 'rail-support', 'train-transport', { ...tinted('rail', [0.7, 0.7, 0.75]), place_result: 'rail-support' });
  add('item', 'rocket-part', 'space-related', { ...plain('rocket'), hidden: true, stack_size: 5 });
  add('item', 'metallic-asteroid-chunk', 'space-material', { ...tinted('asteroid', [0.8, 0.85, 0.9]), stack_size: 1 });
  add('item', 'agricultural-tower', 'agriculture', { ...tinted('radar', [0.7, 1, 0.6]), place_result: 'agricultural-tower' });
  add('item', 'biochamber', 'production-machine', { ...tinted('chemical-plant', [0.8, 1, 0.6]), place_result: 'biochamber' });
  add('item', 'sunberry-seed', 'agriculture-processes', {
    ...plain('seed'),
    plant_result: 'sunberry-bush',
    place_result: 'sunberry-bush',
    fuel_category: 'chemical',
    fuel_value: '4MJ',
  });
  add('capsule', 'sunberry', 'agriculture-processes', {
    ...plain('fruit'),
    spoil_ticks: 216000,
    spoil_result: 'spoilage',
    fuel_category: 'chemical',
    fuel_value: '2MJ',
  });
  add('item', 'nutrients', 'agriculture-processes', {
    ...tinted('sulfur', [1, 0.8, 0.5]),
    spoil_ticks: 18000,
    spoil_result: 'spoilage',
    fuel_category: 'nutrients',
    fuel_value: '2MJ',
  });
  add('item', 'spoilage', 'agriculture-processes', { ...plain('leaf'), stack_size: 200, fuel_category: 'chemical', fuel_value: '250kJ' });
  // Several real mods leave the shift and the scale to whoever draws: the same barrel is on every page.
  add('item', 'lubricant-barrel', 'barrel', barrelOf([0.15, 0.32, 0.03, 0.75], [0.43, 0.73, 0.37, 0.75]));
  add('item', 'crude-oil-barrel', 'barrel', barrelOf([0, 0, 0, 191.25], [128, 128, 128, 191.25]));
  add('selection-tool', 'survey-tool', 'tool', { ...plain('display-panel'), stack_size: 1, flags: ['only-in-cursor'] });
  add('blueprint', 'blueprint', 'tool', { ...tinted('landfill', [0.4, 0.6, 1]), stack_size: 1 });
}

const ammo = (damage: number): Fields => ({
  ammo_category: 'bullet',
  ammo_type: {
    action: {
      type: 'direct',
      action_delivery: { type: 'instant', target_effects: [{ type: 'damage', damage: { amount: damage, type: 'physical' } }] },
    },
  },
});

/** A barrel with the fluid's two colours; they may come as 0..255. */
export const barrelOf = (base: readonly [number, number, number, number], flow: readonly [number, number, number, number]): Fields => ({
  ...layered(layer('barrel'), layer('barrel-side-mask', { tint: [...base] }), layer('barrel-hoop-mask', { tint: [...flow] })),
  stack_size: 10,
});

const drop = (r: number, g: number, b: number): Fields => tinted('drop', [r, g, b]);

function addFluids(data: Data): void {
  const add = (name: string, order: string, picture: Fields, more: Fields = {}) =>
    data.add('fluid', name, {
      ...picture,
      ...{ subgroup: 'fluid', order, default_temperature: 15, base_color: [0.1, 0.3, 0.6], flow_color: [0.7, 0.7, 0.7], ...more },
    });
  add('water', 'a1', plain('water'), { max_temperature: 100, heat_capacity: '2kJ' });
  add('steam', 'a2', plain('steam'), { max_temperature: 5000, heat_capacity: '0.2kJ', gas_temperature: 15, auto_barrel: false });
  add('crude-oil', 'b1', plain('crude-oil'));
  add('heavy-oil', 'b2', plain('heavy-oil'));
  add('light-oil', 'b3', plain('light-oil'));
  add('petroleum-gas', 'b4', plain('petroleum-gas'));
  add('lubricant', 'c1', plain('lubricant'));
  add('sulfuric-acid', 'c2', plain('sulfuric-acid'));
  add('lava', 'd1', drop(1, 0.4, 0.1), { default_temperature: 1500, max_temperature: 2000, auto_barrel: false });
  add('molten-iron', 'd2', drop(1, 0.6, 0.3), { default_temperature: 1500, max_temperature: 2000, auto_barrel: false });
  add('thruster-fuel', 'e1', drop(1, 0.5, 0.5));
  add('thruster-oxidizer', 'e2', drop(0.5, 0.8, 1));
  add('fluid-unknown', 'z', { icon: '__core__/graphics/icons/unknown.png' }, { hidden: true });
}
