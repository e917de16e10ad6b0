/** Lines of a game in which much happens, each with the moment at which it was written. */
import { deflateSync } from 'node:zlib';
import type { Packet } from '../../src/core/packet/schema';
import { type ChainState, chainedLines, type LineHost, logForm } from '../../src/core/packet/write';

const host: LineHost = {
  json: (value) => JSON.stringify(value),
  pack: (text) => deflateSync(text).toString('base64'),
};
/** Before the time in a line: nanoseconds of the machine's own clock, the same one for every process. */
export const STAMP = 'sent:';
export const DIGITS = 18;
const CHANNEL = 'bench';

export class Load {
  private readonly chain: ChainState = { seq: 0, chain: 0 };
  private tick = 0;

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

  /** One packet, a line of about 300 bytes. */
  next(): { line: string; sent: number } {
    this.tick += 1;
    const { tick } = this;
    const at = (i: number): [number, number] => [
      Math.round(Math.sin(tick / 900 + i) * 4000) / 10,
      Math.round(Math.cos(tick / 700 + i) * 4000) / 10,
    ];
    const list = [0, 1].map((i) => ({ index: i + 1, at: at(i), dir: (tick >> 4) & 15, vehicle: 'locomotive', speed: 0.5 }));
    const line = this.lines([{ kind: 'players', tick, list } as Packet]);
    const sent = process.hrtime.bigint().toString().padStart(DIGITS, '0');
    // Before the marker anything may stand [P1].
    const before = `   1.000 Script @__factoscope__/emit.lua:42: ${CHANNEL} ${STAMP}${sent} ${'-'.repeat(Math.max(0, 230 - line.length))}`;
    return { line: `${before} ${line}`, sent: Number(sent) };
  }

  private lines(packets: Packet[]): string {
    return chainedLines(packets, this.chain, host)
      .map((line) => `${logForm(line, host)}\n`)
      .join('');
  }
}
