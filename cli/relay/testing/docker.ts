/** A container's output as docker's syslog driver sends it (`syslog-format: rfc5424`, the token as tag). */
import { connect, type Socket } from 'node:net';

export type Framing = 'newline' | 'octets';

/** `<pri>1 TIME HOST TAG PID TAG - TEXT`: docker names the tag twice. */
export const message = (token: string, text: string, at = new Date()): string =>
  `<30>1 ${at.toISOString().replace(/\.\d+/, '')} gamehost ${token} 4711 ${token} - ${text}`;

export class DockerLog {
  private readonly socket: Socket;
  /** Resolves when the other side has ended it. */
  readonly ended: Promise<void>;

  constructor(
    port: number,
    readonly token: string,
    readonly framing: Framing = 'newline',
  ) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.socket.resume();
    this.ended = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  lines(lines: readonly string[]): void {
    for (const line of lines) {
      const text = message(this.token, line);
      this.write(this.framing === 'newline' ? `${text}\n` : `${Buffer.byteLength(text)} ${text}`);
    }
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  get open(): boolean {
    return !this.socket.destroyed;
  }

  close(): void {
    this.socket.destroy();
  }
}
