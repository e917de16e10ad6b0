/** Chunks, tiles, surfaces, platforms, chart tags. */

import { prototypeOf } from './api/prototypes';
import { chunkArea, Tile } from './api/surface';
import { type Doer, EntityGame } from './entity-game';
import { GameError } from './lua/values';
import { chartedThings, plainTag } from './world/deeds';
import {
  type Chunk,
  chunkKey,
  type Force,
  handle,
  inTable,
  type Platform,
  type Player,
  type Point,
  type Surface,
  Tag,
} from './world/things';

export class PlaceGame extends EntityGame {
  generateChunk(surface: Surface, x: number, y: number): void {
    if (!this.world.generate(surface, x, y)) return;
    this.raise('on_chunk_generated', { area: chunkArea(x, y), position: { x, y } as never, surface: handle(surface) });
  }
  private clearing(surface: Surface, chunks: Iterable<Chunk>): void {
    this.world.deeds.push({
      tick: this.world.tick,
      surface: surface.index,
      what: 'cleared',
      things: chartedThings(this.world, surface, chunks),
    });
  }
  deleteChunk(surface: Surface, x: number, y: number): void {
    const chunk = surface.chunks.get(chunkKey(x, y));
    if (chunk) this.clearing(surface, [chunk]);
    this.raise('on_pre_chunk_deleted', { surface_index: surface.index as never, positions: [{ x, y }] as never });
    this.world.removeChunk(surface, x, y);
    this.raise('on_chunk_deleted', { surface_index: surface.index as never, positions: [{ x, y }] as never });
  }

  /** Tiles laid or taken; `old_tile` is what lay there. Platforms and robots have events of their own. */
  setTiles(surface: Surface, name: string, places: Point[], by: Doer): void {
    const tiles = places.map(([x, y]) => ({
      position: { x, y },
      old_tile: handle(prototypeOf('tile', this.world.setTile(surface, x, y, name))),
    }));
    const data = { surface_index: surface.index as never, tiles: tiles as never, tile: handle(prototypeOf('tile', name)) };
    if (by === 'silent') return;
    if (typeof by === 'object') this.raise('on_player_built_tile', { ...data, player_index: by.index as never });
    else if (by === 'robot') this.raise('on_robot_built_tile', data);
    else if (by === 'platform') this.raise('on_space_platform_built_tile', data);
    else
      this.raise('script_raised_set_tiles', {
        surface_index: surface.index as never,
        tiles: places.map(([x, y]) => ({ position: { x, y }, name })) as never,
      });
  }
  /** What was beneath comes back. */
  mineTiles(surface: Surface, beneath: string, places: Point[], by: Player | 'robot'): void {
    const tiles = places.map(([x, y]) => ({
      position: { x, y },
      old_tile: handle(prototypeOf('tile', this.world.setTile(surface, x, y, beneath))),
    }));
    const data = { surface_index: surface.index as never, tiles: tiles as never };
    if (typeof by === 'object') this.raise('on_player_mined_tile', { ...data, player_index: by.index as never });
    else this.raise('on_robot_mined_tile', data);
  }

  createSurface(name: string, planet?: string): Surface {
    const surface = this.world.createSurface(name, planet);
    this.raise('on_surface_created', { surface_index: surface.index as never });
    return surface;
  }
  createPlatform(name: string, force: Force): Platform {
    const platform = this.world.createPlatform(name, force);
    this.raise('on_surface_created', { surface_index: platform.surface.index as never });
    for (const [x, y] of this.world.chunkAround([0, 0], 1)) this.generateChunk(platform.surface, x, y);
    const ground: Point[] = [];
    for (let y = -5; y < 5; y++) for (let x = -5; x < 5; x++) ground.push([x, y]);
    this.setTiles(platform.surface, 'space-platform-foundation', ground, 'platform');
    platform.hub = this.build({ name: 'space-platform-hub', at: [0, 0], surface: platform.surface, force: force.name, by: 'platform' });
    return platform;
  }
  renameSurface(surface: Surface, name: string): void {
    const old = surface.name;
    surface.name = name;
    this.raise('on_surface_renamed', { surface_index: surface.index as never, old_name: old, new_name: name });
  }
  /** "Called just before a surface is cleared (all entities removed and all chunks deleted)" and just after. */
  clearSurface(surface: Surface): void {
    this.clearing(surface, surface.chunks.values());
    this.raise('on_pre_surface_cleared', { surface_index: surface.index as never });
    for (const chunk of [...surface.chunks.values()]) this.world.removeChunk(surface, chunk.x, chunk.y);
    this.raise('on_surface_cleared', { surface_index: surface.index as never });
  }
  deleteSurface(surface: Surface): void {
    if (surface.index === 1) throw new GameError('nauvis cannot be deleted');
    this.clearing(surface, surface.chunks.values());
    this.raise('on_pre_surface_deleted', { surface_index: surface.index as never });
    this.world.removeSurface(surface);
    this.raise('on_surface_deleted', { surface_index: surface.index as never });
  }

  addTag(force: Force, surface: Surface, at: Point, text: string, by?: Player, icon?: Tag['icon']): Tag {
    const tag = new Tag(this.world.nextNumber(), force, surface, at, text, icon);
    tag.lastUser = by;
    force.tags.set(tag.number, tag);
    this.world.tags.set(tag.number, tag);
    this.tagged('tagged', tag, by);
    this.raise('on_chart_tag_added', { tag: handle(tag), force: handle(force), ...(by ? { player_index: by.index as never } : {}) });
    return tag;
  }
  modifyTag(tag: Tag, text: string, at: Point = tag.position): void {
    const old = { text: tag.text, position: tag.position };
    tag.text = text;
    tag.position = at;
    this.tagged('tagged', tag, tag.lastUser);
    this.raise('on_chart_tag_modified', {
      tag: handle(tag),
      force: handle(tag.force),
      old_text: old.text,
      old_position: inTable(old.position),
      old_surface: handle(tag.surface),
    } as never);
  }
  private tagged(what: 'tagged' | 'untagged', tag: Tag, by?: Player): void {
    const { tick } = this.world;
    this.world.deeds.push({ tick, surface: tag.surface.index, what, ...plainTag(tag), ...(by ? { by: by.index } : {}) });
  }
  removeTag(tag: Tag): void {
    this.tagged('untagged', tag);
    this.raise('on_chart_tag_removed', { tag: handle(tag), force: handle(tag.force) });
    this.world.removeTag(tag);
  }

  tileAt(surface: Surface, x: number, y: number): string {
    return new Tile(surface, x, y).name;
  }
}
