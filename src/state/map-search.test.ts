import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { FindQuestion, Found } from '../core/world/place-types';
import { createActivity } from './activity';
import type { Client } from './client';
import { createFind } from './find';
import type { MapState } from './map';
import { createMapSearch } from './map-search';

const info = {
  id: 'w',
  version: 1,
  surfaces: [
    { index: 1, name: 'nauvis', map: true },
    { index: 2, name: 'vulcanus', map: true },
  ],
};
const player: Found = { what: 'player', player: 3, name: 'Mirela', surface: 1, at: [57, -55], online: true };
const machines: Found = {
  ...{ what: 'entities', name: 'assembling-machine-2', surface: 2, count: 5000 },
  places: [
    [0, 0],
    [400, 0],
  ],
};

function setUp(pack: string | null = null) {
  const asked: FindQuestion[] = [];
  const answers: ((found: Found[]) => void)[] = [];
  const searched = vi.fn(async () => ({ rows: [{ ref: { name: 'assembling-machine-2', label: 'Montagemaschine 2' } }] }));
  const client = {
    raster: {
      find: (question: FindQuestion) => {
        asked.push(question);
        return new Promise<Found[]>((resolve) => answers.push(resolve));
      },
    },
    items: async () => ({ packs: { search: searched } }),
  } as unknown as Client;
  const surfaces = signal(info.surfaces[0]!);
  const map = {
    ...{ info: signal(info), branch: signal('main'), surface: surfaces, force: signal(1), tick: signal(null) },
    ...{ x: signal<number | null>(10), y: signal<number | null>(20), z: signal<number | null>(-2) },
    openSurface: vi.fn((name: string) => {
      surfaces.value = info.surfaces.find((one) => one.name === name)!;
    }),
  };
  const activity = createActivity();
  const find = createFind();
  const place = { query: signal('') };
  const shown = signal(true);
  const openMap = vi.fn();
  const seek = vi.fn();
  const search = createMapSearch({
    ...{ client, activity, find, place, shown, openMap },
    map: map as unknown as MapState,
    time: { listed: signal(null), seek },
    joined: { pack: signal(pack === null ? null : { id: pack }) as never },
    languages: signal(['de']),
    frame: async () => {},
    size: () => [1000, 800],
  });
  return { asked, answers, searched, map, find, place, shown, openMap, seek, search };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the search on the map', () => {
  it('asks in folded words, near the middle of the map, at the moment and for the force shown', async () => {
    const { asked, answers, place, search } = setUp();
    place.query.value = ' Mïrela ';
    await settled();
    expect(asked).toEqual([
      { world: 'w', branch: 'main', tick: null, force: 1, surface: 1, at: [10, 20], text: 'mirela', names: [], limit: 200 },
    ]);
    expect(search.busy.value).toBe(true);
    answers[0]!([player]);
    await settled();
    expect([search.rows.value, search.answered.value, search.busy.value]).toEqual([[player], 'Mïrela', false]);
    place.query.value = '';
    expect([search.rows.value, search.busy.value]).toEqual([null, false]);
  });

  it('of what is typed fast only the last is seen', async () => {
    const { asked, answers, place, search } = setUp();
    place.query.value = 'm';
    await settled();
    place.query.value = 'mi';
    await settled();
    expect(asked.map(({ text }) => text)).toEqual(['m', 'mi']);
    answers[1]!([player]);
    await settled();
    answers[0]!([]);
    await settled();
    expect(search.rows.value).toEqual([player]);
  });

  it('finds by the names of the pack, in any language', async () => {
    const { asked, answers, searched, place, search } = setUp('p');
    place.query.value = 'Montage';
    await settled();
    expect(searched).toHaveBeenCalledWith('p', { languages: ['de'] }, 'Montage', { kinds: ['entity'] }, 60, true, expect.anything());
    expect(asked[0]?.names).toEqual(['assembling-machine-2']);
    answers[0]!([machines]);
    await settled();
    expect(search.names.value.get('assembling-machine-2')?.ref.label).toBe('Montagemaschine 2');
  });

  it('a pack that does not answer leaves internal names', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { asked, searched, place } = setUp('p');
    searched.mockRejectedValueOnce({ code: 'worker-died' });
    place.query.value = 'belt';
    await settled();
    expect(asked[0]).toMatchObject({ text: 'belt', names: [] });
  });

  it('asks nothing while nobody looks, and not without a world', async () => {
    const { asked, place, shown, map } = setUp();
    shown.value = false;
    place.query.value = 'a';
    await settled();
    (map.info as { value: unknown }).value = null;
    shown.value = true;
    await settled();
    expect(asked).toEqual([]);
  });

  it('leads to what was found, on its surface, and marks it', () => {
    const { search, map, find, place, openMap, seek } = setUp();
    find.open.value = true;
    place.query.value = 'x';
    search.go(player, 'Mirela');
    expect([map.x.value, map.y.value, map.z.value]).toEqual([57, -55, 1]);
    expect(find.marked.value).toEqual({ title: 'Mirela', world: 'w', surface: 1, places: [[57, -55]], count: 1 });
    search.close();
    expect([find.open.value, place.query.value]).toEqual([false, '']);
    search.go(machines, 'Machines');
    expect(map.openSurface).toHaveBeenCalledWith('vulcanus');
    expect([map.x.value, map.y.value, map.z.value]).toEqual([200, 0, 0]);
    expect(find.marked.value).toMatchObject({ surface: 2, count: 5000 });
    search.go({ what: 'channel', name: 'c', count: 1, last: 77, text: '' }, 'c');
    expect(seek).toHaveBeenCalledWith(77);
    search.goTo('here', [5, 6], 'nauvis');
    expect([map.surface.value.index, map.x.value, find.marked.value?.places]).toEqual([1, 5, [[5, 6]]]);
    expect(openMap).toHaveBeenCalledTimes(4);
  });
});
