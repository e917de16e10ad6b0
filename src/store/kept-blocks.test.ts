import { describe, expect, it } from 'vitest';
import { hashOf } from '../core/pack/packing';
import { type Batch, MemoryStore, StoreFull } from '../core/world/block-store';
import { KEPT, KeptBlocks } from './kept-blocks';

const block = (i: number, size = 1_000): Uint8Array => new Uint8Array(size).fill(i);
const keysOf = (store: MemoryStore) => store.keys(KEPT, 'h0');

describe('kept blocks', () => {
  it('are there for the next one that looks', async () => {
    const store = new MemoryStore();
    const kept = new KeptBlocks(store);
    kept.keep(hashOf(block(1)), block(1));
    expect(await kept.get(hashOf(block(1)))).toEqual(block(1));
    await kept.settled();
    expect(await new KeptBlocks(store).get(hashOf(block(1)))).toEqual(block(1));
    expect(await kept.get(hashOf(block(2)))).toBeUndefined();
  });

  it('stay within their bound: what was used longest ago goes first', async () => {
    const store = new MemoryStore();
    let now = 0;
    const kept = new KeptBlocks(store, { most: 10_000, now: () => now });
    for (let i = 0; i < 8; i++) {
      now += 1_000_000;
      kept.keep(hashOf(block(i)), block(i));
      await kept.settled();
    }
    now += 1_000_000;
    expect(await kept.get(hashOf(block(0)))).toEqual(block(0));
    for (let i = 8; i < 14; i++) {
      now += 1_000_000;
      kept.keep(hashOf(block(i)), block(i));
      await kept.settled();
    }
    const left = await Promise.all(Array.from({ length: 14 }, async (_, i) => (await kept.get(hashOf(block(i)))) !== undefined));
    expect(left[0]).toBe(true);
    expect(left[1]).toBe(false);
    expect(left[13]).toBe(true);
    expect(left.filter(Boolean).length).toBeLessThanOrEqual(10);
  });

  it('touch nothing else in the store', async () => {
    const store = new MemoryStore();
    await store.put({
      set: [
        ['i/world', block(7)],
        ['l/world/1', block(8)],
        ['i0', block(9)],
      ],
      remove: [],
    });
    const kept = new KeptBlocks(store, { most: 4_000 });
    for (let i = 0; i < 20; i++) {
      kept.keep(hashOf(block(i, 900)), block(i, 900));
      await kept.settled();
    }
    expect(await store.get(['i/world', 'l/world/1', 'i0'])).toEqual([block(7), block(8), block(9)]);
    expect(await store.keys('i', 'z')).toEqual(['i/world', 'i0', 'l/world/1']);
    expect((await keysOf(store)).length).toBeLessThanOrEqual(8);
  });

  it('make room for worlds: where there is none, half of them goes, and nothing ever rejects', async () => {
    let room = 60_000;
    class Small extends MemoryStore {
      override async put(batch: Batch): Promise<void> {
        const bytes = batch.set.reduce((sum, [, value]) => sum + value.length, 0);
        if (bytes > room) throw new StoreFull();
        room += batch.remove.filter((key) => key.startsWith('h/b/')).length * 1_000 - bytes;
        await super.put(batch);
      }
    }
    const store = new Small();
    let now = 0;
    const kept = new KeptBlocks(store, { now: () => now++ });
    for (let i = 0; i < 90; i++) {
      kept.keep(hashOf(block(i)), block(i));
      await kept.settled();
    }
    expect(await kept.get(hashOf(block(89)))).toBeDefined();
    expect(await kept.get(hashOf(block(0)))).toBeUndefined();
    expect((await keysOf(store)).length).toBeLessThanOrEqual(100);
    room = -1e9;
    kept.keep(hashOf(block(140)), block(140));
    await kept.settled();
    expect(await kept.get(hashOf(block(199)))).toBeUndefined();
  });

  it('are not missed where the store is broken', async () => {
    const broken = {
      keys: () => Promise.reject(new Error('no')),
      get: () => Promise.reject(new Error('no')),
      put: () => Promise.reject(new Error('no')),
    };
    const kept = new KeptBlocks(broken);
    kept.keep(hashOf(block(1)), block(1));
    await kept.settled();
    expect(await kept.get(hashOf(block(2)))).toBeUndefined();
  });
});
