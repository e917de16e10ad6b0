/** What a world answers about quantities through time. */
import type { ForceIndex, PrototypeName, SurfaceIndex, Tick } from '../packet/schema';
import { clockOf } from './audit';
import { Flow } from './flow';
import type { NumberEntry, StoredEntry } from './number-lane';
import { pointsOf, ROUND, rounds, TELLING, thinned } from './number-points';
import { applyNumber, keyOf, keyOfTold, type NumberState, onlineOf, type Told } from './number-state';
import type { Numbers, NumbersQuestion } from './number-types';
import { Steps } from './steps';
import { LAST } from './summary';
import { Telling } from './telling';
import type { BranchInfo, Span, WorldInfo } from './types';
import type { Unit } from './unit';

const MOST_POINTS = 10_000;
const MOST_TOLD = 10_000;
const MOST_NAMES = 2000;
/** Names × points: each is two numbers. */
const MOST_CELLS = 4_000_000;

export class WorldNumbers {
  constructor(
    private readonly info: () => WorldInfo,
    private readonly unitOf: (branch: string) => Unit,
  ) {}

  async numbers(question: NumbersQuestion): Promise<Numbers> {
    const unit = this.unitOf(question.branch);
    const whole = await this.spanOf(unit, question.branch);
    if (whole === null) return nothing(null);
    const span = within(question.span ?? whole, whole);
    const begins = whole[0] <= TELLING;
    const points = Math.min(MOST_POINTS, Math.max(2, Math.floor(question.points) || 2));
    const events: Tick[] = [];
    const statistics: Tick[] = [];
    const counts = isCounted(question);
    const after = new After(span[1], await unit.numbersAt(span[1]), counts);
    for await (const entry of unit.numberEntries(span[0], LAST)) {
      const { tick, teller } = entry;
      if (tick > span[1]) {
        if (!after.needs(entry)) break;
      } else if (teller === null) events.push(tick);
      else if (counts(teller)) statistics.push(tick);
    }
    const told = rounds(statistics);
    const ticks = pointsOf(span, [...events, ...told], points);
    const tally = new Tally(
      ticks,
      question,
      await unit.numbersAt(span[0] - 1),
      await unit.numbersAt(after.tick),
      begins,
      this.gapsOf(question.branch),
    );
    for await (const entry of unit.numberEntries(span[0], after.tick)) tally.take(entry);
    const everything = await unit.numbersAt(LAST);
    const clockAt = await clockOf(unit, span[1]);
    const clocks = ticks.map((tick) => clockAt(tick) ?? Number.NaN);
    // The engine's own lines tell of none of these.
    const unknown = () => new Float64Array(ticks.length).fill(Number.NaN);
    const silent = Object.keys(this.info().packets).length === 0 ? { deaths: unknown(), research: unknown(), rockets: unknown() } : {};
    return { ...tally.answer(), ...silent, span, ticks, clocks, told: thinned(told, MOST_TOLD), ...knownOf(everything) };
  }

  /** The branch, and those it left one after another. */
  private line(branch: string): BranchInfo[] {
    const { branches } = this.info();
    const line: BranchInfo[] = [];
    let at = branches.find(({ id }) => id === branch) ?? branches.find(({ opens }) => opens);
    while (at !== undefined && !line.includes(at)) {
      line.push(at);
      const { parent }: BranchInfo = at;
      at = branches.find(({ id }) => id === parent);
    }
    return line;
  }

  private gapsOf(branch: string): Span[] {
    const line = new Set(this.line(branch).map(({ id }) => id));
    return this.info().gaps.flatMap((gap) => (line.has(gap.branch) ? [gap.ticks] : []));
  }

