import { describe, expect, it } from 'vitest';
import { film } from '../../../state/testing/film';
import { barsOf, LAYERS, layerOf } from './bars';
import { markAt, placedMarks } from './placed';

describe('the bars', () => {
  const timeline = film({ building: [100, 0, 0, 0, 25, 0, 0, 0], chat: [0, 0, 0, 0, 1, 0, 0, 0] });

  it('are as high as the square root of what happened, by kind, from the bottom up', () => {
    const bars = barsOf(timeline, [0, 80], 32, 30);
    expect(bars.map(({ x }) => x)).toEqual([0, 16]);
    expect(bars[0]?.heights).toEqual([30, 0, 0, 0, 0]);
    expect(bars[1]?.heights).toEqual([15, 0, 0, 3, 0]);
    expect(LAYERS.map(({ layer }) => layer)[3]).toBe('chat');
  });

  it('put buckets together that are narrower than a bar, and lose none', () => {
    const many = film({ building: new Array(1000).fill(1) });
    const bars = barsOf(many, [0, 10_000], 400, 30);
    expect(bars).toHaveLength(100);
    expect(new Set(bars.map(({ heights }) => heights[0]))).toEqual(new Set([30]));
  });

  it('show a part of the time as the same buckets, wider', () => {
    const bars = barsOf(timeline, [35, 55], 200, 30);
    expect(bars).toHaveLength(1);
    expect(bars[0]).toMatchObject({ x: 50, width: 100 });
  });

  it('one event in a million is still seen', () => {
    const rare = film({ building: [1_000_000], deaths: [1] });
    expect(barsOf(rare, [0, 10], 4, 30)[0]?.heights[4]).toBeGreaterThanOrEqual(1.5);
  });

  it('what happened at the last tick is seen at the edge', () => {
    expect(barsOf(film({ building: [0, 0, 1] }), [0, 20], 100, 30)).toMatchObject([{ x: 98 }]);
  });

  it('nothing makes no bars', () => {
    expect(barsOf(film({}), [0, 80], 32, 30)).toEqual([]);
    expect(barsOf(timeline, [0, 0], 32, 30)).toEqual([]);
    expect(layerOf('moving')).toBe(null);
    expect(layerOf('research')).toBe('events');
  });
});

describe('the marks', () => {
  const research = (tick: number) => ({ tick, type: 'research', text: 't' });
  const marks = [research(0), research(10), research(20), { tick: 12, type: 'rocket', text: '' }, research(900)];

  it('of those that would cover each other the rarest stands', () => {
    const placed = placedMarks(marks, [0, 1000], 1000);
    expect(placed.map(({ mark }) => mark.type)).toEqual(['rocket', 'research']);
    expect(placedMarks(marks, [0, 50], 1000)).toHaveLength(4);
    expect(placedMarks(marks, [0, 1000], 0)).toEqual([]);
  });

  it('the one under the pointer is told', () => {
    const placed = placedMarks(marks, [0, 1000], 1000);
    expect(markAt(placed, 0.015, 1000)).toMatchObject({ type: 'rocket' });
    expect(markAt(placed, 0.5, 1000)).toBe(null);
  });
});
