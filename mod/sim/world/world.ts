/** The world itself: surfaces, chunks, what stands where. It changes by these methods only and tells what it did to `raise`. */
import { GameError } from '../lua/values';
import type { Deed } from './deeds';
import { CONTENT, type Content, type EntityFacts } from './prototypes';
import { CHUNK, Chunk, chunkKey, chunkOf, Entity, Force, Platform, Player, type Point, Surface, type Tag, Train } from './things';

/** A reproducible number in [0, 1) for a place: what grows where. */
export function hashed(seed: number, ...values: number[]): number {
  let h = seed >>> 0;
  for (const value of values) {
    h = Math.imul(h ^ (value | 0), 0x9e3779b1) >>> 0;
    h = (h ^ (h >>> 15)) >>> 0;
    h = Math.imul(h, 0x85ebca6b) >>> 0;
    h = (h ^ (h >>> 13)) >>> 0;
  }
  return h / 4294967296;
}

/** What lies and grows in a new chunk; space is empty before it is asked. */
export type Land = (world: World, surface: Surface, chunk: Chunk) => void;

/** Land, water, trees and ore by the seed. */
function bySeed(world: World, surface: Surface, chunk: Chunk): void {
  if (surface.platform) return;
  const { x, y } = chunk;
  const wet = hashed(world.seed, surface.index, x, y, 1) < 0.15 && (x !== 0 || y !== 0);
  const ore = ['iron-ore', 'copper-ore', 'coal'][Math.floor(hashed(world.seed, surface.index, x, y, 2) * 12)];
  for (let i = 0; i < CHUNK * CHUNK; i++) {
    const [tx, ty] = [x * CHUNK + (i % CHUNK), y * CHUNK + Math.floor(i / CHUNK)];
    const noise = hashed(world.seed, surface.index, tx >> 2, ty >> 2, 3);
    if (wet && noise < 0.7) chunk.tiles[i] = noise < 0.3 ? 'deepwater' : 'water';
    else if (noise > 0.6) chunk.tiles[i] = noise > 0.8 ? 'sand-1' : 'dirt-1';
    if (chunk.tiles[i] === 'water' || chunk.tiles[i] === 'deepwater') continue;
    if (ore !== undefined && i % CHUNK > 8 && i % CHUNK < 16 && i > 256 && i < 512)
      world.put(world.facts(ore), surface, [tx + 0.5, ty + 0.5], world.force('neutral')).amount = 100 + Math.floor(noise * 900);
    else if (hashed(world.seed, surface.index, tx, ty, 4) < 0.01)
      world.put(world.facts('tree-01'), surface, [tx + 0.5, ty + 0.5], world.force('neutral'));
  }
}

export class World {
  tick = 0;
  readonly surfaces = new Map<number, Surface>();
  readonly forces = new Map<number, Force>();
  readonly players = new Map<number, Player>();
  readonly trains = new Map<number, Train>();
  readonly tags = new Map<number, Tag>();
  readonly units = new Map<number, Entity>();
  /** All that was ever done, oldest first. */
  readonly deeds: Deed[] = [];
  private unitNumber = 0;
  private numbers = 0;

  constructor(
    readonly seed: number,
    readonly content: Content = CONTENT,
    private readonly land: Land = bySeed,
  ) {
    for (const name of ['player', 'enemy', 'neutral']) this.createForce(name);
    this.createSurface('nauvis', 'nauvis');
  }

  /** Numbers for trains and tags: never used twice. */
  nextNumber(): number {
    this.numbers += 1;
    return this.numbers;
  }

  createForce(name: string): Force {
    const force = new Force(this.forces.size + 1, name);
    for (const technology of this.content.technologies)
      force.technologies.set(technology, { name: technology, level: 1, researched: false });
    this.forces.set(force.index, force);
    return force;
  }

  force(name: string): Force {
    for (const force of this.forces.values()) if (force.name === name) return force;
    throw new GameError(`Unknown force '${name}'.`);
  }

  createSurface(name: string, planet?: string): Surface {
    const index = Math.max(0, ...this.surfaceNumbers) + 1;
    this.surfaceNumbers.push(index);
    const surface = new Surface(index, name, planet);
    this.surfaces.set(index, surface);
    return surface;
  }
  /** "Surface indexes are never reused" would be needed for a world's keys; the game gives a new one as well. */
  private readonly surfaceNumbers: number[] = [];

  createPlatform(name: string, force: Force): Platform {
    const surface = this.createSurface(`platform-${this.surfaceNumbers.length}`);
    const platform = new Platform(surface.index, name, surface, force);
    surface.platform = platform;
    return platform;
  }

