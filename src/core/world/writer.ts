/**
 * One world being written: takes lines from any number of logs, keeps each once, derives the blocks, and stores both in
 * batches that happen whole. What is stored is consistent after every flush.
 */
import type { Kernels } from '../kernels/kernels';
import { PartAssembler } from '../packet/parts';
import type { ChainPoint, ConfigPacket, HeaderPacket, LineEnvelope, Packet, Tick } from '../packet/schema';
import type { Problem } from '../result';
import type { Batch, BlockStore } from './block-store';
import type { Branch } from './branches';
import { coverageOf, stageCoverage } from './coverage';
import { historyProblems } from './history-problems';
import { chainedKey, hash53, textKey } from './identity';
import { KeyCounts, KeySet } from './keys';
import { count, deriveAnew, type Layout, layoutOf, Owners, sameLayout } from './layout';
import { clocked, encodeLedger, ledgerEntries, ledgerKey } from './ledger';
import { type EngineNote, engineEntry, readLedgerEntry } from './ledger-read';
import { Restatement, toldAt } from './restatement';
import { RunBuilder } from './run';
import { readsOn } from './runs';
import { answersTo, STORED_VERSION, type StoredWorld } from './stored-row';
import { loadWorld, newWorld, type OpenWorld, storeWorld } from './stored-world';
import { summarise } from './summary';
import type { WorldInfo } from './types';
import type { Unit } from './unit';

/** Rows of this world alone; the job's own list is bounded too. */
const MOST_PROBLEMS = 500;
/** In bytes as stored. */
const SHORT_BLOCK = 16 * 1024;
/** Characters of the ledger that are packed together. */
const LEDGER_BLOCK = 4 * 1024 * 1024;
/** More groups of parts than can be open at once [P5]. */
const MOST_GROUPS = 256;

export class WorldWriter {
  private readonly ledger = new Map<string, string[]>();
  private readonly seen = new KeySet();
  /** The engine's lines of known launches, as they would be known without. */
  private readonly worded = new KeySet();
  /** Lines read thinned; what has come whole since is in `seen` too. */
  private readonly thin = new KeySet();
  private readonly chainedParts = new PartAssembler((problem) => this.report(problem));
  /** Of the run that is read: logs come one after another. */
  private localParts: { run: string; parts: PartAssembler } | null = null;
  /** Part groups that hold a line not read before, the latest last. */
  private readonly freshParts = new Set<string>();
  private ledgerBytes = 0;
  /** The last block written, while it is short: what comes next joins it, or a log followed for hours is thousands of blocks. */
  private short: { run: string; entries: string[]; bytes: number } | null = null;
  private readonly restatements = new WeakMap<RunBuilder, Restatement>();
  /** The last two lines, read before, that restate where a run goes on: kept with it once it tells something. */
  private readonly edges = new WeakMap<RunBuilder, string[]>();
  private rebuild = false;
  /** Where the world has several branches and was settled: whose the lines are that go on where a log ended. */
  private owners: Owners | null = null;
  private touched = false;
  readonly problems: Problem[] = [];

  private constructor(
    private readonly store: BlockStore,
    private readonly kernels: Kernels,
    private readonly world: OpenWorld,
  ) {}

  static create(store: BlockStore, kernels: Kernels, id: string, heads: number[] | null): WorldWriter {
    return new WorldWriter(store, kernels, newWorld(store, kernels, id, heads));
  }

  /** Brings a world that was left unfinished, is of an older version, or was put together by hand, into its settled form. */
  static async settle(store: BlockStore, kernels: Kernels, stored: StoredWorld, anew: boolean): Promise<void> {
    stored.info.unfinished = true;
    const writer = await WorldWriter.open(store, kernels, stored);
    writer.rebuild = anew;
    await writer.finish();
  }

  /** Opens a stored world and learns its lines again from the ledger. */
  static async open(store: BlockStore, kernels: Kernels, stored: StoredWorld): Promise<WorldWriter> {
    const writer = new WorldWriter(store, kernels, await loadWorld(store, kernels, stored));
    const texts = new KeyCounts();
    const launched = new KeyCounts();
    for await (const entries of ledgerEntries(store, stored.info.id)) {
      for (const text of entries) {
        const entry = readLedgerEntry(text);
        if (entry.type === 'packets' && entry.envelope.seq !== undefined) {
          const key = chainedKey(entry.envelope.seq, entry.envelope.chain ?? 0);
          if (entry.envelope.thin) writer.thin.add(key);
          else writer.seen.add(key);
        } else if (entry.type === 'engine' && entry.note.launch !== undefined) {
          writer.isNew(dated(entry.note.launch, entry.text), texts);
          const hash = hash53(entry.text);
          writer.worded.add(textKey(hash, launched.add(hash)));
        } else writer.isNew(entry.text, texts);
      }
    }
    return writer;
  }

