import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { gatheredReads } from './gathered-reads';

const file = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 13 + (i >> 7)) & 255);

function reader() {
  const asked: [number, number][] = [];
  let running = 0;
  let most = 0;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    asked.push([start, end]);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 0));
    running -= 1;
    return file.slice(start, end);
  };
  return { read, asked, most: () => most };
}

describe('gathered reads', () => {
  it('give every asker its bytes, whatever lies near what, with few requests at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(9_000), fc.nat(900)), { maxLength: 40 }),
        fc.nat(500),
        fc.integer({ min: 1, max: 4_000 }),
        async (wanted, gap, size) => {
          const host = reader();
          const read = gatheredReads(host.read, { gap, most: size, atOnce: 3 });
          const answers = await Promise.all(wanted.map(([start, length]) => read(start, start + length)));
          for (const [i, [start, length]] of wanted.entries()) expect(answers[i]).toEqual(file.slice(start, start + length));
          expect(host.most()).toBeLessThanOrEqual(3);
          for (const [start, end] of host.asked) expect(end - start).toBeLessThanOrEqual(Math.max(size, 900));
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('that lie near each other are one request, those far away another', async () => {
    const host = reader();
    const read = gatheredReads(host.read, { gap: 100 });
    await Promise.all([read(0, 50), read(150, 200), read(5_000, 5_010), read(10, 40)]);
    expect(host.asked.sort((a, b) => a[0] - b[0])).toEqual([
      [0, 200],
      [5_000, 5_010],
    ]);
  });

  it('fail for those that were in the request, and for nobody else', async () => {
    const read = gatheredReads(
      vi.fn(async (start: number, end: number) => {
        if (start === 0) throw new Error('broken');
        return file.slice(start, end);
      }),
      { gap: 10 },
    );
    const [one, other, far] = await Promise.allSettled([read(0, 5), read(6, 9), read(500, 600)]);
    expect([one?.status, other?.status, far?.status]).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await read(20, 30)).toEqual(file.slice(20, 30));
  });
});
