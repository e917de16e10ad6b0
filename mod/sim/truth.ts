/** The simulated world as plain values: what a reader of the log should find. */
import { type DoneTo, plainThing } from './world/deeds';
import { chunkKey } from './world/things';
import type { World } from './world/world';

export type TruthEntity = DoneTo;
export interface Truth {
  tick: number;
  surfaces: { index: number; name: string; planet?: string; platform?: string; daytime: number }[];
  forces: { index: number; name: string }[];
  /** By "surface/x/y": names, row by row. */
  tiles: Record<string, string[]>;
  /** By "surface/x/y", in no order; resources apart. */
  entities: Record<string, TruthEntity[]>;
  /** By "surface/x/y": "name/tile x/tile y" and the amount. */
  resources: Record<string, Record<string, number>>;
  players: {
    index: number;
    name: string;
    at: [x: number, y: number];
    surface: number;
    force: number;
    online: boolean;
    admin: boolean;
  }[];
  tags: { id: number; surface: number; force: number; at: [x: number, y: number]; text: string; icon?: string; by?: number }[];
  stops: { id: number; surface: number; at: [x: number, y: number]; name: string; force: number }[];
  /** By "surface/force/x/y": base64 of 2,048 bytes, as the first peer sees them. */
  charts: Record<string, string>;
}

export function truthOf(world: World): Truth {
  const truth: Truth = {
    tick: world.tick,
    surfaces: [],
    forces: [...world.forces.values()].map(({ index, name }) => ({ index, name })),
    tiles: {},
    entities: {},
    resources: {},
    players: [...world.players.values()].map(({ index, name, position, surface, force, connected, admin }) => ({
      index,
      name,
      at: [...position],
      surface: surface.index,
      force: force.index,
      online: connected,
      admin,
    })),
    tags: [],
    stops: [],
    charts: {},
  };
  for (const surface of world.surfaces.values()) {
    const { index, name, planet, platform, daytime } = surface;
    truth.surfaces.push({
      index,
      name,
      daytime,
      ...(planet === undefined ? {} : { planet }),
      ...(platform ? { platform: platform.name } : {}),
    });
    for (const chunk of surface.chunks.values()) {
      const key = `${index}/${chunkKey(chunk.x, chunk.y)}`;
      truth.tiles[key] = [...chunk.tiles];
      truth.entities[key] = [];
      truth.resources[key] = {};
      for (const entity of chunk.entities) {
        if (entity.facts.type === 'resource')
          truth.resources[key][`${entity.facts.name}/${Math.floor(entity.position[0])}/${Math.floor(entity.position[1])}`] = entity.amount;
        else truth.entities[key].push(plainThing(entity));
        if (entity.facts.type === 'train-stop')
          truth.stops.push({
            id: entity.unitNumber!,
            surface: index,
            at: [...entity.position],
            name: entity.backerName ?? '',
            force: entity.force.index,
          });
      }
    }
  }
  for (const force of world.forces.values()) {
    for (const [surface, charts] of force.charts)
      for (const [key, pixels] of charts) truth.charts[`${surface}/${force.index}/${key}`] = Buffer.from(pixels).toString('base64');
    for (const tag of force.tags.values())
      truth.tags.push({
        id: tag.number,
        surface: tag.surface.index,
        force: force.index,
        at: [...tag.position],
        text: tag.text,
        ...(tag.icon ? { icon: `${tag.icon.type}/${tag.icon.name}` } : {}),
        ...(tag.lastUser ? { by: tag.lastUser.index } : {}),
      });
  }
  return truth;
}
