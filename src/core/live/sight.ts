/**
 * What of the packets that go by a view shows, in the order of the log. What belongs to whom is said in `src/core/world/seen-by.ts`; here is
 * what place and time add: what the force has charted, whose players and stops are by now.
 */
import type {
  EntitiesPacket,
  EntityEventPacket,
  ForcesPacket,
  JoinPacket,
  Packet,
  SurfaceIndex,
  SurfacesPacket,
  Tick,
} from '../packet/schema';
import { EVERYBODYS, partOf, type Side, SPOKEN } from '../world/seen-by';
import { Ground, type Revealed } from './ground';
import type { Known } from './known';
import { type From, localPart } from './local-part';
import { People } from './people';
import { Stops } from './stops';
import type { LiveView } from './view';

/** Without these nothing can be shown: whatever kinds are wanted. */
const ALWAYS: ReadonlySet<string> = new Set(['header', 'surfaces', 'forces', 'prototypes', 'config', 'clock', 'keyframe']);

const MOST_SURFACES = 10_000;

export class Sight {
  private readonly ground: Ground;
  private readonly people: People;
  private readonly stops: Stops;
  private readonly surfaces: Set<SurfaceIndex>;
  private readonly everybodys = new Set<number>();
  private readonly own: Side;
  private from: From = 'chain';

  constructor(
    private readonly view: LiveView,
    known: Known,
  ) {
    this.ground = new Ground(view, known);
    this.people = new People(view, known);
    this.stops = new Stops(view, known);
    this.surfaces = new Set(known.surfaces);
    for (const { index, name } of known.forces) if (EVERYBODYS.has(name)) this.everybodys.add(index);
    this.own = {
      force: (force) => view.force === null || force === view.force,
      surface: (surface) => view.surfaces === null || view.surfaces.has(surface),
      player: (player) => this.people.isTheirs(player),
      // They are looked at one by one, since what went before decides.
      stop: () => true,
    };
  }

  /** Those of one line, or of one list that came in parts: the very list where nothing is left out or changed. */
  see(packets: readonly Packet[], from: From): readonly Packet[] {
    this.from = from;
    this.ground.from = from;
    this.people.from = from;
    this.people.introduce(packets);
    let seen: Packet[] | null = null;
    for (let i = 0; i < packets.length; i++) {
      const packet = packets[i]!;
      const shown = this.one(packet);
      if (shown !== packet) seen ??= packets.slice(0, i);
      if (shown !== null) seen?.push(shown);
    }
    return seen ?? packets;
  }

  /** Chunks charted since the last call. */
  takeRevealed(): Revealed[] {
    return this.ground.takeRevealed();
  }

  /** A save of that tick was loaded. */
  backTo(tick: Tick): void {
    this.ground.backTo(tick);
  }

  /** Whether what somebody of this name says on the console is shown. */
  hears(name: string | undefined): boolean {
    if (!this.view.chat) return false;
    if (this.view.force === null || name?.startsWith('<')) return true;
    const player = name === undefined ? null : this.people.named(name);
    return player !== null && this.people.isTheirs(player);
  }

  private one(packet: Packet): Packet | null {
    const { chat, kinds } = this.view;
    // Looked at in any case: what comes after it may depend on it.
    const shown = this.placed(packet);
    if (SPOKEN.has(packet.kind) && !chat) return null;
    return kinds === null || ALWAYS.has(packet.kind) || kinds.has(packet.kind) ? shown : null;
  }

  private placed(packet: Packet): Packet | null {
    const { ground, own } = this;
    switch (packet.kind) {
      case 'surfaces':
        return this.surfacesOf(packet);
      case 'forces': {
        for (const { index, name } of packet.list) if (name !== undefined && EVERYBODYS.has(name)) this.everybodys.add(index);
        const part = partOf(packet, { ...own, force: (force) => own.force(force) || this.everybodys.has(force) });
        return localPart(packet, part as ForcesPacket | null, this.from, () => []);
      }
      case 'players':
        return this.people.shown(packet);
      case 'stops': {
        const shown = this.stops.shown(packet);
        return shown && partOf(shown, own);
      }
      case 'chart':
        ground.told();
        if (partOf(packet, own) === null) return null;
        ground.chart(packet);
        return packet;
      case 'chunk-gone': {
        const isShown = partOf(packet, own) !== null && ground.isCharted(packet.surface, packet.at);
        ground.chunkGone(packet);
        return isShown ? packet : null;
      }
      case 'tiles':
      case 'resources':
      case 'entities':
        if (partOf(packet, own) === null || !ground.isCharted(packet.surface, packet.at)) return null;
        if (packet.kind === 'tiles') return packet;
        if (packet.kind === 'resources') return ground.deposits(packet);
        return ground.things(packet) ?? (packet.whole ? emptied(packet) : null);
      case 'built':
      case 'changed':
      case 'removed': {
        const shown = partOf(packet, own) && ground.things(packet);
        return shown && this.deed(shown);
      }
      case 'death':
      case 'kick':
      case 'ban':
        return partOf(packet, own) && this.caused(packet);
      default: {
        const part = partOf(packet, own);
        // Of kinds that only a newer schema has nobody knows whose they are.
        const isUnknown = part === null && this.view.force === null && this.view.surfaces === null;
        return isUnknown && this.view.chat ? packet : part;
      }
    }
  }

  private surfacesOf(packet: SurfacesPacket): Packet | null {
    const listed = new Set(packet.list.map(({ index }) => index));
    const unlisted = packet.whole ? [...this.surfaces].filter((index) => !listed.has(index)) : [];
    for (const index of unlisted) this.surfaces.delete(index);
    for (const index of listed) if (this.surfaces.size < MOST_SURFACES) this.surfaces.add(index);
    this.ground.surfaces(packet, unlisted);
    const part = partOf(packet, this.own) as SurfacesPacket | null;
    return localPart(packet, part, this.from, () =>
      unlisted.filter((index) => this.own.surface(index)).map((index) => ({ index, gone: true as const })),
    );
  }

  private deed(packet: EntityEventPacket): EntityEventPacket {
    const { by, ...rest } = packet;
    return this.caused(by === undefined || this.people.isTheirs(by) ? packet : rest);
  }

  /** A cause is a prototype, a player, or what somebody has written who sent another away. */
  private caused<P extends EntityEventPacket | JoinPacket>(packet: P): P {
    const { cause, ...rest } = packet;
    if (cause === undefined) return packet;
    const player = this.people.named(cause);
    const isWritten = packet.kind === 'kick' || packet.kind === 'ban';
    const isShown = isWritten ? this.view.chat : player === null || this.people.isTheirs(player);
    return isShown ? packet : (rest as P);
  }
}

function emptied({ made: _, ...packet }: EntitiesPacket): EntitiesPacket {
  return { ...packet, list: [] };
}