  /** Of the branch, with what it shares with those it leaves. */
  private async spanOf(unit: Unit, branch: string): Promise<Span | null> {
    const line = this.line(branch);
    const span = line[0]?.ticks ?? this.info().ticks;
    if (span === null) return null;
    const first = Math.min(...line.map(({ ticks }) => ticks?.[0] ?? span[0]), span[0]);
    for await (const { tick } of unit.numberEntries(0, span[1])) return [Math.min(first, tick), span[1]];
    return [first, span[1]];
  }
}

function within([from, to]: Span, [first, last]: Span): Span {
  const start = Math.min(Math.max(Math.floor(from), first), last);
  return [start, Math.min(Math.max(Math.ceil(to), start), last)];
}

type Teller = NonNullable<StoredEntry['teller']>;
const tellerOf = (event: Told): Teller => ({ force: event[1], surface: event[2] });
const isCounted =
  ({ force, surface }: NumbersQuestion) =>
  (teller: Teller): boolean =>
    (force === null || teller.force === force) && (surface === null || teller.surface === surface);

/** What must be read beyond a span: what was made until its end is known by whatever is told next. */
class After {
  private readonly waiting: Set<string>;
  private enough: Tick | null = null;
  /** The last tick that matters. */
  tick: Tick;

  constructor(
    to: Tick,
    end: NumberState,
    private readonly counts: (teller: Teller) => boolean,
  ) {
    this.tick = to;
    this.waiting = new Set([...end.told].filter(([, { event }]) => counts(tellerOf(event))).map(([key]) => key));
  }

  needs({ tick, teller }: StoredEntry): boolean {
    // What is told in the same round for the first time was made since the round before.
    if (this.enough !== null && tick - this.enough >= ROUND) return false;
    this.tick = tick;
    if (teller === null || !this.counts(teller)) return true;
    this.waiting.delete(keyOf(teller));
    if (this.waiting.size === 0) this.enough ??= tick;
    return true;
  }
}

/** Goes along with the events of a span and counts. */
class Tally {
  private readonly flows: [Flow, Flow, Flow];
  private readonly online: Steps;
  private readonly deaths: Steps;
  private readonly research: Steps;
  private readonly rockets: Steps;
  private readonly evolution: Steps;
  private readonly pollution: Steps;
  private readonly counts: (event: Told) => boolean;
  private readonly to: Tick;
  /** Who has told something after the span: the first word says all that is needed. */
  private readonly over = new Set<string>();
  private readonly telling: Telling;

  constructor(
    ticks: Float64Array,
    private readonly question: NumbersQuestion,
    private readonly state: NumberState,
    end: NumberState,
    private readonly begins: boolean,
    gaps: readonly Span[],
  ) {
    this.telling = new Telling(gaps, begins);
    const isOf = isCounted(question);
    this.counts = (event) => isOf(tellerOf(event));
    this.to = ticks.at(-1) ?? 0;
    const most = Math.max(1, Math.min(MOST_NAMES, Math.floor(MOST_CELLS / ticks.length)));
    this.flows = [3, 4, 5].map((place) => new Flow(ticks, mostOf(end, place as Place, this.counts, most))) as [Flow, Flow, Flow];
    this.online = new Steps(ticks, onlineOf(state, question.force));
    this.deaths = new Steps(ticks, 0);
    this.research = new Steps(ticks, 0);
    this.rockets = new Steps(ticks, 0);
    this.evolution = new Steps(ticks, highest(state, 6, this.counts));
    this.pollution = new Steps(ticks, highest(state, 7, this.counts));
    const before = [...state.told.values()].sort((a, b) => a.tick - b.tick);
    for (const { tick, event } of before) this.tellFlows(tick, event);
  }

