/** `icons INPUT… --out DIR`: every icon as a PNG, as the game's own dump lays them out. */
import { dirname, join } from 'node:path';
import { DecodedFiles } from '../src/core/icon/decoded';
import { drawFinished } from '../src/core/icon/draw';
import { decodeSheet } from '../src/core/icon/finished-sheet';
import { cellOf, renderPicture } from '../src/core/icon/sheet';
import { PICTURE_SIDE, type Pixels } from '../src/core/icon/types';
import { openPack, type StoredPack } from '../src/core/pack/open';
import type { PackInfo } from '../src/core/pack/types';
import { kindOf } from '../src/core/prototype/kinds';
import type { Kind } from '../src/core/prototype/types';
import type { Problem } from '../src/core/result';
import { argumentsOf } from './arguments';
import { codec as nodeCodec } from './codec';
import { FileNames } from './file-names';
import { writeModPictures } from './icons-of-mods';
import type { Io } from './io';
import { kernels } from './kernels';
import { LeftOut } from './left-out';
import { folder, type Tools, type Wish, write } from './picture-files';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = 'icons INPUT… --out DIR [--size N] [--native]';

const OPTIONS = { out: { type: 'string' }, size: { type: 'string' }, native: { type: 'boolean' } } as const;
const MAX_SIZE = 1024;

export async function icons(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, OPTIONS);
  const { out, native } = options;
  if (out === undefined || out === '') throw new WrongUse('--out is missing: it names the folder to write into.');
  if (native === true && options.size !== undefined) throw new WrongUse('--native is each icon’s own size: it takes no --size.');
  const wish: Wish = { out, size: native === true ? 'native' : sizeOf(options.size) };
  const read = await readWorlds(files, false, io);
  try {
    sayProblems(read.problems, io);
    const tools: Tools = { codec: nodeCodec(), kernels: await kernels() };
    if (read.packs.length === 0) return await withoutPrototypes(read, wish, tools, io);
    // Several packs may call different things the same.
    for (const info of read.packs) await writeIcons(read, info, read.packs.length === 1 ? out : join(out, info.id), wish.size, tools, io);
    return 0;
  } finally {
    read.close();
  }
}

async function withoutPrototypes({ shelves, loose }: Read, wish: Wish, tools: Tools, io: Io): Promise<number> {
  const dump = 'factorio --dump-data writes it: script-output/data-raw-dump.json';
  if (shelves.length === 0) {
    const texts = loose === null ? '' : ' Texts and pictures alone do not say which icon is made of what.';
    throw new NothingThere(`There are no prototypes in these files.${texts} Add a dump (${dump}).`);
  }
  io.say(`There is no dump among these files, so nobody knows which icon is made of what: add one (${dump}).`);
  io.say('Until then these are the pictures of the mods as they are.');
  return (await writeModPictures(shelves, wish, tools, io)) > 0 ? 0 : 1;
}

async function writeIcons({ packLibrary }: Read, info: PackInfo, out: string, size: Wish['size'], tools: Tools, io: Io): Promise<void> {
  const pack = await openPack(packLibrary.store, info.id);
  if (pack === null) throw new NothingThere(`Pack ${info.id} cannot be opened.`);
  const painter = new Painter(pack, tools, size);
  const names = new FileNames();
  const left = new LeftOut();
  const raw = await pack.raw();
  const done = new Set<string>();
  let written = 0;
  let made = '';
  for (const [type, named] of raw) {
    const kind = kindOf(type);
    if (kind === null) continue;
    for (const name of named.keys()) {
      const key = `${kind}/${name}`;
      if (done.has(key)) continue;
      done.add(key);
      const { pixels, problems } = await painter.icon(kind, name);
      const missing = pack.missing({ kind, name });
      left.add(key, pixels !== null, missing, problems);
      if (pixels === null) continue;
      const path = join(out, `${names.take(kind, name)}.png`);
      if (dirname(path) !== made) await folder(dirname(path));
      made = dirname(path);
      await write(path, await tools.codec.encodePng(pixels));
      written += 1;
      if (written % 100 === 0) io.progress(`${written} icons`);
    }
  }
  io.progress('');
  io.say(`${out}: ${written} icons of ${info.name}${size === 'native' ? '' : `, ${size} × ${size} px`}.`);
  for (const line of left.lines()) io.say(line);
}

function sizeOf(text: string | undefined): number {
  const size = Number(text ?? PICTURE_SIDE);
  if (/^\d+$/.test(text ?? '1') && size >= 1 && size <= MAX_SIZE) return size;
  throw new WrongUse(`--size is a side in pixels from 1 to ${MAX_SIZE}, not ${text}.`);
}

/** Draws the icons of one pack, from layers where they are here, else from its finished sheets. */
class Painter {
  private readonly files: DecodedFiles;
  private readonly sheets = new Map<number, ReturnType<typeof decodeSheet>>();

  constructor(
    private readonly pack: StoredPack,
    private readonly tools: Tools,
    private readonly size: Wish['size'],
  ) {
    this.files = new DecodedFiles((keys) => pack.layers(keys), tools.codec);
  }

  async icon(kind: Kind, name: string): Promise<{ pixels: Pixels | null; problems: Problem[] }> {
    const plan = this.pack.picturePlan(kind, name);
    if (plan === null) return await this.fromSheet(kind, name);
    return await renderPicture(plan, this.files, this.tools.kernels.icon, this.size);
  }

  private async fromSheet(kind: Kind, name: string): Promise<{ pixels: Pixels | null; problems: Problem[] }> {
    const picture = this.pack.pictureOf({ kind, name });
    if (picture === null) return { pixels: null, problems: [] };
    const { sheet, x, y } = cellOf(picture);
    const { pixels: decoded, problem } = await this.sheet(sheet);
    if (decoded === null) return { pixels: null, problems: problem === null ? [] : [problem] };
    const data = new Uint8Array(PICTURE_SIDE * PICTURE_SIDE * 4);
    for (let row = 0; row < PICTURE_SIDE; row++) {
      const from = ((y + row) * decoded.width + x) * 4;
      data.set(decoded.data.subarray(from, from + PICTURE_SIDE * 4), row * PICTURE_SIDE * 4);
    }
    const cell = { width: PICTURE_SIDE, height: PICTURE_SIDE, data };
    // Nothing larger is known of it.
    if (this.size === 'native' || this.size === PICTURE_SIDE) return { pixels: cell, problems: [] };
    const how = { premultiplied: false, picture: 'slot', spec: null } as const;
    return { pixels: drawFinished(cell, how, this.tools.kernels.icon, this.size), problems: [] };
  }

  private sheet(n: number): ReturnType<typeof decodeSheet> {
    const known = this.sheets.get(n) ?? this.decoded(n);
    this.sheets.set(n, known);
    return known;
  }

  private async decoded(n: number): ReturnType<typeof decodeSheet> {
    const webp = await this.pack.sheet(n);
    return webp === null ? { pixels: null, problem: null } : await decodeSheet(this.tools.codec, webp, n);
  }
}
