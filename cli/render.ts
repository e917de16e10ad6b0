/** `render FILE… --out map.png`: a map as a picture. */
import { writeFile } from 'node:fs/promises';
import { draw, MAX_SIDE, type Scale, scaleOf, sizeOf } from '../src/core/picture/draw';
import { marksOf } from '../src/core/picture/marks';
import type { Area, Overlay, View } from '../src/core/world/types';
import { argumentsOf } from './arguments';
import { chooseView, chooseWorld, type Wanted } from './choose';
import type { Io } from './io';
import { PngWriter } from './png';
import { type Read, readWorlds } from './read-worlds';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = [
  'render FILE… [--world ID] [--branch ID] [--surface nauvis] [--force player] [--tick N] [--base chart|terrain]',
  '         [--overlays resources,buildings,players,tags,stops,grid] [--area x0,y0,x1,y1] [--scale S] [--join] --out map.png',
].join('\n');

const OPTIONS = {
  world: { type: 'string' },
  branch: { type: 'string' },
  surface: { type: 'string' },
  force: { type: 'string' },
  tick: { type: 'string' },
  base: { type: 'string' },
  overlays: { type: 'string' },
  area: { type: 'string' },
  scale: { type: 'string' },
  join: { type: 'boolean' },
  out: { type: 'string' },
} as const;

const MAX_TILE = 1_000_000;
const LEVELS = [1, 2, 3, 4, 5];
const OVERLAYS: readonly Overlay[] = ['resources', 'buildings', 'players', 'tags', 'stops', 'grid'];

export async function render(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, OPTIONS);
  // All that is asked for is judged before anything is read.
  const { out, join, world, branch, surface, force } = options;
  if (out === undefined) throw new WrongUse('--out is missing: it names the picture to write.');
  if (out === '') throw new WrongUse('--out is empty: it names the picture to write.');
  const overlays = overlaysOf(options.overlays);
  const picture = {
    out,
    overlays,
    area: options.area === undefined ? null : areaOf(options.area),
    scale: scaleNamed(options.scale ?? '1'),
  };
  const wanted = {
    ...{ world, branch, surface, force, base: baseOf(options.base), tick: tickOf(options.tick) },
    ...{ resources: overlays.has('resources'), buildings: overlays.has('buildings') },
  };
  const read = await readWorlds(files, join === true, io);
  try {
    for (const { file, detail } of read.problems) io.say(`${file}: ${detail}`);
    await renderWorld(read, wanted, picture, io);
    return 0;
  } finally {
    read.close();
  }
}

interface Wish {
  out: string;
  overlays: ReadonlySet<Overlay>;
  area: Area | null;
  scale: Scale;
}

async function renderWorld({ library, worlds }: Read, wanted: Wanted, { out, overlays, area, scale }: Wish, io: Io): Promise<void> {
  const info = chooseWorld(worlds, wanted.world);
  const world = await library.world(info.id);
  if (world === null) throw new NothingThere(`World ${info.id} cannot be opened.`);
  const view = await chooseView(world, wanted, io.say);
  const name = info.surfaces.find(({ index }) => index === view.surface)?.name;
  const forceName = info.forces.find(({ index }) => index === view.force)?.name;
  if (view.force !== null && (await world.bases(view)).charted === 0)
    throw new NothingThere(`Force ${forceName} has charted nothing of ${name}${wanted.tick === undefined ? '' : ' at that tick'}.`);
  const known = await world.bounds(view);
  const bounds = area ?? known;
  if (bounds === null) throw new NothingThere(`Nothing is known of ${name}${wanted.tick === undefined ? '' : ' at that tick'}.`);
  const [width, height] = sizeOf(bounds, scale);
  if (Math.max(width, height) > MAX_SIDE)
    throw new WrongUse(
      `The picture would have ${width} × ${height} px, and a side may have ${MAX_SIDE}: choose a smaller --scale or an --area.`,
    );
  const marks = marksOf(await world.state(view.branch, view.tick), view, overlays);
  const png = new PngWriter(width, height);
  const drawn = await draw(world, view, { area: bounds, scale, marks, grid: overlays.has('grid') }, png);
  if (!drawn) throw new NothingThere(known === null || apart(bounds, known) ? elsewhere(name, known) : emptyReason(view, name));
  await write(out, await png.end(), io);
  io.say(`${out}: ${width} × ${height} px, ${view.base} of ${name}, tiles ${bounds.join(',')} at ${scaleOf(scale)} px a tile.`);
}

const apart = (a: Area, b: Area): boolean => a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1];

function elsewhere(surface: string | undefined, known: Area | null): string {
  return `Nothing is known of ${surface} in that area${known === null ? '' : `: what is known lies in ${known.join(',')}`}.`;
}

function emptyReason({ base, resources, buildings }: View, surface: string | undefined): string {
  const tip = resources && buildings ? '' : ' There may be something to see with --overlays resources,buildings.';
  return `There is no ${base} of ${surface} to draw there.${tip}`;
}

async function write(out: string, png: Uint8Array, io: Io): Promise<void> {
  if (out === '-') return io.out(png);
  try {
    await writeFile(out, png);
  } catch (error) {
    throw new WrongUse(`${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

// ---- what is asked for ---------------------------------------------------------------------------------------------

function overlaysOf(text: string | undefined): ReadonlySet<Overlay> {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !OVERLAYS.some((overlay) => overlay === name));
  if (unknown !== undefined) throw new WrongUse(`There is no overlay ${unknown}, but ${OVERLAYS.join(', ')}.`);
  return new Set(names as Overlay[]);
}

function baseOf(text: string | undefined): 'chart' | 'terrain' | undefined {
  if (text === undefined || text === 'chart' || text === 'terrain') return text;
  throw new WrongUse(`--base is chart or terrain, not ${text}.`);
}

function tickOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const tick = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(tick)) throw new WrongUse(`--tick is a whole number, not ${text}.`);
  return tick;
}

function areaOf(text: string): Area {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [x0, y0, x1, y1] = numbers as Area;
  const whole = numbers.length === 4 && numbers.every((value) => Number.isInteger(value) && Math.abs(value) <= MAX_TILE);
  if (!whole || x0 >= x1 || y0 >= y1)
    throw new WrongUse(`--area is x0,y0,x1,y1 in whole tiles within ±${MAX_TILE}, the north-west corner first, not ${text}.`);
  return [x0, y0, x1, y1];
}

/** "3", "0.25", "1/4". */
function scaleNamed(text: string): Scale {
  const fraction = /^1\/(\d+)$/.exec(text);
  const value = fraction ? 1 / Number(fraction[1]) : /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isInteger(value) && value >= 1 && value <= MAX_SIDE) return { times: value, level: 0 };
  const level = LEVELS.find((k) => value === 2 ** -k);
  if (level === undefined) throw new WrongUse(`--scale is pixels a tile: a whole number, or 0.5, 0.25, 0.125 … 1/32, not ${text}.`);
  return { times: 1, level };
}
