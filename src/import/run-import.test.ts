import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../core/result';
import { type Batch, MemoryStore, StoreFull } from '../core/world/block-store';
import type { LogEntry } from './format';
import { forgetJobs, leftJobs, RecordingStore } from './job-record';
import { orderByContent } from './order';
import { noPack } from './packs/no-pack';
import { ProblemList } from './problems';
import { type ImportJob, type JobImporter, type JobPacks, type JobProgress, runImport } from './run-import';
import { bytesSource, type Source } from './source';

const encode = (text: string) => new TextEncoder().encode(text);
const file = (name: string, text: string): Source => bytesSource(name, encode(text));
const never = new AbortController().signal;

/** An importer in little: every line becomes one key of world `w`. */
class LineImporter implements JobImporter {
  packets = 0;
  finished = false;
  flushes = 0;
  private waiting: [string, Uint8Array][] = [];
  constructor(
    private readonly store: { put(batch: Batch): Promise<void> },
    private readonly weight = 100,
  ) {}
  get pending() {
    return this.waiting.length * this.weight;
  }
  log(name: string) {
    return {
      worlds: new Set(['w']),
      head: () => {},
      other: () => {},
      entry: (entry: LogEntry) => {
        this.packets += 1;
        this.waiting.push([`l/w/${name}/${entry.line}`, encode(entry.text)]);
      },
    };
  }
  async flush() {
    if (this.waiting.length === 0) return [];
    const set = this.waiting;
    this.waiting = [];
    this.flushes += 1;
    await this.store.put({ set, remove: [] });
    return ['w'];
  }
  async finish() {
    this.finished = true;
    return { worlds: await this.flush(), problems: [] as Problem[] };
  }
}

/** A reader in little: a turn after each line. */
const readFile: ImportJob['readFile'] = async (source, sink, signal) => {
  const text = new TextDecoder().decode(await source.slice(0, source.size));
  const log = sink.log(source.name, 'Lines');
  let done = 0;
  for (const [i, line] of text.split('\n').entries()) {
    signal.throwIfAborted();
    if (line.startsWith('broken')) sink.problem({ code: 'broken', file: source.name, line: i + 1, detail: line, tip: '' });
    else if (line.startsWith('throw')) throw Object.assign(new Error(line), { name: line.slice(6) });
    else if (line.startsWith('engine')) log.entry({ type: 'engine', line: i + 1, clock: null, text: line, event: { type: 'chat' } });
    else log.entry({ type: 'foreign', line: i + 1, clock: null, text: line, packets: [{ kind: 'chat', tick: 1, text: line }] });
    done += line.length + 1;
    await sink.turn(Math.min(done, source.size));
  }
  return { format: 'Lines', read: true, packetLines: 1, note: `note of ${source.name}` };
};

async function run(files: Source[], more: Partial<ImportJob> = {}) {
  const store = new MemoryStore();
  const importer = new LineImporter(store);
  const progress: JobProgress[] = [];
  const result = await runImport({ files, importer, readFile, signal: never, onProgress: (one) => progress.push(one), ...more });
  return { result, progress, importer, keys: await store.keys('', '\uffff') };
}

