/** What is bound to no chunk: prototypes, surfaces, forces, people, tags, stops, and what is counted. */
import type { Packet, PlayersPacket, StatisticsPacket, StopState, SurfaceState, TagState, Tick } from '../packet/schema';
import type { NumberState, Told } from '../world/number-state';
import { EVERYBODYS } from '../world/seen-by';
import { LAST } from '../world/summary';
import type { PlayerNow } from '../world/types';
import { chartLane, thingsLane, tilesLane, type Unit } from '../world/unit';
import type { Moment } from './restate-moment';

/** Names in one packet of prototypes. */
const NAMES = 200;

export async function* statePackets(moment: Moment): AsyncGenerator<Packet[]> {
  yield* prototypes(moment);
  yield [...configured(moment), await surfaces(moment), forces(moment)];
  const numbers = await moment.unit.numbersAt(LAST);
  if (moment.shows('players')) yield [players(moment, numbers)];
  if (moment.shows('research')) yield research(moment);
  if (moment.shows('rocket')) yield rockets(moment);
  if (moment.shows('statistics')) for (const packet of statistics(moment, numbers)) yield [packet];
  if (moment.shows('tags')) yield tags(moment);
  if (moment.shows('stops')) yield stops(moment);
}

function* prototypes({ open: { tables }, keyed }: Moment): Generator<Packet[]> {
  const { tiles, entities } = tables.stored();
  for (let i = 0; i < tiles.length; i += NAMES)
    yield [{ kind: 'prototypes', ...keyed, tiles: Object.fromEntries(tiles.slice(i, i + NAMES).map(([name, color]) => [name, color])) }];
  for (let i = 0; i < entities.length; i += NAMES)
    yield [{ kind: 'prototypes', ...keyed, entities: Object.fromEntries(entities.slice(i, i + NAMES).map(([name, one]) => [name, one])) }];
}

/** Said since the last header. */
function configured({ open: { stored }, state, keyed: { key } }: Moment): Packet[] {
  const { configuredAt, info } = stored;
  if (configuredAt === undefined || state.header === null || configuredAt <= state.header.tick) return [];
  const mods = info.mods.map(({ name, version }): [string, string] => [name, version]);
  return [{ kind: 'config', tick: configuredAt, key, ...(info.gameVersion === null ? {} : { game: info.gameVersion }), mods }];
}

async function surfaces(moment: Moment): Promise<Packet> {
  const { state, keyed, view, isUnchained } = moment;
  const list: SurfaceState[] = Object.values(state.surfaces).filter(({ index }) => moment.surface(index));
  // Of what has gone with all that was on it nothing may be left where it was seen. Kafkatorio names surfaces late, or never.
  if (isUnchained) return { kind: 'surfaces', ...keyed, list };
  for (const index of view.surfaces ?? surfacesWithMaps(moment.unit))
    if (state.surfaces[index] === undefined && !(await hasAnything(moment.unit, index))) list.push({ index, gone: true });
  return { kind: 'surfaces', ...keyed, ...(view.surfaces === null ? { whole: true } : {}), list };
}

export function surfacesWithMaps(unit: Unit): Set<number> {
  const found = new Set<number>();
  for (const chart of unit.allCharts()) found.add(Number(chart.split('/')[0]));
  for (const layer of unit.layers(LAST)) for (const surface of [...layer.unit.grounds, ...layer.unit.built]) found.add(surface);
  return found;
}

async function hasAnything(unit: Unit, surface: number): Promise<boolean> {
  const charts = [...unit.allCharts()].filter((key) => key.startsWith(`${surface}/`)).map((key) => Number(key.split('/')[1]));
  const lanes = [...charts.map((force) => chartLane(surface, force)), tilesLane(surface), thingsLane(surface)];
  for (const lane of lanes) if (await unit.knowsAny(lane, LAST)) return true;
  return false;
}

function forces({ state, keyed, force, view }: Moment): Packet {
  const list = Object.values(state.forces).filter(({ index, name }) => force(index) || EVERYBODYS.has(name));
  return { kind: 'forces', ...keyed, ...(view.force === null ? { whole: true } : {}), list };
}

