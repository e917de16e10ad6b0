import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../src/core/packet/schema';
import type { Problem } from '../src/core/result';
import { type Batch, MemoryStore } from '../src/core/world/block-store';
import { hash53 } from '../src/core/world/identity';
import { Library } from '../src/core/world/library';
import { Game, kernels } from '../src/core/world/testing/host';
import { readFile } from '../src/import/read-file';
import type { Fed, FeedPart } from '../src/worker-api/feed-api';
import { queue } from './exclusive';
import { createImportService } from './import-service';

const source = { relay: 'http://relay/', server: 'home', name: 'Home' };
const epoch = 'one';
const chat = (tick: number, text: string): Packet => ({ kind: 'chat', tick, text });
const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));

function service(store = new MemoryStore()) {
  return createImportService({
    ...{ store, kernels, readFile, exclusively: queue(), tellChanged() {} },
    storage: async () => ({ used: 0, quota: 0, persisted: true }),
  });
}

/** A relay's log and whoever watches it: hands over what comes, from wherever the store says. */
class Watcher {
  at = 0;
  constructor(
    readonly store = new MemoryStore(),
    public api = service(store),
  ) {}

  part(lines: Uint8Array, more: Partial<FeedPart> = {}): Promise<Fed> {
    const from = this.at === 0 ? null : { epoch, offset: this.at };
    this.at += lines.length;
    return this.api.feed(
      { by: 'page', source, from, position: { epoch, offset: this.at }, begins: from === null, ends: false, ...more },
      lines,
    );
  }

  /** Another visit: what was not stored is not known. */
  async again(): Promise<void> {
    this.api = service(this.store);
    const [place] = await this.api.feeds();
    this.at = place?.position?.offset ?? 0;
  }
}

async function rowsOf(store: MemoryStore): Promise<string[]> {
  const library = new Library(store, await kernels());
  const all: string[] = [];
  for (const { id } of (await library.worlds()).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const world = (await library.world(id))!;
    for (const branch of [...world.info.branches].sort((a, b) => (a.id < b.id ? -1 : 1)))
      for (const { type, tick, clock, text } of (await world.story(branch.id, null, 1000)).rows)
        all.push(`${id} ${branch.id} ${type} ${tick} ${clock} ${text.length > 40 ? hash53(text) : text}`);
  }
  return all;
}

async function imported(lines: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await service(store).run('whole', [{ name: 'Home.log', file: new File([bytesOf(lines).slice()], 'Home.log') }], () => {});
  return store;
}

const launch = (game: Game, tick: number) => [
  `   0.000 2026-11-21 ${String((tick / 60) % 24).padStart(2, '0')}:00:00; Factorio 2.0.76 (build 84451, linux64, headless, space-age)`,
  ...game.chained(game.header(tick)),
];
const long = (letter: string) => letter.repeat(6000);

/** A text that hardly packs. */
function noise(): string {
  let state = 1;
  const letters = Array.from({ length: 12_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(35 + (state % 56));
  });
  return letters.join('');
}

