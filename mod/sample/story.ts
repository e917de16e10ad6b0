/** Who plays when, where they walk and what they say. All of it follows from the seed. */
import type { Color, PlayerState, Position, Tick } from '../../src/core/packet/schema';
import { hash, Random, unit } from './noise';

export interface Person {
  index: number;
  name: string;
  color: Color;
  admin?: true;
}
export interface Session {
  person: Person;
  from: Tick;
  to: Tick;
}
const HOUR = 216000;

const KNOWN: [string, Color, boolean][] = [
  ['Mirela', [230, 122, 40], true],
  ['Tobi', [80, 160, 240], false],
  ['Kasimir', [120, 220, 110], false],
  ['ältester_biber', [200, 90, 210], false],
];

export function people(count: number): Person[] {
  return Array.from({ length: count }, (_, i) => {
    const [name, color, admin] = KNOWN[i] ?? [`gast_${i + 1}`, [hash(i, 1) & 255, hash(i, 2) & 255, hash(i, 3) & 255] as Color, false];
    return { index: i + 1, name, color, ...(admin ? { admin: true as const } : {}) };
  });
}

/**
 * When each is there; sorted by their beginning. The first is there from the start, and some are still there when the
 * log ends: their end lies behind it.
 */
export function sessions(seed: number, crowd: Person[], length: Tick): Session[] {
  const found: Session[] = [];
  for (const person of crowd) {
    const random = new Random(seed + 31 * person.index);
    let tick = person.index === 1 ? 120 : Math.round(random.next() * 0.06 * length) + 600;
    while (tick < length - 1200) {
      const until = tick + Math.round((1 + 2.6 * random.next()) * HOUR);
      const to = until > length - HOUR ? length + 1 : until;
      if (to > tick + 600) found.push({ person, from: tick, to });
      tick = to + Math.round((0.4 + 3 * random.next() * (person.index === 1 ? 0.5 : 1.2)) * HOUR);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

const SITES: Position[] = [
  [-40, -6],
  [60, -20],
  [-170, -30],
  [-280, -60],
  [-300, 80],
  [100, 20],
  [180, -70],
  [190, 150],
  [-100, 60],
  [40, 70],
  [300, -24],
  [-410, -20],
  [60, -210],
  [0, 290],
  [120, -130],
  [370, 270],
];

/** Where a person is at a tick: walking from site to site, resting a while at each. */
export function whereabouts(seed: number, person: Person, tick: Tick, share: number): Position {
  const leg = 9000;
  const k = Math.floor((tick + person.index * 2100) / leg);
  const known = Math.max(3, Math.round(SITES.length * Math.min(1, share * 1.4 + 0.2)));
  const site = (n: number): Position => {
    const [x, y] = SITES[hash(seed, n, person.index) % known]!;
    return [x + (unit(seed, n, person.index, 1) - 0.5) * 30, y + (unit(seed, n, person.index, 2) - 0.5) * 30];
  };
  const [a, b] = [site(k), site(k + 1)];
  const t = Math.min(1, (((tick + person.index * 2100) % leg) / leg) * 2.2);
  // In 1/256 tile, as the game counts.
  const step = (from: number, to: number): number => Math.round((from + (to - from) * t) * 256) / 256;
  return [step(a[0], b[0]), step(a[1], b[1])];
}

export function heading(from: Position, to: Position): number {
  const angle = Math.atan2(to[0] - from[0], from[1] - to[1]);
  return (Math.round((angle / Math.PI) * 8) + 16) % 16;
}

/** The player's state as it is told; `before` is what was told last, so that only the change is. */
export function moved(person: Person, at: Position, before: Position | undefined): PlayerState {
  const state: PlayerState = { index: person.index, at };
  if (before !== undefined && (before[0] !== at[0] || before[1] !== at[1])) state.dir = heading(before, at);
  return state;
}

export const SAYINGS = [
  'moin',
  'hi!',
  'Wer hat die Eisenplatten leer gemacht?',
  'copper is low again',
  'anyone at the iron mine? [gps=-292,-84,nauvis]',
  'Achtung Zug!',
  'lol',
  'ich baue die Mauer im Osten weiter',
  'biters at the east wall :(',
  'brb Kaffee ☕',
  'blue science läuft',
  'who parked a tank on my belts',
  'größer bauen!',
  'nuclear is up ⚛',
  'trains are stuck at Iron drop',
  'fixed',
  'thx',
  'gn8',
  'Rakete startet gleich 🚀',
  'Vulcanus is hot',
  '<b>not bold</b> & fine',
  'need more solar',
  '日本語も書けます',
  'ok going to Aurora now',
];

export const RESEARCH = [
  'automation',
  'logistics',
  'electronics',
  'steel-processing',
  'fast-inserter',
  'gun-turret',
  'stone-wall',
  'logistic-science-pack',
  'automation-2',
  'railway',
  'automated-rail-transportation',
  'oil-processing',
  'solar-energy',
  'electric-energy-accumulators',
  'military-science-pack',
  'plastics',
  'sulfur-processing',
  'advanced-circuit',
  'laser',
  'laser-turret',
  'chemical-science-pack',
  'concrete',
  'robotics',
  'construction-robotics',
  'logistic-robotics',
  'advanced-oil-processing',
  'low-density-structure',
  'rocket-fuel',
  'processing-unit',
  'nuclear-power',
  'rocket-silo',
  'space-platform',
  'space-science-pack',
  'planet-discovery-vulcanus',
  'space-platform-thruster',
  'metallurgic-science-pack',
  'foundry',
  'big-mining-drill',
];
