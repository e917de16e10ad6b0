import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflateBounded } from '../../core/inflate';
import type { Packet } from '../../core/packet/schema';
import type { Problem } from '../../core/result';
import { collect } from '../testing/collect';
import { encodeKafkatorio, type KafkatorioForm, type KafkatorioWorld } from '../testing/kafkatorio-encoder';
import { readKafkatorio } from './kafkatorio';

const packetsOf = async (lines: string[]): Promise<Packet[]> => {
  const { entries, problems } = await collect(lines.map((line) => `${line}\n`).join(''));
  expect(problems).toEqual([]);
  return entries.flatMap((entry) => (entry.type === 'foreign' ? entry.packets : []));
};
const read = (data: object, tick = 50): { packets: Packet[]; problems: Problem[] } => {
  const problems: Problem[] = [];
  const result = readKafkatorio(JSON.stringify({ modVersion: '0.10.1', tick, data }), inflateBounded, (problem) => problems.push(problem));
  if (!result.ok) throw new Error(result.problem.detail);
  return { packets: result.value, problems };
};

test('the samples of its wire format', async () => {
  expect(
    await packetsOf([
      'KafkatorioPacket:::encoded:eNoVjEEKwzAMBP+iszEOhQb8jZLcha2AMJGNrZSGkL9Xgb0sO7MXZFSEeIGejSBCwa2g1s7VN0yF1LMMRVH/OfqGiZZmBoEDwf0RBI8vD+ssmX4QJ2eXp/IzBj+/bgd7zSv1wVWMD36yGK+ciuHzO4Rw/wGMwiwT',
      'KafkatorioPacket:::encoded:eNpNjUEKwjAURO8y6xiM2io5hRvdSCmf5qshmoT2I5bSu5t2JcxqePNmgiMh2AkyZoZFoHsgSb1POlMXWHTgkZ0+v2jk/pILzlAo5TLy0fEX1swKOQ1efIqwt0110pUye72rGgX+cJRhoVNs86ppuyfFB7v2b3RU5tDMRfRO7sr9sLbYalNSDsV3Abau5x9R9Ts1',
      'KafkatorioPacket:::{"data":{"type":"kafkatorio.packet.keyed.MapChunkResourceUpdate","key":{"protoId":"resource/iron-ore","surfaceIndex":1,"chunkPosition":[1,-2,"CHUNK_032"]},"amounts":{"33.5":{"-40.5":412,"-41.5":398},"34.5":{"-40.5":420}}},"modVersion":"0.10.1","tick":1806}',
      'KafkatorioPacket:::{"data":{"type":"kafkatorio.packet.keyed.MapChunkEntityUpdate","key":{"protoId":"assembling-machine/assembling-machine-2","surfaceIndex":1,"chunkPosition":[-1,0,"CHUNK_032"]},"events":{"on_built_entity":[38023]},"entitiesXY":{"-13.5":{"4.5":{"unitNumber":4622,"health":350,"isActive":true,"status":"NO_RECIPE"}}}},"modVersion":"0.10.1","tick":39828}',
    ]),
  ).toEqual([
    { kind: 'surfaces', tick: 176000, list: [{ index: 1, name: 'nauvis', daytime: 0.73 }] },
    { kind: 'players', tick: 66, list: [{ index: 1, at: [-58.5, 13.25] }] },
    { kind: 'resources', tick: 1806, surface: 1, at: [1, -2], amounts: { 'iron-ore': [33, -41, 412, 33, -42, 398, 34, -41, 420] } },
    { kind: 'built', tick: 38023, surface: 1, how: 'player', list: [{ id: 4622, name: 'assembling-machine-2', at: [-13.5, 4.5] }] },
  ]);
});

const GROUND = ['grass-1', 'water', 'sand-2'];
const whole = (x0: number, y0: number) =>
  Array.from({ length: 1024 }, (_, i) => ({
    surface: 1,
    at: [x0 + (i % 32), y0 + (i >> 5)] as [number, number],
    name: GROUND[(i * 7 + (i >> 6)) % 3]!,
  }));
