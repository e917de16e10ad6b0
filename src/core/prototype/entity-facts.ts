/** Facts of what stands in the world: health, size, speed, energy, slots, reach. */
import type { Book, Entry } from './book-types';
import { damageOf } from './damage';
import { joules, watts } from './energy';
import { area, type FactList } from './fact-list';
import { field, isTable, list, num, numberOf, table, text, texts, yes } from './fields';
import { resistances } from './item-facts';
import { energySourceOf, fuelsOf } from './machines';
import { conditionsOf, effectOf, emissionsOf } from './process';
import type { RawTable } from './types';

const TICKS = 60;
/** Items on one tile of a belt, both lanes. Source: 480 items/s at a speed of 1 tile a tick. */
const BELT_ITEMS = 8;
const CHARACTER_INVENTORY = 'inventory_size';

export function entityFacts(entry: Entry, book: Book, facts: FactList): void {
  const entity = entry.table;
  facts.number('health', num(entity, 'max_health'));
  const healing = num(entity, 'healing_per_tick');
  if (healing) facts.number('healingRate', healing * TICKS, '/s');
  facts.text('size', sizeOf(entity));
  facts.refs('resistance', resistances(entity, 'percent'));
  facts.refs('resistanceFlat', resistances(entity, 'decrease'));
  work(entry, book, facts);
  power(entry, book, facts);
  modules(entity, facts);
  storage(entity, entry.type, facts);
  moving(entity, entry.type, facts);
  networks(entity, entry.type, facts);
  fighting(entity, book, facts);
  natural(entity, entry.type, facts);
  facts.conditions('surfaceConditions', conditionsOf(entity));
  if (book.placing(entry).length > 0) facts.yes('buildable', true);
}

/** Tiles it takes up: its own word, else its box. Null for what has no extent. */
function sizeOf(entity: RawTable): string | null {
  const box = corners(entity, 'collision_box');
  const [width, height] = box ? [Math.ceil(box[2] - box[0]), Math.ceil(box[3] - box[1])] : [0, 0];
  const wide = num(entity, 'tile_width') ?? width;
  const high = num(entity, 'tile_height') ?? height;
  return wide > 0 && high > 0 ? area(wide, high) : null;
}

function corners(entity: RawTable, key: string): [number, number, number, number] | null {
  const box = list(entity, key);
  const points = box
    .slice(0, 2)
    .map((point) =>
      isTable(point) ? [num(point, 'x'), num(point, 'y')] : Array.isArray(point) ? [numberOf(point[0]), numberOf(point[1])] : [null, null],
    );
  const flat = points.flat();
  return flat.length === 4 && flat.every((value) => value !== null) ? (flat as [number, number, number, number]) : null;
}

function work({ name, table: entity, type }: Entry, book: Book, facts: FactList): void {
  facts.number('craftingSpeed', num(entity, 'crafting_speed'));
  facts.number('researchSpeed', num(entity, 'researching_speed'));
  if (type !== 'character') facts.texts('craftingCategories', texts(entity, 'crafting_categories'));
  facts.texts('resourceCategories', texts(entity, 'resource_categories'));
  if (type === 'mining-drill' || type === 'character') facts.number('miningSpeed', num(entity, 'mining_speed'));
  if (type === 'mining-drill') {
    const radius = num(entity, 'resource_searching_radius');
    // Written a little below the half, so that the next tile is not touched.
    if (radius !== null) facts.text('miningArea', area(Math.round(radius * 2 + 0.02)));
    const drain = num(entity, 'resource_drain_rate_percent');
    if (drain !== null && drain !== 100) facts.number('resourceDrain', drain, '%');
  }
  if (type === 'offshore-pump' || type === 'pump') facts.number('pumpingSpeed', num(entity, 'pumping_speed', 0) * TICKS, '/s');
  facts.number('targetTemperature', num(entity, 'target_temperature'), '°C');
  const usage =
    num(entity, 'fluid_usage_per_tick') ?? num(entity, 'max_fluid_usage') ?? num(table(entity, 'max_performance'), 'fluid_usage');
  if (usage !== null) facts.number('fluidUsage', usage * TICKS, '/s');
  if (type === 'generator')
    facts.range('fluidTemperature', num(table(entity, 'fluid_box'), 'minimum_temperature'), num(entity, 'maximum_temperature'), '°C');
  facts.number('rocketParts', num(entity, 'rocket_parts_required'));
  facts.share('baseProductivity', book.machines.get(name)?.productivity);
  const base = table(table(entity, 'effect_receiver'), 'base_effect');
  facts.share('baseSpeed', effectOf(base, 'speed'));
  facts.share('baseQuality', effectOf(base, 'quality'));
  facts.share('neighbourBonus', num(entity, 'neighbour_bonus'));
  facts.share('lightningEfficiency', type === 'lightning-attractor' ? num(entity, 'efficiency') : null);
}

