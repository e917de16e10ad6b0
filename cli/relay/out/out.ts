/** What a relay shows: the site, its servers, and their lines as they come. */
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { isProblem, type Problem } from '../../../src/core/result';
import type { Hub, Hubs } from '../hub';
import { Tally } from './address';
import { Origins } from './headers';
import { Live } from './live';
import { LIMITS, type Limits, type OutCounts, type OutOptions, type TokenCheck } from './options';
import { Requests } from './requests';
import { Rights, strangersOf } from './rights';
import { noSite, siteOf } from './site';
import { Sockets } from './sockets';

/** Bounds of the server itself: ms, bytes, and how many. */
const SERVER = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 5_000,
  noDelay: true,
};
/** ms. */
const IDLE = 60_000;
/** Between two looks at what channels have to say, and at whether watchers are still there (ms). */
const BEAT = 1_000;
const PING = 20_000;
/** Those who do not leave when the relay is stopped are not waited for longer (ms). */
const PATIENCE = 2_000;
/** A page's files and its other connections, beside those who watch. */
const OTHERS = 500;

export class Out {
  private readonly limits: Limits;
  private readonly lives = new Map<Hub, Live>();
  private readonly stopping = new AbortController();
  private readonly connections = new Tally();
  private timers: NodeJS.Timeout[] = [];
  private sockets: Sockets | null = null;
  private server: Server | null = null;

  constructor(
    readonly hubs: Hubs,
    readonly tokens: TokenCheck,
    readonly counts: OutCounts,
    readonly options: OutOptions,
  ) {
    this.limits = { ...LIMITS, ...options.limits };
  }

  /**
   * `url` as a browser of this machine opens it. Throws a Problem: `port-taken`, `port-refused`, `no-such-host`, `bad-certificate`; a site
   * that is not built is none.
   */
  async listen(): Promise<{ url: string; port: number }> {
    const { hubs, counts, limits, options } = this;
    const { tls, port = 0, host } = options;
    const rights = new Rights(this.tokens, strangersOf(options));
    const origins = new Origins(options.origins ?? []);
    const site = options.site === null ? noSite : await siteOf(options.site).catch(orNoSite);
    const common = { hubs, rights, origins, counts, limits, liveOf: (hub: Hub) => this.liveOf(hub) };
    const requests = new Requests({ ...common, site, metrics: options.metrics, stopped: this.stopping.signal });
    const sockets = new Sockets({ ...common, forward: options.forward });
    const server = tls === undefined ? createServer(SERVER) : secureServer(tls);
    server.maxHeadersCount = 100;
    // Nobody holds a place without taking anything; a WebSocket has a patience of its own.
    server.timeout = IDLE;
    server.maxConnections = limits.watchers + OTHERS;
    server.on('connection', (socket: Socket) => this.connected(socket));
    server.on('request', (request, response) => void requests.handle(request, response));
    server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
    server.on('drop', () => counts.refused('too-many'));
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code !== 'ECONNRESET') counts.refused('bad-request');
      if (socket.writable) socket.end(BAD_REQUEST);
      else socket.destroy();
    });
    await listening(server, port, host);
    this.sockets = sockets;
    this.server = server;
    this.timers = [setInterval(() => this.beat(), BEAT), setInterval(() => this.ping(), PING)];
    const used = (server.address() as AddressInfo).port;
    return { url: `${tls === undefined ? 'http' : 'https'}://${nameOf(host)}:${used}/`, port: used };
  }

  private liveOf(hub: Hub): Live {
    const live = this.lives.get(hub) ?? new Live(hub, this.limits, this.counts);
    this.lives.set(hub, live);
    return live;
  }

  /** What comes through a proxy of this machine is bounded by its watchers alone. */
  private connected(socket: Socket): void {
    const { remoteAddress = '' } = socket;
    const who = /^(::1$|(::ffff:)?127\.)/.test(remoteAddress) ? null : remoteAddress;
    if (who === null) return;
    if (!this.connections.enter(who, this.limits.connections)) {
      this.counts.refused('too-many');
      socket.destroy();
      return;
    }
    socket.once('close', () => this.connections.leave(who));
  }

  private beat(): void {
    for (const live of this.lives.values()) live.beat(Date.now());
  }

  private ping(): void {
    for (const live of this.lives.values()) live.ping(Date.now());
  }

  /** Watchers are told that it is away. */
  async close(): Promise<void> {
    const { server, sockets } = this;
    this.stopping.abort();
    for (const timer of this.timers) clearInterval(timer);
    for (const live of this.lives.values()) live.close();
    sockets?.close();
    if (server === null) return;
    const end = setTimeout(() => {
      sockets?.terminate();
      server.closeAllConnections();
    }, PATIENCE);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    clearTimeout(end);
  }
}

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** A relay without the site is one all the same. */
function orNoSite(error: unknown): typeof noSite {
  if (isProblem(error)) return noSite;
  throw error;
}

/** As a browser of this machine reaches it. */
function nameOf(host: string | undefined): string {
  if (host === undefined || ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function secureServer({ cert, key }: NonNullable<OutOptions['tls']>): Server {
  try {
    const pem = (text: string | Uint8Array) => (typeof text === 'string' ? text : Buffer.from(text));
    return createSecureServer({ ...SERVER, cert: pem(cert), key: pem(key), minVersion: 'TLSv1.2' });
  } catch (error) {
    throw problem(
      'bad-certificate',
      `The certificate or its key cannot be used (${(error as Error).message}).`,
      'Name PEM files by --cert and --key.',
    );
  }
}

async function listening(server: Server, port: number, host: string | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    const where = `${host ?? ''}:${port}`;
    if (error.code === 'EADDRINUSE')
      throw problem('port-taken', `Port ${port} is taken by another program.`, 'Choose another one by --port.');
    if (error.code === 'EACCES') throw problem('port-refused', `Port ${port} may not be used.`, 'Choose one above 1023 by --port.');
    throw problem('no-such-host', `It cannot listen on ${where} (${error.code}).`, 'Choose an address of this machine by --host.');
  });
}

const problem = (code: string, detail: string, tip: string): Problem => ({ code, file: '', line: 0, detail, tip });
