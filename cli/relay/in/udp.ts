/** What the game sends to a port of its own machine. */
import type { InCounts, Inlet } from './inlet';
import type { Listening } from './listening';

export async function listenUdp(_inlet: Inlet, port: number, _options: { counts?: InCounts } = {}): Promise<Listening> {
  return { host: '127.0.0.1', port, close: async () => {} };
}
