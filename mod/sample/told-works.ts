/** What is charted, built and mined, as moments of a launch. */
import type { ResourcesPacket, SurfaceIndex, Tick } from '../../src/core/packet/schema';
import { type Life, type Put, TEN_MINUTES } from './moment';
import type { Thing } from './plan';
import { chartOf, groundOf, surfaceState, tilesOf } from './told-state';
import { type Camp, ENEMY_FORCE, PLAYER_FORCE, state } from './world';

export function tellCharts(life: Life, at: Put): void {
  for (const surface of life.world.surfaces) {
    at(surface.born, 1, () => life.tell({ kind: 'surfaces', tick: life.now, list: [surfaceState(life, surface.index)] }));
    const grounded = new Set<string>();
    for (const force of life.world.forces)
      for (const chunk of life.world.chartedChunks(surface.index, force, life.launch.to)) {
        life.world.drawnAt(surface.index, force, chunk[0], chunk[1]).forEach((tick, n) => {
          if (tick < life.launch.from) return;
          if (n === 0 && groundTick(life, surface.index, chunk) === tick && !grounded.has(chunk.join())) {
            grounded.add(chunk.join());
            at(tick, 2, () => groundOf(life, surface.index, chunk, life.now, false));
          }
          // A look shows what the tick before has left: drawn after everything else of this tick.
          at(tick, 9, () => chartOf(life, surface.index, force, chunk, life.now, false));
        });
      }
  }
}

/** When the first of the forces charts a chunk: from then on the mod tells what is there. */
export function groundTick(life: Life, surface: SurfaceIndex, [x, y]: [number, number]): Tick {
  return Math.min(...life.world.forces.map((force) => life.world.chartedAt(surface, force, x, y)));
}

export function tellBuilding(life: Life, at: Put): void {
  for (const surface of life.world.surfaces) {
    for (const [cx, cy] of life.world.chartedChunks(surface.index, PLAYER_FORCE, life.launch.to))
      for (const nest of life.world.nests(surface.index, cx, cy)) nestFalls(life, at, surface.index, nest);
    const born = new Map<string, Thing[]>();
    const died = new Map<string, Thing[]>();
    const gather = (map: Map<string, Thing[]>, tick: Tick, by: string, thing: Thing): void => {
      const key = `${tick}/${by}`;
      const list = map.get(key);
      if (list) list.push(thing);
      else map.set(key, [thing]);
    };
    for (const [cx, cy] of life.world.builtChunks(surface.index)) {
      for (const thing of life.world.things(surface.index, cx, cy)) {
        gather(born, thing.born, `${thing.by}`, thing);
        if (thing.recipe !== undefined) {
          at(thing.recipeAt!, 4, () =>
            life.tell({
              kind: 'changed',
              tick: life.now,
              surface: surface.index,
              list: [state(thing, life.now)],
              how: 'recipe',
              ...(thing.by === 0 ? {} : { by: thing.by }),
            }),
          );
        }
        if (thing.died !== Infinity) gather(died, thing.died, `${thing.by}/${thing.end!.how}/${thing.end!.cause ?? ''}`, thing);
      }
      for (const paving of life.world.paving(surface.index, cx, cy))
        at(paving.born, 3, () => life.tell(tilesOf(life, surface.index, [cx, cy], { tick: life.now, whole: true })));
    }
    for (const list of born.values())
      at(list[0]!.born, 5, () => {
        const { by } = list[0]!;
        life.tell({
          kind: 'built',
          tick: life.now,
          surface: surface.index,
          list: list.map((thing) => state(thing, life.now)),
          ...(by === 0 ? { how: 'robot' } : { how: 'player', by }),
        });
      });
    for (const list of died.values())
      at(list[0]!.died, 6, () => {
        const { end, by } = list[0]!;
        const gone = list.map((thing) => state(thing, life.now));
        life.tell({
          kind: 'removed',
          tick: life.now,
          surface: surface.index,
          list: gone,
          how: end!.how,
          ...(end!.cause ? { cause: end!.cause } : { by }),
        });
      });
  }
}

export function nestFalls(life: Life, at: Put, surface: SurfaceIndex, nest: Camp): void {
  if (nest.died === Infinity) return;
  at(nest.died, 6, () =>
    life.tell({
      kind: 'removed',
      tick: life.now,
      surface,
      list: [{ id: nest.id, name: nest.name, at: nest.at, force: ENEMY_FORCE }],
      how: 'died',
      cause: life.crowd[nest.id % life.crowd.length]?.name ?? 'tank',
    }),
  );
}

export function tellMining(life: Life, at: Put): void {
  for (const surface of life.world.surfaces) {
    if (surface.platform !== undefined) continue;
    for (const chunk of life.world.builtChunks(surface.index)) {
      const gone = life.world.depletions(surface.index, chunk[0], chunk[1]);
      for (const [tick, spots] of gone)
        at(tick, 7, () => {
          life.tell({
            kind: 'resources',
            tick: life.now,
            surface: surface.index,
            at: chunk,
            amounts: depleted(life, surface.index, chunk, spots),
          });
        });
      // Now and then the mod looks how much is left where it is being mined.
      const every = Math.max(TEN_MINUTES, Math.round(life.world.length / 1.6));
      if (gone.length > 0)
        for (let tick = Math.ceil(gone[0]![0] / every) * every; tick < life.world.length; tick += every)
          at(tick + 7, 8, () => {
            const packet: ResourcesPacket = {
              kind: 'resources',
              tick: life.now,
              whole: true,
              surface: surface.index,
              at: chunk,
              amounts: life.world.resources(surface.index, chunk[0], chunk[1], life.now),
            };
            life.tell(packet);
          });
    }
  }
}

export function depleted(life: Life, surface: SurfaceIndex, [cx, cy]: [number, number], spots: number[]): Record<string, number[]> {
  const amounts: Record<string, number[]> = {};
  for (const spot of spots) {
    const name = life.world.oreName(surface, cx, cy, spot);
    amounts[name] ??= [];
    amounts[name].push(cx * 32 + (spot & 31), cy * 32 + (spot >> 5), 0);
  }
  return amounts;
}
