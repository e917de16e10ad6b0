import { describe, expect, it, vi } from 'vitest';
import type { StoredPack } from '../src/core/pack/open';
import type { PackInfo, PackTexts } from '../src/core/pack/types';
import type { RawData, RawTable } from '../src/core/prototype/types';
import * as search from '../src/core/search/search';
import { MemoryStore } from '../src/core/world/block-store';
import { createSearchService } from './search-service';

const { createSearch } = search;
const de = { languages: ['de-AT'] };
const info = (id: string, change: Partial<PackInfo> = {}): PackInfo => ({
  ...{ id, name: id, version: 1, counts: {}, languages: ['de', 'en'], bytes: 1, files: [], createdAt: 1, changedAt: 1 },
  claims: {
    gameVersion: null,
    mods: [
      { value: { name: 'base', version: '2.0.0', title: 'Base', author: 'them' }, source: 'mod-list.json' },
      { value: { name: 'silent', version: null }, source: 'mod-list.json' },
    ],
    settings: null,
  },
  icons: { complete: 0, incomplete: 0, pictures: 0, sheets: 1, pending: 0 },
  ...change,
});

const typed = (tables: RawTable[]) => new Map(tables.map((table) => [table.name as string, table]));
const item = (name: string, more: object = {}) => ({ type: 'item', name, icon: `__base__/${name}.png`, subgroup: 'raw', ...more });
const raw: RawData = new Map([
  ['item-group', typed([{ type: 'item-group', name: 'things' }])],
  ['item-subgroup', typed([{ type: 'item-subgroup', name: 'raw', group: 'things' }])],
  ['item', typed([item('iron-plate'), item('iron-ore'), item('__proto__', { icon: '__odd__/x.png' }), item('secret', { hidden: true })])],
  [
    'recipe',
    typed([
      {
        ...{ type: 'recipe', name: 'iron-plate', category: 'smelting' },
        ingredients: [{ type: 'item', name: 'iron-ore', amount: 1 }],
        results: [{ type: 'item', name: 'iron-plate', amount: 1 }],
      },
    ]),
  ],
]);
const texts = (german: string): ReadonlyMap<string, PackTexts> =>
  new Map([
    ['en', { tables: [{ mod: 'base', table: new Map([['item-name.iron-plate', 'Iron plate']]) }], dumped: [] }],
    ['de', { tables: [{ mod: 'base', table: new Map([['item-name.iron-plate', german]]) }], dumped: [] }],
    ['ja', { tables: [{ mod: 'base', table: new Map([['item-name.iron-plate', '鉄板']]) }], dumped: [] }],
  ]);

/** Packs as they are stored: what is opened sees them as they are then. */
function setUp(...ids: string[]) {
  const packs = new Map(
    ids.map((id) => [id, { info: info(id), german: 'Eisenplatte', plan: 1, picture: 0, sheet: null as number | null }]),
  );
  const reads = { raw: 0, texts: 0 };
  const open = vi.fn(async (_store: unknown, id: string) => {
    const now = packs.get(id);
    if (now === undefined) return null;
    const { info: said, german, plan, picture, sheet } = now;
    return {
      info: said,
      planNumber: plan,
      raw: async () => {
        reads.raw += 1;
        return raw;
      },
      texts: async () => {
        reads.texts += 1;
        return texts(german);
      },
      pictureOf: () => picture,
      missingByMod: () => [{ mod: 'odd', files: 1, examples: ['__odd__/x.png'] }],
      missing: () => [],
      sheet: async () => (sheet === null ? null : new Uint8Array([sheet])),
    } as unknown as StoredPack;
  });
  return { packs, reads, open, api: createSearchService({ store: new MemoryStore(), open }) };
}

const labels = (rows: { ref: { label: string } }[]) => rows.map(({ ref }) => ref.label);

