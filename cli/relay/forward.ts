/** `forward`: a log on the game's machine, sent to a relay elsewhere; what is not there yet waits on the disk. */

import type { Problem } from '../../src/core/result';
import { isProblem } from '../../src/core/result';
import { argumentsOf } from '../arguments';
import type { Io } from '../io';
import { NothingThere, WrongUse } from '../wrong-use';
import { sendSpool } from './forward/sender';
import { Spool } from './forward/spool';
import { followFile } from './in/follow-file';
import { SERVER_ID } from './keeping';

export const usage = 'forward --log FILE --to wss://HOST/forward/SERVER [--token TOKEN] [--data DIR]';

const text = { type: 'string' } as const;
const OPTIONS = { log: text, to: text, token: text, data: text };
const DEFAULT_DATA = 'forward-data';
/** Of the token, where other users of the machine do not see it among the words of a command. */
const TOKEN = 'FACTOSCOPE_TOKEN';
/** Bytes that may wait on the disk. */
const MOST = 4_000_000_000;
const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Runs until it is stopped (SIGINT, SIGTERM). */
export async function forward(args: readonly string[], io: Io): Promise<number> {
  const { log, to, token, data } = optionsOf(args);
  const stop = new AbortController();
  const end = () => stop.abort();
  const spool = await Spool.open(data, MOST).catch((error) => {
    throw isProblem(error) ? new NothingThere(wordsOf(error)) : error;
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    const { host, protocol, hostname } = to;
    io.say(`${log} is sent to ${host}; what is not there yet waits in ${data}.`);
    if (protocol === 'ws:' && !LOCAL.test(hostname))
      io.say('Nothing is encrypted on its way, the token neither: use wss:// over other networks.');
    const onError = (problem: Problem | null) => io.say(problem === null ? `${log} is read again.` : wordsOf(problem));
    const { signal } = stop;
    const sending = sendSpool(spool, { to: to.href, token, signal, say: (line) => io.say(line) });
    await Promise.all([followFile(log, spool, { signal, onError }), sending]);
  } finally {
    stop.abort();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    await spool.close();
  }
  io.say('Stopped. What was not sent is sent next time.');
  return 0;
}

function optionsOf(args: readonly string[]): { log: string; to: URL; token: string; data: string } {
  const { options } = argumentsOf(args, OPTIONS, false);
  const { log, to, token = process.env[TOKEN], data = DEFAULT_DATA } = options;
  if (log === undefined) throw new WrongUse('--log names the file to be sent.');
  if (to === undefined) throw new WrongUse('--to names the relay, as wss://example.org/forward/game.');
  const url = URL.canParse(to) ? new URL(to) : null;
  const server = /\/forward\/([^/]+)$/.exec(url?.pathname ?? '')?.[1] ?? '';
  if (url === null || !/^wss?:$/.test(url.protocol) || !SERVER_ID.test(server) || url.username !== '' || url.hash !== '')
    throw new WrongUse(`--to takes wss://HOST/forward/SERVER, and not ${JSON.stringify(to)}.`);
  if (token === undefined || token === '') throw new WrongUse(`A token is needed: --token, or ${TOKEN} in the environment.`);
  return { log, to: url, token, data };
}

const wordsOf = ({ file, detail, tip }: Problem): string => `${file === '' ? '' : `${file}: `}${detail} ${tip}`.trim();
