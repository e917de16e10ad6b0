/** What of a view or a page has room in a link of a given length. */
import { encodePage, encodeRegion, LINK_COLUMNS, namesOf, type PageLink, SHORT } from '../../core/link/link';
import { MAX_SIDE, type Region, shrunk } from '../../core/link/region';
import type { Ref, Shown } from '../../core/prototype/types';

export interface FittedRegion {
  kind: 'region';
  data: string;
  across: number;
  down: number;
  tags: number;
  stops: number;
  /** Some of the region had no room. */
  cut: boolean;
}
export interface FittedPage {
  kind: 'page';
  data: string;
  pictures: number;
  /** How many things on it have one. */
  all: number;
  /** The browser can make pictures small. */
  able: boolean;
}
/** It has no room at all: how long it would be. */
export interface TooLong {
  kind: 'too-long';
  length: number;
}

/** In a short link those next to the middle. */
const FEW_TAGS = 12;

/** `room`: characters for the link's own part. The largest part of the region around its middle that fits. */
export function fitRegion(region: Region, room: number): FittedRegion | TooLong {
  const few = room <= SHORT ? { tags: region.tags.slice(0, FEW_TAGS), stops: region.stops.slice(0, FEW_TAGS) } : {};
  const largest = Math.max(region.area[2], region.area[3]);
  let length = 0;
  for (let side = Math.min(MAX_SIDE, largest); side >= 0; side--) {
    const part = shrunk({ ...region, ...few }, side);
    const data = encodeRegion(part);
    length = data.length;
    if (length > room) continue;
    const cut = side < largest || part.tags.length < region.tags.length || part.stops.length < region.stops.length;
    return { kind: 'region', data, across: part.area[2], down: part.area[3], tags: part.tags.length, stops: part.stops.length, cut };
  }
  return { kind: 'too-long', length };
}

/** Pictures of these, one after the other, 16 a row; null where the browser cannot make them. */
export type Draw = (of: readonly Shown[], quality: number) => Promise<Uint8Array | null>;

const QUALITIES = [0.7, 0.4, 0.2];
/** What comes first on the page keeps its picture longest. */
const SHARES = [1, 0.75, 0.5, 0.35, 0.25, 0.18, 0.12, 0.06];
const MOST = LINK_COLUMNS * LINK_COLUMNS;

/** As many pictures as fit, in as good a quality as fits; without `draw` none. */
export async function fitPage(link: Omit<PageLink, 'kind' | 'pictures'>, room: number, draw: Draw | null): Promise<FittedPage | TooLong> {
  const plain = encodePage(link, null);
  if (plain.length > room) return { kind: 'too-long', length: plain.length };
  const drawn = namesOf(link.page)
    .filter(({ picture }) => picture !== null)
    .slice(0, MOST);
  const none: FittedPage = { kind: 'page', data: plain, pictures: 0, all: drawn.length, able: true };
  if (draw === null || drawn.length === 0) return none;
  for (const share of SHARES)
    for (const quality of QUALITIES) {
      const some = drawn.slice(0, Math.ceil(drawn.length * share));
      const webp = await draw(some, quality);
      if (webp === null) return { ...none, able: false };
      // Bytes of pictures pack no smaller: what cannot fit is not tried.
      if (plain.length + (webp.length * 4) / 3 > room + 200) continue;
      const data = encodePage(link, { of: some.map(({ kind, name }): Ref => ({ kind, name })), webp });
      if (data.length <= room) return { ...none, data, pictures: some.length };
    }
  return none;
}
