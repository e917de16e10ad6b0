import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Timeline } from '../core/world/timeline-types';
import type { WorldInfo } from '../core/world/types';
import { createActivity } from './activity';
import type { Client } from './client';
import type { MapState } from './map';
import { film } from './testing/film';
import { createTime } from './time';

/** Of ten-tick buckets, 36,000 of them: 100 minutes. */
const BUCKETS = 36_000;
const LAST = BUCKETS * 10 - 1;

function setUp(timeline: Timeline | null = film({ building: new Array(BUCKETS).fill(1) })) {
  const clock = { ms: 0, next: null as (() => void) | null };
  /** One frame, so many ms after the last one. */
  const frame = (ms: number) => {
    clock.ms += ms;
    const run = clock.next;
    clock.next = null;
    run?.();
  };
  const branches = [{ id: 'main', ticks: [0, LAST] }];
  const info = signal<WorldInfo | null>({ id: 'w', version: 1, branches } as unknown as WorldInfo);
  const map = { info, world: signal('w'), branch: signal<string | null>('main'), tick: signal<number | null>(null), view: signal(null) };
  const event = vi.fn(async (..._asked: unknown[]): Promise<number | null> => null);
  const raster = { timeline: vi.fn(async () => timeline ?? Promise.reject(new Error('no answer'))), event };
  const activity = createActivity();
  const time = createTime({ raster } as unknown as Client, activity, map as unknown as MapState, {
    now: () => clock.ms,
    next: (run) => {
      clock.next = run;
    },
  });
  return { time, map, raster, event, activity, frame, isQuiet: () => clock.next === null };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the moment that is shown', () => {
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));

  it('rests where the map rests, and the latest is none', async () => {
    const { time, map } = setUp();
    await settled();
    expect(time.tick.value).toBe(null);
    time.seek(500);
    expect([map.tick.value, time.tick.value, time.listed.value, time.pictured.value]).toEqual([500, 500, 500, 500]);
    time.seek(LAST + 5);
    expect(map.tick.value).toBe(null);
    time.seek(-5);
    expect(map.tick.value).toBe(0);
    time.jump(3600);
    expect(map.tick.value).toBe(3600);
  });

  it('plays as fast as it is told, and keeps the address for its end', async () => {
    const { time, map, frame } = setUp();
    await settled();
    time.seek(1000);
    time.setSpeed(4);
    time.play();
    frame(0);
    for (let i = 0; i < 10; i++) frame(100);
    // One second at four times 60 ticks.
    expect(time.tick.value).toBe(1240);
    expect(map.tick.value).toBe(1000);
    time.pause();
    expect([map.tick.value, time.tick.value, time.playing.value]).toEqual([1240, 1240, false]);
  });

  it('asks nothing of frames while it rests', async () => {
    const { time, frame, isQuiet } = setUp();
    await settled();
    expect(isQuiet()).toBe(true);
    time.play();
    expect(isQuiet()).toBe(false);
    time.pause();
    frame(16);
    expect(isQuiet()).toBe(true);
  });

  it('lists follow four times a second, the picture more often', async () => {
    const { time, frame } = setUp();
    await settled();
    time.setSpeed(60);
    time.play();
    const [lists, pictures, ticks] = [new Set(), new Set(), new Set()];
    for (let i = 0; i < 60; i++) {
      frame(1000 / 60);
      lists.add(time.listed.value);
      pictures.add(time.pictured.value);
      ticks.add(time.tick.value);
    }
    expect(ticks.size).toBe(60);
    expect(lists.size).toBeLessThanOrEqual(5);
    expect(lists.size).toBeGreaterThanOrEqual(3);
    expect(pictures.size).toBeGreaterThan(6);
    expect(pictures.size).toBeLessThanOrEqual(11);
  });

  it('ends at the end, at the latest; from there it begins anew', async () => {
    const { time, map, frame } = setUp();
    await settled();
    time.seek(LAST - 100);
    time.setSpeed(1440);
    time.play();
    frame(100);
    expect([time.playing.value, map.tick.value, time.tick.value]).toEqual([false, null, null]);
    time.play();
    expect(time.tick.value).toBe(0);
  });

  it('makes no leap after frames that did not come', async () => {
    const { time, frame } = setUp();
    await settled();
    time.setSpeed(1);
    time.play();
    frame(60_000);
    expect(time.tick.value).toBe(15);
  });

  it('leaves out time in which nothing happened, when asked to', async () => {
    const counts = new Array(BUCKETS).fill(0);
    counts[0] = 1;
    counts[20_000] = 1;
    const { time, frame } = setUp(film({ chat: counts }));
    await settled();
    time.setSpeed(10);
    time.skipIdle.value = true;
    time.play();
    for (let i = 0; i < 3; i++) frame(16);
    expect(time.tick.value).toBeGreaterThanOrEqual(200_000);
    expect(time.tick.value).toBeLessThan(200_100);
  });

  it('a pointer holds it, play waits and goes on from there', async () => {
    const { time, map, frame } = setUp();
    await settled();
    time.setSpeed(1);
    time.play();
    time.scrub(7000);
    frame(100);
    frame(100);
    expect([time.tick.value, map.tick.value]).toEqual([7000, null]);
    time.release();
    frame(100);
    expect([time.tick.value, time.playing.value]).toEqual([7006, true]);
    time.pause();
    time.scrub(9000.7);
    expect(map.tick.value).toBe(7006);
    time.release();
    expect([map.tick.value, time.tick.value]).toEqual([9000, 9000]);
  });

  it('a moment from elsewhere, or another branch, ends play', async () => {
    const { time, map } = setUp();
    await settled();
    time.play();
    map.tick.value = 77;
    expect([time.playing.value, time.tick.value]).toEqual([false, 77]);
    time.play();
    map.branch.value = 'other';
    expect([time.playing.value, time.tick.value]).toEqual([false, 77]);
  });

  it('steps from event to event, each from where the last one led', async () => {
    const { time, map, event } = setUp();
    await settled();
    event.mockImplementation(async (_world, _branch, tick, step) => (tick as number) + (step as number) * 100);
    time.seek(1000);
    time.step(1);
    await time.step(1);
    expect(map.tick.value).toBe(1200);
    await time.step(-1);
    expect(map.tick.value).toBe(1100);
    event.mockResolvedValue(null);
    await time.step(1);
    expect(map.tick.value).toBe(null);
    await time.step(-1);
    expect(event.mock.lastCall?.slice(0, 4)).toEqual(['w', 'main', LAST, -1]);
    expect(map.tick.value).toBe(0);
  });

  it('an event that cannot be found out leaves it where it is', async () => {
    const { time, map, event, activity } = setUp();
    await settled();
    event.mockRejectedValue(new Error('gone'));
    time.seek(10);
    await time.step(1);
    expect(map.tick.value).toBe(10);
    expect(activity.busy.value).toBe(false);
  });

  it('is as fast as makes a film of a minute and a half, until somebody chooses', async () => {
    const { time } = setUp();
    await settled();
    expect(time.speed.value).toBe(240);
    time.faster(1);
    expect(time.speed.value).toBe(600);
    time.faster(1);
    time.faster(1);
    expect(time.speed.value).toBe(1440);
    time.faster(-1);
    expect(time.speed.value).toBe(600);
  });

  it('goes by what the branch says where the timeline cannot be read', async () => {
    const { time, map } = setUp(null);
    await settled();
    expect(time.failed.value).toBe(true);
    expect(time.span.value).toEqual([0, LAST]);
    time.seek(5);
    expect(map.tick.value).toBe(5);
  });
});
