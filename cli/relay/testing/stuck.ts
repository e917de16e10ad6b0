/** Somebody who asks to watch and never reads a byte of the answer. */
import { connect, type Socket } from 'node:net';
import { LIVE_VERSION } from '../../../src/core/live/wire';

/** A text message of a client, masked by nothing but zeros. */
export function maskedText(text: string): Buffer {
  const body = Buffer.from(text);
  const long = body.length < 126 ? [0x80 | body.length] : [0xfe, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.of(0x81, ...long, 0, 0, 0, 0), body]);
}

export const upgrade = (path: string, host: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;

export class StuckWatcher {
  private constructor(private readonly socket: Socket) {}

  static async open(port: number, token: string): Promise<StuckWatcher> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(upgrade('/live/game', `127.0.0.1:${port}`));
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.pause();
    socket.write(maskedText(JSON.stringify({ type: 'hello', v: LIVE_VERSION, token })));
    return new StuckWatcher(socket);
  }

  close(): void {
    this.socket.destroy();
  }
}
