/**
 * Writes a world as Kafkatorio 0.10.1 would. Shares no code with the reader: its own JSON, Node's zlib. So a log of it that
 * becomes the right map proves the reader right.
 */
import { deflateSync } from 'node:zlib';

export interface KafkatorioWorld {
  /** The tick of the first packet; each packet is one later. */
  tick?: number;
  surfaces?: { index: number; name: string; daytime?: number }[];
  prototypes?: {
    tiles?: Record<string, [r: number, g: number, b: number]>;
    entities?: Record<
      string,
      { type: string; color?: [number, number, number]; friend?: [number, number, number]; size?: [number, number] }
    >;
  };
  /** Ground by absolute tile; whole chunks and pieces of them alike. */
  tiles?: { surface: number; at: [x: number, y: number]; name: string }[];
  /** Centre and amount. */
  resources?: { surface: number; name: string; at: [x: number, y: number]; amount: number }[];
  entities?: { surface: number; type: string; name: string; at: [x: number, y: number]; id?: number; direction?: number }[];
  players?: {
    index: number;
    name?: string;
    at?: [x: number, y: number];
    surface?: number;
    color?: [number, number, number];
    online?: boolean;
  }[];
  chat?: { player: number | null; text: string }[];
}

export type KafkatorioForm = 'encoded' | 'plain' | '0.9' | '0.8' | '2021';

type Cells = Record<string, Record<string, unknown>>;

/** The lines of a log that tells this world. */
export function encodeKafkatorio(world: KafkatorioWorld, form: KafkatorioForm = 'encoded'): string[] {
  let tick = world.tick ?? 1000;
  const lines: string[] = [];
  const send = (data: Record<string, unknown>) => lines.push(line({ data, modVersion: '0.10.1', tick: tick++ }, form));

  for (const { index, name, daytime } of world.surfaces ?? []) {
    send({ type: 'kafkatorio.packet.instant.SurfaceUpdate', index, name, daytime: daytime ?? 0 });
  }
  if (world.prototypes) send({ type: 'kafkatorio.packet.instant.PrototypesUpdate', prototypes: prototypes(world.prototypes) });

  const chunks = new Map<string, { surface: number; x: number; y: number; ids: Map<string, number>; cells: Cells }>();
  for (const { surface, at, name } of world.tiles ?? []) {
    const chunk = chunkFor(chunks, surface, at, () => ({ ids: new Map<string, number>(), cells: {} as Cells }));
    const id = `tile/${name}`;
    if (!chunk.ids.has(id)) chunk.ids.set(id, chunk.ids.size + 1);
    put(chunk.cells, at, chunk.ids.get(id));
  }
  for (const { surface, x, y, ids, cells } of chunks.values()) {
    send({
      type: 'kafkatorio.packet.keyed.MapChunkTileUpdate',
      key: { chunkPosition: [x, y, 'CHUNK_032'], surfaceIndex: surface },
      isDeleted: false,
      tileDictionary: { protos: Object.fromEntries(ids), tilesXY: cells },
    });
  }

  const deposits = new Map<string, { surface: number; x: number; y: number; name: string; cells: Cells }>();
  for (const { surface, name, at, amount } of world.resources ?? []) {
    const chunk = chunkFor(deposits, surface, at, () => ({ name, cells: {} as Cells }), name);
    put(chunk.cells, at, amount);
  }
  for (const { surface, x, y, name, cells } of deposits.values()) {
    send({
      type: 'kafkatorio.packet.keyed.MapChunkResourceUpdate',
      key: { chunkPosition: [x, y, 'CHUNK_032'], protoId: `resource/${name}`, surfaceIndex: surface },
      amounts: cells,
    });
  }

  const buildings = new Map<string, { surface: number; x: number; y: number; id: string; cells: Cells }>();
  for (const { surface, type, name, at, id, direction } of world.entities ?? []) {
    const chunk = chunkFor(buildings, surface, at, () => ({ id: `${type}/${name}`, cells: {} as Cells }), `${type}/${name}`);
    put(chunk.cells, at, {
      health: 350,
      isActive: true,
      ...(id === undefined ? {} : { unitNumber: id }),
      ...(direction === undefined ? {} : { direction }),
    });
  }
  for (const { surface, x, y, id, cells } of buildings.values()) {
    send({
      type: 'kafkatorio.packet.keyed.MapChunkEntityUpdate',
      key: { chunkPosition: [x, y, 'CHUNK_032'], protoId: id, surfaceIndex: surface },
      events: { on_built_entity: [tick - 1] },
      entitiesXY: cells,
    });
  }

  for (const { index, name, at, surface, color, online } of world.players ?? []) {
    send({
      type: 'kafkatorio.packet.keyed.PlayerUpdate',
      key: { index },
      ...(name === undefined ? {} : { name }),
      ...(at === undefined ? {} : { position: at }),
      ...(surface === undefined ? {} : { surfaceIndex: surface }),
      ...(color === undefined ? {} : { colour: [...color.map((part) => part / 255), 1] }),
      ...(online === undefined ? {} : { isConnected: online }),
      events: { on_player_changed_position: [tick] },
    });
  }
  for (const { player, text } of world.chat ?? []) {
    send({ type: 'kafkatorio.packet.instant.ConsoleChatUpdate', authorPlayerIndex: player, content: text });
  }
  return lines;
}

function prototypes({ tiles = {}, entities = {} }: NonNullable<KafkatorioWorld['prototypes']>): unknown[] {
  const ground = Object.entries(tiles).map(([name, color]) => ({
    type: 'kafkatorio.prototype.MapTile',
    protoId: `tile/${name}`,
    layer: 1,
    collisionMasks: {},
    order: name,
    canBeMined: false,
    mapColour: [...color, 255],
  }));
  const things = Object.entries(entities).map(([name, { type, color, friend, size }]) => ({
    type: 'kafkatorio.prototype.Entity',
    protoId: `${type}/${name}`,
    group: 'g',
    subgroup: 's',
    maxHealth: 350,
    isBuilding: true,
    ...(color ? { mapColour: [...color, 255] } : {}),
    ...(friend ? { mapColourFriend: [...friend, 255] } : {}),
    ...(size ? { tileWidth: size[0], tileHeight: size[1] } : {}),
  }));
  return [...ground, ...things];
}

function chunkFor<T extends object>(
  chunks: Map<string, T & { surface: number; x: number; y: number }>,
  surface: number,
  at: [number, number],
  make: () => T,
  more = '',
): T {
  const x = Math.floor(at[0] / 32);
  const y = Math.floor(at[1] / 32);
  const key = `${surface} ${x} ${y} ${more}`;
  const known = chunks.get(key) ?? { ...make(), surface, x, y };
  chunks.set(key, known);
  return known;
}

function put(cells: Cells, at: [number, number], value: unknown): void {
  cells[String(at[0])] ??= {};
  cells[String(at[0])]![String(at[1])] = value;
}

function line(envelope: unknown, form: KafkatorioForm): string {
  const json = JSON.stringify(envelope);
  const packed = () => deflateSync(Buffer.from(json, 'utf8')).toString('base64');
  switch (form) {
    case 'encoded':
      return `KafkatorioPacket:::encoded:${packed()}`;
    case 'plain':
      return `KafkatorioPacket:::${json}`;
    case '0.9':
      return `KafkatorioPacket encoded::: ${packed()}`;
    case '0.8':
      return `KafkatorioPacket: ${json}`;
    case '2021':
      return `FactorioEvent: ${json}`;
  }
}
