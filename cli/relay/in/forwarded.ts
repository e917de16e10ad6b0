/** What `forward` sends from the game's machine: a WebSocket on /forward/{server}. */
import type { WebSocket } from 'ws';
import { CLOSE } from '../../../src/core/live/wire';
import { isProblem } from '../../../src/core/result';
import { decodePiece, FORWARD_CLOSE, type ForwardAnswer, MAX_TEXT, readHello } from '../forward/wire';
import { SERVER_ID } from '../keeping';
import type { Tokens } from '../tokens';
import { type InCounts, type Inlet, type Inlets, noCounts, type Refusal, take } from './inlet';
import { LineCutter } from './line-cutter';

export interface ForwardedOptions {
  counts?: InCounts;
  limits?: Partial<ForwardedLimits>;
}

export interface ForwardedLimits {
  /** At once. */
  forwarders: number;
  /** Milliseconds for a hello. */
  hello: number;
  /** Milliseconds without a word; a forwarder that has nothing to send asks every ten seconds whether somebody is there. */
  silence: number;
}

const LIMITS: ForwardedLimits = { forwarders: 200, hello: 10_000, silence: 45_000 };
/** Bytes that wait to be kept before no more are read. */
const MAX_WAITING = 4 * 1024 * 1024;
const LF = 10;

/** Handles a socket that was upgraded; `server` is what stands in its address, not looked into yet. */
export type AcceptForward = (socket: WebSocket, server: string) => void;

export function acceptForward(inlets: Inlets, tokens: Tokens, { counts = noCounts, limits }: ForwardedOptions = {}): AcceptForward {
  const bounds = { ...LIMITS, ...limits };
  const all = { inlets, tokens, counts, limits: bounds, bySpool: new Map<string, Forwarded>() };
  let open = 0;
  return (socket, server) => {
    socket.on('error', () => {});
    if (open >= bounds.forwarders) {
      counts.refused('too-many');
      socket.close(CLOSE.tooMany, 'There are too many forwarders.');
      return;
    }
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    new Forwarded(socket, server, all).begin();
  };
}

interface Shared {
  inlets: Inlets;
  tokens: Tokens;
  counts: InCounts;
  limits: ForwardedLimits;
  /** Who sends a spool now: whatever it has sent must be kept or forgotten before another goes on with it. */
  bySpool: Map<string, Forwarded>;
}

class Forwarded {
  private inlet: Inlet | null = null;
  private source = '';
  /** Bytes of the spool that came in a row. */
  private at = 0;
  private waiting: { offset: number; bytes: Uint8Array }[] = [];
  private size = 0;
  private working: Promise<void> | null = null;
  private earlier: Promise<void> | undefined;
  private greeted = false;
  private over = false;
  private patience: NodeJS.Timeout | undefined;
  private cutter: LineCutter;

  constructor(
    private readonly socket: WebSocket,
    private readonly server: string,
    private readonly all: Shared,
  ) {
    this.cutter = new LineCutter(() => all.counts.refused('too-long'));
  }

  begin(): void {
    this.patience = setTimeout(() => this.refuse('too-slow', CLOSE.badHello, 'No hello came.'), this.all.limits.hello);
    this.socket.on('message', (data: Buffer, binary: boolean) => {
      if (this.over) return;
      if (binary) this.piece(data);
      else void this.hello(data);
    });
    this.socket.on('ping', () => this.heard());
    this.socket.once('close', () => this.end());
  }