describe('an import job', () => {
  it('reads all files into the importer and reports each', async () => {
    const { result, progress, keys, importer } = await run([file('a', 'one\ntwo'), file('b', 'engine x\nbroken y')]);
    expect(importer.finished).toBe(true);
    expect(keys).toEqual(['l/w/a/1', 'l/w/a/2', 'l/w/b/1']);
    expect(result).toMatchObject({ cancelled: false, full: false, worlds: ['w'], problems: [{ code: 'broken', file: 'b', line: 2 }] });
    expect(result.files).toMatchObject([
      { name: 'a', bytes: 7, format: 'Lines', packets: 2, worlds: ['w'], note: 'note of a' },
      { name: 'b', bytes: 17, packets: 0, note: 'note of b' },
    ]);
    expect(progress.at(-1)).toMatchObject({ bytes: 24, totalBytes: 24, packets: 3, fileCount: { done: 2, total: 2 } });
    expect(progress.at(-1)!.files.map(({ done, bytesDone }) => [done, bytesDone])).toEqual([
      [true, 7],
      [true, 17],
    ]);
  });

  it('a file that cannot be read, or a reader that fails, is a row; the others are read', async () => {
    const files = [file('a', 'one\nthrow NotReadableError\nnot'), file('b', 'throw TypeError'), file('c', 'three')];
    const { result, keys } = await run(files);
    expect(keys).toEqual(['l/w/a/1', 'l/w/c/1']);
    expect(result.problems).toMatchObject([
      { code: 'file-changed', file: 'a' },
      { code: 'bug', file: 'b' },
    ]);
  });

  it('stores when 32 MB are pending and waits for it', async () => {
    const store = new MemoryStore();
    let open = 0;
    const slow = {
      async put(batch: Batch) {
        open += 1;
        expect(open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        await store.put(batch);
        open -= 1;
      },
    };
    const importer = new LineImporter(slow, 20 * 1024 * 1024);
    await run([file('a', 'one\ntwo\nthree\nfour\nfive')], { importer });
    // Two lines are more than 32 MB; what is left goes with the end of the file.
    expect(importer.flushes).toBe(3);
    expect(await store.keys('', '\uffff')).toHaveLength(5);
  });

  it('tells how many pictures are read, once the files are', async () => {
    const packs: JobPacks = {
      ...noPack,
      begun: 1,
      async finish(_signal, onFiles) {
        for (let done = 1; done <= 3; done++) onFiles(done, 3);
        return { packs: [], problems: [], loose: null };
      },
    };
    const { progress } = await run([file('a', 'x')], { packs });
    expect(progress[0]!.pictures).toBeUndefined();
    expect(progress.at(-1)!.pictures).toEqual({ done: 3, total: 3 });
  });

  it('tells progress ten times a second at most', async () => {
    const { progress } = await run([file('a', 'x\n'.repeat(20_000))]);
    const [first, last] = [progress[0]!, progress.at(-1)!];
    expect(first.bytes).toBeLessThan(last.bytes);
    expect(progress.length).toBeLessThan(200);
  });

  it('a cancel keeps what was read and leaves the rest', async () => {
    const controller = new AbortController();
    const { result, keys, importer } = await run([file('a', 'one\ntwo\nthree'), file('b', 'four')], {
      signal: controller.signal,
      readFile: async (source, sink, signal) => {
        return await readFile(source, { ...sink, turn: async (done) => {
          await sink.turn(done);
          if (done >= 8) controller.abort();
        } }, signal); // biome-ignore format: one step
      },
    });
    expect(result).toMatchObject({ cancelled: true, problems: [] });
    expect(result.files.map(({ name }) => name)).toEqual(['a']);
    expect(keys).toEqual(['l/w/a/1', 'l/w/a/2']);
    expect(importer.finished).toBe(true);
  });

  it('hears a cancel also while nothing else lets go', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const endless: ImportJob['readFile'] = async (_source, sink) => {
      for (let at = 0; ; at++) await sink.turn(at);
    };
    expect((await run([file('a', 'x')], { signal: controller.signal, readFile: endless })).result.cancelled).toBe(true);
  });

  it('a full store ends the job, keeps what is stored and says what to do', async () => {
    const store = new MemoryStore();
    let puts = 0;
    const importer = new LineImporter(
      {
        async put(batch) {
          if (++puts > 1) throw new StoreFull();
          await store.put(batch);
        },
      },
      40 * 1024 * 1024,
    );
    // A reader that swallows what is thrown through it.
    const stubborn: ImportJob['readFile'] = async (source, sink, signal) => {
      return await readFile(source, { ...sink, turn: (done) => sink.turn(done).catch(() => {}) }, signal);
    };
    const { result } = await run([file('a', 'one\ntwo\nthree'), file('b', 'four')], { importer, readFile: stubborn });
    expect(result).toMatchObject({ full: true, cancelled: false, worlds: ['w'] });
    expect(result.problems).toMatchObject([{ code: 'storage-full', tip: expect.stringContaining('Delete worlds') }]);
    expect(await store.keys('', '\uffff')).toEqual(['l/w/a/1']);
    expect(importer.finished).toBe(false);
    expect(result.files.map(({ name }) => name)).toEqual(['a']);
  });

  it('a store that fails otherwise is no result', async () => {
    const importer = new LineImporter({ put: () => Promise.reject(new Error('broken disk')) });
    await expect(run([file('a', 'one')], { importer })).rejects.toThrow('broken disk');
  });
});

