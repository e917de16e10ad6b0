/**
 * What texts of a world become on their way into a snapshot: what was not chosen is left out, names are replaced. Everything is built
 * anew from the fields named here, so that a field of a newer packet does not slip through.
 */
import type { ForceIndex, JoinPacket, Packet, PlayerIndex, PlayerState } from '../../packet/schema';
import type { JournalEntry, JournalState } from '../journal';
import type { NumberEvent } from '../number-state';
import { EVERYBODYS, partOf, type Side, SPOKEN } from '../seen-by';
import type { ToldRow } from '../story';
import type { StoredTables } from '../tables';
import type { TagPacket } from '../tag-lane';
import type { WorldInfo } from '../types';
import type { SnapshotChoice } from './choice';

/** Rows that the game itself wrote. */
const ENGINE: ReadonlySet<string> = new Set(['start', 'quit', 'save', 'error']);

export class Privacy {
  private readonly numbered = new Map<string, string>();
  private readonly forceOf = new Map<PlayerIndex, ForceIndex>();
  private readonly forces: ReadonlySet<ForceIndex> | null;
  private readonly surfaces: ReadonlySet<number> | null;

  constructor(
    private readonly choice: SnapshotChoice,
    info: WorldInfo,
    /** At the end of what goes in: which force a player is of. */
    end: JournalState,
  ) {
    for (const { index, force } of Object.values(end.players)) if (force !== undefined) this.forceOf.set(index, force);
    const common = info.forces.filter(({ name }) => EVERYBODYS.has(name)).map(({ index }) => index);
    this.forces = choice.forces && new Set([...choice.forces, ...common]);
    this.surfaces = choice.surfaces && new Set(choice.surfaces);
    if (choice.names === 'keep') return;
    for (const { index, name } of info.players) if (index > 0) this.numbered.set(name, `Player ${index}`);
    let next = info.players.reduce((most, { index }) => Math.max(most, index), 0);
    for (const { name } of info.players) if (!this.numbered.has(name)) this.numbered.set(name, `Player ${++next}`);
  }

  private get hides(): boolean {
    return this.choice.names !== 'keep';
  }

  readonly hasForce = (force: ForceIndex): boolean => this.forces === null || this.forces.has(force);
  readonly hasSurface = (surface: number): boolean => this.surfaces === null || this.surfaces.has(surface);
  private readonly hasPlayer = (player: PlayerIndex): boolean => {
    const force = this.forceOf.get(player);
    return force === undefined || this.hasForce(force);
  };
  private readonly side: Side = {
    force: this.hasForce,
    surface: this.hasSurface,
    player: this.hasPlayer,
    stop: ({ force }) => force === undefined || this.hasForce(force),
  };

  /** A name as it may be told; one that nobody knows becomes a word that says nothing. */
  name(name: string, player?: PlayerIndex): string {
    if (!this.hides) return name;
    return this.numbered.get(name) ?? (player === undefined ? 'Player' : `Player ${player}`);
  }

  /** A cause of death is a prototype, or a player. */
  private cause(cause: string): string {
    return this.numbered.get(cause) ?? cause;
  }

  private player(state: PlayerState): PlayerState {
    const { index, name, color, at, surface, force, dir, online, admin, tag, gone, seen } = state;
    const elsewhere = surface !== undefined && !this.hasSurface(surface);
    return defined({
      index,
      ...(name === undefined ? {} : { name: this.name(name, index) }),
      ...{ color, force, online, admin, gone, seen },
      ...(elsewhere ? {} : { at, surface, dir }),
      ...(this.hides ? {} : { tag }),
    }) as PlayerState;
  }

  /** Of the kinds that the journal keeps. null: nothing of it goes in. */
  packet(whole: Packet): Packet | null {
    const packet = partOf(whole, this.side);
    if (packet === null) return null;
    const base = defined({ tick: packet.tick, key: packet.key, whole: packet.whole }) as { tick: number };
    switch (packet.kind) {
      case 'header': {
        const { kind, world, seed, game, mods, next, chain, head } = packet;
        return { ...base, kind, world, seed, game, mods, next, chain, checkpoints: [], ...(head === undefined ? {} : { head: [] }) };
      }
      case 'surfaces':
        return { ...base, kind: packet.kind, list: packet.list };
      case 'forces':
        return { ...base, kind: packet.kind, list: packet.list };
      case 'players':
        return { ...base, ...defined({ of: packet.of }), kind: packet.kind, list: packet.list.map((one) => this.player(one)) };
      case 'join':
      case 'leave':
      case 'kick':
      case 'ban':
      case 'death': {
        const { kind, player, name, cause } = packet;
        const told = kind === 'death' && cause !== undefined ? this.cause(cause) : this.hides ? undefined : cause;
        return defined({
          ...base,
          kind,
          player,
          name: name === undefined ? undefined : this.name(name, player),
          cause: told,
        }) as unknown as JoinPacket;
      }
      case 'tags':
        return { ...base, kind: packet.kind, surface: packet.surface, force: packet.force, list: packet.list };
      case 'stops':
        return { ...base, ...defined({ of: packet.of }), kind: packet.kind, surface: packet.surface, list: packet.list };
      case 'research':
      case 'rocket':
      case 'statistics':
        return packet;
      default:
        return null;
    }
  }