/** Types whose electric source is an output. */
const GIVES = new Set([
  'generator',
  'burner-generator',
  'solar-panel',
  'fusion-generator',
  'lightning-attractor',
  'electric-energy-interface',
]);

function power({ name, table: entity, type }: Entry, book: Book, facts: FactList): void {
  const source = energySourceOf(entity);
  facts.text('energyType', text(source, 'type'));
  const machine = book.machines.get(name);
  if (type === 'reactor') facts.number('heatOutput', watts(entity, 'consumption'), 'W');
  else if (!GIVES.has(type)) {
    facts.number('powerUsage', machine?.power ?? usageOf(entity), 'W');
    facts.number('powerDrain', (machine?.drain ?? watts(source, 'drain')) || null, 'W');
  }
  facts.number('powerOutput', outputOf(entity, type, source, book), 'W');
  facts.number(
    'energyPerUse',
    joules(entity, 'energy_per_movement') ?? joules(table(table(entity, 'attack_parameters'), 'ammo_type'), 'energy_consumption'),
    'J',
  );
  if (text(source, 'type') === 'electric') {
    facts.number('energyBuffer', joules(source, 'buffer_capacity') || null, 'J');
    facts.number('energyInput', watts(source, 'input_flow_limit') || null, 'W');
    if (type === 'accumulator') facts.number('energyOutput', watts(source, 'output_flow_limit'), 'W');
  }
  facts.refs(
    'fuels',
    fuelsOf(source).map((category) => ({ kind: 'fuel-category', name: category })),
  );
  const efficiency = num(source, 'effectivity') ?? num(entity, 'effectivity');
  if (efficiency !== null && efficiency !== 1) facts.number('fuelEfficiency', efficiency * 100, '%');
  facts.refs(
    'pollution',
    emissionsOf(source)
      .filter(([, amount]) => amount !== 0)
      .map(([pollutant, amount]) => ({ kind: 'airborne-pollutant', name: pollutant, amount })),
  );
  facts.number('heatingPower', watts(entity, 'heating_energy') || null, 'W');
}

const usageOf = (entity: RawTable): number | null =>
  watts(entity, 'energy_usage') ??
  watts(entity, 'energy_consumption') ??
  watts(entity, 'consumption') ??
  watts(entity, 'max_power') ??
  watts(entity, 'energy_usage_per_tick') ??
  watts(entity, 'power_input');

function outputOf(entity: RawTable, type: string, source: RawTable | null, book: Book): number | null {
  switch (type) {
    case 'solar-panel':
      return watts(entity, 'production');
    case 'burner-generator':
      return watts(entity, 'max_power_output');
    case 'fusion-generator':
      return watts(source, 'output_flow_limit');
    case 'electric-energy-interface':
      return watts(entity, 'energy_production') || null;
    case 'generator': {
      const own = watts(entity, 'max_power_output');
      if (own !== null) return own;
      const fluid = book.raw.get('fluid')?.get(text(table(entity, 'fluid_box'), 'filter') ?? '') ?? null;
      const capacity = joules(fluid, 'heat_capacity');
      const hottest = num(entity, 'maximum_temperature');
      if (capacity === null || hottest === null) return null;
      return (
        num(entity, 'fluid_usage_per_tick', 0) *
        TICKS *
        capacity *
        (hottest - num(fluid, 'default_temperature', 15)) *
        num(entity, 'effectivity', 1)
      );
    }
    default:
      return null;
  }
}

function modules(entity: RawTable, facts: FactList): void {
  const slots = num(entity, 'module_slots') ?? num(table(entity, 'module_specification'), 'module_slots');
  if (!slots) return;
  facts.number('moduleSlots', slots);
  facts.texts('allowedEffects', texts(entity, 'allowed_effects'));
}

function storage(entity: RawTable, type: string, facts: FactList): void {
  facts.number('inventorySize', num(entity, CHARACTER_INVENTORY) ?? num(entity, 'input_inventory_size'));
  facts.number('inventoryBonus', num(entity, 'inventory_size_bonus') || null);
  const capacity = num(entity, 'capacity') ?? num(table(entity, 'fluid_box'), 'volume');
  // 1.1: a box of base_area 1 and height 1 holds 100.
  const old = num(table(entity, 'fluid_box'), 'base_area');
  if (['storage-tank', 'pipe', 'pipe-to-ground', 'fluid-wagon', 'infinity-pipe', 'pump', 'valve'].includes(type)) {
    facts.number('fluidCapacity', capacity ?? (old === null ? null : old * num(table(entity, 'fluid_box'), 'height', 1) * 100));
  }
}

