import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type EntityState, type LineEnvelope, MARKER, type Packet, type PlayerState } from '../../src/core/packet/schema';
import { gameJson } from './emitter';
import { type Generated, type GenerateOptions, generate } from './generate';
import { TILE_NAMES } from './palette';
import type { World } from './world';

type Told = { packet: Packet; envelope: LineEnvelope };

/** Reads lines in the plainest way there is: not as the site does. */
function told(lines: string[]): Told[] {
  const found: Told[] = [];
  let pieces = '';
  for (const line of lines) {
    const at = line.indexOf(MARKER);
    if (at < 0) continue;
    const body = line.slice(at + MARKER.length);
    const envelope: LineEnvelope = JSON.parse(body.startsWith('{') ? body : inflateSync(Buffer.from(body, 'base64')).toString('latin1'));
    if (typeof envelope.d === 'string') {
      pieces += envelope.d;
      if (envelope.part![0] < envelope.part![1]) continue;
      envelope.d = JSON.parse(pieces) as Packet[];
      pieces = '';
    }
    for (const packet of envelope.d) found.push({ packet, envelope });
  }
  return found;
}

function run(options: Partial<GenerateOptions>): { logs: string[][]; result: Generated } {
  const logs: string[][] = [];
  const result = generate({
    seed: 3,
    chunks: 200,
    hours: 2,
    surfaces: ['vulcanus', 'aurora'],
    steps: 3000,
    ...options,
    onLine: (line, log) => {
      logs[log] ??= [];
      logs[log].push(line);
    },
  });
  return { logs, result };
}

/** What the packets add up to at their end: newest state wins, as the rules have it. */
function replay(list: Told[]) {
  // An empty list is `{}` in the game's JSON.
  const listed = <T>(value: T[]): T[] => (Array.isArray(value) ? value : []);
  const charts = new Map<string, string>();
  const tiles = new Map<string, string[]>();
  const things = new Map<string, EntityState>();
  const ore = new Map<string, number>();
  const players = new Map<number, PlayerState>();
  const sorted = list
    .map(({ packet }, i) => ({ packet, i }))
    .sort((a, b) => a.packet.tick - b.packet.tick || Number('key' in b.packet) - Number('key' in a.packet) || a.i - b.i);
  const place = (surface: number, e: EntityState): string => `${surface}/${e.id}`;
  for (const { packet } of sorted) {
    if (packet.kind === 'chart') charts.set([packet.surface, packet.force, ...packet.at].join('/'), packet.px!);
    else if (packet.kind === 'tiles') {
      const row: string[] = [];
      for (let k = 0; k < packet.runs!.length; k += 2)
        for (let n = 0; n < packet.runs![k + 1]!; n++) row.push(packet.names[packet.runs![k]!]!);
      tiles.set([packet.surface, ...packet.at].join('/'), row);
    } else if (packet.kind === 'entities') {
      for (const [key, e] of things)
        if (key.startsWith(`${packet.surface}/`) && Math.floor(e.at[0]) >> 5 === packet.at[0] && Math.floor(e.at[1]) >> 5 === packet.at[1])
          things.delete(key);
      for (const e of listed(packet.list)) things.set(place(packet.surface, e), e);
    } else if (packet.kind === 'built' || packet.kind === 'changed')
      for (const e of listed(packet.list)) things.set(place(packet.surface, e), e);
    else if (packet.kind === 'removed') for (const e of listed(packet.list)) things.delete(place(packet.surface, e));
    else if (packet.kind === 'resources') {
      for (const [name, row] of Object.entries(packet.amounts))
        for (let k = 0; k < row.length; k += 3) ore.set([packet.surface, name, row[k], row[k + 1]].join('/'), row[k + 2]!);
    } else if (packet.kind === 'players') for (const p of listed(packet.list)) players.set(p.index, { ...players.get(p.index), ...p });
  }
  return { charts, tiles, things, ore, players };
}

function expectTruth(world: World, list: Told[]): void {
  const end = world.length - 1;
  const { charts, tiles, things, ore } = replay(list);
  let charted = 0;
  let standing = 0;
  for (const surface of world.surfaces) {
    const seen = new Set<string>();
    for (const force of world.forces)
      for (const [x, y] of world.chartedChunks(surface.index, force, end)) {
        charted++;
        const bytes = inflateSync(Buffer.from(charts.get([surface.index, force, x, y].join('/'))!, 'base64'));
        const pixels = world.chart(surface.index, force, x, y, end)!;
        for (let i = 0; i < 1024; i++)
          if (bytes.readUInt16LE(i * 2) !== pixels[i]) expect.fail(`${surface.name} ${x},${y} differs at pixel ${i}`);
        if (seen.has(`${x}/${y}`)) continue;
        seen.add(`${x}/${y}`);
        expect(tiles.get([surface.index, x, y].join('/'))!.join()).toBe(
          [...world.tiles(surface.index, x, y, end)].map((id) => TILE_NAMES[id]).join(),
        );
        const here = world.entities(surface.index, x, y, end);
        standing += here.length;
        for (const e of here)
          if (gameJson(things.get(`${surface.index}/${e.id}`)) !== gameJson(e)) expect(things.get(`${surface.index}/${e.id}`)).toEqual(e);
        for (const [name, row] of Object.entries(world.resources(surface.index, x, y, end)))
          for (let k = 0; k < row.length; k += 3)
            if (!(ore.get([surface.index, name, row[k], row[k + 1]].join('/'))! > 0))
              expect.fail(`${name} is missing at ${row[k]},${row[k + 1]}`);
      }
  }
  expect(charts.size).toBe(charted);
  expect(things.size).toBe(standing);
  for (const [key, amount] of ore) {
    const [surface, name, x, y] = key.split('/');
    const [tx, ty] = [Number(x), Number(y)];
    const left = world.amounts(Number(surface), tx >> 5, ty >> 5, end)[(ty & 31) * 32 + (tx & 31)];
    if (amount > 0 !== left! > 0) expect.fail(`${name} at ${x},${y}: told ${amount}, is ${left}`);
  }
}

