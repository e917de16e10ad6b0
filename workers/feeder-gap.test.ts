import { expect, it } from 'vitest';
import { evening } from '../cli/relay/testing/writer';
import { bytesOf, libraryOf, onlyWorld, restated } from '../src/core/live/testing/restated-log';
import { sameMoment } from '../src/core/live/testing/same-moment';
import type { Packet } from '../src/core/packet/schema';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { Game, kernels } from '../src/core/world/testing/host';
import type { World } from '../src/core/world/world';
import { Feeder } from './feeder';

/** Of one that lost the thread now and then: a keyframe of all lines before `from`, then the lines up to `to`. */
type Seen = readonly [from: number, to: number][];

const source = { relay: 'http://relay/', server: 'home', name: 'Home' };
const epoch = 'e';
const quiet = { pictures: false };
const launches = evening({ hours: 0.5, chunks: 8, launches: 2 });
const lines = launches.flat();
const [second, end] = [launches[0]!.length, lines.length];
const goodbyes = launches.map((launch) => launch.at(-1)!);

class Watching {
  private readonly store = new MemoryStore();
  private feeder = this.visit();
  private offset = 0;

  private visit(): Feeder {
    const { store } = this;
    return new Feeder({
      store,
      library: async (into) => new Library(into, await kernels()),
      scan: async () => (await kernels()).scanLines,
    });
  }

  async give(some: readonly string[], begins = false, ends = false): Promise<void> {
    const from = begins ? null : { epoch, offset: this.offset };
    this.offset += some.length;
    await this.feeder.feed({ by: 'test', source, from, position: { epoch, offset: this.offset }, begins, ends }, bytesOf(some));
  }

  /** The page is opened anew. */
  again(): void {
    this.feeder = this.visit();
  }

  async world(): Promise<World> {
    await this.give([], false, true);
    return await onlyWorld(new Library(this.store, await kernels()));
  }
}

async function keyframe(before: readonly string[]): Promise<string[]> {
  if (before.length === 0) return [];
  const launch = before.filter((line) => /^ *0\.000 \d{4}-/.test(line)).at(-1);
  return await restated(await libraryOf([['a.log', bytesOf(before)]]), undefined, launch);
}

const wholeOf = async (some: readonly string[]): Promise<World> => await onlyWorld(await libraryOf([['a.log', bytesOf(some)]]));

it('two launches end with the very same line', () => expect(goodbyes[0]).toBe(goodbyes[1]));

it.each<[string, Seen]>([
  [
    'one, the quit of an earlier launch seen before it',
    [
      [0, second + 100],
      [second + 120, end],
    ],
  ],
  [
    'several',
    [
      [0, 100],
      [130, 150],
      [150, second + 5],
      [second + 90, second + 110],
      [second + 130, end],
    ],
  ],
  [
    'one that missed the end',
    [
      [0, end - 20],
      [end, end],
    ],
  ],
  [
    'one that missed nothing but the quit',
    [
      [0, end - 1],
      [end, end],
    ],
  ],
  [
    'two that missed nothing but the quit',
    [
      [0, end - 1],
      [end, end],
      [end, end],
    ],
  ],
  [
    'one that missed nothing but the first quit',
    [
      [0, second - 2],
      [second, second],
    ],
  ],
  [
    'the same twice',
    [
      [0, second + 80],
      [second + 100, second + 100],
      [second + 100, end],
    ],
  ],
])('[P27] keyframes after gaps lead to the same world: %s', { timeout: 60_000 }, async (_, seen) => {
  const watching = new Watching();
  for (const [from, to] of seen) {
    await watching.give(await keyframe(lines.slice(0, from)), true);
    await watching.give(lines.slice(from, to));
  }
  const whole = await wholeOf(lines.slice(0, seen.at(-1)![1]));
  expect(await sameMoment(await watching.world(), whole, quiet)).toEqual([]);
});

it('another visit goes on behind a launch that ended with the same words as the next', { timeout: 60_000 }, async () => {
  const watching = new Watching();
  await watching.give(lines.slice(0, second + 100), true);
  watching.again();
  await watching.give(lines.slice(second + 100));
  const whole = await wholeOf(lines);
  expect(await sameMoment(await watching.world(), whole, quiet)).toEqual([]);
});

it('[P27] what comes late comes on top of a keyframe that was sent twice', async () => {
  const game = new Game();
  const at = (tick: number, x: number): Packet => ({ kind: 'players', tick, list: [{ index: 1, name: 'a', online: true, at: [x, 0] }] });
  const first = game.chained(game.header(0), { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] }, at(10, 1));
  const missed = [...game.chained(at(500, 2)), ...game.here({ kind: 'clock', tick: 1000, time: 1_700_000_000_000 })];
  const late = game.chained(at(990, 3), { kind: 'leave', tick: 991, player: 1 });
  const watching = new Watching();
  await watching.give(first, true);
  const state = await keyframe([...first, ...missed]);
  await watching.give(state, true);
  await watching.give(state, true);
  await watching.give(late);
  const whole = await wholeOf([...first, ...missed, ...late]);
  expect(await sameMoment(await watching.world(), whole, quiet)).toEqual([]);
});

it('a log that was read without the first line of its launch is known again', { timeout: 60_000 }, async () => {
  const [tail, whole] = [lines.slice(30), lines];
  const rowsOf = async (drops: (readonly string[])[]): Promise<string[]> => {
    const library = await libraryOf(...drops.map((drop, i) => [[`${i}.log`, bytesOf(drop)] as const]));
    const world = await onlyWorld(library);
    const told = new Set<string>(['save', 'quit']);
    return (await world.story('main', null, 1000)).rows
      .map(({ type }) => type)
      .filter((type) => told.has(type))
      .sort();
  };
  const once = await rowsOf([whole]);
  expect(once.filter((type) => type === 'quit')).toHaveLength(2);
  expect(once).toContain('save');
  expect(await rowsOf([tail, whole])).toEqual(once);
  expect(await rowsOf([whole, tail, whole])).toEqual(once);
});
