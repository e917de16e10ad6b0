/** A line to a relay that can be cut, as networks are. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

export class Line {
  private readonly sockets = new Set<Socket>();
  private held = false;
  private broken = false;
  bytes = 0;

  private constructor(
    private readonly server: Server,
    private readonly to: number,
  ) {}

  /** To a port of this machine. */
  static async to(port: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server, port);
    server.on('connection', (socket) => line.join(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  private join(near: Socket): void {
    if (this.broken) {
      near.destroy();
      return;
    }
    const far = dial(this.to, '127.0.0.1');
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => {});
      from.on('data', (bytes) => {
        this.bytes += bytes.length;
        if (!other.write(bytes)) from.pause();
      });
      from.on('drain', () => this.held || other.resume());
      from.on('close', () => {
        this.sockets.delete(from);
        other.destroy();
      });
      if (this.held) from.pause();
    }
  }

  /** All connections break, in the middle of whatever is on its way; new ones are refused until `mend`. */
  cut(): void {
    this.broken = true;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Nothing goes through, and nobody is told. */
  hold(): void {
    this.held = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.held = false;
    this.broken = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
