/** All files of the made-up pack but its drawn pictures: the same bytes every time. Path within its folder → bytes. */
import { encodePng } from '../host/png';
import { icon } from './art';
import { Data } from './data';
import { addEntities } from './entities';
import { addGroups, addItems } from './items';
import { has, localeFiles } from './locale';
import { addOdd, BROKEN, TINY } from './odd';
import { GAME, MODS } from './options';
import { addOthers } from './others';
import { addPlaces } from './places';
import { addRecipes } from './recipes';
import { settingsFile } from './settings';
import { addTechnologies } from './technologies';

export function nordland(): Data {
  const data = new Data();
  addGroups(data);
  const placedAs = addEntities(data);
  addItems(data, placedAs);
  addRecipes(data);
  addTechnologies(data);
  addPlaces(data);
  addOthers(data);
  addOdd(data);
  nameTechnologies(data);
  return data;
}

/** A technology without words of its own is called what its picture shows, as in the game. */
function nameTechnologies(data: Data): void {
  const technologies = data.raw.get('technology')!;
  for (const [name, fields] of technologies) {
    if (has('technology-name', name) || 'localised_name' in fields) continue;
    const shows = String(fields.icon ?? '').replace(/^.*\/(.*)\.png$/, '$1');
    const section = ['item-name', 'entity-name', 'fluid-name', 'space-location-name'].find((section) => has(section, shows));
    if (section !== undefined)
      technologies.set(name, { ...fields, localised_name: ['?', [`${section}.${name}`], [`${section}.${shows}`]] });
  }
}

const TITLES: Record<string, string> = {
  base: 'Nordland: the land',
  'elevated-rails': 'Nordland: rails on pillars',
  quality: 'Nordland: better things',
  'space-age': 'Nordland: beyond the sky',
};

export function files(): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const write = (path: string, content: string | Uint8Array) =>
    found.set(path, typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
  write('data-raw-dump.json', nordland().json());
  for (const [path, text] of localeFiles()) write(path, text);
  for (const mod of MODS) write(`data/${mod}/info.json`, json(infoOf(mod)));
  // As the game's own: without a version.
  write('data/core/info.json', json({ name: 'core', title: 'Nordland: the core', dependencies: [] }));
  write(
    'mods/factoscope_0.1.0/info.json',
    json({ ...infoOf('factoscope'), version: '0.1.0', title: 'Factoscope', dependencies: ['base >= 2.0'] }),
  );
  write(
    'mods/mod-list.json',
    json({ mods: [...MODS, 'factoscope', 'not-this-one'].map((name) => ({ name, enabled: name !== 'not-this-one' })) }),
  );
  write(
    'mods/mod-settings.dat',
    settingsFile(GAME, {
      startup: { 'nordland-long-days': true, 'nordland-ore-richness': 1.5, 'nordland-start': 'by the fjord' },
      'runtime-global': { 'nordland-weather': false },
      'runtime-per-user': {},
    }),
  );
  write(BROKEN, Buffer.concat([Buffer.from(encodePng(checks(64))).subarray(0, 60), Buffer.from('the rest of this file was lost')]));
  write(TINY, encodePng({ width: 1, height: 1, pixels: new Uint8Array(4) }));
  return found;
}

const infoOf = (mod: string) => ({
  name: mod,
  version: GAME,
  title: TITLES[mod] ?? mod,
  author: 'The Factoscope authors',
  factorio_version: '2.0',
  dependencies: mod === 'base' ? [] : ['base', ...(mod === 'space-age' ? ['elevated-rails', '? quality'] : [])],
  description: mod === 'base' ? 'Everything in here is made up for Factoscope: names, numbers and pictures.' : '',
});
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function checks(side: number) {
  const pixels = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) pixels.set([(i * 7) & 255, (i * 13) & 255, 90, 255], i * 4);
  return { width: side, height: side, pixels };
}

