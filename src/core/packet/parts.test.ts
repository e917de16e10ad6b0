import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflateBounded } from '../inflate';
import type { Problem } from '../result';
import { PartAssembler } from './parts';
import { readEnvelope } from './read';
import type { LineEnvelope, Packet } from './schema';
import { chainedLines, type LineHost, localLines } from './write';

const host: LineHost = { json: JSON.stringify, pack: (text) => text };
const long = (letter: string): Packet => ({ kind: 'channel', tick: 1, name: 'x', data: letter.repeat(10_000) });
const open = (line: string): LineEnvelope => {
  const result = readEnvelope(line, inflateBounded);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
};

test('[P5] the parts of a long packet make it again, in whatever order and read twice', () => {
  const chained = chainedLines([long('a')], { seq: 41, chain: 0 }, host).map(open);
  const local = localLines([long('b')], [41, 1], { parts: 0 }, host).map(open);
  expect(chained.length).toBeGreaterThan(2);
  fc.assert(
    fc.property(fc.shuffledSubarray([...chained, ...local], { minLength: chained.length + local.length }), (lines) => {
      const assembler = new PartAssembler();
      const packets = [...lines.slice(0, 2), ...lines].flatMap((line) => assembler.add(line) ?? []);
      expect(packets.map((packet) => (packet as { data: string }).data[0]).sort()).toEqual(['a', 'b']);
      expect(assembler.incomplete()).toEqual([]);
    }),
  );
});

test('[P5] incomplete parts are a problem row with their first line, not a packet', () => {
  const [first] = chainedLines([long('a')], { seq: 1, chain: 0 }, host).map(open);
  const assembler = new PartAssembler();
  expect(assembler.add(first!, 17)).toBe(null);
  expect(assembler.incomplete()).toMatchObject([{ code: 'parts-missing', line: 17 }]);
});

test('[P5] a list may grow to 8 MB, and few may be open at once', () => {
  const problems: Problem[] = [];
  const assembler = new PartAssembler((problem) => problems.push(problem));
  const piece = 'x'.repeat(1_000_000);
  for (let n = 1; n <= 9; n++) assembler.add({ v: 1, at: [1, 1], part: [n, 4096, 1], d: piece });
  expect(problems).toHaveLength(1);
  for (let id = 2; id < 202; id++) assembler.add({ v: 1, at: [1, 1], part: [1, 2, id], d: 'y' });
  expect(assembler.incomplete().length).toBeLessThanOrEqual(64);
  expect(problems.length + assembler.incomplete().length).toBe(201);
});

test('[P5] parts that make no JSON are a problem', () => {
  const problems: Problem[] = [];
  const assembler = new PartAssembler((problem) => problems.push(problem));
  expect(assembler.add({ v: 1, at: [1, 1], part: [1, 1, 1], d: '[{' }, 3)).toBe(null);
  expect(problems).toMatchObject([{ code: 'bad-json', line: 3 }]);
});
