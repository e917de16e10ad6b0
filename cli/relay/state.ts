/** The latest of a server: an ordinary world that its log is taken into, behind the broadcast. */
import { ALL, type LiveView } from '../../src/core/live/view';
import type { ChunkPosition, SurfaceIndex } from '../../src/core/packet/schema';
import { isProblem, type Problem } from '../../src/core/result';
import type { LogPoint } from './intake';
import type { ServerLog } from './keeping';
import { type Keyframe, Keyframes } from './keyframes';
import type { Latest, Settled } from './server-world';
import { linesFrom } from './whole-lines';
import type { AnyWorld, Worlds } from './worlds';

export interface StateOptions {
  /** What it cannot do; when it cannot take in lines it stays as it is. */
  onProblem?(problem: Problem): void;
  /** Bytes of lines after which a keyframe is kept on disk: these, or twice those of the last one. */
  keptEvery?: number;
  /** Bytes of lines that the world knows at most, before it is made anew from its latest state. */
  maxHistory?: number;
}

/** Bytes that are taken in before others have their turn. */
const SLICE = 1024 * 1024;
/** Between two rounds of taking in (ms), and at least so many times as long as the last slice took. */
const PAUSE = 1_000;
const PAUSE_SHARE = 8;
/** A question is answered from what was settled so long ago (ms). */
const FRESH = 1_000;
const KEPT_EVERY = 16 * 1024 * 1024;
const MAX_HISTORY = 128 * 1024 * 1024;

export class ServerState {
  /** Up to which offset of the log its lines are in. */
  taken: number;
  latest: Latest = { world: null, tick: null, online: 0 };
  /** Of the log where `taken` is. */
  point: LogPoint = { at: [0, 0], launched: null };
  /** Up to here lines are read, settled or not. */
  private pushed: number;
  /** The last offset at which nothing lay open that lines before it had begun; and as it was when the world was settled. */
  private rested: number;
  private restedThen: number;
  private settledAt = 0;
  /** Where the lines begin that the world knows, and what stands for those before. */
  private began: Keyframe;
  private keptAt: number;
  private keptBytes = 0;
  private readonly keyframes = new Keyframes();
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private pause = PAUSE;
  private running = false;
  private closed = false;
  private failure: Problem | null = null;
  private lost = false;
  /** Ends what is being done. */
  private abandon: (problem: Problem) => void = () => {};
  private readonly forget: () => void;

  private constructor(
    readonly log: ServerLog,
    private readonly worlds: Worlds,
    private world: AnyWorld,
    private readonly options: StateOptions,
    kept: Keyframe | null,
  ) {
    this.began = kept ?? { offset: log.start, lines: new Uint8Array() };
    this.forget = worlds.onLost((problem) => this.lose(problem));
    this.taken = this.pushed = this.rested = this.restedThen = this.keptAt = this.began.offset;
    this.keptBytes = this.began.lines.length;
  }

  /** From the newest keyframe that is kept, and the lines behind it, all of which are taken in from then on. */
  static async open(log: ServerLog, worlds: Worlds, options: StateOptions = {}): Promise<ServerState> {
    const state = new ServerState(log, worlds, await worlds.open(), options, await log.state());
    void state.inTurn(() => state.begin()).catch(() => {});
    state.schedule(0);
    return state;
  }

  private async begin(): Promise<void> {
    await this.attempt(async () => void (await this.world.push(this.began.lines)));
    await this.settle();
  }

  /** The log has grown up to there: it is read from the log, in slices, when its turn comes. */
  take(end: number): void {
    if (end > this.pushed) this.schedule(end - this.pushed > SLICE ? 0 : this.pause);
  }

