/** `snapshot FILE… --out world.zip`: a world, or a part of it, in one portable file. */
import { writeFile } from 'node:fs/promises';
import { writeContainer } from '../src/core/pack/write-container';
import type { SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import type { Span, WorldInfo } from '../src/core/world/types';
import { argumentsOf } from './arguments';
import { branchOf, chooseWorld, forceOf, surfaceOf } from './choose';
import type { Io } from './io';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';
import { spanOf } from './span';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = [
  'snapshot FILE… [--world ID] [--branch ID] [--tick N | --span first,last] [--surface a,b] [--force a,b]',
  '        [--chat] [--names keep|numbered] [--engine] [--with-pack] [--join] --out world.zip',
].join('\n');

const OPTIONS = {
  world: { type: 'string' },
  branch: { type: 'string' },
  tick: { type: 'string' },
  span: { type: 'string' },
  surface: { type: 'string' },
  force: { type: 'string' },
  chat: { type: 'boolean' },
  names: { type: 'string' },
  engine: { type: 'boolean' },
  'with-pack': { type: 'boolean' },
  join: { type: 'boolean' },
  out: { type: 'string' },
} as const;

type Options = ReturnType<typeof argumentsOf<typeof OPTIONS>>['options'];

export async function snapshot(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, OPTIONS);
  const { out } = options;
  if (out === undefined || out === '') throw new WrongUse('--out is missing: it names the zip to write.');
  if (options.tick !== undefined && options.span !== undefined) throw new WrongUse('--tick and --span exclude each other.');
  if (options.names !== undefined && options.names !== 'keep' && options.names !== 'numbered')
    throw new WrongUse(`--names is keep or numbered, not ${options.names}.`);
  const read = await readWorlds(files, options.join === true, io);
  try {
    sayProblems(read.problems, io);
    const info = chooseWorld(read.worlds, options.world);
    const open = await read.library.open(info.id);
    if (open === null) throw new NothingThere(`World ${info.id} cannot be opened.`);
    const choice = chosen(info, options);
    const blocks = await worldBlocks(open, choice, {
      onProgress: (done, total) => io.progress(`${Math.floor((done / Math.max(1, total)) * 100)} % of ${total} parts`),
    });
    io.progress('');
    const pack = options['with-pack'] === true ? await packOf(read) : null;
    const zip = Buffer.concat(writeContainer([...(pack?.blocks ?? []), ...blocks], pack?.first ?? null));
    if (out === '-') io.out(zip);
    else await writeFile(out, zip).catch((error) => Promise.reject(new WrongUse(`${out} cannot be written (${error.code}).`)));
    io.say(`${out}: ${info.name}, ${zip.length} bytes. ${privacy(choice)}`);
    return 0;
  } finally {
    read.close();
  }
}

function chosen(info: WorldInfo, options: Options): SnapshotChoice {
  const { branch, surface, force } = options;
  const list = <T>(text: string | undefined, of: (name: string) => T | null): T[] | null =>
    text === undefined ? null : text.split(',').map((name) => of(name) as T);
  return {
    branch: branch === undefined ? null : branchOf(info, branch),
    span: options.tick === undefined ? spanOf(options.span) : momentOf(options.tick, info.ticks),
    surfaces: list(surface, (name) => surfaceOf(info, name)),
    forces: list(force, (name) => forceOf(info, name)),
    chat: options.chat === true,
    names: options.names === 'keep' ? 'keep' : 'numbered',
    engine: options.engine === true,
  };
}

function momentOf(text: string, ticks: Span | null): Span {
  const tick = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(tick)) throw new WrongUse(`--tick is a whole number, not ${text}.`);
  const at = ticks === null ? tick : Math.min(Math.max(tick, ticks[0]), ticks[1]);
  return [at, at];
}

async function packOf({ packs, packLibrary }: Read) {
  const [only, ...more] = packs;
  if (only === undefined) throw new NothingThere('There is no pack in these files: add a dump, or leave --with-pack out.');
  if (more.length > 0) throw new WrongUse('There are several packs in these files; name only one.');
  return await packLibrary.packBlocks(only.id, { icons: true, native: false });
}

/** What a person should know before it is passed on. */
function privacy({ chat, names, engine }: SnapshotChoice): string {
  const has = [names === 'keep' ? 'names of players' : '', chat ? 'chat' : '', engine ? 'the game’s own lines' : ''].filter(Boolean);
  return has.length === 0 ? 'It names no players and holds no chat.' : `It holds ${has.join(', ')}.`;
}
