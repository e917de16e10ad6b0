/**
 * What the mod costs, counted in the simulated game: Lua instructions, what is asked of the game, characters written. Counts,
 * not times: they are the same on every machine.
 */
import { SimulatedGame } from '../sim/simulated-game';
import { compileMod } from './compile';

/** The settings' own defaults (mod/setting-names.ts). */
export const BUDGET = { characters: 16_000, asked: 20, lines: 8 };

export interface Cost {
  ticks: number;
  /** Of Lua: in the worst tick, and on average. */
  instructions: number;
  average: number;
  /** Searches, charts read and questions whether a chunk is charted, in the worst tick. */
  asked: number;
  lines: number;
  characters: number;
  /** All of them. */
  written: number;
}
export interface Measured {
  /** The keyframe of the mod's first ticks in a save of so many chunks. */
  keyframe: Cost;
  /** A thousand things built in one tick, under radar. */
  burst: Cost;
  idle: Cost;
}

const ASKED = ['find_tiles_filtered', 'find_entities_filtered', 'get_chunk_chart', 'is_chunk_charted', 'find_chart_tags'];
const isAsked = (name: string): boolean => ASKED.some((word) => name.endsWith(`.${word}`));

function costSince(game: SimulatedGame, tick: number): Cost {
  const ticks = game.costOf().filter((cost) => cost.tick > tick);
  const most = (of: (cost: (typeof ticks)[number]) => number): number => ticks.reduce((worst, cost) => Math.max(worst, of(cost)), 0);
  const sum = (of: (cost: (typeof ticks)[number]) => number): number => ticks.reduce((all, cost) => all + of(cost), 0);
  return {
    ticks: ticks.length,
    instructions: most((cost) => cost.instructions),
    average: Math.round(sum((cost) => cost.instructions) / ticks.length),
    asked: most(({ calls }) => Object.entries(calls).reduce((all, [name, count]) => all + (isAsked(name) ? count : 0), 0)),
    lines: most((cost) => cost.lines),
    characters: most((cost) => cost.characters),
    written: sum((cost) => cost.characters),
  };
}

/** `side` by `side` charted chunks; the keyframe is counted for so many ticks at its beginning and told to its end. */
export function measure(side: number, ticks: number): Measured {
  const game = new SimulatedGame({ mod: compileMod() });
  const ann = game.join('Ann');
  const half = Math.floor(side / 2);
  const force = game.world.force('player');
  for (let y = -half; y < side - half; y++)
    for (let x = -half; x < side - half; x++) {
      game.generateChunk(game.nauvis, x, y);
      game.chart(force, game.nauvis, x, y);
    }
  // A launch of its own: everything is told anew, charts too.
  game.load(game.save());
  let from = game.tickNow;
  game.startCounting();
  game.tick(ticks);
  const keyframe = costSince(game, from);
  // Nothing is counted until all is told: counting is slow.
  game.load(game.save());
  game.tick(3 * side * side + 600);
  for (const at of [
    [5.5, 5.5],
    [-200.5, 5.5],
    [5.5, 200.5],
  ] as const)
    if (Math.abs(at[0]) < half * 32 && Math.abs(at[1]) < half * 32) game.build({ name: 'radar', at: [...at], by: 'robot' });
  game.startCounting();
  // What was written before counting began falls to its first tick.
  game.tick();
  from = game.tickNow;
  for (let i = 0; i < 1000; i++)
    game.build({ name: 'transport-belt', at: [(i % 100) + 0.5, 20.5 + Math.floor(i / 100)], by: i % 2 ? 'robot' : ann });
  game.tick(ticks);
  const burst = costSince(game, from);
  game.tick(300);
  from = game.tickNow;
  game.tick(ticks);
  return { keyframe, burst, idle: costSince(game, from) };
}
