/** One who sends syslog messages, each with a token of its own. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProblem } from '../../../src/core/result';
import type { Grant, Tokens } from '../tokens';
import { DockerPieces, type Piece } from './docker-pieces';
import { type InCounts, type Inlet, type Inlets, type Refusal, take } from './inlet';
import { Pace } from './pace';
import { clockOr, stamped } from './stamped';
import { SyslogFrames } from './syslog-frames';
import { readSyslog } from './syslog-message';

export interface SyslogLimits {
  /** Bytes of one message. */
  message: number;
  perSecond: number;
  /** Milliseconds until the first message that a token lets in. */
  first: number;
  /** Milliseconds that a message may take. */
  half: number;
  /** Milliseconds that the rest of a line docker has cut is waited for. */
  rest: number;
}

/** A connection's tokens; each container has one. */
const MAX_GRANTS = 64;

export class SyslogConnection {
  private readonly frames: SyslogFrames;
  private readonly pace: Pace;
  private readonly pieces: DockerPieces;
  private readonly grants = new Map<string, Grant>();
  private readonly inlets = new Map<string, Inlet>();
  /** What is to be appended, by server. */
  private readonly ready = new Map<string, Uint8Array[]>();
  private onTrusted: () => void = () => {};
  private turn: Promise<unknown> = Promise.resolve();
  private refusal: Refusal | null = null;
  private patience: NodeJS.Timeout | undefined;
  private rest: NodeJS.Timeout | undefined;
  private waits: 'first' | 'half' | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly all: Inlets,
    private readonly tokens: Tokens,
    private readonly limits: SyslogLimits,
    private readonly counts: InCounts,
  ) {
    this.frames = new SyslogFrames(limits.message);
    this.pace = new Pace(limits.perSecond);
    this.pieces = new DockerPieces(() => counts.refused('too-long'));
  }

  /** Until it is closed by one or the other; what came is kept then. `onTrusted`: a token let in what it said. */
  async run(onTrusted: () => void): Promise<void> {
    this.onTrusted = onTrusted;
    this.wait('first');
    try {
      for await (const bytes of this.socket) {
        await this.inTurn(() => this.push(bytes));
        if (this.refusal !== null) break;
        const ms = this.pace.took(bytes.length);
        if (ms > 0) {
          this.counts.refused('too-fast');
          await sleep(ms);
        }
      }
    } catch (error) {
      if (isProblem(error)) this.refuse('not-kept');
      // It was torn.
      else if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    } finally {
      clearTimeout(this.patience);
      this.socket.destroy();
      await this.inTurn(() => this.endPieces());
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return done;
  }

  private refuse(why: Refusal): void {
    if (this.refusal !== null) return;
    this.refusal = why;
    this.counts.refused(why);
  }

  private async push(bytes: Uint8Array): Promise<void> {
    const { messages, refusal } = this.frames.push(bytes);
    for (const message of messages) {
      const why = await this.message(message);
      if (why === null) continue;
      this.refuse(why);
      break;
    }
    await this.append();
    if (refusal !== null) this.refuse(refusal);
    // The time begins with each message that is half here: whoever sends a byte now and then holds nothing for long.
    if (this.frames.half) this.wait('half', messages.length > 0);
    else this.wait(this.grants.size === 0 ? 'first' : null);
  }

  private wait(what: 'first' | 'half' | null, anew = false): void {
    if (this.waits === what && !anew) return;
    this.waits = what;
    clearTimeout(this.patience);
    if (what === null) return;
    this.patience = setTimeout(() => {
      this.refuse('too-slow');
      this.socket.destroy();
    }, this.limits[what]);
  }

  private async message(bytes: Uint8Array): Promise<Refusal | null> {
    const message = readSyslog(bytes);
    if (message === null) return 'bad-frame';
    if (message.token === null) return 'token-missing';
    const grant = await this.grant(message.token);
    if (typeof grant === 'string') return grant;
    const { server } = grant;
    if (!this.inlets.has(server)) this.inlets.set(server, this.all.get(server) ?? (await this.all.open(server)));
    const piece = { text: message.text, clock: clockOr(message.clock) };
    this.stamp(server, this.pieces.push(`${message.priority} ${server}`, piece));
    return null;
  }

  private async grant(token: string): Promise<Grant | Refusal> {
    const known = this.grants.get(token);
    if (known !== undefined && (known.until === null || known.until > Date.now())) return known;
    this.grants.delete(token);
    const grant = await this.tokens.verify(token);
    if (grant === 'bad') return 'token-bad';
    if (grant === 'expired') return 'token-expired';
    if (grant.use !== 'write') return 'token-other';
    if (this.grants.size >= MAX_GRANTS) return 'too-many';
    this.grants.set(token, grant);
    this.onTrusted();
    return grant;
  }

  private stamp(server: string, pieces: readonly Piece[]): void {
    const ready = this.ready.get(server) ?? [];
    for (const { text, clock } of pieces) ready.push(...stamped(text, clock));
    this.ready.set(server, ready);
  }

  private async append(): Promise<void> {
    const ready = [...this.ready];
    this.ready.clear();
    for (const [server, pieces] of ready) {
      if (pieces.length === 0) continue;
      try {
        await take(this.inlets.get(server)!, 'syslog', new Uint8Array(Buffer.concat(pieces)), this.counts);
      } catch (error) {
        // Nobody can be told to send it again. It is counted.
        if (!isProblem(error)) throw error;
      }
    }
    clearTimeout(this.rest);
    if (this.pieces.any) this.rest = setTimeout(() => void this.inTurn(() => this.endPieces()), this.limits.rest);
  }

  private async endPieces(): Promise<void> {
    for (const stream of this.pieces.streams()) this.stamp(stream.slice(stream.indexOf(' ') + 1), this.pieces.end(stream));
    await this.append();
  }
}
