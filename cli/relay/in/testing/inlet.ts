/** A server that keeps what comes in memory, and is as strict about sources as one on disk. */
import type { Origin } from '../../keeping';
import type { InCounts, Inlet, Inlets, Refusal } from '../inlet';

export class MemoryInlet implements Inlet {
  text = '';
  /** Appends fail with it while it is there. */
  problem: unknown = null;
  private readonly sources = new Map<string, number>();

  constructor(readonly id = 'test') {}

  async append(lines: Uint8Array, origin?: Origin): Promise<number> {
    await Promise.resolve();
    if (this.problem !== null) throw this.problem;
    if (lines.length === 0 || lines.at(-1) !== 10) throw new Error('only whole lines are appended');
    if (origin) {
      const from = origin.offset - lines.length;
      const before = this.sources.get(origin.source) ?? 0;
      if (from < before && before > 0) throw new Error(`${origin.source} is taken twice from ${from} to ${before}`);
      this.sources.set(origin.source, origin.offset);
    }
    this.text += new TextDecoder().decode(lines);
    return this.text.length;
  }

  /** What could be appended is. */
  async safe(): Promise<void> {}

  taken(source: string): number {
    return this.sources.get(source) ?? 0;
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}

export class MemoryInlets implements Inlets {
  readonly all = new Map<string, MemoryInlet>();

  get(id: string): MemoryInlet | undefined {
    return this.all.get(id);
  }

  async open(id: string): Promise<MemoryInlet> {
    const inlet = this.all.get(id) ?? new MemoryInlet(id);
    this.all.set(id, inlet);
    return inlet;
  }

  lines(id: string): string[] {
    return this.get(id)?.lines ?? [];
  }
}

export class Tally implements InCounts {
  lines = 0;
  readonly refusals: Refusal[] = [];
  came(_way: string, _server: string, lines: number): void {
    this.lines += lines;
  }
  refused(why: Refusal): void {
    this.refusals.push(why);
  }
}
