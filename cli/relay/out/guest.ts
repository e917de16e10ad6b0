/** A socket on `/live/…` from its first byte on: what it says, how often, and when it is gone. There may be thousands, each for hours. */
import type { RawData, WebSocket } from 'ws';
import { CLOSE, type Hello } from '../../../src/core/live/wire';
import { endSocket } from './end-socket';
import { readHello } from './hello';
import type { Limits, OutCounts, Refusal } from './options';

/** Of all guests. */
export interface House {
  limits: Limits;
  counts: OutCounts;
  left: (guest: Guest) => void;
}

/** ms. */
const MESSAGES_PER = 10_000;
const TOO_LONG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

export class Guest {
  /** When it gave a sign of life. */
  alive = Date.now();
  /** Who watches by it. */
  watcher: { gone(): void } | null = null;
  private heard: ((hello: Hello | null) => void) | null = null;
  /** Messages it may still send before the time is over that began then. */
  private messages: number;
  private since = this.alive;

  constructor(
    readonly socket: WebSocket,
    private readonly house: House,
    /** Of whom it is; null: nobody asks. */
    readonly who: string | null,
  ) {
    this.messages = house.limits.messages;
    guests.set(socket, this);
    socket.on('message', onMessage).on('ping', onPing).on('pong', onPong).on('close', onClose).on('error', onError);
  }

  get isThere(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** What it says first; null: it is no hello, of another version, not within time, or the socket is closed. */
  hello(): Promise<Hello | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.heard?.(null), this.house.limits.hello);
      this.heard = (hello) => {
        this.heard = null;
        clearTimeout(timer);
        resolve(hello);
      };
    });
  }

  /** What it wants it says once, and then it listens. */
  said(data: RawData | null, binary: boolean): void {
    const now = Date.now();
    // A clock that is set back begins anew, too.
    if (now - this.since >= MESSAGES_PER || now < this.since) {
      this.since = now;
      this.messages = this.house.limits.messages;
    }
    this.messages -= 1;
    if (this.messages < 0) this.refuse('flood', CLOSE.tooMany, 'That are too many messages.');
    else if (data !== null) this.heard?.(binary ? null : readHello(String(data)));
  }

  failed({ code }: Error & { code?: string }): void {
    this.house.counts.refused(code === TOO_LONG ? 'too-large' : 'bad-request');
  }

  closed(): void {
    this.heard?.(null);
    this.watcher?.gone();
    this.house.left(this);
  }

  refuse(why: Refusal, code: number, reason: string): void {
    if (!this.isThere) return;
    this.house.counts.refused(why);
    this.end(code, reason);
  }

  end(code: number, reason: string): void {
    endSocket(this.socket, code, reason);
  }
}

/** One function each for all sockets. */
const guests = new WeakMap<WebSocket, Guest>();

function onMessage(this: WebSocket, data: RawData, binary: boolean): void {
  guests.get(this)?.said(data, binary);
}
function onPing(this: WebSocket): void {
  guests.get(this)?.said(null, false);
}
function onPong(this: WebSocket): void {
  const guest = guests.get(this);
  if (guest !== undefined) guest.alive = Date.now();
}
function onClose(this: WebSocket): void {
  guests.get(this)?.closed();
}
function onError(this: WebSocket, error: Error): void {
  guests.get(this)?.failed(error);
}
