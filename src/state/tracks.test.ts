import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { WorldInfo } from '../core/world/types';
import { createActivity } from './activity';
import type { Client } from './client';
import type { MapState } from './map';
import { track } from './testing/film';
import { createTracks } from './tracks';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const tracks = vi.fn(async (_world: string, _branch: string, from: number, _to: number) => [track([[from, 0, 0]])]);
  const map = {
    info: signal({ id: 'w', version: 1 } as unknown as WorldInfo),
    branch: signal('main'),
    overlays: signal(['players']),
  };
  const time = { tick: signal<number | null>(null), speed: signal<1 | 600>(1), playing: signal(false) };
  const known = createTracks({ raster: { tracks } } as unknown as Client, createActivity(), map as unknown as MapState, time);
  const spans = () => tracks.mock.calls.map(([, , from, to]) => [from, to]);
  return { known, map, time, spans };
}

describe('how players moved around the shown moment', () => {
  it('is asked for only where the latest is not shown', async () => {
    const { known, time, spans } = setUp();
    await settled();
    expect([known.value, spans()]).toEqual([null, []]);
    time.tick.value = 100;
    await settled();
    expect(spans()).toEqual([[0, 8100]]);
    expect(known.value).toHaveLength(1);
    time.tick.value = null;
    expect(known.value).toBe(null);
  });

  it('goes in spans that overlap by half, each asked for once', async () => {
    const { time, spans } = setUp();
    for (let tick = 0; tick < 12_000; tick += 50) {
      time.tick.value = tick;
      await settled();
    }
    expect(spans()).toEqual([
      [0, 8100],
      [3600, 11_700],
      [7200, 15_300],
      [10_800, 18_900],
    ]);
  });

  it('is of a longer span when it plays fast', async () => {
    const { time, spans } = setUp();
    time.speed.value = 600;
    time.tick.value = 300_000;
    await settled();
    // At rest hours of steps are not read.
    expect(spans()).toEqual([[298_800, 298_800 + 7200 + 900]]);
    time.playing.value = true;
    await settled();
    expect(spans()[1]).toEqual([288_000, 288_000 + 576_000 + 900]);
  });

  it('is not asked for where no players are shown', async () => {
    const { map, time, spans } = setUp();
    map.overlays.value = [];
    time.tick.value = 100;
    await settled();
    expect(spans()).toEqual([]);
  });
});
