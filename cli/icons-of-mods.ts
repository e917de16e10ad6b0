/** Pictures of mods without prototypes: what lies in their folders of icons, each file as it is. */
import { dirname, join } from 'node:path';
import { drawFinished } from '../src/core/icon/draw';
import { cutSquare } from '../src/core/icon/mips';
import type { Pixels } from '../src/core/icon/types';
import type { Shelf } from '../src/core/pack/types';
import type { Problem } from '../src/core/result';
import { FileNames, safeName } from './file-names';
import type { Io } from './io';
import { folder, type Tools, type Wish, write } from './picture-files';

/** All else are sprites of what stands in the world, and the mod's own thumbnail. */
const ICON = /^graphics\/(?:icons|(?=(?:technology|item-group|equipment|achievement)\/))\/?(.+)\.png$/i;
const BATCH = 100;

/** Answers how many were written. */
export async function writeModPictures(shelves: readonly Shelf[], wish: Wish, tools: Tools, io: Io): Promise<number> {
  const names = new FileNames();
  let written = 0;
  for (const shelf of shelves) {
    const pictures = [...(shelf.paths?.() ?? [])].filter((path) => /\.png$/i.test(path)).sort();
    const paths = pictures.filter((path) => ICON.test(path));
    let here = 0;
    const faults: string[] = [];
    for (let at = 0; at < paths.length; at += BATCH) {
      const batch = paths.slice(at, at + BATCH);
      const files = await shelf.read(batch, new AbortController().signal);
      for (const [i, path] of batch.entries()) {
        const picture = await decoded(files[i] ?? null, tools);
        if ('code' in picture) {
          faults.push(`${path}: ${picture.detail}`);
          continue;
        }
        const parts = ['file', shelf.mod, ...ICON.exec(path)![1]!.split('/')].map(safeName);
        const file = join(wish.out, `${names.take(parts.slice(0, -1).join('/'), parts.at(-1)!)}.png`);
        await folder(dirname(file));
        await write(file, await tools.codec.encodePng(firstLevel(picture, wish, tools)));
        here += 1;
      }
    }
    written += here;
    io.say(`${shelf.from}: ${here} pictures of ${shelf.mod}${shelf.version === null ? '' : ` ${shelf.version}`}.`);
    if (pictures.length > paths.length)
      io.say(
        `  Left out: ${pictures.length - paths.length} pictures that are no icons (${folders(pictures.filter((path) => !ICON.test(path)))}).`,
      );
    for (const fault of faults) io.say(`  Left out: ${fault}`);
    if (pictures.length === 0) io.say('  It has no pictures.');
  }
  io.say(`${wish.out}: ${written} pictures.`);
  return written;
}

async function decoded(bytes: Uint8Array | null, { codec }: Tools): Promise<Pixels | Problem> {
  if (bytes === null) return { code: 'gone', file: '', line: 0, detail: 'It cannot be read.', tip: '' };
  try {
    return await codec.decodePng(bytes);
  } catch (error) {
    if (error instanceof Error) throw error;
    return error as Problem;
  }
}

/** Mip levels lie to the right: the icon is as wide as the file is high. */
function firstLevel(picture: Pixels, { size }: Wish, { kernels }: Tools): Pixels {
  const side = cutSquare(picture, picture.height);
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) data.set(picture.data.subarray(y * picture.width * 4, (y * picture.width + side) * 4), y * side * 4);
  const cut = { width: side, height: side, data };
  return size === 'native' || size === side
    ? cut
    : drawFinished(cut, { premultiplied: false, picture: 'slot', spec: null }, kernels.icon, size);
}

function folders(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} in ${name === '.' ? 'the mod’s folder' : name}`).join(', ');
}