function players(moment: Moment, { online, attended, names }: NumberState): PlayersPacket {
  const { state, keyed, view } = moment;
  const list = Object.values(state.players)
    .filter(moment.player)
    .map(({ lastSeen, ...player }) => ({ ...here(moment, player), seen: lastSeen }));
  const indexOf = new Map([...names].map(([index, name]) => [name, index]));
  const isTheirs = (who: string): boolean => {
    const index = who.startsWith('#') ? Number(who.slice(1)) : indexOf.get(who);
    return view.force === null || (index !== undefined && moment.playerOf(index));
  };
  return {
    kind: 'players',
    ...keyed,
    // That nobody else is there may be said only where somebody has told who is.
    ...(attended ? { whole: true as const } : {}),
    ...(view.force === null ? {} : { of: view.force }),
    list,
    ...(attended ? { online: [...online].filter(isTheirs) } : {}),
  };
}

/** Where somebody is on a surface that is not shown is not told. */
function here(moment: Moment, player: Omit<PlayerNow, 'lastSeen'>): Omit<PlayerNow, 'lastSeen'> {
  if (player.surface !== undefined ? moment.surface(player.surface) : moment.view.surfaces === null) return player;
  const { at: _, dir: __, surface: ___, ...rest } = player;
  return rest;
}

function research({ state, keyed: { key }, force }: Moment): Packet[] {
  return Object.entries(state.researched)
    .filter(([index]) => force(Number(index)))
    .flatMap(([index, done]) =>
      done.map(({ name, level, tick }): Packet => {
        return { kind: 'research', tick, key, force: Number(index), name, ...(level === undefined ? {} : { level }), state: 'finished' };
      }),
    );
}

/** At the last tick itself: what was launched at that tick is counted already. */
function rockets({ state, tick, force }: Moment): Packet[] {
  return Object.entries(state.rockets)
    .filter(([index]) => force(Number(index)))
    .map(([index, total]) => ({ kind: 'rocket', tick, force: Number(index), total }));
}

function* statistics(moment: Moment, { told }: NumberState): Generator<Packet> {
  for (const { tick, event } of told.values()) {
    const [, force, surface] = event;
    if (moment.force(force) && (surface === null || moment.surface(surface))) yield statisticsOf(event, tick, moment.keyed.key);
  }
}

/** With the tick at which they were told: what is made is counted from there. */
function statisticsOf([, force, surface, produced, consumed, kills, evolution, pollution]: Told, tick: Tick, key: Tick): StatisticsPacket {
  return {
    kind: 'statistics',
    tick,
    key,
    force,
    ...(surface === null ? {} : { surface }),
    ...(produced === 0 ? {} : { produced }),
    ...(consumed === 0 ? {} : { consumed }),
    ...(kills === 0 ? {} : { kills }),
    ...(evolution === null ? {} : { evolution }),
    ...(pollution === null ? {} : { pollution }),
  };
}

function tags(moment: Moment): Packet[] {
  const { state, keyed } = moment;
  const lists = new Map<string, { surface: number; force: number; list: TagState[] }>();
  const listOf = (surface: number, force: number) => {
    const key = `${surface}/${force}`;
    const found = lists.get(key) ?? { surface, force, list: [] };
    lists.set(key, found);
    return found.list;
  };
  // Where there are none any more that is told too.
  for (const { index: surface } of Object.values(state.surfaces))
    for (const { index: force } of Object.values(state.forces)) if (moment.surface(surface) && moment.force(force)) listOf(surface, force);
  for (const { surface, force, ...tag } of Object.values(state.tags))
    if (moment.surface(surface) && moment.force(force)) listOf(surface, force).push(tag);
  return [...lists.values()].map((one): Packet => ({ kind: 'tags', ...keyed, whole: true, ...one }));
}

function stops(moment: Moment): Packet[] {
  const { state, keyed, view } = moment;
  const lists = new Map<number, StopState[]>();
  for (const { index } of Object.values(state.surfaces)) if (moment.surface(index)) lists.set(index, []);
  for (const { surface, ...stop } of Object.values(state.stops)) {
    if (!moment.surface(surface) || (view.force !== null && stop.force !== view.force)) continue;
    const list = lists.get(surface);
    if (list) list.push(stop);
    else lists.set(surface, [stop]);
  }
  const of = view.force === null ? {} : { of: view.force };
  return [...lists].map(([surface, list]): Packet => ({ kind: 'stops', ...keyed, whole: true, ...of, surface, list }));
}
