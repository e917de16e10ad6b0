/** What there is to say of a prototype in single lines (fact-keys.ts has all keys). */
import type { Book, Entry } from './book-types';
import { joules } from './energy';
import { entityFacts } from './entity-facts';
import { equipmentFacts } from './equipment-facts';
import { FactList } from './fact-list';
import { entries, field, num, table, yes } from './fields';
import { itemFacts } from './item-facts';
import { categoriesOf, conditionsOf, modesOf } from './process';
import type { Show } from './rows';
import type { Fact, RawTable } from './types';

const TICKS = 60;
const MINUTE = 60;

export function factsOf(entry: Entry, book: Book, show: Show): Fact[] {
  const facts = new FactList(show);
  switch (entry.kind) {
    case 'item':
      itemFacts(entry, book, facts);
      break;
    case 'entity':
      entityFacts(entry, book, facts);
      break;
    case 'equipment':
      equipmentFacts(entry.table, facts);
      break;
    default:
      OTHERS[entry.kind]?.(entry.table, facts, book);
  }
  return facts.facts;
}

type Tell = (table: RawTable, facts: FactList, book: Book) => void;

const OTHERS: { [kind in Entry['kind']]?: Tell } = {
  fluid(fluid, facts) {
    facts.number('defaultTemperature', num(fluid, 'default_temperature'), '°C');
    facts.number('maxTemperature', num(fluid, 'max_temperature'), '°C');
    const gas = num(fluid, 'gas_temperature');
    if (gas !== null && Number.isFinite(gas)) facts.number('gasTemperature', gas, '°C');
    facts.number('heatCapacity', joules(fluid, 'heat_capacity'), 'J');
    facts.number('fuelValue', joules(fluid, 'fuel_value'), 'J');
    facts.factor('fluidEmissions', num(fluid, 'emissions_multiplier'));
  },
  recipe(recipe, facts, book) {
    const { body } = modesOf(recipe, book.version)[0]!;
    facts.texts('category', categoriesOf(recipe));
    // 1.1 has no such field: modules themselves list the recipes they work on.
    if (book.version !== '1.1') facts.yes('allowProductivity', yes(body, 'allow_productivity'));
    if (field(body, 'allow_quality') === false) facts.yes('allowQuality', false);
    const most = num(body, 'maximum_productivity');
    if (most !== null) facts.number('maxProductivity', most * 100, '%');
    facts.factor('recipeEmissions', num(body, 'emissions_multiplier'));
    facts.conditions('surfaceConditions', conditionsOf(recipe));
    if (yes(recipe, 'parameter')) facts.yes('isParameter', true);
  },
  technology(technology, facts) {
    if (yes(technology, 'essential')) facts.yes('essential', true);
    if (yes(technology, 'upgrade')) facts.yes('isUpgrade', true);
  },
  tile(tile, facts) {
    facts.factor('walkingSpeed', num(tile, 'walking_speed_modifier'));
    facts.factor('vehicleFriction', num(tile, 'vehicle_friction_modifier'));
    const absorbed = num(tile, 'pollution_absorption_per_second');
    const amounts: [string, number][] = absorbed === null ? pollutants(table(tile, 'absorptions_per_second')) : [['pollution', absorbed]];
    facts.refs(
      'absorption',
      amounts.map(([name, value]) => ({ kind: 'airborne-pollutant', name, amount: value * MINUTE })),
    );
  },
  'space-location': placeFacts,
  surface: placeFacts,
  'space-connection'(connection, facts) {
    facts.number('connectionLength', num(connection, 'length', 600), 'km');
  },
  quality(quality, facts) {
    const level = num(quality, 'level', 0);
    facts.number('qualityLevel', level);
    // Source: QualityPrototype.default_multiplier: 30 % a level.
    facts.share('qualityMultiplier', (num(quality, 'default_multiplier') ?? 1 + 0.3 * level) - 1);
    facts.share('qualityNext', num(quality, 'next_probability'));
    facts.factor('qualityBeaconPower', num(quality, 'beacon_power_usage_multiplier'));
    facts.factor('qualityResourceDrain', num(quality, 'mining_drill_resource_drain_multiplier'));
    facts.factor('qualitySciencePackDrain', num(quality, 'science_pack_drain_multiplier'));
  },
  'surface-property'(property, facts) {
    facts.number('propertyDefault', num(property, 'default_value', 0));
  },
  'asteroid-chunk'(chunk, facts) {
    facts.number('miningTime', num(table(chunk, 'minable'), 'mining_time'), 's');
  },
};

const pollutants = (of: RawTable | null): [string, number][] =>
  entries(of).flatMap(([name, value]): [string, number][] => (typeof value === 'number' && value !== 0 ? [[name, value]] : []));

/** Planets and platforms: every property there is, theirs or the default. */
function placeFacts(place: RawTable, facts: FactList, book: Book): void {
  if (table(place, 'surface_properties') || table(place, 'map_gen_settings')) {
    const all = book.all('surface-property').map(({ name }) => ({ property: name, value: book.places.property(place, name) }));
    facts.conditions(
      'surfaceProperties',
      all.map(({ property, value }) => ({ property, min: value, max: value })),
    );
    const day = all.find(({ property }) => property === 'day-night-cycle');
    if (day && day.value > 0) facts.number('dayLength', day.value / TICKS, 's');
    const solar = all.find(({ property }) => property === 'solar-power');
    if (solar) facts.number('solarPower', solar.value, '%');
  }
  facts.number('solarPowerInSpace', num(place, 'solar_power_in_space'), '%');
  facts.number('gravityPull', num(place, 'gravity_pull'));
  facts.number('starDistance', num(place, 'distance'));
}
