/** RFC 5424 over TCP or TLS, as docker's syslog driver sends it; the token of a server is the name of the application. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Tokens } from '../tokens';
import { type ConnectionLimits, Door } from './door';
import { type InCounts, type Inlets, noCounts } from './inlet';
import { type Listening, listenAt } from './listening';
import { SyslogConnection, type SyslogLimits } from './syslog-connection';

export interface SyslogOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** PEM. */
  tls?: { key: string | Uint8Array; cert: string | Uint8Array };
  counts?: InCounts;
  limits?: Partial<SyslogLimits & ConnectionLimits>;
}

const LIMITS: SyslogLimits & ConnectionLimits = {
  message: 1024 * 1024,
  perSecond: 8 * 1024 * 1024,
  // A container may be silent for a while before its first line, which docker would lose with the connection.
  first: 600_000,
  half: 60_000,
  rest: 5_000,
  connections: 1_000,
  perAddress: 100,
};
/** Who is gone without a word is noticed so (ms). */
const KEEP_ALIVE = 60_000;
const HANDSHAKE = 10_000;

export async function listenSyslog(inlets: Inlets, tokens: Tokens, options: SyslogOptions): Promise<Listening> {
  const { host, port, tls, counts = noCounts } = options;
  const limits = { ...LIMITS, ...options.limits };
  const door = new Door(limits, () => counts.refused('too-many'));
  const running = new Set<Promise<void>>();
  const talk = (socket: Socket) => {
    const run = new SyslogConnection(socket, inlets, tokens, limits, counts).run(() => door.trust(socket));
    running.add(run);
    void run.finally(() => running.delete(run));
  };
  const pem = tls && { key: toPem(tls.key), cert: toPem(tls.cert), handshakeTimeout: HANDSHAKE };
  const server: Server = pem ? createTlsServer(pem, talk) : createServer(talk);
  // Asked before anything is read, or any key is reckoned with.
  server.prependListener('connection', (socket: Socket) => {
    socket.on('error', () => {});
    socket.setKeepAlive(true, KEEP_ALIVE);
    door.enter(socket);
  });
  server.on('tlsClientError', () => counts.refused('bad-frame'));
  return await listenAt(server, host, port, async () => {
    door.close();
    await Promise.allSettled(running);
  });
}

const toPem = (pem: string | Uint8Array): string | Buffer => (typeof pem === 'string' ? pem : Buffer.from(pem));
