/** One connection to a relay: what it has not got is sent, in order, as long as the line holds. */
import { WebSocket } from 'ws';
import { isProblem } from '../../../src/core/result';
import type { Spool } from './spool';
import { encodePiece, FORWARD_VERSION, type ForwardHello, MAX_PIECE, MAX_TEXT, readAnswer, WINDOW } from './wire';

export interface SessionOptions {
  to: string;
  token: string;
  /** Milliseconds. */
  silence: number;
  signal: AbortSignal;
}

/** Bytes that wait in the socket. */
const MAX_BUFFERED = 1024 * 1024;
/** Asked so often within the time of silence whether somebody is there. */
const ASKS = 3;
/** Bytes that have arrived before files of them are dropped. */
const FORGET = 4 * 1024 * 1024;

export interface Ended {
  /** Of the WebSocket. */
  code: number;
  reason: string;
}

export class Session {
  /** The relay has said what it has. */
  onAgreed: (offset: number) => void = () => {};
  private readonly socket: WebSocket;
  private readonly stop = new AbortController();
  /** null: the relay has not said what it has. */
  private sent: number | null = null;
  private kept = 0;
  private forgotten = 0;
  private wake: () => void = () => {};
  private reason = '';
  private patience: NodeJS.Timeout | undefined;

  constructor(
    private readonly spool: Spool,
    private readonly options: SessionOptions,
  ) {
    const { to, silence } = options;
    this.socket = new WebSocket(to, { perMessageDeflate: false, handshakeTimeout: silence, maxPayload: MAX_TEXT });
  }

  /** Resolves when it is over, for whatever reason. */
  async run(): Promise<Ended> {
    const { socket, options, spool } = this;
    const ended = new Promise<Ended>((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() || this.reason })),
    );
    socket.on('error', (error) => {
      this.reason = `${error.message}.`;
    });
    const leave = () => this.leave('', 1000);
    options.signal.addEventListener('abort', leave, { once: true });
    if (options.signal.aborted) leave();
    socket.on('open', () => {
      const hello: ForwardHello = { type: 'hello', v: FORWARD_VERSION, token: options.token, spool: spool.source };
      socket.send(JSON.stringify(hello));
      this.heard();
    });
    socket.on('message', (data: Buffer) => this.answer(data.toString()));
    socket.on('pong', () => this.heard());
    const asking = setInterval(() => socket.readyState === WebSocket.OPEN && socket.ping(), options.silence / ASKS);
    const quiet = spool.onGrowth(() => this.wake());
    const sending = this.send();
    const result = await ended;
    this.stop.abort();
    this.wake();
    clearInterval(asking);
    clearTimeout(this.patience);
    quiet();
    options.signal.removeEventListener('abort', leave);
    await sending;
    return result;
  }

  private heard(): void {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.reason = 'it does not answer.';
      this.socket.terminate();
    }, this.options.silence);
  }

  private answer(text: string): void {
    this.heard();
    const answer = readAnswer(text);
    if (answer?.type === 'kept' && this.sent !== null && answer.offset <= this.sent) {
      this.kept = Math.max(this.kept, answer.offset);
      this.wake();
    } else if (answer?.type === 'from' && this.sent === null) {
      this.agree(answer.offset).catch((error: Error) => this.leave(`${error.message}.`));
    } else {
      this.leave('it answers what nobody asked.');
    }
  }

  /** Whoever does not answer a close is not waited for. */
  private leave(reason: string, code = 1002): void {
    this.reason = reason;
    this.socket.close(code);
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  private async agree(offset: number): Promise<void> {
    if (offset > this.spool.end) {
      await this.spool.rename();
      this.leave('it has more than there is here, of another spool.');
      return;
    }
    this.onAgreed(offset);
    this.sent = Math.max(offset, this.spool.start);
    this.kept = this.sent;
    this.wake();
  }

  private async send(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      const from = this.sent;
      const to = from === null ? 0 : Math.min(this.spool.end, this.kept + WINDOW, from + WINDOW);
      const busy = this.socket.readyState !== WebSocket.OPEN || this.socket.bufferedAmount > MAX_BUFFERED;
      if (from === null || to <= from || busy) await this.something();
      else await this.sendFrom(from, to);
      await this.forget();
    }
  }

  private async sendFrom(from: number, to: number): Promise<void> {
    try {
      for await (const bytes of this.spool.read(from, to, this.stop.signal)) {
        for (let at = 0; at < bytes.length; at += MAX_PIECE) {
          const piece = bytes.subarray(at, at + MAX_PIECE);
          if (this.socket.readyState !== WebSocket.OPEN) return;
          this.socket.send(encodePiece(this.sent!, piece), () => this.wake());
          this.sent! += piece.length;
        }
      }
    } catch (error) {
      if (this.stop.signal.aborted) return;
      if (!isProblem(error)) throw error;
      // Dropped while the relay was away, or the disk fails: the next connection begins with what there is.
      this.leave(error.detail);
      await this.something();
    }
  }

  /** Something has come, gone, arrived, or ended. */
  private async something(): Promise<void> {
    if (this.stop.signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }

  private async forget(): Promise<void> {
    if (this.kept - this.forgotten < FORGET) return;
    this.forgotten = this.kept;
    await this.spool.forget(this.kept);
  }
}
