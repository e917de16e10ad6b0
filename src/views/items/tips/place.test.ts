import { expect, it } from 'vitest';
import { placeTip } from './place';

const room = { width: 1000, height: 600 };
const anchor = (left: number, top: number) => ({ left, top, width: 40, height: 40 });

it('lies below right of what it is about', () => {
  expect(placeTip(anchor(100, 100), { width: 300, height: 200 }, room)).toEqual({ left: 100, top: 146 });
});
it('lies above where there is no room below', () => {
  expect(placeTip(anchor(100, 500), { width: 300, height: 200 }, room)).toEqual({ left: 100, top: 294 });
});
it('stays inside the window', () => {
  expect(placeTip(anchor(950, 100), { width: 300, height: 200 }, room)).toEqual({ left: 692, top: 146 });
  expect(placeTip(anchor(100, 300), { width: 300, height: 580 }, room)).toEqual({ left: 100, top: 12 });
  expect(placeTip(anchor(0, 0), { width: 2000, height: 2000 }, { width: 320, height: 400 })).toEqual({ left: 8, top: 8 });
});
