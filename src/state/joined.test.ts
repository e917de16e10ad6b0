import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PackInfo } from '../core/pack/types';
import type { Ref } from '../core/prototype/types';
import type { WorldInfo } from '../core/world/types';
import { createActivity } from './activity';
import type { Client } from './client';
import { createFind } from './find';
import type { Items } from './items';
import { packInfo } from './items/testing/packs';
import { createItemsPlace } from './items-place';
import { createJoined } from './joined';
import type { MapState } from './map';
import type { Packs } from './packs';

afterEach(() => vi.restoreAllMocks());

const mods = (...names: string[]) => names.map((name) => ({ name, version: '2.0.76' }));
const claimed = (id: string, version: string, ...names: string[]): PackInfo =>
  packInfo({
    id,
    claims: {
      gameVersion: { value: version, sources: [] },
      mods: mods(...names).map((value) => ({ value, sources: [] })),
      settings: null,
    } as unknown as PackInfo['claims'],
  });
const plain = claimed('base-2.0-0000000000000000', '2.0.76', 'base');
const large = claimed('large-2.0-1111111111111111', '2.0.76', 'base', 'large');
const old = claimed('old-1.1-2222222222222222', '1.1.110', 'base');

function setUp(packs: PackInfo[], world: Partial<WorldInfo> | null) {
  const activity = createActivity();
  const list = signal<PackInfo[] | null>(packs);
  const place = createItemsPlace();
  const info = signal(world as WorldInfo | null);
  const show = vi.fn(async (_pack: string, _tongue: unknown, refs: Ref[]) =>
    refs.map((ref) => (ref.kind === 'entity' ? { ...ref, label: `Das ${ref.name}`, picture: 7 } : null)),
  );
  const items = vi.fn(async () => ({ packs: { show } }));
  const load = vi.fn(async () => ({ languages: signal(['de']), actions: {} }) as unknown as Items);
  const joined = createJoined({
    ...{ client: { items } as unknown as Client, activity, packs: { list } as unknown as Packs, place },
    ...{ map: { info } as unknown as MapState, find: createFind(), load },
  });
  const idle = () => vi.waitFor(() => expect(activity.busy.value).toBe(false), { timeout: 30_000 });
  return { joined, list, place, info, items, load, show, idle };
}
const world = (...names: string[]) => ({ id: 'w', gameVersion: '2.0.76', mods: mods(...names) });

describe('the pack of a world', () => {
  it('is the one that fits its mods best, of the same game', () => {
    expect(setUp([plain, large, old], world('base', 'large')).joined.pack.value?.id).toBe(large.id);
    expect(setUp([plain, large, old], world('base')).joined.pack.value?.id).toBe(plain.id);
    expect(setUp([old], world('base')).joined.pack.value).toBe(null);
    expect(setUp([], world('base')).joined.pack.value).toBe(null);
    expect(setUp([plain], null).joined.pack.value).toBe(null);
    expect(setUp([{ ...plain, tooNew: true }], world('base')).joined.pack.value).toBe(null);
  });

  it('is the one the person opened where its logs name no mods', () => {
    const { joined, place } = setUp([plain, large], { id: 'w', gameVersion: null, mods: [] });
    expect(joined.pack.value).toBe(null);
    place.pack.value = large.id;
    expect(joined.pack.value?.id).toBe(large.id);
    place.pack.value = 'gone';
    expect(joined.pack.value).toBe(null);
  });
});

describe('names on the map', () => {
  it('are made readable without a pack, and nothing is fetched', async () => {
    const { joined, items, load, idle } = setUp([], world('base'));
    joined.begin();
    await idle();
    expect([joined.titleOf('stone-furnace'), joined.iconOf('lab'), joined.pageOf('lab')]).toEqual(['Stone furnace', null, null]);
    expect([items, load].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  });

  it('are the pack’s once the first picture is there, in the person’s words', async () => {
    const { joined, items, show, idle } = setUp([plain], world('base'));
    expect(joined.titleOf('lab')).toBe('Lab');
    await idle();
    expect(items).not.toHaveBeenCalled();
    joined.begin();
    await vi.waitFor(() => expect(joined.more.value).not.toBe(null), { timeout: 30_000 });
    expect(joined.titleOf('lab')).toBe('Lab');
    await vi.waitFor(() => expect(joined.titleOf('lab')).toBe('Das lab'), { timeout: 30_000 });
    expect(show.mock.calls[0]?.slice(0, 2)).toEqual([plain.id, { languages: ['de'] }]);
    expect(joined.pageOf('lab')).toBe(`#/items/${plain.id}/entity/lab?v=1`);
    expect([joined.titleOf('lab', ['tile']), joined.pageOf('lab', ['tile'])]).toEqual(['Lab', null]);
  });

  it('are asked for again when their code did not come', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { joined, items, list, load, idle } = setUp([plain], world('base'));
    load.mockRejectedValueOnce(new Error('offline'));
    joined.begin();
    await vi.waitFor(() => expect(warn).toHaveBeenCalled(), { timeout: 30_000 });
    await idle();
    expect(joined.more.value).toBe(null);
    list.value = [{ ...plain, version: 2 }];
    await vi.waitFor(() => expect(joined.more.value).not.toBe(null), { timeout: 30_000 });
    expect(items).toHaveBeenCalledTimes(2);
  });
});
