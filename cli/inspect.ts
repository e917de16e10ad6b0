/** `inspect FILE…`: what is in some files, as one JSON object. */
import type { WorldInfo } from '../src/core/world/types';
import { argumentsOf } from './arguments';
import { packInspection } from './inspect-pack';
import type { Io } from './io';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';

export const usage = 'inspect FILE… [--join]';

export async function inspect(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, { join: { type: 'boolean' } });
  const read = await readWorlds(files, options.join === true, io);
  try {
    io.out(`${JSON.stringify(inspection(read), null, 2)}\n`);
    if (read.files.some((file) => file.read)) return 0;
    sayProblems(read.problems, io);
    io.say('Nothing could be read.');
    return 1;
  } finally {
    read.close();
  }
}

export function inspection({ files, worlds, packs, problems }: Pick<Read, 'files' | 'worlds' | 'packs' | 'problems'>) {
  return {
    files: files.map(({ name, bytes, format, worlds: ids, packets, note }) => ({ name, bytes, format, worlds: ids, packets, note })),
    formats: [...new Set(files.filter((file) => file.read).map(({ format }) => format))],
    worlds: worlds.map(worldInspection),
    packs: packs.map(packInspection),
    problems: problems.map(({ code, file, line, detail, tip, count }) => ({
      code,
      file,
      line,
      detail,
      tip,
      ...(count === undefined ? {} : { count }),
    })),
  };
}

function worldInspection(info: WorldInfo) {
  const { id, gameVersion, mods, surfaces, forces, players, ticks, branches, packets, chunks, gaps } = info;
  const { joins, leaves, errors, saves } = info.engine;
  return {
    id,
    gameVersion,
    mods: mods.map(({ name, version }) => ({ name, version })),
    surfaces: surfaces.map(({ name }) => name),
    forces: forces.map(({ name }) => name),
    players: players.map(({ name }) => name),
    ticks,
    branches: branches.map(({ id, parent, leavesAt, ticks, opens, unlinked }) => ({
      ...{ id, parent, leavesAt, ticks, opens },
      ...(unlinked === true ? { unlinked } : {}),
    })),
    packets: sorted(packets),
    chunks: sorted(chunks),
    engine: { joins, leaves, errors, saves },
    gaps: gaps.map(({ branch, ticks, lines }) => ({ branch, ticks, lines })),
  };
}

/** By key, so that two readings of the same print the same. */
const sorted = (counts: Record<string, number>) => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
