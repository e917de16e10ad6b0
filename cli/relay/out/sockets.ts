/** WebSockets: those who watch, and those who forward a log. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, MAX_HELLO } from '../../../src/core/live/wire';
import { MAX_PIECE } from '../forward/wire';
import type { Hub, Hubs } from '../hub';
import { addressOf, Tally } from './address';
import { endSocket } from './end-socket';
import { Guest, type House } from './guest';
import type { Origins } from './headers';
import type { Live } from './live';
import type { OutOptions } from './options';
import type { Rights } from './rights';
import { routeOf } from './route';

export interface SocketsOf extends Omit<House, 'left'> {
  hubs: Hubs;
  rights: Rights;
  origins: Origins;
  liveOf: (hub: Hub) => Live;
  forward: OutOptions['forward'];
}

/** A message that forwards lines has so many bytes at most. */
const MAX_FORWARDED = 2 * MAX_PIECE;
/** What is sent is mostly packed already; a message in many pieces is nobody's who means well. */
const COMMON = { noServer: true, perMessageDeflate: false, clientTracking: false, maxFragments: 16, maxBufferedChunks: 4_096 };
const STATUS = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' } as const;

interface Wish {
  what: 'live' | 'forward';
  server: string;
}

/**
 * There may be thousands, each for hours. So what is made for one keeps nothing of the request that it began with: no function that lives
 * as long as the socket is made where that is in sight.
 */
export class Sockets {
  private readonly watching = new WebSocketServer({ ...COMMON, maxPayload: MAX_HELLO });
  private readonly forwarding = new WebSocketServer({ ...COMMON, maxPayload: MAX_FORWARDED });
  private readonly addresses = new Tally();
  private readonly forwarders = new Set<WebSocket>();
  private readonly guests = new Set<Guest>();

  private readonly house: House;

  constructor(private readonly of: SocketsOf) {
    const { limits, counts } = of;
    const left = (guest: Guest): void => {
      this.guests.delete(guest);
      this.addresses.leave(guest.who);
    };
    this.house = { limits, counts, left };
  }

  /** Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // It may break at any time, and nobody else listens yet.
    socket.on('error', destroy);
    const wish = this.wanted(request);
    if (typeof wish === 'number') {
      this.of.counts.refused(wish === 403 ? 'origin' : 'path');
      socket.end(`HTTP/1.1 ${wish} ${STATUS[wish]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
      return;
    }
    const who = addressOf(request);
    (wish.what === 'forward' ? this.forwarding : this.watching).handleUpgrade(request, socket, head, (opened) => {
      socket.off('error', destroy);
      if (wish.what === 'forward') this.forward(opened, wish.server);
      else this.watch(opened, wish.server, who);
    });
  }

  private wanted(request: IncomingMessage): Wish | keyof typeof STATUS {
    const route = routeOf(request.url ?? '');
    if (route === null) return 400;
    if (route.what !== 'live' && (route.what !== 'forward' || this.of.forward === undefined)) return 404;
    return this.of.origins.allows(request) ? { what: route.what, server: route.server } : 403;
  }

  private forward(socket: WebSocket, server: string): void {
    this.forwarders.add(socket);
    socket.on('close', () => this.forwarders.delete(socket));
    this.of.forward?.(socket, server);
  }

  private watch(socket: WebSocket, server: string, who: string | null): void {
    const { counts, limits } = this.of;
    if (this.guests.size >= limits.watchers || !this.addresses.enter(who, limits.perAddress)) {
      counts.refused('too-many');
      socket.on('error', () => {});
      endSocket(socket, CLOSE.tooMany, 'There are too many watchers.');
      return;
    }
    const guest = new Guest(socket, this.house, who);
    this.guests.add(guest);
    void this.admit(guest, server);
  }

  private async admit(guest: Guest, server: string): Promise<void> {
    const hub = this.of.hubs.get(server);
    if (hub === undefined) return guest.refuse('no-server', CLOSE.noServer, 'There is no such server.');
    const hello = await guest.hello();
    if (!guest.isThere) return;
    if (hello === null) return guest.refuse('hello', CLOSE.badHello, 'That is no hello, or one of another version.');
    const allowed = await this.of.rights.allowed(server, hello.token);
    if (allowed === null) return guest.refuse('token', CLOSE.badToken, 'A token to watch it is needed.');
    await this.of
      .liveOf(hub)
      .join(guest, hello, allowed)
      .catch(() => guest.end(CLOSE.away, 'The relay cannot tell what it keeps.'));
  }

  close(): void {
    for (const guest of this.guests) guest.end(CLOSE.away, 'The relay is stopped.');
    for (const socket of this.forwarders) endSocket(socket, CLOSE.away, 'The relay is stopped.');
  }

  /** None that is still there is waited for. */
  terminate(): void {
    for (const guest of this.guests) guest.socket.terminate();
    for (const socket of this.forwarders) socket.terminate();
  }
}

function destroy(this: Duplex): void {
  this.destroy();
}
