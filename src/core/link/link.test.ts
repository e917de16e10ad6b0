import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../../cli/testing/packs';
import { pageText } from '../../../cli/testing/page-text';
import { encodeBase64 } from '../base64';
import type { Page } from '../prototype/types';
import { DICTIONARY } from './dictionary';
import { decodeLink, encodePage, encodeRegion, LINK_VERSION, LONG, namesOf, type PageLink, SHORT } from './link';
import { chunksOf, groundOf, MAX_SIDE, type Region, shrunk } from './region';

const PACK: PageLink['pack'] = { id: 'nordland-0123456789abcdef', name: 'Nordland', game: '2.0.76', places: 3, mods: ['space-age'] };
const SEED = 20261122;

const region = (change: Partial<Region> = {}): Region => ({
  ...{ name: 'Harbour', game: '2.0.76', surface: 'nauvis', planet: 'nauvis', force: 'player', tick: 3600, x: 10, y: -7.5, z: 1 },
  ...{ on: ['tags', 'grid'], stops: [{ x: 3, y: 4, text: 'Iron' }] },
  tags: [{ x: 1.5, y: 2, text: 'Hauptbahnhof <b>ä\u2028', icon: 'item/rail' }],
  area: [-1, 0, 0, 0],
  pixels: new Uint32Array(0),
  ...change,
});

/** `colours` colours in no order. */
function painted(across: number, down: number, colours: number, hole = -1): Region {
  const pixels = Uint32Array.from({ length: across * down * 1024 }, (_, i) => (0xff000000 | (((i * 2654435761) >>> 7) % colours)) >>> 0);
  if (hole >= 0) pixels[hole] = 0;
  return region({ area: [-2, 5, across, down], pixels });
}

