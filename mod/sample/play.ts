/** Plays the plan of the sample in the simulated game, and answers the server's log: what the whole mod wrote of it. */
import { actPeople } from './acts-people';
import { actWorks } from './acts-works';
import { SAMPLE } from './options';
import { type Act, Played } from './played';
import { World } from './world';

/** Where nothing is done, a tick in five seconds is played. All intervals of the mod's settings are multiples of it. */
const EVERY = 300;
/** After something was done the mod is given this many ticks in a row to tell it, and one more for so many acts. */
const AFTER = 2;
const ACTS = 8;
/** More than lines wait by the sample's settings. */
const LAST_LINES = 3900;

export type Progress = (tick: number, length: number) => void;

/** `until`: play ends there, for tests of its beginning. */
export function playSample(mod: ReadonlyMap<string, string>, until = Number.POSITIVE_INFINITY, onProgress: Progress = () => {}): Played {
  const planned = new World({ ...SAMPLE, surfaces: [...SAMPLE.surfaces] });
  const played = new Played(planned, mod);
  const acts: Act[] = [];
  const at = (tick: number, rank: number, run: () => void): void => {
    acts.push({ tick, rank, run });
  };
  actWorks(played, at);
  actPeople(played, at);
  acts.sort((a, b) => a.tick - b.tick || a.rank - b.rank);
  const { game } = played;
  const end = Math.min(until, planned.length);
  for (let i = 0; i < acts.length; ) {
    const { tick } = acts[i]!;
    if (tick > end) break;
    if (tick > game.tickNow) game.leap(tick, EVERY);
    const first = i;
    while (i < acts.length && acts[i]!.tick <= game.tickNow) acts[i++]!.run();
    game.tick(AFTER + Math.floor((i - first) / ACTS));
    onProgress(game.tickNow, planned.length);
  }
  // Lines wait for others to share them with: the log ends when the last are written.
  const stop = end === planned.length ? end + LAST_LINES : end;
  if (stop > game.tickNow) game.leap(stop, EVERY);
  return played;
}
