/** From branches to units: which stretch of history is derived where, and deriving all of it anew from the ledger. */
import type { Kernels } from '../kernels/kernels';
import { PartAssembler } from '../packet/parts';
import type { ChainPoint, LineEnvelope, Packet, Tick } from '../packet/schema';
import type { Batch, BlockStore } from './block-store';
import { type Branch, branchesOf } from './branches';
import { ledgerEntries } from './ledger';
import { type EngineNote, readLedgerEntry } from './ledger-read';
import { Restatement, toldAt } from './restatement';
import type { RunBuilder } from './run';
import { readsOn } from './runs';
import { blockPrefix, endOf, infoEntry, type StoredUnit } from './stored-row';
import { type OpenWorld, openUnits, storeWorld } from './stored-world';
import type { Gap, Span } from './types';
import type { Unit } from './unit';

export interface Layout {
  /** Parents before their children. */
  branches: Branch[];
  gaps: Gap[];
  /** Runs that are of none of them, since there are more histories than are looked at. Their lines are kept and not derived. */
  leftOut: number;
}

const FLUSH_BYTES = 32 * 1024 * 1024;

export function layoutOf(runs: readonly RunBuilder[]): Layout {
  const built = runs.map((run) => run.run());
  const { branches, gaps, leftOut } = branchesOf(built.filter((run) => run.seq.length > 0));
  if (branches.length > 0) return { branches: parentsFirst(branches), gaps, leftOut: leftOut.length };
  let clock: number | null = null;
  for (const run of runs) if (run.clock !== null && (clock === null || run.clock > clock)) clock = run.clock;
  return {
    branches: [{ id: 'main', parent: null, leavesAt: null, ticks: spanOf(runs), opens: true, clock, reach: new Map() }],
    gaps: [],
    leftOut: 0,
  };
}

function spanOf(runs: readonly RunBuilder[]): Span | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    first = Math.min(first, run.firstTick ?? first);
    last = Math.max(last, run.lastTick ?? last);
  }
  return first <= last ? [first, last] : null;
}

function parentsFirst(branches: readonly Branch[]): Branch[] {
  const sorted: Branch[] = [];
  const left = new Set(branches);
  for (let before = -1; left.size > 0 && left.size !== before; ) {
    before = left.size;
    for (const branch of left) {
      if (branch.parent !== null && !sorted.some((done) => done.id === branch.parent)) continue;
      sorted.push(branch);
      left.delete(branch);
    }
  }
  return sorted;
}

/** Whether what is derived already stands as this layout wants it. */
export function sameLayout(layout: Layout, units: readonly StoredUnit[]): boolean {
  if (layout.branches.length !== units.length) return false;
  if (units.length === 1) {
    units[0]!.branch = layout.branches[0]!.id;
    return true;
  }
  return layout.branches.every((branch) => {
    const unit = units.find((candidate) => candidate.branch === branch.id);
    const parent = units.find((candidate) => candidate.id === unit?.parent);
    return unit !== undefined && (parent?.branch ?? null) === branch.parent && (branch.leavesAt?.tick ?? 0) === unit.cut;
  });
}

/** To whom a line belongs, one that goes on where a run ended too. */
export class Owners {
  /** By run: the branches that any of it belongs to, parents before children. */
  private readonly holders = new Map<string, Branch[]>();
  private readonly tips = new Map<string, Branch>();
  private readonly byId: Map<string, Branch>;
  private readonly owned = new Map<Branch, RunBuilder[]>();

  constructor(branches: readonly Branch[], runs: readonly RunBuilder[]) {
    this.byId = new Map(branches.map((branch) => [branch.id, branch]));
    const opens = branches.find((branch) => branch.opens) ?? branches[0]!;
    for (const run of runs) {
      const holders = branches.filter((branch) => (branch.reach.get(run.id) ?? -1) >= 0);
      this.holders.set(run.id, holders);
      const first = run.run().seq[0];
      // What has no numbers says nothing of history: it is the opening branch's.
      const tip = this.chained(run.id, run.tip) ?? (first === undefined ? opens : undefined);
      if (tip) this.tips.set(run.id, tip);
      for (const branch of this.ownersOf(run, first ?? Number.POSITIVE_INFINITY)) {
        const owned = this.owned.get(branch);
        if (owned) owned.push(run);
        else this.owned.set(branch, [run]);
      }
    }
  }

