/** The latest of a server: an ordinary world that its log is taken into, behind the broadcast. */
import type { Kernels } from '../../src/core/kernels/kernels';
import { lineHost } from '../../src/core/live/line-host';
import { keyframeLines } from '../../src/core/live/restate';
import { ALL, type LiveView, viewKey } from '../../src/core/live/view';
import type { ChunkPosition, SurfaceIndex, Tick } from '../../src/core/packet/schema';
import type { Problem } from '../../src/core/result';
import type { OpenWorld } from '../../src/core/world/stored-world';
import { World } from '../../src/core/world/world';
import { Intake } from './intake';
import type { ServerLog } from './keeping';
import { LineBytes } from './line-bytes';
import { restatedLines } from './restated-lines';
import { slices } from './slices';

/** What is told of a server without asking its world; some seconds old. */
export interface Latest {
  world: string | null;
  tick: Tick | null;
  online: number;
}

export interface Keyframe {
  /** Behind it the lines of the log go on. */
  offset: number;
  lines: Uint8Array;
}

/** Bytes that are taken in before others have their turn. */
const SLICE = 1024 * 1024;
/** Between two rounds of taking in (ms), and at least so many times as long as the last one took. */
const PAUSE = 500;
const PAUSE_SHARE = 8;
/** A question is answered from what was settled so long ago (ms). */
const FRESH = 1_000;
/** A keyframe is kept on disk after so many bytes of lines, or twice its own. */
const KEPT_EVERY = 16 * 1024 * 1024;
/** So much history is in the world at most: then it is made anew from its latest state. */
const MAX_HISTORY = 128 * 1024 * 1024;
/** Keyframes of so many views are at hand. */
const MAX_VIEWS = 8;

export interface StateOptions {
  /** It cannot go on: what it holds stays as it is. */
  onFailure?(problem: Problem): void;
  keptEvery?: number;
  maxHistory?: number;
}

export class ServerState {
  /** Up to which offset of the log its lines are in. */
  taken: number;
  latest: Latest = { world: null, tick: null, online: 0 };
  /** Bytes of the log that are read, settled or not. */
  private pushed: number;
  /** The last offset at which nothing lay open that lines before it had begun. */
  private rested: number;
  private settledRested: number;
  private settledAt = 0;
  private open: OpenWorld | null = null;
  private world: World | null = null;
  /** Where the history begins that the world has. */
  private began: number;
  private keptAt: number;
  private keptBytes = 0;
  private readonly keyframes = new Map<string, Keyframe>();
  private readonly asked = new Map<string, Promise<Keyframe>>();
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private pause = PAUSE;
  private running = false;
  private closed = false;
  private failure: Problem | null = null;

  private constructor(
    readonly log: ServerLog,
    readonly kernels: Kernels,
    private intake: Intake,
    private readonly options: StateOptions,
    from: number,
  ) {
    this.taken = this.pushed = this.rested = this.settledRested = this.began = this.keptAt = from;
  }

