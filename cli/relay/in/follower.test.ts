import { appendFile, copyFile, mkdir, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Follower } from './follower';
import { noCounts } from './inlet';
import { MemoryInlet, Tally } from './testing/inlet';

let folder: string;
let path: string;
let inlet: MemoryInlet;
const begun: Follower[] = [];
const stopped = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factoscope-follow-'));
  path = join(folder, 'factorio-current.log');
  inlet = new MemoryInlet();
});
afterEach(async () => {
  for (const one of begun.splice(0)) await one.close();
  await rm(folder, { recursive: true });
});

function follower(counts = noCounts): Follower {
  const one = new Follower(path, inlet, counts, stopped.signal);
  begun.push(one);
  return one;
}
const previous = () => join(folder, 'factorio-previous.log');
const LAUNCH = '   0.000 2026-11-22 06:00:00; Factorio 2.0.55 (build 83138, linux64, headless, space-age)\n';
const LAUNCH_2 = '   0.000 2026-11-22 07:00:00; Factorio 2.0.55 (build 83138, linux64, headless, space-age)\n';

test('[L20] a file that appears later is read from its beginning; a half line waits for its rest', async () => {
  const one = follower();
  expect(await one.look()).toMatchObject({ code: 'log-missing', file: path });
  await writeFile(path, `${LAUNCH}   0.1`);
  expect(await one.look()).toBeNull();
  expect(inlet.text).toBe(LAUNCH);
  await appendFile(path, '23 Hello\n   0.2');
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}   0.123 Hello\n`);
});

test('[L4] killed and started again it goes on behind what is kept', async () => {
  await writeFile(path, `${LAUNCH}one\ntw`);
  await follower().look();
  await appendFile(path, 'o\nthree\n');
  await follower().look();
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\nthree\n`);
});

test('[L19] renamed in the middle of a line while the game still writes to it: its end comes first, then the new one', async () => {
  await writeFile(path, `${LAUNCH}one\ntw`);
  const one = follower();
  await one.look();
  const game = await open(path, 'a');
  await rename(path, previous());
  await one.look();
  await game.write('o\nthree\n');
  await writeFile(path, '');
  await one.look();
  await game.write('four\n');
  await one.look();
  await game.write('five\n');
  await writeFile(path, `${LAUNCH_2}six\n`);
  await one.look();
  await game.write('seven\n');
  await game.close();
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\nthree\nfour\nfive\n${LAUNCH_2}six\nseven\n`);
});

test('[L20] truncated in the middle of a line: the rest at the new beginning is joined to it', async () => {
  await writeFile(path, `${LAUNCH}Factoscope:{"v":1,"seq":7,"te`);
  const one = follower();
  await one.look();
  await truncate(path);
  await one.look();
  await appendFile(path, 'xt":"x"}\n');
  await one.look();
  await appendFile(path, 'next\n');
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}Factoscope:{"v":1,"seq":7,"text":"x"}\nnext\n`);
});

test.each([LAUNCH_2, 'Factoscope:{"v":1}\n', '  12.345 Info\n', '2026-11-22 07:00:00 [CHAT] hello\n'])(
  '[L20] what begins a line of its own is not joined to the half one before: %j',
  async (begins) => {
    await writeFile(path, `${LAUNCH}   5.000 Inf`);
    const one = follower();
    await one.look();
    await writeFile(path, begins);
    await one.look();
    expect(inlet.text).toBe(`${LAUNCH}   5.000 Inf\n${begins}`);
  },
);

test('a truncated file that has already outgrown what was read of it is known by its bytes', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await writeFile(path, `${LAUNCH_2}two\nthree\nfour and more than was there before\n`);
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\n${LAUNCH_2}two\nthree\nfour and more than was there before\n`);
});

