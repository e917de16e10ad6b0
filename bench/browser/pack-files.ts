/** A dump and a mod as files: items with a recipe and a picture of their own each, in groups, made by a few machines. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { codec } from '../../cli/codec';
import { root } from '../../scripts/tools.mjs';
import { PNGS, pack } from '../icons/pack';

const GROUPS = 12;

/** Paths of the dump, and of the mod whose 2,000 pictures `items` icons are made of. */
export async function packFiles(items: number): Promise<string[]> {
  const folder = join(root, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const { files } = await pack(codec());
  const entries: Record<string, Uint8Array> = {
    'many_1.0.0/info.json': text({ name: 'many', version: '1.0.0', title: 'Many', author: 'bench', factorio_version: '2.0' }),
  };
  for (const [name, png] of files) entries[`many_1.0.0/graphics/${name}.png`] = png;
  const paths = [join(folder, 'data-raw-dump.json'), join(folder, 'many_1.0.0.zip')];
  writeFileSync(paths[0]!, text(dump(items)));
  writeFileSync(paths[1]!, zipSync(entries, { level: 0 }));
  return paths;
}

const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const icon = (n: number) => ({ icon: `__many__/graphics/${n % PNGS}.png`, icon_size: 64 });
/** A badge whose tint grows with every round of the pictures, so that no icon is another's. */
const icons = (n: number) => ({
  icons: [icon(n), { ...icon(n * 7 + 1), scale: 0.25, shift: [8, -8], tint: [1, 1 - Math.floor(n / PNGS) / 100, 0.5, 1] }],
});

function dump(items: number) {
  const names = Array.from({ length: items }, (_, n) => `item-${n}`);
  const of = <T extends object>(list: readonly string[], make: (n: number) => T, type: string) =>
    Object.fromEntries(list.map((name, n) => [name, { type, name, ...make(n) }]));
  const groups = Array.from({ length: GROUPS }, (_, n) => `group-${n}`);
  return {
    'item-group': of(groups, (n) => ({ order: `${n}`, ...icon(n) }), 'item-group'),
    'item-subgroup': of(groups, (n) => ({ group: `group-${n}`, order: 'a' }), 'item-subgroup'),
    item: of(names, (n) => ({ stack_size: 50, subgroup: `group-${n % GROUPS}`, order: `${n}`.padStart(6, '0'), ...icons(n) }), 'item'),
    recipe: of(
      names,
      (n) => ({
        energy_required: 1 + (n % 7),
        category: n % 3 === 0 ? 'crafting' : 'smelting',
        ingredients: [1, 2, 3].map((step) => ({ type: 'item', name: `item-${(n * 3 + step) % items}`, amount: step })),
        results: [{ type: 'item', name: `item-${n}`, amount: 1 }],
      }),
      'recipe',
    ),
    'assembling-machine': of(
      ['maker'],
      () => ({ crafting_speed: 1, crafting_categories: ['crafting'], energy_usage: '100kW', ...icon(3) }),
      'assembling-machine',
    ),
    furnace: of(['oven'], () => ({ crafting_speed: 2, crafting_categories: ['smelting'], energy_usage: '90kW', ...icon(4) }), 'furnace'),
  };
}
