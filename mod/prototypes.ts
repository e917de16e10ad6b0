/** What is needed to draw things: their colours on the map and their sizes. */
import type { EntityPrototype, PrototypesPacket } from '../src/core/packet/schema';
import { rgbOf } from './players';
import { kindOf } from './standing';

/** Names that are told: every tile, and whatever may stand in a chunk, trees and rocks too. */
export function tileNames(): string[] {
  const names: string[] = [];
  for (const [name] of prototypes.tile) names.push(name);
  return names;
}
export function entityNames(): string[] {
  const names: string[] = [];
  for (const [name, { type }] of prototypes.entity) if (kindOf(type) !== 'none') names.push(name);
  return names;
}

export function tileColours(names: string[], from: number, to: number): NonNullable<PrototypesPacket['tiles']> {
  const tiles: NonNullable<PrototypesPacket['tiles']> = {};
  for (let i = from; i < to; i++) {
    const tile = prototypes.tile[names[i]!];
    if (tile !== undefined) tiles[names[i]!] = rgbOf(tile.map_color);
  }
  return tiles;
}

/** The game gives a colour of its own to what a prototype gives none, by type; without any there is nothing to tell. */
export function entityPrototypes(names: string[], from: number, to: number): NonNullable<PrototypesPacket['entities']> {
  const entities: NonNullable<PrototypesPacket['entities']> = {};
  for (let i = from; i < to; i++) {
    const prototype = prototypes.entity[names[i]!];
    if (prototype === undefined) continue;
    const told: EntityPrototype = { type: prototype.type, size: [prototype.tile_width, prototype.tile_height] };
    const { map_color, friendly_map_color, enemy_map_color } = prototype;
    if (map_color != null) told.color = rgbOf(map_color);
    if (friendly_map_color != null) told.friend = rgbOf(friendly_map_color);
    if (enemy_map_color != null) told.enemy = rgbOf(enemy_map_color);
    entities[names[i]!] = told;
  }
  return entities;
}