const WORLD: KafkatorioWorld = {
  surfaces: [{ index: 1, name: 'nauvis' }],
  prototypes: { tiles: { water: [38, 64, 73] }, entities: { 'stone-furnace': { type: 'furnace', color: [1, 2, 3], size: [2, 2] } } },
  tiles: [...whole(-32, 0), { surface: 1, at: [5, -1], name: 'water' }],
  resources: [{ surface: 1, name: 'coal', at: [-0.5, 3.5], amount: 9 }],
  entities: [{ surface: 1, type: 'furnace', name: 'stone-furnace', at: [4, -4], id: 5, direction: 6 }],
  players: [{ index: 1, name: 'ann', at: [1, 2], surface: 1, color: [255, 0, 51], online: true }],
  chat: [{ player: null, text: 'hi' }],
};

test.each(['encoded', 'plain', '0.9', '0.8', '2021'] as KafkatorioForm[])('a world in its form %s', async (form) => {
  const packets = await packetsOf(encodeKafkatorio(WORLD, form));
  const tiles = packets.filter((packet) => packet.kind === 'tiles');
  expect(tiles).toMatchObject([{ at: [-1, 0] }, { at: [0, -1], names: ['water'], set: [5, 31, 0] }]);
  const { names, runs } = tiles[0]!;
  const ground: string[] = [];
  for (let i = 0; i < runs!.length; i += 2) for (let n = 0; n < runs![i + 1]!; n++) ground.push(names[runs![i]!]!);
  expect(ground).toEqual(whole(-32, 0).map(({ name }) => name));
  expect(packets.filter((packet) => packet.kind !== 'tiles')).toMatchObject([
    { kind: 'surfaces' },
    {
      kind: 'prototypes',
      tiles: { water: [38, 64, 73] },
      entities: { 'stone-furnace': { type: 'furnace', color: [1, 2, 3], size: [2, 2] } },
    },
    { kind: 'resources', at: [-1, 0], amounts: { coal: [-1, 3, 9] } },
    { kind: 'built', list: [{ id: 5, name: 'stone-furnace', at: [4, -4], dir: 12 }] },
    { kind: 'players', list: [{ index: 1, name: 'ann', at: [1, 2], color: [255, 0, 51], online: true }] },
    { kind: 'chat', text: 'hi' },
  ]);
});

test('tiles outside their chunk are left out, and that is said', () => {
  const { packets, problems } = read({
    type: 'kafkatorio.packet.keyed.MapChunkTileUpdate',
    key: { chunkPosition: [0, 0, 'CHUNK_032'], surfaceIndex: 1 },
    tileDictionary: { protos: { 'tile/water': 7 }, tilesXY: { '31': { '31': 7, '32': 7 }, '-1': { '0': 7 }, '3': { '3': 8 } } },
  });
  expect(packets).toEqual([{ kind: 'tiles', tick: 50, surface: 1, at: [0, 0], names: ['water'], set: [31, 31, 0] }]);
  expect(problems.map(({ code, detail }) => [code, detail[0]])).toEqual([
    ['outside-chunk', '2'],
    ['bad-packet', '1'],
  ]);
});

test('a deleted chunk, empty lists as {} and []', () => {
  const key = { chunkPosition: [3, -4, 'CHUNK_032'], surfaceIndex: 2 };
  expect(read({ type: 'kafkatorio.packet.keyed.MapChunkTileUpdate', key, isDeleted: true }).packets).toEqual([
    { kind: 'chunk-gone', tick: 50, surface: 2, at: [3, -4] },
  ]);
  for (const empty of [{}, []]) {
    expect(read({ type: 'kafkatorio.packet.keyed.MapChunkTileUpdate', key, tileDictionary: { protos: empty, tilesXY: empty } })).toEqual({
      packets: [],
      problems: [],
    });
    expect(read({ type: 'kafkatorio.packet.instant.PrototypesUpdate', prototypes: empty }).packets).toMatchObject([
      { tiles: {}, entities: {} },
    ]);
    expect(read({ type: 'kafkatorio.packet.instant.ConfigurationUpdate', allMods: empty, factorioData: empty }).packets).toEqual([
      { kind: 'config', tick: 50, mods: [] },
    ]);
  }
});

