/**
 * A game of a hundred hours as its mod would have written it: chunks charted and charted again as things are built in them, people
 * who walk, build, change and remove, statistics, talk. The pictures of its chunks are those of a small generated world. The same
 * numbers give the same bytes; what was written once is kept.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';
import { generate } from '../../mod/sample/generate';
import type { ChunkPosition, EntityState, Packet, TilesPacket } from '../../src/core/packet/schema';
import { type ChainState, chainedLines, type LineHost, type LocalState, localLines, logForm } from '../../src/core/packet/write';

/** The id of its world; each size is a world of its own, else the store would join them. */
export const playedWorld = (chunks: number): string => `played-world-${chunks}`;
export const HOURS = 100;
const MINUTE = 3600;
const HOUR = 60 * MINUTE;
const PLAYERS = 4;

const host: LineHost = {
  json: (value) => JSON.stringify(value),
  pack: (text) => deflateSync(text).toString('base64'),
};

/** Prototypes that are built: how often, how large, what they look like on the map. */
const BUILT: [name: string, share: number, size: number, color: [number, number, number], recipes: string[]][] = [
  ['transport-belt', 0.5, 1, [206, 162, 66], []],
  ['inserter', 0.2, 1, [99, 158, 206], []],
  ['assembling-machine-2', 0.12, 3, [0, 97, 146], ['iron-gear-wheel', 'copper-cable', 'electronic-circuit', 'advanced-circuit', 'pipe']],
  ['medium-electric-pole', 0.08, 1, [132, 130, 123], []],
  ['stone-furnace', 0.06, 2, [198, 125, 57], []],
  ['stone-wall', 0.04, 1, [190, 190, 190], []],
];
const ITEMS = Array.from({ length: 60 }, (_, i) => `item-${i}`);

