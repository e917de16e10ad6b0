/**
 * A world's life as a mod would tell it: packets in the order of the game, turned into lines by an emitter, with the
 * engine's own lines around them. The same options give the same bytes. Memory stays bounded for worlds of any size: a
 * moment's packets are made when its turn comes.
 */
import type { HeaderFacts } from '../../src/core/packet/write';
import { type Kept, ScriptEmitter } from './emitter';
import { LaunchLife } from './life';
import type { GenerateOptions } from './moment';
import { hash } from './noise';
import { World } from './world';

export type { GenerateOptions };
export const GAME = '2.0.76';

export interface Generated {
  world: World;
  /** The history after `branchAt`. */
  branch?: World;
  logs: number;
  facts: HeaderFacts;
}

export function generate(options: GenerateOptions): Generated {
  const world = new World(options);
  const facts: HeaderFacts = {
    world: worldId(options.seed),
    seed: hash(options.seed, 4711),
    game: GAME,
    mods: [
      ['base', GAME],
      ['elevated-rails', GAME],
      ['quality', GAME],
      ['space-age', GAME],
      ['factoscope', '0.1.0'],
    ],
  };
  const emitter = options.emitter ?? new ScriptEmitter(options.bare ? 'jsonl' : 'log');
  const launches = options.launches ?? 1;
  let saved: Kept | undefined;
  let clock = Date.UTC(2026, 2, 14, 18, 2, 11);
  let last = 0;
  const { branchAt } = options;
  for (let log = 0; log < launches; log++) {
    const from = Math.round((world.length * log) / launches);
    const to = Math.round((world.length * (log + 1)) / launches);
    clock += Math.round(((from - last) / 60) * 1000) + (log > 0 ? 7 * 3600000 : 0);
    last = from;
    // What is not in the save is forgotten between two launches.
    if (log > 0) emitter.load(emitter.save());
    const life = new LaunchLife(world, options, facts, emitter, log, { from, to, clock, save: log === 0 ? null : `_autosave${log}` });
    if (branchAt !== undefined && branchAt >= from && branchAt < to) life.saveAt(branchAt, (kept) => (saved = kept));
    life.play();
  }
  if (branchAt === undefined || saved === undefined) return { world, logs: launches, facts };
  const branch = new World({ ...options, turn: branchAt });
  emitter.load(saved);
  clock += Math.round(((world.length - last) / 60) * 1000) + 2 * 3600000;
  new LaunchLife(branch, options, facts, emitter, launches, { from: branchAt, to: world.length, clock, save: '_autosave_branch' }).play();
  return { world, branch, logs: launches + 1, facts };
}

const worldId = (seed: number): string =>
  `nordhafen-${hash(seed, 1).toString(16).padStart(8, '0')}${hash(seed, 2).toString(16).padStart(8, '0')}`;