  /** From the newest keyframe that is kept, and the lines behind it, which are taken in from then on. */
  static async open(log: ServerLog, kernels: Kernels, options: StateOptions = {}): Promise<ServerState> {
    const kept = await log.state();
    const intake = await Intake.open(NAME, kernels);
    const state = new ServerState(log, kernels, intake, options, kept?.offset ?? log.start);
    if (kept) {
      state.keptBytes = kept.lines.length;
      await intake.push(kept.lines);
      await state.settle();
    }
    state.schedule(0);
    return state;
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

  /** Takes in what has come; others have their turn between two slices. */
  private async round(): Promise<void> {
    this.running = true;
    let busy = 0;
    while (!this.closed && !this.failure && this.pushed < this.log.end) {
      await this.inTurn(async () => {
        const began = performance.now();
        await this.slice(this.log.end);
        if (this.pushed >= this.log.end) await this.settle();
        await this.keepHouse();
        busy = performance.now() - began;
      }).catch(() => {});
    }
    this.pause = Math.max(PAUSE, PAUSE_SHARE * busy);
    this.running = false;
    this.take(this.log.end);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(async () => {
      if (this.closed) throw closed();
      return await work();
    });
    this.turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  private async slice(end: number): Promise<void> {
    try {
      for await (const { lines, offset } of slices(this.log, this.pushed, Math.min(end, this.pushed + SLICE), end)) {
        await this.intake.push(lines);
        this.pushed = offset;
        if (this.intake.whole) this.rested = offset;
      }
    } catch (error) {
      this.fail(error);
    }
  }

  private async settle(): Promise<void> {
    try {
      if (this.intake.mistaken) await this.readAgain();
      await this.intake.settle();
      this.open = await this.intake.world();
      this.world = this.open && new World(this.open, this.kernels);
      await this.learn();
    } catch (error) {
      this.fail(error);
    }
    this.taken = this.pushed;
    this.settledRested = this.rested;
    this.settledAt = performance.now();
  }

  private async learn(): Promise<void> {
    const { world } = this;
    if (world === null) return;
    const branch = world.info.branches.find(({ opens }) => opens)?.id ?? 'main';
    const { players } = await world.state(branch, null);
    this.latest = { world: world.info.id, tick: world.info.ticks?.[1] ?? null, online: players.filter(({ online }) => online).length };
  }

  /** Its first lines were taken for a world of their own, and belong to the one whose header came behind them. */
  private async readAgain(): Promise<void> {
    const end = this.pushed;
    const before = this.intake;
    this.intake = await Intake.open(NAME, this.kernels);
    before.close();
    this.pushed = this.began;
    while (this.pushed < end) await this.slice(end);
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    this.failure = problemOf(error);
    this.options.onFailure?.(this.failure);
  }

  /** Keeps a keyframe now and then; makes the world anew when its history has grown long. */
  private async keepHouse(): Promise<void> {
    const { keptEvery = KEPT_EVERY, maxHistory = MAX_HISTORY } = this.options;
    if (this.pushed - this.keptAt < Math.max(keptEvery, 2 * this.keptBytes)) return;
    if (this.taken < this.pushed) await this.settle();
    const keyframe = await this.keyframeNow(ALL);
    // Nothing can be restated where nothing is known.
    if (keyframe.lines.length > 0) await this.log.putState(keyframe.offset, keyframe.lines);
    this.keptAt = keyframe.offset;
    this.keptBytes = keyframe.lines.length;
    if (keyframe.lines.length > 0 && this.pushed - this.began > maxHistory) await this.anew(keyframe);
  }

  private async anew({ offset, lines }: Keyframe): Promise<void> {
    const end = this.pushed;
    const before = this.intake;
    this.intake = await Intake.open(NAME, this.kernels);
    this.open = this.world = null;
    before.close();
    await this.intake.push(lines);
    this.pushed = this.rested = this.began = offset;
    while (this.pushed < end) await this.slice(end);
    await this.settle();
  }

  /** Log lines that restate what the view sees, and the offset behind which they hold. Shared while what came since is shorter than they are. */
  keyframe(view: LiveView): Promise<Keyframe> {
    const key = viewKey(view);
    const known = this.keyframes.get(key);
    if (known && this.stillGood(known)) return Promise.resolve(known);
    const asked = this.asked.get(key);
    if (asked) return asked;
    const made = this.inTurn(async () => {
      if (this.taken < this.pushed || this.stale()) await this.catchUp(this.pushed);
      return await this.keyframeNow(view);
    }).finally(() => this.asked.delete(key));
    this.asked.set(key, made);
    return made;
  }

  private stillGood({ offset, lines }: Keyframe): boolean {
    return offset >= this.log.start && (this.log.end - offset <= lines.length || offset === this.settledRested);
  }

  private async keyframeNow(view: LiveView): Promise<Keyframe> {
    if (this.failure) throw this.failure;
    const bytes = new LineBytes();
    if (this.open) for await (const line of keyframeLines(this.open, view, lineHost, this.intake.launched)) bytes.line(line);
    const keyframe = { offset: this.settledRested, lines: bytes.all() };
    const key = viewKey(view);
    this.keyframes.delete(key);
    this.keyframes.set(key, keyframe);
    for (const oldest of this.keyframes.keys()) {
      if (this.keyframes.size <= MAX_VIEWS) break;
      this.keyframes.delete(oldest);
    }
    return keyframe;
  }

  /** Of these chunks alone, as lines, with all that the log tells of them by now. */
  restated(view: LiveView, chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[]): Promise<Uint8Array> {
    const end = this.log.end;
    return this.inTurn(async () => {
      await this.catchUp(end);
      return this.open ? await restatedLines(this.open, view, chunks) : new Uint8Array();
    });
  }

  private async catchUp(end: number): Promise<void> {
    while (this.pushed < end && !this.failure) await this.slice(end);
    if (this.taken < this.pushed) await this.settle();
  }

  private stale(): boolean {
    return this.pushed < this.log.end && performance.now() - this.settledAt > FRESH;
  }

  /** One after the other, and never while lines are taken in. What is handed over must not be kept. null: nothing was told yet. */
  use<T>(work: (world: World | null, open: OpenWorld | null) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      if (this.taken < this.pushed && performance.now() - this.settledAt > FRESH) await this.settle();
      return await work(this.world, this.open);
    });
  }

  /** Keeps where it is, so that it starts from there. */
  async close(): Promise<void> {
    if (this.closed) return;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.inTurn(async () => {
      if (this.failure || this.taken === this.keptAt) return;
      const keyframe = await this.keyframeNow(ALL);
      if (keyframe.lines.length > 0) await this.log.putState(keyframe.offset, keyframe.lines);
    }).catch(() => {});
    this.closed = true;
    this.intake.close();
  }
}

/** What its logs are called in the world. */
const NAME = 'live';
