/** A picture of a server's map, as the site draws it. */
import type { LiveView } from '../../src/core/live/view';
import type { ForceIndex, SurfaceIndex } from '../../src/core/packet/schema';
import type { Picture, View } from '../../src/core/world/types';
import type { World } from '../../src/core/world/world';
import { PngWriter } from '../png';

export interface MapPlace {
  /** By name, or its number. */
  surface: string;
  /** By name, or its number; * for all. */
  force: string;
  z: number;
  x: number;
  y: number;
}

/** For who sees so much of it. null: nothing is known there. */
export async function mapPng(
  world: World,
  branch: string,
  seen: LiveView,
  { surface, force, z, x, y }: MapPlace,
): Promise<Uint8Array | null> {
  const { info } = world;
  const on = named(info.surfaces, surface);
  const whose = force === '*' ? null : named(info.forces, force);
  if (on === undefined || whose === undefined || !sees(seen, on, whose)) return null;
  const view: View = { world: info.id, branch, surface: on, force: whose, base: 'none', resources: false, buildings: false, tick: null };
  const { chart } = await world.bases(view);
  // Ore and buildings are drawn on charts already.
  const shown: View = chart ? { ...view, base: 'chart' } : { ...view, base: 'terrain', resources: true, buildings: true };
  const picture = await world.picture(shown, z, x, y);
  return picture && (await pngOf(picture));
}

const sees = ({ force, surfaces }: LiveView, surface: SurfaceIndex, whose: ForceIndex | null): boolean =>
  (force === null || force === whose) && (surfaces === null || surfaces.has(surface));

function named(rows: readonly { index: number; name: string }[], name: string): number | undefined {
  const found = rows.find((row) => row.name === name) ?? rows.find((row) => String(row.index) === name);
  return found?.index;
}

async function pngOf({ width, height, pixels }: Picture): Promise<Uint8Array> {
  const png = new PngWriter(width, height);
  await png.rows(pixels);
  // No Buffer: another thread would get all the memory that small ones share.
  return new Uint8Array(await png.end());
}
