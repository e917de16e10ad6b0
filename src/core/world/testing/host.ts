/** Lines for tests, written by `core/packet/write` with a JSON and a packer of plain JavaScript. */

import { readFileSync } from 'node:fs';
import { zlibSync } from 'fflate';
import { encodeBase64 } from '../../base64';
import { inflateBounded } from '../../inflate';
import { type Kernels, loadKernels } from '../../kernels/kernels';
import { readEnvelope } from '../../packet/read';
import { MARKER, type Packet } from '../../packet/schema';
import { type ChainState, chainedLines, type LineHost, type LocalState, localLines, logForm } from '../../packet/write';
import type { Importer } from '../library';

export const host: LineHost = {
  json: (value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  pack: (text) => encodeBase64(zlibSync(new TextEncoder().encode(text))),
};

export const pack = (bytes: Uint8Array): string => encodeBase64(zlibSync(bytes));

/** A game that writes: a save and a load are a copy of its state. */
export class Game {
  state: ChainState = { seq: 0, chain: 0 };
  local: LocalState = { parts: 0 };
  readonly checkpoints: [number, number, number][] = [];

  constructor(
    readonly world = 'w1',
    readonly seed = 42,
  ) {}

  chained(...packets: Packet[]): string[] {
    return chainedLines(packets, this.state, host).map((line) => logForm(line, host));
  }

  here(...packets: Packet[]): string[] {
    return localLines(packets, [this.state.seq, this.state.chain], this.local, host).map((line) => logForm(line, host));
  }

  header(tick: number): Packet {
    return {
      kind: 'header',
      tick,
      world: this.world,
      seed: this.seed,
      game: '2.0.76',
      mods: [['base', '2.0.76']],
      next: this.state.seq + 1,
      chain: this.state.chain,
      checkpoints: [...this.checkpoints],
    };
  }

  /** The game loaded from a save: same history so far, its own from here. */
  load(): Game {
    const game = new Game(this.world, this.seed);
    game.state = { ...this.state };
    game.checkpoints.push(...this.checkpoints);
    return game;
  }
}

let loaded: Promise<Kernels> | undefined;
export const kernels = (): Promise<Kernels> =>
  (loaded ??= loadKernels(new Uint8Array(readFileSync(new URL('../../kernels/build/kernels.wasm', import.meta.url)))));

/** Feeds lines as a log's reader does. */
export function feed(importer: Importer, name: string, lines: readonly string[], log = importer.log(name, 'test')): void {
  lines.forEach((text, i) => {
    log.head(text);
    const at = text.indexOf(MARKER);
    const envelope = readEnvelope(text.slice(at + MARKER.length), inflateBounded);
    if (!envelope.ok) throw new Error(envelope.problem.detail);
    log.entry({ line: i + 1, clock: null, text, type: 'packets', envelope: envelope.value });
  });
}
