/** What a world's blocks refer to by number or name: prototype names, and how prototypes are drawn. */
import type { Color, EntityPrototype, PrototypesPacket, Tick } from '../packet/schema';
import type { Names } from './thing-codec';

export interface StoredTables {
  names: string[];
  tiles: [name: string, color: Color, tick: Tick][];
  entities: [name: string, prototype: EntityPrototype, tick: Tick][];
}

/** Numbers have 16 bits; no set of mods comes near. What is beyond goes by the last name. */
const MOST_NAMES = 65_000;

export class Tables implements Names {
  private readonly names: string[];
  private readonly numbers: Map<string, number>;
  private readonly tiles: Map<string, { color: Color; tick: Tick }>;
  private readonly entities: Map<string, { prototype: EntityPrototype; tick: Tick }>;
  private table: Uint32Array | null = null;
  /** Bumped when a tile's colour changes that may have been drawn before. */
  tileColours = 0;

  constructor(stored: StoredTables = { names: [], tiles: [], entities: [] }) {
    this.names = [...stored.names];
    this.numbers = new Map(this.names.map((name, i) => [name, i]));
    this.tiles = new Map(stored.tiles.map(([name, color, tick]) => [name, { color, tick }]));
    this.entities = new Map(stored.entities.map(([name, prototype, tick]) => [name, { prototype, tick }]));
  }

  stored(): StoredTables {
    return {
      names: this.names,
      tiles: [...this.tiles].map(([name, { color, tick }]) => [name, color, tick]),
      entities: [...this.entities].map(([name, { prototype, tick }]) => [name, prototype, tick]),
    };
  }

  number(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined && this.names.length >= MOST_NAMES) return MOST_NAMES - 1;
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.numbers.set(name, number);
      this.table = null;
    }
    return number;
  }

  name(number: number): string {
    return this.names[number] ?? '';
  }

  each(take: (name: string, number: number) => void): void {
    this.names.forEach(take);
  }

  /** The latest word on each prototype, whatever the order in which words arrive. */
  learn(packet: PrototypesPacket): void {
    for (const [name, color] of Object.entries(packet.tiles ?? {})) {
      const known = this.tiles.get(name);
      if (known && known.tick > packet.tick) continue;
      this.tiles.set(name, { color, tick: packet.tick });
      if (this.numbers.has(name) && `${known?.color}` !== `${color}`) {
        this.tileColours += 1;
        this.table = null;
      }
    }
    for (const [name, prototype] of Object.entries(packet.entities ?? {})) {
      const known = this.entities.get(name);
      if (!known || known.tick <= packet.tick) this.entities.set(name, { prototype, tick: packet.tick });
    }
  }

  prototype(name: string): EntityPrototype | undefined {
    return this.entities.get(name)?.prototype;
  }

  /** Tile number → RGBA as a little-endian word; a tile of unknown colour gets one of its own, muted. */
  tileTable(): Uint32Array {
    this.table ??= Uint32Array.from(this.names, (name) => word(this.tiles.get(name)?.color ?? mutedColour(name)));
    return this.table;
  }

  /** As friend or foe sees it on the map, or null when it is not drawn. */
  entityColour(name: string, foe: boolean): number {
    const prototype = this.prototype(name);
    return word((foe ? prototype?.enemy : prototype?.friend) ?? prototype?.color ?? (foe ? ENEMY : BUILDING));
  }
}

/** The game's own defaults on its map. */
const BUILDING: Color = [0, 97, 146];
const ENEMY: Color = [255, 25, 25];

export const word = ([r, g, b]: Color): number => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

function mutedColour(name: string): Color {
  let hash = 7;
  for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) % 4096;
  return [72 + (hash & 15) * 3, 66 + ((hash >> 4) & 15) * 3, 52 + ((hash >> 8) & 15) * 3];
}