  /** The runs of which any line may belong to a branch: only these are read for it, since there may be many of both. */
  runsOf(branch: Branch): RunBuilder[] {
    return this.owned.get(branch) ?? [];
  }

  /** The branch that a run leads to. */
  tip(run: string): Branch | undefined {
    return this.tips.get(run);
  }

  private ownersOf({ id, firstTick, tip }: RunBuilder, first: number): Set<Branch> {
    const owners = new Set<Branch>();
    let before = 0;
    for (const holder of this.holders.get(id)!) {
      const reach = holder.reach.get(id)!;
      if (reach > before && reach >= first && before < tip) owners.add(holder);
      before = Math.max(before, reach);
    }
    const earliest = this.local(id, firstTick);
    for (let branch = this.tips.get(id); branch; branch = branch === earliest ? undefined : this.byId.get(branch.parent ?? ''))
      owners.add(branch);
    return owners;
  }

  /** The first branch whose history holds this line; none when its run is one of too many histories. */
  chained(run: string, seq: number): Branch | undefined {
    return this.holders.get(run)?.find((branch) => (branch.reach.get(run) ?? -1) >= seq);
  }

  /** An observation stands on the branch its log leads to, or, before that one left, on what it left [P8]. */
  local(run: string, tick: Tick | null): Branch | undefined {
    let branch = this.tips.get(run);
    while (branch && tick !== null && branch.parent !== null && branch.leavesAt && tick <= branch.leavesAt.tick) {
      const parent = this.byId.get(branch.parent)!;
      if (!this.holders.get(run)?.includes(parent)) break;
      branch = parent;
    }
    return branch;
  }
}

/** Derives all blocks from the ledger into new units and lets the old ones go. What was stored stays readable until the end. */
export async function deriveAnew(store: BlockStore, kernels: Kernels, world: OpenWorld, layout: Layout): Promise<void> {
  const { stored, runs } = world;
  stored.units = [];
  for (const branch of layout.branches) {
    const parent = stored.units.find((unit) => unit.branch === branch.parent);
    stored.units.push({
      id: stored.nextUnit++,
      branch: branch.id,
      parent: parent?.id ?? null,
      cut: branch.leavesAt?.tick ?? 0,
      charts: [],
      grounds: [],
      built: [],
    });
  }
  stored.blockBytes = 0;
  world.units = openUnits(store, kernels, stored, world.tables);
  const whole = await survey(store, world);
  const owners = new Owners(layout.branches, runs);
  // A parent is derived whole before its children, which look at it where they leave it.
  for (const [i, branch] of layout.branches.entries()) {
    const unit = world.units[i]!;
    const held = owners.runsOf(branch).sort(inTime);
    const restatements = new Map<string, Restatement>();
    const target: Replayed = {
      packets: (run, packets, seq, at) => {
        const restatement = restatements.get(run) ?? new Restatement((point) => isWhole(point, world, whole));
        restatements.set(run, restatement);
        for (const packet of packets) {
          const from = restatement.from(packet, at);
          if (from === null) continue;
          const owner = seq === null ? owners.local(run, Math.max(toldAt(packet), from)) : owners.chained(run, seq);
          if (owner === branch) unit.add(packet, from);
        }
      },
      note: (run, { row }) => {
        if (row && owners.local(run, row.tick) === branch) unit.tell(row);
      },
      turn: async () => {
        if (unit.pending > FLUSH_BYTES) await put(store, unit);
      },
    };
    await replay(store, world, held, whole, target);
    await put(store, unit);
  }
  const kept = new Set(stored.units.map((unit) => unit.id));
  const all = blockPrefix(stored.info.id);
  const remove = (await store.keys(all, endOf(all))).filter((key) => !kept.has(Number(key.slice(all.length).split('/')[0])));
  // The blocks that are named by the stored world go only together with the word that others have taken their place.
  storeWorld(world, { set: [], remove });
  await store.put({ set: [infoEntry(stored)], remove });
}

/** Kinds of packets that are counted by name; nobody sends more. */
const MOST_KINDS = 200;

