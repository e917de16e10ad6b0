import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { IdbStore } from './idb-store';
import { openDatabase, type Upgrade, upgrades } from './open';

/** A rung after the last: what a later version might do. */
const later: Upgrade = (_database, transaction) => {
  transaction
    .objectStore('blocks')
    .put(Uint8Array.of(7), 'lifted')
    .catch(() => {});
};
const bytes = Uint8Array.of(1, 2, 3);

describe('the upgrade ladder', () => {
  it('lifts an old database and keeps what is in it', async () => {
    const old = await openDatabase({ name: 'lift' });
    await old.put('blocks', bytes, 'a');
    old.close();
    const lifted = await openDatabase({ name: 'lift', upgrades: [...upgrades, later] });
    expect(lifted.version).toBe(upgrades.length + 1);
    expect(await lifted.getAllKeys('blocks')).toEqual(['a', 'lifted']);
    expect(await lifted.get('blocks', 'a')).toEqual(bytes);
    lifted.close();
  });

  it('a new database climbs all of it', async () => {
    const database = await openDatabase({ name: 'climb', upgrades: [...upgrades, later] });
    expect(await database.getAllKeys('blocks')).toEqual(['lifted']);
    database.close();
  });

  it('a rung that fails leaves the database as it was', async () => {
    const old = await openDatabase({ name: 'fall' });
    await old.put('blocks', bytes, 'a');
    old.close();
    const broken: Upgrade = (database, transaction) => {
      later(database, transaction);
      throw new Error('broken');
    };
    await expect(openDatabase({ name: 'fall', upgrades: [...upgrades, broken] })).rejects.toMatchObject({
      problem: { code: 'store-unavailable' },
    });
    const again = await openDatabase({ name: 'fall' });
    expect(await again.getAllKeys('blocks')).toEqual(['a']);
    again.close();
  });

  it('says that a database is too new, as its own message', async () => {
    (await openDatabase({ name: 'new', upgrades: [...upgrades, later] })).close();
    await expect(openDatabase({ name: 'new' })).rejects.toMatchObject({ problem: { code: 'store-too-new' } });
  });
});

describe('other tabs', () => {
  it('a newer page takes the database over from an older one, which then says so', async () => {
    const store = new IdbStore({ name: 'takeover' });
    await store.put({ set: [['a', bytes]], remove: [] });
    const newer = await openDatabase({ name: 'takeover', upgrades: [...upgrades, later] });
    await expect(store.get(['a'])).rejects.toMatchObject({ problem: { code: 'store-too-new' } });
    newer.close();
  });

  it('an older page that does not let go is named', async () => {
    const holder = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('held', 1);
      request.onsuccess = () => resolve(request.result);
    });
    const opening = openDatabase({ name: 'held', upgrades: [...upgrades, later], patience: 10 });
    await expect(opening).rejects.toMatchObject({ problem: { code: 'store-blocked' } });
    holder.close();
  });

  it('a page without storage says so', async () => {
    const { open } = indexedDB;
    indexedDB.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    await expect(openDatabase({ name: 'denied' })).rejects.toMatchObject({ problem: { code: 'store-unavailable' } });
    indexedDB.open = open;
  });
});
