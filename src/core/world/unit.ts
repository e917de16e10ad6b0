/**
 * One unit: the derived blocks of a branch's own stretch of history, over those of the branch it leaves. Takes packets,
 * keeps them as pending changes, and stages them into lanes at a flush.
 */
import { InflateBudget } from '../inflate-budget';
import type { Kernels } from '../kernels/kernels';
import type { ChartPacket, ChunkPosition, EntityState, Packet, SurfaceIndex, Tick } from '../packet/schema';
import type { Batch, BlockStore } from './block-store';
import { CHART_BYTES, chartPixels } from './chart-pixels';
import type { Readable } from './drawn-things';
import { Film } from './film';
import { chunkAt, LEVELS, regionOf, regionSide } from './geometry';
import { changeJournal, emptyState, JOURNAL_KINDS, type JournalState, journalAt, type Placed } from './journal';
import { Lanes } from './lanes';
import { changeNumbers, hasNumbers, type NumberEntry, numberEntries, numbersAt, type StoredEntry } from './number-lane';
import { type NumberState, noNumbers, numberEvent, numberEventOfRow, storedNumbers } from './number-state';
import { packPixels } from './pixel-codec';
import {
  changePixels,
  GONE,
  NO_TILE,
  PIXELS,
  PIXELS_UNKNOWN,
  type PixelChange,
  type PixelLane,
  pixelsAt,
  recolour,
  reducesChart,
  reducesGround,
} from './pixels';
import { entriesUpTo, latest } from './record';
import { changeStory, rowOfPacket, StoryPages, type ToldRow } from './story';
import type { Tables } from './tables';
import { changeTags, type TagPacket, tellsOfTags } from './tag-lane';
import { Change, type ChunkThings, type DepositRow, deedOfPacket, encodeChange, rowOf } from './thing-codec';
import { changeThings, RegionThings, type ThingChange } from './things';

export const chartLane = (surface: SurfaceIndex, force: number): string => `chart:${surface}:${force}`;
export const tilesLane = (surface: SurfaceIndex): string => `tiles:${surface}`;
export const thingsLane = (surface: SurfaceIndex): string => `things:${surface}`;

export interface Parent {
  unit: Unit;
  /** Last tick both have in common. */
  cut: Tick;
}

export class Unit {
  readonly lanes: Lanes;
  private readonly story: StoryPages;
  private pixels = new Map<string, PixelChange[]>();
  private things = new Map<SurfaceIndex, ThingChange[]>();
  private journal: Placed<Packet>[] = [];
  private readonly film = new Film();
  private rows: ToldRow[] = [];
  private numbers: NumberEntry[] = [];
  private tags: Placed<TagPacket>[] = [];
  private clears: { surface: SurfaceIndex; tick: Tick; chunk?: ChunkPosition }[] = [];
  /** Bytes of what is pending, roughly. */
  pending = 0;
  /** Charts left out because their pixels are none. */
  badCharts = 0;
  private readonly budget = new InflateBudget(2 * CHART_BYTES);
  private coloured: number;
  /** Surfaces and forces that have lanes; kept by the world. */
  readonly charts = new Set<string>();
  readonly grounds = new Set<SurfaceIndex>();
  readonly built = new Set<SurfaceIndex>();

  constructor(
    store: BlockStore,
    prefix: string,
    private readonly tables: Tables,
    private readonly kernels: Kernels,
    readonly parent: Parent | null,
  ) {
    this.lanes = new Lanes(store, prefix, kernels.inflate);
    this.story = new StoryPages(this.lanes);
    this.coloured = tables.tileColours;
  }