test('[L19] copied and truncated: what nobody had read yet is read from the copy', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await appendFile(path, 'two\nthr');
  await copyFile(path, `${path}.1`);
  await truncate(path);
  await appendFile(path, 'ee\nfour\n');
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\nthree\nfour\n`);
});

test('copied and truncated while nobody looked', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  await follower().look();
  await appendFile(path, 'two\nthr');
  await copyFile(path, `${path}.1`);
  await truncate(path);
  await appendFile(path, 'ee\nfour\n');
  await follower().look();
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\nthree\nfour\n`);
});

test('who writes on behind a truncation leaves a hole, which is no line', async () => {
  const game = await open(path, 'w');
  await game.write(`${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await truncate(path);
  await game.write('two and something that is long enough to be known by\n');
  await one.look();
  await game.write('three\n');
  await game.close();
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo and something that is long enough to be known by\nthree\n`);
});

test('[L19] launched anew while nobody looked: first what was not read of the one before, then the new one', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  await follower().look();
  await appendFile(path, 'two\nthr');
  await rename(path, previous());
  await writeFile(path, `${LAUNCH_2}four\n`);
  await follower().look();
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\nthr\n${LAUNCH_2}four\n`);
});

test('[L19] rotated twice while nobody looked: the one in between is read as well', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  await follower().look();
  await appendFile(path, 'two\n');
  await rename(path, `${path}.2`);
  await writeFile(`${path}.1`, `${LAUNCH_2}three\n`);
  await writeFile(path, 'Factoscope:{"v":1,"next":1,"world":"abcdefgh"}\n');
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\n${LAUNCH_2}three\nFactoscope:{"v":1,"next":1,"world":"abcdefgh"}\n`);
});

test('a log that came and was renamed between two looks, with nothing in its place', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await rename(path, `${path}.2`);
  await one.look();
  await writeFile(path, `${LAUNCH_2}two\n`);
  await rename(path, `${path}.1`);
  expect(await one.look()).toMatchObject({ code: 'log-missing' });
  expect(inlet.text).toBe(`${LAUNCH}one\n${LAUNCH_2}two\n`);
  await appendFile(`${path}.1`, 'three\n');
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\n${LAUNCH_2}two\nthree\n`);
});

test('[L19] what lies there before anything was kept is not read: nor are other servers’ logs', async () => {
  await writeFile(previous(), `${LAUNCH}of before\n`);
  await writeFile(join(folder, 'factorio-current-2.log'), 'another server\n');
  await writeFile(path, `${LAUNCH_2}one\n`);
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH_2}one\n`);
});

test('a file that begins with the same short line as the one before is another one', async () => {
  await writeFile(path, 'a\nb\n');
  const one = follower();
  await one.look();
  await rename(path, previous());
  await writeFile(path, 'a\nb\nc\n');
  await one.look();
  await follower().look();
  expect(inlet.text).toBe('a\nb\na\nb\nc\n');
});

test('written anew by something that saves all of it at once, it goes on where it was', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await writeFile(`${path}.tmp`, `${LAUNCH}one\ntwo\n`);
  await rename(`${path}.tmp`, path);
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\n`);
});

test('renamed away and back it is no other file', async () => {
  await writeFile(path, `${LAUNCH}one\n`);
  const one = follower();
  await one.look();
  await rename(path, previous());
  await writeFile(path, 'something else for a while, long enough to be known by\n');
  await one.look();
  await rename(previous(), path);
  await appendFile(path, 'two\n');
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\nsomething else for a while, long enough to be known by\ntwo\n`);
});

test('nothing moves on while it cannot be kept', async () => {
  const counts = new Tally();
  await writeFile(path, `${LAUNCH}one\ntw`);
  const one = follower(counts);
  inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
  await expect(one.look()).rejects.toMatchObject({ code: 'disk-full' });
  await appendFile(path, 'o\n');
  inlet.problem = null;
  await one.look();
  expect(inlet.text).toBe(`${LAUNCH}one\ntwo\n`);
  expect(counts.refusals).toEqual(['not-kept']);
  expect(counts.lines).toBe(3);
});

