/** A run: one continuous piece of a log, as evidence of history: which numbers it saw and which checkpoints it names. */
import { deflateSync, inflateSync } from 'fflate';
import type { ChainPoint, HeaderPacket, Tick } from '../packet/schema';
import type { Run } from './branches';
import { Points } from './points';

/** At most one anchor in so many ticks is kept. */
const ANCHOR_EVERY = 36_000;
/** More can only be forged: then every other one goes. */
const MOST_ANCHORS = 20_000;
/** Checkpoints of one run's headers that are taken in; a hundred thousand hours of play have fewer. */
const MOST_CHECKPOINTS = 100_000;
/** Points that are stored together and then never again: a flush writes only what is new. */
const PIECE = 16_384;

export class RunBuilder {
  private readonly points = new Points();
  /** Pieces of points that are stored. */
  private pieces = 0;
  /** Headers repeat each other's checkpoints. */
  private readonly checkpoints = new Set<number>();
  private last = -1;
  /** The last point seen or named since it was opened. */
  point: ChainPoint | null = null;
  clock: number | null = null;
  firstTick: Tick | null = null;
  lastTick: Tick | null = null;
  /** Tick and clock, thinned out. */
  anchors: [Tick, number][] = [];
  /** Ledger blocks written. */
  blocks = 0;
  changed = true;

  constructor(
    readonly id: string,
    readonly file: string,
    /** The world it was first read into; another one's when worlds were joined. */
    readonly origin: string,
  ) {}

  /** The same run under another number. */
  numbered(id: string): RunBuilder {
    return Object.assign(new RunBuilder(id, this.file, this.origin), { ...this, id, pieces: 0, changed: true });
  }

  /** False when the line cannot follow what came before: an older save was loaded, another run begins. */
  follows(seq: number): boolean {
    return seq > this.last;
  }

  /** `tick` is NaN where the line does not tell. */
  line(seq: number, chain: number, tick: Tick): void {
    this.points.add(seq, chain, tick, 1);
    this.last = seq;
    this.point = [seq, chain];
    this.changed = true;
  }

  /** A point of history that is named, not seen; NaN: nobody says when that was. */
  at([seq, chain]: ChainPoint, tick: Tick = Number.NaN): void {
    if (seq <= this.last) return;
    if (seq > 0) this.points.add(seq, chain, tick, 0);
    this.last = seq;
    this.point = [seq, chain];
    this.changed = true;
  }

  /** The last number seen or named. */
  get tip(): number {
    return this.last;
  }

  /** The highest point of history seen or named; [0, 0]: none. */
  get end(): ChainPoint {
    return this.points.highest;
  }

  header(packet: HeaderPacket): void {
    const before: [Tick, number, number] = [Number.NaN, packet.next - 1, packet.chain];
    for (const [tick, seq, chain] of [before, ...packet.checkpoints]) {
      if (seq <= 0 || this.checkpoints.has(seq) || this.checkpoints.size >= MOST_CHECKPOINTS) continue;
      this.checkpoints.add(seq);
      this.points.add(seq, chain, tick, 0);
    }
  }

  /** The earliest tick of what was not read before; what comes late must not count less for it. */
  firstNew: Tick | null = null;

  fresh(tick: Tick): void {
    if (this.firstNew === null || tick < this.firstNew) this.firstNew = tick;
  }

  tick(tick: Tick): void {
    if (this.firstTick === null || tick < this.firstTick) this.firstTick = tick;
    if (this.lastTick === null || tick > this.lastTick) this.lastTick = tick;
  }

  anchor(tick: Tick, clock: number): void {
    if (this.clock === null || clock > this.clock) this.clock = clock;
    const last = this.anchors.at(-1);
    const beforeLast = this.anchors.at(-2);
    // The newest always stays; the one before it only at a distance.
    if (last && beforeLast && tick - beforeLast[0] < ANCHOR_EVERY) this.anchors.pop();
    this.anchors.push([tick, clock]);
    if (this.anchors.length > MOST_ANCHORS) this.anchors = this.anchors.filter((_, i) => i % 2 === 0);
  }

  /** As `branchesOf` takes it. */
  run(): Run {
    return {
      id: this.id,
      ...this.points.sorted(),
      clock: this.clock,
      firstTick: this.firstTick,
      lastTick: this.lastTick,
    };
  }

  /** What a batch must hold of it, under `key`: the pieces that have become full, and its head with all other points. */
  records(key: string): [key: string, bytes: Uint8Array][] {
    const records: [string, Uint8Array][] = [];
    for (; (this.pieces + 1) * PIECE <= this.points.length; this.pieces++) {
      const packed = this.points.packed(this.pieces * PIECE, (this.pieces + 1) * PIECE);
      records.push([`${key}/${String(this.pieces).padStart(6, '0')}`, deflateSync(packed, { level: 1 })]);
    }
    const head = new TextEncoder().encode(
      JSON.stringify({
        id: this.id,
        file: this.file,
        origin: this.origin,
        clock: this.clock,
        firstTick: this.firstTick,
        lastTick: this.lastTick,
        anchors: this.anchors,
        blocks: this.blocks,
        pieces: this.pieces,
        last: this.last,
      }),
    );
    const rest = this.points.packed(this.pieces * PIECE, this.points.length);
    const raw = new Uint8Array(4 + head.length + rest.length);
    new DataView(raw.buffer).setUint32(0, head.length, true);
    raw.set(head, 4);
    raw.set(rest, 4 + head.length);
    return [...records, [key, deflateSync(raw, { level: 1 })]];
  }

  /** `pieces` in the order of their keys. */
  static decode(bytes: Uint8Array, pieces: readonly Uint8Array[]): RunBuilder {
    const raw = inflateSync(bytes);
    const length = new DataView(raw.buffer, raw.byteOffset).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length)));
    const run = new RunBuilder(head.id, head.file, head.origin);
    for (const piece of pieces) run.points.unpack(inflateSync(piece));
    run.points.unpack(raw.subarray(4 + length));
    run.pieces = pieces.length;
    run.last = head.last;
    run.clock = head.clock;
    run.firstTick = head.firstTick;
    run.lastTick = head.lastTick;
    run.anchors = head.anchors;
    run.blocks = head.blocks;
    run.changed = false;
    return run;
  }
}
