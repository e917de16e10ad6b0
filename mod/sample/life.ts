/** One launch of the game: from a tick to a tick, one log. */
import type { Packet, Position, Tick } from '../../src/core/packet/schema';
import type { HeaderFacts } from '../../src/core/packet/write';
import { type Emitter, engineLine, type Kept } from './emitter';
import { type Launch, launchLines, quitLines, saveLines } from './engine';
import { type GenerateOptions, type Life, type Moment, TEN_MINUTES } from './moment';
import { type Person, people, type Session, sessions } from './story';
import { tellPlayers, tellProgress } from './told-people';
import { keyframe } from './told-state';
import { tellBuilding, tellCharts, tellMining } from './told-works';
import type { World } from './world';

export class LaunchLife implements Life {
  readonly crowd: Person[];
  readonly shifts: Session[];
  /** Where each player was last told to be. */
  readonly places = new Map<number, Position>();
  /** A sum of each chunk's pixels as last told. */
  readonly shown = new Map<string, number>();
  private chained: Packet[] = [];
  private locals: Packet[] = [];
  private flushed = -1;
  now = 0;
  private keep: { tick: Tick; take(kept: Kept): void } | null = null;

  constructor(
    readonly world: World,
    readonly options: GenerateOptions,
    private readonly facts: HeaderFacts,
    private readonly emitter: Emitter,
    private readonly log: number,
    readonly launch: Launch,
  ) {
    this.crowd = people(options.players ?? 4);
    this.shifts = sessions(options.seed + (world.options.turn === undefined ? 0 : 7), this.crowd, world.length);
  }

  saveAt(tick: Tick, take: (kept: Kept) => void): void {
    this.keep = { tick, take };
  }

  private get seconds(): number {
    return 4.2 + (this.now - this.launch.from) / 60;
  }
  private line(text: string): void {
    this.options.onLine(text, this.log);
  }
  engine(texts: string[]): void {
    if (this.options.bare) return;
    for (const text of texts) this.line(engineLine(this.seconds, text));
  }

  play(): void {
    const { from, to } = this.launch;
    if (!this.options.bare) for (const line of launchLines(this.launch, this.facts)) this.line(line);
    this.now = from;
    this.header(true);
    keyframe(this);
    this.header(false);
    const moments = this.moments().filter(({ tick }) => tick >= from && tick < to);
    moments.sort((a, b) => a.tick - b.tick || a.rank - b.rank);
    const flush = this.options.flush ?? 600;
    for (const moment of moments) {
      if (this.keep !== null && moment.tick > this.keep.tick) this.keepSave();
      if (moment.tick - this.flushed >= flush) this.flush();
      this.now = moment.tick;
      moment.run();
    }
    this.flush();
    if (this.keep !== null) this.keepSave();
    this.now = to;
    if (!this.options.bare) this.engine(quitLines());
  }

  /** A save holds what was told up to its tick; what comes later stands in another history after a reload. */
  private keepSave(): void {
    this.flush();
    this.keep?.take(this.emitter.save());
    this.keep = null;
  }

  tell(packet: Packet, local = false): void {
    if (this.options.only === 'charts' && !CHARTS.has(packet.kind)) return;
    (local ? this.locals : this.chained).push(packet);
    if (this.locals.length >= 64) this.flush();
  }

  flush(): void {
    this.flushed = this.now;
    for (const [packets, local] of [
      [this.chained, false],
      [this.locals, true],
    ] as const) {
      if (packets.length === 0) continue;
      // Like beside like packs better, and readers take ticks in any order [P12]. A keyframe keeps its order.
      if (!local) packets.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
      for (const packet of packets) this.options.onPacket?.(packet, this.log, local);
      const lines = local ? this.emitter.local(packets, this.seconds) : this.emitter.chained(packets, this.seconds);
      for (const line of lines) this.line(line);
    }
    this.chained = [];
    this.locals = [];
  }

  private header(local: boolean): void {
    for (const line of this.emitter.header(this.facts, this.now, local, this.seconds)) this.line(line);
  }

  private moments(): Moment[] {
    const found: Moment[] = [];
    const at = (tick: Tick, rank: number, run: () => void): void => {
      found.push({ tick, rank, run });
    };
    const { from, to } = this.launch;
    for (let tick = from + TEN_MINUTES; tick < to; tick += TEN_MINUTES)
      at(tick, 0, () => {
        this.header(false);
        if (!this.options.bare) this.engine(saveLines(Math.round((tick - from) / TEN_MINUTES)));
      });
    tellCharts(this, at);
    if (this.options.only === 'charts') return found;
    tellBuilding(this, at);
    tellMining(this, at);
    tellPlayers(this, at);
    tellProgress(this, at);
    return found;
  }
}

const CHARTS = new Set(['header', 'keyframe', 'surfaces', 'forces', 'chart']);