describe('the made-up world', { timeout: 60_000 }, () => {
  it('is the same from the same seed, byte for byte, and another from another', () => {
    const first = run({ chunks: 60, hours: 1 }).logs;
    expect(run({ chunks: 60, hours: 1 }).logs).toEqual(first);
    expect(run({ chunks: 60, hours: 1, seed: 4 }).logs).not.toEqual(first);
  });

  it('is told so that the packets add up to its truth, pixel by pixel', () => {
    const { logs, result } = run({});
    expectTruth(result.world, told(logs[0]!));
  });

  it('is told to the second team as well', () => {
    const { logs, result } = run({ chunks: 160, teams: 2 });
    const forces = new Set(told(logs[0]!).flatMap(({ packet }) => (packet.kind === 'chart' ? [packet.force] : [])));
    expect([...forces].sort()).toEqual([1, 4]);
    expectTruth(result.world, told(logs[0]!));
  });

  it('[P15] [P16] begins every log with a keyframe that can be read alone', () => {
    const { logs, result } = run({ launches: 3 });
    expect(logs.length).toBe(3);
    for (const log of logs) {
      const list = told(log);
      expect(list[0]!.packet.kind).toBe('header');
      const marks = list.flatMap(({ packet }, i) => (packet.kind === 'keyframe' ? [i] : []));
      expect(marks.length).toBe(2);
      for (const { packet } of list.slice(marks[0], marks[1]! + 1)) expect(packet.key).toBe(list[0]!.packet.tick);
    }
    expectTruth(result.world, told(logs[2]!));
    expectTruth(result.world, logs.flatMap(told));
  });

  it('[P6] [P8] numbers chained lines without holes, and local ones stand at the last of them', () => {
    const list = run({ launches: 2 }).logs.flatMap(told);
    let seq = 0;
    let last = -1;
    for (const { envelope } of list) {
      if (envelope.seq === undefined) expect(envelope.at![0]).toBe(seq);
      else if (envelope.seq !== last) {
        expect(envelope.seq).toBeGreaterThan(seq);
        if (!envelope.part) expect(envelope.seq).toBe(seq + 1);
        seq = last = envelope.seq;
      }
    }
    expect(seq).toBeGreaterThan(50);
  });

  it('[P14] tells another history after the save is loaded again', () => {
    const branchAt = 130000;
    const { logs, result } = run({ hours: 1.5, branchAt });
    const [main, other] = logs.map(told);
    const chains = (list: Told[]): Map<number, number> =>
      new Map(list.flatMap(({ envelope: { seq, chain } }) => (seq === undefined ? [] : [[seq, chain!]])));
    const [a, b] = [chains(main!), chains(other!)];
    const first = Math.min(...b.keys());
    expect(first).toBeGreaterThan(10);
    expect(a.get(first)).not.toBe(b.get(first));
    const header = other![0]!.packet as Extract<Packet, { kind: 'header' }>;
    expect([header.tick, header.next]).toEqual([branchAt, first]);
    expect(a.get(first - 1)).toBe(header.chain);
    expectTruth(result.world, main!);
    expectTruth(result.branch!, other!);
  });

  it('[P7] has a header every ten minutes and chart packets in local lines alone', () => {
    const list = told(run({}).logs[0]!);
    const headers = list
      .filter(({ packet, envelope }) => packet.kind === 'header' && envelope.seq !== undefined)
      .map(({ packet }) => packet.tick);
    expect(headers).toEqual(Array.from({ length: 12 }, (_, i) => i * 36000));
    for (const { packet, envelope } of list) if (packet.kind === 'chart') expect(envelope.at).toBeDefined();
  });

  it('grows to any size in charts alone', () => {
    const counts = [400, 1600].map((chunks) => {
      const kinds = new Map<string, number>();
      run({ chunks, surfaces: [], only: 'charts', bare: true, onPacket: ({ kind }) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1) });
      return new Set(kinds.keys()).has('tiles') ? -1 : kinds.get('chart')!;
    });
    expect(counts[0]).toBeGreaterThan(350);
    expect(counts[1]).toBeGreaterThan(1300);
  });
});
