/** What is told of one server's game, out of the world that its lines make; asked for when somebody wants it, at most so often. */
import type { ForceIndex, PrototypeName, SurfaceIndex, Tick } from '../../../src/core/packet/schema';
import { type NumberState, onlineOf, type Told } from '../../../src/core/world/number-state';
import type { WorldInfo } from '../../../src/core/world/types';
import type { Hub } from '../hub';
import type { AnyWorld } from '../worlds';
import { Deaths } from './deaths';
import { labelOf } from './labels';
import { TickRate } from './tick-rate';
import { type Total, Totals } from './totals';

/** Things that are made, used or killed, in all; packets are of some twenty kinds, forces and surfaces few. */
const MAX_THINGS = 6_000;
const MAX_KINDS = 100;
const MAX_FORCES = 200;
const MAX_PLACES = 500;
/** What was looked at so long ago is told again (ms). */
const FRESH = 4_000;

export type Flow = 'produced' | 'consumed' | 'killed';
/** Of a force on a surface. */
export interface Place {
  force: string;
  surface: string;
}

/** null: not known. */
export interface Now {
  world: string;
  game: string;
  tick: Tick | null;
  online: number | null;
  evolution: (Place & { value: number })[];
  pollution: (Place & { value: number })[];
}

export class Game {
  /** null: of nothing yet, or of what was kept before and is still being read. */
  now: Now | null = null;
  readonly things = new Totals<'flow' | 'name' | 'force' | 'surface'>(MAX_THINGS);
  readonly research = new Totals<'force'>(MAX_FORCES);
  readonly rockets = new Totals<'force'>(MAX_FORCES);
  readonly deaths = new Totals<'force'>(MAX_FORCES);
  readonly packets = new Totals<'kind'>(MAX_KINDS);
  /** Holes in the numbers of lines, and how many lines are missing in them. */
  readonly gaps = new Totals<'what'>(2);
  readonly rate = new TickRate();
  private readonly died = new Deaths();
  /** Totals of what was kept before are told when all of it is read: until then they are less than they were. */
  private readonly kept: number;
  private looked: number | null = null;
  private looking: Promise<void> | null = null;
  private seen = -1;

  constructor(readonly hub: Hub) {
    this.kept = hub.log.end;
  }

  get leftOut(): number {
    return [this.things, this.research, this.rockets, this.deaths, this.packets].reduce((sum, totals) => sum + totals.leftOut, 0);
  }

  /** Notes how far the game is by now. */
  sample(): void {
    const { taken, latest } = this.hub.state;
    if (taken === this.seen) return;
    this.seen = taken;
    if (latest.tick !== null && taken >= this.kept) this.rate.add(Date.now(), latest.tick);
  }

  /** Once for all who ask at the same time. Rejects when the state is closed. */
  look(): Promise<void> {
    if (this.looked !== null && Date.now() - this.looked < FRESH && Date.now() >= this.looked) return Promise.resolve();
    this.looking ??= this.hub.state
      .use((world) => this.take(world))
      .finally(() => {
        this.looking = null;
        this.looked = Date.now();
      });
    return this.looking;
  }

  private async take(world: AnyWorld): Promise<void> {
    if (this.hub.state.taken < this.kept) return;
    const told = await world.numbers();
    if (told === null) return;
    const { info, numbers, tick, cut, researched, rockets } = told;
    if (this.now !== null && this.now.world !== labelOf(info.id)) this.clear();
    const names = namesOf(info);
    await this.died.look(world, tick ?? 0, cut, (player) => numbers.forces.get(player));
    this.things.tell(thingsOf(numbers, names));
    this.research.tell(researched.map(([force, count]) => row(names.force(force), count)));
    this.rockets.tell(rockets.map(([force, count]) => row(names.force(force), count)));
    this.deaths.tell([...this.died.counts].map(([force, count]) => row(force === null ? '' : names.force(force), count)));
    this.packets.tell(Object.entries(info.packets).map(([kind, value]) => ({ labels: { kind: labelOf(kind) }, value })));
    const lines = info.gaps.reduce((sum, gap) => sum + gap.lines, 0);
    this.gaps.tell([
      { labels: { what: 'gaps' }, value: info.gaps.length },
      { labels: { what: 'lines' }, value: lines },
    ]);
    const online = onlineOf(numbers, null);
    this.now = {
      ...{ world: labelOf(info.id), game: labelOf(info.gameVersion ?? ''), tick, online: Number.isNaN(online) ? null : online },
      ...{ evolution: placesOf(numbers, names, EVOLUTION), pollution: placesOf(numbers, names, POLLUTION) },
    };
  }

  private clear(): void {
    for (const totals of [this.things, this.research, this.rockets, this.deaths, this.packets, this.gaps]) totals.clear();
    this.died.clear();
  }
}

interface Names {
  force(index: ForceIndex): string;
  surface(index: SurfaceIndex | null): string;
}

function namesOf({ forces, surfaces }: WorldInfo): Names {
  const force = new Map(forces.map(({ index, name }) => [index, labelOf(name)]));
  const surface = new Map(surfaces.map(({ index, name }) => [index, labelOf(name)]));
  return {
    force: (index) => force.get(index) ?? `#${index}`,
    // Before 2.0 statistics were of all surfaces.
    surface: (index) => (index === null ? '' : (surface.get(index) ?? `#${index}`)),
  };
}

const row = (force: string, value: number): Total<'force'> => ({ labels: { force }, value });

/** Places in what is told. */
const [PRODUCED, CONSUMED, KILLED, EVOLUTION, POLLUTION] = [3, 4, 5, 6, 7] as const;
const FLOWS: readonly (readonly [Flow, typeof PRODUCED | typeof CONSUMED | typeof KILLED])[] = [
  ['produced', PRODUCED],
  ['consumed', CONSUMED],
  ['killed', KILLED],
];

function placeOf(event: Told, names: Names): Place {
  return { force: names.force(event[1]), surface: names.surface(event[2]) };
}

function* thingsOf({ told }: NumberState, names: Names): Generator<Total<'flow' | 'name' | 'force' | 'surface'>> {
  for (const { event } of told.values()) {
    const place = placeOf(event, names);
    for (const [flow, at] of FLOWS) {
      const counts = event[at];
      if (counts === 0) continue;
      for (const [name, value] of Object.entries<number>(counts satisfies Record<PrototypeName, number>))
        yield { labels: { flow, name: labelOf(name), ...place }, value };
    }
  }
}

/** Of equal names the last. */
function placesOf({ told }: NumberState, names: Names, at: typeof EVOLUTION | typeof POLLUTION): Now['evolution'] {
  const rows: Now['evolution'] = [];
  for (const { event } of told.values()) {
    const value = event[at];
    if (value !== null && rows.length < MAX_PLACES) rows.push({ ...placeOf(event, names), value });
  }
  return rows;
}
