/** A world, or a part of it, as blocks of a snapshot. What is written depends on what is told alone: the same content is the same bytes. */
import { zlibSync } from 'fflate';
import { type Block, textBlock } from '../../pack/write-container';
import type { Tick } from '../../packet/schema';
import { chunkAt, chunkKey, LEVELS } from '../geometry';
import { cut } from '../lanes';
import { buildRecord } from '../record';
import type { OpenWorld } from '../stored-world';
import { chunkCounts, LAST, openingUnit } from '../summary';
import type { Span } from '../types';
import { chartLane, thingsLane, tilesLane, type Unit } from '../unit';
import { isMoment, LEFT_OUT, type SnapshotChoice } from './choice';
import { decodeForm, encodeForm } from './form';
import { type Gathered, gathered, within } from './gather';
import { HEAD_PATH, readHead, type SnapshotHead, type SnapshotInfo, type SnapshotUnit, WORLD_BLOCKS_VERSION } from './head';
import { kindOfLane, type LaneKind, TEXT_LANES } from './kinds';
import { padded, pathOf, type RecordPlace } from './paths';
import { Privacy } from './private';
import { gatheredText } from './texts';

/** Entries of the zip in which blocks lie, in their order. */
const HEAD_ENTRY = 'world/head.json';
const ENTRIES: Record<LaneKind['form'] | 'tiles', string> = {
  text: 'world/texts',
  pixels: 'world/charts',
  tiles: 'world/tiles',
  things: 'world/things',
};

export interface WriteOptions {
  /** Regions of lanes that are written, and how many there are. */
  onProgress?(done: number, total: number): void;
  signal?: AbortSignal;
}

/** One unit of the snapshot, and the stored ones that it is made of, root first, each with the last tick of which it speaks. */
interface Source {
  unit: SnapshotUnit;
  layers: { unit: Unit; tick: Tick }[];
}

/** Rejects with the signal's reason when it is aborted. */
export async function worldBlocks(open: OpenWorld, choice: SnapshotChoice, options: WriteOptions = {}): Promise<Block[]> {
  const until = choice.span?.[1] ?? LAST;
  const sources = sourcesOf(open, choice, until);
  const end = await (choice.branch === null ? openingUnit(open) : sources[0]!.layers.at(-1)!.unit).stateAt(until);
  const privacy = new Privacy(choice, open.stored.info, end);
  const jobs: (() => Promise<Block[]>)[] = [];
  const kept = open.stored.snapshot?.choice;
  const moment = isMoment(choice) || (kept !== undefined && isMoment(kept));
  for (const [i, source] of sources.entries()) {
    const layers = source.layers.map(({ unit, tick }) => ({ lanes: unit.lanes, tick }));
    for (const lane of lanesOf(source.unit, privacy)) {
      const kind = kindOfLane(lane)!;
      const allowed = await charted(source, kind, choice, until);
      for (const level of levelsOf(kind, moment))
        for (const [rx, ry] of await regionsOf(source, lane, level))
          jobs.push(async () => {
            const all = await gathered(layers, kind, lane, level, rx, ry);
            const told = all && (choice.span ? within(all, kind, choice.span) : all);
            const isAllowed = (slot: number): boolean => allowed === null || allowed.has(chunkKey(chunkAt(rx, ry, slot, level)));
            return told === null ? [] : blocksOf(masked(told, isAllowed), kind, { unit: i, lane, level, region: `${rx}.${ry}` });
          });
    }
    for (const lane of TEXT_LANES)
      jobs.push(async () => {
        const pages = await gatheredText(lane, source.layers, choice, privacy);
        return pages.flatMap((page, rx) => blocksOf(page, kindOfLane(lane)!, { unit: i, lane, level: 0, region: `${rx}.0` }));
      });
  }
  const blocks: Block[] = [];
  for (const [done, job] of jobs.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.(done, jobs.length);
    // Not spread into `push`: there may be more than a call takes arguments.
    for (const block of await job()) blocks.push(block);
  }
  options.onProgress?.(jobs.length, jobs.length);
  const head: SnapshotHead = {
    v: WORLD_BLOCKS_VERSION,
    id: open.stored.snapshot?.of ?? open.stored.info.id,
    info: await described(open, sources, choice, privacy),
    units: sources.map(({ unit }) => ({
      ...unit,
      charts: unit.charts.filter((key) => hasChart(privacy, key)).sort(),
      grounds: unit.grounds.filter(privacy.hasSurface).sort((a, b) => a - b),
      built: unit.built.filter(privacy.hasSurface).sort((a, b) => a - b),
    })),
    tables: privacy.tables(open.tables.stored()),
    choice: open.stored.snapshot?.choice && isAll(choice) ? open.stored.snapshot.choice : choice,
  };
  const order = Object.values(ENTRIES);
  return [
    // As whoever reads it gets it: the same bytes when it is written again.
    textBlock(HEAD_PATH, HEAD_ENTRY, JSON.stringify(readHead(JSON.parse(JSON.stringify(head))))),
    ...blocks.sort((a, b) => order.indexOf(a.entry) - order.indexOf(b.entry)),
  ];
}

