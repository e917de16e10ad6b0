/**
 * Icons as mods really write them: what the law of icons says, and what goes wrong. All under names that begin with `odd-`, and hidden:
 * whoever opens the sample to look around is not to meet them first.
 */
import { groupIcon, icon } from './art';
import { type Data, type Fields, layer, layered } from './data';

/** Bytes that are not what the name says, by file. */
export const BROKEN = 'data/base/graphics/icons/broken.png';
export const TINY = 'data/core/graphics/empty.png';

export function addOdd(data: Data): void {
  let n = 0;
  const add = (name: string, fields: Fields) =>
    data.add('item', `odd-${name}`, { ...fields, hidden: true, subgroup: 'other', order: String(n++).padStart(2, '0'), stack_size: 1 });
  // The first layer's side decides how wide the native picture is: 1 px.
  add('empty', { icons: [{ icon: '__core__/graphics/empty.png', icon_size: 1 }] });
  add('missing', { icon: '__base__/graphics/icons/never-drawn.png' });
  add(
    'missing-layer',
    layered(layer('iron-plate'), { icon: '__base__/graphics/icons/never-drawn-badge.png', icon_size: 64, scale: 0.25, shift: [8, 8] }),
  );
  add('of-another-mod', { icon: '__factoscope__/graphics/thing.png' });
  add('broken', { icon: '__base__/graphics/icons/broken.png' });
  add('broken-layer', layered(layer('copper-plate'), { icon: '__base__/graphics/icons/broken.png', icon_size: 64, scale: 0.25 }));
  // One channel above 1: all four are of 255.
  add('tint-of-255', layered(layer('pip', { tint: [255, 64, 0, 128] })));
  add('tint-list', layered(layer('pip', { tint: [1, 0.25, 0, 0.5] })));
  // r, g, b are 0 where nothing is said, a is 1.
  add('tint-half-said', layered(layer('pip', { tint: { g: 1 } })));
  // Adds light, covers nothing.
  add('tint-without-alpha', layered(layer('iron-plate'), layer('pip', { tint: [0.3, 0.1, 0, 0], scale: 0.3 })));
  add('doubled-slashes', { icon: '__base__//graphics//icons/iron-plate.png' });
  // `icons` wins, and the prototype's own side is no default for its layers.
  add('both', { icon: '__base__/graphics/icons/never-drawn.png', icon_size: 32, icons: [{ icon: icon('steel-plate') }] });
  add('side-of-32', { icon: icon('iron-gear-wheel'), icon_size: 32 });
  // Says 64 px by saying nothing; the file has 32.
  add('larger-than-the-file', { icon: '__base__/graphics/icons/small/cup.png' });
  // Says 64 px by saying nothing; the file has 128: its left upper part.
  add('part-of-the-file', { icon: groupIcon('signal-a') });
  add('shift-by-name', layered(layer('iron-plate'), layer('pip', { scale: 0.25, shift: { x: -8, y: 8 } })));
  add('hangs-over', layered(layer('iron-plate'), layer('pip', { scale: 0.25, shift: [24, -24], floating: true })));
  add('wide', layered(layer('iron-plate'), layer('copper-plate', { shift: [16, 0] })));
  add(
    'many',
    layered(
      ...Array.from({ length: 9 }, (_, i) =>
        layer('pip', { scale: 0.15, shift: [(i % 3) * 8 - 8, Math.floor(i / 3) * 8 - 8], tint: [i / 8, 1 - i / 8, 0.5, 1] }),
      ),
    ),
  );
  add('nothing', {});
  addNames(data);
}

/** Names that a careless reader trips over. They are legal in the game, or come from hostile files. */
function addNames(data: Data): void {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'two words',
    'quote\'d "name"',
    'a/../b',
    'x'.repeat(200),
    'لوح',
    '<b>bold</b>',
    'CON',
    'Iron-Plate',
  ];
  for (const name of names)
    data.add('virtual-signal', name, {
      icon: icon('signal-1'),
      subgroup: 'virtual-signal-number',
      order: 'odd',
      hidden: true,
      localised_name: name === 'two words' ? ['', 'Two ', 'words'] : ['odd.name'],
    });
}
