import { describe, expect, it } from 'vitest';
import type { Progress } from '../src/worker-api/import-api';
import { reporter } from './progress';
import { idle } from './told';

const progress = (bytes: number): Progress => ({ ...idle, bytes });

describe('progress', () => {
  it('goes one at a time, the newest wins, and the last is told before the callback is let go', async () => {
    const seen: number[] = [];
    let arrived = () => {};
    const page = reporter(({ bytes }: Progress) => {
      seen.push(bytes);
      return new Promise<void>((resolve) => {
        arrived = resolve;
      });
    });
    for (const bytes of [1, 2, 3]) page.tell(progress(bytes));
    const over = page.release();
    expect(seen).toEqual([1]);
    arrived();
    await Promise.resolve().then(() => {});
    await Promise.resolve();
    expect(seen).toEqual([1, 3]);
    arrived();
    await over;
    expect(seen).toEqual([1, 3]);
  });

  it('a page that takes nothing holds up no end', async () => {
    const page = reporter(() => new Promise(() => {}));
    page.tell(progress(1));
    page.tell(progress(2));
    await page.release();
  });
});
