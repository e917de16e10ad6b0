import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chainedKey } from './identity';
import { KeyCounts, KeySet } from './keys';

const key = fc.oneof(fc.maxSafeNat(), fc.nat(40), fc.constantFrom(0, 2 ** 32, 2 ** 53 - 1));

it('knows what a Set knows, and counts what a Map counts', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 2000 }), (keys) => {
      const set = new KeySet();
      const counts = new KeyCounts();
      const model = new Map<number, number>();
      for (const one of keys) {
        const before = model.get(one) ?? 0;
        expect(set.has(one)).toBe(before > 0);
        expect(set.add(one)).toBe(before === 0);
        expect(counts.add(one)).toBe(before);
        model.set(one, before + 1);
      }
      for (const one of keys) expect(set.has(one)).toBe(true);
    }),
  );
});

it('stays quick with keys of which one half is always the same', () => {
  const set = new KeySet();
  let added = 0;
  for (let seq = 1; seq <= 300_000; seq++) added += Number(set.add(chainedKey(seq, 7))) + Number(set.add(seq));
  expect(added).toBe(600_000);
});
