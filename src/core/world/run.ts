/** A run: one continuous piece of a log, as evidence of history: which numbers it saw and which checkpoints it names. */
import { deflateSync, inflateSync } from 'fflate';
import type { ChainPoint, HeaderPacket, Tick } from '../packet/schema';
import type { Run } from './branches';
import { Points } from './points';

/** At most one anchor in so many ticks is kept. */
const ANCHOR_EVERY = 36_000;

export class RunBuilder {
  private points = new Points();
  /** Headers repeat each other's checkpoints. */
  private readonly checkpoints = new Set<number>();
  private last = -1;
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
    return Object.assign(new RunBuilder(id, this.file, this.origin), { ...this, id, changed: true });
  }

  /** False when the line cannot follow what came before: an older save was loaded, another run begins. */
  follows(seq: number): boolean {
    return seq > this.last;
  }

  /** `tick` is NaN where the line does not tell. */
  line(seq: number, chain: number, tick: Tick): void {
    this.points.add(seq, chain, tick, 1);
    this.last = seq;
    this.changed = true;
  }

  /** A point of history that is named, not seen. */
  at([seq, chain]: ChainPoint): void {
    if (seq <= this.last) return;
    if (seq > 0) this.points.add(seq, chain, Number.NaN, 0);
    this.last = seq;
    this.changed = true;
  }

  /** The last number seen or named. */
  get tip(): number {
    return this.last;
  }

  header(packet: HeaderPacket): void {
    const before: [Tick, number, number] = [Number.NaN, packet.next - 1, packet.chain];
    for (const [tick, seq, chain] of [before, ...packet.checkpoints]) {
      if (seq <= 0 || this.checkpoints.has(seq)) continue;
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

  encode(): Uint8Array {
    const run = this.run();
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
        nodes: run.seq.length,
        last: this.last,
      }),
    );
    const raw = new Uint8Array(4 + head.length + run.seq.length * 17);
    new DataView(raw.buffer).setUint32(0, head.length, true);
    raw.set(head, 4);
    let at = 4 + head.length;
    for (const part of [run.tick, run.seq, run.chain, run.seen]) {
      raw.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
    return deflateSync(raw, { level: 1 });
  }

  static decode(bytes: Uint8Array): RunBuilder {
    const raw = inflateSync(bytes);
    const length = new DataView(raw.buffer, raw.byteOffset).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length)));
    const count: number = head.nodes;
    const copy = raw.slice(4 + length).buffer;
    const tick = new Float64Array(copy, 0, count);
    const seq = new Uint32Array(copy, count * 8, count);
    const chain = new Uint32Array(copy, count * 12, count);
    const seen = new Uint8Array(copy, count * 16, count);
    const run = new RunBuilder(head.id, head.file, head.origin);
    run.points = new Points({ seq, chain, tick, seen });
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
