/** Logs of a made-up world, as the mod writes them, small or large; the same seed gives the same bytes. */
import { deflateSync } from 'node:zlib';
import type { Packet } from '../src/core/packet/schema';
import {
  addCheckpoint,
  type ChainState,
  chainedLines,
  type LineHost,
  type LocalState,
  localLines,
  logForm,
} from '../src/core/packet/write';

const host: LineHost = {
  json: (value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  pack: (text) => Buffer.from(deflateSync(text)).toString('base64'),
};

/** Numbers below 1, the same ones for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export class WorldLog {
  private readonly chain: ChainState = { seq: 0, chain: 0 };
  private readonly local: LocalState = { parts: 0 };
  private readonly checkpoints: [number, number, number][] = [];
  private readonly random: () => number;
  private tick = 0;

  constructor(
    readonly world: string,
    seed = 1,
  ) {
    this.random = randomOf(seed);
  }

  /** The first lines of a launch: the engine's, and a header. */
  launch(date = '2026-11-21 10:00:00'): string[] {
    this.tick += 60;
    const header: Packet = {
      kind: 'header',
      tick: this.tick,
      world: this.world,
      seed: 7,
      game: '2.0.76',
      mods: [['base', '2.0.76'], ['factoscope', '0.1.0']], // biome-ignore format: one line
      next: this.chain.seq + 1,
      chain: this.chain.chain,
      checkpoints: [...this.checkpoints],
    };
    return [
      `   0.000 ${date}; Factorio 2.0.76 (build 84451, linux64, headless, space-age)`,
      ...this.chained(
        header,
        { kind: 'surfaces', tick: this.tick, whole: true, list: [{ index: 1, name: 'nauvis', planet: 'nauvis' }] },
        { kind: 'forces', tick: this.tick, whole: true, list: [{ index: 1, name: 'player' }] },
      ),
    ];
  }

  /** Charts of a square of chunks; `noisy` ones hardly pack. */
  charts(side: number, noisy = false): string[] {
    const lines: string[] = [];
    for (let i = 0; i < side * side; i++) {
      this.tick += 1;
      const at: [number, number] = [(i % side) - (side >> 1), Math.floor(i / side) - (side >> 1)];
      lines.push(...this.here({ kind: 'chart', tick: this.tick, surface: 1, force: 1, at, px: this.pixels(noisy) }));
      if (i % 500 === 0) lines.push(...this.chat(`chunk ${i}`));
    }
    return lines;
  }

  /** The chart of one chunk, wherever it lies. */
  chartAt(at: [number, number]): string[] {
    this.tick += 1;
    return this.here({ kind: 'chart', tick: this.tick, surface: 1, force: 1, at, px: this.pixels(false) });
  }

  chat(text: string): string[] {
    this.tick += 60;
    const lines = this.chained({ kind: 'chat', tick: this.tick, player: 1, text });
    addCheckpoint(this.checkpoints, [this.tick, this.chain.seq, this.chain.chain]);
    return lines;
  }

  /** Packets of the next second. */
  tell(packets: (tick: number) => Packet[]): string[] {
    this.tick += 60;
    return this.chained(...packets(this.tick));
  }

  private pixels(noisy: boolean): string {
    const bytes = Buffer.alloc(2048);
    const ground = Math.floor(this.random() * 65536);
    for (let i = 0; i < 1024; i++) bytes.writeUInt16LE(noisy ? Math.floor(this.random() * 65536) : (ground + (i >> 6)) & 0xffff, i * 2);
    return deflateSync(bytes).toString('base64');
  }

  private chained(...packets: Packet[]): string[] {
    return chainedLines(packets, this.chain, host).map((line) => logForm(line, host));
  }

  private here(...packets: Packet[]): string[] {
    return localLines(packets, [this.chain.seq, this.chain.chain], this.local, host).map((line) => logForm(line, host));
  }
}

export const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
