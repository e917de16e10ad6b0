import { describe, expect, it, vi } from 'vitest';
import { inflateBounded } from '../src/core/inflate';
import { readEnvelope } from '../src/core/packet/read';
import { MARKER, type Packet } from '../src/core/packet/schema';
import { type Batch, type BlockStore, MemoryStore, StoreFull } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { Game, kernels } from '../src/core/world/testing/host';
import type { ReadFile } from '../src/import/run-import';
import type { DroppedFile, Progress } from '../src/worker-api/import-api';
import { queue } from './exclusive';
import { createImportService } from './import-service';

/** Packet lines alone, a turn each. */
const readFile: ReadFile = async (source, sink, signal) => {
  const log = sink.log(source.name, 'Lines');
  const text = new TextDecoder().decode(await source.slice(0, source.size));
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let done = 0;
  for (const [i, line] of lines.entries()) {
    signal.throwIfAborted();
    log.head(line);
    const envelope = readEnvelope(line.slice(MARKER.length), inflateBounded);
    if (line.startsWith(MARKER) && envelope.ok)
      log.entry({ type: 'packets', line: i + 1, clock: null, text: line, envelope: envelope.value });
    else if (line.startsWith('[CHAT]'))
      log.entry({ type: 'engine', line: i + 1, clock: null, text: line, event: { type: 'chat', text: line } });
    else log.other();
    done += line.length + 1;
    await sink.turn(Math.min(done, source.size));
  }
  return { format: 'Lines', read: true, packetLines: 1, note: '' };
};

function service(store: BlockStore = new MemoryStore(), more: Partial<Parameters<typeof createImportService>[0]> = {}) {
  const told: (string | null)[] = [];
  const api = createImportService({
    store,
    kernels,
    readFile,
    exclusively: queue(),
    tellChanged: (world) => told.push(world),
    storage: async () => ({ used: 1, quota: 2, persisted: true }),
    ...more,
  });
  return { api, told, store };
}

const chat = (tick: number, text: string): Packet => ({ kind: 'chat', tick, text });
const dropped = (name: string, lines: string[] | string, lastModified = 0): DroppedFile => ({
  name,
  file: new File([typeof lines === 'string' ? lines : `${lines.join('\n')}\n`], name, { lastModified }),
});
const quiet = () => {};

async function story(store: BlockStore, world: string): Promise<string[]> {
  const found = await new Library(store, await kernels()).world(world);
  return (await found!.story('main', null, 1000)).rows.map(({ text }) => text);
}

async function dump(store: BlockStore): Promise<Record<string, unknown>> {
  const keys = await store.keys('', '\uffff');
  const values = await store.get(keys);
  return Object.fromEntries(keys.map((key, i) => [key, Buffer.from(values[i]!).toString('base64')]));
}

describe('run', () => {
  it('stores the world of a log, tells of it and leaves no record', async () => {
    const { api, told, store } = service();
    const game = new Game('w1');
    const progress: Progress[] = [];
    const report = await api.run('1', [dropped('a.log', game.chained(game.header(1), chat(2, 'one')))], (one) => progress.push(one));
    expect(report).toMatchObject({
      worlds: ['w1'],
      cancelled: false,
      problems: [],
      files: [{ name: 'a.log', worlds: ['w1'], packets: 2 }],
    });
    expect(await story(store, 'w1')).toEqual(['one']);
    expect(told).toContain('w1');
    expect(await store.keys('job/', 'job0')).toEqual([]);
    await vi.waitFor(() => expect(progress.at(-1)!.worlds).toMatchObject([{ id: 'w1' }]));
    expect((await api.worlds()).map(({ id }) => id)).toEqual(['w1']);
  });

  it('the same file again changes nothing', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const file = dropped('a.log', game.chained(game.header(1), chat(2, 'one')));
    await api.run('1', [file], quiet);
    const before = await dump(store);
    const report = await api.run('2', [file], quiet);
    expect(report.files).toMatchObject([{ worlds: ['w1'] }]);
    expect(await dump(store)).toEqual(before);
  });

  it('a cancelled job keeps what was read; one that waits its turn is cancelled without a trace', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const lines = game.chained(game.header(1), chat(2, 'one'));
    const first = api.run('1', [dropped('a.log', [...lines, ...Array.from({ length: 50_000 }, () => '#')])], () => void api.cancel('1'));
    const second = api.run('2', [dropped('b.log', lines)], quiet);
    await api.cancel('2');
    expect(await first).toMatchObject({ cancelled: true });
    expect(await second).toEqual({ files: [], problems: [], worlds: [], packs: [], cancelled: true });
    expect(await story(store, 'w1')).toEqual(['one']);
  });

  it('tells that it waits for another job', async () => {
    const { api } = service();
    const seen: Progress[] = [];
    const jobs = [api.run('1', [dropped('a.log', ['#'])], quiet), api.run('2', [dropped('b.log', ['#'])], (one) => seen.push(one))];
    await Promise.all(jobs);
    expect(seen[0]).toMatchObject({ waiting: true, worlds: [] });
  });

  it('a callback that fails stops nothing', async () => {
    const { api } = service();
    const game = new Game('w1');
    const file = dropped('a.log', game.chained(game.header(1)));
    expect(await api.run('1', [file], () => Promise.reject(new Error('the page is gone')) as never)).toMatchObject({ worlds: ['w1'] });
  });
});

