/** `stats FILE… --csv|--json`: what a world made, used and did through time, one row a tick and thing. */
import { csv } from '../src/core/csv';
import { NUMBER_COLUMNS, type NumberRow, numberObject, numberRows } from '../src/core/world/number-rows';
import type { NumbersQuestion } from '../src/core/world/number-types';
import type { Span } from '../src/core/world/types';
import { argumentsOf } from './arguments';
import { branchOf, chooseWorld, forceOf, surfaceOf } from './choose';
import type { Io } from './io';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';
import { spanOf } from './span';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = [
  'stats FILE… [--world ID] [--branch ID] [--force player] [--surface nauvis] [--span first,last] [--points N] [--join]',
  '        --csv | --json',
].join('\n');

const OPTIONS = {
  world: { type: 'string' },
  branch: { type: 'string' },
  force: { type: 'string' },
  surface: { type: 'string' },
  span: { type: 'string' },
  points: { type: 'string' },
  join: { type: 'boolean' },
  csv: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Every telling of weeks. */
const MOST_POINTS = 10_000;

interface Wish {
  world: string | undefined;
  branch: string | undefined;
  force: string | undefined;
  surface: string | undefined;
  span: Span | null;
  points: number;
}

export async function stats(args: readonly string[], io: Io): Promise<number> {
  const { files, options } = argumentsOf(args, OPTIONS);
  if ((options.csv === true) === (options.json === true)) throw new WrongUse('One of --csv and --json says how it is printed.');
  const { world, branch, force, surface } = options;
  const wish = { world, branch, force, surface, span: spanOf(options.span), points: pointsOf(options.points) };
  const read = await readWorlds(files, options.join === true, io);
  try {
    sayProblems(read.problems, io);
    const rows = await rowsOf(read, wish);
    io.out(options.csv === true ? csv([NUMBER_COLUMNS, ...rows]) : `${JSON.stringify(rows.map(numberObject), null, 1)}\n`);
    return 0;
  } finally {
    read.close();
  }
}

async function rowsOf({ library, worlds }: Read, wish: Wish): Promise<NumberRow[]> {
  const info = chooseWorld(worlds, wish.world);
  const world = await library.world(info.id);
  if (world === null) throw new NothingThere(`World ${info.id} cannot be opened.`);
  const branch = branchOf(info, wish.branch);
  const question: NumbersQuestion = {
    ...{ world: info.id, branch, span: wish.span, points: wish.points },
    force: wish.force === undefined ? null : forceOf(info, wish.force),
    surface: wish.surface === undefined ? null : surfaceOf(info, wish.surface),
  };
  const numbers = await world.numbers.numbers(question);
  if (numbers.ticks.length === 0) throw new NothingThere('No time is known of this world: its log names no tick.');
  return [...numberRows(numbers)];
}

function pointsOf(text: string | undefined): number {
  if (text === undefined) return MOST_POINTS;
  const points = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(points >= 2 && points <= MOST_POINTS)) throw new WrongUse(`--points is a whole number from 2 to ${MOST_POINTS}, not ${text}.`);
  return points;
}
