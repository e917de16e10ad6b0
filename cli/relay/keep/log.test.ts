import { appendFileSync, cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Folder } from '../../testing/command';
import { FileLog, type LogOptions } from './log';
import { judged, textOf, told } from './testing/told';

const encoder = new TextEncoder();
const small: LogOptions = { keep: 1_000_000, segment: 400 };
const open = (folder: string, options = small) => FileLog.open(folder, 'epoch', options, async () => {});

/** Sources in turns, as they come. */
async function fill(log: FileLog, turns: readonly string[]): Promise<void> {
  for (const source of turns) {
    const { lines, offset } = told(source, log.taken(source), 2);
    await log.append(lines, { source, offset });
  }
}

const lastSegment = (folder: string): string =>
  join(
    folder,
    readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .sort()
      .at(-1)!,
  );

describe('one server’s log in a folder', () => {
  const folder = new Folder();
  let made = 0;
  const fresh = (from?: string): string => {
    const path = folder.at(`${made++}`);
    cpSync(from ?? folder.at('empty'), path, { recursive: true });
    return path;
  };
  writeFileSync(folder.at('.keep'), '');
  cpSync(join(folder.path, '.keep'), join(folder.at('empty'), '.keep'), { recursive: true });

  it('[L1] gives the very bytes back, from any line to any other', async () => {
    const log = await open(fresh());
    const pieces = ['one\n', 'zwei · drei\n\n', `${'x'.repeat(1_000)}\r\n`, '\u0000\n'].map((text) => encoder.encode(text));
    const ends = await Promise.all(pieces.map((piece) => log.append(piece)));
    const whole = Buffer.concat(pieces);
    expect(ends).toEqual(pieces.map((_, i) => Buffer.concat(pieces.slice(0, i + 1)).length));
    for (const from of [0, ...ends])
      for (const to of [0, ...ends].filter((end) => end >= from)) {
        const read: Uint8Array[] = [];
        for await (const piece of log.read(from, to)) read.push(piece);
        expect(Buffer.concat(read).equals(whole.subarray(from, to))).toBe(true);
      }
    expect(() => log.append(encoder.encode('half'))).toThrow('whole lines');
    await expect(log.read(0, 10_000).next()).rejects.toThrow(RangeError);
    await log.close();
    await expect(log.append(encoder.encode('late\n'))).rejects.toThrow('closed');
  });

  it('tells of lines when they have their place, in order, and resolves later', async () => {
    const log = await open(fresh());
    const events: string[] = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        log.append(encoder.encode(`${n}\n`), undefined, (end) => events.push(`written ${end}`)).then((end) => events.push(`kept ${end}`)),
      ),
    );
    expect(events.filter((event) => event.startsWith('written'))).toEqual(['written 2', 'written 4', 'written 6']);
    for (const end of [2, 4, 6]) expect(events.indexOf(`kept ${end}`)).toBeGreaterThan(events.indexOf(`written ${end}`));
    await log.close();
  });

  it('[L3] is mended at every byte at which its end was torn, and knows how far each source is', async () => {
    const whole = fresh();
    const log = await open(whole, { ...small, segment: 170 });
    await fill(log, ['a', 'b', 'a', 'a', 'c', 'b', 'b', 'a']);
    const text = await textOf(log);
    await log.close();
    const last = lastSegment(whole);
    const size = statSync(last).size;
    const before = log.end - size;
    expect([before > 0, size > 100]).toEqual([true, true]);
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= size; cut++) {
      const torn = fresh(whole);
      truncateSync(lastSegment(torn), cut);
      // What a file system leaves of a block that it did not write.
      if (cut % 3 === 1) appendFileSync(lastSegment(torn), Buffer.alloc(cut % 70));
      const mended = await open(torn);
      const end = bytes.subarray(0, before + cut).lastIndexOf(10) + 1;
      const left = await textOf(mended);
      expect([cut, mended.end, left]).toEqual([cut, end, bytes.subarray(0, end).toString()]);
      const places = judged(left);
      for (const source of ['a', 'b', 'c']) expect([cut, source, mended.taken(source)]).toEqual([cut, source, places.get(source) ?? 0]);
      // And it goes on.
      await fill(mended, ['b', 'c', 'a']);
      const after = judged(await textOf(mended));
      expect(['a', 'b', 'c'].map((source) => mended.taken(source))).toEqual(['a', 'b', 'c'].map((source) => after.get(source)));
      await mended.close();
    }
  });

  it('[L3] whatever stands behind its last line feed is gone, be it garbage, and marks of it with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 80 }), async (garbage, mark) => {
        const torn = fresh();
        const log = await open(torn);
        await fill(log, ['a', 'b']);
        const text = await textOf(log);
        await log.close();
        appendFileSync(
          lastSegment(torn),
          garbage.filter((byte) => byte !== 10),
        );
        appendFileSync(join(torn, 'marks'), mark);
        const mended = await open(torn);
        expect(await textOf(mended)).toBe(text);
        expect(['a', 'b'].map((source) => mended.taken(source))).toEqual(['a', 'b'].map((source) => judged(text).get(source)));
        await mended.close();
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it('[L4] however sources take turns, and however often it is opened, each is known to its byte', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ source: fc.constantFrom('a', 'b', 'c', null), count: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 1, arbitrary: fc.constant('open' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), async (rounds) => {
        const path = fresh();
        let log = await open(path);
        const places = new Map<string, number>();
        let text = '';
        for (const round of rounds) {
          const under: Promise<number>[] = [];
          for (const one of round) {
            if (one === 'open') {
              await Promise.all(under);
              await log.close();
              log = await open(path);
            } else if (one.source === null) {
              under.push(log.append(encoder.encode('nobody\n'.repeat(one.count))));
              text += 'nobody\n'.repeat(one.count);
            } else {
              const { lines, offset } = told(one.source, places.get(one.source) ?? 0, one.count);
              places.set(one.source, offset);
              under.push(log.append(lines, { source: one.source, offset }));
              text += Buffer.from(lines).toString();
            }
          }
          await Promise.all(under);
          expect(['a', 'b', 'c'].map((source) => log.taken(source))).toEqual(['a', 'b', 'c'].map((source) => places.get(source) ?? 0));
        }
        expect(await textOf(log)).toBe(text);
        await log.close();
      }),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it('[L3] a disk that is full costs what did not fit, and nothing else', async () => {
    const path = fresh();
    const log = await open(path, { ...small, segment: 100_000 });
    await fill(log, ['a', 'b']);
    const before = await textOf(log);
    const { handle } = log as unknown as { handle: FileHandle };
    const { writev } = handle;
    handle.writev = async (buffers, position) => {
      // Some of it is written.
      await handle.write(buffers[0] as Uint8Array, 0, 3, position ?? 0);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    for (const source of ['b', 'c', 'a']) await expect(fill(log, [source])).rejects.toMatchObject({ code: 'disk-full' });
    expect([await textOf(log), log.taken('a'), log.taken('b'), log.taken('c')]).toEqual([before, log.taken('a'), log.taken('b'), 0]);
    handle.writev = writev;
    await fill(log, ['c', 'a', 'b']);
    const after = await textOf(log);
    const places = judged(after);
    expect(['a', 'b', 'c'].map((source) => log.taken(source))).toEqual(['a', 'b', 'c'].map((source) => places.get(source)));
    await log.close();
    const again = await open(path);
    expect([await textOf(again), ...['a', 'b', 'c'].map((source) => again.taken(source))]).toEqual([
      after,
      ...['a', 'b', 'c'].map((source) => places.get(source)),
    ]);
    await again.close();
  });

  it('[L6] drops its oldest lines for a keyframe, and never what no keyframe stands for', async () => {
    const path = fresh();
    const limits = { segment: 300, keep: 2_000 };
    let log = await open(path, limits);
    await fill(
      log,
      Array.from({ length: 60 }, (_, i) => 'ab'[i % 2]!),
    );
    expect([log.start, log.bytes > 3_000, await log.opening(), await log.state()]).toEqual([0, true, null, null]);
    const at = log.end;
    await log.putState(at, encoder.encode('the state\n'));
    expect(log.start).toBe(at);
    expect(Buffer.from((await log.opening())!).toString()).toBe('the state\n');
    await fill(log, ['a', 'b', 'a']);
    const text = await textOf(log);
    judged(text, true);
    await log.close();
    log = await open(path, limits);
    expect([log.start, await textOf(log)]).toEqual([at, text]);
    expect(await log.state()).toMatchObject({ offset: at });
    await expect(log.read(0, log.end).next()).rejects.toMatchObject({ code: 'log-dropped' });
    for (let i = 0; i < 30; i++) {
      await fill(log, ['a', 'b', 'c', 'a', 'b']);
      await log.putState(log.end, encoder.encode(`state ${i} ${'-'.repeat(i)}\n`));
      expect(log.bytes).toBeLessThan(limits.keep + limits.segment + 400);
    }
    judged(await textOf(log), true);
    expect(readFileSync(join(path, `${String(log.start).padStart(15, '0')}.state`))).toEqual(Buffer.from((await log.opening())!));
    const { offset } = (await log.state())!;
    expect(offset).toBe(log.end);
    await log.close();
  });

  it('forgets what was done with, a file at a time', async () => {
    const path = fresh();
    const log = await open(path);
    await fill(
      log,
      Array.from({ length: 40 }, () => 'a'),
    );
    const { end } = log;
    await log.forget(end - 10);
    expect(log.start).toBeGreaterThan(0);
    expect(log.end - log.start).toBeLessThan(small.segment + 200);
    await log.close();
    const again = await open(path);
    expect([again.start, again.end, again.taken('a')]).toEqual([log.start, end, end]);
    await again.close();
  });

  it('a file that was lost in the middle leaves what lies behind it', async () => {
    const path = fresh();
    const log = await open(path);
    await fill(
      log,
      Array.from({ length: 40 }, () => 'a'),
    );
    await log.close();
    const segments = readdirSync(path)
      .filter((name) => name.endsWith('.log'))
      .sort();
    writeFileSync(join(path, segments[2]!), '');
    const mended = await open(path);
    expect(mended.start).toBe(Number(segments[3]!.slice(0, 15)));
    judged(await textOf(mended), true);
    expect(mended.taken('a')).toBe(log.end);
    await mended.close();
  });

  it('marks are few while one source tells, and their file does not grow with turns', async () => {
    const path = fresh();
    const log = await open(path, { ...small, segment: 100_000 });
    for (let i = 0; i < 50; i++) await fill(log, ['a']);
    expect(readFileSync(join(path, 'marks'), 'utf8').split('\n').length).toBe(3);
    await log.close();
  });
});
