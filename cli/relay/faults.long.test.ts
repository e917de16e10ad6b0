/** Faults of machines, networks and files, one by one and mixed; the relay is the real command. Afterwards nothing is missing. */
import { expect, onTestFailed, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sameMoment } from '../../src/core/live/testing/same-moment';
import type { World } from '../../src/core/world/world';
import { randomOf } from './testing/chance';
import { ticksOutsideGaps, worldOf } from './testing/moment';
import { Rig } from './testing/rig';
import { StuckWatcher } from './testing/stuck';
import type { Watcher } from './testing/watcher';
import { bytesOf, evening } from './testing/writer';

/** Cut into so many pieces, whatever the lines' ends. */
function slices(bytes: Uint8Array, count: number): Uint8Array[] {
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** A socket that is not open yet can be neither. */
const asleep = ({ socket }: Watcher): void => {
  if (socket?.readyState === WebSocket.OPEN) socket.pause();
};
const awake = ({ socket }: Watcher): void => {
  if (socket?.isPaused) socket.resume();
};

/** The relay has the log byte for byte; who watched has its world. */
async function same(rig: Rig, watcher: Watcher): Promise<World> {
  await vi.waitFor(async () => expect((await rig.kept()).differs).toBe(null), { timeout: 30_000, interval: 200 });
  await rig.caughtUp(watcher);
  expect(watcher.faults).toEqual([]);
  const { from, bytes } = watcher.log;
  expect(bytes.equals(rig.log.told.subarray(from)), 'the lines that came').toBe(true);
  const [seen, told] = [(await watcher.world())!, await worldOf(rig.log.told)];
  expect(await sameMoment(seen, told)).toEqual([]);
  for (const tick of ticksOutsideGaps(seen, 7)) expect(await sameMoment(seen, told, { tick, pictures: false }), `at ${tick}`).toEqual([]);
  return seen;
}

/** Before the first line: who comes later is told the beginning as a state, and shows a gap before it. */
async function present(rig: Rig): Promise<Watcher> {
  const watcher = rig.watch();
  await vi.waitFor(() => expect(watcher.position).toMatchObject({ offset: 0 }), { timeout: 30_000 });
  return watcher;
}

const play = bytesOf(evening({ hours: 2, launches: 2 }).flat());

test('killed at any moment and started again, it goes on where it was', async () => {
  const rig = await Rig.start();
  const watcher = await present(rig);
  for (const [i, slice] of slices(play, 6).entries()) {
    rig.log.write(slice);
    // While it reads, while it writes, when it is done.
    if (i % 3 > 0)
      await vi.waitFor(() => expect(watcher.position?.offset).toBeGreaterThan(rig.log.told.length - slice.length), { timeout: 30_000 });
    if (i % 3 > 1) await rig.caughtUp(watcher, rig.log.told.lastIndexOf(10) + 1);
    await rig.killAndStart();
  }
  const world = await same(rig, watcher);
  expect(world.info.gaps).toEqual([]);
  expect(watcher.keyframes.filter(({ gap }) => gap)).toEqual([]);
});

test('a line that is cut and mended loses nothing and shows no gap', async () => {
  const rig = await Rig.start();
  const watcher = await present(rig);
  for (const [i, slice] of slices(play, 8).entries()) {
    rig.log.write(slice);
    if (i % 2 === 0) rig.line.cut();
    else rig.line.mend();
    if (i === 5) {
      await rig.caughtUp(watcher, rig.log.told.lastIndexOf(10) + 1);
      rig.line.hold();
    }
  }
  rig.line.mend();
  const world = await same(rig, watcher);
  expect(world.info.gaps).toEqual([]);
  expect(watcher.closed.length).toBeGreaterThan(0);
});

test('a log that is turned over in the middle of a line', async () => {
  const rig = await Rig.start();
  const watcher = await present(rig);
  const whole = () => rig.caughtUp(watcher, rig.log.told.lastIndexOf(10) + 1);
  const [one, two, three, four] = slices(play, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  // The game goes on in the file that was given another name, and then in the new one.
  rig.log.write(one);
  await whole();
  rig.log.rename();
  rig.log.write(two.subarray(0, 5000));
  await whole();
  rig.log.reopen();
  rig.log.write(two.subarray(5000));
  await whole();
  // The file is copied and emptied: what follows stands at its beginning.
  rig.log.truncate();
  rig.log.write(three);
  await whole();
  // It is turned over while nobody looks.
  await rig.relay.kill();
  rig.log.rename();
  rig.log.reopen();
  rig.log.write(four);
  await rig.up();
  const world = await same(rig, watcher);
  expect(world.info.gaps).toEqual([]);
});

test('a watcher that never reads costs nobody anything, and is caught up by a keyframe that it shows as a gap', async () => {
  const rig = await Rig.start();
  const other = await present(rig);
  const slow = await present(rig);
  // Whole lines: what stands between them must tear none.
  const [first, second] = [1 / 3, 2 / 3].map((share) => play.lastIndexOf(10, play.length * share) + 1) as [number, number];
  const [one, two, three] = [play.subarray(0, first), play.subarray(first, second), play.subarray(second)];
  rig.log.write(one);
  await rig.caughtUp(slow, rig.log.told.lastIndexOf(10) + 1);
  await rig.caughtUp(other, rig.log.told.lastIndexOf(10) + 1);
  // Lines of no meaning, 20 MB, once while everybody reads: what that takes is nobody's fault.
  const filler = bytesOf(Array.from({ length: 40 }, (_, i) => `what another program says, ${i}: ${'x'.repeat(900)}`));
  const fill = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      rig.log.write(filler);
      // No faster than somebody who reads can read.
      if (i % 60 === 59) await rig.caughtUp(other);
    }
  };
  await fill(540);
  await rig.caughtUp(slow);
  const before = rig.relay.memory;
  slow.socket!.pause();
  const stuck = [await StuckWatcher.open(rig.port, rig.token), await StuckWatcher.open(rig.port, rig.token)];
  // More than any queue has room for, so that it misses what the game told then.
  await fill(1080);
  rig.log.write(two);
  await fill(1080);
  // 80 MB for each of three.
  const growth = rig.relay.memory - before;
  console.log(`the relay has grown by ${growth.toFixed(0)} MB`);
  expect(growth).toBeLessThan(80);
  slow.socket!.resume();
  rig.log.write(three);
  await rig.caughtUp(other);
  await rig.caughtUp(slow);
  expect(slow.faults).toEqual([]);
  expect(slow.keyframes.some(({ gap }) => gap)).toBe(true);
  const [seen, told] = [(await slow.world())!, await worldOf(rig.log.told)];
  expect(seen.info.gaps.length).toBeGreaterThan(0);
  expect(await sameMoment(seen, told)).toEqual([]);
  for (const tick of ticksOutsideGaps(seen, 7)) expect(await sameMoment(seen, told, { tick, pictures: false }), `at ${tick}`).toEqual([]);
  for (const one of stuck) one.close();
  expect(other.keyframes.length).toBe(1);
  await same(rig, other);
});

