/** One view of one server: its lines are thinned, cut into frames, and sent once for all who have it. */
import { type LiveView, seesAll } from '../../../src/core/live/view';
import { encodeFrame } from '../../../src/core/live/wire';
import { Thinner } from '../../../src/import/live/thin';
import type { Hub } from '../hub';
import { linesFrom } from '../whole-lines';
import { epochOf } from './epoch';
import { type Frame, type Keyframe, keyframeOf, madeFrames, plainFrames, Ring } from './frames';
import type { Limits } from './options';
import { Pace } from './pace';
import { Reveals } from './reveals';
import { Tail } from './tail';

/** Who is sent the frames of a channel as they are made. Must not throw. */
export interface Listener {
  offer(number: number, frame: Frame): void;
  /** An empty frame, for nothing came for a while: so it is known that the line is whole. */
  idle(frame: Uint8Array): void;
}

/** Lines that come faster than they are sent wait for others (ms). */
const MOST_WAIT = 5;
/** Lines are thinned in groups, so that mostly what becomes of one fits a frame. */
const GROUP = 16 * 1024;
const LF = 10;
/** A log is read in stretches of so much. */
const STRETCH = 256 * 1024;
/** So many times as many lines as a keyframe has bytes follow on one that was only just sent. */
const FRESH = 8;
/** Keyframes made in vain, because more lines came meanwhile than are kept. */
const TRIES = 10;

export class Channel {
  readonly epoch: string;
  /** Its lines are those of the log, at their own offsets. */
  readonly plain: boolean;
  /** Until its first lines can come; rejects when they never will. */
  readonly ready: Promise<void>;
  readonly listeners = new Set<Listener>();
  private readonly ring: Ring;
  private readonly pace: Pace;
  private tail: Tail | null = null;
  private thinner: Thinner | null = null;
  private readonly reveals: Reveals;
  private pending: Uint8Array[] = [];
  /** Behind the last line that was looked at; behind the last frame, before which who stands between them has missed nothing. */
  private end = 0;
  private framed = 0;
  /** Behind the last line that the thinner got. */
  private pushed = 0;
  /** What is known of the world holds from here on: what was charted before is told by a keyframe of here or later. */
  private known = 0;
  /** Of which world its lines are thinned; null: of none yet. */
  world: string | null = null;
  private sent = Date.now();
  private keyframed: { lines: Uint8Array; keyframe: Keyframe } | null = null;
  private making: Promise<Keyframe> | null = null;
  private closed = false;

  constructor(
    private readonly hub: Hub,
    readonly view: LiveView,
    private readonly limits: Pick<Limits, 'ring'>,
    /** It has no more lines; another one of the same view may have, unless this one never began. */
    private readonly onLost: (began: boolean) => void,
  ) {
    this.epoch = epochOf(hub.log.epoch, view);
    this.plain = seesAll(view);
    this.ring = new Ring(limits.ring);
    this.pace = new Pace(() => this.round(), MOST_WAIT);
    this.reveals = new Reveals(hub, view, {
      lines: (lines) => {
        for (const frame of madeFrames(this.epoch, this.framed, this.end, lines)) this.send(frame);
      },
      lost: () => this.lose(),
    });
    this.ready = this.begin();
    this.ready.catch(() => this.lose());
  }

  private async begin(): Promise<void> {
    if (this.plain) return this.follow(this.hub.log.end);
    const { hub, view } = this;
    const from = await hub.state.use(async (world) => {
      const { point, rest, taken } = hub.state;
      this.thinner = new Thinner(view, await world.known(view, point), hub.kernels.scanLines);
      this.known = taken;
      this.world = hub.state.latest.world;
      return rest;
    });
    this.follow(from);
  }

  private follow(from: number): void {
    if (this.closed) return;
    this.end = from;
    this.framed = from;
    this.pushed = from;
    this.tail = new Tail(
      this.hub,
      from,
      (lines) => {
        this.pending.push(lines);
        this.pace.poke();
      },
      () => this.lose(),
    );
  }

  // ---- lines into frames -------------------------------------------------------------------------------------------

