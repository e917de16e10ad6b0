import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineEnvelope } from '../core/packet/schema';
import { growthOf, withoutOpenLine } from './follow';
import type { FileSink, LogSink } from './format';
import { noPack } from './packs/no-pack';
import { bytesSource, type Source } from './source';
import { type Followed, Watched } from './watched';

const encode = (text: string) => new TextEncoder().encode(text);
const quiet: Omit<FileSink, 'log'> = { problem: () => {}, pack: noPack, turn: async () => {} };

/** A reader in little: windows, whole lines, and the open one at the end, as the real one gives them. */
async function readLines(source: Source, sink: FileSink, window = 100): Promise<void> {
  const log = sink.log(source.name, 'test');
  let rest = '';
  let number = 0;
  const give = (text: string) => {
    number += 1;
    if (text.startsWith('#')) return log.other();
    if (text.startsWith('!')) return sink.problem({ code: 'bad', file: source.name, line: number, detail: text, tip: '' });
    const part = /^part (\d) (\d) (\d+)/.exec(text);
    if (part === null) return log.entry({ type: 'engine', line: number, clock: null, text, event: { type: 'chat' } });
    const envelope: LineEnvelope = { v: 1, part: [Number(part[1]), Number(part[2]), Number(part[3])], d: '' };
    return log.entry({ type: 'packets', line: number, clock: null, text, envelope });
  };
  for (let at = 0; at < source.size; at += window) {
    const bytes = await source.slice(at, Math.min(at + window, source.size));
    const lines = (rest + new TextDecoder().decode(bytes)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) give(line);
    await sink.turn(at + bytes.length);
  }
  if (rest !== '') give(rest);
}

function collector() {
  const rows: string[] = [];
  const problems: number[] = [];
  const log: LogSink = { head: () => {}, other: () => {}, entry: ({ line, text }) => rows.push(`${line} ${text.slice(0, 20)}`) };
  const sink: FileSink = { ...quiet, log: () => log, problem: ({ line }) => problems.push(line) };
  return { rows, problems, sink };
}

async function first(text: string): Promise<Followed> {
  const watched = new Watched(bytesSource('a.log', encode(text)));
  await readLines(watched, watched.sink(collector().sink));
  return watched.followed(true);
}

