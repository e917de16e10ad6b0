import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { MemoryStore } from './block-store';
import { type Importer, Library } from './library';
import { feed, Game, kernels } from './testing/host';

const chat = (tick: number, text: string): Packet => ({ kind: 'chat', tick, text });
const steps = (tick: number, x: number): Packet => ({
  kind: 'players',
  tick,
  list: [{ index: 1, name: 'somebody', at: [x, 0], online: true }],
});

/** By branch, what was said and where somebody is at the end. */
async function told(store: MemoryStore): Promise<unknown> {
  const library = new Library(store, await kernels());
  const world = (await library.world('w1'))!;
  const branches = [...world.info.branches].sort((a, b) => (a.id < b.id ? -1 : 1));
  return await Promise.all(
    branches.map(async ({ id, ticks, opens }) => ({
      ...{ id, ticks, opens },
      rows: (await world.story(id, null, 1000)).rows.map(({ tick, text }) => `${tick} ${text}`),
      players: (await world.state(id, null)).players,
    })),
  );
}

/** Lines of one log as they come; settled after each piece. */
async function pieces(store: MemoryStore, parts: readonly string[][]): Promise<Importer> {
  const importer = await new Library(store, await kernels()).importer();
  const log = importer.log('live.log', 'test');
  for (const lines of parts) {
    feed(importer, 'live.log', lines, log);
    await importer.flush();
    await importer.settle();
  }
  await importer.finish();
  return importer;
}

it('a log that goes on after an older save was loaded is derived as it comes, on its own branch', async () => {
  const game = new Game();
  const first = [...game.chained(game.header(0)), ...game.chained(chat(100, 'a')), ...game.chained(chat(200, 'b'))];
  const loaded = game.load();
  const lost = [...game.chained(chat(300, 'lost')), ...game.here(steps(900, 1))];
  const second = [...loaded.chained(loaded.header(200)), ...loaded.chained(chat(310, 'c'))];
  const store = new MemoryStore();
  const parts = [first, lost, second, loaded.chained(chat(320, 'd')), loaded.here(steps(330, 2)), loaded.chained(chat(340, 'e'))];
  await pieces(store, parts);
  const whole = new MemoryStore();
  await pieces(whole, [parts.flat()]);
  expect(await told(store)).toEqual(await told(whole));
  expect(JSON.stringify(await told(store))).toContain('340 e');
});

/** What a server does: play on, or load what was saved some steps ago. */
const life = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant('play' as const) }, { weight: 1, arbitrary: fc.nat(4) }), {
  minLength: 4,
  maxLength: 24,
});

it('whatever is loaded, what comes piece by piece is the same world as read at once', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(life, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }), async (deeds, sizes) => {
      let game = new Game();
      let tick = 0;
      let said = 0;
      const saves: { game: Game; tick: number }[] = [];
      const lines = game.chained(game.header(0));
      for (const deed of deeds) {
        if (deed === 'play') {
          saves.push({ game: game.load(), tick });
          tick += 60;
          lines.push(...game.chained(chat(tick, `line ${said++}`)), ...game.here(steps(tick, said)));
        } else {
          const save = saves.at(-1 - deed);
          if (save === undefined) continue;
          game = save.game.load();
          tick = save.tick;
          lines.push(...game.chained(game.header(tick)));
        }
      }
      const parts: string[][] = [];
      for (let at = 0, n = 0; at < lines.length; n++) {
        const size = sizes[n % sizes.length]!;
        parts.push(lines.slice(at, at + size));
        at += size;
      }
      const [store, whole] = [new MemoryStore(), new MemoryStore()];
      await pieces(store, parts);
      await pieces(whole, [lines]);
      expect(await told(store)).toEqual(await told(whole));
    }),
    { numRuns: 60, seed: 7 },
  );
});
