/** A world as text that a person can check, and that says of two worlds whether they are the same. */
import type { Picture, View } from '../../src/core/world/types';
import type { World } from '../../src/core/world/world';

/** Every so many tiles one letter. */
const STEP = 4;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Told by the engine alone: where between two ticks they come depends on how exact the carrier's clock is. */
const UNPLACED = new Set(['start', 'save', 'error', 'quit']);

export async function dump(world: World) {
  const branches: Record<string, unknown> = {};
  for (const { id } of world.info.branches) branches[id] = await dumpBranch(world, id);
  return branches;
}

async function dumpBranch(world: World, branch: string) {
  const { header, tick: _, ...state } = await world.state(branch, null);
  const { rows } = await world.story(branch, null, 1000);
  const span = world.info.ticks;
  const maps: Record<string, unknown> = {};
  for (const { index, name, map } of world.info.surfaces) {
    if (!map) continue;
    const view: View = {
      world: world.info.id,
      branch,
      surface: index,
      force: null,
      base: 'chart',
      resources: false,
      buildings: false,
      tick: null,
    };
    const half = span === null ? null : Math.floor((span[0] + span[1]) / 2);
    maps[name] = {
      knows: await world.bases(view),
      chart: await dumpPicture(world, view),
      terrain: await dumpPicture(world, { ...view, base: 'terrain', resources: true, buildings: true }),
      [`terrain at ${half}`]: await dumpPicture(world, { ...view, base: 'terrain', resources: true, buildings: true, tick: half }),
      ...(await forces(world, view)),
    };
  }
  return {
    header: header && { world: header.world, seed: header.seed, game: header.game },
    state,
    numbers: await dumpNumbers(world, branch),
    story: rows.map(({ clock, tick, ...row }) => (UNPLACED.has(row.type) ? row : { tick, ...row })),
    maps,
  };
}

/** What is counted at the end. */
async function dumpNumbers(world: World, branch: string) {
  const all = { world: world.info.id, branch, force: null, surface: null, span: null, points: 2 };
  const { produced, consumed, kills, told, forces, surfaces, ...rest } = await world.numbers.numbers(all);
  const totals = (list: typeof produced) => Object.fromEntries(list.map(({ name, total }) => [name, total]));
  const { online, deaths, research, rockets, evolution, pollution } = rest;
  const values = Object.entries({ online, deaths, research, rockets, evolution, pollution });
  return {
    ...{ produced: totals(produced), consumed: totals(consumed), kills: totals(kills), told, forces, surfaces },
    ...Object.fromEntries(values.map(([name, list]) => [name, list.at(-1) ?? null])),
  };
}

/** What each force has charted, where there are several. */
async function forces(world: World, view: View): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { index, name } of world.info.forces) {
    const knows = await world.bases({ ...view, force: index });
    if (knows.charted > 0) found[`chart of ${name}`] = await dumpPicture(world, { ...view, force: index });
  }
  return found;
}

async function dumpPicture(world: World, view: View) {
  const area = await world.bounds(view);
  if (area === null) return null;
  const picture = await world.area(view, area, 0);
  const small = await world.area(view, area, 3);
  return { area: area.join(' '), hash: hashOf(picture), eighth: hashOf(small), ...ascii(picture) };
}

/** FNV-1a over the pixels. */
export function hashOf({ pixels }: Picture): string {
  let hash = 0x811c9dc5;
  for (const value of pixels) hash = Math.imul(hash ^ value, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** One letter a colour, in the order in which they come; `.` is not known. */
function ascii({ width, height, pixels }: Picture): { colors: Record<string, string>; picture: string[] } {
  const letters = new Map<string, string>();
  const rows: string[] = [];
  for (let y = STEP >> 1; y < height; y += STEP) {
    let row = '';
    for (let x = STEP >> 1; x < width; x += STEP) {
      const [r, g, b, a] = pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4) as unknown as [number, number, number, number];
      const color = `${r} ${g} ${b}`;
      if (a > 0 && !letters.has(color)) letters.set(color, LETTERS[letters.size] ?? '?');
      row += a === 0 ? '.' : letters.get(color);
    }
    rows.push(row);
  }
  return { colors: Object.fromEntries([...letters].map(([color, letter]) => [letter, color])), picture: rows };
}