const levelsOf = ({ form }: LaneKind, moment: boolean): number[] =>
  form !== 'pixels' ? [0] : Array.from({ length: LEVELS + 1 }, (_, level) => level).filter((level) => !moment || !LEFT_OUT.includes(level));

/** All that there is. */
const isAll = ({ branch, span, surfaces, forces, chat, names, engine }: SnapshotChoice): boolean =>
  branch === null && span === null && surfaces === null && forces === null && chat && names === 'keep' && engine;

/** Each unit as it is stored where all is wanted; else one line of history, in one piece. */
function sourcesOf(open: OpenWorld, choice: SnapshotChoice, until: Tick): Source[] {
  const { units } = open.stored;
  const own = (unit: Unit): Pick<SnapshotUnit, 'charts' | 'grounds' | 'built'> => ({
    charts: [...unit.charts],
    grounds: [...unit.grounds],
    built: [...unit.built],
  });
  if (choice.branch === null && choice.span === null)
    return open.units.map((unit, i) => {
      const { branch, cut: leaves, parent } = units[i]!;
      const below = parent === null ? null : units.findIndex(({ id }) => id === parent);
      return { unit: { branch, cut: leaves, parent: below, ...own(unit) }, layers: [{ unit, tick: LAST }] };
    });
  const at = units.findIndex(({ branch }) => branch === choice.branch);
  const unit = open.units[at] ?? openingUnit(open);
  const layers = unit.layers(until);
  const all = layers.map((layer) => own(layer.unit));
  return [
    {
      unit: {
        branch: units[open.units.indexOf(unit)]!.branch,
        cut: 0,
        parent: null,
        charts: [...new Set(all.flatMap(({ charts }) => charts))],
        grounds: [...new Set(all.flatMap(({ grounds }) => grounds))],
        built: [...new Set(all.flatMap(({ built }) => built))],
      },
      layers,
    },
  ];
}

const hasChart = (privacy: Privacy, key: string): boolean => {
  const [surface, force] = key.split('/').map(Number) as [number, number];
  return privacy.hasSurface(surface) && privacy.hasForce(force);
};

function lanesOf(unit: SnapshotUnit, privacy: Privacy): string[] {
  return [
    ...unit.charts.filter((key) => hasChart(privacy, key)).map((key) => chartLane(...(key.split('/').map(Number) as [number, number]))),
    ...unit.grounds.filter(privacy.hasSurface).map(tilesLane),
    ...unit.built.filter(privacy.hasSurface).map(thingsLane),
  ].sort();
}

async function regionsOf({ layers }: Source, lane: string, level: number): Promise<[number, number][]> {
  const found = new Map<string, [number, number]>();
  for (const { unit } of layers) for (const region of await unit.lanes.regions(lane, level)) found.set(region.join(), region);
  return [...found.values()].sort(([ax, ay], [bx, by]) => ay - by || ax - bx);
}

