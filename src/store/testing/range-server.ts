/** A host of one file that counts what it sends, and can be as bad as hosts are. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Manner =
  | 'good'
  /** Answers every range with the whole file. */
  | 'no-ranges'
  /** Lets no other site read. */
  | 'no-cors'
  /** Breaks off in every answer that is longer than `breakAt`, once for each first byte: who is slow to read may lose all of a broken one. */
  | 'breaks'
  /** Answers nothing, from now on. */
  | 'dead'
  /** Is there no more. */
  | 'gone';

export class RangeServer {
  manner: Manner = 'good';
  breakAt = 20_000;
  /** Of the line, shared by all answers; infinite: as fast as the machine is. */
  bytesPerSecond = Number.POSITIVE_INFINITY;
  private readonly broken = new Set<number>();
  /** When the line is free again, in ms. */
  private free = 0;
  /** Of bodies, sent. */
  bytes = 0;
  /** First and last byte of each range that was asked for. */
  ranges: [from: number, to: number][] = [];
  /** Requests that a browser makes to ask whether it may ask. */
  preflights = 0;
  /** Called before a range is answered. */
  onRange: ((from: number, to: number) => void) | null = null;

  private constructor(
    public file: Uint8Array,
    private readonly server: Server,
  ) {}

  static async start(file: Uint8Array): Promise<RangeServer> {
    const server = createServer();
    const self = new RangeServer(file, server);
    server.on('request', (request, response) => self.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  /** `host`: another name of this machine is another origin. */
  url(name = 'world.zip', host = 'localhost'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}/${name}`;
  }

  forget(): void {
    this.bytes = 0;
    this.ranges = [];
    this.preflights = 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.manner === 'dead') {
      response.destroy();
      return;
    }
    if (this.manner !== 'no-cors') response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      this.preflights += 1;
      response.writeHead(204).end();
      return;
    }
    if (this.manner === 'gone') {
      response.writeHead(404).end();
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined || this.manner === 'no-ranges') {
      response.writeHead(200, { 'content-length': this.file.length });
      this.send(response, this.file);
      return;
    }
    const from = Number(first);
    const to = Math.min(Number(last), this.file.length - 1);
    this.onRange?.(from, to);
    this.ranges.push([from, to]);
    if (from > to) {
      response.writeHead(416).end();
      return;
    }
    const body = this.file.subarray(from, to + 1);
    response.writeHead(206, { 'content-length': body.length, 'content-range': `bytes ${from}-${to}/${this.file.length}` });
    if (this.manner !== 'breaks' || body.length <= this.breakAt || this.broken.has(from)) this.send(response, body);
    else {
      this.broken.add(from);
      const part = body.subarray(0, this.breakAt);
      this.bytes += part.length;
      // Not torn off, which would take with it what is still on its way.
      response.write(part, () => response.socket?.end());
    }
  }

  /** How long what has so many bytes takes on the line, in ms from now. */
  private turn(bytes: number): number {
    const now = performance.now();
    this.free = Math.max(this.free, now) + (bytes / this.bytesPerSecond) * 1_000;
    return this.free - now;
  }

  /** Counted as they go out, so that what the asker did not wait for is not. */
  private send(response: ServerResponse, body: Uint8Array): void {
    const PIECE = 16_384;
    let at = 0;
    const next = (): void => {
      if (response.destroyed) return;
      if (at >= body.length) {
        response.end();
        return;
      }
      const piece = body.subarray(at, at + PIECE);
      at += piece.length;
      this.bytes += piece.length;
      const wait = this.turn(piece.length);
      response.write(piece, () => (wait > 0 ? setTimeout(next, wait) : next()));
    };
    next();
  }
}
