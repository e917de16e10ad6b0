/** A world in a snapshot as a store that can only be read: each block is fetched, checked and turned into the store's form when it is asked for. */
import { deflateSync } from 'fflate';
import { type Bytes, type Container, type IndexRow, readBlock } from '../../pack/container';
import { fail, ok, type Problem, type Result } from '../../result';
import type { Batch, BlockStore } from '../block-store';
import { baseValue, encodeRecord, entryValue, type LaneRecord } from '../record';
import { blockPrefix, infoEntry, infoKey, STORED_VERSION, type StoredWorld, tablesKey, toBytes } from '../stored-row';
import { isRight } from './checked';
import { decodeForm } from './form';
import { HEAD_PATH, readHead, type SnapshotHead, WORLD_BLOCKS_VERSION } from './head';
import { kindOfLane } from './kinds';
import { keyOf, placeOf } from './paths';
import { Malformed } from './streams';

export const holdsWorld = (container: Container): boolean => container.blocks.has(HEAD_PATH);

export class SnapshotBlocks implements BlockStore {
  private readonly rows = new Map<string, IndexRow>();
  private readonly sorted: string[];

  private constructor(
    private readonly bytes: Bytes,
    readonly stored: StoredWorld,
    readonly head: SnapshotHead,
    container: Container,
  ) {
    for (const row of container.blocks.values()) {
      const place = placeOf(row[0]);
      const kind = place && kindOfLane(place.lane);
      // What a newer version has added is passed over.
      if (place && kind && place.unit < head.units.length && (place.level === 0 || kind.form === 'pixels'))
        this.rows.set(blockPrefix(stored.info.id, place.unit) + keyOf(place), row);
    }
    this.sorted = [...this.rows.keys(), infoKey(stored.info.id), tablesKey(stored.info.id)].sort();
  }

  /** Problems: `snapshot-no-world`, `snapshot-damaged`, `too-new`. */
  static async open(bytes: Bytes, container: Container): Promise<Result<SnapshotBlocks>> {
    const row = container.blocks.get(HEAD_PATH);
    if (!row) return fail('snapshot-no-world', 'There is no world in this snapshot.');
    const block = await readBlock(bytes, row);
    if (!block.ok) return block;
    const value = parsed(block.value);
    const v = (value as { v?: unknown } | null)?.v;
    if (typeof v === 'number' && v > WORLD_BLOCKS_VERSION)
      return fail('too-new', 'A newer version of Factoscope wrote this world.', 'Reload the page to get the newer version.');
    const head = readHead(value);
    if (head === null) return damaged('what it says of the world cannot be read');
    return ok(new SnapshotBlocks(bytes, storedOf(head, container), head, container));
  }

  get id(): string {
    return this.stored.info.id;
  }

  /** All keys of blocks, in order. */
  get blocks(): readonly string[] {
    return this.sorted.filter((key) => this.rows.has(key));
  }

  async keys(from: string, to: string): Promise<string[]> {
    return this.sorted.filter((key) => key >= from && key < to);
  }

  /** Throws a Problem (`snapshot-damaged` and those of the bytes) when one of them is not what it should be. */
  get(keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    return Promise.all(keys.map((key) => this.value(key)));
  }

  private async value(key: string): Promise<Uint8Array | undefined> {
    if (key === infoKey(this.id)) return infoEntry(this.stored)[1];
    if (key === tablesKey(this.id)) return deflateSync(toBytes(this.head.tables), { level: 1 });
    const row = this.rows.get(key);
    return row && encodeRecord(await this.record(row));
  }

  private async record(row: IndexRow): Promise<LaneRecord> {
    const block = await readBlock(this.bytes, row);
    if (!block.ok) throw block.problem;
    const place = placeOf(row[0])!;
    const kind = kindOfLane(place.lane)!;
    try {
      const record = decodeForm(block.value, kind.form, place.level);
      if (record.from !== Number(place.from)) throw new Malformed('it lies at another tick than its name says');
      if (kind.text) {
        const { text } = kind;
        for (let i = 0; i < record.baseSlot.length; i++)
          if (!isRight(text, baseValue(record, i), record.baseSlot[i]!, true)) throw new Malformed('a text of it is none of ours');
        for (let i = 0; i < record.entrySlot.length; i++)
          if (!isRight(text, entryValue(record, i), record.entrySlot[i]!, false)) throw new Malformed('a text of it is none of ours');
      }
      return record;
    } catch (error) {
      if (error instanceof Malformed) throw damaged(`"${row[0]}": ${error.message}`).problem;
      throw error;
    }
  }

  put(_batch: Batch): Promise<void> {
    throw new Error('a snapshot cannot be written to');
  }
}

/** Of its own: whatever it says it is, it never becomes part of a world that is here. */
function storedOf(head: SnapshotHead, { head: { hash, size } }: Container): StoredWorld {
  return {
    v: STORED_VERSION,
    info: {
      ...head.info,
      id: `${head.id.slice(0, 36)}-${hash.slice(0, 10)}`,
      version: 1,
      bytes: size,
      files: [],
      createdAt: 0,
      changedAt: 0,
      snapshot: true,
    },
    heads: null,
    units: head.units.map((unit, id) => ({ id, ...unit })),
    nextRun: 0,
    nextUnit: head.units.length,
    names: [],
    snapshot: { of: head.id, choice: head.choice },
    ledgerBytes: 0,
    blockBytes: size,
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

export const damaged = (why: string): { ok: false; problem: Problem } =>
  fail(
    'snapshot-damaged',
    `This snapshot is damaged: ${why}.`,
    'Fetch the file again from where it came from, or have it written once more.',
  );