  /** `from`: it holds from this tick on at the earliest, whenever it happened [P27]. */
  add(packet: Packet, from: Tick = 0): void {
    this.pending += 64;
    this.film.packet(packet);
    const told = Math.max(packet.tick, from);
    const held = Math.max(packet.key ?? packet.tick, from);
    const key = packet.key === undefined ? {} : { key: held };
    if (JOURNAL_KINDS.has(packet.kind)) this.journal.push({ tick: held, packet });
    if (tellsOfTags(packet)) this.tags.push({ tick: held, packet });
    const row = rowOfPacket(packet);
    if (row) this.rows.push(row);
    const event = numberEvent(packet);
    // What a total was is said with the tick at which it was, and those are in order among themselves: rates begin there [P27].
    if (event) this.count({ tick: event[0] === 's' ? packet.tick : held, event });
    switch (packet.kind) {
      case 'surfaces':
        for (const surface of packet.list) if (surface.cleared || surface.gone) this.clears.push({ surface: surface.index, tick: told });
        return;
      case 'chart': {
        this.charts.add(`${packet.surface}/${packet.force}`);
        const picture = this.chart(packet);
        if (picture) this.pixel(chartLane(packet.surface, packet.force), { chunk: packet.at, tick: told, ...key, ...picture });
        return;
      }
      case 'tiles': {
        this.grounds.add(packet.surface);
        const numbers = packet.names.map((name) => this.tables.number(name));
        const value = packet.runs ? groundOf(packet.runs, numbers) : { set: singleTiles(packet.set ?? [], numbers) };
        this.pixel(tilesLane(packet.surface), { chunk: packet.at, tick: told, ...key, value });
        return;
      }
      case 'chunk-gone':
        this.clears.push({ surface: packet.surface, tick: told, chunk: packet.at });
        return;
      case 'resources': {
        const rows: DepositRow[] = [];
        for (const [name, amounts] of Object.entries(packet.amounts)) {
          const number = this.tables.number(name);
          for (let i = 0; i + 2 < amounts.length; i += 3)
            rows.push({
              name: number,
              tile: (amounts[i + 1]! & 31) * 32 + (amounts[i]! & 31),
              amount: Math.min(amounts[i + 2]!, MOST_AMOUNT),
            });
        }
        this.thing(packet.surface, {
          chunk: packet.at,
          tick: held,
          bytes: encodeChange(packet.whole ? Change.allAmounts : Change.amounts, [], rows, told),
        });
        return;
      }
      case 'entities': {
        const { made } = packet;
        const rows = packet.list.map((entity, i) => rowOf(entity, this.tables, made?.[2 * i + 1], made?.[2 * i]));
        this.thing(packet.surface, {
          chunk: packet.at,
          tick: held,
          bytes: encodeChange(packet.whole ? Change.whole : Change.seen, rows, [], told, { merged: packet.merged === true }),
        });
        return;
      }
      case 'built':
      case 'changed':
      case 'removed':
        for (const [chunk, list] of byChunk(packet.list)) {
          const rows = list.map((entity) => rowOf(entity, this.tables, packet.by ?? 0, packet.kind === 'built' ? packet.tick : -1));
          this.thing(packet.surface, {
            chunk,
            tick: told,
            bytes: encodeChange(Change[packet.kind], rows, [], -1, deedOfPacket(packet, this.tables)),
          });
        }
        return;
    }
  }

  /** Reduced as it comes: the values need not be kept until the flush. */
  private chart({ gone, px }: ChartPacket): Pick<PixelChange, 'value' | 'reduced'> | null {
    if (gone) return { value: GONE };
    if (px === undefined) return { value: PIXELS_UNKNOWN };
    const pixels = chartPixels(px, this.budget.inflate);
    if (!pixels) this.badCharts += 1;
    return pixels && { value: pixels.value, reduced: reducesChart(this.kernels)(pixels.values) };
  }

  tell(row: ToldRow): void {
    this.rows.push(row);
    this.film.row(row);
    this.pending += 128;
    const counted = numberEventOfRow(row);
    if (counted) this.count(counted);
  }

  /** What is said here of a time before this branch left its parent is the parent's to tell. */
  private count({ tick, event }: NumberEntry): void {
    this.numbers.push({ tick: Math.max(tick, this.parent?.cut ?? tick), event });
  }

  private pixel(lane: string, change: PixelChange): void {
    const list = this.pixels.get(lane);
    if (list) list.push(change);
    else this.pixels.set(lane, [change]);
    this.pending += 128 + (change.value instanceof Uint8Array ? change.value.length : 16) + (change.reduced ? 768 : 0);
  }

  private thing(surface: SurfaceIndex, change: ThingChange): void {
    this.built.add(surface);
    const list = this.things.get(surface);
    if (list) list.push(change);
    else this.things.set(surface, [change]);
    this.pending += change.bytes.length + 64;
  }

