/** `pack INPUT… --out pack.zip`: all that is known of a set of mods as one zip, its pictures rendered. */
import { writeFile } from 'node:fs/promises';
import { DecodedFiles } from '../src/core/icon/decoded';
import { packedAnew } from '../src/core/icon/finished-sheet';
import { renderSheet } from '../src/core/icon/sheet';
import type { Effort } from '../src/core/icon/types';
import { openPack } from '../src/core/pack/open';
import type { PackInfo } from '../src/core/pack/types';
import { argumentsOf } from './arguments';
import { codec as nodeCodec } from './codec';
import type { Io } from './io';
import { kernels } from './kernels';
import { LeftOut } from './left-out';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = 'pack INPUT… [--pack ID] [--name NAME] [--languages en,de] [--small|--lossy|--no-icons] [--native] --out pack.zip';

const OPTIONS = {
  out: { type: 'string' },
  pack: { type: 'string' },
  name: { type: 'string' },
  languages: { type: 'string' },
  small: { type: 'boolean' },
  lossy: { type: 'boolean' },
  'no-icons': { type: 'boolean' },
  native: { type: 'boolean' },
} as const;

export async function pack(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, OPTIONS);
  const { out, small, lossy, native } = options;
  const none = options['no-icons'] === true;
  if (out === undefined || out === '') throw new WrongUse('--out is missing: it names the zip to write.');
  if ([small, lossy, none].filter(Boolean).length > 1) throw new WrongUse('--small, --lossy and --no-icons exclude each other.');
  if (none && native === true) throw new WrongUse('--native is about pictures, and --no-icons leaves them out.');
  const languages = languagesOf(options.languages);
  const read = await readWorlds(files, false, io);
  try {
    sayProblems(read.problems, io);
    const info = chosen(read.packs, options.pack);
    const strange = languages?.find((code) => !info.languages.includes(code));
    if (strange !== undefined)
      throw new NothingThere(`${info.name} has no texts in ${strange}, but in ${info.languages.join(', ') || 'no language'}.`);
    if (options.name !== undefined) await read.packLibrary.rename(info.id, options.name);
    const sheets = none ? undefined : await render(read, info, small ? 'small' : lossy ? 'lossy' : 'fast', io);
    const parts = await read.packLibrary.exportPack(info.id, {
      icons: !none,
      native: native === true,
      ...(languages === undefined ? {} : { languages }),
      ...(sheets === undefined ? {} : { sheets }),
    });
    const zip = Buffer.concat(parts);
    await write(out, zip, io);
    io.say(`${out}: ${options.name ?? info.name}, ${zip.length} bytes.`);
    if (!none && info.icons.pictures > 0) io.say('The pictures in it belong to the game and to its mods’ authors.');
    return 0;
  } finally {
    read.close();
  }
}

/** All sheets, by number. */
async function render({ packLibrary }: Read, info: PackInfo, effort: Effort, io: Io): Promise<Uint8Array[]> {
  const pack = await openPack(packLibrary.store, info.id);
  if (pack === null) throw new NothingThere(`Pack ${info.id} cannot be opened.`);
  const codec = nodeCodec();
  const { icon } = await kernels();
  const files = new DecodedFiles((keys) => pack.layers(keys), codec);
  const left = new LeftOut();
  const sheets: Uint8Array[] = [];
  for (let n = 0; n < pack.sheets; n++) {
    io.progress(`sheet ${n + 1} of ${pack.sheets}`);
    const plan = pack.sheetPlan(n);
    const stored = await pack.sheet(n);
    if (plan !== null) {
      const { pixels, problems } = await renderSheet(plan, files, icon);
      left.add(`sheet ${n + 1}`, true, [], problems);
      sheets.push(await codec.encodeWebp(pixels, effort));
    } else if (stored === null) throw new Error(`sheet ${n} of ${info.id} is nowhere`);
    else {
      const { webp, problems } = await packedAnew(codec, stored, effort, n);
      left.add(`sheet ${n + 1}`, true, [], problems);
      sheets.push(webp);
    }
  }
  io.progress('');
  for (const { mod, files: missing, examples } of pack.missingByMod())
    io.say(`${mod === '' ? 'Of no mod' : mod}: ${missing} ${missing === 1 ? 'file is' : 'files are'} missing, as ${examples[0]}.`);
  for (const line of left.lines()) io.say(line);
  return sheets;
}

function chosen(packs: readonly PackInfo[], id: string | undefined): PackInfo {
  const [only] = packs;
  if (only === undefined) throw new NothingThere('There are no prototypes in these files: add a dump (factorio --dump-data writes it).');
  const all = packs.map((info) => `  ${info.id}  ${info.name}`).join('\n');
  if (id === undefined && packs.length > 1) throw new WrongUse(`There are several packs in these files; --pack says which:\n${all}`);
  const found = id === undefined ? only : packs.find((info) => info.id === id);
  if (found === undefined) throw new NothingThere(`There is no pack ${id} in these files, but:\n${all}`);
  return found;
}

function languagesOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const codes = text.split(',').map((code) => code.trim());
  if (codes.some((code) => code === '')) throw new WrongUse(`--languages is a list of codes, as en,de, not ${text}.`);
  return [...new Set(codes)];
}

async function write(out: string, bytes: Uint8Array, io: Io): Promise<void> {
  if (out === '-') return io.out(bytes);
  try {
    await writeFile(out, bytes);
  } catch (error) {
    throw new WrongUse(`${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
