/**
 * Reading a log: 200 MB, 20 % of its bytes in packet lines of 300 characters, from the file to decoded packets in one thread,
 * beside the least that must be done: reading the file, and decoding an array of only those lines.
 */
import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zlibSync } from 'fflate';
import { encodeBase64 } from '../src/core/base64';
import { inflateBounded } from '../src/core/inflate';
import type { LineScan } from '../src/core/kernels/line-scan';
import { readEnvelope } from '../src/core/packet/read';
import { MARKER, type Packet } from '../src/core/packet/schema';
import { type ChainState, chainedLines, logForm } from '../src/core/packet/write';
import type { LogSink } from '../src/import/format';
import { noPack } from '../src/import/packs/no-pack';
import { readFile } from '../src/import/read-file';
import type { Source } from '../src/import/source';
import { WINDOW } from '../src/import/windows';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';

const BYTES = 200_000_000;
const SHARE = 0.2;
const LINE = 300;
const ROUNDS = 9;
const decoder = new TextDecoder();
/** The bound. */
const BOUND = 1.3;

export async function run(): Promise<Row[]> {
  const { scanLines } = await kernels();
  const rows: Row[] = [];
  for (const packed of [false, true]) {
    const file = join(tmpdir(), `factoscope-bench-${process.pid}-${packed}.log`);
    try {
      const lines = writeLog(file, packed);
      const [floor, measured] = await best(
        () => readAndDecode(file, lines),
        () => readWhole(file, scanLines),
      );
      const work = `200 MB log, 20 % in ${packed ? 'packed' : 'plain'} packet lines of 300 characters, file to packets`;
      rows.push(row(work, measured, 'ms', { floor, against: 'reading the file + decoding only those lines', ratioAtMost: BOUND }));
    } finally {
      rmSync(file, { force: true });
    }
  }
  return rows;
}

/** The shortest time of each, taken in turns, so that a busy machine is busy for both. */
async function best(floor: () => Promise<number>, whole: () => Promise<number>): Promise<[floor: number, whole: number]> {
  const shortest: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < ROUNDS; i++) {
    const packets: number[] = [];
    for (const [which, work] of [floor, whole].entries()) {
      const start = performance.now();
      packets.push(await work());
      shortest[which] = Math.min(shortest[which]!, performance.now() - start);
    }
    if (packets[0] !== packets[1]) throw new Error(`${packets[1]} packets instead of ${packets[0]}`);
  }
  return shortest;
}

async function readWhole(path: string, scan: LineScan): Promise<number> {
  let packets = 0;
  const sink: LogSink = {
    head() {},
    other() {},
    entry(entry) {
      if (entry.type === 'packets') packets += entry.envelope.d.length;
    },
  };
  const handle = await open(path);
  try {
    const source: Source = {
      name: 'bench.log',
      size: statSync(path).size,
      async slice(start, end) {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      },
    };
    const problem = ({ detail }: { detail: string }) => {
      throw new Error(detail);
    };
    await readFile(source, { log: () => sink, problem, pack: noPack, turn: async () => {} }, new AbortController().signal, scan);
  } finally {
    await handle.close();
  }
  return packets;
}

/** The floor: from the bytes of a line to its packets is the same work; that the lines must be found is not in it. */
async function readAndDecode(path: string, lines: Uint8Array[]): Promise<number> {
  const fd = openSync(path, 'r');
  const size = statSync(path).size;
  for (let at = 0; at < size; at += WINDOW) readSync(fd, new Uint8Array(Math.min(WINDOW, size - at)), 0, Math.min(WINDOW, size - at), at);
  closeSync(fd);
  let packets = 0;
  for (const line of lines) {
    const envelope = readEnvelope(decoder.decode(line).slice(MARKER.length), inflateBounded);
    if (!envelope.ok) throw new Error(envelope.problem.detail);
    packets += envelope.value.d.length;
  }
  return packets;
}

/** Writes the log; returns its packet lines. */
function writeLog(path: string, packed: boolean): Uint8Array[] {
  const random = generator();
  const state: ChainState = { seq: 0, chain: 0 };
  const host = {
    json: (value: unknown) => JSON.stringify(value),
    pack: (text: string) => (packed ? encodeBase64(zlibSync(new TextEncoder().encode(text))) : `${text}-`),
  };
  const lines: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const fd = openSync(path, 'w');
  let written = 0;
  let seconds = 10;
  let piece = '';
  while (written < BYTES) {
    const line = packetLine(random, state, host);
    let ordinary = 0;
    lines.push(encoder.encode(line));
    piece += `${line}\n`;
    written += line.length + 1;
    while (ordinary < (line.length / SHARE) * (1 - SHARE)) {
      seconds += random(1000) / 1000;
      const text = ordinaryLine(random, seconds);
      piece += `${text}\n`;
      ordinary += text.length + 1;
    }
    written += ordinary;
    if (piece.length > 1_000_000) {
      writeSync(fd, piece);
      piece = '';
    }
  }
  writeSync(fd, piece);
  closeSync(fd);
  return lines;
}

/** A line of 300 characters, give or take a few. */
function packetLine(random: (below: number) => number, state: ChainState, host: Parameters<typeof logForm>[1]): string {
  const packets: Packet[] = [];
  for (;;) {
    packets.push(event(random));
    const trial = { ...state };
    const [line] = chainedLines(packets, trial, host);
    const text = logForm(line!, host);
    if (text.length < LINE - 60) continue;
    state.seq = trial.seq;
    state.chain = trial.chain;
    return text;
  }
}

const NAMES = ['transport-belt', 'assembling-machine-2', 'inserter', 'steel-furnace', 'electric-mining-drill', 'solar-panel'];

function event(random: (below: number) => number): Packet {
  const tick = random(10_000_000);
  const at: [number, number] = [random(4000) - 2000 + 0.5, random(4000) - 2000 + 0.5];
  return random(3) === 0
    ? { kind: 'players', tick, list: [{ index: 1 + random(8), at, dir: random(16) }] }
    : {
        kind: 'built',
        tick,
        surface: 1,
        how: 'player',
        by: 1,
        list: [{ id: random(1_000_000), name: NAMES[random(NAMES.length)]!, at, force: 1 }],
      };
}

/** Lines as the engine and mods write them. */
function ordinaryLine(random: (below: number) => number, seconds: number): string {
  const column = seconds.toFixed(3).padStart(8);
  switch (random(10)) {
    case 0:
      return `${column} Info AppManagerStates.cpp:2110: Saving finished`;
    case 1:
      return `${column} Info HttpSharedState.cpp:55: Downloading https://mods-data.factorio.com/assets/${random(1e9).toString(16)}${random(1e9).toString(16)}.thumb.png`;
    case 2:
      return `${column} Checksum for script __some-mod-${random(100)}__/control.lua: ${random(4e9)}`;
    case 3:
      return `  ["layer ${random(200)}"] = "mineral-purple-dirt-${random(6)}",`;
    default:
      return `${column} Script @__some-mod-${random(30)}__/scripts/trains.lua:${random(900)}: train ${random(9999)} goes from Iron mine ${random(20)} to Smelter ${random(20)} with ${random(4000)} iron-ore`;
  }
}

function generator(): (below: number) => number {
  let state = 12_345;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