/** A dump as 1.1 writes it: normal and expensive, `icon_size` and `icon_mipmaps` written out, results without a type. */
export function oldDump(): Data {
  const data = new Data();
  const old = (art: string) => ({ icon: icon(art), icon_size: 64, icon_mipmaps: 4 });
  data.add('item-group', 'intermediate-products', { ...old('iron-gear-wheel'), order: 'c' });
  data.add('item-subgroup', 'raw-material', { group: 'intermediate-products', order: 'a' });
  for (const name of ['iron-ore', 'iron-plate', 'iron-gear-wheel', 'electronic-circuit', 'copper-cable', 'copper-plate'])
    data.add('item', name, { ...old(name), subgroup: 'raw-material', order: name, stack_size: 100 });
  // 32 px where nothing is said.
  data.add('item', 'small-cup', { icon: '__base__/graphics/icons/small/cup.png', subgroup: 'raw-material', order: 'z', stack_size: 1 });
  data.add('fluid', 'water', {
    ...old('water'),
    default_temperature: 15,
    max_temperature: 100,
    base_color: {},
    flow_color: {},
    order: 'a',
  });
  data.add('recipe', 'iron-gear-wheel', {
    normal: { ingredients: [['iron-plate', 2]], result: 'iron-gear-wheel' },
    expensive: { ingredients: [['iron-plate', 4]], result: 'iron-gear-wheel' },
  });
  data.add('recipe', 'electronic-circuit', {
    normal: {
      enabled: true,
      ingredients: [
        ['iron-plate', 1],
        ['copper-cable', 3],
      ],
      result: 'electronic-circuit',
    },
    expensive: {
      enabled: true,
      energy_required: 1,
      ingredients: [['iron-plate', 2], { type: 'item', name: 'copper-cable', amount: 8 }],
      result: 'electronic-circuit',
    },
  });
  data.add('recipe', 'iron-plate', { category: 'smelting', energy_required: 3.2, ingredients: [['iron-ore', 1]], result: 'iron-plate' });
  data.add('recipe', 'copper-cable', { ingredients: [['copper-plate', 1]], result: 'copper-cable', result_count: 2 });
  data.add('recipe-category', 'crafting', {});
  data.add('recipe-category', 'smelting', {});
  data.add('furnace', 'stone-furnace', {
    ...old('stone-furnace'),
    ...{
      crafting_categories: ['smelting'],
      crafting_speed: 1,
      energy_usage: '90kW',
      minable: { mining_time: 0.2, result: 'stone-furnace' },
    },
    ...{ source_inventory_size: 1, result_inventory_size: 1, energy_source: { type: 'burner', fuel_category: 'chemical', effectivity: 1 } },
  });
  data.add('item', 'stone-furnace', {
    ...old('stone-furnace'),
    subgroup: 'raw-material',
    order: 'y',
    stack_size: 50,
    place_result: 'stone-furnace',
  });
  data.add('technology', 'logistics', {
    ...{ icon: '__base__/graphics/technology/logistics-tech.png', icon_size: 256, icon_mipmaps: 3 },
    ...{ effects: [{ type: 'unlock-recipe', recipe: 'iron-gear-wheel' }], unit: { count: 20, time: 15, ingredients: [['iron-plate', 1]] } },
  });
  return data;
}

/** A dump as 2.1 writes it: `categories`, science packs that are items, chances of their own and shared ones. */
export function newDump(): Data {
  const data = new Data();
  data.add('item-group', 'production', { icon: icon('assembling-machine-2'), order: 'b' });
  data.add('item-subgroup', 'raw', { group: 'production', order: 'a' });
  const item = (name: string, more = {}) =>
    data.add('item', name, { icon: icon(name), subgroup: 'raw', order: name, stack_size: 100, ...more });
  for (const name of ['iron-ore', 'iron-plate', 'copper-plate', 'iron-gear-wheel', 'uranium-ore', 'stone']) item(name);
  item('automation-science-pack', { subgroup: 'raw', durability: 1 });
  item('assembling-machine-2', { place_result: 'assembling-machine-2' });
  data.raw.set('tool', new Map());
  data.add('recipe', 'iron-gear-wheel', {
    ...{ categories: ['crafting', 'pressing'], energy_required: 0.5 },
    ...{ ingredients: [{ type: 'item', name: 'iron-plate', amount: 2 }], results: [{ type: 'item', name: 'iron-gear-wheel', amount: 1 }] },
  });
  data.add('recipe', 'automation-science-pack', {
    ...{ categories: ['crafting'], energy_required: 5, enabled: true },
    ingredients: [
      { type: 'item', name: 'copper-plate', amount: 1 },
      { type: 'item', name: 'iron-gear-wheel', amount: 1 },
    ],
    results: [{ type: 'item', name: 'automation-science-pack', amount: 1 }],
  });
  data.add('recipe', 'sifting', {
    ...{ categories: ['pressing'], energy_required: 2, icon: icon('stone'), subgroup: 'raw', order: 'z', main_product: '' },
    ingredients: [{ type: 'item', name: 'stone', amount: 10, ignored_by_stats: 2 }],
    results: [
      { type: 'item', name: 'iron-ore', amount: 1, independent_probability: 0.25 },
      { type: 'item', name: 'uranium-ore', amount: 1, shared_probability: { min: 0, max: 0.1 } },
      { type: 'item', name: 'stone', amount_min: 1, amount_max: 3, ignored_by_stats: 2 },
    ],
  });
  data.add('recipe-category', 'crafting', {});
  data.add('recipe-category', 'pressing', {});
  data.add('assembling-machine', 'assembling-machine-2', {
    ...{
      icon: icon('assembling-machine-2'),
      crafting_categories: ['crafting', 'pressing'],
      crafting_speed: 0.75,
      energy_usage: '150kW',
      module_slots: 2,
    },
    ...{
      energy_source: { type: 'electric', usage_priority: 'secondary-input' },
      minable: { mining_time: 0.2, result: 'assembling-machine-2' },
    },
  });
  return data;
}
