/** Search on the map: of all that is known at a tick what fits some typed words, best first. */
import type { ForceIndex, Position, SurfaceIndex, Tick } from '../packet/schema';
import { fold } from '../search/fold';
import { Turns } from '../turns';
import type { CensusBook } from './census-book';
import { ChartMask } from './chart-mask';
import type { JournalState } from './journal';
import { Nearest } from './nearest';
import { type Charted, patchesOf } from './patches';
import type { FindQuestion, Found } from './place-types';
import { LAST } from './summary';
import type { Tables } from './tables';
import type { Unit } from './unit';

/** Of all entities of a kind, and of an answer: the first kinds are those that were meant. */
const MOST_PLACES = 2_000;
const ALL_PLACES = 6_000;
const LEAST_PLACES = 50;
/** More cannot be looked through by anybody. */
const MOST_FOUND = 1_000;
const MOST_TEXT = 200;

/** How well a text fits: 0 is the same, 3 holds it somewhere; null: not at all. `wanted` is folded. */
export function fits(text: string | undefined, wanted: string): number | null {
  if (!text || wanted === '') return null;
  const folded = fold(text);
  const at = folded.indexOf(wanted);
  if (at < 0) return null;
  if (at === 0) return folded.length === wanted.length ? 0 : 1;
  return folded.includes(` ${wanted}`) ? 2 : 3;
}

/** A candidate, and how it is placed among the others; the dear parts are made of those that are shown. */
export interface Match {
  what: Found['what'];
  fit: number;
  surface: SurfaceIndex;
  far: number;
  /** With so many places at most. */
  found: (places: number) => Found;
}

const KINDS: readonly Found['what'][] = ['player', 'tag', 'stop', 'patch', 'entities', 'channel'];

export interface Searched {
  unit: Unit;
  tables: Tables;
  book: CensusBook;
  state(tick: Tick): Promise<JournalState>;
  channels(tick: Tick, wanted: string): Promise<Extract<Found, { what: 'channel' }>[]>;
  surfaces: readonly SurfaceIndex[];
}

export async function find(searched: Searched, question: FindQuestion, stopped?: () => void): Promise<Found[]> {
  const wanted = fold(question.text.slice(0, MOST_TEXT)).trim();
  if (wanted === '') return [];
  const tick = question.tick ?? LAST;
  const turns = new Turns(stopped);
  const matches: Match[] = [...named(await searched.state(tick), question, wanted)];
  for (const channel of await searched.channels(tick, wanted))
    matches.push({ what: 'channel', fit: fits(channel.name, wanted) ?? 3, surface: 0, far: 0, found: () => channel });
  const names = namesOf(searched.tables, wanted, question.names);
  if (names.size > 0) {
    const others = searched.surfaces.filter((surface) => surface !== question.surface);
    for (const surface of [question.surface, ...others]) {
      const mask = ChartMask.of(searched.unit, surface, question.force, tick);
      const regions: Charted[] = [];
      await searched.book.each(surface, tick, mask, turns, (region) => regions.push(region));
      matches.push(...standing(searched.tables, names, regions, surface, question.at));
    }
  }
  let places = ALL_PLACES;
  return best(matches, question).map((match) => {
    const found = match.found(Math.max(LEAST_PLACES, Math.min(places, MOST_PLACES)));
    if (found.what === 'entities') places -= found.places.length;
    return found;
  });
}

/** What carries a name of its own. Where others are is theirs to know, unless all forces are looked at. */
function* named(state: JournalState, { force: mine, at }: FindQuestion, wanted: string): Iterable<Match> {
  const ours = (force: ForceIndex | undefined): boolean => mine === null || force === undefined || force === mine;
  for (const { index: player, name, surface = 1, at: place, force, online = false } of Object.values(state.players)) {
    const fit = fits(name, wanted);
    if (fit === null || !place || !ours(force)) continue;
    yield {
      what: 'player',
      fit,
      surface,
      far: distance(place, at),
      found: () => ({ what: 'player', player, name: name!, surface, at: place, online }),
    };
  }
  for (const { text, icon, surface, at: place, force } of Object.values(state.tags)) {
    // A tag may have no text but its icon, "item/iron-plate".
    const fit = fits(text, wanted) ?? (fits(icon?.slice(icon.indexOf('/') + 1), wanted) === null ? null : 3);
    if (fit === null || !place || !ours(force)) continue;
    const found = (): Found => ({ what: 'tag', name: text ?? '', ...(icon ? { icon } : {}), surface, at: place, force });
    yield { what: 'tag', fit, surface, far: distance(place, at), found };
  }
  for (const { id, name, surface, at: place, force } of Object.values(state.stops)) {
    const fit = fits(name, wanted);
    if (fit === null || !place || !ours(force)) continue;
    yield { what: 'stop', fit, surface, far: distance(place, at), found: () => ({ what: 'stop', name: name!, surface, at: place, id }) };
  }
}