  get id(): string {
    return this.world.stored.info.id;
  }

  get info(): StoredWorld['info'] {
    return this.world.stored.info;
  }

  get heads(): number[][] | null {
    return this.world.stored.heads;
  }

  /** Takes a world out of the bin. */
  revive(): void {
    if (this.info.deletedAt === undefined) return;
    delete this.info.deletedAt;
    this.touched = true;
  }

  /** Whether this is the world of an id, its own or that of a world joined into it. */
  answersTo(id: string): boolean {
    return answersTo(this.world.stored, id);
  }

  get pending(): number {
    let bytes = this.ledgerBytes;
    for (const unit of this.world.units) bytes += unit.pending;
    return bytes;
  }

  beginRun(file: string): RunBuilder {
    const run = new RunBuilder(`${this.world.stored.nextRun++}`, file, this.id);
    this.world.runs.push(run);
    if (!this.info.files.includes(file) && this.info.files.length < 200) this.info.files.push(file);
    return run;
  }

  /** The run of that number, where it has come just so far; null: another tab has given it away, or it was never stored. */
  goOn(id: string, { tip, file }: { tip: number; file: string }): RunBuilder | null {
    return this.world.runs.find((run) => run.id === id && run.tip === tip && run.file === file) ?? null;
  }

  /** A Factoscope line. False: read before. */
  envelope(run: RunBuilder, text: string, clock: number | null, envelope: LineEnvelope, texts: KeyCounts): boolean {
    const { seq, chain, at } = envelope;
    if (seq !== undefined && chain !== undefined) {
      const key = chainedKey(seq, chain);
      const known = this.seen.has(key);
      const last = lastTick(envelope);
      const tick = last === null ? null : this.restatementOf(run).notBefore(last);
      run.line(seq, chain, tick ?? Number.NaN);
      if (tick !== null) run.tick(tick);
      if (known || (envelope.thin && this.thin.has(key))) {
        this.assemble(run, envelope, false);
        return false;
      }
      if (envelope.thin) this.thin.add(key);
      else {
        this.seen.add(key);
        // [P9] The whole line takes the place of a thinned one.
        if (this.thin.has(key)) this.rebuild = true;
      }
    } else {
      if (at) run.at(at, restatedAt(envelope));
      if (!this.isNew(text, texts)) {
        this.restates(run, clocked(clock, text), envelope);
        return false;
      }
    }
    this.keep(run, clocked(clock, text));
    this.assemble(run, envelope, true);
    return true;
  }

  /** A keyframe that was read before, as one sent twice is, says nothing new; but what follows here stands behind it [P27]. */
  private restates(run: RunBuilder, entry: string, { d, at }: LineEnvelope): void {
    if (typeof d === 'string' || at === undefined) return;
    const edges = d.filter((packet) => packet.kind === 'keyframe' && packet.restated);
    for (const packet of edges) this.restatementOf(run).from(packet, at);
    if (edges.length > 0) this.edges.set(run, [...(this.edges.get(run) ?? []).slice(-1), entry]);
  }

  /** Packets without a number. */
  foreign(run: RunBuilder, packets: readonly Packet[], clock: number | null, texts: KeyCounts): boolean {
    const text = `F${JSON.stringify(packets)}`;
    if (!this.isNew(text, texts)) return false;
    this.keep(run, clocked(clock, text));
    this.apply(run, packets, null, null);
    return true;
  }

  /** An engine line, with its row of the story and what it counts as. */
  engine(run: RunBuilder, text: string, clock: number | null, note: EngineNote, texts: KeyCounts): boolean {
    if (!this.isNewOfEngine(text, note, texts)) return false;
    this.keep(run, clocked(clock, engineEntry(text, note)));
    const { row, count: as } = note;
    if (as) count(this.info.engine, as);
    const { names } = this.world.stored;
    // The server speaks as <server>, which no player may be called.
    if (row?.name && !row.name.startsWith('<') && names.length < 4096 && !names.includes(row.name)) names.push(row.name);
    if (row) this.unitOf(run, row.tick, null)?.tell(row);
    return true;
  }

