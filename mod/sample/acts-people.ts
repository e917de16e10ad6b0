/** Who comes, goes, walks, speaks and dies; research, rockets, tags and what is made, as acts in the simulated game. */
import type { SurfaceIndex, Tick } from '../../src/core/packet/schema';
import type { Point } from '../sim/world/things';
import { tellGoods } from './goods';
import { HOUR } from './moment';
import { Random } from './noise';
import type { Played, Put } from './played';
import { type Person, RESEARCH, SAYINGS, whereabouts } from './story';
import { tagsAt } from './told-state';

/** Ticks between two steps of somebody who walks. */
const STEP = 1800;
/** Who is on Vulcanus, by shares of the world's time: index, from, to. */
const JOURNEYS: [index: number, from: number, to: number][] = [
  [1, 0.722, 0.84],
  [3, 0.8, 0.93],
];
const VULCANUS: SurfaceIndex = 2;
/** Until somebody who died is there again. */
const RESPAWN = 600;
/** Before the next look at the players, so that it is told at once. */
const BEFORE = 1;

export function actPeople(played: Played, at: Put): void {
  come(played, at);
  talk(played, at);
  progress(played, at);
  tellGoods(played, at);
}

function whereIs(played: Played, person: Person, tick: Tick): { surface: SurfaceIndex; at: Point } {
  const { length, options } = played.planned;
  const share = tick / length;
  const place = whereabouts(options.seed, person, tick, share);
  const isAway = JOURNEYS.some(([index, from, to]) => index === person.index && share >= from && share < to);
  return isAway ? { surface: VULCANUS, at: [place[0] / 5, place[1] / 5] } : { surface: 1, at: place };
}

function come(played: Played, at: Put): void {
  const { game } = played;
  const { length } = played.planned;
  for (const { person, from, to } of played.shifts) {
    at(from, 1, () => {
      const [r, g, b] = person.color;
      const player = game.join(person.name, person.admin === true, { r: r / 255, g: g / 255, b: b / 255, a: 1 });
      played.players.set(person.index, player);
    });
    const end = Math.min(to, length);
    for (let tick = Math.ceil((from + 60) / STEP) * STEP - BEFORE; tick < end; tick += STEP) {
      const before = whereIs(played, person, tick - STEP);
      const now = whereIs(played, person, tick);
      const rests = before.surface === now.surface && before.at[0] === now.at[0] && before.at[1] === now.at[1];
      if (!rests || tick < from + 2 * STEP) at(tick, 8, () => go(played, person, now));
    }
    if (to <= length)
      at(to, 1, () => {
        const player = played.players.get(person.index);
        if (player?.connected) game.leave(player);
      });
  }
}

function go(played: Played, person: Person, { surface, at }: { surface: SurfaceIndex; at: Point }): void {
  const player = played.players.get(person.index);
  const there = played.surfaces.get(surface);
  if (!player?.connected || !player.character || !there) return;
  if (player.surface !== there) played.game.travel(player, there, at);
  else played.game.walk(player, at);
}

function talk(played: Played, at: Put): void {
  const { game } = played;
  const { length, options } = played.planned;
  const random = new Random(options.seed + 77);
  for (let tick = 1800; tick < length; tick += 3000 + Math.round(random.next() * 2 * Math.min(HOUR / 3, length / 40))) {
    const line = Math.floor(random.next() * SAYINGS.length);
    const who = random.next();
    at(tick, 3, () => {
      const there = [...played.players.values()].filter(({ connected }) => connected);
      const speaker = there[Math.floor(who * there.length)];
      if (!speaker) return;
      game.chat(speaker, SAYINGS[line]!);
      if (line === 3) game.command(speaker, 'time');
      if (line === 8 && speaker.character) played.attacker(speaker.surface, speaker.position, (biter) => game.diePlayer(speaker, biter));
    });
    if (line === 8)
      at(tick + RESPAWN, 1, () => {
        for (const player of played.players.values()) if (player.connected && !player.character) game.respawn(player);
      });
  }
}

function progress(played: Played, at: Put): void {
  const { game } = played;
  const { length } = played.planned;
  const force = game.world.force('player');
  for (const { tick, tag } of tagsAt(length, played.crowd.length))
    at(tick, 4, () => {
      const [type, name] = tag.icon?.split('/') ?? [];
      const icon = name === undefined ? undefined : { type: type as 'item' | 'fluid', name };
      game.addTag(force, game.nauvis, tag.at, tag.text, played.whoever(tag.by), icon);
    });
  RESEARCH.forEach((name, i) => {
    const tick = Math.round(length * (0.01 + (0.97 * (i + 1)) / (RESEARCH.length + 1)));
    at(tick, 4, () => game.research(force, name, 'finished'));
    const next = RESEARCH[i + 1];
    if (next !== undefined) at(tick + 60, 4, () => game.research(force, next, 'started'));
  });
  let launched = 0;
  for (const share of [0.64, 0.66, 0.7, 0.76, 0.84, 0.93])
    at(Math.round(share * length), 4, () => {
      const silo = [...game.nauvis.entities()].find(({ facts }) => facts.type === 'rocket-silo');
      if (!silo) return;
      game.rocket(silo);
      launched += 1;
      // As an admin's /sc would, or another mod: a channel of its own.
      game.run(`remote.call("factoscope", "emit", "rockets", {launched = ${launched}, cargo = "Aurora"})`);
    });
}
