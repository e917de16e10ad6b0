/** LuaGameScript: `game`. */
import type { LuaGameScript, LuaTrainManager, SurfaceIndex } from 'factorio:runtime';
import { GameError, Thing } from '../lua/values';
import { type Entity, handle, maybe, type Player } from '../world/things';
import { type Context, forceOf, numberOf, playerOf, surfaceOf, textOf } from './context';
import { flowFor } from './flow';
import { type Classes, GameTable } from './members';

export class Game extends Thing {
  readonly objectName = 'LuaGameScript';
}
export class TrainManager extends Thing {
  readonly objectName = 'LuaTrainManager';
}

/** "Get a table of all the … that currently exist", by index and by name; `pairs` gives the first column of `rows`. */
class Indexed extends GameTable {
  constructor(private readonly all: () => { index: number; name: string }[]) {
    super();
  }
  at(key: unknown): unknown {
    return this.all().find(({ index, name }) => (typeof key === 'number' ? index === key : name === key));
  }
  rows(): [unknown, unknown][] {
    return this.all().map((thing) => [this.byName ? thing.name : thing.index, thing]);
  }
  byName = true;
}
const indexed = (all: () => { index: number; name: string }[], byName: boolean): never => {
  const table = new Indexed(all);
  table.byName = byName;
  return table as never;
};

const online = ({ world }: Context): Player[] => [...world.players.values()].filter(({ connected }) => connected);
const units = ({ world }: Context): Iterable<Entity> => world.units.values();

export function addGame(classes: Classes): void {
  classes.add<LuaGameScript, Game>('LuaGameScript', {
    tick: { get: (_, { world }) => world.tick },
    ticks_played: { get: (_, { world }) => world.tick },
    tick_paused: { get: () => false },
    speed: { get: () => 1 },
    // "This is filled only when … a command": never in an event.
    player: { get: () => undefined },
    players: { get: (_, { world }) => indexed(() => [...world.players.values()], false) },
    connected_players: { get: (_, context) => online(context).map(handle) },
    forces: { get: (_, { world }) => indexed(() => [...world.forces.values()], true) },
    surfaces: { get: (_, { world }) => indexed(() => [...world.surfaces.values()], true) },
    train_manager: { get: () => new TrainManager() as unknown as LuaTrainManager },
    default_map_gen_settings: { get: (_, { world }) => ({ seed: world.seed }) as never },
    is_multiplayer: { call: (_, __, { multiplayer }) => multiplayer },
    get_map_exchange_string: { call: (_, __, { world }) => `>>>${Buffer.from(`seed ${world.seed}`).toString('base64')}<<<` },
    get_player: { call: (_, [player], context) => maybe(playerOf(player, context)) },
    get_surface: {
      call: (_, [surface], { world }) =>
        maybe(
          typeof surface === 'number'
            ? world.surfaces.get(surface as SurfaceIndex)
            : [...world.surfaces.values()].find(({ name }) => name === textOf(surface, 'get_surface')),
        ),
    },
    get_entity_by_unit_number: { call: (_, [number], { world }) => maybe(world.units.get(numberOf(number, 'unit number'))) },
    get_pollution_statistics: {
      call: (_, [surface], context) => handle(flowFor(context.world, 'pollution', undefined, surfaceOf(surface, context))),
    },
    print: {
      call: (_, [message], context) => {
        for (const player of online(context)) player.printed.push(JSON.stringify(message));
      },
    },
  });
  // "Get train stops … that match": all of them where nothing is asked for.
  classes.add<LuaTrainManager, TrainManager>('LuaTrainManager', {
    get_train_stops: {
      call: (_, [filter], context) => {
        const asked = (filter ?? {}) as Record<string, unknown>;
        for (const key of Object.keys(asked))
          if (!['surface', 'force'].includes(key)) throw new GameError(`get_train_stops: the simulated game has no filter ${key}`);
        return [...units(context)]
          .filter(({ facts }) => facts.type === 'train-stop')
          .filter(({ surface }) => asked['surface'] === undefined || surface === surfaceOf(asked['surface'], context))
          .filter(({ force }) => asked['force'] === undefined || force === forceOf(asked['force'], context))
          .map(handle);
      },
    },
    get_trains: { call: (_, __, { world }) => [...world.trains.values()].map(handle) },
  });
}