  /** What an engine's start tells, unless a packet has told it. */
  launched(version: string | undefined, mods: WorldInfo['mods']): void {
    if (this.info.seed !== null || this.world.stored.configuredAt !== undefined) return;
    if (version) this.info.gameVersion = version;
    if (mods.length) this.info.mods = mods;
  }

  /** The latest word holds, whatever the order of the logs. */
  private configured({ tick, game, mods }: HeaderPacket | ConfigPacket): void {
    const { stored } = this.world;
    if (tick < (stored.configuredAt ?? 0)) return;
    stored.configuredAt = tick;
    if (game !== undefined) this.info.gameVersion = game;
    if (mods !== undefined) this.info.mods = mods.map(([name, version]) => ({ name, version }));
  }

  anchor(run: RunBuilder, tick: Tick, clock: number): void {
    run.anchor(tick, clock);
    run.tick(tick);
  }

  private isNew(text: string, texts: KeyCounts): boolean {
    const hash = hash53(text);
    return this.seen.add(textKey(hash, texts.add(hash)));
  }

  /**
   * Two launches may end with the same words at the same second. A log that was left or broke off between them cannot count how often it had
   * them, so the launch tells them apart; a log without the launch's first line has but the words.
   */
  private isNewOfEngine(text: string, { launch }: EngineNote, texts: KeyCounts): boolean {
    const hash = hash53(text);
    const worded = textKey(hash, texts.add(hash));
    if (launch === undefined) return !this.worded.has(worded) && this.seen.add(worded);
    const isNew = this.isNew(dated(launch, text), texts) && !this.seen.has(worded);
    this.worded.add(worded);
    return isNew;
  }

  private report(problem: Problem): void {
    const { problems } = this;
    const gathers = problems.length < MOST_PROBLEMS ? undefined : problems.find(({ code }) => code === problem.code);
    if (gathers) gathers.count = (gathers.count ?? 1) + 1;
    else if (problems.length < 2 * MOST_PROBLEMS) problems.push(problem);
  }

  private reportCharts(): void {
    let count = 0;
    for (const unit of this.world.units) {
      count += unit.badCharts;
      unit.badCharts = 0;
    }
    if (count > 0) this.report(badCharts(count));
  }

  private keep(run: RunBuilder, entry: string): void {
    this.touched = true;
    // Of a run that had told nothing new when the world was settled nothing was left.
    if (run.blocks === 0 && !this.world.runs.includes(run)) this.world.runs.push(run);
    const edges = this.edges.get(run);
    this.edges.delete(run);
    for (const edge of edges ?? []) this.keep(run, edge);
    const list = this.ledger.get(run.id);
    if (list) list.push(entry);
    else this.ledger.set(run.id, [entry]);
    this.ledgerBytes += entry.length;
  }

  private assemble(run: RunBuilder, envelope: LineEnvelope, fresh: boolean): void {
    if (typeof envelope.d !== 'string') {
      if (fresh) this.apply(run, envelope.d, envelope.seq ?? null, envelope.at ?? null);
      return;
    }
    const group = `${envelope.seq === undefined ? run.id : ''}/${(envelope.seq ?? 0) - (envelope.part?.[0] ?? 0)}/${envelope.part?.[2]}`;
    if (fresh) {
      this.freshParts.delete(group);
      this.freshParts.add(group);
      for (const oldest of this.freshParts) {
        if (this.freshParts.size <= MOST_GROUPS) break;
        this.freshParts.delete(oldest);
      }
    }
    const packets = this.partsOf(run, envelope).add(envelope);
    if (packets && this.freshParts.delete(group)) this.apply(run, packets, envelope.seq ?? null, envelope.at ?? null);
  }

  /** Chained parts may come from different logs; local ones are numbered by their own. */
  private partsOf(run: RunBuilder, envelope: LineEnvelope): PartAssembler {
    if (envelope.seq !== undefined) return this.chainedParts;
    if (this.localParts?.run !== run.id) {
      this.reportLocalParts();
      this.localParts = { run: run.id, parts: new PartAssembler((problem) => this.report(problem)) };
    }
    return this.localParts.parts;
  }

  private reportLocalParts(): void {
    for (const problem of this.localParts?.parts.incomplete() ?? []) this.report(problem);
  }

