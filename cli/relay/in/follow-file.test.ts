import { appendFile, chmod, cp, mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '../../../src/core/result';
import { FileKeeping } from '../keep/files';
import type { ServerLog } from '../keeping';
import { followFile } from './follow-file';
import { Follower } from './follower';
import { type Inlet, noCounts } from './inlet';
import { MemoryInlet } from './testing/inlet';

const inletOf = (log: ServerLog): Inlet => ({
  id: 'alpha',
  append: log.append.bind(log),
  safe: async () => {},
  taken: log.taken.bind(log),
});
const long = { timeout: 30_000 };
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factoscope-follow-'));
  path = join(folder, 'logs', 'server.log');
});
afterEach(() => rm(folder, { recursive: true }));

test('it waits for a folder, a file, lines, and says what it waits for once; where the system tells of changes no time passes', async () => {
  const [inlet, stop, told] = [new MemoryInlet(), new AbortController(), [] as (Problem | null)[]];
  const following = followFile(path, inlet, { signal: stop.signal, onError: (problem) => told.push(problem) });
  await vi.waitFor(() => expect(told).toHaveLength(1), long);
  await mkdir(join(folder, 'logs'));
  await writeFile(path, 'one\n');
  await vi.waitFor(() => expect(inlet.text).toBe('one\n'), long);
  await vi.waitFor(() => expect(told).toEqual([expect.objectContaining({ code: 'log-missing', file: path }), null]), long);
  stop.abort();
  await following;
  const again = new AbortController();
  // Without being told it would look again in an hour.
  const fast = followFile(path, inlet, { signal: again.signal, every: 3_600_000 });
  await appendFile(path, 'two\n');
  await vi.waitFor(() => expect(inlet.text).toBe('one\ntwo\n'), long);
  await appendFile(path, 'three\n');
  await vi.waitFor(() => expect(inlet.text).toBe('one\ntwo\nthree\n'), long);
  again.abort();
  await fast;
});

test('a disk that is full, a path that is a folder: said, tried again, and nothing is left out', async () => {
  const [inlet, stop, told] = [new MemoryInlet(), new AbortController(), [] as (string | null)[]];
  await mkdir(path, { recursive: true });
  const following = followFile(path, inlet, { signal: stop.signal, every: 5, onError: (problem) => told.push(problem?.code ?? null) });
  await vi.waitFor(() => expect(told).toEqual(['log-unreadable']), long);
  inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
  await rm(path, { recursive: true });
  await writeFile(path, 'one\n');
  await vi.waitFor(() => expect(told.at(-1)).toBe('disk-full'), long);
  inlet.problem = null;
  await vi.waitFor(() => expect(inlet.text).toBe('one\n'), long);
  await vi.waitFor(() => expect(told.at(-1)).toBeNull(), long);
  stop.abort();
  await following;
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read is said to be one', async () => {
  const [inlet, stop, told] = [new MemoryInlet(), new AbortController(), [] as (string | null)[]];
  await mkdir(join(folder, 'logs'));
  await writeFile(path, 'one\n');
  await chmod(path, 0);
  const following = followFile(path, inlet, { signal: stop.signal, every: 5, onError: (problem) => told.push(problem?.code ?? null) });
  await vi.waitFor(() => expect(told).toEqual(['log-unreadable']), long);
  await chmod(path, 0o600);
  await vi.waitFor(() => expect(inlet.text).toBe('one\n'), long);
  stop.abort();
  await following;
});

test('[L4] a log on the disk that is opened again goes on where it was, also behind a line that was joined', async () => {
  await mkdir(join(folder, 'logs'));
  const data = join(folder, 'data');
  const through = async (until: string) => {
    const keeping = await FileKeeping.open(data);
    const log = await keeping.open('alpha');
    const stop = new AbortController();
    const inlet = inletOf(log);
    const following = followFile(path, inlet, { signal: stop.signal, every: 5 });
    await vi.waitFor(() => expect(log.end).toBe(Buffer.byteLength(until)), long);
    stop.abort();
    await following;
    const bytes: Uint8Array[] = [];
    for await (const piece of log.read(0, log.end)) bytes.push(piece);
    expect(Buffer.concat(bytes).toString()).toBe(until);
    await log.close();
    await keeping.close();
  };
  const first = '   0.000 2026-11-22 06:00:00; Factorio 2.0.55 (build 83138, linux64, headless)\n';
  await writeFile(path, `${first}Factoscope:{"v":1,"a":`);
  await through(first);
  await rename(path, `${path}.1`);
  await writeFile(path, `"b","c":"so much of it that the file is known by it"}\n`);
  const joined = `${first}Factoscope:{"v":1,"a":"b","c":"so much of it that the file is known by it"}\n`;
  await through(joined);
  await through(joined);
  await appendFile(path, 'two\n');
  await through(`${joined}two\n`);
});

test('[L4] a log that is torn at any byte is whole again: across two files, and a line that stands in both', {
  timeout: 120_000,
}, async () => {
  await mkdir(join(folder, 'logs'));
  const { signal } = new AbortController();
  /** What is kept once everything was looked at. */
  const look = async (data: string): Promise<string> => {
    const keeping = await FileKeeping.open(data);
    const log = await keeping.open('alpha');
    const follower = new Follower(path, inletOf(log), noCounts, signal);
    await follower.look();
    await follower.close();
    const bytes: Uint8Array[] = [];
    for await (const piece of log.read(0, log.end)) bytes.push(piece);
    await log.close();
    await keeping.close();
    return Buffer.concat(bytes).toString();
  };
  const [whole, torn] = [join(folder, 'whole'), join(folder, 'torn')];
  const first = '   0.000 2026-11-22 06:00:00; Factorio 2.0.55\n   1.000 Info\nFactoscope:{"v":1,"a":';
  const second = '"b","c":"so much of it that the file is known by it"}\n   2.000 Info\n';
  await writeFile(path, first);
  // What was kept when it was closed is on the disk, whatever comes.
  const safe = (await look(whole)).length;
  await rename(path, `${path}.1`);
  await writeFile(path, second);
  expect(await look(whole)).toBe(first + second);
  for (let length = first.length + second.length; length >= safe; length--) {
    await rm(torn, { recursive: true, force: true });
    await cp(whole, torn, { recursive: true });
    await truncate(join(torn, 'servers', 'alpha', `${'0'.repeat(15)}.log`), length);
    expect(await look(torn), `torn at ${length}`).toBe(first + second);
  }
});
