/**
 * A small made-up world whose life has something of every kind of packet: a harbour on Nauvis and a platform above it. The
 * samples are written from it. What lies where is plain arithmetic, so that a person can check a picture of it.
 */
import type { ChunkPosition, EntityState, Packet, TilesPacket } from '../../src/core/packet/schema';
import { chainedLines, localLines, logForm } from '../../src/core/packet/write';
import { type Game, host, pack } from '../../src/core/world/testing/host';

type Ground = 'water' | 'sand' | 'grass' | 'planks';
const NAMES: Ground[] = ['water', 'sand', 'grass', 'planks'];
const COLORS: Record<Ground, [number, number, number]> = {
  water: [38, 64, 92],
  sand: [140, 110, 60],
  grass: [60, 70, 20],
  planks: [90, 90, 90],
};

/** A bay in the north-west, a beach around it, a quay along y = 4 … 7. */
export function ground(x: number, y: number): Ground {
  if (y >= 4 && y < 8 && x >= -40 && x < 24) return 'planks';
  const far = Math.hypot(x + 30, y + 20);
  return far < 30 ? 'water' : far < 38 ? 'sand' : 'grass';
}

export const to565 = ([r, g, b]: readonly [number, number, number]): number => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);

const CHUNKS: ChunkPosition[] = [-2, -1, 0].flatMap((y) => [-2, -1, 0].map((x): ChunkPosition => [x, y]));

export function tiles([cx, cy]: ChunkPosition, tick: number, more: Partial<TilesPacket> = {}): TilesPacket {
  const runs: number[] = [];
  for (let i = 0; i < 1024; i++) {
    const index = NAMES.indexOf(ground(cx * 32 + (i & 31), cy * 32 + (i >> 5)));
    if (runs.at(-2) === index) runs[runs.length - 1]! += 1;
    else runs.push(index, 1);
  }
  return { kind: 'tiles', tick, surface: 1, at: [cx, cy], names: NAMES, runs, ...more };
}

/** `built`: tiles in the colour of a building. */
export function chart(force: number, at: ChunkPosition, tick: number, built: readonly [number, number][] = []): Packet {
  const bytes = new Uint8Array(2048);
  for (let i = 0; i < 1024; i++) {
    const [x, y] = [at[0] * 32 + (i & 31), at[1] * 32 + (i >> 5)];
    const value = built.some(([bx, by]) => bx === x && by === y) ? to565([0, 97, 146]) : to565(COLORS[ground(x, y)]);
    bytes[i * 2] = value & 255;
    bytes[i * 2 + 1] = value >> 8;
  }
  return { kind: 'chart', tick, surface: 1, force, at, px: pack(bytes) };
}

const SETUP: Packet[] = [
  {
    kind: 'surfaces',
    tick: 0,
    list: [
      { index: 1, name: 'nauvis', planet: 'nauvis', daytime: 0.25 },
      { index: 2, name: 'platform-1', platform: 'Kestrel' },
    ],
  },
  {
    kind: 'forces',
    tick: 0,
    list: [
      { index: 1, name: 'player', color: [255, 158, 22] },
      { index: 2, name: 'enemy' },
      { index: 3, name: 'neutral' },
      { index: 4, name: 'pilots', color: [80, 140, 255] },
    ],
  },
  {
    kind: 'prototypes',
    tick: 0,
    tiles: COLORS,
    entities: {
      crane: { type: 'inserter', friend: [0, 97, 146], enemy: [255, 25, 25], size: [3, 2] },
      shed: { type: 'container', friend: [0, 97, 146], size: [1, 1] },
      nest: { type: 'unit-spawner', enemy: [255, 25, 25], size: [5, 5] },
      tree: { type: 'tree', color: [20, 60, 20], size: [1, 1] },
      'copper-ore': { type: 'resource', color: [203, 97, 53] },
      'crude-oil': { type: 'resource', color: [196, 0, 196], size: [3, 3] },
    },
  },
];

const crane = (id: number, x: number, y: number, more: Partial<EntityState> = {}): EntityState => ({
  id,
  name: 'crane',
  at: [x, y],
  force: 1,
  ...more,
});

const ORE: number[] = [];
for (let y = 10; y < 14; y++) for (let x = -20; x < -12; x++) ORE.push(x, y, 300 + x * 10 + y);

/** Chained packets, and those of one log alone, in order. */
export interface Step {
  local?: boolean;
  packets: Packet[];
}

