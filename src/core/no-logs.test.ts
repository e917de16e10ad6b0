import { expect, it } from 'vitest';
import { handlingOf, isDumpedIcon, KIND_FOLDERS } from './no-logs';
import { ALL_KINDS } from './prototype/kinds';

it('folders of dumped icons are those of all kinds', () => {
  expect([...KIND_FOLDERS].sort()).toEqual([...ALL_KINDS].sort());
});

it('a picture is a dumped icon by the folder it lies in, and never in a mod’s graphics', () => {
  expect(isDumpedIcon('script-output/item/iron plate "x".png')).toBe(true);
  expect(['item.png', 'script-output/shot.png', 'graphics/item/a.png', 'item/a.jpg', 'items/a.png'].some(isDumpedIcon)).toBe(false);
});

it('in a mod only what a pack needs is known', () => {
  const of = (path: string) => handlingOf(path, true);
  expect(['info.json', 'a/locale/de/x.cfg', 'a/graphics/entity/x.png'].map(of)).toEqual(['lazy', 'lazy', 'lazy']);
  expect(['a/data.lua', 'a/sounds/x.ogg', 'a/changelog.txt', 'a/x.json'].map(of)).toEqual(['out', 'out', 'out', 'out']);
});
