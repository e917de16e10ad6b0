/** What is counted of a world at one moment, and the events that change it: far fewer than all that is told of players. */
import type { ForceIndex, Packet, PlayerIndex, PrototypeName, StatisticsPacket, SurfaceIndex, Tick } from '../packet/schema';
import type { ToldRow } from './story';

type Counts = Record<PrototypeName, number>;

/** An event as it is stored, its type first. */
export type NumberEvent =
  | Told
  /** Index, name, force, online; what is null is not told. `whole`: nobody else is there. `online`: all who are, restated. */
  | ['p', [PlayerIndex, string | null, ForceIndex | null, boolean | null][], whole: boolean, online?: string[]]
  | ['j' | 'l', PlayerIndex | null, name: string | null]
  /** The server started, or ended: nobody is online. */
  | ['S' | 'Q']
  | ['d', PlayerIndex]
  /** `keyed`: told by a keyframe, and so known since whenever. */
  | ['r', ForceIndex, technology: string, finished: boolean, keyed: boolean]
  | ['k', ForceIndex]
  /** Where a branch leaves its parent. */
  | ['b', StoredNumbers];
/** Statistics: totals since the world began. */
export type Told = [
  type: 's',
  ForceIndex,
  SurfaceIndex | null,
  produced: Counts | 0,
  consumed: Counts | 0,
  kills: Counts | 0,
  evolution: number | null,
  pollution: number | null,
];

export interface NumberState {
  /** By "force/surface": what was told last, and when. */
  told: Map<string, { tick: Tick; event: Told }>;
  names: Map<PlayerIndex, string>;
  forces: Map<PlayerIndex, ForceIndex>;
  /** By name where it is known, else by "#index". */
  online: Set<string>;
  /** Anything was told of who is online. */
  attended: boolean;
  /** "force/technology". */
  researched: Set<string>;
  /** By force: the keyframe that first stated what it had researched. */
  stated: Map<ForceIndex, Tick>;
}

export interface StoredNumbers {
  told: [string, { tick: Tick; event: Told }][];
  names: [PlayerIndex, string][];
  forces: [PlayerIndex, ForceIndex][];
  online: string[];
  attended: boolean;
  researched: string[];
  stated: [ForceIndex, Tick][];
}

export const noNumbers = (): NumberState => ({
  told: new Map(),
  names: new Map(),
  forces: new Map(),
  online: new Set(),
  attended: false,
  researched: new Set(),
  stated: new Map(),
});

export const storedNumbers = ({ told, names, forces, online, attended, researched, stated }: NumberState): StoredNumbers => ({
  told: [...told],
  names: [...names],
  forces: [...forces],
  online: [...online],
  attended,
  researched: [...researched],
  stated: [...stated],
});

export const readNumbers = (stored: StoredNumbers): NumberState => ({
  told: new Map(stored.told),
  names: new Map(stored.names),
  forces: new Map(stored.forces),
  online: new Set(stored.online),
  attended: stored.attended,
  researched: new Set(stored.researched),
  stated: new Map(stored.stated),
});

export const keyOf = ({ force, surface }: { force: ForceIndex; surface: SurfaceIndex | null }): string => `${force}/${surface ?? ''}`;
export const keyOfTold = (event: Told): string => keyOf({ force: event[1], surface: event[2] });

/** Null: nothing in it is counted. */
export function numberEvent(packet: Packet): NumberEvent | null {
  switch (packet.kind) {
    case 'statistics':
      return told(packet);
    case 'players': {
      const list = packet.list
        .filter((one) => packet.whole || one.name !== undefined || one.force !== undefined || one.online !== undefined || one.gone)
        .map(({ index, name, force, online, gone }): [PlayerIndex, string | null, ForceIndex | null, boolean | null] => [
          index,
          name ?? null,
          force ?? null,
          gone ? false : (online ?? null),
        ]);
      // Of a list of one force alone nobody knows who else is online.
      const whole = packet.whole === true && packet.of === undefined;
      if (packet.online) return ['p', list, whole, packet.online];
      return list.length > 0 || whole ? ['p', list, whole] : null;
    }
    case 'join':
      return ['j', packet.player, packet.name ?? null];
    case 'leave':
    case 'kick':
    case 'ban':
      return ['l', packet.player, packet.name ?? null];
    case 'death':
      return ['d', packet.player];
    case 'research': {
      if (packet.state !== 'finished' && packet.state !== 'reversed') return null;
      const name = packet.level === undefined ? packet.name : `${packet.name} ${packet.level}`;
      return ['r', packet.force, name, packet.state === 'finished', packet.key !== undefined];
    }
    case 'rocket':
      return packet.total === undefined ? ['k', packet.force] : null;
    default:
      return null;
  }
}

