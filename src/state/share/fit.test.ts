import { describe, expect, it } from 'vitest';
import { decodeLink, encodePage, type PageLink } from '../../core/link/link';
import type { Region } from '../../core/link/region';
import type { Page, Shown } from '../../core/prototype/types';
import { fitPage, fitRegion } from './fit';

/** Numbers in no order, the same every time. */
function noise(i: number): number {
  const a = Math.imul(i ^ (i >>> 15) ^ 0x9e3779b9, 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b ^ (b >>> 16)) >>> 0;
}

/** Of pixels that pack badly. */
function region(side: number, tags = 3): Region {
  const pixels = Uint32Array.from({ length: side * side * 1024 }, (_, i) => (0xff000000 | (noise(i) % 7)) >>> 0);
  return {
    ...{ name: 'Harbour', game: '', surface: 'nauvis', force: 'player', tick: 1, x: 0, y: 0, z: 0, on: [], stops: [] },
    tags: Array.from({ length: tags }, (_, i) => ({ x: i, y: i, text: `Tag ${i}` })),
    area: [-side / 2, -side / 2, side, side],
    pixels,
  };
}

describe('a region', () => {
  it('goes along as far as it fits, around the middle', () => {
    const whole = fitRegion(region(2), 16_000);
    expect(whole).toMatchObject({ kind: 'region', across: 2, down: 2, tags: 3, cut: false });
    const part = fitRegion(region(6), 16_000);
    expect(part).toMatchObject({ kind: 'region', cut: true });
    expect(part.kind === 'region' && part.across > 0 && part.across < 6).toBe(true);
    if (part.kind !== 'region') throw new Error('no region');
    expect(part.data.length).toBeLessThanOrEqual(16_000);
    expect(decodeLink(part.data)).toMatchObject({
      ok: true,
      value: { region: { area: [Math.round(-part.across / 2), Math.round(-part.down / 2), part.across, part.down] } },
    });
  });

  it('keeps a few tags where there is no room for pixels, and says when there is none at all', () => {
    expect(fitRegion(region(6, 50), 300)).toMatchObject({ kind: 'region', across: 0, down: 0, tags: 12, cut: true });
    expect(fitRegion(region(6, 50), 20)).toMatchObject({ kind: 'too-long' });
  });
});

describe('a page', () => {
  const shown = (i: number): Shown => ({ kind: 'item', name: `thing-${i}`, label: `Thing ${i}`, picture: i });
  const page: Page = {
    ...{ ref: shown(0), type: 'item', mod: null, description: '', group: null, names: [], facts: [], recipes: [], machines: [] },
    ...{ made: [], used: [], makes: [], technology: null, path: null, planets: null, copy: { rich: '', command: null }, missing: [] },
    related: [{ key: 'fuels', refs: Array.from({ length: 40 }, (_, i) => shown(i)) }],
  };
  const pack: PageLink['pack'] = { id: 'p-1', name: 'P', game: null, places: 0, mods: [] };
  const ROOM = encodePage({ pack, page }, null).length + 2_000;

  it('has as many pictures as fit, the first of the page, rather worse than fewer', async () => {
    const asked: [number, number][] = [];
    const fitted = await fitPage({ pack, page }, ROOM, async (of, quality) => {
      asked.push([of.length, quality]);
      return Uint8Array.from({ length: Math.round(of.length * 250 * quality) }, (_, i) => noise(i));
    });
    expect(asked.slice(0, 4)).toEqual([
      [40, 0.7],
      [40, 0.4],
      [40, 0.2],
      [30, 0.7],
    ]);
    expect(fitted).toMatchObject({ kind: 'page', all: 40, able: true });
    if (fitted.kind !== 'page') throw new Error('no page');
    expect(fitted.pictures).toBeGreaterThan(10);
    expect(fitted.pictures).toBeLessThan(40);
    expect(fitted.data.length).toBeLessThanOrEqual(ROOM);
    const link = decodeLink(fitted.data);
    if (!link.ok || link.value.kind !== 'page') throw new Error('no page');
    const pictured = link.value.page.related[0]!.refs.filter(({ picture }) => picture !== null);
    expect(pictured.map(({ name }) => name)).toEqual(Array.from({ length: fitted.pictures }, (_, i) => `thing-${i}`));
  });

  it('is text alone where pictures cannot be made or are not asked for, and too long is said', async () => {
    expect(await fitPage({ pack, page }, ROOM, null)).toMatchObject({ pictures: 0, able: true });
    expect(await fitPage({ pack, page }, ROOM, async () => null)).toMatchObject({ pictures: 0, able: false });
    expect(await fitPage({ pack, page }, 50, null)).toMatchObject({ kind: 'too-long' });
  });
});
