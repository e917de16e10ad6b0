/** A generated world read back from its log, beside the generator itself: what a few chunks show at a tick. */
import { type friendColor, sizeOf, TILE_COLORS } from '../../mod/sample/palette';
import type { World as Truth } from '../../mod/sample/world';
import { ENEMY_FORCE } from '../../mod/sample/world';
import type { ChunkPosition, EntityState, Tick } from '../../src/core/packet/schema';
import type { Area, Picture, ThingHere, View } from '../../src/core/world/types';
import type { World } from '../../src/core/world/world';
import { shown } from './command';

type Named = Parameters<typeof friendColor>[0];
/** Of so many in a chunk it is asked what exactly they are. */
const ASKED = 16;
/** Of nests and worms, in tiles. */
const NEST = 5;
const WORM = 2;

const areaOf = ([x, y]: ChunkPosition): Area => [x * 32, y * 32, x * 32 + 32, y * 32 + 32];

/** Differences in words, none when the chunk is told right; `known` counts what was compared. */
export async function differencesAt(
  world: World,
  truth: Truth,
  view: View,
  chunk: ChunkPosition,
  tick: Tick,
  known: Record<string, number>,
): Promise<string[]> {
  const { surface } = view;
  const [cx, cy] = chunk;
  const area = areaOf(chunk);
  const name = `${surface}: ${chunk} at ${tick}`;
  const found: string[] = [];
  const at = { ...view, tick };

  const charted = truth.chart(surface, 1, cx, cy, tick);
  const chart = await world.area({ ...at, force: 1, base: 'chart' }, area, 0);
  if (!samePixels(chart, (i) => (charted === null ? null : shown(charted[i]!)))) found.push(`chart of ${name}`);
  if (charted !== null) known.charts = (known.charts ?? 0) + 1;

  const seen = truth.forces.some((force) => truth.isCharted(surface, force, cx, cy, tick));
  const tiles = seen ? truth.tiles(surface, cx, cy, tick) : null;
  const ground = await world.area({ ...at, base: 'terrain' }, area, 0);
  if (!samePixels(ground, (i) => (tiles === null ? null : [...TILE_COLORS[tiles[i]!]!, 255]))) found.push(`ground of ${name}`);

  const standing = seen ? truth.entities(surface, cx, cy, tick) : [];
  known.entities = (known.entities ?? 0) + standing.length;
  // One by one is slow where hundreds stand: of those every few.
  for (const entity of standing.filter((_, i) => i % Math.ceil(standing.length / ASKED) === 0)) {
    const things = await world.here(at, entity.at[0], entity.at[1]);
    if (!things.some((thing) => same(thing, entity))) found.push(`${entity.name} ${entity.id} of ${name}`);
  }
  // Nothing else stands there: what is drawn is what these cover, and what reaches in from the chunks around.
  const around: EntityState[] = [];
  for (let y = cy - 1; y <= cy + 1; y++)
    for (let x = cx - 1; x <= cx + 1; x++)
      if (truth.forces.some((force) => truth.isCharted(surface, force, x, y, tick))) around.push(...truth.entities(surface, x, y, tick));
  const covered = new Set<number>();
  for (const entity of around)
    for (const [x, y] of covers(entity)) if (x >> 5 === cx && y >> 5 === cy) covered.add((y & 31) * 32 + (x & 31));
  const buildings = await world.area({ ...at, base: 'none', buildings: true }, area, 0);
  for (let i = 0; i < 1024; i++)
    if (buildings.pixels[i * 4 + 3]! > 0 !== covered.has(i)) found.push(`footprint at ${i & 31},${i >> 5} of ${name}`);
  return found;
}

function samePixels({ pixels }: Picture, expected: (i: number) => readonly number[] | null): boolean {
  for (let i = 0; i < 1024; i++) {
    const want = expected(i) ?? [0, 0, 0, 0];
    for (let c = 0; c < 4; c++) if (pixels[i * 4 + c] !== want[c]) return false;
  }
  return true;
}

const same = (thing: ThingHere, entity: EntityState): boolean =>
  thing.what === 'entity' &&
  thing.id === entity.id &&
  thing.name === entity.name &&
  (thing.dir ?? 0) === (entity.dir ?? 0) &&
  thing.recipe === entity.recipe &&
  thing.force === entity.force &&
  thing.at[0] === entity.at[0] &&
  thing.at[1] === entity.at[1];

function* covers({ name, at, dir = 0, force }: EntityState): Iterable<[number, number]> {
  const nest = name.endsWith('spawner') ? NEST : WORM;
  const [w, h] = force === ENEMY_FORCE ? [nest, nest] : sizeOf(name as Named, dir);
  for (let y = Math.round(at[1] - h / 2); y < Math.round(at[1] + h / 2); y++)
    for (let x = Math.round(at[0] - w / 2); x < Math.round(at[0] + w / 2); x++) yield [x, y];
}
