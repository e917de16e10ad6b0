import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { Found } from '../core/world/place-types';
import type { WorldInfo } from '../core/world/types';
import { createActivity } from './activity';
import type { Client } from './client';
import { createFind } from './find';
import type { MapState } from './map';
import type { Notices } from './notices';
import { createShowAll, placeOf, type ShowAll } from './show-all';

const wanted: ShowAll = { title: 'Lab', names: ['lab'], recipes: null, surface: 1, at: [0, 0] };

function setUp() {
  const info = { id: 'w', surfaces: [{ index: 1, name: 'nauvis' }, { index: 2, name: 'gleba' }] } as unknown as WorldInfo; // biome-ignore format: one line
  const map = {
    ...{ info: signal(info), branch: signal('main'), force: signal(3), tick: signal(500), surface: signal(info.surfaces[0]) },
    ...{ x: signal(null), y: signal(null), z: signal(null), openSurface: vi.fn() },
  } as unknown as MapState;
  const where = vi.fn(async (..._asked: unknown[]) => ({ count: 5, places: [[0, 0], [40, 20]] })); // biome-ignore format: one line
  const find = createFind();
  const say = vi.fn();
  const openMap = vi.fn();
  const searched = vi.fn(
    async (..._asked: unknown[]): Promise<Found[]> => [
      { what: 'patch', name: 'coal', surface: 1, at: [9, 9], area: [8, 8, 10, 10], amount: 10, count: 2 },
      { what: 'patch', name: 'coal', surface: 2, at: [1, 1], area: [1, 1, 2, 2], amount: 10, count: 2 },
      { what: 'patch', name: 'coal-dust', surface: 1, at: [2, 2], area: [1, 1, 2, 2], amount: 10, count: 2 },
      { what: 'entities', name: 'coal', surface: 1, count: 1, places: [[7, 7]] },
    ],
  );
  const show = createShowAll({
    ...{ client: { raster: { where, find: searched } } as unknown as Client, activity: createActivity(), map, find },
    ...{ notices: { say } as unknown as Notices, openMap, size: (): [number, number] => [800, 600] },
  });
  return { map, where, find, say, openMap, searched, ...show };
}

describe('showing all of a kind', () => {
  it('marks them, of the moment and for the force that are shown, and leaves the map where it is', async () => {
    const { showAll, where, find, map, openMap, showing } = setUp();
    const done = showAll(wanted, { fly: false, failed: '' });
    expect(showing.value).toBe(true);
    await done;
    expect(where.mock.calls[0]?.[0]).toMatchObject({ world: 'w', branch: 'main', surface: 1, force: 3, tick: 500 });
    expect(find.marked.value).toEqual({ title: 'Lab', world: 'w', surface: 1, count: 5, places: [[0, 0], [40, 20]] }); // biome-ignore format: one line
    expect([map.x.value, openMap.mock.calls.length, showing.value]).toEqual([null, 0, false]);
  });

  it('flies to them, on another surface too', async () => {
    const { showAll, map, openMap } = setUp();
    await showAll({ ...wanted, surface: 2 }, { fly: true, failed: '' });
    expect(map.openSurface).toHaveBeenCalledWith('gleba');
    expect([map.x.value, map.y.value, map.z.value, openMap.mock.calls.length]).toEqual([20, 10, 3, 1]);
  });

  it('fields of ore: those of just this name on this surface', async () => {
    const { showAll, find } = setUp();
    await showAll({ ...wanted, names: ['coal'], deposits: true }, { fly: false, failed: '' });
    expect(find.marked.value).toMatchObject({ count: 1, places: [[9, 9]] });
  });

  it('a failure is told, and only the last wish counts', async () => {
    const { showAll, where, find, say, showing } = setUp();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    where.mockRejectedValueOnce(new Error('gone'));
    await showAll(wanted, { fly: true, failed: 'No luck.' });
    expect(say).toHaveBeenCalledWith('bad', 'No luck.');
    expect([find.marked.value, showing.value]).toEqual([null, false]);
    await Promise.all([showAll({ ...wanted, title: 'First' }, { fly: false, failed: '' }), showAll(wanted, { fly: false, failed: '' })]);
    expect([find.marked.value?.title, say.mock.calls.length]).toEqual(['Lab', 1]);
    warn.mockRestore();
  });

  it('all of them fit in the free part of the window, within the zooms there are', () => {
    expect(placeOf([[10, 10]], [1000, 800])).toEqual([10, 10, 4]);
    expect(placeOf([[-1e6, 0], [1e6, 0]], [1000, 800])).toEqual([0, 0, -8]); // biome-ignore format: one line
  });
});
