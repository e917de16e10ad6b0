/**
 * The world that a server's lines are taken into, and what is asked of it: for whoever keeps the state, in this thread or in another one, so
 * only values come and go that can be handed over.
 */
import type { Kernels } from '../../src/core/kernels/kernels';
import { type Known, knownOf, NOTHING_KNOWN } from '../../src/core/live/known';
import { chunkLines, keyframeLines } from '../../src/core/live/restate';
import type { LiveView } from '../../src/core/live/view';
import type { ChunkPosition, ForceIndex, PlayerIndex, SurfaceIndex, Tick } from '../../src/core/packet/schema';
import { Turns } from '../../src/core/turns';
import type { NumberState } from '../../src/core/world/number-state';
import type { OpenWorld } from '../../src/core/world/stored-world';
import { LAST, openingUnit } from '../../src/core/world/summary';
import type { WorldInfo, WorldState } from '../../src/core/world/types';
import { World } from '../../src/core/world/world';
import { GrowingBytes } from '../../src/import/growing-bytes';
import { Intake, type LogPoint } from './intake';
import { lineHost } from './line-host';
import { type MapPlace, mapPng } from './map-png';

/** What is told of a server without asking its world; some seconds old. */
export interface Latest {
  world: string | null;
  /** Of the history that is shown: after a load it is earlier than the last of all. */
  tick: Tick | null;
  online: number;
}

/** As the lines that were pushed have left it. */
export interface Settled {
  latest: Latest;
  point: LogPoint;
  /** Its lines were taken for a world without an id before one was named: they are to be read again from their beginning. */
  mistaken: boolean;
}

/** All numbers of a game by now. */
export interface Numbers {
  info: WorldInfo;
  tick: Tick | null;
  numbers: NumberState;
  /** How many technologies, and rockets. */
  researched: [ForceIndex, number][];
  rockets: [ForceIndex, number][];
  /** Where this history left another one. */
  cut: Tick | null;
}

const NOBODY: Latest = { world: null, tick: null, online: 0 };
const encoder = new TextEncoder();

export class ServerWorld {
  private opened: OpenWorld | null = null;
  private world: World | null = null;

  private constructor(
    private readonly intake: Intake,
    private readonly kernels: Kernels,
  ) {}

  static async open(kernels: Kernels): Promise<ServerWorld> {
    return new ServerWorld(await Intake.open(kernels), kernels);
  }

  /** Whole lines. Answers behind how many of their bytes what follows can be read without those before; null: nowhere. */
  async push(lines: Uint8Array): Promise<number | null> {
    return await this.intake.push(lines);
  }

  /** From here on it is asked of what was pushed. */
  async settle(): Promise<Settled> {
    const { intake } = this;
    await intake.settle();
    this.opened = await intake.world();
    this.world = this.opened && new World(this.opened, this.kernels);
    return { latest: await this.latest(), point: { ...intake.point }, mistaken: intake.mistaken };
  }

  private async latest(): Promise<Latest> {
    if (this.world === null) return NOBODY;
    const { info } = this.world;
    const { players } = await this.world.state(branchOf(info), null);
    return { world: info.id, tick: lastTick(info), online: players.filter(({ online }) => online).length };
  }

  /** Lines that restate what the view sees; none while nothing was told. */
  async keyframe(view: LiveView): Promise<Uint8Array> {
    const { opened, intake } = this;
    return opened === null ? new Uint8Array() : await bytesOf(keyframeLines(opened, view, lineHost, intake.launch));
  }

  /** The same of these chunks alone. */
  async restated(view: LiveView, chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[]): Promise<Uint8Array> {
    const { opened } = this;
    return opened === null ? new Uint8Array() : await bytesOf(chunkLines(opened, view, lineHost, chunks));
  }

  /** `point`: for lines that are thinned from there on. */
  async known(view: LiveView, point?: LogPoint): Promise<Known> {
    return this.opened === null ? { ...NOTHING_KNOWN, ...point } : await knownOf(this.opened, view, point);
  }

  async state(): Promise<WorldState | null> {
    return this.world && (await this.world.state(branchOf(this.world.info), null));
  }

  /** null: nothing is known there. */
  async png(seen: LiveView, place: MapPlace): Promise<Uint8Array | null> {
    return this.world && (await mapPng(this.world, branchOf(this.world.info), seen, place));
  }

  async numbers(): Promise<Numbers | null> {
    if (this.opened === null || this.world === null) return null;
    const { info } = this.world;
    const unit = openingUnit(this.opened);
    const { researched, rockets } = await unit.stateAt(LAST);
    return {
      ...{ info, tick: lastTick(info), numbers: await unit.numbersAt(LAST), cut: unit.parent?.cut ?? null },
      researched: Object.entries(researched).map(([force, list]) => [Number(force), list.length]),
      rockets: Object.entries(rockets).map(([force, count]) => [Number(force), count]),
    };
  }

  /** Who died since. */
  async deaths(from: Tick): Promise<[tick: Tick, player: PlayerIndex][]> {
    const deaths: [Tick, PlayerIndex][] = [];
    if (this.opened === null) return deaths;
    for await (const { teller, tick, event } of openingUnit(this.opened).numberEntries(from, LAST))
      if (teller === null && event[0] === 'd') deaths.push([tick, event[1]]);
    return deaths;
  }

  async close(): Promise<void> {
    this.intake.close();
  }
}

const shown = ({ branches }: WorldInfo) => branches.find(({ opens }) => opens);
const branchOf = (info: WorldInfo): string => shown(info)?.id ?? 'main';
const lastTick = (info: WorldInfo): Tick | null => shown(info)?.ticks?.[1] ?? info.ticks?.[1] ?? null;

/** Others have their turn in between: of a large world this takes a second. */
async function bytesOf(lines: AsyncIterable<string>): Promise<Uint8Array> {
  const bytes = new GrowingBytes();
  const turns = new Turns();
  for await (const line of lines) {
    bytes.append(encoder.encode(`${line}\n`));
    await turns.rest();
  }
  return bytes.view().slice();
}
