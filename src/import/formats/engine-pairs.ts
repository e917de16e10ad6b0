import type { EngineEvent } from '../format';

/** An event with the line, or lines, that told it. */
export interface Told {
  event: EngineEvent;
  line: number;
  clock: number | null;
  text: string;
}

type Side = 'engine' | 'console';
interface Waiting extends Told {
  side: Side;
  /** The engine's seconds when it came; of a console's line NaN where nothing tells. */
  seconds: number;
  /** Events passed since. */
  age: number;
}

/**
 * Joins and leaves stand twice on stdout: the engine knows tick and player, the console the name. They are told once when
 * they lie together. "Together" is measured in events and seconds, not in lines, so that a log stripped of all other
 * lines pairs in the same way.
 */
const MAX_AGE = 16;
const MAX_SECONDS = 5;
/** Between the clock of the console's line and the launch's clock plus seconds, ms. */
const MAX_DRIFT = 10_000;
const MAX_NAMES = 10_000;

export class Pairs {
  private waiting: Waiting[] = [];
  private seconds = 0;
  /** The clock at second 0 of this launch. */
  private zero: number | null = null;
  private names = new Map<number, string>();

  constructor(private readonly emit: (told: Told) => void) {}

  get waits(): boolean {
    return this.waiting.length > 0;
  }

  launch(start: EngineEvent): void {
    this.zero = start.time === undefined ? null : start.time - (start.seconds ?? 0) * 1000;
    this.seconds = 0;
    this.names = new Map();
  }

  /** The engine's seconds went on. */
  at(seconds: number): void {
    this.seconds = seconds;
    if (this.waiting.length > 0) this.settle();
  }

  /** An event that has no second line. */
  pass(told: Told): void {
    for (const one of this.waiting) one.age++;
    this.settle();
    this.emit(told);
  }

  engine(told: Told): void {
    this.at(told.event.seconds ?? this.seconds);
    this.meet('engine', told);
  }

  console(told: Told): void {
    this.meet('console', told);
  }

  private meet(side: Side, told: Told): void {
    for (const one of this.waiting) one.age++;
    this.settle();
    const found = this.waiting.findIndex(
      (one) => one.side !== side && this.together(side === 'engine' ? told : one, side === 'engine' ? one : told),
    );
    if (found < 0) {
      this.waiting.push({ ...told, side, seconds: side === 'engine' ? this.seconds : this.secondsOf(told.event), age: 0 });
      return;
    }
    const [first] = this.waiting.splice(found, 1);
    const engine = side === 'engine' ? told.event : first!.event;
    const console = side === 'engine' ? first!.event : told.event;
    if (engine.player !== undefined && console.name && this.names.size < MAX_NAMES) this.names.set(engine.player, console.name);
    this.emit({ event: { ...console, ...engine }, line: first!.line, clock: first!.clock, text: `${first!.text}\n${told.text}` });
  }

  /** The engine's last seconds may be long ago: its lines are few. */
  private secondsOf({ time }: EngineEvent): number {
    return this.zero === null || time === undefined ? Number.NaN : (time - this.zero) / 1000;
  }

  private together(engine: Told, console: Told): boolean {
    if (engine.event.type !== console.event.type) return false;
    const name = this.names.get(engine.event.player ?? -1);
    if (name !== undefined && name !== console.event.name) return false;
    if (this.zero === null || engine.event.seconds === undefined || console.event.time === undefined) return true;
    return Math.abs(this.zero + engine.event.seconds * 1000 - console.event.time) <= MAX_DRIFT;
  }

  private settle(): void {
    while (this.waiting.length > 0) {
      const one = this.waiting[0]!;
      if (one.age <= MAX_AGE && !(this.seconds - one.seconds > (one.side === 'engine' ? MAX_SECONDS : MAX_DRIFT / 1000))) return;
      this.release();
    }
  }

  private release(): void {
    const { event, line, clock, text } = this.waiting.shift()!;
    const name = this.names.get(event.player ?? -1);
    this.emit({ event: event.name === undefined && name !== undefined ? { ...event, name } : event, line, clock, text });
  }

  flush(): void {
    while (this.waiting.length > 0) this.release();
  }
}
