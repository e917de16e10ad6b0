/** Facts of what is put into a grid. */
import { joules, watts } from './energy';
import { area, type FactList } from './fact-list';
import { num, table, texts } from './fields';
import type { RawTable } from './types';

const TICKS = 60;

export function equipmentFacts(equipment: RawTable, facts: FactList): void {
  const shape = table(equipment, 'shape');
  if (shape) facts.text('equipmentSize', area(num(shape, 'width', 1), num(shape, 'height', 1)));
  const source = table(equipment, 'energy_source');
  facts.number('powerOutput', watts(equipment, 'power'), 'W');
  facts.number('powerUsage', watts(equipment, 'energy_input') ?? watts(equipment, 'energy_consumption'), 'W');
  facts.number('energyBuffer', joules(source, 'buffer_capacity') || null, 'J');
  facts.number('energyInput', watts(source, 'input_flow_limit'), 'W');
  facts.number('energyOutput', watts(source, 'output_flow_limit'), 'W');
  facts.number('shield', num(equipment, 'max_shield_value'));
  facts.share('movementBonus', num(equipment, 'movement_bonus'));
  facts.number('inventoryBonus', num(equipment, 'inventory_size_bonus') || null);
  facts.number('robotCount', num(equipment, 'robot_limit'));
  const build = num(equipment, 'construction_radius');
  if (build) facts.text('constructionArea', area(build * 2));
  facts.number('chargingPower', watts(equipment, 'charging_energy'), 'W');
  const attack = table(equipment, 'attack_parameters');
  facts.number('range', num(attack, 'range'), 'tile');
  const cooldown = num(attack, 'cooldown');
  if (cooldown) facts.number('shotsPerSecond', TICKS / cooldown, '/s');
  const burner = table(equipment, 'burner');
  if (burner)
    facts.refs(
      'fuels',
      texts(burner, 'fuel_categories').map((name) => ({ kind: 'fuel-category', name })),
    );
}
