/** Whoever watches one force for long knows the same world as who comes late. */
import { expect, it, vi } from 'vitest';
import { momentOf, sameMoment } from '../../../src/core/live/testing/same-moment';
import { ALL } from '../../../src/core/live/view';
import type { World } from '../../../src/core/world/world';
import { worldOf } from '../testing/moment';
import { Watcher } from '../testing/watcher';
import { evening } from '../testing/writer';
import { atEnd, bytes, type Rig, relay } from './testing/relay';

const NIGHT = evening({ hours: 1.5, chunks: 24, launches: 2 }).flat();
const wait = { timeout: 30_000 };
let rig: Rig | null = null;

const watch = (more: { token?: string } = {}): Watcher => {
  const watcher = new Watcher({ url: `${rig!.url.replace('http', 'ws')}/live/north`, ...more });
  atEnd(() => watcher.close());
  return watcher;
};
const caughtUp = (watcher: Watcher) => vi.waitFor(() => expect(watcher.position?.offset).toBe(rig!.hub.log.end), wait);

/** Without what a stranger can only know who was there: since when a thing stands. */
async function seenOf(world: World): Promise<Map<string, string>> {
  const told = await momentOf(world);
  for (const [key, value] of told) told.set(key, value.replace(/"since":-?\d+,?/g, ''));
  return told;
}

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
  const [early, ...others] = await Promise.all(strangers.map((watcher) => watcher.world()));
  const seen = await seenOf(early!);
  for (const other of others) expect(await seenOf(other!)).toEqual(seen);
  const all = await worldOf(bytes(NIGHT));
  for (const watcher of friends) expect(await sameMoment((await watcher.world())!, all)).toEqual([]);
});
