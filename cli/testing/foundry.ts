/** A made-up 1.1 game told by Kafkatorio. `truth` paints it from this plan alone. */
import { byXY, chunk, type EntityPrototype, entity, type Form, line, tile } from './kafkatorio';

export const TILES = { 'grass-1': [55, 53, 11], 'sand-1': [138, 103, 58], water: [51, 83, 95], 'stone-path': [86, 82, 74] } as const;
type TileName = keyof typeof TILES;

const PROTOTYPES: EntityPrototype[] = [
  { type: 'assembling-machine', name: 'assembling-machine-2', friend: [0, 97, 146], enemy: [255, 25, 25], half: [1.2, 1.2], size: [3, 3] },
  { type: 'electric-pole', name: 'big-electric-pole', friend: [60, 106, 146], half: [0.65, 0.65], size: [2, 2] },
  // Of an older version of the mod: only the box tells the size.
  { type: 'container', name: 'steel-chest', friend: [0, 97, 146], half: [0.35, 0.35] },
  { type: 'resource', name: 'iron-ore', color: [105, 133, 148], half: [0.1, 0.1] },
];

/** 3 × 2 chunks around the origin, none at the far south-east. */
export const CHUNKS: [number, number][] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [0, 0],
];

export function tileAt(x: number, y: number): TileName {
  if ((x * x) / 4 + (y + 10) ** 2 < 60) return 'water';
  if (y === 5 || x === 12) return 'stone-path';
  return (x + 2 * y) % 7 === 0 ? 'sand-1' : 'grass-1';
}

/** Tiles that are told again as something else, later. */
export const PAVED: [number, number][] = [
  [3, 3],
  [4, 3],
  [31, 3],
];

const ORE: [number, number][] = [];
for (let y = 20; y < 24; y++) for (let x = -9; x < -3; x++) ORE.push([x, y]);
/** Mined out at last. */
const EMPTY: [number, number] = [-9, 20];

const MACHINES: [number, number][] = [
  [8.5, 10.5],
  [31.5, 8.5],
];
const POLE: [number, number] = [20, 12];
const CHEST: [number, number] = [16.5, 14.5];
/** Built, and mined again. */
const GONE: [number, number] = [26.5, 26.5];

const tilesOf = ([cx, cy]: readonly [number, number]) => {
  const numbers = new Map<string, number>();
  const cells: [number, number, number][] = [];
  for (let y = cy * 32; y < cy * 32 + 32; y++) {
    for (let x = cx * 32; x < cx * 32 + 32; x++) {
      const id = `tile/${tileAt(x, y)}`;
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      cells.push([x, y, numbers.get(id)!]);
    }
  }
  return { protos: Object.fromEntries(numbers), tilesXY: byXY(cells) };
};

const machine = (at: readonly [number, number], unitNumber: number) =>
  byXY([[at[0], at[1], { unitNumber, health: 350, isActive: true, status: 'WORKING' }]]);
const owner = (protoId: string, cx: number, cy: number) => ({ key: { protoId, surfaceIndex: 1, chunkPosition: chunk(cx, cy) } });

