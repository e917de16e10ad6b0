/** All worlds of a store: what the catalogue lists, opening, importing, joining. */
import type { Kernels } from '../kernels/kernels';
import type { Problem } from '../result';
import type { BlockStore } from './block-store';
import { WorldCatalogue } from './catalogue';
import { HEAD_LINES, safeId, sameHead } from './identity';
import { holdsLinesOf, join, split } from './joining';
import { LogIngest, type LogPlace, type Worlds } from './log-ingest';
import { SnapshotBlocks, type SnapshotWorld } from './snapshot/blocks';
import { isTorn, type KeepOptions, keepWorld } from './snapshot/keep';
import { allStored, answersTo, keysOf, readStored, STORED_VERSION, type StoredWorld, stale } from './stored-row';
import { loadWorld, type OpenWorld } from './stored-world';
import type { WorldInfo } from './types';
import { World } from './world';
import { WorldWriter } from './writer';

export class Library extends WorldCatalogue {
  constructor(
    store: BlockStore,
    readonly kernels: Kernels,
  ) {
    super(store);
  }

  /** null: there is none, or a newer version of the site has stored it. */
  async world(id: string): Promise<World | null> {
    const open = await this.open(id);
    return open && new World(open, this.kernels);
  }

  /** As `world`, for whoever reads what is stored itself. */
  async open(id: string): Promise<OpenWorld | null> {
    const stored = await readStored(this.store, id);
    if (!stored || stored.v > STORED_VERSION) return null;
    return await loadWorld(this.store, this.kernels, stored, false);
  }

  keep(world: SnapshotWorld, options: KeepOptions): Promise<string> {
    return keepWorld(this.store, new SnapshotBlocks(world, this.kernels), options);
  }

  /** At start: settles worlds that an earlier visit left half read, and lifts those of older versions. */
  async settle(): Promise<WorldInfo[]> {
    const settled: WorldInfo[] = [];
    for (const stored of await allStored(this.store)) {
      if (isTorn(stored)) await this.store.put({ set: [], remove: await keysOf(this.store, stored.info.id) });
      if (!stale(stored)) continue;
      await WorldWriter.settle(this.store, this.kernels, stored, stored.v < STORED_VERSION);
      settled.push(stored.info);
    }
    return settled;
  }

  join(ids: readonly string[]): Promise<string> {
    return join(this.store, this.kernels, ids);
  }

  split(id: string): Promise<string[]> {
    return split(this.store, this.kernels, id);
  }

  async importer(): Promise<Importer> {
    return new Importer(this.store, this.kernels, await allStored(this.store));
  }
}

/** Worlds that one import may begin. Each costs a part of a second; nobody has so many games. */
const MOST_NEW = 500;

/** One import job. Lines come in synchronously; `flush` and `finish` store. */
export class Importer implements Worlds {
  private readonly writers = new Map<string, WorldWriter>();
  private readonly wanted = new Set<string>();
  /** Out of snapshots. */
  private readonly kept = new Set<string>();
  private readonly logs: LogIngest[] = [];
  private created = 0;
  private leftOut = 0;

  constructor(
    private readonly store: BlockStore,
    private readonly kernels: Kernels,
    private readonly stored: StoredWorld[],
  ) {}

  /**
   * `follows`: the world that the same file has told of before, when it is read as it grows. `within`: it goes on where a log was left, in
   * the middle of a launch.
   */
  log(
    name: string,
    format: string,
    { follows = null, within = null }: { follows?: string | null; within?: LogPlace | null } = {},
  ): LogIngest {
    this.logs.at(-1)?.end();
    const log = new LogIngest(name, format, this, follows, within);
    this.logs.push(log);
    return log;
  }

  byId(id: string, head: number[] = []): WorldWriter | null | 'full' {
    for (const writer of this.writers.values())
      if (writer.answersTo(id) || writer.heads?.some((known) => sameHead(known, head))) return this.learnHead(writer, head);
    const known = this.stored.find((world) => answersTo(world, id) || world.heads?.some((other) => sameHead(other, head)));
    if (known) {
      this.wanted.add(known.info.id);
      return null;
    }
    return this.create(id, head.length > 0 ? head : null);
  }

  /** Somebody who has read its lines may have named it before, without saying what it is known by. */
  byHead(head: number[]): WorldWriter | null | 'full' {
    return this.byId(safeId(`f${head.map((hash) => hash.toString(36)).join('')}`), head);
  }

