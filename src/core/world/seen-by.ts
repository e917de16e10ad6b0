/**
 * What of each packet belongs to some forces, surfaces and players: for snapshots of a part of a world, and for those who watch a part of
 * one. What of it may be told for other reasons (names, words, ground nobody has charted) is theirs to say.
 */
import type { ForceIndex, Packet, PlayerIndex, StopState, SurfaceIndex } from '../packet/schema';

/** What somebody wrote. */
export const SPOKEN: ReadonlySet<string> = new Set(['chat', 'command', 'channel']);
/** Forces that every world has: how others are drawn depends on them. */
export const EVERYBODYS: ReadonlySet<string> = new Set(['enemy', 'neutral']);

export interface Side {
  force(force: ForceIndex): boolean;
  surface(surface: SurfaceIndex): boolean;
  player(player: PlayerIndex): boolean;
  /** A partial update: its force may be told before. */
  stop(stop: StopState): boolean;
}

/** The packet itself where nothing is left out; null: nothing of it is theirs. Of kinds that the schema does not have nothing is. */
export function partOf(packet: Packet, side: Side): Packet | null {
  switch (packet.kind) {
    case 'header':
    case 'config':
    case 'prototypes':
    case 'clock':
    case 'keyframe':
    case 'channel':
      return packet;
    case 'surfaces':
      return listed(packet, packet.list, ({ index }) => side.surface(index));
    case 'forces':
      return listed(packet, packet.list, ({ index }) => side.force(index));
    case 'players':
      return listed(packet, packet.list, ({ index }) => side.player(index));
    case 'stops':
      return side.surface(packet.surface) ? listed(packet, packet.list, (stop) => side.stop(stop)) : null;
    case 'tags':
    case 'chart':
      return side.surface(packet.surface) && side.force(packet.force) ? packet : null;
    case 'tiles':
    case 'chunk-gone':
    case 'resources':
    case 'entities':
    case 'built':
    case 'changed':
    case 'removed':
      return side.surface(packet.surface) ? packet : null;
    case 'chat':
    case 'command':
      return packet.player === undefined || side.player(packet.player) ? packet : null;
    case 'join':
    case 'leave':
    case 'kick':
    case 'ban':
    case 'death':
      return side.player(packet.player) ? packet : null;
    case 'research':
    case 'rocket':
      return side.force(packet.force) ? packet : null;
    case 'statistics':
      return side.force(packet.force) && (packet.surface === undefined || side.surface(packet.surface)) ? packet : null;
    default:
      return null;
  }
}

/** An empty list says something only where it is whole. */
function listed<T>(packet: Packet, list: readonly T[], keep: (one: T) => boolean): Packet | null {
  const kept = list.filter(keep);
  if (kept.length === list.length) return packet;
  return kept.length > 0 || packet.whole ? ({ ...packet, list: kept } as unknown as Packet) : null;
}