  take({ tick, event }: NumberEntry): void {
    const { state, question } = this;
    if (tick > this.to) {
      if (event[0] !== 's' || this.over.has(keyOfTold(event))) return;
      this.over.add(keyOfTold(event));
      this.tellFlows(tick, event);
      return;
    }
    if (event[0] === 's') {
      if (event[2] !== null && state.told.has(`${event[1]}/`)) for (const flow of this.flows) flow.silence(`${event[1]}/`, tick);
      this.tellFlows(tick, event);
    }
    const ofForce = (force: number | undefined): boolean => question.force === null || force === undefined || force === question.force;
    if (event[0] === 'd' && ofForce(state.forces.get(event[1]))) this.deaths.add(tick, 1);
    if (event[0] === 'k' && ofForce(event[1])) this.rockets.add(tick, 1);
    if (event[0] === 'r' && ofForce(event[1])) {
      const [, force, technology, finished, keyed] = event;
      const known = state.researched.has(`${force}/${technology}`);
      // What the first keyframe states was done before anybody told of it.
      if (known !== finished && !(keyed && !this.begins && (state.stated.get(force) ?? tick) === tick))
        this.research.add(tick, finished ? 1 : -1);
    }
    applyNumber(state, tick, event);
    if (event[0] !== 's') this.online.set(tick, onlineOf(state, question.force));
    else if (this.counts(event)) {
      this.evolution.set(tick, highest(state, 6, this.counts));
      this.pollution.set(tick, highest(state, 7, this.counts));
    }
  }

  private tellFlows(tick: Tick, event: Told): void {
    const since = this.telling.hear(keyOfTold(event), tick);
    if (!this.counts(event)) return;
    for (const [i, flow] of this.flows.entries()) flow.tell(keyOfTold(event), tick, event[(i + 3) as Place], since);
  }

  answer() {
    for (const [key, { event }] of this.state.told) {
      const quiet = this.counts(event) ? this.telling.quiet(key) : null;
      if (quiet) for (const flow of this.flows) flow.reach(...quiet);
    }
    const [produced, consumed, kills] = this.flows.map((flow) => flow.series()) as [
      Numbers['produced'],
      Numbers['consumed'],
      Numbers['kills'],
    ];
    return {
      ...{ produced, consumed, kills, online: this.online.end(), deaths: this.deaths.end(), research: this.research.end() },
      ...{ rockets: this.rockets.end(), evolution: this.evolution.end(), pollution: this.pollution.end() },
    };
  }
}

type Place = 3 | 4 | 5;
const countsOf = (counts: Told[Place]): [PrototypeName, number][] => (counts === 0 ? [] : Object.entries(counts));

/** The names of which there is most at the end. */
function mostOf(state: NumberState, place: Place, counts: (event: Told) => boolean, most: number): Set<PrototypeName> {
  const sums = new Map<PrototypeName, number>();
  for (const { event } of state.told.values())
    if (counts(event)) for (const [name, total] of countsOf(event[place])) sums.set(name, (sums.get(name) ?? 0) + total);
  const names = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  return new Set(names.slice(0, most));
}

function highest(state: NumberState, place: 6 | 7, counts: (event: Told) => boolean): number {
  let most = Number.NaN;
  for (const { event } of state.told.values()) {
    const value = event[place];
    if (value !== null && counts(event) && !(value <= most)) most = value;
  }
  return most;
}

/** Those of which statistics are told at all. */
function knownOf(state: NumberState): { forces: ForceIndex[]; surfaces: SurfaceIndex[] } {
  const forces = new Set<ForceIndex>();
  const surfaces = new Set<SurfaceIndex>();
  for (const { event } of state.told.values()) {
    forces.add(event[1]);
    if (event[2] !== null) surfaces.add(event[2]);
  }
  const ascending = (indices: Set<number>) => [...indices].sort((a, b) => a - b);
  return { forces: ascending(forces), surfaces: ascending(surfaces) };
}

function nothing(span: Span | null): Numbers {
  const none = new Float64Array(0);
  return {
    ...{
      span,
      ticks: none,
      clocks: none,
      produced: [],
      consumed: [],
      kills: [],
      online: none,
      deaths: none,
      research: none,
      rockets: none,
    },
    ...{ evolution: none, pollution: none, forces: [], surfaces: [], told: [] },
  };
}
