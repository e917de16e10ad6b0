/** Whoever watches one force for long knows the same world as who comes late. */
import { afterEach, expect, it, vi } from 'vitest';
import { ALL } from '../../../src/core/live/view';
import { momentOf, worldOf } from '../testing/moment';
import { Watcher } from '../testing/watcher';
import { evening } from '../testing/writer';
import { bytes, type Rig, relay } from './testing/relay';

const NIGHT = evening({ hours: 1.5, chunks: 24, launches: 1 }).flat();
const wait = { timeout: 30_000 };
let rig: Rig | null = null;
const watchers: Watcher[] = [];

afterEach(async () => {
  for (const watcher of watchers.splice(0)) watcher.close();
  await rig?.close();
  rig = null;
});

const watch = (more: { token?: string } = {}): Watcher => {
  const watcher = new Watcher({ url: `${rig!.url.replace('http', 'ws')}/live/north`, ...more });
  watchers.push(watcher);
  return watcher;
};
const caughtUp = (watcher: Watcher) => vi.waitFor(() => expect(watcher.position?.offset).toBe(rig!.hub.log.end), wait);

it('[L11] [L14] a stranger who came early, one who came in between, and one who comes late see the same, as do those who see all', async () => {
  rig = await relay({}, NIGHT.slice(0, 40));
  await vi.waitFor(() => expect(rig!.hub.info().world).not.toBeNull(), wait);
  const token = await rig.tokens.sign({ server: 'north', use: 'watch' });
  const strangers = [watch()];
  const friends = [watch({ token })];
  await caughtUp(strangers[0]!);
  for (let i = 40; i < NIGHT.length; i += 60) {
    await rig.hub.append(bytes(NIGHT.slice(i, i + 60)));
    if (i === 40 + 60 * 4) {
      strangers.push(watch());
      friends.push(watch({ token }));
    }
    // As if there was time in between: what was charted is restated at its own moment, and not all at the end.
    await rig.hub.state.restated(ALL, []);
  }
  strangers.push(watch());
  friends.push(watch({ token }));
  await Promise.all([...strangers, ...friends].map(caughtUp));
  for (const watcher of [...strangers, ...friends]) {
    expect(watcher.faults).toEqual([]);
    expect(watcher.problems).toEqual([]);
    expect(watcher.keyframes.map(({ gap }) => gap)).toEqual([false]);
  }
  const momentsOf = (list: Watcher[]) => Promise.all(list.map(async (watcher) => await momentOf((await watcher.world())!, null)));
  const [early, between, late] = await momentsOf(strangers);
  expect(between).toEqual(early);
  expect(late).toEqual(early);
  const all = await momentOf(await worldOf(bytes(NIGHT)), null);
  for (const moment of await momentsOf(friends)) expect(moment).toEqual(all);
});
