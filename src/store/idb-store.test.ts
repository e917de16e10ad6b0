import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStore, StoreFull } from '../core/world/block-store';
import { IdbStore } from './idb-store';

let count = 0;
let store: IdbStore;
beforeEach(() => {
  store = new IdbStore({ name: `store-${count++}` });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

const bytes = (...values: number[]) => Uint8Array.of(...values);
const all = (from: { keys(a: string, b: string): Promise<string[]> }) => from.keys('', '\uffff');

describe('IdbStore', () => {
  it('answers like the store in memory', async () => {
    const memory = new MemoryStore();
    for (const each of [store, memory]) {
      await each.put({
        set: [
          ['b/2', bytes(2)],
          ['a', bytes(1)],
          ['b/10', bytes(3)],
          ['c', bytes()],
        ],
        remove: [],
      });
      await each.put({ set: [['a', bytes(9)]], remove: ['c', 'never there'] });
    }
    for (const range of [
      ['', '\uffff'],
      ['b/', 'b0'],
      ['b/2', 'b/2'],
      ['c', 'a'],
    ] as [string, string][])
      expect(await store.keys(...range)).toEqual(await memory.keys(...range));
    const keys = ['b/10', 'a', 'c', 'a'];
    expect(await store.get(keys)).toEqual(await memory.get(keys));
    expect(await store.get([])).toEqual([]);
  });

  it('removes before it sets, so that a key in both is there', async () => {
    await store.put({ set: [['a', bytes(1)]], remove: ['a'] });
    expect(await store.get(['a'])).toEqual([bytes(1)]);
  });

  it('stores a part of a larger buffer without the rest of it', async () => {
    await store.put({ set: [['a', new Uint8Array(1000).subarray(10, 12)]], remove: [] });
    expect((await store.get(['a']))[0]?.buffer.byteLength).toBe(2);
  });

  it('keeps what is stored when it is closed and opened again', async () => {
    await store.put({ set: [['a', bytes(1)]], remove: [] }, true);
    await store.close();
    expect(await all(store)).toEqual(['a']);
  });

  it('waits for nothing within a batch: it is one transaction', async () => {
    await store.keys('a', 'b');
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.put({ set: Array.from({ length: 50 }, (_, i) => [`k${i}`, bytes(i)]), remove: ['x', 'y'] });
    expect(begun.mock.calls.map(([, mode, options]) => [mode, options])).toEqual([['readwrite', { durability: 'relaxed' }]]);
  });

  const quota = () => new DOMException('no room', 'QuotaExceededError');

  it('a batch that does not fit, by a throw in the middle, leaves nothing', async () => {
    await store.put({ set: [['old', bytes(1)]], remove: [] });
    failPut(3, () => {
      throw quota();
    });
    await expect(store.put({ set: batch(6), remove: ['old'] })).rejects.toBeInstanceOf(StoreFull);
    expect(await all(store)).toEqual(['old']);
  });

  it('a batch that does not fit, found out at the end, leaves nothing', async () => {
    await store.put({ set: [['old', bytes(1)]], remove: [] });
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
      Object.defineProperty(this, 'error', { value: quota() });
      this.abort();
    });
    await expect(store.put({ set: batch(6), remove: ['old'] })).rejects.toBeInstanceOf(StoreFull);
    vi.restoreAllMocks();
    expect(await all(store)).toEqual(['old']);
  });

  it('a batch aborted half-way leaves nothing, and the next one works', async () => {
    await store.put({ set: [['old', bytes(1)]], remove: [] });
    // What is being committed cannot be aborted by a test any more.
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {});
    failPut(3, (request) => {
      request.onsuccess = () => request.transaction!.abort();
    });
    await expect(store.put({ set: batch(6), remove: ['old'] })).rejects.toMatchObject({ name: 'AbortError' });
    vi.restoreAllMocks();
    expect(await all(store)).toEqual(['old']);
    await store.put({ set: batch(2), remove: ['old'] });
    expect(await all(store)).toEqual(['key0', 'key1']);
  });

  it('opens again when the connection is closed under it', async () => {
    await store.put({ set: [['a', bytes(1)]], remove: [] });
    const begin = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, ...args) {
      this.close();
      return begin.apply(this, args);
    });
    expect(await store.get(['a'])).toEqual([bytes(1)]);
  });
});

function batch(length: number): [string, Uint8Array][] {
  return Array.from({ length }, (_, i) => [`key${i}`, bytes(i)]);
}

/** Lets the n-th put of a batch go wrong. */
function failPut(n: number, how: (request: IDBRequest) => void): void {
  const put = IDBObjectStore.prototype.put;
  let calls = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    const request = put.apply(this, args);
    if (++calls === n) how(request);
    return request;
  });
}