  private apply(run: RunBuilder, packets: readonly Packet[], seq: number | null, at: ChainPoint | null): void {
    const { packets: counts } = this.info;
    const restatement = this.restatementOf(run);
    for (const packet of packets) {
      count(counts, packet.kind);
      const from = restatement.from(packet, at);
      if (from === null) continue;
      const told = Math.max(toldAt(packet), from);
      run.tick(told);
      run.fresh(told);
      if (packet.kind === 'header') this.headed(run, packet);
      else if (packet.kind === 'config') this.configured(packet);
      else if (packet.kind === 'prototypes') this.world.tables.learn({ ...packet, tick: told });
      else if (packet.kind === 'clock') run.anchor(packet.tick, packet.time);
      this.unitOf(run, told, seq)?.add(packet, from);
    }
  }

  private headed(run: RunBuilder, packet: HeaderPacket): void {
    run.header(packet);
    if (packet.head !== undefined) {
      this.launched(
        packet.game,
        packet.mods.map(([name, version]) => ({ name, version })),
      );
      return;
    }
    this.info.seed = packet.seed;
    this.configured(packet);
  }

  /** Whether a log has this very line and goes on behind it, and nothing was left out of it. */
  private isWhole(point: ChainPoint): boolean {
    return this.seen.has(chainedKey(...point)) && this.world.runs.some((run) => readsOn(run.run(), point));
  }

  private restatementOf(run: RunBuilder): Restatement {
    const known = this.restatements.get(run) ?? new Restatement((point) => this.isWhole(point));
    this.restatements.set(run, known);
    return known;
  }

  /** `branch`: of several, the one that opens, with the runs that lead to it. */
  private setTip(branch: Branch | null): void {
    let tip: ChainPoint = [0, 0];
    for (const run of this.world.runs) {
      if (branch !== null && branch.reach.get(run.id) !== Number.POSITIVE_INFINITY) continue;
      const { end } = run;
      if (end[0] > tip[0]) tip = end;
    }
    if (tip[0] > 0) this.world.stored.tip = tip;
    else delete this.world.stored.tip;
  }

  /**
   * Where what a run tells is derived as it comes. With one branch known that is its unit, and if the run turns out to be another branch,
   * `finish` derives anew. With several it is that of the branch the run led to when the world was settled; what a new run tells, or one
   * of the time before its branch began, waits for `finish`, which knows.
   */
  private unitOf(run: RunBuilder, tick: Tick | null, seq: number | null): Unit | null {
    const { units, stored } = this.world;
    if (units.length === 1) return units[0]!;
    const tip = this.owners?.tip(run.id);
    const owner = seq === null ? this.owners?.local(run.id, tick) : this.owners?.chained(run.id, seq);
    if (tip !== undefined && owner === tip) return units[stored.units.findIndex((unit) => unit.branch === tip.id)] ?? null;
    this.rebuild = true;
    return null;
  }

  /** What went on by itself was derived as that branch's which it still leads to. */
  private sameOwners(before: Owners | null, now: Owners | null): boolean {
    return before === null || this.world.runs.every(({ id }) => before.tip(id) === undefined || before.tip(id)?.id === now?.tip(id)?.id);
  }

  /** Stores all that is pending, in one batch. */
  async flush(): Promise<boolean> {
    if (!this.touched) return false;
    const batch: Batch = { set: [], remove: [] };
    for (const unit of this.world.units) await unit.stage();
    const settle = this.world.units.map((unit) => unit.drain(batch));
    this.drainLedger(batch);
    this.info.unfinished = true;
    this.info.version += 1;
    if (this.info.branches.length === 0)
      this.info.branches = [{ id: 'main', parent: null, leavesAt: null, ticks: null, opens: true, clock: null }];
    if (this.world.units.length === 1) this.setTip(null);
    await summarise(this.world, false);
    storeWorld(this.world, batch);
    await this.store.put(batch);
    for (const done of settle) done();
    this.touched = false;
    return true;
  }

  /** A log of earlier days came after later ones: derived in the order of time, the world is the same as had it come first. */
  private cameLate(): boolean {
    // An older save that is played on is not late for what was played on another branch.
    const latest = new Map<string, Tick>();
    let late = false;
    for (const run of this.world.runs) {
      const branch = this.owners?.tip(run.id)?.id ?? '';
      const before = latest.get(branch) ?? Number.NEGATIVE_INFINITY;
      late ||= run.firstNew !== null && run.firstNew < before;
      run.firstNew = null;
      latest.set(branch, Math.max(before, run.lastTick ?? before));
    }
    return late;
  }

