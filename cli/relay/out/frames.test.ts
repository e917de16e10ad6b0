import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeFrame, MAX_FRAME } from '../../../src/core/live/wire';
import { type Frame, keyframeOf, madeFrames, plainFrames, Ring } from './frames';

const EPOCH = 'abc.a-a-a-1-1';
const LF = 10;
const some = { seed: 71, numRuns: 300 };

/** Lines, short ones and some longer than a frame. */
const lines = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: fc.nat(300) }, { weight: 2, arbitrary: fc.nat(60_000) }, { weight: 1, arbitrary: fc.nat(200_000) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((lengths) => Buffer.concat(lengths.map((length, i) => Buffer.concat([Buffer.alloc(length, 97 + (i % 26)), Buffer.from([LF])]))));

const read = ({ bytes }: Pick<Frame, 'bytes'>) => {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error(frame.problem.detail);
  return frame.value;
};

it('[L10] frames are 64 kB at most, and together the lines; each says where the last whole line ends', () => {
  fc.assert(
    fc.property(lines, fc.nat(1_000_000), (log, from) => {
      let at = from;
      let before = from;
      for (const frame of plainFrames(EPOCH, from, log)) {
        const { head, lines } = read(frame);
        expect(frame.bytes.length).toBeLessThanOrEqual(MAX_FRAME);
        expect(head).toEqual({ epoch: EPOCH, offset: frame.offset, what: 'lines' });
        expect(Buffer.compare(lines, log.subarray(at - from, at - from + lines.length))).toBe(0);
        at += lines.length;
        expect(frame.from).toBe(before);
        expect(frame.offset).toBe(from + log.subarray(0, at - from).lastIndexOf(LF) + 1);
        before = frame.offset;
      }
      expect(at).toBe(from + log.length);
      expect(before).toBe(at);
    }),
    some,
  );
});

it('of what was made of lines nobody has got further before the last frame', () => {
  fc.assert(
    fc.property(lines, fc.nat(1_000), (log, from) => {
      const frames = [...madeFrames(EPOCH, from, from + 7, log)];
      expect(Buffer.compare(Buffer.concat(frames.map((frame) => read(frame).lines)), log)).toBe(0);
      expect(frames.map((frame) => frame.from)).toEqual(frames.map(() => from));
      expect(frames.map((frame) => frame.offset)).toEqual(frames.map((_, i) => (i === frames.length - 1 ? from + 7 : from)));
    }),
    some,
  );
  expect([...madeFrames(EPOCH, 5, 9, new Uint8Array(0))]).toEqual([]);
});

it('[L11] a keyframe says where it begins and ends, how long it is, and for whom lines were left out', () => {
  fc.assert(
    fc.property(lines, (log) => {
      const { frames, afterGap, offset, length } = keyframeOf(EPOCH, 99, log);
      const read1 = frames.map((bytes) => read({ bytes }));
      expect([offset, length]).toEqual([99, log.length]);
      expect(Buffer.compare(Buffer.concat(read1.map((frame) => frame.lines)), log)).toBe(0);
      expect(read1.filter(({ head }) => head.first)).toEqual([read1[0]]);
      expect(read1.filter(({ head }) => head.last)).toEqual([read1.at(-1)]);
      expect(read1[0]!.head).toMatchObject({ what: 'state', offset: 99, bytes: log.length });
      expect(read1.some(({ head }) => head.gap)).toBe(false);
      expect(read({ bytes: afterGap[0]! }).head).toEqual({ ...read1[0]!.head, gap: true });
      expect(afterGap.slice(1).every((frame, i) => frame === frames[i + 1])).toBe(true);
    }),
    some,
  );
  const nothing = keyframeOf(EPOCH, 0, new Uint8Array(0)).frames.map((bytes) => read({ bytes }).head);
  expect(nothing).toEqual([{ epoch: EPOCH, offset: 0, what: 'state', first: true, last: true, bytes: 0 }]);
});

const bytes = (length: number) => new Uint8Array(length);

it('who stands at the end of any frame gets the next one; who stands in the midst of one gets that', () => {
  const step = fc.record({ by: fc.nat(40), size: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 600 }), (steps, limit) => {
      const ring = new Ring(limit);
      const frames: Frame[] = [];
      for (const { by, size } of steps) {
        const from = frames.at(-1)?.offset ?? 0;
        const frame = { from, offset: from + by, bytes: bytes(size) };
        frames.push(frame);
        ring.push(frame, Number.POSITIVE_INFINITY);
      }
      const kept = frames.filter((_, i) => ring.get(i) !== undefined);
      expect(kept).toEqual(frames.slice(frames.length - kept.length));
      expect(kept.length === 1 || kept.reduce((sum, frame) => sum + frame.bytes.length, 0) <= limit).toBe(true);
      expect(ring.next).toBe(frames.length);
      expect(ring.start).toBe(kept[0]!.from);
      for (let offset = 0; offset <= frames.at(-1)!.offset + 1; offset++) {
        const number = ring.numberAt(offset);
        if (offset < kept[0]!.from) expect(number).toBeNull();
        else {
          // Everything that tells of what lies behind it is still to come, and nothing that ends before it.
          const missed = frames.slice(frames.length - kept.length, number!);
          expect(missed.every((frame) => frame.offset <= offset && frame.from < offset)).toBe(true);
          const next = frames[number!];
          expect(next === undefined || next.offset > offset || next.from >= offset).toBe(true);
        }
      }
    }),
    { seed: 72, numRuns: 300 },
  );
});

it('what the state has not taken in yet is kept for longer, as far as there is room', () => {
  const ring = new Ring(100);
  for (let i = 0; i < 20; i++) ring.push({ from: i, offset: i + 1, bytes: bytes(30) }, 8);
  expect([ring.start, ring.next]).toEqual([8, 20]);
  for (let i = 20; i < 30; i++) ring.push({ from: i, offset: i + 1, bytes: bytes(30) }, 8);
  expect([ring.start, ring.next]).toEqual([17, 30]);
  expect([ring.boundary(3), ring.boundary(20), ring.boundary(30)]).toEqual([17, 20, null]);
});