/** The bytes of a link of our own making. */
function link(bytes: Uint8Array | string): string {
  const plain = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const packed = deflateSync(plain, { dictionary: new TextEncoder().encode(DICTIONARY) });
  return `${LINK_VERSION}.${encodeBase64(packed).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}
function withJson(kind: number, json: unknown, more = new Uint8Array(0)): string {
  const words = new TextEncoder().encode(JSON.stringify(json));
  return link(new Uint8Array([kind, words.length >> 24, words.length >> 16, words.length >> 8, words.length, ...words, ...more]));
}
const codeOf = (text: string): string => {
  const found = decodeLink(text);
  return found.ok ? 'ok' : found.problem.code;
};

describe('a region in a link', () => {
  it('comes back pixel by pixel, with what is written on it', () => {
    for (const of of [painted(2, 3, 5), painted(1, 1, 300), painted(6, 6, 3, 77), region()]) {
      const back = decodeLink(encodeRegion(of));
      expect(back).toMatchObject({ ok: true, value: { kind: 'region' } });
      if (!back.ok || back.value.kind !== 'region') throw new Error('no region');
      expect(back.value.region).toEqual(of);
      expect(back.value.id).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it('the same region is the same link', () => {
    expect(encodeRegion(painted(2, 2, 9))).toBe(encodeRegion(painted(2, 2, 9)));
  });

  it('is cut to a part around the middle of the view', () => {
    const of = { ...painted(6, 6, 9), x: -64 + 32, y: 5 * 32 + 6 * 16 };
    const part = shrunk(of, 2);
    expect(part.area).toEqual([-2, 7, 2, 2]);
    const [first] = chunksOf(part);
    expect(first).toEqual(chunksOf(of).find(({ at }) => at[0] === -2 && at[1] === 7));
    expect(shrunk(of, 0).pixels).toHaveLength(0);
    expect(shrunk(of, 9)).toEqual(of);
  });

  it('is a chart where its colours are those of charts and chunks are whole', () => {
    const white = { ...region(), area: [0, 0, 1, 1] as Region['area'], pixels: new Uint32Array(1024).fill(0xffffffff) };
    expect(groundOf(white)).toBe('chart');
    expect(groundOf({ ...white, pixels: white.pixels.map((pixel, i) => (i === 3 ? 0 : pixel)) })).toBe('tiles');
    expect(groundOf({ ...white, pixels: white.pixels.fill(0xff010203) })).toBe('tiles');
  });
});

/** Without pictures, which did not come along, and to the digits that links have. */
const plain = (page: Page): unknown =>
  JSON.parse(
    JSON.stringify(page, (key, value) =>
      key === 'picture' ? null : typeof value === 'number' ? String(Number(value.toPrecision(8))) : value,
    ),
  );

describe('a page in a link', () => {
  const every = async (check: (page: Page) => void) => {
    const { pages, read } = await readPack('e2e/samples/pack');
    try {
      const made = await pages('de', 'en');
      for (const { tab } of made.tabs())
        for (const { subgroups } of made.grid(tab).groups)
          for (const { entries } of subgroups) for (const entry of entries) check(made.page(entry)!);
    } finally {
      read.close();
    }
  };

  it('says what it said, of every page of the sample pack; most are short', async () => {
    let [pages, short] = [0, 0];
    await every((page) => {
      const text = encodePage({ pack: PACK, page }, null);
      const back = decodeLink(text);
      if (!back.ok || back.value.kind !== 'page') throw new Error(`${page.ref.name}: ${JSON.stringify(back)}`);
      expect(pageText(back.value.page)).toEqual(pageText(page));
      expect(plain(back.value.page)).toEqual(plain(page));
      expect(back.value.pack).toEqual(PACK);
      expect(namesOf(back.value.page).every(({ picture }) => picture === null)).toBe(true);
      pages += 1;
      if (text.length < SHORT - 100) short += 1;
    });
    expect(pages).toBeGreaterThan(300);
    expect(short / pages).toBeGreaterThan(0.8);
  });

  it('has the pictures that came along, and of nothing else', async () => {
    let checked = 0;
    await every((page) => {
      if (page.ref.name !== 'iron-plate' || page.ref.kind !== 'item') return;
      const of = namesOf(page).slice(0, 5);
      const webp = new Uint8Array([1, 2, 3]);
      const back = decodeLink(encodePage({ pack: PACK, page }, { of: of.toReversed(), webp }));
      if (!back.ok || back.value.kind !== 'page') throw new Error('no page');
      expect(back.value.pictures).toEqual(webp);
      expect(namesOf(back.value.page).map(({ picture }) => picture)).toEqual(namesOf(page).map((_, i) => (i < 5 ? 4 - i : null)));
      checked += 1;
    });
    expect(checked).toBe(1);
  });
});

describe('a link that is bent', () => {
  it('of a newer version says so, one that is cut or too long too', () => {
    const good = encodeRegion(painted(2, 2, 9));
    expect(codeOf(good)).toBe('ok');
    expect(codeOf(`2${good.slice(1)}`)).toBe('link-too-new');
    expect(codeOf(good.slice(0, -20))).toBe('link-damaged');
    expect(codeOf(`0${good.slice(1)}`)).toBe('link-damaged');
    expect(codeOf('')).toBe('link-damaged');
    expect(codeOf('1.')).toBe('link-damaged');
    expect(codeOf(`1.${'A'.repeat(LONG)}`)).toBe('link-too-long');
  });

  it('a bomb is not unpacked', () => {
    const bomb = link(new Uint8Array(8_000_000));
    expect(bomb.length).toBeLessThan(LONG);
    expect(codeOf(bomb)).toBe('link-damaged');
  });

  it('keys of objects, places that are none, and numbers out of bounds are refused', () => {
    const names = (kinds: unknown[]): unknown[] => [kinds, 'a', '', []];
    for (const kinds of [['__proto__'], ['length'], [0.5], [-1], [99]])
      expect(codeOf(withJson(1, [['p', 'P', null, 0, []], names(kinds), [], [0]]))).toBe('link-damaged');
    for (const at of ['length', '__proto__', -1, 1, 0.5, null, []])
      expect(codeOf(withJson(1, [['p', 'P', null, 0, []], names([0]), [], [at]]))).toBe('link-damaged');
    const head = (area: unknown, colours: unknown = [1]) => ['n', '', 's', 'f', 1, 0, 0, 0, [], [], [], area, colours];
    expect(codeOf(withJson(2, head([0, 0, 1, 1]), new Uint8Array(1024)))).toBe('ok');
    for (const area of [[0, 0, MAX_SIDE + 1, 1], [0, 0, -1, -1], [31_250, 0, 1, 1], [0, 0, 1], [0, 0, 1e9, 1e9], null])
      expect(codeOf(withJson(2, head(area), new Uint8Array(1024)))).toBe('link-damaged');
    expect(codeOf(withJson(2, head([0, 0, 1, 1]), new Uint8Array(1024).fill(2)))).toBe('link-damaged');
    expect(codeOf(withJson(2, head([0, 0, 1, 1]), new Uint8Array(1023)))).toBe('link-damaged');
    expect(codeOf(withJson(3, head([0, 0, 1, 1])))).toBe('link-damaged');
    expect(codeOf(link('['.repeat(500_000)))).toBe('link-damaged');
  });

  it('whatever stands in it, the answer is a link of ours or a problem', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), fc.json({ maxDepth: 6 }), fc.uint8Array({ maxLength: 2000 }), (kind, json, more) => {
        const found = decodeLink(withJson(kind, JSON.parse(json), more));
        return found.ok || found.problem.code === 'link-damaged';
      }),
      { seed: SEED, numRuns: 300 },
    );
    const good = encodeRegion(painted(1, 1, 3));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, sign) => {
        const found = decodeLink(good.slice(0, at) + sign + good.slice(at + 1));
        return found.ok || found.problem.code.startsWith('link-');
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
