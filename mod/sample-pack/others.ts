/** Qualities, equipment, achievements, signals and all the kinds that are only names. */
import { icon } from './art';
import { type Data, type Fields, layer, layered, plain, tinted } from './data';

const QUALITIES: [name: string, level: number, tint: readonly [number, number, number]][] = [
  ['plain', 0, [0.85, 0.85, 0.85]],
  ['good', 1, [0.35, 0.8, 0.35]],
  ['fine', 2, [0.35, 0.55, 0.95]],
  ['superb', 3, [0.75, 0.35, 0.9]],
  ['peerless', 5, [0.98, 0.6, 0.15]],
];

export function addOthers(data: Data): void {
  for (const [i, [name, level, tint]] of QUALITIES.entries())
    data.add('quality', name === 'plain' ? 'normal' : name, {
      ...tinted('pip', tint),
      ...{
        subgroup: 'qualities',
        order: `${i}`,
        level,
        color: tint.map((part) => Math.round(part * 255)),
        beacon_power_usage_multiplier: 1 - level / 6,
      },
      ...(QUALITIES[i + 1] === undefined ? {} : { next: QUALITIES[i + 1]![0], next_probability: 0.1 }),
    });
  addEquipment(data);
  addAchievements(data);
  addSignals(data);
  addShortcuts(data);
  for (const name of ['chemical', 'nuclear', 'nutrients']) data.add('fuel-category', name, {});
  for (const name of ['speed', 'efficiency', 'productivity', 'quality']) data.add('module-category', name, {});
  for (const name of ['bullet', 'laser', 'rocket'])
    data.add('ammo-category', name, {
      ...plain(name === 'bullet' ? 'firearm-magazine' : name === 'laser' ? 'laser-turret' : 'rocket'),
      subgroup: 'ammo',
      order: name,
    });
  for (const name of ['physical', 'fire', 'explosion', 'laser']) data.add('damage-type', name, {});
  // What no page is for: it is counted, and that is all.
  data.add('font', 'nordland-small', { from: 'default', size: 12 });
  data.add('noise-expression', 'oak_probability', { expression: 'max(0, 0.3 - 0.1 * distance)' });
  data.add('map-settings', 'map-settings', { difficulty_settings: { technology_price_multiplier: 1, spoil_time_modifier: 1 } });
}

function addEquipment(data: Data): void {
  data.add('equipment-category', 'armor', {});
  data.add('equipment-grid', 'small-equipment-grid', { width: 5, height: 5, equipment_categories: ['armor'] });
  const body: Fields = {
    shape: { width: 2, height: 2, type: 'full' },
    categories: ['armor'],
    sprite: { filename: icon('shield'), size: 64 },
  };
  data.add('energy-shield-equipment', 'personal-shield', {
    ...body,
    ...{ max_shield_value: 50, energy_per_shield: '20kJ' },
    energy_source: { type: 'electric', buffer_capacity: '120kJ', input_flow_limit: '240kW', usage_priority: 'primary-input' },
  });
  data.add('battery-equipment', 'personal-battery', {
    ...body,
    ...{ shape: { width: 1, height: 2, type: 'full' }, take_result: 'personal-battery' },
    energy_source: { type: 'electric', buffer_capacity: '20MJ', usage_priority: 'tertiary' },
  });
}

function addAchievements(data: Data): void {
  const add = (type: string, name: string, more: Fields) =>
    data.add(type, name, { icon: icon('cup'), icon_size: 128, order: name, ...more });
  add('produce-achievement', 'first-thousand', { item_product: 'electronic-circuit', amount: 1000, limited_to_one_game: false });
  add('research-achievement', 'up-and-away', { technology: 'rocket-silo' });
  add('build-entity-achievement', 'all-aboard', { to_build: 'locomotive' });
  add('kill-achievement', 'quiet-night', {
    ...{ to_kill: 'biter-spawner', amount: 1 },
    // On top of what is 128 px wide by its kind.
    ...layered({ icon: icon('cup'), icon_size: 128 }, layer('nest', { scale: 0.5, shift: [16, 16] })),
  });
}

function addSignals(data: Data): void {
  const add = (name: string, art: string, subgroup: string) => data.add('virtual-signal', name, { ...plain(art), subgroup, order: name });
  add('signal-1', 'signal-1', 'virtual-signal-number');
  add('signal-A', 'signal-a', 'virtual-signal-letter');
  add('signal-red', 'signal-red', 'virtual-signal-color');
  // The same picture as another one: it is kept once.
  add('signal-crimson', 'signal-red', 'virtual-signal-color');
}

function addShortcuts(data: Data): void {
  const at = (side: number) => `__base__/graphics/icons/shortcut/undo-x${side}.png`;
  data.add('shortcut', 'undo', {
    ...{ action: 'undo', order: 'a', localised_name: ['shortcut.undo'], technology_to_unlock: 'construction-robotics' },
    ...{ icon: at(32), icon_size: 32, small_icon: at(24), small_icon_size: 24 },
  });
}
