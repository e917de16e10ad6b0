/**
 * A world restated by somebody who has read its lines and has not asked the game [P27]: what such a keyframe says holds behind the line
 * at which it stands, whatever ticks later lines tell of; and whoever has that line, and has read on, knows all of it already.
 */
import type { ChainPoint, Packet, Tick } from '../packet/schema';

/** From when on a packet tells of its world: what is restated was told before, and holds from its keyframe on. */
export const toldAt = ({ tick, key = tick }: Packet): Tick => Math.max(tick, key);

/** Goes along with the packets of one run. */
export class Restatement {
  /** What was restated last: the tick it began at, and the one up to which nothing may come under it. */
  private last: { key: Tick; floor: Tick } | null = null;
  /** The first tick of one that is passed over. */
  private passing: Tick | null = null;

  constructor(
    /** Whether the world has this very line whole, and what followed it. */
    private readonly has: (at: ChainPoint) => boolean,
  ) {}

  /** `at`: of a local line, behind which one it stands. The tick from which the packet holds at the earliest; null: it is passed over. */
  from(packet: Packet, at: ChainPoint | null): Tick | null {
    if (packet.kind === 'keyframe' && packet.restated && at) return this.edge(packet.state, packet.key ?? packet.tick, packet.tick, at);
    if (this.passing !== null && at !== null && this.isPart(packet, this.passing)) return null;
    if (this.last === null || (at !== null && this.isPart(packet, this.last.key))) return 0;
    return this.last.floor;
  }

  /** When something is told here that happened at a tick. */
  notBefore(tick: Tick): Tick {
    return Math.max(tick, this.last?.floor ?? 0);
  }

  private edge(state: 'begin' | 'end', key: Tick, floor: Tick, at: ChainPoint): Tick | null {
    const passed = state === 'begin' ? this.has(at) : this.passing !== null;
    this.passing = state === 'begin' && passed ? key : null;
    if (passed) return null;
    this.last = { key, floor };
    return 0;
  }

  private isPart(packet: Packet, key: Tick): boolean {
    return packet.key === key || (packet.kind === 'rocket' && packet.total !== undefined);
  }
}