  journal(entry: JournalEntry): JournalEntry | null {
    return entry.kind === 'state' ? { ...entry, state: this.state(entry.state) } : this.packet(entry);
  }

  tags(packet: TagPacket): TagPacket | null {
    return this.packet(packet) as TagPacket | null;
  }

  state(state: JournalState): JournalState {
    const kept = structuredClone(state);
    const drop = <T>(table: Record<string, T>, keep: (value: T) => boolean): void => {
      for (const [key, value] of Object.entries(table)) if (!keep(value)) delete table[key];
    };
    if (kept.header) kept.header = this.packet(kept.header) as JournalState['header'];
    drop(kept.surfaces, ({ index }) => this.hasSurface(index));
    drop(kept.forces, ({ index }) => this.hasForce(index));
    for (const [index, player] of Object.entries(kept.players)) {
      if (!this.hasPlayer(player.index)) delete kept.players[Number(index)];
      else kept.players[Number(index)] = { ...this.player(player), lastSeen: player.lastSeen };
    }
    drop(kept.tags, ({ surface, force }) => this.hasSurface(surface) && this.hasForce(force));
    drop(kept.stops, ({ surface, force }) => this.hasSurface(surface) && (force === undefined || this.hasForce(force)));
    for (const table of [kept.researched, kept.rockets])
      for (const force of Object.keys(table)) if (!this.hasForce(Number(force))) delete table[Number(force)];
    return kept;
  }

  row(row: ToldRow): ToldRow | null {
    const { choice } = this;
    if (SPOKEN.has(row.type) && !choice.chat) return null;
    if (ENGINE.has(row.type) && !choice.engine) return null;
    if (row.force !== undefined && !this.hasForce(row.force)) return null;
    if (row.player !== undefined && !this.hasPlayer(row.player)) return null;
    const { name, text, ...rest } = row;
    // Why somebody was banned is written by hand; what killed somebody may be a name.
    const told = !this.hides || SPOKEN.has(row.type) || ENGINE.has(row.type) ? text : row.type === 'death' ? this.cause(text) : shown(row);
    return { ...rest, ...(name === undefined ? {} : { name: this.name(name, row.player) }), text: told };
  }

  number(event: NumberEvent): NumberEvent | null {
    switch (event[0]) {
      case 's':
        return this.hasForce(event[1]) && (event[2] === null || this.hasSurface(event[2])) ? event : null;
      case 'p':
        return this.people(event);
      case 'j':
      case 'l':
        if (event[1] !== null && !this.hasPlayer(event[1])) return null;
        return [event[0], event[1], event[2] === null ? null : this.name(event[2], event[1] ?? undefined)];
      case 'd':
        return this.hasPlayer(event[1]) ? event : null;
      case 'r':
      case 'k':
        return this.hasForce(event[1]) ? event : null;
      case 'b':
        return ['b', this.numbers(event[1])];
      default:
        return event;
    }
  }

  private people([type, list, whole, online]: Extract<NumberEvent, ['p', ...unknown[]]>): NumberEvent {
    const shown = list.filter(([player]) => this.hasPlayer(player));
    const people = shown.map(([player, name, ...rest]): (typeof list)[number] => [
      player,
      name === null ? null : this.name(name, player),
      ...rest,
    ]);
    if (online === undefined) return [type, people, whole];
    const hidden = new Set(list.filter((one) => !shown.includes(one)).flatMap(([player, name]) => [`#${player}`, name]));
    return [type, people, whole, online.filter((who) => !hidden.has(who)).map((who) => (who.startsWith('#') ? who : this.name(who)))];
  }

  numbers<T extends Extract<NumberEvent, ['b', unknown]>[1]>(stored: T): T {
    const player = new Map(stored.names.map(([index, name]) => [name, index]));
    return {
      ...stored,
      told: stored.told.filter(([, { event }]) => this.number(event) !== null),
      names: stored.names.filter(([index]) => this.hasPlayer(index)).map(([index, name]) => [index, this.name(name, index)]),
      forces: stored.forces.filter(([index]) => this.hasPlayer(index)),
      online: stored.online
        .filter((who) => this.hasPlayer(player.get(who) ?? 0))
        .map((who) => (who.startsWith('#') ? who : this.name(who))),
      researched: stored.researched.filter((key) => this.hasForce(Number(key.split('/')[0]))),
      stated: stored.stated.filter(([force]) => this.hasForce(force)),
    };
  }

  players(players: WorldInfo['players']): WorldInfo['players'] {
    return players.filter(({ index }) => this.hasPlayer(index)).map((player) => ({ ...player, name: this.name(player.name) }));
  }

  /** Names of prototypes, among which players stand who have killed somebody. */
  tables(tables: StoredTables): StoredTables {
    return { ...tables, names: tables.names.map((name) => this.cause(name)) };
  }
}

/** What a row without a text of somebody's says: technologies and the like are told, reasons are not. */
const shown = ({ type, text }: ToldRow): string => (type === 'kick' || type === 'ban' || type === 'leave' ? '' : text);

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}