describe('the search service', () => {
  it('says what is in a pack', async () => {
    const { api } = setUp('p');
    const frame = await api.frame('p', de);
    expect(frame?.tabs).toEqual([
      { tab: 'item', count: 3 },
      { tab: 'recipe', count: 1 },
    ]);
    expect(frame?.languages.map(({ code }) => code)).toEqual(['de', 'en', 'ja']);
    expect(frame?.missing).toEqual([{ mod: 'odd', files: 1, examples: ['__odd__/x.png'] }]);
    expect(frame?.mods).toMatchObject([
      { name: 'base', version: '2.0.0', title: 'Base', author: 'them', source: 'mod-list.json' },
      { name: 'silent', version: null, title: 'silent', author: '', entries: 0 },
      { name: 'odd', source: '', entries: 1 },
    ]);
  });

  it('answers in the first of the person’s languages that has a text', async () => {
    const { api } = setUp('p');
    const ref = { kind: 'item', name: 'iron-plate' } as const;
    expect(labels([{ ref: (await api.page('p', de, ref))!.ref }])).toEqual(['Eisenplatte']);
    expect((await api.show('p', { languages: ['ja'] }, [ref]))[0]?.label).toBe('鉄板');
    expect((await api.show('p', { languages: ['fr'] }, [ref]))[0]?.label).toBe('Iron plate');
    expect(await api.show('p', de, [{ kind: 'item', name: 'nowhere' }])).toEqual([null]);
  });

  it('what is called __proto__ is one like all others', async () => {
    const { api } = setUp('p');
    const ref = { kind: 'item', name: '__proto__' } as const;
    expect((await api.page('p', de, ref))?.ref.name).toBe('__proto__');
    expect((await api.raw('p', ref))[0]?.json).toContain('"__proto__"');
    expect(labels((await api.search('p', de, '__proto__', {}, 10, false)).rows)).toContain('__proto__');
  });

  it('finds in the person’s languages first, then in all', async () => {
    const { api } = setUp('p');
    const own = await api.search('p', de, 'eisenpl', {}, 10, false);
    expect([labels(own.rows).slice(0, 1), own.whole, own.rows[0]?.match.language]).toEqual([['Eisenplatte'], false, 'de']);
    expect((await api.search('p', de, '鉄', {}, 10, false)).total).toBe(0);
    const all = await api.search('p', de, '鉄', {}, 10, true);
    expect([all.rows[0]?.ref.label, all.rows[0]?.match, all.whole]).toMatchObject(['Eisenplatte', { language: 'ja', text: '鉄板' }, true]);
  });

  it('tells kinds, mods and groups of all that was found, and the types of rows', async () => {
    const { api } = setUp('p');
    const found = await api.search('p', de, 'iron', {}, 1, true);
    expect(found.rows).toHaveLength(1);
    expect(found.kinds).toEqual({ item: 2, recipe: 1 });
    expect(found.mods).toMatchObject({ base: found.total });
    expect(found.groups.map(({ ref, count }) => [ref.name, count])).toContainEqual(['things', expect.any(Number)]);
    const items = await api.search('p', de, 'iron', { kinds: ['item'] }, 10, true);
    expect(items.rows.map(({ type }) => type)).toEqual(['item', 'item']);
  });

  it('finds what has a list, not the groups that things are in', async () => {
    const { api } = setUp('p');
    expect((await api.search('p', de, 'things', {}, 10, true)).total).toBe(0);
    expect((await api.search('p', de, 'raw', {}, 10, true)).total).toBe(0);
  });

  it('makes names ready before they are searched, own languages first', async () => {
    const { api } = setUp('p');
    const made: string[][] = [];
    const create = vi.spyOn(search, 'createSearch').mockImplementation((entries, names) => {
      const real = createSearch(entries, names);
      const own: string[] = [];
      made.push(own);
      return { ...real, prepare: (language) => real.prepare(own[own.push(language) - 1]!) };
    });
    await api.frame('p', de);
    await vi.waitFor(() => expect(made).toContainEqual(['', 'de', 'en', 'ja']), { timeout: 30_000 });
    create.mockRestore();
  });

  it('one that asks for a pack that is not there gets none, or is told', async () => {
    const { api } = setUp();
    expect([await api.frame('p', de), await api.grid('p', de, 'item'), await api.page('p', de, { kind: 'item', name: 'x' })]).toEqual([
      null,
      null,
      null,
    ]);
    expect([await api.sheet('p', 0), await api.discover('p', de, 1), await api.raw('p', { kind: 'item', name: 'x' })]).toEqual([
      null,
      null,
      [],
    ]);
    await expect(api.search('p', de, 'x', {}, 10, false)).rejects.toMatchObject({ code: 'no-such-pack' });
    expect([await api.packs(), await api.differences([]), await api.packOf({ gameVersion: null, mods: [] })]).toEqual([[], [], null]);
  });
});

