/** Logs of a game of two forces, and the worlds they become. */
import { createHash } from 'node:crypto';
import { PartAssembler } from '../../../core/packet/parts';
import type { Packet } from '../../../core/packet/schema';
import { MemoryStore } from '../../../core/world/block-store';
import { Library } from '../../../core/world/library';
import type { LogEntry } from '../../../core/world/log-entry';
import { Game, kernels } from '../../../core/world/testing/host';
import type { Picture } from '../../../core/world/types';
import { LogReader } from '../../log-reader';
import { SECRET, type Told, twoForces } from './two-forces';

export const encode = (text: string) => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Numbers in [0, 1), each seed its own. */
export function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    state ^= state >>> 15;
    return (state >>> 0) / 4294967296;
  };
}

/** Lines of such a game, some packets together in one. */
export function logOf(told: readonly Told[], random: () => number): string[] {
  const game = new Game('w1');
  const lines = [...game.here(game.header(0))];
  let waiting: Told[] = [];
  const write = () => {
    const packets = waiting.map(({ packet }) => packet);
    if (packets.length > 0) lines.push(...(waiting[0]?.local ? game.here(...packets) : game.chained(...packets)));
    waiting = [];
  };
  for (const one of told) {
    if (waiting.length > 0 && (waiting[0]?.local !== one.local || random() < 0.4)) write();
    waiting.push(one);
    if (random() < 0.05) lines.push(`2024-04-09 06:08:43 [CHAT] bob: ${SECRET}`, `  12.345 Info Main.cpp:1: ${SECRET}`);
  }
  write();
  return lines;
}

export function entriesOf(lines: string): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = new LogReader({ head() {}, other() {}, entry: (entry) => entries.push(entry) }, (problem) => {
    throw new Error(`${problem.line}: ${problem.detail}`);
  });
  reader.push(encode(lines));
  reader.end();
  return entries;
}

export function packetsOf(lines: string): Packet[] {
  const parts = new PartAssembler((problem) => {
    throw new Error(problem.detail);
  });
  return entriesOf(lines).flatMap((entry) => {
    if (entry.type !== 'packets') return [];
    return typeof entry.envelope.d === 'string' ? (parts.add(entry.envelope) ?? []) : entry.envelope.d;
  });
}

export const chainOf = (lines: string): string[] =>
  entriesOf(lines).flatMap((entry) =>
    entry.type === 'packets' && entry.envelope.seq !== undefined ? [`${entry.envelope.seq} ${entry.envelope.chain}`] : [],
  );

export async function imported(...logs: string[]): Promise<{ library: Library }> {
  const library = new Library(new MemoryStore(), await kernels());
  for (const [i, lines] of logs.entries()) {
    const importer = await library.importer();
    const log = importer.log(`${i}.log`, 'test');
    for (const entry of entriesOf(lines)) log.entry(entry);
    await importer.finish();
  }
  return { library };
}

export const play = (seed: number, steps: number) => {
  const random = randomOf(seed);
  const told = [...twoForces(random, steps)];
  const lines = logOf(told, random);
  return { told, lines, random };
};

export const hashOf = (picture: Picture | null): string => (picture ? createHash('sha256').update(picture.pixels).digest('hex') : 'none');
