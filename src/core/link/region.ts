/** A piece of a map in the form that goes into a link: what is seen of the ground, pixel by pixel, and what is written on it. */
import { Bent, fields, list, maybe, number, type Shape, text, whole } from './shape';

/** Chunks a side. */
export const MAX_SIDE = 6;
export const MAX_TAGS = 100;
/** Colours there can be: as many as one byte tells apart, beside "nothing known". */
const MAX_COLOURS = 65_535;
const CHUNK = 32;
const MAX_CHUNK = 31_250;
const MAX_TILE = 1_000_000;

export interface LinkTag {
  x: number;
  y: number;
  text: string;
  /** "item/iron-plate". */
  icon?: string;
}

/** How the link's picture is drawn again: as a chart, whose colours have 16 bits, or as ground of any colour. */
export type Ground = 'chart' | 'tiles';

export interface Region {
  /** What its world is called. */
  name: string;
  /** "2.0.76"; '' when nobody knows. */
  game: string;
  surface: string;
  planet?: string;
  platform?: string;
  force: string;
  tick: number;
  /** Centre in tiles, log2 of pixels a tile. */
  x: number;
  y: number;
  z: number;
  /** Overlays that are shown, by name. */
  on: string[];
  tags: LinkTag[];
  stops: LinkTag[];
  /** In chunks: the north-west one, and how many across and down; 0 and 0 for none. */
  area: [x: number, y: number, across: number, down: number];
  /** Row by row, 32 a chunk's side: 0 where nothing is known, else 0xff000000 | red << 16 | green << 8 | blue. */
  pixels: Uint32Array;
}

type Head = Omit<Region, 'pixels' | 'area'> & { chunks: number[]; colours: number[] };

/** In tiles: never endless. */
const tile: Shape<number> = {
  put: number.put,
  take: (raw) => {
    const value = number.take(raw);
    if (Math.abs(value) > MAX_TILE) throw new Bent('place');
    return value;
  },
};
const tag: Shape<LinkTag> = fields<LinkTag>({ x: tile, y: tile, text: text(200), icon: maybe(text(200)) });
const head = fields<Head>({
  name: text(120),
  game: text(40),
  surface: text(200),
  force: text(200),
  tick: whole(0, Number.MAX_SAFE_INTEGER),
  x: tile,
  y: tile,
  z: tile,
  on: list(text(20), 20),
  tags: list(tag, MAX_TAGS),
  stops: list(tag, MAX_TAGS),
  chunks: list(whole(-MAX_CHUNK, MAX_CHUNK), 4),
  colours: list(whole(0, 0xff_ffff), MAX_COLOURS),
  planet: maybe(text(200)),
  platform: maybe(text(200)),
});

/** What of it is JSON, and its pixels as numbers of colours: one byte each, or all low bytes and then all high ones. */
export function packRegion({ pixels, area, ...rest }: Region): { json: unknown; bytes: Uint8Array } {
  const often = new Map<number, number>();
  for (const pixel of pixels) if (pixel !== 0) often.set(pixel, (often.get(pixel) ?? 0) + 1);
  const colours = [...often].sort(([a, an], [b, bn]) => bn - an || a - b).map(([colour]) => colour);
  const numbers = new Map(colours.map((colour, i) => [colour, i + 1]));
  const wide = colours.length > 255;
  const bytes = new Uint8Array(pixels.length * (wide ? 2 : 1));
  pixels.forEach((pixel, i) => {
    const at = numbers.get(pixel) ?? 0;
    bytes[i] = at & 0xff;
    if (wide) bytes[pixels.length + i] = at >> 8;
  });
  return { json: head.put({ ...rest, chunks: area, colours: colours.map((colour) => colour & 0xff_ffff) }), bytes };
}

/** Throws `Bent`. */
export function readRegion(json: unknown, bytes: Uint8Array): Region {
  const { chunks, colours, ...rest } = head.take(json);
  const [x, y, across, down] = chunks as [number, number, number, number];
  if (chunks.length !== 4 || across < 0 || down < 0 || across > MAX_SIDE || down > MAX_SIDE) throw new Bent('area');
  if (Math.abs(x) + across > MAX_CHUNK || Math.abs(y) + down > MAX_CHUNK) throw new Bent('area');
  const count = across * down * CHUNK * CHUNK;
  const wide = colours.length > 255;
  if (bytes.length !== count * (wide ? 2 : 1)) throw new Bent('pixels');
  const pixels = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = bytes[i]! | (wide ? bytes[count + i]! << 8 : 0);
    const colour = at === 0 ? 0 : colours[at - 1];
    if (colour === undefined) throw new Bent('colour');
    pixels[i] = at === 0 ? 0 : (0xff00_0000 | colour) >>> 0;
  }
  return { ...rest, area: [x, y, across, down], pixels };
}

/** The part of a region that is so many chunks a side at most, around its middle. */
export function shrunk(region: Region, side: number): Region {
  const [x, y, across, down] = region.area;
  const [wide, high] = [Math.min(across, side), Math.min(down, side)];
  if (wide === 0 || high === 0) return { ...region, area: [x, y, 0, 0], pixels: new Uint32Array(0) };
  // Where the view's middle is, as near as the region's edges let it.
  const near = (centre: number, from: number, all: number, part: number) =>
    Math.min(Math.max(Math.round(centre / CHUNK - part / 2) - from, 0), all - part);
  const [left, top] = [near(region.x, x, across, wide), near(region.y, y, down, high)];
  const pixels = new Uint32Array(wide * high * CHUNK * CHUNK);
  for (let row = 0; row < high * CHUNK; row++) {
    const from = (top * CHUNK + row) * across * CHUNK + left * CHUNK;
    pixels.set(region.pixels.subarray(from, from + wide * CHUNK), row * wide * CHUNK);
  }
  return { ...region, area: [x + left, y + top, wide, high], pixels };
}

/** Whether a colour is one of a chart's: 5, 6 and 5 bits, widened. */
const isChartColour = (colour: number): boolean => {
  const [r, g, b] = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
  return (r & 7) === r >> 5 && (g & 3) === g >> 6 && (b & 7) === b >> 5;
};

/** A chart wherever it says the same by pixel; it knows no chunk in part. */
export function groundOf({ pixels, area }: Region): Ground {
  for (const pixel of pixels) if (pixel !== 0 && !isChartColour(pixel)) return 'tiles';
  return chunksOf({ pixels, area }).some(({ values }) => values.some((pixel) => pixel === 0)) ? 'tiles' : 'chart';
}

/** Chunks of which anything is known. */
export function chunksOf({
  pixels,
  area: [x, y, across, down],
}: Pick<Region, 'pixels' | 'area'>): { at: [number, number]; values: Uint32Array }[] {
  const chunks: { at: [number, number]; values: Uint32Array }[] = [];
  for (let cy = 0; cy < down; cy++)
    for (let cx = 0; cx < across; cx++) {
      const values = new Uint32Array(CHUNK * CHUNK);
      for (let row = 0; row < CHUNK; row++) {
        const from = (cy * CHUNK + row) * across * CHUNK + cx * CHUNK;
        values.set(pixels.subarray(from, from + CHUNK), row * CHUNK);
      }
      if (values.some((pixel) => pixel !== 0)) chunks.push({ at: [x + cx, y + cy], values });
    }
  return chunks;
}