async function next(text: string, known: Followed | undefined, window?: number) {
  const growth = await growthOf(bytesSource('a.log', encode(text)), known);
  const { rows, problems, sink } = collector();
  if (growth.kind === 'unchanged') return { growth, rows, problems, known, read: 0 };
  await readLines(growth.source, growth.watched.sink(sink), window);
  return { growth, rows, problems, known: growth.watched.followed(false), read: growth.source.size };
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`).join('');
/** Over 1 MB, so that a grown file is not simply read again. */
const long = `start\n#\n${'#'.repeat(69_000)}\n${`${'x'.repeat(999)}\n`.repeat(1200)}`;
const longLines = 1203;

describe('a file that grows', () => {
  it('is unchanged when it is, also when only a half line came', async () => {
    const known = await first('a\nb\n');
    expect((await next('a\nb\n', known)).growth.kind).toBe('unchanged');
    expect((await next('a\nb\nhal', known)).growth.kind).toBe('unchanged');
  });

  it('a half line waits for its rest, also the one the first reading ended with', async () => {
    const known = await first('a\nhal');
    expect((await next('a\nhalf', known)).growth.kind).toBe('unchanged');
    expect((await next('a\nhalf\nmore', known)).rows).toContain('2 half');
  });

  it('of a long one only the beginning and the new lines are read, with their true numbers', async () => {
    const known = await first(long);
    const grown = await next(`${long}new 1\n#\nnew 2\n!bad\nhal`, known);
    expect(grown.growth).toMatchObject({ kind: 'read', restarted: false });
    expect(grown.rows).toEqual(['1 start', `${longLines + 1} new 1`, `${longLines + 3} new 2`]);
    expect(grown.problems).toEqual([longLines + 4]);
    expect(grown.read).toBeLessThan(80_000);
    const again = await next(`${long}new 1\n#\nnew 2\n!bad\nhalf\n`, grown.known);
    expect(again.rows).toEqual(['1 start', `${longLines + 5} half`]);
    expect(again.problems).toEqual([]);
  });

  it('problems that were told are not told again', async () => {
    const known = await first('a\n!bad\n');
    expect((await next('a\n!bad\n!worse\n', known)).problems).toEqual([3]);
  });

  it('is another log when it is shorter or begins otherwise', async () => {
    const known = await first('2024 first\nb\n');
    for (const text of ['2024 first\n', '2025 other\nb\nc\n', '2024 first\nB\nc\n'])
      expect((await next(text, known)).growth).toMatchObject({ kind: 'read', restarted: true });
    const same = await next(`${long}more\n`, await first(`${long.slice(0, -5)}y\n`));
    expect(same.growth).toMatchObject({ restarted: true });
    expect(same.rows).toHaveLength(1202);
  });

  it('a packet in parts is read from its first part when its last has come', async () => {
    const known = await first(`${long}part 1 3 7\npart 2 3 7\n`);
    const grown = await next(`${long}part 1 3 7\npart 2 3 7\npart 3 3 7\n`, known, 1000);
    expect(grown.rows).toEqual(expect.arrayContaining(['1', '2', '3'].map((n, i) => `${longLines + 1 + i} part ${n} 3 7`)));
    expect(grown.read).toBeLessThan(80_000);
    const complete = await next(`${long}part 1 3 7\npart 2 3 7\npart 3 3 7\nmore\n`, grown.known);
    expect(complete.rows).toEqual(['1 start', `${longLines + 4} more`]);
  });

  it('UTF-16 is read anew as a whole', async () => {
    const wide = (text: string) => new Uint8Array(new Uint16Array([0xfeff, ...[...text].map((c) => c.charCodeAt(0))]).buffer);
    const watched = new Watched(bytesSource('a.log', wide('a\nb')));
    await watched.slice(0, 100);
    const grown = await growthOf(bytesSource('a.log', wide('a\nb\nc')), watched.followed(true));
    expect(grown).toMatchObject({ kind: 'read', restarted: false, source: { size: 12 } });
  });

  it('however it grows, every whole line is read, and under its own number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.constantFrom('a', '\n', 'bb', 'ccc\n', '#\n', 'part 1 2 5\n', 'part 2 2 5\n'), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(60), { maxLength: 6 }),
        fc.integer({ min: 3, max: 50_000 }),
        async (isLong, pieces, cuts, window) => {
          const before = isLong ? long : '';
          const text = before + pieces.join('');
          const rows = new Set<string>();
          let known: Followed | undefined;
          for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
            const step = await next(text.slice(0, before.length + cut), known, Math.max(window, isLong ? 10_000 : 3));
            expect(step.growth).not.toMatchObject({ restarted: true });
            known = step.known;
            for (const row of step.rows) rows.add(row);
          }
          const all = collector();
          await readLines(bytesSource('a.log', encode(text.slice(0, text.lastIndexOf('\n') + 1))), all.sink, 10_000);
          expect(rows).toEqual(new Set(all.rows));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a log that is being written', () => {
  it('is read without its open line', async () => {
    const cut = await withoutOpenLine(bytesSource('a.log', encode(`${numbered(0, 3)}hal`)));
    expect(cut?.size).toBe(numbered(0, 3).length);
    expect(new TextDecoder().decode(await cut!.slice(0, 1000))).toBe(numbered(0, 3));
  });
  it('as a whole when no line is open, or nothing says where it begins', async () => {
    expect(await withoutOpenLine(bytesSource('a.log', encode('a\n')))).toBe(null);
    expect(await withoutOpenLine(bytesSource('a.log', encode(`a\n${'x'.repeat(70_000)}`)))).toBe(null);
  });
});