  private heard(): void {
    if (this.inlet === null) return;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.socket.terminate(), this.all.limits.silence);
  }

  private refuse(why: Refusal, code: number, reason: string): void {
    if (this.over) return;
    this.all.counts.refused(why);
    this.leave(code, reason);
  }

  /** Whoever does not answer a close is not waited for. */
  private leave(code: number, reason: string): void {
    this.end();
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  private end(): void {
    this.over = true;
    this.waiting = [];
    clearTimeout(this.patience);
  }

  private async hello(data: Buffer): Promise<void> {
    const hello = this.greeted || data.length > MAX_TEXT ? null : readHello(data.toString());
    if (hello === null) return this.refuse('bad-frame', CLOSE.badHello, 'That is no hello, or one of another version.');
    this.greeted = true;
    const grant = await this.all.tokens.verify(hello.token);
    if (grant === 'expired') return this.refuse('token-expired', CLOSE.badToken, 'The token has expired.');
    if (grant === 'bad') return this.refuse('token-bad', CLOSE.badToken, 'The token is not one of this relay.');
    if (grant.use !== 'write' || grant.server !== this.server || !SERVER_ID.test(this.server))
      return this.refuse('token-other', CLOSE.badToken, 'The token does not let anybody write to this server.');
    try {
      await this.goOn(hello.spool);
    } catch (error) {
      if (!isProblem(error)) throw error;
      this.refuse('not-kept', FORWARD_CLOSE.notKept, 'The relay cannot keep anything.');
    }
  }

  private async goOn(spool: string): Promise<void> {
    const { bySpool, inlets } = this.all;
    const key = `${this.server} ${spool}`;
    const before = bySpool.get(key);
    bySpool.set(key, this);
    this.socket.once('close', () => {
      if (bySpool.get(key) === this) bySpool.delete(key);
    });
    before?.leave(FORWARD_CLOSE.replaced, 'Another forwards the same.');
    this.earlier = before?.settled();
    await this.earlier;
    const inlet = inlets.get(this.server) ?? (await inlets.open(this.server));
    // What it is told that is there it forgets.
    await inlet.safe();
    // A third may have come meanwhile.
    if (this.over) return;
    this.source = `forward ${spool}`;
    this.inlet = inlet;
    this.at = Math.max(0, inlet.taken(this.source));
    this.answer({ type: 'from', offset: this.at });
    this.heard();
  }

  /** Nothing of it, nor of those before it, is on its way into the log any more. */
  private async settled(): Promise<void> {
    await this.earlier;
    await this.working;
  }

  private answer(answer: ForwardAnswer): void {
    if (!this.over) this.socket.send(JSON.stringify(answer));
  }

  private piece(data: Buffer): void {
    const piece = decodePiece(data);
    // It may leave out what it has not got any more, but not come back to what was sent.
    const last = this.waiting.at(-1);
    const next = last === undefined ? this.at : last.offset + last.bytes.length;
    if (this.inlet === null || !piece.ok || piece.value.offset < next) {
      this.refuse('bad-frame', CLOSE.badHello, 'That is not what comes next.');
      return;
    }
    this.heard();
    this.waiting.push(piece.value);
    this.size += piece.value.bytes.length;
    if (this.size > MAX_WAITING) this.socket.pause();
    this.working ??= this.keepAll(this.inlet);
  }

  private async keepAll(inlet: Inlet): Promise<void> {
    try {
      while (this.waiting.length > 0) await this.keep(inlet, this.taking());
    } catch (error) {
      if (!isProblem(error)) throw error;
      this.notKept();
    } finally {
      this.working = null;
    }
  }

  /** What waits, as far as it lies in a row. */
  private taking(): { offset: number; bytes: Uint8Array } {
    const { offset } = this.waiting[0]!;
    let end = offset;
    let count = 0;
    while (this.waiting[count]?.offset === end) end += this.waiting[count++]!.bytes.length;
    const bytes = Buffer.concat(this.waiting.splice(0, count).map((piece) => piece.bytes));
    this.size -= bytes.length;
    if (this.size <= MAX_WAITING && this.socket.isPaused) this.socket.resume();
    return { offset, bytes };
  }

  private async keep(inlet: Inlet, { offset, bytes }: { offset: number; bytes: Uint8Array }): Promise<void> {
    if (offset > this.at) this.cutter = new LineCutter(() => this.all.counts.refused('too-long'));
    this.at = offset + bytes.length;
    const lines = this.cutter.push(bytes);
    if (lines.length === 0) return;
    const end = offset + bytes.lastIndexOf(LF) + 1;
    await take(inlet, 'forward', lines, this.all.counts, { source: this.source, offset: end });
    inlet.safe().then(
      () => this.answer({ type: 'kept', offset: end }),
      () => this.notKept(),
    );
  }

  private notKept(): void {
    if (!this.over) this.leave(FORWARD_CLOSE.notKept, 'The relay could not keep what came.');
  }
}