describe('lines that are fed', () => {
  it('are a world at once, settled when they end, and another visit goes on where they ended', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    const first = await watcher.part(bytesOf([...launch(game, 60), ...game.chained(chat(120, 'a'))]));
    expect(first.worlds.map(({ id, packets }) => [id, packets.chat])).toEqual([['w1', 1]]);
    expect(first.place).toEqual({ source, position: { epoch, offset: watcher.at }, world: 'w1' });
    const second = await watcher.part(bytesOf(game.chained(chat(180, 'b'))), { ends: true });
    expect(second.worlds[0]).toMatchObject({ ticks: [60, 180] });
    expect(second.worlds[0]!.unfinished).toBeUndefined();
    const { at } = watcher;
    await watcher.again();
    expect(watcher.at).toBe(at);
    // No header stands before it.
    const third = await watcher.part(bytesOf(game.chained(chat(240, 'c'))), { ends: true });
    expect(third.worlds.map(({ id, packets, gaps }) => [id, packets.chat, gaps])).toEqual([['w1', 3, []]]);
  });

  it('say from which tick on there is something new', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    const since = async (lines: string[], more: Partial<FeedPart> = {}) => (await watcher.part(bytesOf(lines), more)).since;
    expect(await since(launch(game, 60))).toBeNull();
    expect(await since(game.chained(chat(120, 'a')))).toBe(120);
    expect(await since([...game.chained(chat(240, 'b')), ...game.chained(chat(200, 'c'))])).toBe(200);
    // What waited may have been derived now; then nothing.
    expect(await since([], { ends: true })).toBe(120);
    expect(await since(game.chained(chat(300, 'd')), { ends: true })).toBe(300);
    const restated: Packet = { kind: 'players', tick: 310, key: 310, list: [{ index: 1, name: 'p', at: [1, 1] }] };
    expect(await since(game.here(restated))).toBeNull();
    expect(await since(game.chained(chat(360, 'e')))).toBe(360);
    await watcher.again();
    expect(await since(game.chained(chat(420, 'f')))).toBeNull();
  });

  it('that do not begin where the store is are refused', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    await watcher.part(bytesOf(launch(game, 60)));
    await watcher.again();
    watcher.at += 1;
    const refused = await watcher.part(bytesOf(game.chained(chat(120, 'a')))).catch((problem: Problem) => problem.code);
    expect(refused).toBe('feed-behind');
  });

  it('of a keyframe after a gap show what lies between', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    await watcher.part(bytesOf([...launch(game, 60), ...game.chained(chat(120, 'a'))]));
    game.checkpoints.unshift([120, game.state.seq, game.state.chain]);
    for (let i = 0; i < 9; i++) game.chained(chat(180 + i, 'missed'));
    const keyframe = game.here(game.header(600), { kind: 'players', tick: 600, key: 600, list: [{ index: 1, name: 'p', at: [5, 5] }] });
    await watcher.part(bytesOf(keyframe.slice(0, 1)), { begins: true, position: null });
    const stored = (await watcher.api.feeds())[0]!.position;
    const fed = await watcher.part(bytesOf([...keyframe.slice(1), ...game.chained(chat(660, 'after'))]), { from: null, ends: true });
    expect(stored).not.toEqual(fed.place.position);
    expect(fed.worlds[0]!.gaps).toMatchObject([{ ticks: [120, 660], lines: 9 }]);
  });

  it('in parts are gone on with from before the first part', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    await watcher.part(bytesOf(launch(game, 60)));
    const before = watcher.at;
    const parts = game.chained(chat(120, noise()));
    expect(parts.length).toBeGreaterThan(2);
    await watcher.part(bytesOf(parts.slice(0, 2)));
    await watcher.again();
    expect(watcher.at).toBe(before);
    const fed = await watcher.part(bytesOf(parts), { ends: true });
    expect(fed.worlds[0]!.packets.chat).toBe(1);
    expect((await rowsOf(watcher.store)).filter((row) => row.includes('chat'))).toHaveLength(1);
  });

  it('of a world that was deleted need a keyframe', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    await watcher.part(bytesOf(launch(game, 60)), { ends: true });
    await watcher.api.remove('w1');
    await watcher.api.recover();
    await expect.poll(() => watcher.api.feeds()).toMatchObject([{ position: null, world: null }]);
    await watcher.api.forgetFeed(source.relay, source.server);
    expect(await watcher.api.feeds()).toEqual([]);
  });

  it('are told as an import that was left half to nobody', async () => {
    const game = new Game('w1');
    const watcher = new Watcher();
    await watcher.part(bytesOf(launch(game, 60)), { ends: true });
    await watcher.part(bytesOf(game.chained(chat(120, 'a'))));
    expect((await watcher.api.worlds())[0]!.unfinished).toBe(true);
    await watcher.again();
    expect(await watcher.api.recover()).toEqual([]);
    await expect.poll(async () => (await watcher.api.worlds())[0]!.unfinished).toBeUndefined();
  });

  it('are as one log, wherever they are cut and whoever dies meanwhile', { timeout: 60_000 }, async () => {
    let game = new Game('w1');
    const lines: string[] = [];
    for (let n = 0; n < 40; n++) {
      const tick = 600 * (n + 1);
      if (n === 26) game = new Game('w2');
      if (n % 13 === 0) lines.push(...launch(game, tick));
      lines.push(...game.chained(chat(tick + 1, n % 5 === 0 ? long(String(n)) : `line ${n}`)));
      lines.push(...game.here({ kind: 'players', tick: tick + 2, list: [{ index: 1, name: 'somebody', at: [n, n], online: true }] }));
      if (n % 4 === 0) lines.push(`2026-11-21 10:${10 + n}:00 [CHAT] somebody: on the console ${n}`);
    }
    const whole = await rowsOf(await imported(lines));
    const bytes = bytesOf(lines);
    const ends = lines.map((_, i) => bytesOf(lines.slice(0, i + 1)).length);
    const cut = fc.array(fc.record({ lines: fc.integer({ min: 1, max: 12 }), dies: fc.boolean() }), { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cut, async (steps) => {
        const watcher = new Watcher();
        for (let n = 0, line = 0; line < lines.length; n++) {
          const { lines: count, dies } = steps[n % steps.length]!;
          const to = Math.min(lines.length, line + count);
          await watcher.part(bytes.slice(watcher.at, ends[to - 1]), { ends: to === lines.length });
          line = to;
          if (!dies || line === lines.length) continue;
          await watcher.again();
        }
        expect(await rowsOf(watcher.store)).toEqual(whole);
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

it('nothing is stored of lines without their place', async () => {
  class Listening extends MemoryStore {
    readonly without: string[] = [];
    override async put(batch: Batch): Promise<void> {
      if (!batch.set.some(([key]) => key.startsWith('v/'))) this.without.push(...batch.set.map(([key]) => key));
      await super.put(batch);
    }
  }
  const store = new Listening();
  const game = new Game('w1');
  const watcher = new Watcher(store);
  await watcher.part(bytesOf(launch(game, 60)));
  await watcher.part(bytesOf(game.chained(chat(120, 'a'))), { ends: true });
  expect(store.without).toEqual([]);
});
