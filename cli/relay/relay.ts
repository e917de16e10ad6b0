/** `relay`: beside the game, for whoever has the link to watch. */
import { once } from 'node:events';
import { isProblem } from '../../src/core/result';
import type { Io } from '../io';
import { sayProblems } from '../problems';
import { addressesOf } from './addresses';
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
  try {
    running = await startRelay(options, io);
  } catch (error) {
    if (!isProblem(error)) throw error;
    sayProblems([error], io);
    return 1;
  }
  for (const line of await said(options, running)) io.say(line);
  if (!signal.aborted) await once(signal, 'abort');
  io.say('Stopping.');
  await running.close();
  return 0;
}

async function said(options: RelayOptions, { port, secure, hubs, tokens }: Relay): Promise<string[]> {
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
  lines.push(...ways, '', 'Who has this link sees all, chat too; strangers see less:');
  for (const { id } of hubs.all()) lines.push(`  ${addresses[0]}#/live/${id}?token=${await tokens.sign({ server: id, use: 'watch' })}`);
  return [...lines, ''];
}