test('[P18] a player’s absent booleans are unchanged; events become joins, leaves, deaths', () => {
  const player = (more: object) => read({ type: 'kafkatorio.packet.keyed.PlayerUpdate', key: { index: 3 }, ...more }).packets;
  expect(player({ name: 'ann' })).toEqual([{ kind: 'players', tick: 50, list: [{ index: 3, name: 'ann' }] }]);
  expect(player({ isAdmin: false, isConnected: false, events: { on_player_left_game: [40, 45] }, disconnectReason: 'quit' })).toEqual([
    { kind: 'players', tick: 50, list: [{ index: 3, online: false, admin: false }] },
    { kind: 'leave', tick: 45, player: 3, cause: 'quit' },
  ]);
  expect(player({ events: { on_player_joined_game: [44], on_player_died: [46] }, diedCause: { protoId: 'unit/small-biter' } })).toEqual([
    { kind: 'players', tick: 50, list: [{ index: 3, online: true }] },
    { kind: 'join', tick: 44, player: 3 },
    { kind: 'death', tick: 46, player: 3, cause: 'small-biter' },
  ]);
});

test('colours are fractions when none is above 1', () => {
  const color = (colour: number[]) => {
    const [packet] = read({ type: 'kafkatorio.packet.keyed.PlayerUpdate', key: { index: 1 }, colour }).packets;
    return packet?.kind === 'players' ? packet.list[0]!.color : null;
  };
  expect(color([1, 0.5, 0, 1])).toEqual([255, 128, 0]);
  expect(color([255, 1, 0, 255])).toEqual([255, 1, 0]);
});

test('what was mined or died is gone; what only was there stands there', () => {
  const update = (events: object, entitiesXY: object) =>
    read({
      type: 'kafkatorio.packet.keyed.MapChunkEntityUpdate',
      key: { protoId: 'furnace/stone-furnace', surfaceIndex: 1, chunkPosition: [0, 0, 'CHUNK_032'] },
      events,
      entitiesXY,
    }).packets;
  expect(update({ on_robot_mined_entity: [41] }, { '1': { '2': { unitNumber: 9 } } })).toMatchObject([
    { kind: 'removed', tick: 41, how: 'robot', list: [{ id: 9, at: [1, 2] }] },
  ]);
  expect(update({ on_entity_died: [41], on_built_entity: [42] }, { '1': { '2': {} }, '3': { '4': { health: 5 } } })).toMatchObject([
    { kind: 'removed', how: 'died', list: [{ at: [1, 2] }] },
    { kind: 'built', tick: 42, list: [{ at: [3, 4] }] },
  ]);
  const [stands] = update({}, { '1': { '2': {} } });
  expect(stands).toEqual({ kind: 'entities', tick: 50, surface: 1, at: [0, 0], list: [{ name: 'stone-furnace', at: [1, 2] }] });
});

test('kinds without a place on the map are kept', () => {
  const data = { type: 'kafkatorio.packet.keyed.EntityUpdate', key: { unitNumber: 1, protoId: 'a/b' }, health: 5 };
  expect(read(data).packets).toEqual([{ kind: 'channel', tick: 50, name: 'kafkatorio:keyed.EntityUpdate', data }]);
});

test('whatever its fields hold, nothing throws and what comes out is right', () => {
  const kinds = [
    'instant.SurfaceUpdate',
    'instant.PrototypesUpdate',
    'instant.ConfigurationUpdate',
    'instant.ConsoleChatUpdate',
    'instant.ConsoleCommandUpdate',
    'keyed.PlayerUpdate',
    'keyed.MapChunkTileUpdate',
    'keyed.MapChunkResourceUpdate',
    'keyed.MapChunkEntityUpdate',
    'keyed.EntityUpdate',
  ];
  const names = [
    'key',
    'index',
    'events',
    'prototypes',
    'tileDictionary',
    'protos',
    'tilesXY',
    'amounts',
    'entitiesXY',
    'position',
    'colour',
    'chunkPosition',
    'surfaceIndex',
    'protoId',
    '__proto__',
    '1',
    '1e9',
    '-7.5',
  ];
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, 0, 1, -5, 1e300, 'tile/x', '__proto__/__proto__', true, [1, 2, 'CHUNK_032'], [0.5, 1, 0]),
      fc.dictionary(fc.constantFrom(...names), tie('any')),
      fc.array(tie('any'), { maxLength: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...names), value), (kind, data) => {
      const body = JSON.stringify({ tick: 5, data: { ...data, type: `kafkatorio.packet.${kind}` } });
      for (const form of [body, deflateSync(body).toString('base64')]) readKafkatorio(form, inflateBounded, () => {});
    }),
    { numRuns: 1000 },
  );
});
