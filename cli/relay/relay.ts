/** `relay`: beside the game, for whoever has the link to watch. */
import { once } from 'node:events';
import { isProblem } from '../../src/core/result';
import type { Io } from '../io';
import { sayProblems } from '../problems';
import { addressesOf } from './addresses';
import type { Hub } from './hub';
import { type RelayOptions, relayOptions, usage } from './relay-options';
import { type Relay, startRelay } from './serve';

export { usage };

export async function relay(args: readonly string[], io: Io): Promise<number> {
  const options = relayOptions(args);
  const stop = new AbortController();
  const onSignal = (): void => {
    // Whoever asks twice does not want to wait.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await run(options, io, stop.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function run(options: RelayOptions, io: Io, signal: AbortSignal): Promise<number> {
  let running: Relay;
  let started = false;
  const later = async ({ id }: Hub): Promise<void> => {
    if (started) io.say(`${id}: lines come for it now. Who has this link sees all: ${await linkTo(id, options, running)}`);
  };
  try {
    running = await startRelay(options, io, (hub) => void later(hub));
  } catch (error) {
    if (!isProblem(error)) throw error;
    sayProblems([error], io);
    return 1;
  }
  for (const line of await said(options, running)) io.say(line);
  started = true;
  if (!signal.aborted) await once(signal, 'abort');
  io.say('Stopping.');
  await running.close();
  return 0;
}

/** For this machine, with a token to watch all of it; behind the sign that browsers keep to themselves. */
async function linkTo(server: string, { host }: RelayOptions, { port, secure, tokens }: Relay): Promise<string> {
  const [address] = addressesOf(host, port, secure);
  return `${address}#/live/${server}?token=${await tokens.sign({ server, use: 'watch' })}`;
}

async function said(options: RelayOptions, relay: Relay): Promise<string[]> {
  const { port, secure, hubs } = relay;
  const { logs, stdin, syslog, udp } = options;
  const addresses = addressesOf(options.host, port, secure);
  const lines = ['', 'This relay is open at', ...addresses.map((address) => `  ${address}`), ''];
  const ways = [
    ...logs.map(({ server, path }) => `${server}: follows ${path}`),
    ...(stdin === null ? [] : [`${stdin}: reads its input`]),
    ...(udp === null ? [] : [`${udp.server}: listens for the game on port ${udp.port} of this machine`]),
    ...(syslog === null
      ? []
      : [`Syslog ${secure ? 'over TLS' : 'over TCP'} on ${syslog.host}:${syslog.port}, for whoever has a server’s token`]),
  ];
  const ws = `${secure ? 'wss' : 'ws'}://HOST:${port}/forward/SERVER`;
  if (ways.length === 0) ways.push(`It waits for \`forward --to ${ws}\` from the game’s machine.`);
  const links = await Promise.all(hubs.all().map(({ id }) => linkTo(id, options, relay)));
  lines.push(...ways);
  if (links.length > 0) lines.push('', 'Who has this link sees all, chat too; strangers see less:', ...links.map((link) => `  ${link}`));
  return [...lines, ''];
}