describe('the record of a job', () => {
  const worldOf = (key: string) => key.split('/')[1] ?? null;
  const record = () => ({ id: '1', startedAt: 5, worlds: [], file: null, done: 0, total: 0 });

  it('goes with every batch, says how far what is stored goes, and is gone at the end', async () => {
    const memory = new MemoryStore();
    const store = new RecordingStore(memory, worldOf);
    store.record = record();
    const seen: unknown[] = [];
    const importer = new LineImporter(store, 40 * 1024 * 1024);
    const onStored = async () => {
      seen.push(await leftJobs(memory));
    };
    await run([file('a', 'one\ntwo'), file('b', 'x\ny')], { importer, record: store.record, onStored: () => void onStored() });
    expect(seen).toHaveLength(4);
    expect(seen[0]).toMatchObject([{ id: '1', worlds: ['w'], file: { name: 'a', bytes: 4, size: 7 }, done: 0, total: 2 }]);
    expect(seen[3]).toMatchObject([{ file: { name: 'b', bytes: 3, size: 3 }, done: 1 }]);
    await store.end();
    expect(await leftJobs(memory)).toEqual([]);
    expect(await memory.keys('', '\uffff')).toHaveLength(4);
  });

  it('no batch, no record: a job that stored nothing leaves nothing', async () => {
    const memory = new MemoryStore();
    const store = new RecordingStore(memory, worldOf);
    store.record = record();
    await run([file('a', '')], { importer: new LineImporter({ put: async () => {} }), record: store.record });
    expect(await memory.keys('', '\uffff')).toEqual([]);
  });

  it('a disk too full even to forget it is no failure of the job', async () => {
    const memory = new MemoryStore();
    const stuck = { keys: memory.keys.bind(memory), get: memory.get.bind(memory), put: (batch: Batch) => (batch.remove.length > 0 ? Promise.reject(new StoreFull()) : memory.put(batch)) }; // biome-ignore format: one line
    const store = new RecordingStore(stuck, worldOf);
    store.record = record();
    await store.put({ set: [['l/w/1', encode('x')]], remove: [] });
    await store.end();
    expect(await leftJobs(memory)).toHaveLength(1);
  });

  it('what is damaged or of another version is passed over and forgotten too', async () => {
    const memory = new MemoryStore();
    await memory.put({ set: [['job/a', encode('{')], ['job/b', encode('{"version":99}')], ['k', encode('')]], remove: [] }); // biome-ignore format: one line
    expect(await leftJobs(memory)).toEqual([]);
    await forgetJobs(memory);
    expect(await memory.keys('', '\uffff')).toEqual(['k']);
  });
});

describe('the order of files', () => {
  const start = (date: string) => `   0.000 ${date}; Factorio 2.0.55 (build 83138, linux64, headless, space-age)\n`;
  const names = async (...files: Source[]) => (await orderByContent(files)).map(({ name }) => name);

  it('goes by the date in the first line, whatever the names, packed or in a carrier', async () => {
    const order = await names(
      file('1', start('2024-11-03 10:00:00')),
      bytesSource('2.gz', gzipSync(encode(start('2024-11-01 10:00:00')))),
      file('3', `{"log":"${start('2024-11-02 10:00:00').trim()}\\n","stream":"stdout","time":"2030-01-01T00:00:00Z"}\n`),
      file('4', '2024-11-02T10:00:01.5Z Factoscope:{"v":1}\n'),
    );
    expect(order).toEqual(['2.gz', '3', '4', '1']);
  });

  it('then by the first tick, then as they came', async () => {
    const line = (tick: number) => `Factoscope:{"v":1,"seq":1,"d":[{"kind":"chat","tick":${tick}}]}\n`;
    const order = await names(file('x', '?'), file('b', line(200)), file('c', JSON.stringify({ log: line(100) })), file('y', '?'), file('a', start('2024-01-01 00:00:00'))); // biome-ignore format: one line
    expect(order).toEqual(['a', 'c', 'b', 'x', 'y']);
  });

  it('a file that cannot be read keeps its place for the reader to say so', async () => {
    const broken: Source = { name: 'broken', size: 9, slice: () => Promise.reject(new Error('gone')) };
    expect(await names(broken, file('a', start('2024-01-01 00:00:00')))).toEqual(['a', 'broken']);
  });
});

describe('the list of problems', () => {
  const problem = (code: string, name: string, line: number): Problem => ({ code, file: name, line, detail: 'x'.repeat(5000), tip: '' });

  it('gathers what comes too often', () => {
    const list = new ProblemList();
    for (let i = 1; i <= 1000; i++) list.add(problem('cut', 'a', i));
    list.add(problem('cut', 'b', 1));
    const rows = list.rows();
    expect(rows).toHaveLength(22);
    expect(rows[20]).toMatchObject({ code: 'cut', file: 'a', line: 0, count: 980 });
    expect(rows[0]!.detail).toHaveLength(1000);
  });

  it('is bounded whatever comes, and counts the rest', () => {
    const list = new ProblemList();
    for (let i = 0; i < 5000; i++) list.add(problem(`code-${i}`, 'a', 1));
    const rows = list.rows();
    expect(rows).toHaveLength(501);
    expect(rows.at(-1)).toMatchObject({ code: 'more-problems', count: 4500 });
    expect(list.rows(10)).toHaveLength(10);
  });
});