  /** Stages all that is pending. The caller drains into its batch with `lanes.drain`. */
  async stage(): Promise<void> {
    const pixels = this.pixels;
    const things = this.things;
    const { journal, rows, clears, numbers, tags } = this;
    this.pixels = new Map();
    this.things = new Map();
    this.journal = [];
    this.rows = [];
    this.numbers = [];
    this.tags = [];
    this.clears = [];
    this.pending = 0;
    // What comes after a clear is compared with nothing, not with what was cleared: the same ground may come back.
    clears.sort((a, b) => a.tick - b.tick);
    const waiting = { pixels: inTime(pixels), things: inTime(things) };
    let until = Number.NEGATIVE_INFINITY;
    for (const clear of clears) {
      if (clear.tick > until) await this.stageBefore(clear.tick, waiting);
      until = clear.tick;
      await this.stageClear(clear.surface, clear.tick, clear.chunk);
    }
    await this.stageBefore(Number.POSITIVE_INFINITY, waiting);
    if (journal.length) {
      const started = (await this.lanes.ticks({ lane: 'journal', level: 0, rx: 0, ry: 0 })).length > 0;
      const inherited = !started && this.parent ? [inheritedState(this.parent.cut, await this.parent.unit.stateAt(this.parent.cut))] : [];
      await changeJournal(this.lanes, [...inherited, ...journal]);
    }
    if (rows.length) await changeStory(this.lanes, rows);
    if (tags.length) await changeTags(this.lanes, tags);
    await this.film.stage(this.lanes);
    if (numbers.length) await this.stageNumbers(numbers);
    if (this.coloured !== this.tables.tileColours) {
      this.coloured = this.tables.tileColours;
      for (const surface of this.grounds) await recolour(this.pixelLane(tilesLane(surface)));
    }
  }

  /** Stages, and takes away, what is waiting of ticks before this one. */
  private async stageBefore(
    tick: Tick,
    waiting: { pixels: Map<string, PixelChange[]>; things: Map<SurfaceIndex, ThingChange[]> },
  ): Promise<void> {
    const due = <T extends { tick: Tick }>(changes: T[]): T[] => {
      const rest = changes.findIndex((change) => change.tick >= tick);
      return changes.splice(0, rest < 0 ? changes.length : rest);
    };
    for (const [lane, changes] of waiting.pixels) {
      const some = due(changes);
      if (some.length > 0) await changePixels(this.pixelLane(lane), some);
    }
    for (const [surface, changes] of waiting.things) {
      const some = due(changes);
      if (some.length > 0) await this.stageThings(surface, some);
    }
  }

  private async stageNumbers(numbers: NumberEntry[]): Promise<void> {
    const { parent } = this;
    if (parent && !(await hasNumbers(this.lanes)))
      numbers.unshift({ tick: parent.cut, event: ['b', storedNumbers(await parent.unit.numbersAt(parent.cut))] });
    await changeNumbers(this.lanes, numbers);
  }

  drain(batch: Batch): () => void {
    return this.lanes.drain(batch);
  }

  private pixelLane(lane: string): PixelLane {
    const parent = this.parent;
    return {
      lanes: this.lanes,
      lane,
      reduce: lane.startsWith('chart') ? reducesChart(this.kernels) : reducesGround(this.kernels, this.tables),
      inherited: async (rx, ry) => (parent ? parent.unit.pixelsIn(lane, rx, ry, parent.cut) : new Map()),
    };
  }

  private stageThings(surface: SurfaceIndex, changes: ThingChange[]): Promise<void> {
    const parent = this.parent;
    return changeThings(
      this.lanes,
      thingsLane(surface),
      changes,
      async (rx, ry) => (parent ? parent.unit.thingsIn(surface, rx, ry, parent.cut) : new Map()),
      parent?.cut ?? 0,
    );
  }

