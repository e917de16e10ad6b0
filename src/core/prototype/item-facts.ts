/** Facts of items: stack, weight, fuel, spoiling, modules, ammunition, armour. */

import type { Book, Entry } from './book-types';
import { damageOf } from './damage';
import { joules } from './energy';
import { area, type FactList } from './fact-list';
import { field, num, table, text, yes } from './fields';
import { effectOf } from './process';
import type { RawTable } from './types';
import { liftOf, weightOf } from './weight';

const TICKS = 60;
const GRAMS = 1000;

export function itemFacts(entry: Entry, book: Book, facts: FactList): void {
  const item = entry.table;
  facts.number('stackSize', num(item, 'stack_size'));
  if (book.version !== '1.1') {
    const weight = weightOf(entry.name, book);
    facts.number('weight', weight / GRAMS, 'kg');
    if (weight > 0) facts.number('rocketCapacity', Math.floor(liftOf(book) / weight + 1e-9));
    const from = text(item, 'default_import_location');
    if (from !== null) facts.refs('importedFrom', [{ kind: 'space-location', name: from }]);
  }
  fuel(item, facts);
  const spoils = num(item, 'spoil_ticks');
  if (spoils) facts.number('spoilTime', spoils / TICKS, 's');
  facts.number('durability', num(item, 'durability'));
  module(item, entry.type, facts);
  shots(item, book, facts);
  facts.number('inventoryBonus', num(item, 'inventory_size_bonus') || null);
  const grid = book.raw.get('equipment-grid')?.get(text(item, 'equipment_grid') ?? '');
  if (grid) facts.text('equipmentGrid', area(num(grid, 'width', 0), num(grid, 'height', 0)));
  if (yes(item, 'provides_flight')) facts.yes('providesFlight', true);
  facts.refs('resistance', resistances(item, 'percent'));
  facts.refs('resistanceFlat', resistances(item, 'decrease'));
}

function fuel(item: RawTable, facts: FactList): void {
  const value = joules(item, 'fuel_value');
  if (!value) return;
  facts.number('fuelValue', value, 'J');
  facts.refs('fuelCategory', [{ kind: 'fuel-category', name: text(item, 'fuel_category') ?? 'chemical' }]);
  facts.factor('fuelAcceleration', num(item, 'fuel_acceleration_multiplier'));
  facts.factor('fuelTopSpeed', num(item, 'fuel_top_speed_multiplier'));
  facts.factor('fuelEmissions', num(item, 'fuel_emissions_multiplier'));
}

const EFFECTS = [
  ['effectSpeed', 'speed'],
  ['effectProductivity', 'productivity'],
  ['effectConsumption', 'consumption'],
  ['effectPollution', 'pollution'],
  ['effectQuality', 'quality'],
] as const;
/** A module's quality effect is in tenths: 0.1 is 1 %. Source: EffectValue of the prototype docs. */
const QUALITY_SCALE = 0.1;

function module(item: RawTable, type: string, facts: FactList): void {
  if (type !== 'module') return;
  facts.text('moduleCategory', text(item, 'category'));
  facts.number('moduleTier', num(item, 'tier'));
  const effects = table(item, 'effect');
  for (const [key, name] of EFFECTS) {
    const value = effectOf(effects, name);
    facts.share(key, value !== null && name === 'quality' ? value * QUALITY_SCALE : value);
  }
}

function shots(item: RawTable, book: Book, facts: FactList): void {
  const attack = table(item, 'attack_parameters') ?? table(table(item, 'capsule_action'), 'attack_parameters');
  const categories = [text(item, 'ammo_category'), text(attack, 'ammo_category'), text(table(item, 'ammo_type'), 'category')];
  const category = categories.find((name) => name !== null && book.find({ kind: 'ammo-category', name }));
  if (category) facts.refs('ammoCategory', [{ kind: 'ammo-category', name: category }]);
  const magazine = num(item, 'magazine_size');
  if (field(item, 'ammo_type') !== undefined) facts.number('magazineSize', magazine ?? 1);
  facts.number('range', num(attack, 'range') || null, 'tile');
  facts.number('minimumRange', num(attack, 'min_range') || null, 'tile');
  const cooldown = num(attack, 'cooldown');
  if (cooldown) facts.number('shotsPerSecond', TICKS / cooldown, '/s');
  const damage = damageOf(field(item, 'ammo_type') ?? field(attack, 'ammo_type'), book);
  facts.refs(
    'damage',
    damage.filter(([, amount]) => amount > 0).map(([name, amount]) => ({ kind: 'damage-type', name, amount })),
  );
  const healed = damage.reduce((sum, [, amount]) => sum + Math.min(0, amount), 0);
  if (healed < 0) facts.number('healing', -healed);
}

/** Rows of `resistances` with this part of them. */
export function resistances(of: RawTable, part: 'percent' | 'decrease'): { kind: 'damage-type'; name: string; amount: number }[] {
  const list = field(of, 'resistances');
  if (!Array.isArray(list)) return [];
  return (list as readonly RawTable[]).flatMap((row) => {
    const name = text(row, 'type');
    const amount = num(row, part);
    return name !== null && amount ? [{ kind: 'damage-type' as const, name, amount }] : [];
  });
}
