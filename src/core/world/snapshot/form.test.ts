import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSide, regionSide } from '../geometry';
import { packPixels } from '../pixel-codec';
import { baseOf, buildRecord, type Entry, entriesOf, type LaneRecord } from '../record';
import { Change, encodeChange } from '../thing-codec';
import { fromColumns, toColumns } from './columns';
import { decodeForm, encodeForm, type FormKind } from './form';
import { ByteReader, ByteWriter, Malformed } from './streams';

const plain = (record: LaneRecord) => ({ from: record.from, base: [...baseOf(record)], entries: entriesOf(record) });
const row = fc.record({
  ...{ x: fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), y: fc.integer({ min: -(2 ** 30), max: 2 ** 30 }) },
  ...{ id: fc.nat(2 ** 40), name: fc.nat(65_535), recipe: fc.nat(65_535), quality: fc.nat(9), force: fc.nat(60), dir: fc.nat(15) },
  ...{ w: fc.nat(400), h: fc.nat(400), by: fc.nat(90), since: fc.integer({ min: -1, max: 2 ** 40 }) },
});
const things = fc
  .tuple(fc.constantFrom(...Object.values(Change)), fc.array(row, { maxLength: 5 }), fc.array(fc.nat(1023), { maxLength: 5 }))
  .map(([kind, rows, tiles]) =>
    encodeChange(
      kind,
      rows,
      tiles.map((tile) => ({ name: 3, tile, amount: tile * 77 })),
      5,
    ),
  );
const pixels = (level: number) =>
  fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc.constant(new Uint8Array([1])),
    fc
      .array(fc.nat(65_535), { minLength: 1, maxLength: 9 })
      .map((colours) => packPixels(Uint16Array.from({ length: chunkSide(level) ** 2 }, (_, i) => colours[(i * i) % colours.length]!))),
  );
const values: Record<FormKind, (level: number) => fc.Arbitrary<Uint8Array>> = {
  things: () => things,
  pixels,
  text: () => fc.string().map((text) => new TextEncoder().encode(text)),
};

const record = (kind: FormKind, level: number): fc.Arbitrary<LaneRecord> => {
  const slot = fc.nat(kind === 'text' ? 4 : regionSide(level) ** 2 - 1);
  const value = values[kind](level);
  return fc
    .tuple(
      fc.nat(2 ** 40),
      fc.array(fc.tuple(slot, value), { maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(1000), slot, value), { maxLength: 8 }),
    )
    .map(([from, bases, steps]) => {
      let tick = from;
      const entries = steps.map(([step, at, bytes]): Entry => {
        tick += step;
        return { tick, slot: at, bytes };
      });
      return buildRecord(from, new Map(bases), entries);
    });
};

describe('a record in its portable form', () => {
  for (const kind of ['pixels', 'things', 'text'] as const)
    for (const level of kind === 'pixels' ? [0, 3, 5] : [0])
      it(`comes back as it was: ${kind} at level ${level}`, () => {
        fc.assert(
          fc.property(record(kind, level), (before) => {
            const bytes = encodeForm(before, kind, level);
            const after = decodeForm(bytes, kind, level);
            expect(plain(after)).toEqual(plain(before));
            expect(encodeForm(after, kind, level)).toEqual(bytes);
          }),
          { seed: 7, numRuns: 60 },
        );
      });

  it('that somebody has forged is refused, and nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<FormKind>('pixels', 'things', 'text'),
        fc.uint8Array({ maxLength: 200 }),
        record('things', 0),
        fc.nat(400),
        fc.nat(255),
        (kind, noise, whole, at, value) => {
          const bent = encodeForm(whole, 'things', 0);
          bent[at % bent.length] = value;
          for (const bytes of [noise, bent]) {
            try {
              decodeForm(bytes, kind, 0);
            } catch (error) {
              expect(error).toBeInstanceOf(Malformed);
            }
          }
        },
      ),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('is made of columns and numbers that come back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 })), fc.array(fc.maxSafeNat()), (rows, numbers) => {
        const bytes = Uint8Array.from(rows.flatMap((one) => [...one]));
        expect(fromColumns(toColumns(bytes, 8), 8)).toEqual(bytes);
        const out = new ByteWriter();
        for (const number of numbers) out.number(number);
        const input = new ByteReader(out.take());
        expect(numbers.map(() => input.number())).toEqual(numbers);
        input.end();
      }),
      { seed: 7 },
    );
  });
});
