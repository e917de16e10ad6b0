/** Who comes, goes, walks and speaks; research, rockets and statistics. */
import { joinLines, leaveLines } from './engine';
import { HOUR, type Life, type Put, TEN_MINUTES } from './moment';
import { Random } from './noise';
import { moved, RESEARCH, SAYINGS, whereabouts } from './story';
import { playerState, stopsOf, surfaceState, tagsOf } from './told-state';
import { PLAYER_FORCE } from './world';

export function tellPlayers(life: Life, at: Put): void {
  const steps = life.options.steps ?? 300;
  life.shifts.forEach(({ person, from, to }, n) => {
    at(from, 1, () => {
      life.engine(joinLines(person.index, life.now, n));
      life.tell({ kind: 'join', tick: life.now, player: person.index, name: person.name });
      life.tell({ kind: 'players', tick: life.now, list: [playerState(life, person, true)] });
    });
    for (let tick = from + steps; tick < Math.min(to, life.world.length); tick += steps)
      at(tick, 8, () => {
        const place = whereabouts(life.options.seed, person, life.now, life.now / life.world.length);
        const before = life.places.get(person.index);
        if (before !== undefined && before[0] === place[0] && before[1] === place[1]) return;
        life.tell({ kind: 'players', tick: life.now, list: [moved(person, place, before)] });
        life.places.set(person.index, place);
      });
    if (to > life.world.length) return;
    at(to, 1, () => {
      life.tell({ kind: 'leave', tick: life.now, player: person.index, name: person.name, cause: 'quit' });
      life.tell({ kind: 'players', tick: life.now, list: [{ index: person.index, online: false }] });
      life.engine(leaveLines(person.index, life.now, n));
    });
  });
  const random = new Random(life.options.seed + (life.world.options.turn === undefined ? 77 : 78));
  for (
    let tick = 1800;
    tick < life.world.length;
    tick += 3000 + Math.round(random.next() * 2 * Math.min(HOUR / 3, life.world.length / 40))
  ) {
    const talk = Math.floor(random.next() * SAYINGS.length);
    const who = random.next();
    at(tick, 3, () => {
      const there = life.shifts.filter((s) => s.from < life.now && life.now < s.to);
      const speaker = there[Math.floor(who * there.length)];
      if (speaker) life.tell({ kind: 'chat', tick: life.now, player: speaker.person.index, text: SAYINGS[talk]! });
      if (talk === 3) life.tell({ kind: 'command', tick: life.now, player: 1, command: 'time' });
      if (talk === 8 && speaker) life.tell({ kind: 'death', tick: life.now, player: speaker.person.index, cause: 'medium-biter' });
    });
  }
}

export function tellProgress(life: Life, at: Put): void {
  for (const { tick, tag } of tagsOf(life))
    at(tick, 4, () => life.tell({ kind: 'tags', tick: life.now, surface: 1, force: PLAYER_FORCE, list: [tag] }));
  for (const { tick, stop } of stopsOf(life)) at(tick, 4, () => life.tell({ kind: 'stops', tick: life.now, surface: 1, list: [stop] }));
  RESEARCH.forEach((name, i) => {
    const tick = Math.round(life.world.length * (0.01 + (0.97 * (i + 1)) / (RESEARCH.length + 1)));
    at(tick, 4, () => life.tell({ kind: 'research', tick: life.now, force: PLAYER_FORCE, name, state: 'finished' }));
    const next = RESEARCH[i + 1];
    if (next !== undefined)
      at(tick + 60, 4, () => life.tell({ kind: 'research', tick: life.now, force: PLAYER_FORCE, name: next, state: 'started' }));
  });
  for (const share of [0.64, 0.66, 0.7, 0.76, 0.84, 0.93])
    at(Math.round(share * life.world.length), 4, () => life.tell({ kind: 'rocket', tick: life.now, force: PLAYER_FORCE, surface: 1 }));
  const every = Math.max(TEN_MINUTES, Math.round(life.world.length / 60));
  for (let tick = every; tick < life.world.length; tick += every)
    at(tick, 4, () => {
      life.tell({ kind: 'statistics', tick: life.now, force: PLAYER_FORCE, surface: 1, ...totals(life) });
      life.tell({
        kind: 'surfaces',
        tick: life.now,
        list: life.world.surfaces
          .filter((s) => s.born <= life.now)
          .map((s) => ({ index: s.index, daytime: surfaceState(life, s.index).daytime })),
      });
    });
}

export function totals(life: Life): {
  produced: Record<string, number>;
  consumed: Record<string, number>;
  kills: Record<string, number>;
  evolution: number;
  pollution: number;
} {
  const share = life.now / life.world.length;
  const grown = (rate: number, from: number): number => Math.round((rate * Math.max(0, share - from) ** 1.8 * life.now) / 60);
  return {
    produced: {
      'iron-plate': grown(90, 0.01),
      'copper-plate': grown(80, 0.03),
      'steel-plate': grown(9, 0.1),
      'electronic-circuit': grown(45, 0.08),
      'automation-science-pack': grown(3, 0.04),
      'rocket-part': grown(0.2, 0.6),
    },
    consumed: {
      'iron-plate': grown(84, 0.02),
      'copper-plate': grown(77, 0.04),
      coal: grown(20, 0.01),
      'automation-science-pack': grown(2.9, 0.05),
    },
    kills: {
      'small-biter': Math.round(4000 * share),
      'medium-biter': Math.round(2500 * share ** 2),
      'biter-spawner': Math.round(60 * share ** 2),
    },
    evolution: Math.round(0.82 * share ** 0.7 * 10000) / 10000,
    pollution: Math.round(900000 * share ** 2),
  };
}
