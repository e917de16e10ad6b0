import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codec } from '../../../cli/codec';
import { kernels } from '../../../cli/kernels';
import type { RawTable, RawValue } from '../prototype/types';
import { drawFinished, drawIcon } from './draw';
import { iconOf } from './icon-of';
import type { Pixels } from './types';

/** Icons that the game itself wrote, with the files they are made of. They are not ours to ship. */
const PAIRS = process.env.FACTOSCOPE_ICON_PAIRS ?? '/work/shared/data/icon-pairs';
const { decodePng } = codec();
const { icon: kernel } = await kernels();

interface Pair {
  type: string;
  name: string;
  icons: (Record<string, RawValue> & { icon: string; file: string })[];
  truth: string;
}
const sets = existsSync(PAIRS) ? readdirSync(PAIRS).sort() : [];
const pairs = sets.flatMap((set) =>
  (JSON.parse(readFileSync(`${PAIRS}/${set}/pairs.json`, 'utf8')) as Pair[]).map((pair) => ({ ...pair, folder: `${PAIRS}/${set}`, set })),
);

type Premultiplied = Float64Array;

function premultiplied({ data }: Pixels): Premultiplied {
  return Float64Array.from(data, (value, i) => (i % 4 === 3 ? value : (value * data[i | 3]!) / 255));
}

interface Measured {
  canvas: string;
  alphaMax: number;
  colorMax: number;
  colorMean: number;
}

/** Of premultiplied values; `within` is a part of the canvas [left, top, right, bottom]. */
function measure(ours: Pixels, mine: Premultiplied, truth: Premultiplied, within?: readonly [number, number, number, number]): Measured {
  let alphaMax = 0;
  let colorMax = 0;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < mine.length; i++) {
    const x = (i >> 2) % ours.width;
    const y = Math.floor((i >> 2) / ours.width);
    if (within && (x < within[0] || y < within[1] || x >= within[2] || y >= within[3])) continue;
    const off = Math.abs(mine[i]! - truth[i]!);
    if (i % 4 === 3) alphaMax = Math.max(alphaMax, off);
    else {
      colorMax = Math.max(colorMax, off);
      sum += off;
      count++;
    }
  }
  return { canvas: `${ours.width}×${ours.height}`, alphaMax, colorMax, colorMean: sum / count };
}

const read = async (path: string) => await decodePng(new Uint8Array(readFileSync(path)));

async function draw(pair: (typeof pairs)[number], layers = pair.icons.length): Promise<Pixels> {
  const table = { type: pair.type, name: pair.name, icons: pair.icons.slice(0, layers) } as unknown as RawTable;
  const spec = iconOf(new Map([[pair.type, new Map([[pair.name, table]])]]), pair.type, pair.name)!;
  const files = new Map<string, Pixels>();
  for (const { icon, file } of pair.icons) {
    const picture = await read(`${pair.folder}/${file}`);
    // The layers of the lossless set are icons of one layer, out of the same dump: premultiplied as all of it is.
    const dumped = { premultiplied: true, picture: 'native', spec: null } as const;
    files.set(icon, pair.set.startsWith('vanilla') ? drawFinished(picture, dumped, kernel, 'native') : picture);
  }
  const { pixels, problems } = drawIcon(spec, files, kernel, 'native');
  expect(problems).toEqual([]);
  return pixels!;
}

/** The middle of what a badge changes in the icon below it. */
function middle(picture: Premultiplied, below: Premultiplied, width: number): [number, number] {
  let x = 0;
  let y = 0;
  let sum = 0;
  for (let i = 0; i < picture.length; i++) {
    const change = Math.abs(picture[i]! - below[i]!);
    x += change * ((i >> 2) % width);
    y += change * Math.floor((i >> 2) / width);
    sum += change;
  }
  return [x / sum, y / sum];
}

const row = (name: string, { canvas, alphaMax, colorMax, colorMean }: Measured) =>
  `${name.padEnd(30)} ${canvas.padEnd(8)} alpha max ${alphaMax.toFixed(1).padStart(5)}  colour max ${colorMax.toFixed(1).padStart(5)}  mean ${colorMean.toFixed(2)}`;

describe.skipIf(pairs.length === 0)(`icons that the game wrote (${pairs.length} pairs)`, () => {
  it.each(pairs)('$set: $type $name', async (pair) => {
    const ours = await draw(pair);
    const theirs = await read(`${pair.folder}/${pair.truth}`);
    const lossless = pair.set.startsWith('vanilla');
    // The game's dump holds premultiplied pixels; the others were cut out of a sheet of straight ones.
    const truth = lossless ? Float64Array.from(theirs.data) : premultiplied(theirs);
    const mine = premultiplied(ours);
    const all = measure(ours, mine, truth);
    console.log(row(pair.name, all));
    expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
    if (!lossless) {
      expect(all.alphaMax).toBeLessThanOrEqual(5);
      expect(all.colorMean).toBeLessThanOrEqual(6);
    } else if (pair.name !== 'lane-splitter') {
      expect(all.alphaMax).toBeLessThanOrEqual(2);
      expect(all.colorMax).toBeLessThanOrEqual(2);
    } else {
      expect(all.colorMean).toBeLessThanOrEqual(4);
      const below = premultiplied(await draw(pair, 1));
      const [x, y] = middle(mine, below, ours.width);
      const [atX, atY] = middle(truth, below, ours.width);
      console.log(`  its badge's middle: ${x.toFixed(2)}, ${y.toFixed(2)}; the game's: ${atX.toFixed(2)}, ${atY.toFixed(2)}`);
      expect(Math.abs(x - atX)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(y - atY)).toBeLessThanOrEqual(0.5);
    }
  });
});

if (pairs.length === 0) it.skip(`icons that the game wrote: ${PAIRS} is not here`);