  /** A file with more lines than the one first seen tells more of what the world is known by. */
  private learnHead(writer: WorldWriter, head: number[]): WorldWriter {
    const heads = writer.heads;
    const short = heads?.findIndex((known) => known.length < HEAD_LINES && known.length < head.length && sameHead(known, head)) ?? -1;
    if (heads && short >= 0) heads[short] = head;
    return writer;
  }

  private create(id: string, head: number[] | null): WorldWriter | 'full' {
    if (this.created >= MOST_NEW) {
      this.leftOut++;
      return 'full';
    }
    this.created++;
    const writer = WorldWriter.create(this.store, this.kernels, id, head);
    this.writers.set(id, writer);
    return writer;
  }

  get pending(): number {
    let bytes = 0;
    for (const log of this.logs) bytes += log.pending;
    for (const writer of this.writers.values()) bytes += writer.pending;
    return bytes;
  }

  get packets(): number {
    return this.logs.reduce((sum, log) => sum + log.packets, 0);
  }

  /** Stores what is pending, one atomic batch a world; the ids of the worlds that changed. */
  async flush(): Promise<string[]> {
    await this.openWanted();
    const changed: string[] = [];
    for (const writer of this.writers.values()) if (await writer.flush()) changed.push(writer.id);
    return changed;
  }

  private async openWanted(): Promise<void> {
    for (const id of this.wanted) {
      const stored = this.stored.find((world) => world.info.id === id);
      if (stored && !this.writers.has(id)) {
        const writer = await WorldWriter.open(this.store, this.kernels, stored);
        writer.revive();
        this.writers.set(id, writer);
      }
    }
    this.wanted.clear();
    for (const log of this.logs) log.drain();
  }

  /** All logs are read as far as they go. May be called again when a followed log has grown. */
  async finish(): Promise<{ worlds: string[]; problems: Problem[] }> {
    for (const log of this.logs) log.end();
    // Ending a log may be what tells which world it belongs to.
    for (let round = 0; round < 3 && (this.wanted.size > 0 || round === 0); round++) {
      await this.openWanted();
      for (const log of this.logs) log.end();
    }
    const { worlds, problems } = await this.settled();
    for (const log of this.logs) worlds.push(...(await this.absorb(log)));
    if (this.leftOut > 0) problems.push(tooManyWorlds(this.leftOut));
    this.leftOut = 0;
    return { worlds, problems };
  }

  /** As `finish`, while the last log is still being read: what waits in it for more goes on waiting. */
  async settle(): Promise<{ worlds: string[]; problems: Problem[] }> {
    await this.openWanted();
    return await this.settled();
  }

  private async settled(): Promise<{ worlds: string[]; problems: Problem[] }> {
    const worlds: string[] = [];
    const problems: Problem[] = [];
    for (const writer of this.writers.values()) {
      if (await writer.finish()) worlds.push(writer.id);
      problems.push(...writer.problems.splice(0));
    }
    return { worlds, problems };
  }

  /** What was taken for a world without an id, when this log's header had not come yet, is in the named one now. */
  private async absorb(log: LogIngest): Promise<string[]> {
    const { named, head } = log.identity;
    const writer = named === null ? undefined : [...this.writers.values()].find((one) => one.answersTo(named));
    if (writer === undefined) return [];
    const gone: string[] = [];
    for (const { info, members, heads } of [...this.stored]) {
      if (info.id === writer.id || members !== undefined || !heads?.some((known) => sameHead(known, head))) continue;
      if (!(await holdsLinesOf(this.store, writer.id, info.id))) continue;
      await this.store.put({ set: [], remove: await keysOf(this.store, info.id) });
      this.writers.delete(info.id);
      this.stored.splice(
        this.stored.findIndex((one) => one.info.id === info.id),
        1,
      );
      gone.push(info.id);
    }
    return gone;
  }

  /** As `keepWorld`. */
  async keep(world: SnapshotWorld, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<string> {
    const id = await keepWorld(this.store, new SnapshotBlocks(world, this.kernels), { signal, onProgress, now: Date.now() });
    this.kept.add(id);
    return id;
  }

  /** Infos of the worlds this job has touched, as they are in the store. */
  async infos(): Promise<WorldInfo[]> {
    const infos: WorldInfo[] = [];
    for (const id of [...this.writers.keys(), ...this.kept]) {
      const stored = await readStored(this.store, id);
      if (stored) infos.push(stored.info);
    }
    return infos;
  }
}

const tooManyWorlds = (logs: number): Problem => ({
  code: 'too-many-worlds',
  file: '',
  line: 0,
  detail: `These files tell of more than ${MOST_NEW} worlds that were not here yet: what ${logs.toLocaleString('en')} more logs tell is left out.`,
  tip: 'Drop fewer files at a time.',
});