/** The log of so many chunks, 100 hours; its path. */
export function playedLog(chunks: number): string {
  const self = readFileSync(fileURLToPath(import.meta.url));
  const path = join(
    fileURLToPath(new URL('../..', import.meta.url)),
    '.cache/bench',
    `played-${chunks}-${createHash('sha256').update(self).digest('hex').slice(0, 12)}.log`,
  );
  if (existsSync(path)) return path;
  mkdirSync(join(path, '..'), { recursive: true });
  const part = `${path}.${process.pid}`;
  const file = openSync(part, 'w');
  let lines: string[] = [];
  const write = (): void => {
    if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  play(chunks, (line) => {
    if (lines.push(line) >= 4096) write();
  });
  write();
  closeSync(file);
  renameSync(part, path);
  return path;
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Somebody at work: a chunk, until when, how much is still to be built there. */
interface Work {
  chunk: number;
  from: number;
  until: number;
  left: number;
}

class Game {
  private readonly next = random(7);
  private readonly charts: Uint16Array[] = [];
  private readonly grounds: TilesPacket[] = [];
  private readonly order: ChunkPosition[];
  private readonly pixels = new Map<number, Uint16Array>();
  private readonly standing = new Map<number, EntityState[]>();
  private readonly dirty = new Set<number>();
  private readonly places: { x: number; y: number; online: boolean; work: Work }[] = [];
  private readonly made = ITEMS.map(() => 0);
  private charted = 0;
  private unit = 1;

  constructor(private readonly chunks: number) {
    generate({
      seed: 7,
      chunks: 400,
      hours: 1,
      onLine: () => {},
      onPacket: (packet: Packet) => {
        if (packet.kind === 'chart' && packet.px !== undefined) this.charts.push(pixelsOf(packet.px));
        else if (packet.kind === 'tiles' && packet.runs !== undefined) this.grounds.push(packet);
      },
    });
    const side = Math.ceil(Math.sqrt(chunks));
    this.order = Array.from(
      { length: side * side },
      (_, i): ChunkPosition => [(i % side) - (side >> 1), Math.floor(i / side) - (side >> 1)],
    );
    this.order.sort((a, b) => a[0] ** 2 + a[1] ** 2 - b[0] ** 2 - b[1] ** 2 || a[0] - b[0] || a[1] - b[1]);
    this.order.length = chunks;
    for (let i = 0; i < PLAYERS; i++) this.places.push({ x: 0, y: 0, online: false, work: { chunk: 0, from: 0, until: 0, left: 0 } });
  }

  private pick(count: number): number {
    return Math.floor(this.next() * count);
  }

  begin(): Packet[] {
    return [
      { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
      {
        kind: 'forces',
        tick: 0,
        list: [
          { index: 1, name: 'player' },
          { index: 2, name: 'enemy' },
          { index: 3, name: 'neutral' },
        ],
      },
      {
        kind: 'prototypes',
        tick: 0,
        entities: Object.fromEntries(
          BUILT.map(([name, , size, color]) => [name, { type: 'container', size: [size, size], friend: color, color }]),
        ),
        tiles: { 'grass-1': [55, 53, 11], 'dirt-1': [141, 104, 60], water: [51, 83, 95], sand: [160, 130, 80] },
      },
      {
        kind: 'players',
        tick: 0,
        list: this.places.map((_, i) => ({ index: i + 1, name: `player-${i + 1}`, surface: 1, force: 1, at: [0, 0], online: false })),
      },
    ];
  }

  /** All of one minute: what every peer's log tells the same, and what is this log's own. */
  minute(minute: number): { chained: Packet[]; local: Packet[] } {
    const chained: Packet[] = [];
    const local: Packet[] = [];
    const start = minute * MINUTE;
    this.explore(start, chained, local);
    this.places.forEach((_, i) => {
      this.walk(i, start, chained);
    });
    this.recharts(start, local);
    if (minute % 10 === 0) chained.push(this.statistics(start));
    if (this.next() < 0.15)
      chained.push({
        kind: 'chat',
        tick: start + this.pick(MINUTE),
        player: 1 + this.pick(PLAYERS),
        text: `belt ${this.pick(100)} is empty again`,
      });
    if (this.next() < 0.03)
      chained.push({ kind: 'research', tick: start + this.pick(MINUTE), force: 1, name: `technology-${minute}`, state: 'finished' });
    if (this.next() < 0.02)
      chained.push({ kind: 'death', tick: start + this.pick(MINUTE), player: 1 + this.pick(PLAYERS), cause: 'medium-biter' });
    const byTick = (a: Packet, b: Packet): number => a.tick - b.tick;
    return { chained: chained.sort(byTick), local: local.sort(byTick) };
  }

  /** The last is charted after sixty hours. */
  private explore(start: number, chained: Packet[], local: Packet[]): void {
    const until = Math.min(this.chunks, Math.ceil(((start + MINUTE) / (60 * HOUR)) * this.chunks));
    for (; this.charted < until; this.charted++) {
      const at = this.order[this.charted]!;
      const tick = start + this.pick(MINUTE);
      const whole = this.charts[this.charted % this.charts.length]!;
      local.push({ kind: 'chart', tick, surface: 1, force: 1, at, px: packed(whole) });
      chained.push({ ...this.grounds[this.charted % this.grounds.length]!, tick, at });
    }
  }

  private walk(i: number, start: number, chained: Packet[]): void {
    const place = this.places[i]!;
    const hour = Math.floor(start / HOUR);
    const online = (hour + i * 3) % 8 < 5;
    if (online !== place.online) {
      place.online = online;
      chained.push({ kind: online ? 'join' : 'leave', tick: start, player: i + 1, name: `player-${i + 1}` });
    }
    if (!online) return;
    if (start >= place.work.until) this.beginWork(place, start);
    const [cx, cy] = this.order[place.work.chunk]!;
    for (let second = 0; second < 60; second += 5) {
      place.x += (cx * 32 + 16 - place.x) * 0.1 + (this.next() - 0.5) * 6;
      place.y += (cy * 32 + 16 - place.y) * 0.1 + (this.next() - 0.5) * 6;
      const at: [number, number] = [Math.round(place.x * 10) / 10, Math.round(place.y * 10) / 10];
      chained.push({ kind: 'players', tick: start + second * 60 + i, list: [{ index: i + 1, at }] });
    }
    this.build(i, start, chained);
  }

  /** A chunk of the base, which grows. */
  private beginWork(place: Game['places'][number], start: number): void {
    const reach = Math.min(this.charted, 40 + Math.floor((start / HOUR) * 9));
    place.work = {
      chunk: Math.floor(this.next() ** 1.5 * reach),
      from: start,
      until: start + (8 + this.pick(10)) * MINUTE,
      left: 60 + this.pick(60),
    };
  }

  private build(i: number, start: number, chained: Packet[]): void {
    const { work } = this.places[i]!;
    const minutes = Math.max(1, (work.until - start) / MINUTE);
    const count = Math.min(work.left, Math.ceil(work.left / minutes));
    work.left -= count;
    const [cx, cy] = this.order[work.chunk]!;
    const things = this.standing.get(work.chunk) ?? [];
    this.standing.set(work.chunk, things);
    for (let done = 0; done < count; ) {
      const tick = start + this.pick(MINUTE);
      const list: EntityState[] = [];
      for (let n = 1 + this.pick(6); n > 0 && done < count; n--, done++) {
        const [name, , size, , recipes] = this.prototype();
        const at: [number, number] = [cx * 32 + 2 + this.pick(28) + (size % 2) / 2, cy * 32 + 2 + this.pick(28) + (size % 2) / 2];
        list.push({
          name,
          at,
          id: this.unit++,
          force: 1,
          dir: this.pick(4) * 4,
          ...(recipes.length ? { recipe: recipes[this.pick(recipes.length)]! } : {}),
        });
      }
      chained.push({ kind: 'built', tick, surface: 1, list, by: i + 1, how: 'player' });
      things.push(...list);
    }
    if (this.next() < 0.3 && things.length > 4) {
      const list = things.splice(this.pick(things.length - 2), 2);
      chained.push({ kind: 'removed', tick: start + MINUTE - 1, surface: 1, list, by: i + 1, how: 'player' });
    }
    if (this.next() < 0.3 && things.length > 0) {
      const thing = things[this.pick(things.length)]!;
      thing.dir = this.pick(4) * 4;
      chained.push({ kind: 'changed', tick: start + MINUTE - 1, surface: 1, list: [{ ...thing }], by: i + 1, how: 'rotated' });
    }
    this.dirty.add(work.chunk);
  }

  private prototype(): (typeof BUILT)[number] {
    let share = this.next();
    for (const one of BUILT) {
      share -= one[1];
      if (share < 0) return one;
    }
    return BUILT[0]!;
  }

  /** What was built in is charted anew each minute, and now and then a chunk in which only a tree was felled. */
  private recharts(start: number, local: Packet[]): void {
    for (const chunk of this.dirty) local.push(this.chart(chunk, start + MINUTE - 1));
    this.dirty.clear();
    for (let n = 0; n < 3; n++) {
      const chunk = this.pick(this.charted);
      this.of(chunk)[this.pick(1024)] = 0x1a82;
      local.push(this.chart(chunk, start + this.pick(MINUTE)));
    }
  }

  private of(chunk: number): Uint16Array {
    const known = this.pixels.get(chunk) ?? this.charts[chunk % this.charts.length]!.slice();
    this.pixels.set(chunk, known);
    return known;
  }

  private chart(chunk: number, tick: number): Packet {
    const pixels = this.of(chunk);
    const at = this.order[chunk]!;
    for (const {
      name,
      at: [x, y],
    } of this.standing.get(chunk) ?? []) {
      const [, , size, [r, g, b]] = BUILT.find((one) => one[0] === name)!;
      const left = Math.floor(x - at[0] * 32 - size / 2 + 0.5);
      const top = Math.floor(y - at[1] * 32 - size / 2 + 0.5);
      for (let py = Math.max(0, top); py < Math.min(32, top + size); py++)
        for (let px = Math.max(0, left); px < Math.min(32, left + size); px++)
          pixels[py * 32 + px] = ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);
    }
    return { kind: 'chart', tick, surface: 1, force: 1, at, px: packed(pixels) };
  }

  private statistics(tick: number): Packet {
    this.made.forEach((made, i) => {
      this.made[i] = made + this.pick(2000);
    });
    const produced = Object.fromEntries(ITEMS.map((name, i) => [name, this.made[i]!]));
    const consumed = Object.fromEntries(ITEMS.map((name, i) => [name, Math.floor(this.made[i]! * 0.9)]));
    return { kind: 'statistics', tick, force: 1, surface: 1, produced, consumed, evolution: tick / (HOURS * HOUR), pollution: tick / 100 };
  }
}

const pixelsOf = (px: string): Uint16Array => new Uint16Array(Uint8Array.from(inflateSync(Buffer.from(px, 'base64'))).buffer);
const packed = (pixels: Uint16Array): string =>
  deflateSync(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)).toString('base64');

function play(chunks: number, line: (text: string) => void): void {
  const game = new Game(chunks);
  const chain: ChainState = { seq: 0, chain: 0 };
  const own: LocalState = { parts: 0 };
  const checkpoints: [number, number, number][] = [];
  const tell = (lines: string[]): void => {
    for (const text of lines) line(logForm(text, host));
  };
  const header = (tick: number): Packet => ({
    ...{ kind: 'header', tick, world: playedWorld(chunks), seed: 1, game: '2.0.76', mods: [['base', '2.0.76']] },
    ...{ next: chain.seq + 1, chain: chain.chain, checkpoints: checkpoints.slice(-12) },
  });
  tell(chainedLines([header(0), ...game.begin()], chain, host));
  for (let minute = 0; minute < HOURS * 60; minute++) {
    const { chained, local } = game.minute(minute);
    if (minute % 10 === 9) {
      checkpoints.push([minute * MINUTE, chain.seq, chain.chain]);
      tell(localLines([header(minute * MINUTE)], [chain.seq, chain.chain], own, host));
    }
    // The mod writes what came together every few seconds.
    for (let from = minute * MINUTE; from < (minute + 1) * MINUTE; from += 600) {
      const now = (packet: Packet): boolean => packet.tick >= from && packet.tick < from + 600;
      tell(chainedLines(chained.filter(now), chain, host));
      tell(localLines(local.filter(now), [chain.seq, chain.chain], own, host));
    }
  }
}
