/** What is asked of a world's time: how much happened when, who went where, what comes next. */
import type { Tick } from '../packet/schema';
import { MOST_CLOCKS, readCoverage, thinned } from './coverage';
import { countsOf, groupCounts, nextEvent } from './film';
import { GROUP } from './happened';
import type { JournalState } from './journal';
import { marksOf } from './marked';
import type { OpenWorld } from './stored-world';
import { inOrder, toldOnce } from './story';
import { LAST } from './summary';
import { EVENT_GROUPS, type EventGroup, type Timeline, type Track } from './timeline-types';
import { tracksOf } from './tracks';
import type { BranchInfo, Span } from './types';
import type { Unit } from './unit';

/** A second, and the most buckets an answer has. */
const SECOND: Tick = 60;
const MOST_BUCKETS = 4096;

export interface TimeSources {
  open: OpenWorld;
  unit(branch: string): Unit;
  state(unit: Unit, tick: Tick): Promise<JournalState>;
}

export class Times {
  constructor(private readonly from: TimeSources) {}

  /** A branch and those it stands on, itself first. */
  private line(branch: string): BranchInfo[] {
    const { branches } = this.from.open.stored.info;
    const line: BranchInfo[] = [];
    for (let id: string | null = branch; id !== null; ) {
      const found = branches.find((one) => one.id === id);
      if (!found || line.includes(found)) break;
      line.push(found);
      id = found.parent;
    }
    return line;
  }

  async timeline(branch: string): Promise<Timeline> {
    const unit = this.from.unit(branch);
    const layers = unit.layers(LAST);
    const counts = await countsOf(layers);
    const line = this.line(branch);
    const ticks = this.ticksOf(line, counts.empty ? null : counts.span);
    const span: Span = ticks ?? [0, 0];
    for (let bucket = Math.max(SECOND, counts.bucket); (span[1] - span[0]) / bucket >= MOST_BUCKETS - 1; bucket *= 2)
      counts.coarsen(bucket * 2);
    const gaps: Span[] = [];
    const clocks: Timeline['clocks'] = [];
    for (const layer of layers) {
      const coverage = await readCoverage(layer.unit.lanes);
      for (const [first, last] of coverage.gaps) if (first < layer.tick) gaps.push([first, Math.min(last, layer.tick)]);
      for (const [tick, clock] of coverage.clocks) if (tick <= layer.tick) clocks.push({ tick, clock });
    }
    const names = new Map(this.from.open.stored.info.players.map(({ index, name }) => [index, name]));
    const rows = toldOnce(inOrder(await unit.rowsUntil(LAST)));
    return {
      ticks,
      from: Math.floor(span[0] / counts.bucket) * counts.bucket,
      bucket: counts.bucket,
      counts: Object.fromEntries(EVENT_GROUPS.map((group) => [group, groupCounts(counts, GROUP[group], span)])) as Timeline['counts'],
      gaps,
      clocks: clocks.length > MOST_CLOCKS ? thinned(clocks) : clocks,
      marks: marksOf(rows, (player) => names.get(player)),
      forks: this.forks(line),
    };
  }

  private ticksOf(line: readonly BranchInfo[], counted: Span | null): Span | null {
    const own = line[0]?.ticks ?? counted;
    if (!own) return null;
    let first = own[0];
    line.slice(1).forEach(({ ticks }, i) => {
      // Of a parent what was before it was left.
      if (ticks && ticks[0] <= (line[i]!.leavesAt?.tick ?? 0)) first = Math.min(first, ticks[0]);
    });
    return [first, Math.max(own[1], first)];
  }

  /** Where this line of history leaves others, and others leave it. */
  private forks(line: readonly BranchInfo[]): Timeline['forks'] {
    const forks: Timeline['forks'] = [];
    let until: Tick = Number.POSITIVE_INFINITY;
    line.forEach((branch, i) => {
      for (const other of this.from.open.stored.info.branches) {
        const tick = other.leavesAt?.tick;
        if (other.parent === branch.id && tick !== undefined && tick <= until && other !== line[i - 1])
          forks.push({ tick, branch: other.id });
      }
      if (branch.parent !== null && branch.leavesAt) forks.push({ tick: branch.leavesAt.tick, branch: branch.parent });
      until = Math.min(until, branch.leavesAt?.tick ?? until);
    });
    return forks.sort((a, b) => a.tick - b.tick);
  }

  /** Every player known in a span, with the last point before it. */
  async tracks(branch: string, from: Tick, to: Tick): Promise<Track[]> {
    const unit = this.from.unit(branch);
    return await tracksOf(unit, await this.from.state(unit, from), from, to);
  }

  /** Of what happens in one second the first is found. */
  async event(branch: string, tick: Tick, step: 1 | -1, groups: readonly EventGroup[]): Promise<Tick | null> {
    const wanted = new Set(groups.map((group) => GROUP[group]));
    return await nextEvent(this.from.unit(branch).layers(LAST), tick, step, wanted);
  }
}
