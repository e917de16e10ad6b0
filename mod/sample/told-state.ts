/** How the state of a world reads as packets: chunks, surfaces, forces, players, tags, stops; and all of it as a keyframe. */
import type { ForceIndex, Packet, PlayerState, Position, SurfaceIndex, Tick, TilesPacket } from '../../src/core/packet/schema';
import { encode } from './emitter';
import type { Life } from './moment';
import { prototypes, TILE_NAMES } from './palette';
import { type Person, whereabouts } from './story';
import { ENEMY_FORCE, PLAYER_FORCE, SECOND_FORCE } from './world';

export function keyframe(life: Life): void {
  const tick = life.now;
  const key = { tick, key: tick } as const;
  const tell = (packet: Packet): void => life.tell(packet, true);
  tell({ kind: 'keyframe', ...key, state: 'begin' });
  tell({
    kind: 'surfaces',
    ...key,
    whole: true,
    list: life.world.surfaces.filter((s) => s.born <= tick).map((s) => surfaceState(life, s.index)),
  });
  tell({ kind: 'forces', ...key, whole: true, list: forceStates(life) });
  tell({ kind: 'prototypes', ...key, ...prototypes() });
  tell({
    kind: 'players',
    ...key,
    whole: true,
    list: life.crowd
      .filter((p) => life.shifts.some((s) => s.person === p && s.from < tick))
      .map((p) =>
        playerState(
          life,
          p,
          life.shifts.some((s) => s.person === p && s.from < tick && tick < s.to),
        ),
      ),
  });
  for (const surface of life.world.surfaces) {
    if (surface.born > tick) continue;
    const index = surface.index;
    if (index === 1) {
      tell({
        kind: 'tags',
        ...key,
        whole: true,
        surface: index,
        force: PLAYER_FORCE,
        list: tagsOf(life)
          .filter((t) => t.tick < tick)
          .map((t) => t.tag),
      });
      tell({
        kind: 'stops',
        ...key,
        whole: true,
        surface: index,
        list: stopsOf(life)
          .filter((s) => s.tick < tick)
          .map((s) => s.stop),
      });
    }
    const seen = new Set<string>();
    for (const force of life.world.forces)
      for (const at of life.world.chartedChunks(index, force, tick - 1)) {
        chartOf(life, index, force, at, tick, true);
        if (seen.has(at.join())) continue;
        seen.add(at.join());
        groundOf(life, index, at, tick, true);
      }
  }
  tell({ kind: 'keyframe', ...key, state: 'end' });
  life.flush();
}

/** Tiles, ore and what stands in one chunk, whole. */
export function groundOf(life: Life, surface: SurfaceIndex, at: [number, number], tick: Tick, key: boolean): void {
  if (life.options.only === 'charts') return;
  const more = key ? ({ tick, key: tick, whole: true } as const) : ({ tick, whole: true } as const);
  life.tell(tilesOf(life, surface, at, more), key);
  const amounts = life.world.resources(surface, at[0], at[1], tick);
  if (Object.keys(amounts).length > 0) life.tell({ kind: 'resources', ...more, surface, at, amounts }, key);
  const list = life.world.entities(surface, at[0], at[1], key ? tick - 1 : tick);
  if (list.length > 0) life.tell({ kind: 'entities', ...more, surface, at, list }, key);
}

export function tilesOf(
  life: Life,
  surface: SurfaceIndex,
  at: [number, number],
  more: Pick<TilesPacket, 'tick' | 'key' | 'whole'>,
): TilesPacket {
  const ids = life.world.tiles(surface, at[0], at[1], more.tick);
  const used: number[] = [];
  const runs: number[] = [];
  for (let i = 0; i < 1024; ) {
    let end = i;
    while (end < 1024 && ids[end] === ids[i]) end++;
    let name = used.indexOf(ids[i]!);
    if (name < 0) name = used.push(ids[i]!) - 1;
    runs.push(name, end - i);
    i = end;
  }
  return { kind: 'tiles', ...more, surface, at, names: used.map((id) => TILE_NAMES[id]!), runs };
}

