/** What the simulated world consists of. One world serves all peers: by the game's rules they see the same. */
import type {
  LuaCustomChartTag,
  LuaEntity,
  LuaForce,
  LuaPlayer,
  LuaSpacePlatform,
  LuaSurface,
  LuaTrain,
  MapPosition,
} from 'factorio:runtime';
import { Thing } from '../lua/values';
import type { EntityFacts } from './prototypes';

export type Point = [x: number, y: number];
export const CHUNK = 32;
export const chunkKey = (x: number, y: number): string => `${x}/${y}`;
export const chunkOf = ([x, y]: Point): Point => [Math.floor(x / CHUNK), Math.floor(y / CHUNK)];
export const inTable = ([x, y]: Point): MapPosition => ({ x, y });

/** A thing with the type of the API it answers to; `api` exists for the compiler only. */
export abstract class ApiThing<Api> extends Thing {
  declare readonly api: Api;
  /** "Is this object valid? … false when the object does not exist any more." */
  valid = true;
}
/** A thing where the API's types want its Lua object. */
export const handle = <T extends ApiThing<unknown>>(thing: T): T['api'] => thing as T['api'];
export const maybe = <T extends ApiThing<unknown>>(thing: T | undefined): T['api'] | undefined => thing as T['api'] | undefined;

export class Chunk {
  /** Names, row by row. */
  readonly tiles: string[];
  readonly entities = new Set<Entity>();
  /** Counts what happens to ground and ore, so that whoever watches need not compare. */
  changes = 0;
  constructor(
    readonly x: number,
    readonly y: number,
    fill: string,
  ) {
    this.tiles = Array.from({ length: CHUNK * CHUNK }, () => fill);
  }
}

export class Surface extends ApiThing<LuaSurface> {
  readonly objectName = 'LuaSurface';
  readonly chunks = new Map<string, Chunk>();
  /** 0 is noon, 0.5 midnight. */
  daytime = 0;
  platform: Platform | undefined;
  constructor(
    readonly index: number,
    public name: string,
    readonly planet: string | undefined,
  ) {
    super();
  }
  chunkAt(at: Point): Chunk | undefined {
    const [x, y] = chunkOf(at);
    return this.chunks.get(chunkKey(x, y));
  }
  *entities(): Iterable<Entity> {
    for (const chunk of this.chunks.values()) yield* chunk.entities;
  }
}

export class Platform extends ApiThing<LuaSpacePlatform> {
  readonly objectName = 'LuaSpacePlatform';
  hub: Entity | undefined;
  constructor(
    readonly index: number,
    public name: string,
    readonly surface: Surface,
    readonly force: Force,
  ) {
    super();
  }
}

export class Entity extends ApiThing<LuaEntity> {
  readonly objectName = 'LuaEntity';
  /** "Every entity with an owner" has one. */
  unitNumber: number | undefined;
  direction = 0;
  recipe: string | undefined;
  quality = 'normal';
  /** Of a resource. */
  amount = 0;
  /** Of a resource that never ends; the simulation has none. */
  readonly initialAmount: undefined;
  /** Of a train stop. */
  backerName: string | undefined;
  /** Of a ghost: what it stands for. */
  ghost: string | undefined;
  train: Train | undefined;
  lastUser: Player | undefined;
  player: Player | undefined;
  health: number;
  constructor(
    readonly facts: EntityFacts,
    public surface: Surface,
    public position: Point,
    public force: Force,
  ) {
    super();
    this.health = facts.health ?? 0;
  }
}

export class Train extends ApiThing<LuaTrain> {
  readonly objectName = 'LuaTrain';
  state = 0;
  carriages: Entity[] = [];
  station: Entity | undefined;
  constructor(readonly id: number) {
    super();
  }
}

export class Tag extends ApiThing<LuaCustomChartTag> {
  readonly objectName = 'LuaCustomChartTag';
  lastUser: Player | undefined;
  constructor(
    readonly number: number,
    readonly force: Force,
    readonly surface: Surface,
    public position: Point,
    public text: string,
    public icon: { type: 'item' | 'fluid' | 'virtual'; name: string } | undefined,
  ) {
    super();
  }
}

export interface Technology {
  name: string;
  level: number;
  researched: boolean;
}
/** Totals since the world began. */
export interface Flow {
  input: Map<string, number>;
  output: Map<string, number>;
}

export class Force extends ApiThing<LuaForce> {
  readonly objectName = 'LuaForce';
  /** By surface index and chunk: the pixels as last charted, 2,048 bytes RGB565. */
  readonly charts = new Map<number, Map<string, Uint8Array>>();
  readonly technologies = new Map<string, Technology>();
  currentResearch: string | undefined;
  rocketsLaunched = 0;
  readonly tags = new Map<number, Tag>();
  readonly flows = new Map<string, Flow>();
  readonly evolution = new Map<number, number>();
  color = { r: 1, g: 0.6, b: 0.1, a: 1 };
  constructor(
    readonly index: number,
    public name: string,
  ) {
    super();
  }
  chartsOn(surface: Surface): Map<string, Uint8Array> {
    const charts = this.charts.get(surface.index) ?? new Map<string, Uint8Array>();
    this.charts.set(surface.index, charts);
    return charts;
  }
}

export class Player extends ApiThing<LuaPlayer> {
  readonly objectName = 'LuaPlayer';
  connected = false;
  admin = false;
  tag = '';
  color = { r: 1, g: 0.5, b: 0.25, a: 0.5 };
  character: Entity | undefined;
  /** Where the body is; the camera may be elsewhere. */
  position: Point = [0, 0];
  direction = 0;
  onlineTime = 0;
  lastOnline = 0;
  /** What was printed to this player. */
  readonly printed: string[] = [];
  constructor(
    readonly index: number,
    public name: string,
    public surface: Surface,
    public force: Force,
  ) {
    super();
  }
}