  surface(name: string): Surface {
    for (const surface of this.surfaces.values()) if (surface.name === name) return surface;
    throw new GameError(`No surface named '${name}'.`);
  }

  removeSurface(surface: Surface): void {
    for (const chunk of [...surface.chunks.values()]) this.removeChunk(surface, chunk.x, chunk.y);
    surface.valid = false;
    if (surface.platform) surface.platform.valid = false;
    this.surfaces.delete(surface.index);
    for (const force of this.forces.values()) {
      force.charts.delete(surface.index);
      for (const tag of force.tags.values()) if (tag.surface === surface) this.removeTag(tag);
    }
  }

  removeTag(tag: Tag): void {
    tag.valid = false;
    tag.force.tags.delete(tag.number);
    this.tags.delete(tag.number);
  }

  /** A new chunk with what lies and grows there; undefined where there is one. */
  generate(surface: Surface, x: number, y: number): Chunk | undefined {
    if (surface.chunks.has(chunkKey(x, y))) return undefined;
    const chunk = new Chunk(x, y, surface.platform ? 'empty-space' : 'grass-1');
    surface.chunks.set(chunkKey(x, y), chunk);
    this.land(this, surface, chunk);
    return chunk;
  }

  removeChunk(surface: Surface, x: number, y: number): void {
    const chunk = surface.chunks.get(chunkKey(x, y));
    if (!chunk) return;
    for (const entity of [...chunk.entities]) this.take(entity);
    surface.chunks.delete(chunkKey(x, y));
    for (const force of this.forces.values()) force.charts.get(surface.index)?.delete(chunkKey(x, y));
  }

  facts(name: string): EntityFacts {
    const facts = this.content.entities.get(name);
    if (!facts) throw new GameError(`Unknown entity name: ${name}`);
    return facts;
  }

  put(facts: EntityFacts, surface: Surface, position: Point, force: Force): Entity {
    const chunk = surface.chunkAt(position);
    if (!chunk) throw new GameError(`no chunk at ${position.join()} on ${surface.name}`);
    const entity = new Entity(facts, surface, position, force);
    if (facts.ownerless === undefined) {
      this.unitNumber += 1;
      entity.unitNumber = this.unitNumber;
      this.units.set(this.unitNumber, entity);
    }
    chunk.entities.add(entity);
    chunk.changes += 1;
    return entity;
  }

  /** Away with it; what Lua still holds of it is invalid. */
  take(entity: Entity): void {
    const chunk = entity.surface.chunkAt(entity.position);
    if (chunk) chunk.changes += 1;
    chunk?.entities.delete(entity);
    entity.valid = false;
    if (entity.unitNumber !== undefined) this.units.delete(entity.unitNumber);
    if (entity.player?.character === entity) entity.player.character = undefined;
  }

  move(entity: Entity, position: Point, surface = entity.surface): void {
    entity.surface.chunkAt(entity.position)?.entities.delete(entity);
    entity.position = position;
    entity.surface = surface;
    surface.chunkAt(position)?.entities.add(entity);
  }

  tileAt(surface: Surface, x: number, y: number): string | undefined {
    return surface.chunkAt([x, y])?.tiles[(y & 31) * CHUNK + (x & 31)];
  }

  setTile(surface: Surface, x: number, y: number, name: string): string {
    if (!this.content.tiles.has(name)) throw new GameError(`Unknown tile name: ${name}`);
    const chunk = surface.chunkAt([x, y]);
    if (!chunk) throw new GameError(`no chunk at ${x}, ${y}`);
    const at = (y & 31) * CHUNK + (x & 31);
    const before = chunk.tiles[at]!;
    chunk.tiles[at] = name;
    chunk.changes += 1;
    return before;
  }

  recipe(name: string): string {
    if (!this.content.recipes.has(name)) throw new GameError(`Unknown recipe name: ${name}`);
    return name;
  }

  createTrain(carriages: Entity[]): Train {
    const train = new Train(this.nextNumber());
    train.carriages = carriages;
    for (const carriage of carriages) carriage.train = train;
    this.trains.set(train.id, train);
    return train;
  }

  createPlayer(name: string): Player {
    const player = new Player(this.players.size + 1, name, this.surfaces.get(1)!, this.forces.get(1)!);
    this.players.set(player.index, player);
    return player;
  }

  chunkAround(at: Point, radius: number): Point[] {
    const [cx, cy] = chunkOf(at);
    const found: Point[] = [];
    for (let y = cy - radius; y <= cy + radius; y++) for (let x = cx - radius; x <= cx + radius; x++) found.push([x, y]);
    return found;
  }
}
