/** Whether two worlds are the same at one moment: all that is shown of it, on every surface. */
import type { SurfaceIndex, Tick } from '../../packet/schema';
import { chunkAt, LEVELS } from '../../world/geometry';
import { unpackPixels } from '../../world/pixel-codec';
import { PIXELS } from '../../world/pixels';
import { regionsIn } from '../../world/regions-in';
import type { OpenWorld } from '../../world/stored-world';
import { LAST, openingUnit } from '../../world/summary';
import type { Tables } from '../../world/tables';
import { depositOf } from '../../world/thing-codec';
import type { View } from '../../world/types';
import { chartLane, thingsLane, tilesLane, type Unit } from '../../world/unit';
import type { World } from '../../world/world';

export interface MomentOptions {
  /** null: the latest. */
  tick?: Tick | null;
  /** Pictures at every level too, painted: several times as long. */
  pictures?: boolean;
}

/** What differs, a few of each kind; none where they are the same. */
export async function sameMoment(a: World, b: World, options: MomentOptions = {}): Promise<string[]> {
  const [one, other] = [await momentOf(a, options), await momentOf(b, options)];
  const differences: string[] = [];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    if (one.get(key) === other.get(key)) continue;
    differences.push(`${key}: ${shortened(one.get(key))} | ${shortened(other.get(key))}`);
    if (differences.length >= 20) break;
  }
  return differences;
}

const shortened = (text = 'nothing'): string => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

/** By what it is of, as text: each a chunk, a player, a number. */
export async function momentOf(world: World, { tick = null, pictures = true }: MomentOptions = {}): Promise<Map<string, string>> {
  // What is shown of a world is drawn from this; asked for one by one it would take hours.
  const { open } = world as unknown as { open: OpenWorld };
  const unit = openingUnit(open);
  const at = tick ?? LAST;
  const told = new Map<string, string>();
  await tellState(world, tick, told);
  await tellNumbers(unit, at, told);
  for (const surface of surfacesOf(unit)) await tellChunks(unit, open.tables, surface, at, told);
  const { tiles, entities } = open.tables.stored();
  for (const [name, color] of tiles) told.set(`tile ${name}`, `${color}`);
  for (const [name, prototype] of entities) told.set(`drawn as ${name}`, sorted(prototype));
  if (pictures) await tellPictures(world, surfacesOf(unit), tick, told);
  return told;
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );

function surfacesOf(unit: Unit): Set<SurfaceIndex> {
  const surfaces = new Set<SurfaceIndex>();
  for (const chart of unit.allCharts()) surfaces.add(Number(chart.split('/')[0]));
  for (const { unit: layer } of unit.layers(LAST)) for (const surface of [...layer.grounds, ...layer.built]) surfaces.add(surface);
  return surfaces;
}

async function tellState(world: World, tick: Tick | null, told: Map<string, string>): Promise<void> {
  const branch = world.info.branches.find(({ opens }) => opens)?.id ?? '';
  const { header, researched, rockets, tick: last, ...lists } = await world.state(branch, tick);
  told.set('last tick', `${tick ?? last}`);
  told.set('header', sorted(header));
  for (const [what, list] of Object.entries(lists))
    for (const one of list as { index?: number; id?: number; surface?: number }[])
      told.set(`${what} ${one.index ?? `${one.surface}/${sorted((one as { force?: number }).force)}/${one.id}`}`, sorted(one));
  for (const [force, done] of Object.entries(researched))
    if (done.length > 0) told.set(`researched ${force}`, done.map(sorted).sort().join());
  for (const [force, count] of Object.entries(rockets)) told.set(`rockets ${force}`, `${count}`);
}

async function tellNumbers(unit: Unit, tick: Tick, told: Map<string, string>): Promise<void> {
  const numbers = await unit.numbersAt(tick);
  told.set('online', numbers.attended ? [...numbers.online].sort().join() : 'not told');
  for (const [key, { tick: since, event }] of numbers.told) told.set(`statistics ${key}`, sorted([since, event]));
}

/** Of which nothing is known any more is as if it had never been. */
async function tellChunks(unit: Unit, tables: Tables, surface: SurfaceIndex, tick: Tick, told: Map<string, string>): Promise<void> {
  const charts = [...unit.allCharts()].filter((key) => key.startsWith(`${surface}/`)).map((key) => Number(key.split('/')[1]));
  for (const lane of [tilesLane(surface), ...charts.map((force) => chartLane(surface, force))])
    for (const [rx, ry] of await regionsIn(unit, lane, null, tick))
      for (const [slot, bytes] of await unit.pixelsIn(lane, rx, ry, tick))
        if (bytes.length > 0) told.set(`${lane} ${chunkAt(rx, ry, slot, 0)}`, pixelText(bytes, lane.startsWith('tiles') ? tables : null));
  for (const [rx, ry] of await regionsIn(unit, thingsLane(surface), null, tick)) {
    for (const [slot, { entities, deposits }] of await unit.thingsIn(surface, rx, ry, tick)) {
      const chunk = `${surface} ${chunkAt(rx, ry, slot, 0)}`;
      for (const [key, { name, recipe, quality, ...row }] of entities) {
        const words = [name, recipe - 1, quality - 1].map((number) => (number < 0 ? '' : tables.name(number)));
        told.set(`thing on ${chunk} ${row.id ? key : `${tables.name(name)}/${row.x}/${row.y}`}`, sorted([words, row]));
      }
      for (const [key, amount] of deposits)
        told.set(`ore on ${chunk} ${tables.name(depositOf(key).name)} ${depositOf(key).tile}`, `${amount}`);
    }
  }
}

const values = new Uint16Array(PIXELS);

function pixelText(bytes: Uint8Array, tables: Tables | null): string {
  if (!unpackPixels(bytes, 0, bytes.length, values, 0, PIXELS)) return 'pixels unknown';
  if (!tables) return values.join();
  return Array.from(values, (number) => tables.name(number)).join();
}

async function tellPictures(world: World, surfaces: Iterable<SurfaceIndex>, tick: Tick | null, told: Map<string, string>): Promise<void> {
  const branch = world.info.branches.find(({ opens }) => opens)?.id ?? '';
  const forces = [null, ...world.info.forces.map(({ index }) => index)];
  for (const surface of surfaces) {
    const reach = await world.reach(branch, surface);
    if (!reach) continue;
    for (const force of forces)
      for (const base of ['chart', 'terrain'] as const) {
        const isTerrain = base === 'terrain';
        const view: View = { world: world.info.id, branch, surface, force, base, resources: isTerrain, buildings: isTerrain, tick };
        for (let level = 0; level <= LEVELS; level++) await tellLevel(world, view, level, reach, told);
      }
  }
}

async function tellLevel(
  world: World,
  view: View,
  level: number,
  [x0, y0, x1, y1]: readonly number[],
  told: Map<string, string>,
): Promise<void> {
  const side = 256 << level;
  for (let y = Math.floor(y0! / side); y * side < y1!; y++)
    for (let x = Math.floor(x0! / side); x * side < x1!; x++) {
      const picture = await world.picture(view, -level, x, y);
      if (picture?.pixels.some((value) => value !== 0))
        told.set(`picture ${view.surface}/${view.force}/${view.base} ${level} ${x},${y}`, `${digest(picture.pixels)}`);
    }
}

/** FNV-1a of its words. */
function digest(pixels: Uint8ClampedArray): number {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2);
  let hash = 2_166_136_261;
  for (const word of words) hash = Math.imul(hash ^ word, 16_777_619);
  return hash >>> 0;
}
