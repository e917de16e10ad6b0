/** All parts of a relay put together. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isProblem, type Problem } from '../../src/core/result';
import type { Io } from '../io';
import { kernels } from '../kernels';
import { sayProblems } from '../problems';
import { type Hub, Hubs } from './hub';
import { followFile } from './in/follow-file';
import { acceptForward } from './in/forwarded';
import type { InCounts } from './in/inlet';
import type { Listening } from './in/listening';
import { readStdin } from './in/stdin';
import { listenSyslog } from './in/syslog';
import { listenUdp } from './in/udp';
import { FileKeeping } from './keep/files';
import { Metrics } from './metrics/metrics';
import { Out } from './out/out';
import { siteOf } from './out/site';
import { DEFAULT_SERVER, type RelayOptions } from './relay-options';
import { Tokens } from './tokens';
import { WorldThread } from './world-thread';

const SITE = fileURLToPath(new URL('../../dist/site', import.meta.url));

export interface Relay {
  port: number;
  secure: boolean;
  hubs: Hubs;
  tokens: Tokens;
  /** What was read is kept, and nobody listens any more. */
  close(): Promise<void>;
}

interface Pem {
  cert: Uint8Array;
  key: Uint8Array;
}

/** Throws a Problem when it cannot start: nothing is left open then. `onOpen`: of each server, those too that tokens make later. */
export async function startRelay(options: RelayOptions, io: Io, onOpen: (hub: Hub) => void = () => {}): Promise<Relay> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // What was opened last goes first: nothing comes in any more when the logs are closed.
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, io, onOpen, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: RelayOptions,
  io: Io,
  onOpen: (hub: Hub) => void,
  closing: (() => Promise<unknown>)[],
): Promise<Omit<Relay, 'close'>> {
  const { logs, stdin, syslog, udp, host } = options;
  const tls = options.tls === null ? null : { cert: await pem(options.tls.cert), key: await pem(options.tls.key) };
  const keeping = await FileKeeping.open(options.data, options.keep === undefined ? {} : { keep: options.keep });
  closing.push(() => keeping.close());
  const tokens = new Tokens(await keeping.secret());
  const say = (server: string, problem: Problem): void => sayProblems([{ ...problem, file: problem.file || server }], io);
  const loaded = await kernels();
  const worlds = new WorldThread();
  closing.push(() => worlds.close());
  const hubs = new Hubs(keeping, { kernels: loaded, worlds, onProblem: say, onOpen });
  closing.push(() => hubs.close());
  for (const { id } of await keeping.servers()) await hubs.open(id);
  const named = [...logs.map(({ server }) => server), ...(stdin === null ? [] : [stdin]), ...(udp === null ? [] : [udp.server])];
  for (const server of named) await hubs.open(server);
  // Somebody forwards to it: so it has a name and a link before.
  if (hubs.all().length === 0 && syslog === null) await hubs.open(DEFAULT_SERVER);
  const metrics = new Metrics(hubs);
  closing.push(async () => metrics.close());
  const { counts } = metrics;
  const out = new Out(hubs, tokens, counts, {
    port: options.port,
    ...(host === undefined ? {} : { host }),
    ...(tls === null ? {} : { tls }),
    site: await siteAt(options.site, io),
    ...(options.public === undefined ? {} : { public: options.public }),
    chat: options.chat,
    origins: options.origins,
    ...(options.maxWatchers === undefined ? {} : { limits: { watchers: options.maxWatchers } }),
    metrics: () => metrics.text(),
    forward: acceptForward(hubs, tokens, { counts }),
  });
  const { port } = await out.listen();
  closing.push(() => out.close());
  await listen(options, { hubs, tokens, tls, counts, closing, say, io });
  return { port, secure: tls !== null, hubs, tokens };
}

interface Ways {
  hubs: Hubs;
  tokens: Tokens;
  tls: Pem | null;
  counts: InCounts;
  closing: (() => Promise<unknown>)[];
  say: (server: string, problem: Problem) => void;
  io: Io;
}

async function listen({ logs, stdin, syslog, udp }: RelayOptions, { hubs, tokens, tls, counts, closing, say, io }: Ways): Promise<void> {
  const hubOf = (id: string): Hub => hubs.get(id)!;
  const stop = new AbortController();
  const running: Promise<void>[] = [];
  closing.push(async () => {
    stop.abort();
    // Who hands lines over may never end, and would keep the process waiting.
    if (stdin !== null) process.stdin.destroy();
    await Promise.all(running);
  });
  const { signal } = stop;
  const open = (listening: Listening): void => void closing.push(() => listening.close());
  if (syslog !== null) open(await listenSyslog(hubs, tokens, { ...syslog, ...(tls === null ? {} : { tls }), counts }));
  if (udp !== null) open(await listenUdp(hubOf(udp.server), udp.port, { counts }));
  for (const { server, path } of logs) {
    const onError = (problem: Problem | null): void => {
      if (problem === null) io.say(`${server}: ${path} is read.`);
      else say(server, problem);
    };
    running.push(followFile(path, hubOf(server), { signal, onError, counts }));
  }
  if (stdin === null) return;
  const failed = (error: unknown): void => {
    if (!isProblem(error)) throw error;
    say(stdin, error);
  };
  const read = readStdin(hubOf(stdin), { signal, counts });
  running.push(read.then(() => void (signal.aborted || io.say(`${stdin}: its input has ended; what came is still shown.`)), failed));
}

async function pem(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const problem: Problem = {
      ...{ code: 'bad-certificate', file: path, line: 0, detail: `It cannot be read: ${(error as Error).message}.` },
      tip: '--cert and --key take files of PEM, which whoever runs the relay may read.',
    };
    throw problem;
  }
}

/** null: it is not there, which the relay can do without. */
async function siteAt(path: string | undefined, io: Io): Promise<string | null> {
  const folder = path ?? SITE;
  try {
    await siteOf(folder);
    return folder;
  } catch (error) {
    if (!isProblem(error)) throw error;
    if (path === undefined) io.say('The site is not built, so this relay shows no page: `npm run build` builds it.');
    else sayProblems([error], io);
    return null;
  }
}