  /** [P24]: from `tick` on nothing is known there. */
  private async stageClear(surface: SurfaceIndex, tick: Tick, chunk?: ChunkPosition): Promise<void> {
    const lanes = [
      tilesLane(surface),
      ...[...this.allCharts()].filter((key) => key.startsWith(`${surface}/`)).map((key) => chartLane(surface, Number(key.split('/')[1]))),
    ];
    for (const lane of lanes) {
      const changes = (await this.known(lane, tick, chunk)).map((at) => ({ chunk: at, tick, value: GONE }));
      if (changes.length) await changePixels(this.pixelLane(lane), changes);
    }
    const bytes = encodeChange(Change.gone, []);
    const things = (await this.known(thingsLane(surface), tick, chunk)).map((at) => ({ chunk: at, tick, bytes }));
    if (things.length) await this.stageThings(surface, things);
  }

  /** "surface/force" of all charts, inherited ones too. */
  allCharts(): Set<string> {
    return new Set([...this.charts, ...(this.parent?.unit.allCharts() ?? [])]);
  }

  /** Chunks of which a lane knows anything at a tick. */
  async known(lane: string, tick: Tick, only?: ChunkPosition): Promise<ChunkPosition[]> {
    const chunks: ChunkPosition[] = [];
    for await (const { rx, ry, level, slots } of this.slots(lane, tick, only)) {
      for (const slot of slots) {
        const at = chunkAt(rx, ry, slot, level);
        if (!only || (at[0] === only[0] && at[1] === only[1])) chunks.push(at);
      }
    }
    return chunks;
  }

  async knowsAny(lane: string, tick: Tick): Promise<boolean> {
    for await (const { slots } of this.slots(lane, tick)) if (slots.length > 0) return true;
    return false;
  }

  /** Region by region. Pictures are asked at their smallest, which is read in no time. */
  private async *slots(
    lane: string,
    tick: Tick,
    only?: ChunkPosition,
  ): AsyncGenerator<{ rx: number; ry: number; level: number; slots: number[] }> {
    const level = lane.startsWith('things') ? 0 : LEVELS;
    const regions = new Map<string, [number, number]>();
    if (only) regions.set('', [regionOf(only[0], level), regionOf(only[1], level)]);
    else
      for (const layer of this.layers(tick))
        for (const region of await layer.unit.lanes.regions(lane, level)) regions.set(region.join(), region);
    for (const [rx, ry] of regions.values()) {
      const slots = level === 0 ? await this.filledSlots(lane, rx, ry, tick) : await this.pixelSlots(lane, rx, ry, tick, level);
      yield { rx, ry, level, slots };
    }
  }

  private async filledSlots(lane: string, rx: number, ry: number, tick: Tick): Promise<number[]> {
    const things = await this.thingsIn(Number(lane.split(':')[1]), rx, ry, tick);
    return [...things].filter(([, value]) => value.entities.size + value.deposits.size > 0).map(([slot]) => slot);
  }

  /** Slots of a region in which a lane of pictures has any. */
  async pixelSlots(lane: string, rx: number, ry: number, tick: Tick, level: number): Promise<number[]> {
    const filled = new Uint8Array(regionSide(level) ** 2);
    for (const layer of this.layers(tick)) {
      const [record] = await layer.unit.lanes.read([{ lane, level, rx, ry }], layer.tick);
      if (!record) continue;
      const mark = (slot: number, start: number, end: number): void => {
        filled[slot] = end > start ? 1 : 0;
      };
      latest(record, layer.tick, mark, filled.length);
    }
    const slots: number[] = [];
    for (let slot = 0; slot < filled.length; slot++) if (filled[slot] === 1) slots.push(slot);
    return slots;
  }

  /** Whether anything of a region is told after one tick and up to a later one; true where that is not known at once. */
  async tellsOf(lane: string, level: number, rx: number, ry: number, after: Tick, until: Tick): Promise<boolean> {
    const address = { lane, level, rx, ry };
    const from = this.layers(after);
    for (const [i, layer] of this.layers(until).entries()) {
      const [old] = await layer.unit.lanes.read([address], from[i]!.tick);
      const [now] = await layer.unit.lanes.read([address], layer.tick);
      if (old !== now || (now && old && entriesUpTo(old, from[i]!.tick) !== entriesUpTo(now, layer.tick))) return true;
    }
    return false;
  }

  // ---- reading: own over inherited -----------------------------------------------------------------------------------

  /** This unit and those it stands on, root first, each with the tick up to which it speaks. */
  layers(tick: Tick): { unit: Unit; tick: Tick }[] {
    const below = this.parent ? this.parent.unit.layers(Math.min(tick, this.parent.cut)) : [];
    return [...below, { unit: this, tick }];
  }

