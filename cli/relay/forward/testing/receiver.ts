/** A relay's side of `/forward/{server}` alone, whose line can be cut after any byte. */
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { acceptForward, type ForwardedOptions } from '../../in/forwarded';
import type { Inlets } from '../../in/inlet';
import type { Tokens } from '../../tokens';

export class Receiver {
  /** Bytes that still pass from the forwarder before the line breaks; Infinity: it holds. */
  passes = Number.POSITIVE_INFINITY;
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly port: number,
    private readonly ends: (() => void)[],
  ) {}

  static async listen(inlets: Inlets, tokens: Tokens, options: ForwardedOptions = {}): Promise<Receiver> {
    const wss = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
    const accept = acceptForward(inlets, tokens, options);
    const http = createHttp().listen(0, '127.0.0.1');
    http.on('upgrade', (request, socket, head) =>
      wss.handleUpgrade(request, socket, head, (opened) => accept(opened, request.url!.split('/').at(-1)!)),
    );
    await once(http, 'listening');
    const behind = (http.address() as AddressInfo).port;
    const line = createServer((near) => receiver.pipe(near, connect(behind, '127.0.0.1'))).listen(0, '127.0.0.1');
    await once(line, 'listening');
    const receiver: Receiver = new Receiver((line.address() as AddressInfo).port, [() => http.close(), () => line.close()]);
    return receiver;
  }

  private pipe(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (bytes: Buffer) => {
      const passed = bytes.subarray(0, this.passes);
      this.passes -= passed.length;
      far.write(passed);
      if (this.passes > 0) return;
      // What has passed arrives; then nobody hears of the other any more.
      far.end();
      near.destroy();
      this.passes = Number.POSITIVE_INFINITY;
    });
    far.on('data', (bytes) => near.write(bytes));
  }

  to(server: string): string {
    return `ws://127.0.0.1:${this.port}/forward/${server}`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    for (const end of this.ends) end();
  }
}
