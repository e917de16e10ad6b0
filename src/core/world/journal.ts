/**
 * Everything that is not bound to a chunk: surfaces, forces, players, tags, stops, research. Kept as the
 * packets themselves, with the whole state at the head of each record.
 */
import type { ForceIndex, HeaderPacket, Packet, SurfaceIndex, Tick } from '../packet/schema';
import type { Fold, Lanes } from './lanes';
import { baseOf, type Entry, entriesOf, entriesUpTo, entryValue, type LaneRecord } from './record';
import type { ForceNow, PlayerNow, StopNow, SurfaceNow, TagNow, WorldState } from './types';

/** By number or by numbers joined with `/`, so no name from outside is ever a key. */
export interface JournalState {
  header: WorldState['header'];
  surfaces: Record<number, SurfaceNow>;
  forces: Record<number, ForceNow>;
  players: Record<number, PlayerNow>;
  tags: Record<string, TagNow>;
  stops: Record<number, StopNow>;
  researched: WorldState['researched'];
  rockets: WorldState['rockets'];
}

export const JOURNAL = 'journal';
export const JOURNAL_KINDS: ReadonlySet<string> = new Set([
  'header',
  'surfaces',
  'forces',
  'players',
  'tags',
  'stops',
  'research',
  'rocket',
  'join',
  'leave',
  'kick',
  'ban',
]);

const ADDRESS = { lane: JOURNAL, level: 0, rx: 0, ry: 0 };
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const emptyState = (): JournalState => ({
  header: null,
  surfaces: {},
  forces: {},
  players: {},
  tags: {},
  stops: {},
  researched: {},
  rockets: {},
});

/** A packet, or the whole state where a branch leaves its parent. */
export type JournalEntry = Packet | { kind: 'state'; tick: Tick; state: JournalState };

/** `tick`: from when on it holds; of a keyframe's packet the keyframe's first: what happened in between comes after it and wins [P16]. */
export interface Placed<T> {
  tick: Tick;
  packet: T;
}

export const placedEntry = ({ tick, packet }: Placed<unknown>): Entry => ({ tick, slot: 0, bytes: encoder.encode(JSON.stringify(packet)) });

export async function changeJournal(lanes: Lanes, packets: readonly Placed<JournalEntry>[]): Promise<void> {
  const entries = packets.map(placedEntry).sort((a, b) => a.tick - b.tick);
  await lanes.merge(ADDRESS, entries, new Set(), foldedJournal);
}

export const foldedJournal: Fold = (base, entries, until) => encoder.encode(JSON.stringify(foldJournal(base, entries, until)));

export function foldJournal(base: Uint8Array | undefined, entries: readonly Entry[], until: Tick): JournalState {
  let state = base?.length ? (JSON.parse(decoder.decode(base)) as JournalState) : emptyState();
  for (const entry of entries) {
    if (entry.tick > until) break;
    const packet = JSON.parse(decoder.decode(entry.bytes)) as JournalEntry;
    if (packet.kind === 'state') state = packet.state;
    else applyToState(state, packet);
  }
  return state;
}

/** The state at a tick, undefined when this unit knows nothing yet. */
export async function journalAt(lanes: Lanes, tick: Tick): Promise<JournalState | undefined> {
  const [record] = await lanes.read([ADDRESS], tick);
  return record && foldRecord(record, tick);
}

function foldRecord(record: LaneRecord, tick: Tick): JournalState {
  return foldJournal(baseOf(record).get(0), entriesOf(record), tick);
}

export type JournalTold = JournalEntry;

/** What a line of history tells after one tick up to the last of its layers, of these kinds. */
export async function* journalBetween(
  layers: readonly { unit: { lanes: Lanes }; tick: Tick }[],
  from: Tick,
  kinds: ReadonlySet<string>,
): AsyncGenerator<{ tick: Tick; packet: JournalTold }> {
  for (const { unit, tick: until } of layers) {
    for await (const record of unit.lanes.within(ADDRESS, from, until)) {
      const end = entriesUpTo(record, until);
      for (let i = entriesUpTo(record, from); i < end; i++) {
        const packet = JSON.parse(decoder.decode(entryValue(record, i))) as JournalTold;
        if (kinds.has(packet.kind)) yield { tick: record.entryTick[i]!, packet };
      }
    }
  }
}

