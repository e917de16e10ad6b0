/** WebSockets: those who watch, and those who forward a log. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Allowed } from '../../../src/core/live/view';
import { CLOSE, MAX_HELLO } from '../../../src/core/live/wire';
import { MAX_PIECE } from '../forward/wire';
import type { Hub, Hubs } from '../hub';
import { addressOf, Tally } from './address';
import { Allowance } from './allowance';
import type { Origins } from './headers';
import { helloOf } from './hello';
import type { Live } from './live';
import type { Limits, OutCounts, OutOptions, Refusal } from './options';
import type { Rights } from './rights';
import { routeOf } from './route';
import { endSocket } from './watcher';

export interface SocketsOf {
  hubs: Hubs;
  rights: Rights;
  origins: Origins;
  counts: OutCounts;
  limits: Limits;
  liveOf: (hub: Hub) => Live;
  forward: OutOptions['forward'];
}

/** A message that forwards lines has so many bytes at most. */
const MAX_FORWARDED = 2 * MAX_PIECE;
/** ms. */
const MESSAGES_PER = 10_000;
/** What is sent is mostly packed already; a message in many pieces is nobody's who means well. */
const COMMON = { noServer: true, perMessageDeflate: false, clientTracking: false, maxFragments: 16, maxBufferedChunks: 4_096 };
const STATUS = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' } as const;

export class Sockets {
  private readonly watching = new WebSocketServer({ ...COMMON, maxPayload: MAX_HELLO });
  private readonly forwarding = new WebSocketServer({ ...COMMON, maxPayload: MAX_FORWARDED });
  private readonly addresses = new Tally();
  private readonly open = new Set<WebSocket>();
  private watchers = 0;

  constructor(private readonly of: SocketsOf) {}

  /** Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // It may break at any time, and nobody else listens yet.
    socket.on('error', () => socket.destroy());
    const route = this.wanted(request);
    if (typeof route === 'number') {
      this.of.counts.refused(route === 403 ? 'origin' : 'path');
      socket.end(`HTTP/1.1 ${route} ${STATUS[route]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
      return;
    }
    const { what, server } = route;
    (what === 'forward' ? this.forwarding : this.watching).handleUpgrade(request, socket, head, (opened) => {
      this.open.add(opened);
      opened.on('close', () => this.open.delete(opened));
      if (what === 'forward') this.of.forward?.(opened, server);
      else void this.watch(opened, server, addressOf(request));
    });
  }

  private wanted(request: IncomingMessage): { what: 'live' | 'forward'; server: string } | keyof typeof STATUS {
    const route = routeOf(request.url ?? '');
    if (route === null) return 400;
    if (route.what !== 'live' && (route.what !== 'forward' || this.of.forward === undefined)) return 404;
    return this.of.origins.allows(request) ? route : 403;
  }

  private async watch(socket: WebSocket, server: string, who: string | null): Promise<void> {
    const { counts, limits, hubs, liveOf } = this.of;
    const end = (why: Refusal, code: number, reason: string): void => {
      counts.refused(why);
      endSocket(socket, code, reason);
    };
    socket.on('error', (error: Error & { code?: string }) => counts.refused(error.code === TOO_LONG ? 'too-large' : 'bad-request'));
    if (this.watchers >= limits.watchers || !this.addresses.enter(who, limits.perAddress))
      return end('too-many', CLOSE.tooMany, 'There are too many watchers.');
    this.watchers += 1;
    socket.once('close', () => {
      this.watchers -= 1;
      this.addresses.leave(who);
    });
    // Whatever it says: what it wants it says once, and then it listens.
    const allowance = new Allowance(limits.messages, MESSAGES_PER);
    const count = (): void => {
      if (allowance.take()) return;
      socket.off('message', count).off('ping', count);
      end('flood', CLOSE.tooMany, 'That are too many messages.');
    };
    socket.on('message', count).on('ping', count);
    const hub = hubs.get(server);
    if (hub === undefined) return end('no-server', CLOSE.noServer, 'There is no such server.');
    const hello = await helloOf(socket, limits.hello);
    if (socket.readyState !== socket.OPEN) return;
    if (hello === null) return end('hello', CLOSE.badHello, 'That is no hello, or one of another version.');
    const allowed: Allowed | null = await this.of.rights.allowed(server, hello.token);
    if (allowed === null) return end('token', CLOSE.badToken, 'A token to watch it is needed.');
    await liveOf(hub)
      .join(socket, hello, allowed)
      .catch(() => endSocket(socket, CLOSE.away, 'The relay cannot tell what it keeps.'));
  }

  close(): void {
    for (const socket of this.open) endSocket(socket, CLOSE.away, 'The relay is stopped.');
  }

  /** None that is still there is waited for. */
  terminate(): void {
    for (const socket of this.open) socket.terminate();
  }
}

const TOO_LONG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
