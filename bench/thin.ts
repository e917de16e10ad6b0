/**
 * Thinning what a relay sends to strangers: lines in which nothing is left out, at 50 MB/s or more; and the log of a generated world, of whose
 * chunks another force has charted a half, beside reading it alone.
 */
import { NOTHING_KNOWN } from '../src/core/live/known';
import { lineHost } from '../src/core/live/line-host';
import type { LiveView } from '../src/core/live/view';
import type { Packet } from '../src/core/packet/schema';
import { chainedLines, logForm } from '../src/core/packet/write';
import { Thinner } from '../src/import/live/thin';
import { LogReader } from '../src/import/log-reader';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { worldLog } from './worlds/log';

const STRANGER: LiveView = { force: 1, surfaces: null, kinds: null, chat: false, engine: false };
const MB = 1_000_000;
const BYTES = 20 * MB;
/** As a relay gets them. */
const PIECE = 64 * 1024;
const ROUNDS = 7;
const LF = 10;

export async function run(): Promise<Row[]> {
  const { scanLines } = await kernels();
  const thin = (log: Uint8Array): number => {
    const thinner = new Thinner(STRANGER, NOTHING_KNOWN, scanLines);
    return pushed(log, (piece) => thinner.push(piece).lines.length);
  };
  const read = (log: Uint8Array): number => {
    let entries = 0;
    const sink = { head() {}, other() {}, entry: () => void entries++ };
    const reader = new LogReader(sink, () => {}, { scan: scanLines });
    pushed(log, (piece) => {
      reader.push(piece);
      return 0;
    });
    return entries;
  };
  const people = peopleLog();
  if (thin(people) !== people.length) throw new Error('something was left out');
  const world = worldLog(2_000, 8);
  const [whole, alone] = best(
    () => thin(world),
    () => read(world),
  );
  return [
    row('20 MB of lines, each for itself, of which nothing is left out', best(() => thin(people))[0]!, 'ms', {
      floor: best(() => read(people))[0]!,
      against: 'reading them',
      atMost: (BYTES / MB / 50) * 1000,
    }),
    row(`a log of ${(world.length / MB).toFixed(1)} MB, as strangers see it`, whole!, 'ms', {
      floor: alone!,
      against: 'reading it',
      ratioAtMost: 3,
    }),
  ];
}

/** The shortest time of each, taken in turns, so that a busy machine is busy for all. */
function best(...works: (() => unknown)[]): number[] {
  const shortest = works.map(() => Number.POSITIVE_INFINITY);
  for (let i = 0; i < ROUNDS; i++)
    for (const [which, work] of works.entries()) {
      const start = performance.now();
      work();
      shortest[which] = Math.min(shortest[which]!, performance.now() - start);
    }
  return shortest;
}

function pushed(log: Uint8Array, push: (piece: Uint8Array) => number): number {
  let sum = 0;
  for (let at = 0; at < log.length; ) {
    const to = log.lastIndexOf(LF, at + PIECE) + 1 || log.length;
    sum += push(log.subarray(at, to));
    at = to;
  }
  return sum;
}

/** Ten players who walk, a line a second. */
function peopleLog(): Uint8Array {
  const state = { seq: 0, chain: 0 };
  const lines: string[] = [];
  let length = 0;
  for (let tick = 0; length < BYTES; tick += 60) {
    const list = Array.from({ length: 10 }, (_, i) => ({
      index: i + 1,
      at: [(tick * (i + 1)) % 9_000, tick % 7_000] as [number, number],
      ...(tick === 0 ? { name: `player ${i}`, force: 1 } : {}),
    }));
    const packet: Packet = { kind: 'players', tick, list };
    for (const line of chainedLines([packet], state, { ...lineHost, pack: (text) => text })) {
      lines.push(logForm(line, { ...lineHost, pack: (text) => text }));
      length += line.length + 12;
    }
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