export const harbour: Step[] = [
  { packets: SETUP },
  { packets: CHUNKS.map((at) => tiles(at, 60)) },
  {
    packets: [
      { kind: 'resources', tick: 60, surface: 1, at: [-1, 0], amounts: { 'copper-ore': ORE, 'crude-oil': [-5, 20, 90000] }, whole: true },
    ],
  },
  {
    packets: [
      {
        kind: 'entities',
        tick: 60,
        surface: 1,
        at: [0, -2],
        list: [
          { id: 900, name: 'nest', at: [20.5, -40.5], force: 2 },
          { name: 'tree', at: [3.25, -50.5] },
        ],
      },
    ],
  },
  { local: true, packets: CHUNKS.map((at) => chart(1, at, 61)) },
  {
    packets: [
      { kind: 'join', tick: 120, player: 1, name: 'Ines Vogel' },
      {
        kind: 'players',
        tick: 120,
        list: [{ index: 1, name: 'Ines Vogel', color: [230, 120, 40], at: [2, 6], surface: 1, force: 1, online: true, admin: true }],
      },
    ],
  },
  {
    packets: [
      { kind: 'chat', tick: 180, player: 1, text: 'Wo ist der <b>Kran</b>? 起重机 🏗' },
      { kind: 'command', tick: 200, player: 1, command: 'time', args: '' },
    ],
  },
  {
    packets: [
      {
        kind: 'built',
        tick: 240,
        surface: 1,
        how: 'player',
        by: 1,
        list: [crane(10, 4.5, 6), crane(11, 9, 5.5, { dir: 4 }), { id: 12, name: 'shed', at: [-33.5, 5.5], force: 1 }],
      },
    ],
  },
  {
    local: true,
    packets: [
      chart(1, [0, 0], 260, [
        [3, 5],
        [4, 5],
        [5, 5],
        [3, 6],
        [4, 6],
        [5, 6],
      ]),
    ],
  },
  {
    packets: [
      {
        kind: 'tags',
        tick: 300,
        surface: 1,
        force: 1,
        list: [
          { id: 1, at: [-16, 12], text: 'copper', icon: 'item/copper-ore', by: 1 },
          { id: 2, at: [4, -4], text: 'swim here' },
        ],
      },
    ],
  },
  { packets: [{ kind: 'stops', tick: 320, surface: 1, list: [{ id: 40, at: [20, 3], name: 'Quay "East"', force: 1 }] }] },
  {
    packets: [
      { kind: 'join', tick: 400, player: 2, name: 'Per Lund' },
      {
        kind: 'players',
        tick: 400,
        list: [{ index: 2, name: 'Per Lund', color: [60, 180, 75], at: [-8, 10], surface: 1, force: 4, online: true }],
      },
    ],
  },
  { local: true, packets: [chart(4, [-1, 0], 410), { kind: 'chart', tick: 410, surface: 1, force: 4, at: [-2, 0] }] },
  {
    packets: [
      {
        kind: 'players',
        tick: 460,
        list: [
          { index: 1, at: [6, 7], dir: 6 },
          { index: 2, online: false },
        ],
      },
      { kind: 'leave', tick: 460, player: 2, cause: 'quit' },
    ],
  },
  { packets: [{ kind: 'resources', tick: 480, surface: 1, at: [-1, 0], amounts: { 'copper-ore': [-20, 10, 0, -19, 10, 12] } }] },
  {
    packets: [
      { kind: 'changed', tick: 500, surface: 1, how: 'rotated', by: 1, list: [crane(11, 9, 6, { dir: 0 })] },
      { kind: 'removed', tick: 520, surface: 1, how: 'died', cause: 'biter', list: [{ id: 12, name: 'shed', at: [-33.5, 5.5], force: 1 }] },
    ],
  },
  { packets: [{ kind: 'tiles', tick: 540, surface: 1, at: [0, 0], names: ['planks'], set: [0, 10, 0, 1, 10, 0, 2, 10, 0] }] },
  { packets: [{ kind: 'tags', tick: 560, surface: 1, force: 1, list: [{ id: 2, gone: true }] }] },
  {
    packets: [
      { kind: 'research', tick: 600, force: 1, name: 'automation', state: 'finished' },
      { kind: 'research', tick: 620, force: 1, name: 'mining-productivity', level: 2, state: 'finished' },
      { kind: 'rocket', tick: 640, force: 1, surface: 1 },
    ],
  },
  {
    packets: [
      {
        kind: 'statistics',
        tick: 660,
        force: 1,
        surface: 1,
        produced: { 'copper-plate': 120.5 },
        consumed: { 'copper-ore': 130 },
        kills: { biter: 2 },
        evolution: 0.0125,
      },
    ],
  },
  {
    packets: [
      { kind: 'channel', tick: 680, name: 'tide-tables', data: { high: 700 } },
      { kind: 'weather', tick: 690, wind: 4 } as unknown as Packet,
    ],
  },
  {
    packets: [
      { kind: 'entities', tick: 700, surface: 2, at: [0, 0], list: [{ id: 70, name: 'shed', at: [4.5, 4.5], force: 1 }], whole: true },
      { ...tiles([0, 0], 700), surface: 2 },
    ],
  },
  { packets: [{ kind: 'death', tick: 720, player: 1, cause: 'biter' }] },
];

/** A keyframe that restates a part of it: what it does not list is gone. */
export const keyframe: Packet[] = [
  { kind: 'keyframe', tick: 780, key: 780, state: 'begin' },
  { kind: 'entities', tick: 784, key: 780, whole: true, surface: 1, at: [0, 0], list: [crane(10, 4.5, 6)] },
  { ...tiles([0, 0], 790, { key: 780, whole: true }) },
  { kind: 'stops', tick: 790, key: 780, whole: true, surface: 1, list: [] },
  { kind: 'keyframe', tick: 800, key: 780, state: 'end' },
];

/** What a log holds beside its packets. */
export interface Written {
  seconds: number;
  text: string;
}

export const lastTick = (packets: readonly Packet[]): number => packets.reduce((last, { tick }) => Math.max(last, tick), 0);

/** In a log packed where that is shorter, in script-output plain. */
export type Form = 'log' | 'jsonl';

/** The lines that tell some steps, each with the seconds since launch at which it is written. */
export function told(game: Game, steps: readonly Step[], form: Form = 'log'): Written[] {
  return steps.flatMap(({ local, packets }) => {
    const seconds = 4.2 + lastTick(packets) / 60;
    const point: [number, number] = [game.state.seq, game.state.chain];
    const lines = local === true ? localLines(packets, point, game.local, host) : chainedLines(packets, game.state, host);
    return lines.map((line) => ({ seconds, text: form === 'log' ? logForm(line, host) : line }));
  });
}

export const header = (game: Game, tick: number, form: Form = 'log'): Written[] =>
  told(game, [{ local: true, packets: [game.header(tick)] }], form);
