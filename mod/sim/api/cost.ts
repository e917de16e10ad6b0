/** What a peer's scripts do in a tick, counted: nothing here is about time. */
export interface TickCost {
  tick: number;
  /** Of Lua, as far as counting was begun. */
  instructions: number;
  /** Calls of the game's methods by name; `log` and its like among them. */
  calls: Record<string, number>;
  /** Attributes read of the game's objects. */
  reads: number;
  /** Handed to log, print, files and UDP. */
  characters: number;
  lines: number;
}

export class Cost {
  private current: TickCost = empty(0);
  /** Kept only while counting. */
  readonly ticks: TickCost[] = [];
  counting = false;

  call(name: string): void {
    if (this.counting) this.current.calls[name] = (this.current.calls[name] ?? 0) + 1;
  }
  read(_name: string): void {
    this.current.reads += 1;
  }
  wrote(characters: number): void {
    this.current.characters += characters;
    this.current.lines += 1;
  }
  /** What was done since the last tick (by hand, between ticks) counts for this one. */
  begin(tick: number): void {
    this.current.tick = tick;
  }
  end(instructions: number): void {
    this.ticks.push({ ...this.current, instructions });
    this.current = empty(0);
  }
}
const empty = (tick: number): TickCost => ({ tick, instructions: 0, calls: {}, reads: 0, characters: 0, lines: 0 });
