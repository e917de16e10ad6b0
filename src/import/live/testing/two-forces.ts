/**
 * A game of two forces in which anything may happen, each packet beside what the first of them may see of it. What that is follows from
 * how the packet was made, not from looking at it: so it proves the code that looks.
 */
import type { ChunkPosition, EntityState, Packet, PlayerState, Tick } from '../../../core/packet/schema';
import { pack } from '../../../core/world/testing/host';

export interface Told {
  packet: Packet;
  /** null: nothing of it. */
  seen: Packet | null;
  local: boolean;
  /** Chunks that the first force sees from here on. */
  reveals: string[];
}

export const OURS = 1;
export const THEIRS = 4;
const SURFACES = [1, 2];
/** What must never be seen stands in some word with this in it. */
export const SECRET = 'sekret';

export const FORCES = {
  kind: 'forces' as const,
  tick: 0,
  list: [
    { index: 1, name: 'player' },
    { index: 2, name: 'enemy' },
    { index: 3, name: 'neutral' },
    { index: THEIRS, name: `${SECRET} rivals` },
  ],
};

interface Person {
  name: string;
  force: number;
}

export function* twoForces(random: () => number, steps: number): Generator<Told> {
  const pick = (count: number): number => Math.floor(random() * count);
  const charted = new Set<string>();
  const people = new Map<number, Person & PlayerState>();
  const stops = new Map<number, number>();
  let tick: Tick = 0;
  let id = 1;
  const both = (packet: Packet, local = false): Told => ({ packet, seen: packet, local, reveals: [] });
  const part = (packet: Packet, seen: Packet | null, local = false): Told => ({ packet, seen, local, reveals: [] });
  const placeIn = ([x, y]: ChunkPosition): [number, number] => [x * 32 + pick(32) + 0.5, y * 32 + pick(32) + 0.5];
  const thing = (chunk: ChunkPosition, isOurs: boolean): EntityState => ({
    id: id++,
    name: isOurs ? 'chest' : `${SECRET}-chest`,
    at: placeIn(chunk),
    dir: pick(16),
    force: pick(2) === 0 ? OURS : THEIRS,
  });

  yield both({
    kind: 'surfaces',
    tick,
    whole: true,
    list: [
      { index: 1, name: 'nauvis' },
      { index: 2, name: 'vulcanus' },
    ],
  });
  yield part(FORCES, { ...FORCES, list: FORCES.list.slice(0, 3) } as Packet);
  yield both({
    kind: 'prototypes',
    tick,
    tiles: { grass: [10, 200, 30], water: [0, 0, 255] },
    entities: { chest: { type: 'container', friend: [1, 2, 3], size: [1, 1] } },
  });

  for (let step = 0; step < steps; step++) {
    tick += 1 + pick(30);
    const surface = SURFACES[pick(2)]!;
    const at: ChunkPosition = [pick(6) - 3, pick(4)];
    const key = `${surface}/${at}`;
    const isSeen = charted.has(key);
    const here = { tick, surface, at };
    const word = isSeen ? 'chest' : `${SECRET}-chest`;
    switch (pick(24)) {
      case 0:
      case 1:
      case 2: {
        const px = pack(Uint8Array.from({ length: 2048 }, () => pick(256)));
        const reveals = isSeen ? [] : [key];
        charted.add(key);
        const chart: Packet = { kind: 'chart', ...here, force: OURS, px };
        yield { ...both(chart, true), reveals };
        // As the mod does: what stands there is told when it is charted.
        yield both({ kind: 'tiles', ...here, names: ['grass', 'water'], runs: [0, 512, 1, 512] });
        yield both({ kind: 'entities', ...here, whole: true, list: [thing(at, true)] });
        yield both({ kind: 'resources', ...here, whole: true, amounts: { iron: [at[0] * 32, at[1] * 32, 1 + pick(99)] } });
        break;
      }
      case 3:
        yield part({ kind: 'chart', ...here, force: THEIRS, px: pack(Uint8Array.from({ length: 2048 }, () => pick(256))) }, null, true);
        break;
      case 4:
        charted.delete(key);
        yield both({ kind: 'chart', ...here, force: OURS, gone: true }, true);
        break;
      case 5: {
        charted.delete(key);
        const packet: Packet = { kind: 'chunk-gone', ...here };
        yield part(packet, isSeen ? packet : null);
        break;
      }
      case 6: {
        const packet: Packet = { kind: 'tiles', ...here, names: [isSeen ? 'grass' : SECRET], set: [pick(32), pick(32), 0] };
        yield part(packet, isSeen ? packet : null);
        break;
      }
      case 7: {
        const amounts = { [isSeen ? 'iron' : SECRET]: [at[0] * 32 + pick(32), at[1] * 32 + pick(32), pick(1000)] };
        const packet: Packet = { kind: 'resources', ...here, amounts };
        yield part(packet, isSeen ? packet : null);
        break;
      }
      case 8: {
        // Long enough for parts, and not to be packed into one line.
        const list = Array.from({ length: 30 + pick(60) }, () => ({ ...thing(at, isSeen), recipe: `${word}-${random()}` }));
        const packet: Packet = { kind: 'entities', ...here, list, ...(pick(2) === 0 ? { whole: true as const } : {}) };
        yield part(packet, isSeen ? packet : null, pick(2) === 0);
        break;
      }
      case 9:
      case 10: {
        const chunks = Array.from({ length: 1 + pick(3) }, (): ChunkPosition => [pick(6) - 3, pick(4)]);
        const list = chunks.map((chunk) => thing(chunk, charted.has(`${surface}/${chunk}`)));
        const seen = list.filter((_, i) => charted.has(`${surface}/${chunks[i]}`));
        const [by] = [...people.keys()].filter(() => pick(2) === 0);
        const isOurs = by !== undefined && people.get(by)?.force === OURS;
        const base = { kind: (['built', 'changed', 'removed'] as const)[pick(3)]!, tick, surface };
        const packet: Packet = { ...base, list, ...(by === undefined ? {} : { by }) };
        yield part(packet, seen.length === 0 ? null : { ...base, list: seen, ...(isOurs ? { by } : {}) });
        break;
      }
      case 11: {
        const [who] = [...people.values()].filter(() => pick(2) === 0);
        const list = [thing(at, isSeen)];
        const base = { kind: 'removed' as const, tick, surface, list, how: 'died' as const };
        const isTold = who === undefined || who.force === OURS;
        const cause = who?.name ?? 'behemoth-biter';
        yield part({ ...base, cause }, isSeen ? { ...base, ...(isTold ? { cause } : {}) } : null);
        break;
      }
      case 12:
      case 13:
      case 14: {
        const index = 1 + pick(6);
        const known = people.get(index);
        const place = { at: placeIn(at), surface };
        if (known === undefined) {
          const force = pick(2) === 0 ? OURS : THEIRS;
          const name = `p${index}-${step}`;
          const state = { index, name, force, online: true, ...place };
          people.set(index, state);
          const joins: Packet = { kind: 'join', tick, player: index, name };
          const packet: Packet = { kind: 'players', tick, list: [{ ...state }] };
          // As the mod does: who he is comes before what he does.
          yield part(packet, force === OURS ? packet : null);
          yield part(joins, force === OURS ? joins : null);
        } else if (pick(5) === 0) {
          const force = known.force === OURS ? THEIRS : OURS;
          Object.assign(known, { force });
          const packet: Packet = { kind: 'players', tick, list: [{ index, force }] };
          const { name, color, online, at: stands, surface: on } = known;
          const whole = { index, name, force, online, at: stands, surface: on, ...(color ? { color } : {}) } as PlayerState;
          yield part(packet, { kind: 'players', tick, list: [force === OURS ? whole : { index, gone: true }] });
        } else {
          const others = [...people.values()].filter(() => pick(2) === 0);
          for (const one of others) Object.assign(one, { at: placeIn(at), surface });
          const list = others.map(({ index: other, at: stands }) => ({ index: other, at: stands, surface }) as PlayerState);
          const seen = list.filter((state) => people.get(state.index)?.force === OURS);
          const packet: Packet = { kind: 'players', tick, list };
          yield part(packet, seen.length > 0 || list.length === 0 ? { ...packet, list: seen } : null);
        }
        break;
      }
      case 15: {
        const list = [...people.values()].map((person) => ({ ...person }) as PlayerState);
        const seen = list.filter(({ force }) => force === OURS);
        const packet: Packet = { kind: 'players', tick, whole: true, list };
        yield part(packet, seen.length === list.length ? packet : { ...packet, list: seen, of: OURS }, pick(2) === 0);
        break;
      }
      case 16: {
        const [index, person] = [...people][pick(Math.max(1, people.size))] ?? [];
        if (index === undefined || person === undefined) break;
        const isOurs = person.force === OURS;
        const kind = (['leave', 'death', 'kick', 'ban'] as const)[pick(4)]!;
        const base = { kind, tick, player: index };
        const isWritten = kind === 'kick' || kind === 'ban';
        const packet: Packet = { ...base, cause: isWritten ? `${SECRET} words` : 'quit' };
        yield part(packet, isOurs ? (isWritten ? base : packet) : null);
        break;
      }
      case 17: {
        const force = pick(2) === 0 ? OURS : THEIRS;
        const packet: Packet = {
          kind: 'tags',
          tick,
          surface,
          force,
          list: [{ id: id++, at: placeIn(at), text: force === OURS ? 'tag' : SECRET }],
        };
        yield part(packet, force === OURS ? packet : null);
        break;
      }
      case 18: {
        const force = pick(2) === 0 ? OURS : THEIRS;
        const stop = { id: id++, at: placeIn(at), name: force === OURS ? 'stop' : SECRET, force };
        const gone = [...stops.keys()][pick(Math.max(1, stops.size))];
        stops.set(stop.id, force);
        const list = [stop, ...(gone === undefined ? [] : [{ id: gone, gone: true as const }])];
        const seen = list.filter(({ id: one }) => stops.get(one) === OURS);
        if (gone !== undefined) stops.delete(gone);
        const packet: Packet = { kind: 'stops', tick, surface, list };
        yield part(packet, seen.length > 0 ? { ...packet, list: seen } : null);
        break;
      }
      case 19: {
        const force = pick(2) === 0 ? OURS : THEIRS;
        const name = force === OURS ? 'logistics' : SECRET;
        const packet: Packet = { kind: 'research', tick, force, name, state: 'finished' };
        yield part(packet, force === OURS ? packet : null);
        break;
      }
      case 20: {
        const force = [OURS, THEIRS, 2][pick(3)]!;
        const name = force === OURS ? 'plate' : SECRET;
        const packet: Packet =
          pick(2) === 0 ? { kind: 'rocket', tick, force } : { kind: 'statistics', tick, force, surface, produced: { [name]: 5 } };
        yield part(packet, force === OURS ? packet : null);
        break;
      }
      case 21: {
        const text = `${SECRET} words`;
        yield part(
          pick(2) === 0
            ? { kind: 'chat', tick, text }
            : pick(2) === 0
              ? { kind: 'command', tick, command: text }
              : { kind: 'channel', tick, name: 'x', data: text },
          null,
        );
        break;
      }
      case 22: {
        for (const chunk of [...charted]) if (chunk.startsWith('2/')) charted.delete(chunk);
        yield both({ kind: 'surfaces', tick, list: [{ index: 2, cleared: true }] });
        break;
      }
      default:
        yield both(pick(2) === 0 ? { kind: 'clock', tick, time: 1_700_000_000_000 + tick * 16 } : { kind: 'config', tick, game: '2.0.76' });
    }
  }
}