function moving(entity: RawTable, type: string, facts: FactList): void {
  const speed = num(entity, 'speed');
  if (/belt|splitter|loader/.test(type) && speed !== null) facts.number('beltSpeed', speed * TICKS * BELT_ITEMS, 'item/s');
  else if (speed !== null && /robot/.test(type)) facts.number('movementSpeed', speed * TICKS, 'tile/s');
  const walking = num(entity, 'movement_speed') ?? num(entity, 'running_speed');
  if (walking !== null) facts.number('movementSpeed', walking * TICKS, 'tile/s');
  const fastest = num(entity, 'max_speed');
  if (fastest !== null && Number.isFinite(fastest)) facts.number('maxSpeed', fastest * TICKS, 'tile/s');
  facts.number('undergroundDistance', num(entity, 'max_distance') ?? pipeReach(entity), 'tile');
  const turns = type === 'inserter' ? num(entity, 'rotation_speed') : null;
  if (turns !== null) facts.number('rotationSpeed', turns * TICKS, '/s');
  facts.number('stackBonus', num(entity, 'stack_size_bonus') || null);
  if (/wagon|locomotive|^car$|vehicle/.test(type)) {
    facts.number('vehicleWeight', num(entity, 'weight'));
    facts.number('braking', num(entity, 'braking_force'));
  }
}

function pipeReach(entity: RawTable): number | null {
  for (const connection of list(table(entity, 'fluid_box'), 'pipe_connections')) {
    const reach = isTable(connection) ? num(connection, 'max_underground_distance') : null;
    if (reach) return reach;
  }
  return null;
}

function networks(entity: RawTable, type: string, facts: FactList): void {
  const supply = num(entity, 'supply_area_distance');
  const box = corners(entity, 'collision_box');
  // A pole's distance is from its centre, a beacon's from its edge.
  if (supply !== null) facts.text('supplyArea', area(type === 'beacon' && box ? supply * 2 + Math.ceil(box[2] - box[0]) : supply * 2));
  const reach = num(entity, 'maximum_wire_distance') ?? num(entity, 'circuit_wire_max_distance');
  facts.number('wireReach', reach || null, 'tile');
  facts.share('distributionEfficiency', num(entity, 'distribution_effectivity'));
  if (type === 'roboport') {
    facts.text('logisticArea', area(num(entity, 'logistics_radius', 0) * 2));
    facts.text('constructionArea', area(num(entity, 'construction_radius', 0) * 2));
    facts.number('chargingPower', watts(entity, 'charging_energy'), 'W');
    facts.number('robotCount', num(entity, 'robot_slots_count'));
  }
  facts.number('robotCapacity', num(entity, 'max_payload_size'));
  facts.number('energyPerTile', joules(entity, 'energy_per_move'), 'J');
  facts.number('scanRadius', num(entity, 'max_distance_of_sector_revealed'));
  facts.number('nearbyScanRadius', num(entity, 'max_distance_of_nearby_sector_revealed'));
  if (type === 'agricultural-tower') facts.number('range', num(entity, 'radius'), 'tile');
}

function fighting(entity: RawTable, book: Book, facts: FactList): void {
  const attack = table(entity, 'attack_parameters');
  if (!attack) return;
  facts.number('range', num(attack, 'range'), 'tile');
  facts.number('minimumRange', num(attack, 'min_range') || null, 'tile');
  const cooldown = num(attack, 'cooldown');
  if (cooldown) facts.number('shotsPerSecond', TICKS / cooldown, '/s');
  const category = text(attack, 'ammo_category');
  const categories = category === null ? texts(attack, 'ammo_categories') : [category];
  facts.refs(
    'ammoCategory',
    categories.map((name) => ({ kind: 'ammo-category', name })),
  );
  const factor = num(attack, 'damage_modifier', 1);
  const damage = damageOf(field(attack, 'ammo_type'), book).filter(([, amount]) => amount > 0);
  facts.refs(
    'damage',
    damage.map(([name, amount]) => ({ kind: 'damage-type', name, amount: amount * factor })),
  );
}

function natural(entity: RawTable, type: string, facts: FactList): void {
  if (type === 'resource') {
    facts.text('resourceCategory', text(entity, 'category') ?? 'basic-solid');
    facts.yes('infinite', yes(entity, 'infinite') || null);
    const normal = num(entity, 'normal');
    if (yes(entity, 'infinite') && normal) {
      facts.number('normalYield', normal);
      facts.number('minimumYield', (num(entity, 'minimum', 0) / normal) * 100, '%');
    }
  }
  facts.number('miningTime', num(table(entity, 'minable'), 'mining_time'), 's');
  const growth = num(entity, 'growth_ticks');
  if (growth) facts.number('growTime', growth / TICKS, 's');
}