describe('what a killed worker leaves', () => {
  /** Lets so many batches through; later ones never end, as when the tab is closed. */
  function killed(store: BlockStore, after: number): BlockStore {
    let puts = 0;
    const put = (batch: Batch) => (++puts > after ? new Promise<never>(() => {}) : store.put(batch));
    return { keys: (a, b) => store.keys(a, b), get: (keys) => store.get(keys), put };
  }

  it('is whole, named by the next visit with how far it goes, and completed by the same files to the same world', async () => {
    const game = new Game('w1');
    const lines = [...game.chained(game.header(1), chat(2, 'one')), ...game.chained(chat(3, 'two'))];
    const file = dropped('a.log', [...lines, ...Array.from({ length: 3000 }, () => '#')]);
    // Every line waits a little, so that the first second ends, and is stored, in the middle of the file.
    const slow: ReadFile = (source, sink, signal) =>
      readFile(source, { ...sink, turn: async (done) => {
        if (done > 500) await new Promise((resolve) => setTimeout(resolve, 2));
        await sink.turn(done);
      } }, signal); // biome-ignore format: one step
    const disk = new MemoryStore();
    void service(killed(disk, 1), { readFile: slow }).api.run('1', [file], quiet);
    await vi.waitFor(async () => expect(await disk.keys('job/', 'job0')).toHaveLength(1), { timeout: 3000 });

    const next = service(disk);
    const rows = await next.api.recover();
    expect(rows).toMatchObject([{ world: 'w1', what: 'kept', file: { name: 'a.log', size: file.file.size } }]);
    expect(rows[0]!.file!.bytes).toBeGreaterThan(500);
    expect(rows[0]!.file!.bytes).toBeLessThan(file.file.size);
    expect(await story(disk, 'w1')).toEqual(['one', 'two']);
    await vi.waitFor(() => expect(next.told).toContain('w1'));
    expect(await next.api.recover()).toEqual([]);
    expect(await next.api.run('2', [file], quiet)).toMatchObject({ worlds: [], cancelled: false });

    const whole = new MemoryStore();
    await service(whole).api.run('1', [file], quiet);
    expect(await story(disk, 'w1')).toEqual(await story(whole, 'w1'));
    const [again] = await next.api.worlds();
    const [once] = await service(whole).api.worlds();
    expect({ ...again, createdAt: 0, changedAt: 0, version: 0, bytes: 0 }).toEqual({
      ...once,
      createdAt: 0,
      changedAt: 0,
      version: 0,
      bytes: 0,
    });
  });

  it('recover leaves a running job of another tab alone', async () => {
    const exclusively = queue();
    const store = new MemoryStore();
    await store.put({ set: [['job/x', new Uint8Array(1)]], remove: [] });
    const { api } = service(store, { exclusively, patience: 5 });
    let end = () => {};
    const other = exclusively(() => new Promise<void>((resolve) => { end = resolve; })); // biome-ignore format: one line
    const recovering = api.recover();
    await new Promise((resolve) => setTimeout(resolve, 20));
    end();
    expect(await recovering).toEqual([]);
    await other;
    expect(await store.keys('job/', 'job0')).toEqual(['job/x']);
  });

  it('the bin is emptied at the next visit, not before', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    await api.run('1', [dropped('a.log', game.chained(game.header(1)))], quiet);
    await api.remove('w1');
    expect(await api.worlds()).toMatchObject([{ id: 'w1', deletedAt: expect.any(Number) }]);
    await api.undelete('w1');
    await api.recover();
    expect(await api.worlds()).toHaveLength(1);
    await api.remove('w1');
    await api.recover();
    await vi.waitFor(async () => expect(await store.keys('', '\uffff')).toEqual([]));
  });
});

describe('a full store', () => {
  it('is a row with what to do, and what is stored is whole', async () => {
    const memory = new MemoryStore();
    const store: BlockStore = {
      keys: (a, b) => memory.keys(a, b),
      get: (keys) => memory.get(keys),
      put: (batch) => (batch.set.length > 0 ? Promise.reject(new StoreFull()) : memory.put(batch)),
    };
    const game = new Game('w1');
    const report = await service(store).api.run('1', [dropped('a.log', game.chained(game.header(1)))], quiet);
    expect(report).toMatchObject({ cancelled: false, worlds: [], problems: [{ code: 'storage-full' }] });
    expect(await memory.keys('', '\uffff')).toEqual([]);
  });
});

