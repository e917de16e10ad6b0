import type { WebSocket } from 'ws';

/** Whoever does not answer the end of a connection has it ended (ms). */
const PATIENCE = 2_000;

export function endSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), PATIENCE).unref();
}