  private schedule(wait: number): void {
    if (this.timer !== null || this.running || this.closed || this.failure) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.round();
    }, wait);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    this.running = true;
    let longest = 0;
    while (!this.closed && !this.failure && this.pushed < this.log.end) {
      const work = async (): Promise<void> => {
        const began = performance.now();
        await this.slice(this.log.end);
        if (this.pushed >= this.log.end) await this.settle();
        await this.attempt(() => this.keepHouse());
        longest = Math.max(longest, performance.now() - began);
      };
      await this.inTurn(work).catch((error) => this.closed || this.fail(error));
    }
    this.pause = Math.max(PAUSE, PAUSE_SHARE * longest);
    this.running = false;
    this.take(this.log.end);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(() => {
      if (this.closed) throw CLOSED;
      if (this.lost) throw this.failure;
      return new Promise<T>((resolve, reject) => {
        this.abandon = reject;
        work().then(resolve, reject);
      });
    });
    this.turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  // ---- lines into the world ----------------------------------------------------------------------------------------

  private slice(end: number): Promise<void> {
    return this.attempt(async () => {
      if (this.pushed >= end) return;
      const lines = await linesFrom(this.log, this.pushed, SLICE, end);
      const rest = await this.world.push(lines);
      if (rest !== null) this.rested = this.pushed + rest;
      this.pushed += lines.length;
    });
  }

  private settle(): Promise<void> {
    return this.attempt(async () => {
      let settled: Settled = await this.world.settle();
      if (settled.mistaken) {
        // What it began with may have been dropped since.
        const kept = this.began.offset < this.log.start ? await this.log.state() : this.began;
        await this.from(kept ?? { offset: this.log.start, lines: new Uint8Array() });
        settled = await this.world.settle();
      }
      this.taken = this.pushed;
      this.restedThen = this.rested;
      this.point = settled.point;
      this.latest = settled.latest;
      this.settledAt = performance.now();
    });
  }

  /** Into an empty store: what stands for the lines before, then those up to where it was. */
  private async from(began: Keyframe): Promise<void> {
    const end = this.pushed;
    const before = this.world;
    this.world = await this.worlds.open();
    await before.close();
    this.began = began;
    await this.world.push(began.lines);
    this.pushed = this.rested = began.offset;
    while (this.pushed < end && !this.failure) await this.slice(end);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.failure) return;
    try {
      await work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Its world is gone, and answers nothing any more. */
  private lose(problem: Problem): void {
    this.lost = true;
    this.fail(problem);
    this.abandon(problem);
  }

  private fail(error: unknown): void {
    if (this.failure) return;
    this.failure = problemOf(error);
    this.options.onProblem?.(this.failure);
  }

  /** Keeps a keyframe now and then; makes the world anew when its history has grown long. */
  private async keepHouse(): Promise<void> {
    const { keptEvery = KEPT_EVERY, maxHistory = MAX_HISTORY } = this.options;
    if (this.failure || this.pushed - this.keptAt < Math.max(keptEvery, 2 * this.keptBytes)) return;
    if (this.taken < this.pushed) await this.settle();
    const keyframe = await this.keep();
    // Where nothing can be restated there is nothing to begin from.
    if (keyframe.lines.length === 0 || this.pushed - this.began.offset <= maxHistory) return;
    await this.attempt(() => this.from(keyframe));
    await this.settle();
  }

  private async keep(): Promise<Keyframe> {
    const keyframe = await this.make(ALL, this.place(0));
    this.keptAt = keyframe.offset;
    this.keptBytes = keyframe.lines.length;
    // Lines that told nothing have an empty one, and can be dropped for it. What is wrong with the disk now may not be at the next one.
    await this.log.putState(keyframe.offset, keyframe.lines).catch((error) => this.options.onProblem?.(problemOf(error)));
    return keyframe;
  }

  /** At or before `taken`: from here on lines can be read without those before. */
  get rest(): number {
    return this.place(this.restedThen);
  }

  // ---- what is asked of it -----------------------------------------------------------------------------------------

  /**
   * Log lines that restate what the view sees, and the offset behind which the log goes on. Shared while what came since is shorter than
   * they are. `least`: an earlier offset is of no use; it must not lie behind the log's end.
   */
  keyframe(view: LiveView, least = 0): Promise<Keyframe> {
    const known = this.keyframes.of(view);
    if (known && known.offset >= least && this.near(known)) return Promise.resolve(known);
    const make = async (): Promise<Keyframe> => {
      if (this.restedThen < least || this.old() || (known && !this.near(known))) await this.catchUp(this.log.end);
      const offset = this.place(least);
      const other = this.keyframes.of(view);
      return other?.offset === offset ? other : await this.make(view, offset);
    };
    return this.keyframes.once(view, least, () => this.inTurn(make));
  }

  private near({ offset, lines }: Keyframe): boolean {
    return offset >= this.log.start && (this.log.end - offset <= lines.length || offset === this.log.end);
  }

  /** What never ends, since its other lines are lost, is not waited for. */
  private place(least: number): number {
    return this.restedThen >= least && this.taken - this.restedThen <= SLICE ? this.restedThen : this.taken;
  }

  private async make(view: LiveView, offset: number): Promise<Keyframe> {
    if (this.failure) throw this.failure;
    const keyframe = { offset, lines: await this.world.keyframe(view) };
    this.keyframes.add(view, keyframe);
    return keyframe;
  }

  /** Of these chunks alone, as lines, with all that the log tells of them by now. */
  restated(view: LiveView, chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[]): Promise<Uint8Array> {
    const end = this.log.end;
    return this.inTurn(async () => {
      if (this.taken < end) await this.catchUp(end);
      if (this.failure) throw this.failure;
      return await this.world.restated(view, chunks);
    });
  }

  private async catchUp(end: number): Promise<void> {
    while (this.pushed < end && !this.failure) await this.slice(end);
    if (this.taken < this.pushed) await this.settle();
    await this.attempt(() => this.keepHouse());
  }

  /** Something came that is not in the world, and not only just now. */
  private old(): boolean {
    return this.taken < this.log.end && (performance.now() - this.settledAt > FRESH || this.log.end - this.taken > SLICE);
  }

  /** One after the other, and never while lines are taken in. The world must not be kept. */
  use<T>(work: (world: AnyWorld) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      if (this.taken < this.pushed && performance.now() - this.settledAt > FRESH) await this.settle();
      return await work(this.world);
    });
  }

  /** Keeps a keyframe when reading the lines since the last one would take long. */
  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.inTurn(async () => {
      if (!this.failure && this.restedThen - this.keptAt > SLICE) await this.keep();
      this.closed = true;
      await this.world.close();
    }).catch(() => {});
    this.closed = true;
    this.forget();
  }
}

const CLOSED: Problem = { code: 'relay-closed', file: '', line: 0, detail: 'The relay is being stopped.', tip: '' };

/** What no code of ours has foreseen must cost a server its state, and not others theirs. */
const problemOf = (error: unknown): Problem =>
  isProblem(error)
    ? error
    : {
        code: 'state-failed',
        file: '',
        line: 0,
        detail: `The state of the server cannot be kept: ${error}.`,
        tip: 'Its lines are kept all the same.',
      };
