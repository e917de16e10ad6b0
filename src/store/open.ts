import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Problem } from '../core/result';

/** One object store of string keys; everything that is in it is known by its key alone. */
export interface Schema extends DBSchema {
  blocks: { key: string; value: Uint8Array };
}
export type Database = IDBPDatabase<Schema>;
export type Upgrade = (database: Database, transaction: IDBPTransaction<Schema, 'blocks'[], 'versionchange'>) => void;

export const DATABASE = 'factoscope';

/**
 * The ladder: row n lifts a database from version n to n + 1, so that a new one climbs all of it. Rows are only ever added.
 * An upgrade may await nothing but the transaction it is given.
 */
export const upgrades: readonly Upgrade[] = [(database) => void database.createObjectStore('blocks')];

/** What the database itself cannot do. Carries the row for the person, since callers of a store see only that it threw. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly problem: Problem;
  constructor(code: string, detail: string, tip: string) {
    super(detail);
    this.problem = { code, file: '', line: 0, detail, tip };
  }
}

export interface OpenOptions {
  name?: string;
  upgrades?: readonly Upgrade[];
  /** How long another tab may hold an older version before that is said, in ms. */
  patience?: number;
  /** The connection is gone, by a newer tab's wish or the browser's: the next use must open anew. */
  onLost?: () => void;
}

/**
 * Opens the database and lifts it where it is old. Rejects with StoreFailure: `store-too-new`, `store-blocked`, or
 * `store-unavailable` (private windows, blocked cookies, a broken profile).
 */
export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  const { name = DATABASE, upgrades: ladder = upgrades, patience = 5000, onLost = () => {} } = options;
  let gaveUp = false;
  let giveUp = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<never>((_, reject) => {
    giveUp = () => {
      gaveUp = true;
      reject(
        new StoreFailure(
          'store-blocked',
          'Another tab has an older Factoscope open and keeps the stored worlds.',
          'Close the other Factoscope tabs or reload them, then reload this one.',
        ),
      );
    };
  });
  // Where storage is denied, asking for it already throws.
  const opening = (async () =>
    openDB<Schema>(name, ladder.length, {
      upgrade(database, oldVersion, _newVersion, transaction) {
        // Told by the opening itself.
        transaction.done.catch(() => {});
        for (const upgrade of ladder.slice(oldVersion)) upgrade(database, transaction);
      },
      blocked() {
        timer ??= setTimeout(giveUp, patience);
      },
      // A newer page wants to lift the database: it must not wait for us.
      blocking(_current, _wanted, event) {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    }))();
  // When it opens after all, nobody is waiting for it any more.
  opening.then(
    (database) => gaveUp && database.close(),
    () => {},
  );
  try {
    return await Promise.race([opening, blocked]);
  } catch (error) {
    throw asFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

function asFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  if (error instanceof DOMException && error.name === 'VersionError')
    return new StoreFailure(
      'store-too-new',
      'The worlds in this browser were stored by a newer Factoscope.',
      'Reload the page to get the newer one. If it stays, clear the site’s data in the browser; that deletes the worlds.',
    );
  return new StoreFailure(
    'store-unavailable',
    `The browser gives this page no storage (${error instanceof Error ? error.message : String(error)}).`,
    'Private windows and blocked cookies do that: open the page in a normal window and allow it to store data.',
  );
}
