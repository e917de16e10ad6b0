/** Where players were known to be: points of the journal, as columns. */
import type { PlayerIndex, PlayersPacket, Tick } from '../packet/schema';
import { type JournalState, type JournalTold, journalBetween } from './journal';
import type { Track } from './timeline-types';
import type { Unit } from './unit';

/** Points of one player in an answer; more lie closer than anything shows. */
const MOST_POINTS = 20_000;

class Points {
  private readonly ticks: number[] = [];
  private readonly xs: number[] = [];
  private readonly ys: number[] = [];
  private readonly surfaces: number[] = [];
  private readonly online: number[] = [];

  /** `apart`: points that change nothing but the place are at least so far from the one before. */
  add(tick: Tick, x: number, y: number, surface: number, online: boolean, apart: number): void {
    const last = this.ticks.length - 1;
    const here = Number(online);
    const moved = last >= 0 && this.surfaces[last] === surface && this.online[last] === here;
    if (moved && tick - this.ticks[last]! < apart) return;
    this.ticks.push(tick);
    this.xs.push(x);
    this.ys.push(y);
    this.surfaces.push(surface);
    this.online.push(here);
  }

  track(player: PlayerIndex): Track | null {
    if (this.ticks.length === 0) return null;
    return {
      player,
      ticks: Float64Array.from(this.ticks),
      xs: Float32Array.from(this.xs),
      ys: Float32Array.from(this.ys),
      surfaces: Uint32Array.from(this.surfaces),
      online: Uint8Array.from(this.online),
    };
  }
}

/** What is known of one player so far. */
interface Known {
  x: number;
  y: number;
  surface: number;
  online: boolean;
  points: Points;
}

/** Players' points from one tick to another, and the last known before. */
export async function tracksOf(unit: Unit, before: JournalState, from: Tick, to: Tick): Promise<Track[]> {
  const players = new Map<PlayerIndex, Known>();
  const apart = (to - from) / MOST_POINTS;
  const of = (index: PlayerIndex): Known => {
    const known = players.get(index) ?? { x: Number.NaN, y: Number.NaN, surface: 1, online: false, points: new Points() };
    players.set(index, known);
    return known;
  };
  const note = (known: Known, tick: Tick): void => {
    // Somebody who joined but was not seen yet is nowhere.
    if (!Number.isNaN(known.x)) known.points.add(tick, known.x, known.y, known.surface, known.online, apart);
  };
  for (const player of Object.values(before.players)) {
    const known = of(player.index);
    update(known, player);
    note(known, player.lastSeen);
  }
  for await (const { tick, packet } of journalBetween(unit.layers(to), from, ON_PLAYERS)) apply(packet, tick, players, of, note);
  return [...players].flatMap(([index, { points }]) => points.track(index) ?? []);
}

const ON_PLAYERS: ReadonlySet<string> = new Set(['players', 'join', 'leave', 'kick', 'ban']);

function apply(
  packet: JournalTold,
  tick: Tick,
  players: Map<PlayerIndex, Known>,
  of: (index: PlayerIndex) => Known,
  note: (known: Known, tick: Tick) => void,
): void {
  if (packet.kind === 'players') {
    const listed = new Set(packet.list.map(({ index }) => index));
    for (const player of packet.list) {
      const known = of(player.index);
      update(known, player.gone ? { online: false } : player);
      note(known, tick);
    }
    for (const [index, known] of players) {
      if (!packet.whole || listed.has(index) || !known.online) continue;
      known.online = false;
      note(known, tick);
    }
  } else if (packet.kind === 'join' || packet.kind === 'leave' || packet.kind === 'kick' || packet.kind === 'ban') {
    const known = of(packet.player);
    known.online = packet.kind === 'join';
    note(known, tick);
  }
}

/** Absent means unchanged [P18]. */
function update(known: Known, { at, surface, online }: Partial<PlayersPacket['list'][number]>): void {
  if (at) [known.x, known.y] = at;
  if (surface !== undefined) known.surface = surface;
  if (online !== undefined) known.online = online;
}