test('the clock is set back: of the relay’s machine, and of the game’s', async () => {
  const rig = await Rig.start({ clock: true });
  const watcher = await present(rig);
  const [first, second] = evening({ hours: 1, launches: 2 }) as [string[], string[]];
  rig.log.lines(first.slice(0, 100));
  await rig.caughtUp(watcher);
  rig.relay.signal('SIGUSR2');
  await rig.relay.says(/clock set back/);
  rig.log.lines(first.slice(100));
  await rig.caughtUp(watcher);
  // A day earlier than the first.
  const [launch, ...rest] = second as [string, ...string[]];
  rig.log.lines([launch.replace(/\d{4}-\d\d-\d\d/, '2026-03-13'), ...rest]);
  rig.line.cut();
  rig.line.mend();
  const world = await same(rig, watcher);
  expect(world.info.gaps).toEqual([]);
});

test.each([1, 2, 3])('all of them, one after another as chance has it (%i)', async (seed) => {
  const rig = await Rig.start({ clock: true });
  const watcher = await present(rig);
  const random = randomOf(seed);
  const seen = async () => {
    rig.line.mend();
    awake(watcher);
    await rig.caughtUp(watcher, rig.log.told.lastIndexOf(10) + 1);
  };
  const faults: Record<string, () => void | Promise<void>> = {
    kill: () => rig.killAndStart(),
    cut: () => rig.line.cut(),
    mend: () => rig.line.mend(),
    drop: () => watcher.drop(),
    rename: () => rig.log.rename(),
    reopen: () => rig.log.reopen(),
    truncate: async () => {
      // What stands in a file that is emptied before anybody has read it is lost with it.
      rig.log.reopen();
      await seen();
      rig.log.truncate();
    },
    'clock back': () => rig.relay.signal('SIGUSR2'),
    asleep: () => asleep(watcher),
    awake: () => awake(watcher),
  };
  const happened: string[] = [];
  onTestFailed(() => console.log(happened.join(', ')));
  for (const slice of slices(play, 24)) {
    rig.log.write(slice);
    if (random() < 0.3) {
      happened.push('seen');
      await seen();
    }
    const [name, fault] = Object.entries(faults)[Math.floor(random() * Object.keys(faults).length)]!;
    happened.push(name);
    await fault();
  }
  rig.log.reopen();
  awake(watcher);
  rig.line.mend();
  await same(rig, watcher);
});