export function chartOf(life: Life, surface: SurfaceIndex, force: ForceIndex, at: [number, number], tick: Tick, key: boolean): void {
  const pixels = key ? life.world.chart(surface, force, at[0], at[1], tick - 1) : life.world.paint(surface, at[0], at[1], tick);
  if (pixels === null) return;
  const bytes = new Uint8Array(2048);
  for (let i = 0; i < 1024; i++) {
    bytes[i * 2] = pixels[i]! & 255;
    bytes[i * 2 + 1] = pixels[i]! >> 8;
  }
  // Every sweep of a radar charts anew; only what looks different is told.
  const name = `${surface}/${force}/${at[0]}/${at[1]}`;
  let sum = 1;
  for (let i = 0; i < 1024; i++) sum = Math.imul(sum ^ pixels[i]!, 0x01000193);
  if (!key && life.shown.get(name) === sum) return;
  if (life.world.options.chunks <= 20000) life.shown.set(name, sum);
  life.tell({ kind: 'chart', tick, ...(key ? { key: tick } : {}), surface, force, at, px: encode(bytes) }, true);
}

export function surfaceState(
  life: Life,
  index: SurfaceIndex,
): { index: number; name: string; planet?: string; platform?: string; daytime: number } {
  const { name, planet, platform } = life.world.surface(index);
  const daytime = Math.round(((life.now % 25000) / 25000) * 1000) / 1000;
  return { index, name, ...(planet ? { planet } : {}), ...(platform ? { platform } : {}), daytime };
}

export function forceStates(life: Life): { index: number; name: string; color: [number, number, number] }[] {
  const list: { index: number; name: string; color: [number, number, number] }[] = [
    { index: PLAYER_FORCE, name: 'player', color: [255, 158, 22] },
    { index: ENEMY_FORCE, name: 'enemy', color: [255, 60, 60] },
    { index: 3, name: 'neutral', color: [127, 127, 127] },
  ];
  if (life.world.options.teams === 2) list.push({ index: SECOND_FORCE, name: 'westend', color: [80, 140, 255] });
  return list;
}

export function playerState(life: Life, person: Person, online: boolean): PlayerState {
  const at = whereabouts(life.options.seed, person, life.now, life.now / life.world.length);
  life.places.set(person.index, at);
  return {
    index: person.index,
    name: person.name,
    color: person.color,
    at,
    surface: 1,
    force: PLAYER_FORCE,
    online,
    admin: person.admin === true,
  };
}

interface PlannedTag {
  tick: Tick;
  tag: { id: number; at: Position; text: string; icon?: string; by: number };
}

export const tagsOf = (life: Life): PlannedTag[] => tagsAt(life.world.length, life.crowd.length);

export function tagsAt(length: Tick, people: number): PlannedTag[] {
  const rows: [number, number, string, string | undefined, number][] = [
    [-292, -84, 'Iron', 'item/iron-ore', 0.02],
    [-306, 84, 'Kupfer', 'item/copper-ore', 0.03],
    [-206, 180, 'Coal', 'item/coal', 0.05],
    [330, -114, 'Öl', 'fluid/crude-oil', 0.2],
    [404, -258, 'Uranium ☢', 'item/uranium-ore', 0.45],
    [0, -4, 'Main bus', undefined, 0.1],
    [190, 150, 'Solar', 'item/solar-panel', 0.5],
  ];
  return rows.map(([x, y, text, icon, share], i) => ({
    tick: Math.round(share * length) + 90,
    tag: { id: i + 1, at: [x, y], text, ...(icon ? { icon } : {}), by: (i % Math.max(1, people)) + 1 },
  }));
}

export function stopsOf(life: Life): { tick: Tick; stop: { id: number; at: Position; name: string; force: number } }[] {
  const known = new Map(
    life.world
      .surface(1)
      .plan.groups.flatMap((group) => group.things)
      .filter(({ name }) => name === 'train-stop')
      .map((thing) => [thing.id, thing]),
  );
  return life.world.stations.flatMap((station) => {
    const thing = known.get(station.id)!;
    const [x, y] = thing.at;
    if (life.world.chartedAt(1, PLAYER_FORCE, Math.floor(x) >> 5, Math.floor(y) >> 5) === Infinity) return [];
    return [{ tick: thing.born + 30, stop: { id: station.id, at: station.at, name: station.name, force: PLAYER_FORCE } }];
  });
}
