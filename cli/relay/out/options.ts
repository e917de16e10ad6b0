/** What the outer side of a relay is told, and its bounds. */
import type { WebSocket } from 'ws';
import type { Grant } from '../tokens';

export interface OutOptions {
  /** 0: any that is free. */
  port?: number;
  /** undefined: all of this machine's. */
  host?: string;
  /** PEM: then it is https and wss. */
  tls?: { cert: string | Uint8Array; key: string | Uint8Array };
  /** The built site's folder; null: it is not there, and a page says how to build it. */
  site: string | null;
  /** Whose map strangers see: a force's name, all of them, or none of it without a token. undefined: the first with players. */
  public?: string | 'all' | 'none';
  /** Strangers read what is said, too. */
  chat?: boolean;
  /** Pages of these origins ("https://example.org", or "*") may ask as the relay's own may. */
  origins?: readonly string[];
  limits?: Partial<Limits>;
  /** Answers `/metrics`. */
  metrics?: () => Promise<string>;
  /** Takes a socket on `/forward/{server}`, which nothing was read of yet. */
  forward?: (socket: WebSocket, server: string) => void;
}

export interface Limits {
  watchers: number;
  /** Watchers of one address; of this machine itself, without a proxy, any number. */
  perAddress: number;
  /** Connections of one address, as above. */
  connections: number;
  /** Different views of one server that are thinned at once. */
  channels: number;
  /** Milliseconds for a hello. */
  hello: number;
  /** Milliseconds without a sign of life. */
  silence: number;
  /** Messages and pings a watcher may send in ten seconds. */
  messages: number;
  /** Bytes queued for one watcher, beyond which it gets no more before they are gone. */
  queued: number;
  /** Bytes of frames that a channel keeps for those who lag. */
  ring: number;
  /** Logs and states that are sent as files at once. */
  downloads: number;
  /** Pictures of the map under way and waiting. */
  pictures: number;
}

export const LIMITS: Limits = {
  watchers: 5_000,
  perAddress: 64,
  connections: 256,
  channels: 16,
  hello: 10_000,
  silence: 60_000,
  messages: 20,
  queued: 256 * 1024,
  ring: 1024 * 1024,
  downloads: 8,
  pictures: 64,
};

/** Why something was refused, as the metrics count it. */
export type Refusal =
  | 'path'
  | 'method'
  | 'origin'
  | 'token'
  | 'no-server'
  | 'too-many'
  | 'bad-request'
  | 'hello'
  | 'flood'
  | 'too-large'
  | 'silent'
  | 'busy';

export interface OutCounts {
  refused(why: Refusal): void;
  bytesOut(server: string, bytes: number): void;
  /** A watcher was too slow, or away too long. */
  gap(server: string): void;
}

/** Whoever shows a token, and what it is good for. */
export interface TokenCheck {
  verify(token: string): Promise<Grant | 'bad' | 'expired'>;
}