describe('a file with one line that has no end', () => {
  it('is read whole, also when it may be growing', async () => {
    const { api } = service();
    const report = await api.run(
      '1',
      [{ ...dropped('a.txt', '0eNqrVkrKKU0tKMrMK1GyqlbKzEstVrKKjq2tBQB9Rwnw', Date.now()), growing: true }],
      quiet,
    );
    expect(report.problems.map(({ code }) => code)).not.toContain('line-open');
    expect(report.files).toMatchObject([{ bytes: 45 }]);
  });
});

it('a world that was joined says so, until it is split', async () => {
  const { api } = service();
  for (const name of ['a', 'b']) await api.run(name, [dropped(`${name}.log`, ['[CHAT] hello', `[CHAT] ${name}`])], quiet);
  const ids = (await api.worlds()).map(({ id }) => id);
  expect((await api.worlds()).map(({ joined }) => joined)).toEqual([undefined, undefined]);
  const one = await api.join(ids);
  expect(await api.worlds()).toMatchObject([{ id: one, joined: true }]);
  await api.split(one);
  expect((await api.worlds()).map(({ joined }) => joined)).toEqual([undefined, undefined]);
});

describe('grow', () => {
  it('reads on where it was, one importer for all looks, and tells only what is new', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const lines = game.chained(game.header(1), chat(2, 'one'));
    await api.run('1', [{ ...dropped('a.log', lines), growing: true }], quiet);
    const opened = vi.spyOn(Library.prototype, 'importer');
    for (const [i, text] of ['two', 'three', 'four'].entries()) {
      lines.push(...game.chained(chat(10 + i, text)));
      const report = await api.grow(`g${i}`, dropped('a.log', lines), quiet);
      expect(report).toMatchObject({ restarted: false, worlds: ['w1'], problems: [] });
      if (i > 0) expect(report.files).toMatchObject([{ packets: 1 }]);
      expect((await story(store, 'w1')).at(-1)).toBe(text);
    }
    expect(opened).toHaveBeenCalledTimes(1);
    expect(await api.grow('g', dropped('a.log', lines), quiet)).toEqual({
      files: [],
      problems: [],
      worlds: [],
      packs: [],
      restarted: false,
    });
    // Somebody else writes: what was kept is out of date.
    await api.rename('w1', 'My world');
    lines.push(...game.chained(chat(20, 'five')));
    await api.grow('g', dropped('a.log', lines), quiet);
    expect(opened).toHaveBeenCalledTimes(2);
    expect(await api.worlds()).toMatchObject([{ name: 'My world', packets: { header: 1, chat: 5 } }]);
    expect(await story(store, 'w1')).toEqual(['one', 'two', 'three', 'four', 'five']);
    opened.mockRestore();
    // And the same as read at once.
    const whole = new MemoryStore();
    await service(whole).api.run('1', [dropped('a.log', lines)], quiet);
    expect(await story(whole, 'w1')).toEqual(await story(store, 'w1'));
  });

  it('repeated lines of one log are each kept, also when they come one by one', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const lines = game.chained(game.header(1));
    await api.grow('0', dropped('a.log', lines), quiet);
    for (let i = 0; i < 3; i++) {
      lines.push('[CHAT] bob: hi', ...game.chained(chat(10 + i, `${i}`)));
      await api.grow(`${i}`, dropped('a.log', lines), quiet);
    }
    expect((await story(store, 'w1')).filter((text) => text.includes('bob'))).toHaveLength(3);
  });

  it('a half-written line waits, also the one that ends a file dropped while the game writes', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const text = `${[...game.chained(game.header(1)), '[CHAT] bob: one', ...game.chained(chat(2, 'two'))].join('\n')}\n`;
    const cut = text.indexOf('one') + 1;
    const report = await api.run('1', [{ ...dropped('a.log', text.slice(0, cut), Date.now()), growing: true }], quiet);
    expect(report.problems).toMatchObject([{ code: 'line-open', file: 'a.log' }]);
    expect(await api.grow('2', dropped('a.log', text.slice(0, -5)), quiet)).toMatchObject({ problems: [], worlds: ['w1'] });
    expect(await story(store, 'w1')).toEqual(['[CHAT] bob: one']);
    await api.grow('3', dropped('a.log', text), quiet);
    expect(await story(store, 'w1')).toEqual(expect.arrayContaining(['[CHAT] bob: one', 'two']));
    expect(await story(store, 'w1')).toHaveLength(2);
  });

  it('a packet in parts that is half written is read when it is whole, with no word about the half', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const lines = game.chained(game.header(1));
    const random = Array.from({ length: 20_000 }, (_, i) => Math.imul(i, 0x9e3779b1).toString(36)).join('');
    const long = game.chained(chat(2, random));
    expect(long.length).toBeGreaterThan(4);
    for (let n = 2; n < long.length; n += 2) {
      const report = await api.grow(`${n}`, dropped('a.log', [...lines, ...long.slice(0, n)]), quiet);
      expect(report.problems).toEqual([]);
    }
    await api.grow('end', dropped('a.log', [...lines, ...long]), quiet);
    expect(await story(store, 'w1')).toEqual([random]);
    expect((await api.worlds())[0]!.packets).toMatchObject({ chat: 1 });
  });

  it('a game that was started again is read from the beginning, into the same world', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    await api.run('1', [{ ...dropped('a.log', ['first launch', ...game.chained(game.header(1), chat(2, 'one'))]), growing: true }], quiet);
    game.checkpoints.push([2, game.state.seq, game.state.chain]);
    const report = await api.grow('2', dropped('a.log', ['second launch', ...game.chained(game.header(3), chat(4, 'two'))]), quiet);
    expect(report).toMatchObject({ restarted: true, worlds: ['w1'] });
    expect(report.problems.map(({ code }) => code)).toContain('log-restarted');
    expect(await story(store, 'w1')).toEqual(['one', 'two']);
  });

  const loading = (launch: string) => Array.from({ length: 12 }, (_, i) => `[CHAT] ${launch} loads ${i}`);

  it('a game started again that loads before its header comes goes into the same world, with all its lines', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    await api.run(
      '1',
      [{ ...dropped('a.log', [...loading('first'), ...game.chained(game.header(1), chat(2, 'one'))]), growing: true }],
      quiet,
    );
    game.checkpoints.push([2, game.state.seq, game.state.chain]);
    const lines = loading('second');
    expect(await api.grow('2', dropped('a.log', lines), quiet)).toMatchObject({ restarted: true, worlds: [] });
    lines.push('[CHAT] and loads on');
    await api.grow('3', dropped('a.log', lines), quiet);
    expect((await api.worlds()).map(({ id }) => id)).toEqual(['w1']);
    lines.push(...game.chained(game.header(3), chat(4, 'two')));
    await api.grow('4', dropped('a.log', lines), quiet);
    lines.push(...game.chained(chat(5, 'three')));
    await api.grow('5', dropped('a.log', lines), quiet);
    expect((await api.worlds()).map(({ id }) => id)).toEqual(['w1']);
    const told = await story(store, 'w1');
    expect(told.filter((text) => !text.startsWith('['))).toEqual(['one', 'two', 'three']);
    expect(told.filter((text) => text.startsWith('['))).toHaveLength(25);
  });

  it.each([0, 1, 2])('a log dropped while the game loads, and looked at %i times: its header makes one world of it', async (looks) => {
    const { api, store } = service();
    const game = new Game('w1');
    const lines = loading('first');
    const report = await api.run('1', [{ ...dropped('a.log', lines), growing: true }], quiet);
    expect(report.worlds).not.toContain('w1');
    for (let i = 0; i < looks; i++) {
      lines.push(`[CHAT] loads on ${i}`);
      await api.grow(`look ${i}`, dropped('a.log', lines), quiet);
      expect(await api.worlds()).toHaveLength(1);
    }
    lines.push(...game.chained(game.header(1), chat(2, 'one')));
    await api.grow('3', dropped('a.log', lines), quiet);
    expect((await api.worlds()).map(({ id }) => id)).toEqual(['w1']);
    expect(await store.keys('', '\uffff')).not.toContainEqual(expect.stringContaining(report.worlds[0]!));
    expect(await story(store, 'w1')).toHaveLength(13 + looks);
  });

  it('a world without an id stays when the named one lacks a line of it', async () => {
    const { api } = service();
    const game = new Game('w1');
    await api.run('1', [dropped('a.log', [...loading('first'), '[CHAT] only here'])], quiet);
    await api.run('2', [dropped('a.log', [...loading('first'), ...game.chained(game.header(1), chat(2, 'one'))])], quiet);
    expect(await api.worlds()).toHaveLength(2);
  });

  it('of a file never seen before all is read', async () => {
    const { api, store } = service();
    const game = new Game('w1');
    const report = await api.grow('1', dropped('a.log', game.chained(game.header(1), chat(2, 'one'))), quiet);
    expect(report).toMatchObject({ restarted: false, worlds: ['w1'] });
    expect(await story(store, 'w1')).toEqual(['one']);
  });
});
