/** Lines of a game in which much happens, each with the moment at which it was written. */
import { deflateSync } from 'node:zlib';
import { MARKER, type Packet } from '../../src/core/packet/schema';
import { type ChainState, chainedLines, type LineHost, logForm } from '../../src/core/packet/write';

const host: LineHost = {
  json: (value) => JSON.stringify(value),
  pack: (text) => deflateSync(text).toString('base64'),
};
/**
 * Before the time in a line, which stands where a packet's tick does: whatever else a relay leaves out or puts before a line, it is there.
 * Microseconds of the machine's own clock, the same one for every process, since `base`.
 */
export const STAMP = '"tick":';
/** It begins at 100 s and ends before 1,000. */
export const DIGITS = 9;

export class Load {
  private readonly chain: ChainState = { seq: 0, chain: 0 };
  /** Nanoseconds. */
  readonly base = process.hrtime.bigint() - BigInt(10 ** (DIGITS - 1) * 1000);
  private count = 0;

  /** The beginning of a world, so that it has a state to be kept up. */
  begin(): string {
    const header: Packet = {
      ...{ kind: 'header', tick: 0, world: 'bench-relay', seed: 1, game: '2.0.76', mods: [['base', '2.0.76']] },
      ...{ next: 1, chain: 0, checkpoints: [] },
    } as Packet;
    return this.lines([
      header,
      { kind: 'surfaces', tick: 0, whole: true, list: [{ index: 1, name: 'nauvis', planet: 'nauvis' }] },
      { kind: 'forces', tick: 0, whole: true, list: [{ index: 1, name: 'player' }] },
      {
        kind: 'players',
        tick: 0,
        list: Array.from({ length: 4 }, (_, i) => ({
          index: i + 1,
          name: `player-${i + 1}`,
          surface: 1,
          force: 1,
          at: [0, 0] as [number, number],
          online: true,
        })),
      },
    ]);
  }

  /** One packet, a line of about 300 bytes; `sent`: microseconds since `base`. */
  next(): { line: string; sent: number } {
    this.count += 1;
    const turn = this.count / 700;
    const at = (i: number): [number, number] => [Math.round(Math.sin(turn + i) * 4000) / 10, Math.round(Math.cos(turn + i) * 4000) / 10];
    const sent = Number((process.hrtime.bigint() - this.base) / 1000n);
    const list = [1, 2, 3, 4].map((index) => ({ index, at: at(index), dir: (this.count >> 4) & 15, speed: 0.5 }));
    const [line] = chainedLines([{ kind: 'players', tick: sent, list } as Packet], this.chain, host);
    return { line: `   1.000 Script @__factoscope__/emit.lua:42: ${MARKER}${line}\n`, sent };
  }

  private lines(packets: Packet[]): string {
    return chainedLines(packets, this.chain, host)
      .map((line) => `${logForm(line, host)}\n`)
      .join('');
  }
}