describe('packs that are held', () => {
  it('are opened and built once, two at most', async () => {
    const { api, open, reads } = setUp('p', 'q', 'r');
    await Promise.all([api.frame('p', de), api.grid('p', de, 'item'), api.frame('p', de)]);
    await api.frame('q', de);
    expect([open.mock.calls.length, reads]).toEqual([2, { raw: 2, texts: 2 }]);
    await api.frame('p', de);
    await api.frame('r', de);
    // "q" was used least lately.
    await api.frame('p', de);
    expect(open.mock.calls.length).toBe(3);
    await api.frame('q', de);
    expect(open.mock.calls.length).toBe(4);
  });

  it('show what came since they were told to have changed, and read no prototypes again', async () => {
    const { api, packs, reads } = setUp('p');
    const ref = { kind: 'item', name: 'iron-plate' } as const;
    await api.page('p', de, ref);
    Object.assign(packs.get('p')!, { info: info('p', { version: 2, files: ['de.cfg'] }), german: 'Platte' });
    await api.changed('p');
    expect((await api.page('p', de, ref))?.ref.label).toBe('Platte');
    expect((await api.search('p', de, 'platte', {}, 10, false)).rows[0]?.match.text).toBe('Platte');
    expect(reads).toEqual({ raw: 1, texts: 2 });
  });

  it('see a sheet that was rendered meanwhile without reading texts again', async () => {
    const { api, packs, reads } = setUp('p');
    const pending = (count: number) => ({ complete: 0, incomplete: 0, pictures: 1, sheets: 1, pending: count });
    packs.get('p')!.info = info('p', { icons: pending(1) });
    expect(await api.sheet('p', 0)).toBeNull();
    Object.assign(packs.get('p')!, { info: info('p', { version: 2, bytes: 9, changedAt: 2, icons: pending(0) }), sheet: 7 });
    await api.changed(null);
    const sheet = await api.sheet('p', 0);
    expect([sheet?.type, new Uint8Array(await sheet!.arrayBuffer())]).toEqual(['image/webp', new Uint8Array([7])]);
    expect(reads).toEqual({ raw: 1, texts: 1 });
  });

  it('are numbered anew when their pictures are', async () => {
    const { api, packs } = setUp('p');
    const picture = async () => (await api.show('p', de, [{ kind: 'item', name: 'iron-plate' }]))[0]?.picture;
    expect(await picture()).toBe(0);
    Object.assign(packs.get('p')!, { info: info('p', { version: 2, icons: { ...info('p').icons, pictures: 9 } }), plan: 2, picture: 5 });
    await api.changed('p');
    expect(await picture()).toBe(5);
  });

  it('no failure is kept, nor that there was none', async () => {
    const { api, packs, open } = setUp();
    expect(await api.frame('p', de)).toBeNull();
    packs.set('p', { info: info('p'), german: 'x', plan: 1, picture: 0, sheet: null });
    open.mockRejectedValueOnce(new Error('disk'));
    await expect(api.frame('p', de)).rejects.toThrow('disk');
    expect((await api.frame('p', de))?.info.id).toBe('p');
  });
});
