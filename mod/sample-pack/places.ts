/** Planets and what joins them, tiles, resources, and what grows and crawls. */
import { icon, starmapIcon } from './art';
import { type Data, type Fields, layer, layered, plain, tinted } from './data';

const PROPERTIES: [name: string, order: string, fallback: number][] = [
  ['pressure', 'a', 1000],
  ['gravity', 'b', 10],
  ['magnetic-field', 'c', 90],
  ['solar-power', 'd', 100],
  ['day-night-cycle', 'e', 25200],
];

/** Pressure, gravity, magnetic field, solar power; what the map generator places there. */
const PLANETS: Record<string, { properties: readonly number[]; entities: string[]; tiles: string[] }> = {
  nauvis: {
    properties: [1000, 10, 90, 100],
    entities: ['iron-ore', 'copper-ore', 'stone', 'coal', 'uranium-ore', 'crude-oil', 'oak'],
    tiles: ['grass-1', 'grass-2', 'sand-1', 'dirt-1', 'water', 'deepwater'],
  },
  vulcanus: {
    properties: [4000, 40, 25, 400],
    entities: ['tungsten-ore', 'coal'],
    tiles: ['volcanic-ash-flats', 'volcanic-cracks', 'lava'],
  },
  gleba: { properties: [2000, 20, 10, 50], entities: ['sunberry-bush', 'stone'], tiles: ['grass-4', 'dirt-6', 'water'] },
  fulgora: { properties: [800, 8, 99, 20], entities: [], tiles: ['sand-3'] },
  aquilo: { properties: [300, 15, 10, 1], entities: ['crude-oil'], tiles: ['snow'] },
};

export function addPlaces(data: Data): void {
  for (const [name, order, fallback] of PROPERTIES)
    data.add('surface-property', name, { order, default_value: fallback, localised_unit_key: `surface-property-unit.${name}` });
  for (const [i, [name, { properties, entities, tiles }]] of Object.entries(PLANETS).entries())
    data.add('planet', name, {
      ...plain(name),
      ...{ subgroup: 'planets', order: `a${i}`, distance: 10 + i * 7, orientation: (i * 0.2 + 0.1) % 1, magnitude: 1 },
      ...(name === 'nauvis' ? { starmap_icon: starmapIcon('nauvis'), starmap_icon_size: 512 } : {}),
      surface_properties: {
        ...Object.fromEntries(PROPERTIES.slice(0, 4).map(([property], k) => [property, properties[k]])),
        ...(name === 'nauvis' ? { 'day-night-cycle': 25200 } : { 'day-night-cycle': 5400 * (i + 1) }),
      },
      solar_power_in_space: Math.round(300 / (i + 1)),
      pollutant_type: name === 'nauvis' ? 'pollution' : name === 'gleba' ? 'spores' : undefined,
      map_gen_settings: {
        autoplace_controls: Object.fromEntries(entities.map((entity) => [entity, {}])),
        autoplace_settings: {
          entity: { settings: Object.fromEntries(entities.map((entity) => [entity, {}])) },
          tile: { settings: Object.fromEntries(tiles.map((tile) => [tile, {}])) },
        },
      },
    });
  data.add('space-location', 'rim', {
    ...tinted('aquilo', [0.5, 0.5, 0.6]),
    subgroup: 'planets',
    order: 'z',
    distance: 60,
    orientation: 0.25,
  });
  data.add('surface', 'space-platform', {
    ...plain('platform'),
    ...{ subgroup: 'planets', order: 'a[platform]' },
    surface_properties: { pressure: 0, gravity: 0, 'magnetic-field': 0, 'day-night-cycle': 0 },
  });
  for (const [from, to, length] of [
    ['nauvis', 'vulcanus', 15000],
    ['nauvis', 'gleba', 15000],
    ['fulgora', 'aquilo', 30000],
    ['aquilo', 'rim', 100000],
  ] as const)
    data.add('space-connection', `${from}-${to}`, {
      ...layered(
        layer('planet-route'),
        { icon: icon(from), icon_size: 64, scale: 0.333, shift: [-6, -6] },
        { icon: icon(to === 'rim' ? 'aquilo' : to), icon_size: 64, scale: 0.333, shift: [6, 6] },
      ),
      ...{ subgroup: 'planet-connections', order: `${from}-${to}`, from, to, length },
    });
  data.add('asteroid-chunk', 'metallic-asteroid-chunk', {
    ...tinted('asteroid', [0.8, 0.85, 0.9]),
    ...{
      subgroup: 'space-material',
      order: 'a',
      minable: { mining_time: 0.2, result: 'metallic-asteroid-chunk', mining_particle: 'dust' },
    },
  });
  data.add('airborne-pollutant', 'pollution', {
    chart_color: color(140, 0, 0),
    icon: sprite('smoke'),
    affects_evolution: true,
    affects_water_tint: true,
  });
  data.add('airborne-pollutant', 'spores', { chart_color: color(60, 90, 10), icon: sprite('leaf') });
  addResources(data);
  addTiles(data);
  addLife(data);
}

const color = (r: number, g: number, b: number): Fields => ({ r: r / 255, g: g / 255, b: b / 255, a: 149 / 255 });
/** Not a path: these icons are sprites. */
const sprite = (art: string): Fields => ({ filename: icon(art), size: 64, mipmap_count: 4, flags: ['gui-icon'] });