/** All lines, in order. `form`: of the marker. */
export function lines(form: Form = 'encoded'): string[] {
  const say = (tick: number, type: string, fields: Record<string, unknown>) => line(form, tick, type, fields);
  return [
    say(100, 'instant.SurfaceUpdate', { index: 1, name: 'nauvis', daytime: 0.4 }),
    say(100, 'instant.ConfigurationUpdate', {
      factorioData: { newVersion: '1.1.80' },
      allMods: [
        { modName: 'base', currentVersion: '1.1.80' },
        { modName: 'kafkatorio-events', currentVersion: '0.10.1' },
        { modName: 'removed-mod', previousVersion: '0.1.0' },
      ],
      modStartupSettingsChange: false,
      migrationApplied: false,
    }),
    say(101, 'instant.PrototypesUpdate', {
      prototypes: [...Object.entries(TILES).map(([name, color]) => tile(name, color)), ...PROTOTYPES.map(entity)],
    }),
    ...CHUNKS.map((at, i) =>
      say(110 + i, 'keyed.MapChunkTileUpdate', {
        key: { chunkPosition: chunk(...at), surfaceIndex: 1 },
        tileDictionary: tilesOf(at),
        isDeleted: false,
      }),
    ),
    say(130, 'keyed.PlayerUpdate', {
      ...{
        key: { index: 1 },
        events: { on_player_joined_game: [128] },
        name: 'Ada Ferrum',
        colour: [0.9, 0.4, 0.1, 1],
        position: [4, 6],
        surfaceIndex: 1,
        forceIndex: 1,
      },
      ...{ isAdmin: true, isConnected: true, isShowOnMap: true, isSpectator: false },
    }),
    say(140, 'instant.ConsoleChatUpdate', { authorPlayerIndex: 1, content: 'more <i>iron</i>' }),
    say(141, 'instant.ConsoleCommandUpdate', { authorPlayerIndex: 1, command: 'evolution', parameters: '' }),
    say(150, 'keyed.MapChunkResourceUpdate', {
      ...owner('resource/iron-ore', -1, 0),
      amounts: byXY(ORE.map(([x, y]) => [x + 0.5, y + 0.5, 400 + x])),
    }),
    ...MACHINES.map((at, i) =>
      say(200 + i, 'keyed.MapChunkEntityUpdate', {
        ...owner('assembling-machine/assembling-machine-2', 0, 0),
        events: { on_built_entity: [199 + i] },
        entitiesXY: machine(at, 30 + i),
      }),
    ),
    say(210, 'keyed.MapChunkEntityUpdate', {
      ...owner('electric-pole/big-electric-pole', 0, 0),
      events: { on_robot_built_entity: [209] },
      entitiesXY: machine(POLE, 40),
    }),
    say(220, 'keyed.MapChunkEntityUpdate', {
      ...owner('container/steel-chest', 0, 0),
      events: { on_built_entity: [219] },
      entitiesXY: machine(CHEST, 41),
    }),
    say(230, 'keyed.MapChunkEntityUpdate', {
      ...owner('container/steel-chest', 0, 0),
      events: { on_built_entity: [229] },
      entitiesXY: machine(GONE, 42),
    }),
    say(300, 'keyed.MapChunkTileUpdate', {
      key: { chunkPosition: chunk(0, 0), surfaceIndex: 1 },
      // Its own numbering, not that of the packets before.
      tileDictionary: { protos: { 'tile/stone-path': 1 }, tilesXY: byXY(PAVED.map(([x, y]) => [x, y, 1])) },
      isDeleted: false,
    }),
    // A partial update: nothing is said of whether the player is there.
    say(310, 'keyed.PlayerUpdate', { key: { index: 1 }, position: [9.5, 6.25] }),
    say(400, 'keyed.MapChunkResourceUpdate', {
      ...owner('resource/iron-ore', -1, 0),
      amounts: byXY([[EMPTY[0] + 0.5, EMPTY[1] + 0.5, 0]]),
    }),
    say(410, 'keyed.MapChunkEntityUpdate', {
      ...owner('container/steel-chest', 0, 0),
      events: { on_player_mined_entity: [409] },
      entitiesXY: machine(GONE, 42),
    }),
    say(500, 'keyed.PlayerUpdate', {
      key: { index: 1 },
      events: { on_player_left_game: [499] },
      disconnectReason: 'quit',
      isConnected: false,
    }),
  ];
}

/** What a tile of the finished map shows, RGB; null: not known. */
export function truth(x: number, y: number, things: boolean): readonly [number, number, number] | null {
  if (things) {
    const within = (at: readonly [number, number], w: number) =>
      x >= at[0] - w / 2 && x < at[0] + w / 2 && y >= at[1] - w / 2 && y < at[1] + w / 2;
    if (MACHINES.some((at) => within(at, 3)) || within(CHEST, 1)) return [0, 97, 146];
    if (within(POLE, 2)) return [60, 106, 146];
    if (ORE.some(([ox, oy]) => ox === x && oy === y) && !(x === EMPTY[0] && y === EMPTY[1])) return [105, 133, 148];
  }
  if (!CHUNKS.some(([cx, cy]) => cx === x >> 5 && cy === y >> 5)) return null;
  if (PAVED.some(([px, py]) => px === x && py === y)) return TILES['stone-path'];
  return TILES[tileAt(x, y)];
}