test('a line longer than any is left out, in the same memory', async () => {
  const counts = new Tally();
  const long = Buffer.alloc(17 * 1024 * 1024, 'x');
  await writeFile(path, LAUNCH);
  const one = follower(counts);
  await appendFile(path, long);
  await one.look();
  await appendFile(path, 'the end of it\nshort\n');
  await one.look();
  await appendFile(path, 'more\n');
  await follower().look();
  expect(inlet.text).toBe(`${LAUNCH}short\nmore\n`);
  expect(counts.refusals).toEqual(['too-long']);
});

/** What may become of a log, in any order; `look` and `kill` are the follower's. */
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), lines: fc.integer({ min: 0, max: 3 }), half: fc.boolean() }) },
  { weight: 4, arbitrary: fc.constant({ do: 'look' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'kill' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'launch' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'rename' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'rename twice' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'copy-truncate' as const }) },
);

test('[L4] [L19] [L20] whatever becomes of it, each line is taken once and in order', { timeout: 120_000 }, async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
      const place = join(folder, `run-${run++}`);
      await mkdir(place);
      path = join(place, 'factorio-current.log');
      inlet = new MemoryInlet();
      let [number, rotated, unread] = [0, 0, false];
      // As the programs that do it: each older one gets the next number.
      const make = async (how: (from: string, to: string) => Promise<void>) => {
        for (let i = rotated; i > 0; i--) await rename(`${path}.${i}`, `${path}.${i + 1}`);
        rotated += 1;
        await how(path, `${path}.1`);
      };
      let expected = '';
      let rest = '';
      const write = async (text: string) => {
        expected += text;
        unread = true;
        await appendFile(path, text);
      };
      let one = follower();
      const look = async () => {
        await one.look();
        unread = false;
      };
      await write(`   0.000 2026-11-22 06:00:00; Factorio, launch ${number++}, of those that are told apart\n`);
      await look();
      for (const it of deeds) {
        if (it.do === 'look') await look();
        else if (it.do === 'kill') {
          await one.close();
          one = follower();
        } else if (it.do === 'write') {
          let text = rest;
          for (let i = 0; i < it.lines; i++) text += `   1.000 line ${number++} of the game's, each of them another one\n`;
          rest = '';
          if (it.half) {
            text += `Factoscope:{"v":1,"half`;
            rest = `-of":${number++},"and":"so much of it that a file that begins so is known"}\n`;
          }
          await write(text);
        } else if (it.do === 'launch') {
          // The game keeps one file of before: what was not read when that is overwritten nobody can have.
          if (unread) await look();
          if (rest !== '') expected += '\n';
          rest = '';
          await rename(path, join(place, 'factorio-previous.log'));
          await write(`   0.000 2026-11-22 06:00:00; Factorio, launch ${number++}, of those that are told apart\n`);
        } else if (it.do === 'rename') {
          await make(rename);
          await write(`${rest || '   2.000 Info '}written to a new file, the ${number++}th of all\n`);
          rest = '';
        } else if (it.do === 'rename twice') {
          for (let i = 0; i < 2; i++) {
            await make(rename);
            if (i === 0) await write(`${rest || '   2.000 Info '}written to a file for a moment, the ${number++}th of all\n`);
            rest = '';
          }
          // The game writes to none until it is told that there is another; who looks meanwhile finds nothing there.
          if (number % 2 === 0) await look();
          await write(`   2.000 Info written to a new file, the ${number++}th of all\n`);
        } else {
          await make(copyFile);
          await truncate(path);
          await write(`${rest || '   2.000 Info '}written behind a truncation, the ${number++}th of all\n`);
          rest = '';
        }
      }
      await write(rest);
      await look();
      await look();
      expect(inlet.text).toBe(expected);
      await one.close();
    }),
    { seed: 7_001, numRuns: 300 },
  );
});