function told({ force, surface, produced, consumed, kills, evolution, pollution }: StatisticsPacket): Told {
  return ['s', force, surface ?? null, produced ?? 0, consumed ?? 0, kills ?? 0, evolution ?? null, pollution ?? null];
}

/** Who comes and goes by the engine's own lines; with the tick that is the nearest known. Null: not counted, or no tick is near. */
export function numberEventOfRow(row: ToldRow): { tick: Tick; event: NumberEvent } | null {
  const tick = row.tick ?? row.after ?? row.before;
  if (!row.engine || tick === undefined) return null;
  const who = [row.player ?? null, row.name ?? null] as const;
  switch (row.type) {
    case 'start':
      return { tick, event: ['S'] };
    case 'quit':
      // At the last tick that is known they were there.
      return { tick: tick + 1, event: ['Q'] };
    case 'join':
      return { tick, event: ['j', ...who] };
    case 'leave':
    case 'kick':
    case 'ban':
      return { tick, event: ['l', ...who] };
    default:
      return null;
  }
}

export function applyNumber(state: NumberState, tick: Tick, event: NumberEvent): void {
  switch (event[0]) {
    case 's':
      // Before 2.0 a force's statistics were of all surfaces: from the first of one surface on they are not added to those.
      if (event[2] !== null) state.told.delete(`${event[1]}/`);
      state.told.set(keyOfTold(event), { tick, event: withOld(event, state.told.get(keyOfTold(event))?.event) });
      return;
    case 'p': {
      const [, list, whole, all] = event;
      const listed = new Set<string>();
      for (const [player, name, force, online] of list) {
        if (name !== null) learnName(state, player, name);
        if (force !== null) state.forces.set(player, force);
        listed.add(nameOf(state, player));
        if (online !== null) setOnline(state, nameOf(state, player), online);
      }
      if (all) state.online = new Set(all);
      state.attended ||= whole || all !== undefined;
      if (whole && !all) for (const name of state.online) if (!listed.has(name)) state.online.delete(name);
      return;
    }
    case 'j':
    case 'l': {
      const [type, player, name] = event;
      if (player !== null && name !== null) learnName(state, player, name);
      const who = player === null ? name : nameOf(state, player);
      if (who !== null) setOnline(state, who, type === 'j');
      return;
    }
    case 'S':
    case 'Q':
      state.online.clear();
      state.attended = true;
      return;
    case 'r': {
      const [, force, technology, finished, keyed] = event;
      if (keyed && !state.stated.has(force)) state.stated.set(force, tick);
      if (finished) state.researched.add(`${force}/${technology}`);
      else state.researched.delete(`${force}/${technology}`);
      return;
    }
    case 'b':
      Object.assign(state, readNumbers(event[1]));
      return;
    default:
      return;
  }
}

/** No mods make so many things. */
const MOST_NAMES = 20_000;

/** What a telling leaves out is as it was. */
function withOld(event: Told, old: Told | undefined): Told {
  if (old === undefined) return event;
  const both = (next: Counts | 0, before: Counts | 0): Counts | 0 => {
    if (next === 0 || before === 0) return next === 0 ? before : next;
    // Commonly all is told again.
    if (Object.keys(before).every((name) => Object.hasOwn(next, name))) return next;
    const all = { ...before, ...next };
    return Object.keys(all).length > MOST_NAMES ? next : all;
  };
  const [type, force, surface, produced, consumed, kills, evolution, pollution] = event;
  return [type, force, surface, both(produced, old[3]), both(consumed, old[4]), both(kills, old[5]), evolution, pollution];
}

const nameOf = (state: NumberState, player: PlayerIndex): string => state.names.get(player) ?? `#${player}`;

function setOnline(state: NumberState, who: string, online: boolean): void {
  state.attended = true;
  if (online) state.online.add(who);
  else state.online.delete(who);
}

/** The engine names players, packets number them: whoever is known by both is one. */
function learnName(state: NumberState, player: PlayerIndex, name: string): void {
  const old = nameOf(state, player);
  state.names.set(player, name);
  if (old !== name && state.online.delete(old)) state.online.add(name);
}

/** Of a force: those of it and those of whom no force is known. */
export function onlineOf(state: NumberState, force: ForceIndex | null): number {
  if (!state.attended) return Number.NaN;
  if (force === null) return state.online.size;
  let others = 0;
  for (const [player, of] of state.forces) if (of !== force && state.online.has(nameOf(state, player))) others += 1;
  return state.online.size - others;
}
