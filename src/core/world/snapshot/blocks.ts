/** A world in a snapshot as a store that can only be read: each block is fetched, checked and turned into the store's form when it is asked for. */
import { deflateSync } from 'fflate';
import type { Kernels } from '../../kernels/kernels';
import { type Bytes, type Container, type IndexRow, readBlock } from '../../pack/container';
import { fail, ok, type Problem, type Result } from '../../result';
import type { Batch, BlockStore } from '../block-store';
import { baseValue, encodeRecord, entryValue, type LaneRecord } from '../record';
import { blockPrefix, infoEntry, infoKey, STORED_VERSION, type StoredWorld, tablesKey, toBytes } from '../stored-row';
import { Tables } from '../tables';
import { isRight } from './checked';
import { isMoment, LEFT_OUT } from './choice';
import { decodeForm } from './form';
import { HEAD_PATH, readHead, type SnapshotHead, WORLD_BLOCKS_VERSION } from './head';
import { kindOfLane } from './kinds';
import { keyOf, placeOf, type RecordPlace } from './paths';
import { reducedRecord, reducerOf, regionOver, regionsUnder } from './reduced';
import { Malformed } from './streams';

export const holdsWorld = (container: Container): boolean => container.blocks.has(HEAD_PATH);

/** A snapshot's world, of which the head is read. */
export interface SnapshotWorld {
  bytes: Bytes;
  container: Container;
  head: SnapshotHead;
  stored: StoredWorld;
}

/** Problems: `snapshot-no-world`, `snapshot-damaged`, `too-new`. */
export async function openSnapshot(bytes: Bytes, container: Container): Promise<Result<SnapshotWorld>> {
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
  return ok({ bytes, container, head, stored: storedOf(head, container) });
}

export class SnapshotBlocks implements BlockStore {
  /** What lies under a key: a block, or what is made of several. */
  private readonly rows = new Map<string, RecordPlace & { row: IndexRow | null }>();
  private readonly sorted: string[];
  private readonly tables: Tables;

  constructor(
    private readonly world: SnapshotWorld,
    private readonly kernels: Kernels,
  ) {
    const { container, head, stored } = world;
    this.tables = new Tables(head.tables);
    for (const row of container.blocks.values()) {
      const place = placeOf(row[0]);
      const kind = place && kindOfLane(place.lane);
      // What a newer version has added is passed over.
      if (!place || !kind || place.unit >= head.units.length || (place.level > 0 && kind.form !== 'pixels')) continue;
      this.rows.set(this.key(place), { ...place, row });
      if (!isMoment(head.choice) || kind.form !== 'pixels' || place.level > 0) continue;
      for (const level of LEFT_OUT) {
        const made = { ...place, level, region: regionOver(place.region, level), row: null };
        if (!this.rows.has(this.key(made))) this.rows.set(this.key(made), made);
      }
    }
    this.sorted = [...this.rows.keys(), infoKey(stored.info.id), tablesKey(stored.info.id)].sort();
  }

  private key(place: RecordPlace): string {
    return blockPrefix(this.id, place.unit) + keyOf(place);
  }

  get id(): string {
    return this.world.stored.info.id;
  }

  get stored(): StoredWorld {
    return this.world.stored;
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
    if (key === tablesKey(this.id)) return deflateSync(toBytes(this.world.head.tables), { level: 1 });
    const place = this.rows.get(key);
    if (!place) return undefined;
    return encodeRecord(place.row ? await this.record(place.row) : await this.made(place));
  }

  private async made(place: RecordPlace): Promise<LaneRecord> {
    const full: { region: string; record: LaneRecord }[] = [];
    for (const region of regionsUnder(place)) {
      const row = this.rows.get(this.key({ ...place, level: 0, region }))?.row;
      if (row) full.push({ region, record: await this.record(row) });
    }
    return reducedRecord(Number(place.from), place.level, full, reducerOf(kindOfLane(place.lane)!, this.kernels, this.tables));
  }

  private async record(row: IndexRow): Promise<LaneRecord> {
    const block = await readBlock(this.world.bytes, row);
    if (!block.ok) throw block.problem;
    try {
      return checkedRecord(block.value, placeOf(row[0])!);
    } catch (error) {
      if (error instanceof Malformed) throw damaged(`"${row[0]}": ${error.message}`).problem;
      throw error;
    }
  }

  put(_batch: Batch): Promise<void> {
    throw new Error('a snapshot cannot be written to');
  }
}

/** Throws `Malformed` for what is none of ours. */
function checkedRecord(bytes: Uint8Array, place: RecordPlace): LaneRecord {
  const kind = kindOfLane(place.lane)!;
  const record = decodeForm(bytes, kind.form, place.level);
  if (record.from !== Number(place.from)) throw new Malformed('it lies at another tick than its name says');
  const { text } = kind;
  if (!text) return record;
  const right =
    record.baseSlot.every((slot, i) => isRight(text, baseValue(record, i), slot, true)) &&
    record.entrySlot.every((slot, i) => isRight(text, entryValue(record, i), slot, false));
  if (!right) throw new Malformed('a text of it is none of ours');
  return record;
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
