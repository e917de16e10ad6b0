/** LuaForce, LuaPlayer and chart tags. */
import type { ForceIndex, LuaCustomChartTag, LuaForce, LuaPlayer, LuaTechnology, PlayerIndex, SurfaceIndex } from 'factorio:runtime';
import { noisy } from '../world/charts';
import { type Force, handle, inTable, maybe, type Player, type Tag } from '../world/things';
import { boxOf, type Context, forceOf, keyOf, surfaceOf } from './context';
import { flowFor } from './flow';
import { type Classes, GameTable } from './members';
import { ForceTechnology, recipeOf } from './prototypes';

class Technologies extends GameTable {
  constructor(private readonly force: Force) {
    super();
  }
  at(key: unknown): unknown {
    const own = this.force.technologies.get(String(key));
    return own && new ForceTechnology(this.force, own);
  }
  rows(): [unknown, unknown][] {
    return [...this.force.technologies].map(([name, own]) => [name, new ForceTechnology(this.force, own)]);
  }
}
class Recipes extends GameTable {
  constructor(private readonly force: Force) {
    super();
  }
  at(key: unknown): unknown {
    return recipeOf(this.force, String(key));
  }
  rows(): [unknown, unknown][] {
    return [];
  }
}
const membersOf = (force: Force, { world }: Context): Player[] => [...world.players.values()].filter((player) => player.force === force);

export function addForce(classes: Classes): void {
  classes.add<LuaForce, Force>('LuaForce', {
    valid: { get: (f) => f.valid },
    index: { get: (f) => f.index as ForceIndex },
    name: { get: (f) => f.name },
    color: { get: (f) => f.color },
    custom_color: { get: () => undefined },
    players: { get: (f, context) => membersOf(f, context).map(handle) },
    connected_players: {
      get: (f, context) =>
        membersOf(f, context)
          .filter(({ connected }) => connected)
          .map(handle),
    },
    technologies: { get: (f) => new Technologies(f) as never },
    recipes: { get: (f) => new Recipes(f) as never },
    current_research: {
      get: (f) => {
        const own = f.currentResearch === undefined ? undefined : f.technologies.get(f.currentResearch);
        return own && (handle(new ForceTechnology(f, own)) as LuaTechnology);
      },
    },
    rockets_launched: { get: (f) => f.rocketsLaunched },
    // "Has a chunk been charted?"
    is_chunk_charted: { call: (f, [surface, at], context) => f.chartsOn(surfaceOf(surface, context)).has(keyOf(at)) },
    // "Gets the raw chart data for a given chunk as a binary string. The pixel data is returned in RGB565 format (2 bytes per
    // pixel). Returns nil if the chunk has not been charted for this force."
    get_chunk_chart: {
      call: (f, [surface, at], context) => {
        const pixels = f.chartsOn(surfaceOf(surface, context)).get(keyOf(at));
        return (pixels && noisy(pixels, context.noise)) as unknown as string | undefined;
      },
    },
    // "Finds all custom chart tags within the given bounding box on the given surface."
    find_chart_tags: {
      call: (f, [surface, area], context) => {
        const on = surfaceOf(surface, context);
        const box = area === undefined ? undefined : boxOf(area);
        return [...f.tags.values()]
          .filter((tag) => tag.surface === on)
          .filter(({ position: [x, y] }) => !box || (x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]))
          .map(handle);
      },
    },
    get_item_production_statistics: {
      call: (f, [surface], context) => handle(flowFor(context.world, 'items', f, surfaceOf(surface, context))),
    },
    get_fluid_production_statistics: {
      call: (f, [surface], context) => handle(flowFor(context.world, 'fluids', f, surfaceOf(surface, context))),
    },
    get_kill_count_statistics: {
      call: (f, [surface], context) => handle(flowFor(context.world, 'kills', f, surfaceOf(surface, context))),
    },
    get_entity_build_count_statistics: {
      call: (f, [surface], context) => handle(flowFor(context.world, 'builds', f, surfaceOf(surface, context))),
    },
    get_evolution_factor: {
      call: (f, [surface], context) => f.evolution.get(surface === undefined ? 1 : surfaceOf(surface, context).index) ?? 0,
    },
    get_friend: { call: (f, [other], context) => forceOf(other, context) === f },
    is_friend: { call: (f, [other], context) => forceOf(other, context) === f },
    is_enemy: { call: (f, [other], context) => (forceOf(other, context).name === 'enemy') !== (f.name === 'enemy') },
    platforms: {
      get: (f, { world }) =>
        new Map(
          [...world.surfaces.values()].flatMap(({ platform }) => (platform?.force === f ? [[platform.index, platform]] : [])),
        ) as never,
    },
    // Seen by players, no part of the game's state.
    print: {
      call: (f, [message], context) => {
        for (const player of membersOf(f, context)) player.printed.push(JSON.stringify(message));
      },
    },
  });
  classes.add<LuaCustomChartTag, Tag>('LuaCustomChartTag', {
    valid: { get: (t) => t.valid },
    tag_number: { get: (t) => t.number },
    text: { get: (t) => t.text },
    position: { get: (t) => inTable(t.position) },
    surface: { get: (t) => handle(t.surface) },
    force: { get: (t) => handle(t.force) },
    last_user: { get: (t) => maybe(t.lastUser) },
    icon: { get: (t) => t.icon as LuaCustomChartTag['icon'] },
  });
  classes.add<LuaPlayer, Player>('LuaPlayer', {
    valid: { get: (p) => p.valid },
    index: { get: (p) => p.index as PlayerIndex },
    name: { get: (p) => p.name },
    color: { get: (p) => p.color },
    chat_color: { get: (p) => p.color },
    connected: { get: (p) => p.connected },
    admin: { get: (p) => p.admin },
    tag: { get: (p) => p.tag },
    force: { get: (p) => handle(p.force) },
    force_index: { get: (p) => p.force.index as ForceIndex },
    surface: { get: (p) => handle(p.surface) },
    surface_index: { get: (p) => p.surface.index as SurfaceIndex },
    position: { get: (p) => inTable(p.position) },
    // "The current position of this player's physical controller": the body, wherever the camera looks.
    physical_position: { get: (p) => inTable(p.position) },
    physical_surface: { get: (p) => handle(p.surface) },
    physical_surface_index: { get: (p) => p.surface.index as SurfaceIndex },
    physical_vehicle: { get: () => undefined },
    vehicle: { get: () => undefined },
    character: { get: (p) => maybe(p.character) },
    walking_state: { get: (p) => ({ walking: false, direction: p.direction }) as LuaPlayer['walking_state'] },
    online_time: { get: (p) => p.onlineTime },
    last_online: { get: (p) => p.lastOnline },
    afk_time: { get: () => 0 },
    show_on_map: { get: () => true },
    spectator: { get: () => false },
    locale: { get: () => 'en' },
    print: {
      call: (p, [message]) => {
        p.printed.push(JSON.stringify(message));
      },
    },
  });
}