  async pixelsIn(lane: string, rx: number, ry: number, tick: Tick): Promise<Map<number, Uint8Array>> {
    const values = new Map<number, Uint8Array>();
    for (const layer of this.layers(tick)) await pixelsAt(layer.unit.lanes, lane, rx, ry, layer.tick, values);
    return values;
  }

  async thingsIn(surface: SurfaceIndex, rx: number, ry: number, tick: Tick): Promise<Map<number, ChunkThings>> {
    const values = new Map<number, ChunkThings>();
    for (const layer of this.layers(tick)) {
      const [record] = await layer.unit.lanes.read([{ lane: thingsLane(surface), level: 0, rx, ry }], layer.tick);
      if (!record) continue;
      const region = new RegionThings(record, layer.tick);
      for (const slot of region.slots()) values.set(slot, region.at(slot)!);
    }
    return values;
  }

  /** The records that tell what stands in a region at a tick. */
  async thingRecords(surface: SurfaceIndex, rx: number, ry: number, tick: Tick): Promise<Readable> {
    const readable: Readable = [];
    for (const layer of this.layers(tick)) {
      const [record] = await layer.unit.lanes.read([{ lane: thingsLane(surface), level: 0, rx, ry }], layer.tick);
      if (record) readable.push({ record, tick: layer.tick });
    }
    return readable;
  }

  async stateAt(tick: Tick): Promise<JournalState> {
    for (const layer of this.layers(tick).reverse()) {
      const state = await journalAt(layer.unit.lanes, layer.tick);
      if (state) return state;
    }
    return emptyState();
  }

  /** What is counted at a tick. */
  async numbersAt(tick: Tick): Promise<NumberState> {
    for (const layer of this.layers(tick).reverse()) {
      const state = await numbersAt(layer.unit.lanes, layer.tick);
      if (state) return state;
    }
    return noNumbers();
  }

  /** All that is counted from one tick to another, both included. */
  async *numberEntries(from: Tick, to: Tick): AsyncGenerator<StoredEntry> {
    for (const layer of this.layers(to)) yield* numberEntries(layer.unit.lanes, from, layer.tick);
  }

  async rowsUntil(tick: Tick): Promise<ToldRow[]> {
    return (await Promise.all(this.layers(tick).map((layer) => layer.unit.story.until(layer.tick)))).flat();
  }
}

/** In the order of their ticks; those of one tick as they came. */
function inTime<K, T extends { tick: Tick }>(lists: Map<K, T[]>): Map<K, T[]> {
  for (const list of lists.values()) list.sort((a, b) => a.tick - b.tick);
  return lists;
}

/** Amounts are kept in 32 bits. */
const MOST_AMOUNT = 4_294_967_295;

const inheritedState = (tick: Tick, state: JournalState) => ({ tick, packet: { kind: 'state' as const, tick, state } });

function groundOf(runs: readonly number[], numbers: readonly number[]): Uint8Array {
  const values = new Uint16Array(PIXELS).fill(NO_TILE);
  let at = 0;
  for (let i = 0; i + 1 < runs.length && at < PIXELS; i += 2) {
    const end = Math.min(PIXELS, at + runs[i + 1]!);
    values.fill(numbers[runs[i]!] ?? NO_TILE, at, end);
    at = end;
  }
  return packPixels(values);
}

function singleTiles(set: readonly number[], numbers: readonly number[]): number[] {
  const pairs: number[] = [];
  for (let i = 0; i + 2 < set.length; i += 3) pairs.push((set[i + 1]! & 31) * 32 + (set[i]! & 31), numbers[set[i + 2]!] ?? NO_TILE);
  return pairs;
}

function byChunk(list: readonly EntityState[]): Map<ChunkPosition, EntityState[]> {
  const chunks = new Map<string, [ChunkPosition, EntityState[]]>();
  for (const entity of list) {
    const at: ChunkPosition = [Math.floor(entity.at[0] / 32), Math.floor(entity.at[1] / 32)];
    const known = chunks.get(at.join());
    if (known) known[1].push(entity);
    else chunks.set(at.join(), [at, [entity]]);
  }
  return new Map(chunks.values());
}
