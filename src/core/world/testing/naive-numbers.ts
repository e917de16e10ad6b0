/** What is asked of quantities through time, counted the long way round: from all packets of one history, tick by tick asked anew. */
import type { Packet, StatisticsPacket, Tick } from '../../packet/schema';

export interface Wish {
  force: number | null;
  surface: number | null;
  /** Told from the world's beginning. */
  begins: boolean;
}

const ROUND = 3000;

const statisticsOf = (packets: readonly Packet[], { force, surface }: Wish): StatisticsPacket[] =>
  packets.filter(
    (packet): packet is StatisticsPacket =>
      packet.kind === 'statistics' && (force === null || packet.force === force) && (surface === null || packet.surface === surface),
  );

const totalOf = (totals: Record<string, number> | undefined, name: string): number | undefined =>
  totals !== undefined && Object.hasOwn(totals, name) ? totals[name] : undefined;

/** Points of (tick, total) of one teller and item: who was silent while others told had made nothing until then. */
function curves(packets: readonly Packet[], wish: Wish, kind: 'produced' | 'consumed' | 'kills', name: string): [Tick, number][][] {
  const found = new Map<string, [Tick, number][]>();
  const counted = new Set(statisticsOf(packets, wish));
  let round = { start: Number.NEGATIVE_INFINITY, before: 0 };
  for (const packet of statisticsOf(packets, { ...wish, force: null, surface: null })) {
    if (packet.tick - round.start >= ROUND) round = { start: packet.tick, before: Math.max(0, round.start) };
    if (!counted.has(packet)) continue;
    const teller = `${packet.force}/${packet.surface}`;
    const curve = found.get(teller) ?? (wish.begins ? [[round.before, 0] as [Tick, number]] : []);
    const [last, total] = curve.at(-1) ?? [packet.tick, 0];
    if (round.before > last) curve.push([round.before, total]);
    curve.push([packet.tick, totalOf(packet[kind], name) ?? total]);
    found.set(teller, curve);
  }
  for (const curve of found.values()) if (round.start > curve.at(-1)![0]) curve.push([round.start, curve.at(-1)![1]]);
  return [...found.values()];
}

/** How much one teller had made at a tick, between two tellings in a straight line, beyond them as at the nearest. */
function at(curve: readonly [Tick, number][], tick: Tick): number {
  const after = curve.findIndex(([of]) => of > tick);
  if (after === 0) return curve[0]![1];
  if (after < 0) return curve.at(-1)![1];
  const [a, from] = curve[after - 1]!;
  const [b, to] = curve[after]!;
  return from + ((to - from) * (tick - a)) / (b - a);
}

/** A minute of play from one tick to the next; NaN where nobody tells. */
export function naiveRate(
  packets: readonly Packet[],
  wish: Wish,
  kind: 'produced' | 'consumed' | 'kills',
  name: string,
  from: Tick,
  to: Tick,
) {
  const all = curves(packets, wish, kind, name);
  const spans = all.filter((curve) => curve.length > 1);
  const known =
    Math.min(to, Math.max(...spans.map((curve) => curve.at(-1)![0]))) - Math.max(from, Math.min(...spans.map(([first]) => first![0])));
  if (!(known > 0)) return Number.NaN;
  return (all.reduce((sum, curve) => sum + at(curve, to) - at(curve, from), 0) / known) * 3600;
}

/** As told last by each. */
export function naiveTotal(
  packets: readonly Packet[],
  wish: Wish,
  kind: 'produced' | 'consumed' | 'kills',
  name: string,
  tick: Tick,
): number {
  const last = new Map<string, number>();
  for (const packet of statisticsOf(packets, wish)) {
    const total = totalOf(packet[kind], name);
    if (packet.tick <= tick && total !== undefined) last.set(`${packet.force}/${packet.surface}`, total);
  }
  return [...last.values()].reduce((sum, total) => sum + total, 0);
}

export function naiveHighest(packets: readonly Packet[], wish: Wish, what: 'evolution' | 'pollution', tick: Tick): number {
  const last = new Map<string, number | undefined>();
  for (const packet of statisticsOf(packets, wish)) if (packet.tick <= tick) last.set(`${packet.force}/${packet.surface}`, packet[what]);
  const values = [...last.values()].filter((value) => value !== undefined);
  return values.length === 0 ? Number.NaN : Math.max(...values);
}

/** Of all forces; every player is told by packets. */
export function naiveOnline(packets: readonly Packet[], tick: Tick): number {
  const online = new Map<number, boolean>();
  let told = false;
  for (const packet of packets) {
    if (packet.tick > tick) break;
    if (packet.kind === 'join' || packet.kind === 'leave') online.set(packet.player, packet.kind === 'join');
    else if (packet.kind === 'players') for (const one of packet.list) if (one.online !== undefined) online.set(one.index, one.online);
    told ||=
      packet.kind === 'join' ||
      packet.kind === 'leave' ||
      (packet.kind === 'players' && packet.list.some((one) => one.online !== undefined));
  }
  return told ? [...online.values()].filter(Boolean).length : Number.NaN;
}

/** From a span's first tick on. */
export function naiveCount(
  packets: readonly Packet[],
  kind: 'death' | 'rocket' | 'research',
  force: number | null,
  from: Tick,
  tick: Tick,
): number {
  let count = 0;
  const done = new Set<string>();
  for (const packet of packets) {
    if (packet.tick > tick) break;
    if (packet.kind !== kind) continue;
    if ('force' in packet && force !== null && packet.force !== force) continue;
    let step = 1;
    if (packet.kind === 'research') {
      if (packet.state !== 'finished' && packet.state !== 'reversed') continue;
      const key = `${packet.force} ${packet.name}`;
      step = packet.state === 'finished' ? (done.has(key) ? 0 : 1) : done.has(key) ? -1 : 0;
      if (packet.state === 'finished') done.add(key);
      else done.delete(key);
    }
    if (packet.tick >= from) count += step;
  }
  return count;
}
