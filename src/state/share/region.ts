/** What the map shows, as a region that goes into a link. */
import { type LinkTag, MAX_SIDE, MAX_TAGS, type Region } from '../../core/link/region';
import type { View } from '../../core/world/types';
import type { Client } from '../client';
import type { MapState } from '../map';

/** Pixels of a raster's side, which at zoom 0 are tiles. */
const RASTER = 256;
const CHUNK = 32;

export interface Seen {
  region: Region;
  /** More of the map is in view than the region has. */
  cut: boolean;
}

/** `size`: of the map on the screen, in px. null: nothing is shown. Rejects with the signal's reason, or a Problem. */
export async function seenRegion(
  client: Client,
  map: MapState,
  tick: number | null,
  size: [width: number, height: number],
  signal: AbortSignal,
): Promise<Seen | null> {
  const [now, info, surface, bounds] = [map.view.peek(), map.info.peek(), map.surface.peek(), map.bounds.value.peek()];
  if (now === null || info === null || surface === null) return null;
  const [x, y] = [map.x.peek() ?? middle(bounds?.[0], bounds?.[2]), map.y.peek() ?? middle(bounds?.[1], bounds?.[3])];
  const z = map.z.peek() ?? 0;
  const [wide, high] = size.map((px) => px / 2 ** z) as [number, number];
  const [left, across] = chunksAround(x, wide, bounds?.[0], bounds?.[2]);
  const [top, down] = chunksAround(y, high, bounds?.[1], bounds?.[3]);
  const area: Region['area'] = [left, top, across, down];
  const view: View = { ...now, tick };
  const [pixels, state] = await Promise.all([
    pixelsOf(client, view, area, signal),
    client.raster.state(now.world, now.branch, tick, signal),
  ]);
  const near = ({ at: [tx, ty] = [0, 0] }: { at?: [number, number] }) => Math.abs(tx - x) <= wide / 2 && Math.abs(ty - y) <= high / 2;
  const byDistance = (a: LinkTag, b: LinkTag) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y);
  const on = map.overlays.peek();
  const here = ({ surface: index, force }: { surface: number; force?: number | undefined }) =>
    index === surface.index && (now.force === null || force === undefined || force === now.force);
  const tags = state.tags.filter((tag) => tag.at !== undefined && here(tag) && near(tag));
  const stops = state.stops.filter((stop) => stop.at !== undefined && here(stop) && near(stop));
  const forceName = info.forces.find(({ index }) => index === now.force)?.name ?? 'player';
  const { planet, platform } = surface;
  return {
    cut: across * CHUNK < Math.min(wide, width(bounds?.[0], bounds?.[2])) || down * CHUNK < Math.min(high, width(bounds?.[1], bounds?.[3])),
    region: {
      ...{ name: info.name, game: info.gameVersion ?? '', surface: surface.name, force: forceName, tick: state.tick, x, y, z },
      ...(planet === undefined ? {} : { planet }),
      ...(platform === undefined ? {} : { platform }),
      on: [...on],
      tags: (on.includes('tags') ? tags : [])
        .map(({ at, text = '', icon }) => ({ x: at![0], y: at![1], text, ...(icon === undefined ? {} : { icon }) }))
        .sort(byDistance)
        .slice(0, MAX_TAGS),
      stops: (on.includes('stops') ? stops : [])
        .map(({ at, name = '' }) => ({ x: at![0], y: at![1], text: name }))
        .sort(byDistance)
        .slice(0, MAX_TAGS),
      area,
      pixels,
    },
  };
}

const middle = (from = 0, to = 0): number => (from + to) / 2;
const width = (from = 0, to = 0): number => to - from;

/** Chunks in view, as many as there may be: the first one, and how many. Where more are in view than there are, those that are. */
function chunksAround(centre: number, tiles: number, from = 0, to = 0): [first: number, count: number] {
  const [least, most] = [Math.floor(Math.max(from, centre - tiles / 2) / CHUNK), Math.ceil(Math.min(to, centre + tiles / 2) / CHUNK)];
  const count = Math.min(MAX_SIDE, Math.max(0, most - least));
  const first = Math.round(centre / CHUNK - count / 2);
  return [Math.min(Math.max(first, least), Math.max(least, most - count)), count];
}

/** What the rasters show of these chunks at one px a tile. */
async function pixelsOf(client: Client, view: View, [x, y, across, down]: Region['area'], signal: AbortSignal): Promise<Uint32Array> {
  const [left, top, wide, high] = [x * CHUNK, y * CHUNK, across * CHUNK, down * CHUNK];
  const pixels = new Uint32Array(wide * high);
  if (pixels.length === 0) return pixels;
  const jobs: Promise<void>[] = [];
  for (let ry = Math.floor(top / RASTER); ry * RASTER < top + high; ry++)
    for (let rx = Math.floor(left / RASTER); rx * RASTER < left + wide; rx++)
      jobs.push(
        client.raster.raster(view, 0, rx, ry, signal).then((bitmap) => {
          if (bitmap === null || bitmap === 'same') return;
          copy(bitmap, pixels, wide, high, rx * RASTER - left, ry * RASTER - top);
        }),
      );
  await Promise.all(jobs);
  return pixels;
}

/** Into a picture `wide` × `high`, with the bitmap's corner at these px of it; closes the bitmap. */
function copy(bitmap: ImageBitmap, pixels: Uint32Array, wide: number, high: number, left: number, top: number): void {
  const context = new OffscreenCanvas(RASTER, RASTER).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const data = context?.getImageData(0, 0, RASTER, RASTER).data;
  if (data === undefined) return;
  for (let y = Math.max(0, -top); y < Math.min(RASTER, high - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(RASTER, wide - left); x++) {
      const at = (y * RASTER + x) * 4;
      if (data[at + 3] !== 255) continue;
      const colour = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
      pixels[(top + y) * wide + left + x] = (0xff00_0000 | colour) >>> 0;
    }
}