/** Chunks whose ground and things the chosen forces know; null: all are shown. */
async function charted({ layers }: Source, kind: LaneKind, choice: SnapshotChoice, until: Tick): Promise<Set<number> | null> {
  const { surface } = kind;
  const { unit } = layers.at(-1)!;
  if (choice.forces === null || surface === undefined || kind.force !== undefined) return null;
  const charts = [...unit.allCharts()].filter((key) => key.startsWith(`${surface}/`));
  if (charts.length === 0) return null;
  const known = await Promise.all(choice.forces.map((force) => unit.known(chartLane(surface, force), until)));
  return new Set(known.flat().map(chunkKey));
}

function masked({ from, base, entries }: Gathered, isAllowed: (slot: number) => boolean): Gathered {
  return {
    from,
    base: new Map([...base].filter(([slot, bytes]) => isAllowed(slot) && bytes.length > 0)),
    entries: entries.filter(({ slot }) => isAllowed(slot)),
  };
}

function blocksOf(told: Gathered, kind: LaneKind, place: Omit<RecordPlace, 'from'>): Block[] {
  if (told.base.size === 0 && told.entries.length === 0) return [];
  const { from, base, entries } = plain(told, kind, place.level);
  return cut(from, base, entries, kind.fold, kind.mayCut).map((record) => {
    const form = encodeForm(record, kind.form, place.level);
    return {
      path: pathOf({ ...place, from: padded(record.from) }),
      entry: place.lane.startsWith('tiles') ? ENTRIES.tiles : ENTRIES[kind.form],
      bytes: zlibSync(form, { level: 9 }),
      inflated: form.length,
    };
  });
}

/** With values as whoever reads them gets them, so that records are cut at the same places when they are written again. */
function plain({ from, base, entries }: Gathered, { form }: LaneKind, level: number): Gathered {
  const record = decodeForm(encodeForm(buildRecord(from, base, entries), form, level), form, level);
  const at = (starts: Uint32Array, i: number): Uint8Array => record.data.subarray(starts[i]!, starts[i + 1]!);
  return {
    from,
    base: new Map(Array.from(record.baseSlot, (slot, i) => [slot, at(record.baseAt, i)])),
    entries: entries.map(({ tick, slot }, i) => ({ tick, slot, bytes: at(record.entryAt, i) })),
  };
}

async function described(open: OpenWorld, sources: readonly Source[], choice: SnapshotChoice, privacy: Privacy): Promise<SnapshotInfo> {
  const { info } = open.stored;
  const { span } = choice;
  const one = sources.length === 1 ? sources[0]!.unit.branch : null;
  const part = (ticks: Span | null): Span | null =>
    ticks && span ? [Math.max(ticks[0], Math.min(span[0], ticks[1])), Math.min(ticks[1], span[1])] : ticks;
  const branches = info.branches.filter(({ id }) => one === null || id === one);
  const surfaces = info.surfaces.filter(({ index }) => privacy.hasSurface(index));
  const some = span !== null || choice.surfaces !== null || choice.forces !== null;
  const counted = await chunkCounts(sources.at(-1)!.layers.at(-1)!.unit, { ...info, surfaces }, span?.[1]);
  return {
    name: info.name,
    gameVersion: info.gameVersion,
    seed: info.seed,
    mods: info.mods,
    surfaces,
    forces: info.forces.filter(({ index }) => privacy.hasForce(index)),
    players: privacy.players(info.players),
    ticks: part(one === null ? info.ticks : (branches[0]?.ticks ?? info.ticks)),
    clocks: span ? null : info.clocks,
    branches:
      one === null
        ? branches
        : branches.map((branch) => ({ ...branch, parent: null, leavesAt: null, opens: true, ticks: part(branch.ticks) })),
    gaps: info.gaps.filter(({ branch }) => one === null || branch === one),
    packets: some ? {} : info.packets,
    chunks: counted,
    engine: choice.engine ? info.engine : { joins: 0, leaves: 0, errors: 0, saves: 0 },
  };
}