function addResources(data: Data): void {
  const add = (name: string, picture: Fields, mining_time: number, more: Fields = {}) => {
    data.add('resource', name, {
      ...picture,
      ...{ subgroup: 'mineable-resources', order: name, minable: { mining_time, result: name, mining_particle: `${name}-particle` } },
      ...{ autoplace: { control: name, default_enabled: true }, map_color: [0.4, 0.5, 0.6], flags: ['placeable-neutral'], ...more },
    });
    data.add('autoplace-control', name, {
      category: 'resource',
      richness: true,
      order: name,
      localised_name: ['', `[entity=${name}] `, [`entity-name.${name}`]],
    });
  };
  for (const [name, time] of [
    ['iron-ore', 1],
    ['copper-ore', 1],
    ['coal', 1],
    ['stone', 1],
  ] as const)
    add(name, plain(name), time);
  add('uranium-ore', plain('uranium-ore'), 2, {
    minable: { mining_time: 2, result: 'uranium-ore', fluid_amount: 10, required_fluid: 'sulfuric-acid' },
  });
  add('tungsten-ore', tinted('iron-ore', [0.62, 0.45, 0.75]), 5, { category: 'hard-solid' });
  add('crude-oil', plain('crude-oil'), 1, {
    ...{ category: 'basic-fluid', infinite: true, minimum: 60000, normal: 300000, infinite_depletion_amount: 10 },
    minable: { mining_time: 1, results: [{ type: 'fluid', name: 'crude-oil', amount_min: 10, amount_max: 10, probability: 1 }] },
  });
  for (const name of ['basic-solid', 'hard-solid', 'basic-fluid']) data.add('resource-category', name, {});
}

function addTiles(data: Data): void {
  const shades: Record<string, readonly [number, number, number]> = {
    'grass-1': [0.35, 0.5, 0.2],
    'grass-2': [0.38, 0.5, 0.22],
    'grass-4': [0.3, 0.42, 0.2],
    'sand-1': [0.8, 0.7, 0.5],
    'sand-3': [0.72, 0.62, 0.45],
    'dirt-1': [0.55, 0.42, 0.28],
    'dirt-6': [0.45, 0.35, 0.25],
    'volcanic-ash-flats': [0.3, 0.28, 0.28],
    'volcanic-cracks': [0.4, 0.26, 0.2],
    snow: [0.9, 0.95, 1],
  };
  for (const [i, [name, shade]] of Object.entries(shades).entries())
    data.add('tile', name, {
      ...tinted('ground', shade),
      subgroup: 'tiles-ground',
      order: `a${i}`,
      layer: 10 + i,
      walking_speed_modifier: 1,
    });
  const floor = (name: string, picture: Fields, speed: number, next?: string) =>
    data.add('tile', name, {
      ...picture,
      ...{ subgroup: 'tiles-floor', order: name, layer: 60, walking_speed_modifier: speed, decorative_removal_probability: 0.9 },
      minable: { mining_time: 0.1, result: name === 'stone-path' ? 'stone-brick' : name },
      next_direction: next,
    });
  floor('stone-path', plain('stone-brick'), 1.3);
  floor('concrete', plain('concrete'), 1.4);
  floor('hazard-concrete', plain('hazard-concrete'), 1.4);
  floor('refined-concrete', plain('refined-concrete'), 1.5);
  floor('landfill', plain('landfill'), 1);
  floor('space-platform-foundation', tinted('ground', [0.6, 0.68, 0.75]), 1);
  data.add('tile', 'water', { ...plain('water'), subgroup: 'tiles-liquid', order: 'a', fluid: 'water' });
  data.add('tile', 'deepwater', { ...tinted('water', [0.6, 0.7, 1]), subgroup: 'tiles-liquid', order: 'b', fluid: 'water' });
  data.add('tile', 'lava', { ...tinted('drop', [1, 0.4, 0.1]), subgroup: 'tiles-liquid', order: 'c', fluid: 'lava', trigger_effect: {} });
  data.add('tile', 'empty-space', { subgroup: 'tiles-ground', order: 'z', hidden: true, icon: icon('ground') });
}

function addLife(data: Data): void {
  data.add('tree', 'oak', {
    ...tinted('tree', [0.9, 1, 0.8]),
    ...{
      subgroup: 'trees',
      order: 'a',
      minable: { mining_time: 0.5, result: 'wood', count: 4 },
      emissions_per_second: { pollution: -0.001 },
    },
    autoplace: { control: 'trees', probability_expression: 'oak_probability' },
  });
  data.add('autoplace-control', 'trees', { category: 'terrain', order: 'z' });
  data.add('plant', 'sunberry-bush', {
    ...tinted('tree', [1, 0.9, 0.5]),
    ...{
      subgroup: 'trees',
      order: 'b',
      growth_ticks: 18000,
      harvest_emissions: { spores: 15 },
      autoplace: { tile_restriction: ['grass-4', 'dirt-6'] },
    },
    minable: { mining_time: 0.5, results: [{ type: 'item', name: 'sunberry', amount: 50 }] },
  });
  data.add('unit-spawner', 'biter-spawner', { ...plain('nest'), subgroup: 'enemies', order: 'a', max_health: 350 });
  data.add('unit', 'small-biter', { ...tinted('nest', [1, 0.8, 0.5]), subgroup: 'enemies', order: 'b', max_health: 15 });
  data.add('turret', 'small-worm-turret', { ...tinted('nest', [0.8, 0.9, 0.4]), subgroup: 'enemies', order: 'c', max_health: 200 });
  data.add('optimized-decorative', 'green-tuft', { order: 'a', subgroup: 'trees', ...tinted('leaf', [0.6, 1, 0.5]) });
}