  private round(): void {
    const lines = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending);
    this.pending = [];
    if (this.closed) return;
    if (this.thinner === null) {
      for (const frame of plainFrames(this.epoch, this.end, lines)) this.send(frame);
      this.end += lines.length;
    } else this.thin(this.thinner, lines);
  }

  private thin(thinner: Thinner, lines: Uint8Array): void {
    for (let at = 0; at < lines.length && !this.closed; ) {
      const last = lines.lastIndexOf(LF, Math.min(lines.length, at + GROUP) - 1);
      const to = last >= at ? last + 1 : lines.indexOf(LF, at) + 1;
      const thinned = thinner.push(lines.subarray(at, to));
      this.pushed += to - at;
      at = to;
      this.end = Math.max(this.end, this.pushed - thinner.held);
      for (const frame of madeFrames(this.epoch, this.framed, this.end, thinned.lines)) this.send(frame);
      this.reveals.add(thinned.revealed);
    }
  }

  private send(frame: Frame): void {
    const number = this.ring.next;
    this.ring.push(frame, this.plain ? Number.POSITIVE_INFINITY : this.hub.state.taken);
    this.framed = frame.offset;
    for (const listener of this.listeners) listener.offer(number, frame);
    this.sent = Date.now();
  }

  /** Once in a while. */
  beat(now: number, idle: number): void {
    if (this.tail === null || now - this.sent < idle) return;
    this.sent = now;
    const frame = encodeFrame({ epoch: this.epoch, offset: this.end, what: 'lines' }, new Uint8Array(0));
    for (const listener of this.listeners) listener.idle(frame);
  }

  // ---- for those who come, and those who lag -----------------------------------------------------------------------

  frame(number: number): Frame | undefined {
    return this.ring.get(number);
  }

  get next(): number {
    return this.ring.next;
  }

  /** Number of the frame that goes on from there; null: what lies between is not there as frames. */
  numberAt(offset: number): number | null {
    if (offset > this.hub.log.end) return null;
    this.pace.now();
    const number = this.ring.start === null ? (offset >= this.framed ? this.next : null) : this.ring.numberAt(offset);
    // Plain lines come once and no more; of what was thinned the beginning of a frame may come again.
    return number === null || !this.plain || (this.ring.get(number)?.from ?? this.framed) === offset ? number : null;
  }

  /**
   * Who stands there is served better with the lines since than with a keyframe. `fresh`: a keyframe is what it got last; another one before
   * it had many lines would be the same again.
   */
  near(offset: number, fresh = false): boolean {
    if (!this.plain) return this.numberAt(offset) !== null;
    const { start, end } = this.hub.log;
    return offset >= start && offset <= end && end - offset <= this.most * (fresh ? FRESH : 1);
  }

  /** Bytes of lines that are no more than a keyframe, or than is kept anyway. */
  private get most(): number {
    return Math.max(this.limits.ring, this.keyframed?.keyframe.length ?? 0);
  }

  /** Frames of the log itself, up to where those that are kept begin. Plain channels only; throws when it cannot be read. */
  async *fromLog(offset: number): AsyncGenerator<Frame> {
    const to = this.ring.boundary(offset) ?? this.framed;
    for (let at = offset; at < to; ) {
      const lines = await linesFrom(this.hub.log, at, STRETCH, to);
      yield* plainFrames(this.epoch, at, lines);
      at += lines.length;
    }
  }

  /** The latest, from which lines go on here; made once for all who wait for it. */
  keyframe(): Promise<Keyframe> {
    this.making ??= this.make().finally(() => {
      this.making = null;
    });
    return this.making;
  }

  private async make(): Promise<Keyframe> {
    await this.ready;
    for (let tries = 0; tries < TRIES; tries++) {
      const { start, end } = this.hub.log;
      const since = this.plain ? Math.max(start, end - this.most) : Math.max(this.known, this.ring.start ?? 0);
      const { offset, lines } = await this.hub.state.keyframe(this.view, since);
      if (this.closed) throw new Error('The channel is closed');
      if (!this.plain && this.numberAt(offset) === null) continue;
      if (this.keyframed?.lines !== lines) this.keyframed = { lines, keyframe: keyframeOf(this.epoch, offset, lines) };
      return this.keyframed.keyframe;
    }
    throw new Error('No keyframe reaches the lines that are kept');
  }

  /** What was read cannot be gone on with. */
  private lose(): void {
    if (this.closed) return;
    this.close();
    this.onLost(this.tail !== null);
  }

  close(): void {
    this.closed = true;
    this.tail?.close();
    this.pace.stop();
    this.reveals.close();
  }
}