/** Numbers of prototypes, by internal name or by what the page says that the words mean. */
function namesOf(tables: Tables, wanted: string, meant: readonly string[]): Map<number, number> {
  const given = new Set(meant);
  const numbers = new Map<number, number>();
  tables.each((name, number) => {
    const fit = fits(name, wanted) ?? (given.has(name) ? 1 : null);
    if (fit !== null) numbers.set(number, given.has(name) ? Math.min(fit, 1) : fit);
  });
  return numbers;
}

function* standing(
  tables: Tables,
  names: ReadonlyMap<number, number>,
  regions: readonly Charted[],
  surface: SurfaceIndex,
  at: Position,
): Iterable<Match> {
  const counts = new Map<number, number>();
  const ores = new Set<number>();
  for (const { census, allowed } of regions) {
    census.names.forEach((name, group) => {
      if (!names.has(name)) return;
      let count = census.starts[group + 1]! - census.starts[group]!;
      if (allowed) for (let i = census.starts[group]!; i < census.starts[group + 1]!; i++) if (!allowed[census.slots[i]!]) count -= 1;
      if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
    });
    for (const { name } of census.ores.chunks) if (names.has(name)) ores.add(name);
    for (const { name } of census.ores.wells) if (names.has(name)) ores.add(name);
  }
  for (const [name, count] of counts) {
    const found = (places: number): Found => ({
      ...{ what: 'entities', name: tables.name(name), surface, count },
      places: placesOf(name, regions, at, places),
    });
    // The most first, where nothing else tells them apart.
    yield { what: 'entities', fit: names.get(name)!, surface, far: 1 / count, found };
  }
  for (const name of ores)
    for (const patch of patchesOf(name, regions)) {
      const { amount, count, area } = patch;
      const found = (): Found => ({ what: 'patch', name: tables.name(name), surface, at: patch.at(), area, amount, count });
      yield { what: 'patch', fit: names.get(name)!, surface, far: distance(patch.middle, at), found };
    }
}

function placesOf(name: number, regions: readonly Charted[], at: Position, most: number): Position[] {
  const nearest = new Nearest(at, most);
  for (const { census, allowed } of regions) {
    const group = census.names.indexOf(name);
    if (group < 0) continue;
    for (let i = census.starts[group]!; i < census.starts[group + 1]!; i++)
      if (!allowed || allowed[census.slots[i]!]) nearest.add(census.xs[i]! / 256, census.ys[i]! / 256);
  }
  return nearest.places();
}

const distance = ([x, y]: Position, [ax, ay]: Position): number => Math.hypot(x - ax, y - ay);

/** By fit, then by kind, the surface looked at first, then what is near. No kind takes more than half while others wait. */
function best(matches: readonly Match[], { surface, limit }: FindQuestion): Match[] {
  const most = Math.max(0, Math.min(limit, MOST_FOUND));
  const sorted = [...matches].sort(
    (a, b) =>
      a.fit - b.fit ||
      KINDS.indexOf(a.what) - KINDS.indexOf(b.what) ||
      Number(a.surface !== surface) - Number(b.surface !== surface) ||
      a.surface - b.surface ||
      a.far - b.far,
  );
  const taken = new Map<Found['what'], number>();
  const shown = new Set<Match>();
  for (const match of sorted) {
    const count = taken.get(match.what) ?? 0;
    if (shown.size >= most || count >= Math.ceil(most / 2)) continue;
    taken.set(match.what, count + 1);
    shown.add(match);
  }
  for (const match of sorted) if (shown.size < most) shown.add(match);
  return sorted.filter((match) => shown.has(match));
}
