/** The lanes of texts of a world on their way into a snapshot: joined over a line of history, cut to a span, and without what is private. */
import { type Coverage, readCoverage } from '../coverage';
import { Density } from '../density';
import { countsOf } from '../film';
import { GROUP } from '../happened';
import type { JournalEntry, JournalState } from '../journal';
import type { NumberEvent, StoredNumbers } from '../number-state';
import type { Entry } from '../record';
import type { ToldRow } from '../story';
import type { TagPacket } from '../tag-lane';
import { EVENT_GROUPS } from '../timeline-types';
import type { Span } from '../types';
import type { Unit } from '../unit';
import type { SnapshotChoice } from './choice';
import { type Gathered, gathered, within } from './gather';
import { kindOfLane, type TextLane } from './kinds';
import type { Privacy } from './private';

type Layers = readonly { unit: Unit; tick: number }[];

/** Rows of the story in one page, in bytes of their JSON. */
const PAGE_BYTES = 128 * 1024;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const read = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));
const written = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

/** In pages, of which all lanes but the story have one at most. */
export async function gatheredText(lane: TextLane, layers: Layers, choice: SnapshotChoice, privacy: Privacy): Promise<Gathered[]> {
  if (lane === 'density') return single(await density(layers, choice));
  if (lane === 'coverage') return single(await coverage(layers, choice.span));
  const told = await part(lane, layers, choice.span);
  if (told === null) return [];
  const { from, base, entries } = told;
  if (lane === 'events') return [{ from, base: new Map(), entries: entries.filter(({ slot }) => choice.chat || slot !== GROUP.chat) }];
  const kept = entries.flatMap((entry): Entry[] => {
    const value = changed(lane, read(entry.bytes), privacy);
    return value === null ? [] : [{ ...entry, bytes: written(value) }];
  });
  const start = new Map(
    [...base].filter(([, bytes]) => bytes.length > 0).map(([slot, bytes]) => [slot, written(beginning(lane, read(bytes), privacy))]),
  );
  if (start.size + kept.length === 0) return [];
  const first = start.size > 0 ? from : kept[0]!.tick;
  return lane === 'story' ? paged(kept) : [{ from: first, base: start, entries: kept }];
}

async function part(lane: TextLane, layers: Layers, span: Span | null): Promise<Gathered | null> {
  const kind = kindOfLane(lane)!;
  const sources = layers.map(({ unit, tick }) => ({ lanes: unit.lanes, tick }));
  let told: Gathered | null = null;
  for (const [rx, ry] of await pagesOf(lane, layers)) {
    const page = await gathered(sources, kind, lane, 0, rx, ry);
    if (page === null) continue;
    if (told === null) told = page;
    else for (const entry of page.entries) told.entries.push(entry);
  }
  if (told === null) return null;
  told.entries.sort((a, b) => a.tick - b.tick);
  return span === null ? told : within(told, kind, span);
}

async function pagesOf(lane: TextLane, layers: Layers): Promise<[number, number][]> {
  const pages = new Map<number, [number, number]>();
  for (const { unit } of layers) for (const page of await unit.lanes.regions(lane, 0)) pages.set(page[0], page);
  return [...pages.values()].sort(([a], [b]) => a - b);
}

function changed(lane: TextLane, value: unknown, privacy: Privacy): unknown {
  switch (lane) {
    case 'journal':
      return privacy.journal(value as JournalEntry);
    case 'tags':
      return privacy.tags(value as TagPacket);
    case 'story':
      return privacy.row(value as ToldRow);
    default:
      return privacy.number(value as NumberEvent);
  }
}

/** What holds at a record's beginning. */
const beginning = (lane: TextLane, value: unknown, privacy: Privacy): unknown =>
  lane === 'journal' ? privacy.state(value as JournalState) : privacy.numbers(value as StoredNumbers);

function paged(entries: readonly Entry[]): Gathered[] {
  const pages: Gathered[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (bytes > PAGE_BYTES) {
      pages.push({ from: entry.tick, base: new Map(), entries: [] });
      bytes = 0;
    }
    pages.at(-1)!.entries.push(entry);
    bytes += entry.bytes.length;
  }
  return pages;
}

const single = (bytes: Uint8Array | null): Gathered[] =>
  bytes === null ? [] : [{ from: 0, base: new Map(), entries: [{ tick: 0, slot: 0, bytes: bytes }] }];

/** Counted anew, so that empty ends do not depend on what was left out. */
async function density(layers: Layers, { span, chat }: SnapshotChoice): Promise<Uint8Array | null> {
  const sum = await countsOf(layers);
  if (sum.empty) return null;
  const [first, last] = [Math.max(sum.span[0], span?.[0] ?? 0), Math.min(sum.span[1], span?.[1] ?? Number.POSITIVE_INFINITY)];
  if (last < first) return null;
  const kept = new Density(sum.groups);
  kept.coarsen(sum.bucket);
  for (let group = 0; group < sum.groups; group++) {
    if (!chat && group % EVENT_GROUPS.length === GROUP.chat) continue;
    const begin = Math.floor(first / sum.bucket);
    sum.counts(group, [first, last]).forEach((count, i) => {
      if (count > 0) kept.add((begin + i) * sum.bucket, group, count);
    });
  }
  return kept.empty ? null : kept.encode();
}

async function coverage(layers: Layers, span: Span | null): Promise<Uint8Array | null> {
  const [first, last] = span ?? [0, Number.POSITIVE_INFINITY];
  const all: Coverage = { clocks: [], gaps: [] };
  for (const { unit, tick } of layers) {
    const { clocks, gaps } = await readCoverage(unit.lanes);
    const until = Math.min(tick, last);
    for (const point of clocks) if (point[0] >= first && point[0] <= until) all.clocks.push(point);
    for (const [from, to] of gaps) if (from < until && to > first) all.gaps.push([Math.max(from, first), Math.min(to, until)]);
  }
  return all.clocks.length + all.gaps.length === 0 ? null : written(all);
}
