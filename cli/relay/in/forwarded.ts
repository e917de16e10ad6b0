/** What `forward` sends from the game's machine: a WebSocket on /forward/{server}. */
import type { WebSocket } from 'ws';
import type { Tokens } from '../tokens';
import type { InCounts, Inlets } from './inlet';

export interface ForwardedOptions {
  counts?: InCounts;
}

/** Handles a socket that was upgraded; `server` is what stands in its address, not looked into yet. */
export type AcceptForward = (socket: WebSocket, server: string) => void;

export function acceptForward(_inlets: Inlets, _tokens: Tokens, _options: ForwardedOptions = {}): AcceptForward {
  return (socket) => socket.close();
}