export function count(counts: Record<string, number>, what: string): void {
  const known = Object.hasOwn(counts, what);
  const name = known || Object.keys(counts).length < MOST_KINDS ? what : 'other';
  // Defined, not assigned: a kind may be called __proto__.
  Object.defineProperty(counts, name, {
    value: (Object.hasOwn(counts, name) ? counts[name]! : 0) + 1,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

async function put(store: BlockStore, unit: Unit): Promise<void> {
  const batch: Batch = { set: [], remove: [] };
  await unit.stage();
  const settle = unit.drain(batch);
  await store.put(batch);
  settle();
}

interface Replayed {
  /** `at`: of a local line, where it stands. */
  packets(run: string, packets: readonly Packet[], seq: number | null, at: ChainPoint | null): void;
  note(run: string, note: EngineNote): void;
  turn(): Promise<void>;
}

/** The ledger of some runs, in the order of their ticks. */
async function replay(
  store: BlockStore,
  world: OpenWorld,
  runs: readonly RunBuilder[],
  whole: ReadonlySet<string> | null,
  into: Replayed,
): Promise<void> {
  const chained = new PartAssembler();
  for (const run of runs) {
    const local = new PartAssembler();
    for await (const entries of ledgerEntries(store, world.stored.info.id, run.id)) {
      for (const text of entries) {
        const entry = readLedgerEntry(text);
        if (entry.type === 'foreign') into.packets(run.id, entry.packets, null, null);
        else if (entry.type === 'engine') into.note(run.id, entry.note);
        else if (entry.type === 'packets') {
          const { envelope } = entry;
          if (envelope.thin && whole?.has(lineName(envelope))) continue;
          const list = typeof envelope.d === 'string' ? (envelope.seq === undefined ? local : chained).add(envelope) : envelope.d;
          if (list) into.packets(run.id, list, envelope.seq ?? null, envelope.at ?? null);
        }
      }
      await into.turn();
    }
  }
}

/** Counts what there is and learns how it is drawn. Returns the lines that are there whole beside a thinned form, if any is. */
async function survey(store: BlockStore, world: OpenWorld): Promise<Set<string> | null> {
  const { info } = world.stored;
  const whole = await wholeLines(store, world);
  info.packets = {};
  info.engine = { joins: 0, leaves: 0, errors: 0, saves: 0 };
  await replay(store, world, [...world.runs].sort(inTime), whole, {
    packets: (_, packets) => {
      for (const packet of packets) {
        count(info.packets, packet.kind);
        if (packet.kind === 'prototypes') world.tables.learn(packet);
      }
    },
    note: (_, { count: as }) => {
      if (as) count(info.engine, as);
    },
    turn: async () => {},
  });
  return whole;
}

const lineName = ({ seq, chain }: Pick<LineEnvelope, 'seq' | 'chain'>): string => `${seq}/${chain}`;

/** Whether a log has this very line and goes on behind it, and nothing was left out of it. */
function isWhole([seq, chain]: ChainPoint, { runs }: OpenWorld, whole: ReadonlySet<string> | null): boolean {
  if (whole !== null && !whole.has(lineName({ seq, chain }))) return false;
  return runs.some((run) => readsOn(run.run(), [seq, chain]));
}

/** The same order whatever the order in which the logs came. */
function inTime(a: RunBuilder, b: RunBuilder): number {
  return (a.firstTick ?? 0) - (b.firstTick ?? 0) || (a.lastTick ?? 0) - (b.lastTick ?? 0) || a.tip - b.tip || (a.file < b.file ? -1 : 1);
}

/** Lines of which the ledger has the whole beside a thinned form; null when none is thinned. */
async function wholeLines(store: BlockStore, world: OpenWorld): Promise<Set<string> | null> {
  const thin = new Set<string>();
  const whole = new Set<string>();
  for await (const entries of ledgerEntries(store, world.stored.info.id)) {
    for (const text of entries) {
      const entry = readLedgerEntry(text);
      if (entry.type === 'packets' && entry.envelope.seq !== undefined) (entry.envelope.thin ? thin : whole).add(lineName(entry.envelope));
    }
  }
  return thin.size === 0 ? null : whole;
}