  private drainLedger(batch: Batch): void {
    for (const [id, entries] of this.ledger) {
      const run = this.world.runs.find((candidate) => candidate.id === id)!;
      const { short } = this;
      if (short?.run === id) {
        run.blocks -= 1;
        this.world.stored.ledgerBytes -= short.bytes;
      }
      for (const piece of pieces(short?.run === id ? short.entries.concat(entries) : entries)) {
        const bytes = encodeLedger(piece);
        batch.set.push([ledgerKey(this.id, id, run.blocks++), bytes]);
        this.world.stored.ledgerBytes += bytes.length;
        this.short = bytes.length < SHORT_BLOCK ? { run: id, entries: piece, bytes: bytes.length } : null;
      }
      run.changed = true;
    }
    this.ledger.clear();
    this.ledgerBytes = 0;
  }

  /** All logs are read: settles the branches, deriving anew what the new lines show in another light, and stores. */
  async finish(): Promise<boolean> {
    const wasUnfinished = this.info.unfinished === true;
    await this.flush();
    if (!this.info.unfinished && !wasUnfinished) return false;
    for (const problem of this.chainedParts.incomplete()) this.report(problem);
    this.reportLocalParts();
    this.reportCharts();
    this.world.runs = this.world.runs.filter((run) => run.blocks > 0);
    if (this.cameLate()) this.rebuild = true;
    const layout = layoutOf(this.world.runs);
    this.info.branches = layout.branches.map(({ reach: _, ...branch }) => branch);
    this.setTip(layout.branches.length > 1 ? (layout.branches.find(({ opens }) => opens) ?? null) : null);
    this.info.gaps = layout.gaps;
    if (layout.leftOut > 0) this.report(tooManyHistories(layout.leftOut));
    for (const problem of historyProblems(layout)) this.problems.push(problem);
    const owners = layout.branches.length > 1 ? new Owners(layout.branches, this.world.runs) : null;
    if (!this.sameOwners(this.owners, owners)) this.rebuild = true;
    this.owners = owners;
    if (this.rebuild || !sameLayout(layout, this.world.stored.units)) await deriveAnew(this.store, this.kernels, this.world, layout);
    delete this.info.unfinished;
    this.world.stored.v = STORED_VERSION;
    this.info.version += 1;
    this.info.changedAt = Date.now();
    await summarise(this.world, true);
    const batch: Batch = { set: [], remove: [] };
    const settle = await this.stageCoverage(layout, batch);
    storeWorld(this.world, batch);
    await this.store.put(batch);
    settle();
    this.rebuild = false;
    return true;
  }

  private async stageCoverage(layout: Layout, batch: Batch): Promise<() => void> {
    const settled: (() => void)[] = [];
    for (const branch of layout.branches) {
      const unit = this.world.units[this.world.stored.units.findIndex((stored) => stored.branch === branch.id)]!;
      await stageCoverage(unit.lanes, coverageOf(layout, branch, this.world.runs));
      settled.push(unit.drain(batch));
    }
    return () => {
      for (const done of settled) done();
    };
  }
}

/** A line of the engine that says no date. */
const dated = (launch: number, text: string): string => `${launch} ${text}`;

const badCharts = (count: number): Problem => ({
  code: 'bad-chart',
  file: '',
  line: 0,
  detail: `${count.toLocaleString('en')} ${count === 1 ? 'chart of a chunk was' : 'charts of chunks were'} left out: what is packed in them is not 32 × 32 pixels.`,
  tip: 'The log may be damaged, or was not written by the mod.',
});

const tooManyHistories = (pieces: number): Problem => ({
  code: 'too-many-histories',
  file: '',
  line: 0,
  detail: `These logs tell more histories of one world than are looked at: ${pieces} pieces of logs are left out, those that end first.`,
  tip: 'A game makes another history with each older save that is loaded. Drop fewer logs at a time.',
});

/** Entries cut so that no block is long to pack or to read. */
function* pieces(entries: readonly string[]): Iterable<string[]> {
  let from = 0;
  let length = 0;
  for (let i = 0; i < entries.length; i++) {
    length += entries[i]!.length;
    if (length < LEDGER_BLOCK && i < entries.length - 1) continue;
    yield entries.slice(from, i + 1);
    from = i + 1;
    length = 0;
  }
}

/** What restates a world begins with its header, and says when that was. */
function restatedAt({ d }: LineEnvelope): Tick {
  const [first] = d;
  return typeof first === 'object' && first.kind === 'header' && first.key !== undefined ? toldAt(first) : Number.NaN;
}

function lastTick(envelope: LineEnvelope): Tick | null {
  if (typeof envelope.d === 'string') return null;
  let last: Tick | null = null;
  for (const packet of envelope.d) if (last === null || packet.tick > last) last = packet.tick;
  return last;
}