export function applyToState(state: JournalState, packet: Packet): void {
  switch (packet.kind) {
    case 'header':
      state.header = headerOf(packet, state.header);
      return;
    case 'surfaces':
      if (packet.whole) keepOnly(state.surfaces, packet.list);
      for (const { cleared: _, gone, ...surface } of packet.list) {
        if (gone) {
          delete state.surfaces[surface.index];
          forgetSurface(state, surface.index);
        } else state.surfaces[surface.index] = { name: `surface ${surface.index}`, ...state.surfaces[surface.index], ...surface };
      }
      return;
    case 'forces':
      if (packet.whole) keepOnly(state.forces, packet.list);
      for (const { gone, ...force } of packet.list) {
        if (gone) delete state.forces[force.index];
        else state.forces[force.index] = { name: `force ${force.index}`, ...state.forces[force.index], ...force };
      }
      return;
    case 'players':
      if (packet.whole) keepOnly(state.players, packet.list, packet.of);
      for (const { gone, seen = packet.tick, ...player } of packet.list) {
        if (gone) delete state.players[player.index];
        else state.players[player.index] = { ...state.players[player.index], ...player, lastSeen: seen };
      }
      return;
    case 'join':
    case 'leave':
    case 'kick':
    case 'ban':
      state.players[packet.player] = {
        ...state.players[packet.player],
        index: packet.player,
        ...(packet.name === undefined ? {} : { name: packet.name }),
        online: packet.kind === 'join',
        lastSeen: packet.tick,
      };
      return;
    case 'tags': {
      const prefix = `${packet.surface}/${packet.force}/`;
      const listed = new Set(packet.list.map((tag) => `${prefix}${tag.id}`));
      if (packet.whole) for (const key of Object.keys(state.tags)) if (key.startsWith(prefix) && !listed.has(key)) delete state.tags[key];
      for (const { gone, ...tag } of packet.list) {
        const key = `${prefix}${tag.id}`;
        if (gone) delete state.tags[key];
        else state.tags[key] = { ...state.tags[key], ...tag, surface: packet.surface, force: packet.force };
      }
      return;
    }
    case 'stops': {
      const listed = new Set(packet.list.map((stop) => stop.id));
      if (packet.whole)
        for (const stop of Object.values(state.stops))
          if (stop.surface === packet.surface && isOf(stop, packet.of) && !listed.has(stop.id)) delete state.stops[stop.id];
      for (const { gone, ...stop } of packet.list) {
        if (gone) delete state.stops[stop.id];
        else state.stops[stop.id] = { ...state.stops[stop.id], ...stop, surface: packet.surface };
      }
      return;
    }
    case 'research': {
      if (packet.state !== 'finished' && packet.state !== 'reversed') return;
      const list = (state.researched[packet.force] ?? []).filter(
        (done) => done.name !== packet.name || (packet.level !== undefined && done.level !== packet.level),
      );
      if (packet.state === 'finished')
        list.push({ name: packet.name, tick: packet.tick, ...(packet.level === undefined ? {} : { level: packet.level }) });
      state.researched[packet.force] = list;
      return;
    }
    case 'rocket':
      // Launches of the tick at which a total was restated may have been told before it.
      state.rockets[packet.force] =
        packet.total === undefined ? (state.rockets[packet.force] ?? 0) + 1 : Math.max(state.rockets[packet.force] ?? 0, packet.total);
      return;
  }
}

/** One that only says which world lines are of tells nothing of it; of which keyframe it was part is nobody's concern [P27]. */
function headerOf({ key: _, ...packet }: HeaderPacket, old: WorldState['header']): WorldState['header'] {
  return packet.head === undefined ? packet : old;
}

/** `of`: the list is of one force's, which says nothing of others. */
function keepOnly(known: Record<number, object>, list: readonly { index: number }[], of?: ForceIndex): void {
  const listed = new Set(list.map((item) => `${item.index}`));
  for (const [index, one] of Object.entries(known)) if (!listed.has(index) && isOf(one, of)) delete known[Number(index)];
}

const isOf = (one: { force?: ForceIndex }, of: ForceIndex | undefined): boolean => of === undefined || one.force === of;

function forgetSurface(state: JournalState, surface: SurfaceIndex): void {
  for (const [key, tag] of Object.entries(state.tags)) if (tag.surface === surface) delete state.tags[key];
  for (const [key, stop] of Object.entries(state.stops)) if (stop.surface === surface) delete state.stops[Number(key)];
}

export function worldState(state: JournalState, tick: Tick): WorldState {
  return {
    tick,
    header: state.header,
    surfaces: Object.values(state.surfaces),
    forces: Object.values(state.forces),
    players: Object.values(state.players),
    tags: Object.values(state.tags),
    stops: Object.values(state.stops),
    researched: state.researched,
    rockets: state.rockets,
  };
}
