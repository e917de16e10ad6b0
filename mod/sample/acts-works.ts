/** What is charted, built, paved, mined and fought in the plan, as acts in the simulated game. */
import type { Entity, Point } from '../sim/world/things';
import { TILE_NAMES } from './palette';
import type { Paving, Thing } from './plan';
import type { Played, Put } from './played';
import { type Camp, PLAYER_FORCE, type Surface } from './world';

/** What the drills have dug is taken from the ground this often: the simulated game has no drills that work. */
const YIELD = 20 * 216000;
/** Before the end somebody asks for the map to be told sooner, so that the log ends with what is there. */
const LAST_LOOKS = 216000;
const SOON = 1;

export function actWorks(played: Played, at: Put): void {
  at(played.planned.length - LAST_LOOKS, 0, () => played.game.changeSetting('factoscope-chart-seconds', SOON));
  for (const planned of played.planned.surfaces) {
    at(planned.born, 0, () => found(played, planned));
    charts(played, at, planned);
    works(played, at, planned);
    if (planned.platform === undefined)
      for (let tick = YIELD; tick < played.planned.length; tick += YIELD) at(tick, 7, () => dig(played, planned));
  }
}

function found(played: Played, { index, name, planet, platform }: Surface): void {
  const { game } = played;
  if (played.surfaces.has(index)) return;
  const made =
    platform === undefined ? game.createSurface(name, planet) : game.createPlatform(platform, game.world.force('player')).surface;
  played.surfaces.set(index, made);
}

function charts(played: Played, at: Put, { index }: Surface): void {
  const { planned, game } = played;
  const force = game.world.force('player');
  for (const [x, y] of planned.chartedChunks(index, PLAYER_FORCE, planned.length))
    for (const tick of planned.drawnAt(index, PLAYER_FORCE, x, y))
      at(tick, 9, () => {
        const surface = played.surface(index);
        game.generateChunk(surface, x, y);
        game.chart(force, surface, x, y);
      });
}

function works(played: Played, at: Put, { index }: Surface): void {
  const { planned } = played;
  const titles = new Map(planned.stations.map(({ id, name }) => [id, name]));
  for (const [x, y] of planned.builtChunks(index)) {
    for (const thing of planned.things(index, x, y)) work(played, at, index, thing, index === 1 ? titles.get(thing.id) : undefined);
    for (const paving of planned.paving(index, x, y)) at(paving.born, 3, () => pave(played, index, paving));
  }
  for (const [x, y] of planned.chartedChunks(index, PLAYER_FORCE, planned.length))
    for (const nest of planned.nests(index, x, y)) if (nest.died < planned.length) at(nest.died, 6, () => fight(played, index, nest));
}

function work(played: Played, at: Put, index: number, thing: Thing, title: string | undefined): void {
  // The platform lays its hub itself.
  if (thing.name === 'space-platform-hub') return;
  at(thing.born, 5, () => played.build(thing, index, title));
  if (thing.recipe !== undefined) at(thing.recipeAt!, 6, () => played.setRecipe(thing));
  if (thing.died < played.planned.length) at(thing.died, 6, () => played.remove(thing));
}

function pave(played: Played, index: number, { cx, cy, spots, tile }: Paving): void {
  const surface = played.surface(index);
  const by = played.doer(4, surface);
  const places = spots.map((spot): Point => [cx * 32 + (spot & 31), cy * 32 + (spot >> 5)]);
  for (const [x, y] of places) played.clear(surface, x, y, 1, 1, by);
  played.game.setTiles(surface, TILE_NAMES[tile]!, places, by);
}

function fight(played: Played, index: number, { name, at }: Camp): void {
  const nest = [...(played.surface(index).chunkAt(at)?.entities ?? [])].find(
    ({ facts, position }) => facts.name === name && position[0] === at[0] && position[1] === at[1],
  );
  if (!nest) return;
  played.game.die(nest, played.whoever(1 + (Math.abs(Math.round(at[0])) % played.crowd.length))?.character);
  played.kills.set(name, (played.kills.get(name) ?? 0) + 1);
}

/** What lies in the ground becomes what the plan has left of it. */
function dig(played: Played, { index, terrain }: Surface): void {
  const { planned, game } = played;
  const surface = played.surfaces.get(index);
  if (!surface) return;
  for (const [cx, cy] of planned.chartedChunks(index, PLAYER_FORCE, played.now)) {
    const left = planned.amounts(index, cx, cy, played.now);
    if (left === terrain.chunk(cx, cy).amount) continue;
    const deposits: Entity[] = [...(surface.chunkAt([cx * 32, cy * 32])?.entities ?? [])].filter(({ facts }) => facts.type === 'resource');
    for (const deposit of deposits) {
      const [x, y] = deposit.position;
      const dug = deposit.amount - left[(Math.floor(y) & 31) * 32 + (Math.floor(x) & 31)]!;
      if (dug > 0) game.mineOre(deposit, dug);
    }
  }
}
