/** `token`: lets somebody write to a server, watch all of it, or read the relay's metrics. */
import { isProblem } from '../../src/core/result';
import { argumentsOf } from '../arguments';
import type { Io } from '../io';
import { sayProblems } from '../problems';
import { WrongUse } from '../wrong-use';
import { secretOf } from './keep/secret';
import { SERVER_ID } from './keeping';
import { ALL_SERVERS, Tokens, type TokenUse } from './tokens';

export const usage = 'token (--server NAME [--watch] | --metrics) [--days N] [--data DIR]';

const text = { type: 'string' } as const;
const OPTIONS = { server: text, watch: { type: 'boolean' }, metrics: { type: 'boolean' }, days: text, data: text } as const;
/** As of `relay`. */
const DEFAULT_DATA = 'relay-data';

/** Prints the token alone to stdout. */
export async function token(args: readonly string[], io: Io): Promise<number> {
  const { server, use, days, data } = optionsOf(args);
  let secret: Uint8Array;
  try {
    secret = await secretOf(data);
  } catch (error) {
    if (!isProblem(error)) throw error;
    sayProblems([error], io);
    return 1;
  }
  io.out(`${await new Tokens(secret).sign({ server, use, ...(days === undefined ? {} : { days }) })}\n`);
  const what = { watch: `sees all of ${server}`, write: `writes to ${server}`, metrics: 'reads the metrics of all servers' }[use];
  io.say(`Whoever has it ${what}${days === undefined ? ', for as long as the folder has its secret.' : `, for ${days} days.`}`);
  return 0;
}

function optionsOf(args: readonly string[]): { server: string; use: TokenUse; days: number | undefined; data: string } {
  const { options } = argumentsOf(args, OPTIONS, false);
  const { watch = false, metrics = false, days, data = DEFAULT_DATA } = options;
  if (metrics && (watch || options.server !== undefined)) throw new WrongUse('--metrics stands alone: they tell of all servers.');
  const server = metrics ? ALL_SERVERS : options.server;
  if (server === undefined) throw new WrongUse('--server names whom the token is for.');
  if (!metrics && !SERVER_ID.test(server))
    throw new WrongUse(`A server cannot be called ${JSON.stringify(server)}: use a-z, 0-9, ".", "_" and "-".`);
  const number = days === undefined ? undefined : Number(days);
  if (number !== undefined && !(number > 0 && number <= 36_500))
    throw new WrongUse(`--days takes how many it holds, and not ${JSON.stringify(days)}.`);
  return { server, use: metrics ? 'metrics' : watch ? 'watch' : 'write', days: number, data };
}
