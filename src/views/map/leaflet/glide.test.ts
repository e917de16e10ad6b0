import { expect, it } from 'vitest';
import { Glide } from './glide';

function stage() {
  let time = 0;
  const waiting: (() => void)[] = [];
  const places = new Map<string, [number, number]>();
  const glide = new Glide((key, x, y) => places.set(key, [x, y]), { now: () => time, next: (run) => waiting.push(run) });
  const pass = (ms: number) => {
    time += ms;
    for (const run of waiting.splice(0)) run();
  };
  return { glide, places, pass, frames: () => waiting.length };
}

it('goes the way between two places in the time it took to be told of it, and rests then', () => {
  const { glide, places, pass, frames } = stage();
  glide.set([{ key: 'a', x: 0, y: 0 }], 60);
  expect(frames()).toBe(0);
  pass(600);
  glide.set([{ key: 'a', x: 10, y: 0 }], 120);
  // Not there first and back again.
  expect(places.get('a')).toEqual([0, 0]);
  expect(glide.glides('a')).toBe(true);
  pass(300);
  expect(places.get('a')).toEqual([5, 0]);
  pass(300);
  expect(places.get('a')).toEqual([10, 0]);
  expect([glide.glides('a'), frames()]).toEqual([false, 0]);
});

it('turns to where it is told next from where it is, and leaps where nobody could have walked', () => {
  const { glide, places, pass } = stage();
  glide.set([{ key: 'a', x: 0, y: 0 }], 0);
  pass(600);
  glide.set([{ key: 'a', x: 10, y: 0 }], 60);
  pass(300);
  glide.set([{ key: 'a', x: 5, y: 10 }], 90);
  expect(places.get('a')).toEqual([5, 0]);
  pass(150);
  expect(places.get('a')).toEqual([5, 5]);
  places.clear();
  glide.set([{ key: 'a', x: 5000, y: 0 }], 150);
  pass(10);
  // It stands there already.
  expect(places.get('a')).toBeUndefined();
});

it('takes less than a second, also after a long silence', () => {
  const { glide, places, pass } = stage();
  glide.set([{ key: 'a', x: 0, y: 0 }], 0);
  pass(60_000);
  glide.set([{ key: 'a', x: 10, y: 0 }], 3600);
  pass(700);
  expect(places.get('a')).toEqual([10, 0]);
});

it('who is gone, or looked at in the past, is moved no more', () => {
  const { glide, places, pass, frames } = stage();
  glide.set([{ key: 'a', x: 0, y: 0 }], 0);
  pass(1000);
  glide.set([{ key: 'a', x: 10, y: 0 }], 60);
  glide.set([], 0);
  places.clear();
  pass(100);
  expect([places.size, frames()]).toEqual([0, 0]);
});
