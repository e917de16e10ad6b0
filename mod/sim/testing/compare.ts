/**
 * Whether a world read back is the simulated one: events exactly, states as they were at some moment since their last
 * interval. Every difference is a text; none means equal.
 */
import { type ReadBack, thingText } from './read-back';
import type { WatchedTruth as Truth, WatchedGame } from './watched';

/** In ticks: how old a state may be. */
export interface Ages {
  tiles: number;
  ore: number;
  chart: number;
  place: number;
  /** Forces, a player's force, daytime. */
  slow: number;
  /** Until a chunk that was charted for the first time has been told. */
  fresh: number;
}

/** Said by other packets, or not at all: what moves, and nature, which the chart shows. */
const UNTOLD = 'character unit fish locomotive cargo-wagon car item-entity entity-ghost tree simple-entity cliff'.split(' ');

export interface Comparison {
  differences: string[];
  /** How much was compared, so that nothing passes by being empty. */
  compared: { chunks: number; things: number; charts: number; story: number };
}

/** `since`: when the log begins; what was done before it may be told. */
export function compare(game: WatchedGame, truth: Truth, back: ReadBack, ages: Ages, since = 0): Comparison {
  const differences: string[] = [];
  const compared = { chunks: 0, things: 0, charts: 0, story: 0 };
  const { tick } = truth;
  const differ = (what: string, wanted: unknown, found: unknown): void => {
    const [a, b] = [JSON.stringify(wanted), JSON.stringify(found)];
    if (a !== b) differences.push(`tick ${tick}, ${what}: ${a?.slice(0, 600)} became ${b?.slice(0, 600)}`);
  };
  const was = (what: string, age: number, value: string): void => {
    if (!game.past.was(what, tick - age, tick, value))
      differences.push(`tick ${tick}, ${what}: never was ${value.slice(0, 300)} in the last ${age} ticks`);
  };

  for (const [place, tiles] of Object.entries(truth.tiles)) {
    const since = truth.charted[place];
    if (since === undefined || tick - since < ages.fresh) continue;
    compared.chunks += 1;
    was(`tiles ${place}`, ages.tiles, (back.tiles[place] ?? []).join());
    const ore = back.resources[place] ?? {};
    for (const deposit of new Set([...(game.deposits.get(place) ?? []), ...Object.keys(ore)]))
      was(`ore ${place} ${deposit}`, ages.ore, String(ore[deposit] ?? 0));
    const things = truth.entities[place]!.filter(({ type }) => !UNTOLD.includes(type)).map(thingText);
    compared.things += things.length;
    differ(`entities ${place}`, things.sort(), back.entities[place] ?? []);
    if (tiles.length !== 1024) differences.push(`tick ${tick}: ${tiles.length} tiles in ${place}`);
  }
  // What is known of a chunk that is no more, or was never seen, would be a leak.
  for (const place of Object.keys(back.tiles))
    if (truth.charted[place] === undefined) differences.push(`tick ${tick}: tiles of ${place} are known`);
  for (const [place, things] of Object.entries(back.entities))
    if (truth.charted[place] === undefined && things.length > 0)
      differences.push(`tick ${tick}: things of ${place} are known: ${things[0]}`);

  for (const key of Object.keys(truth.charts)) {
    const [surface, , x, y] = key.split('/');
    const since = truth.charted[`${surface}/${x}/${y}`];
    // The first picture of a chunk waits its turn like any other: as long as an interval.
    if (since === undefined || (truth.chartedBy[key] ?? tick) > tick - Math.max(ages.fresh, ages.chart)) continue;
    compared.charts += 1;
    if (back.charts[key] === undefined) differences.push(`tick ${tick}: no chart of ${key}`);
    else was(`chart ${key}`, ages.chart, back.charts[key]);
  }
  for (const key of Object.keys(back.charts))
    if (truth.charts[key] === undefined) differences.push(`tick ${tick}: chart of ${key} is known`);

  differ(
    'surfaces',
    truth.surfaces.map(({ daytime: _, ...rest }) => rest).sort(byIndex),
    back.surfaces
      .map(({ index, name, planet, platform }) => ({ index, name, ...(planet ? { planet } : {}), ...(platform ? { platform } : {}) }))
      .sort(byIndex),
  );
  for (const { index, name } of truth.forces)
    was(`force ${index}`, ages.slow, back.forces.find((force) => force.index === index)?.name ?? (tick < ages.slow ? name : 'unknown'));
  comparePlayers(truth, back, ages, differ, was);
  differ('tags', truth.tags.map(plainTag).sort(), back.tags.map(plainTag).sort());
  differ(
    'stops',
    truth.stops
      .filter(({ place }) => truth.charted[place] !== undefined)
      .map(plainStop)
      .sort(),
    back.stops.map(plainStop).sort(),
  );
  const texts = (story: Truth['story'], isOf: (tick: number) => boolean): string[] =>
    story.flatMap(({ tick: at, text }) => (isOf(at) ? [`${at} ${text}`] : [])).sort();
  const done = texts(truth.story, (at) => at >= since && at <= tick);
  compared.story += done.length;
  differ(
    'story',
    done,
    texts(back.story, (at) => at >= since),
  );
  const all = new Set(texts(truth.story, () => true));
  differ(
    'story before the log',
    [],
    texts(back.story, (at) => at < since).filter((text) => !all.has(text)),
  );
  return { differences, compared };
}

function comparePlayers(
  truth: Truth,
  back: ReadBack,
  ages: Ages,
  differ: (what: string, wanted: unknown, found: unknown) => void,
  was: (what: string, age: number, value: string) => void,
): void {
  // A server that loads a save has nobody online, and says nothing of it by an event.
  const settled = truth.tick - truth.loadedAt >= ages.slow;
  differ(
    'players',
    truth.players.map(({ index, name, online }) => ({ index, name, ...(settled ? { online } : {}) })).sort(byIndex),
    back.players.map(({ index, name, online }) => ({ index, name, ...(settled ? { online: online === true } : {}) })).sort(byIndex),
  );
  for (const { index, at, surface, force, admin } of back.players) {
    was(`place ${index}`, ages.place, `${at?.join()} ${surface}`);
    was(`player ${index}`, ages.slow, `${force} ${admin}`);
  }
}

const byIndex = (a: { index: number }, b: { index: number }): number => a.index - b.index;
const plainTag = (tag: ReadBack['tags'][number]): string =>
  [tag.surface, tag.force, tag.id, tag.at?.join(), tag.text, tag.icon ?? '', tag.by ?? ''].join(' ');
const plainStop = (stop: ReadBack['stops'][number]): string => [stop.surface, stop.id, stop.at?.join(), stop.name, stop.force].join(' ');
